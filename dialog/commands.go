package dialog

import (
	"fmt"
	"strings"
)

// command does what a /command says. Commands work everywhere, whatever is open.
func (t *turn) command() {
	switch t.in.Command {
	case "start":
		t.begin()
	case "sections":
		t.home()
	case "progress":
		t.showProgress()
	case "board":
		t.board()
	case "back":
		t.backward()
	case "edit":
		t.edit(strings.TrimSpace(t.in.Text))
	case "check":
		t.findings("")
	case "report":
		t.report(strings.TrimPrefix(strings.TrimSpace(t.in.Text), "."))
	case "remind":
		t.remind("")
	case "delete":
		t.leave(false)
	case "template":
		t.say(Reply{Text: "正在准备填报表，请稍候……"})
		t.effects = append(t.effects, SendTemplate{})
	case "help":
		t.help()
	case "skip":
		t.skip()
	default:
		t.say(Reply{Text: fmt.Sprintf("没有 /%s 这个命令。", excerpt(t.in.Command, 32)) + "\n" + textCommands})
	}
}

// begin greets. Somebody who left in the middle of a question finds it again, with where
// everything stands.
func (t *turn) begin() {
	q, open := t.current()
	if !open {
		t.home()
		return
	}
	var b strings.Builder
	t.writeStatus(&b)
	t.say(Reply{Title: t.heading(), Text: b.String() + "\n\n上次填到：" + t.st.label(q)})
	t.show()
}

// showProgress tells where everything stands and what is missing, without leaving the open
// question.
func (t *turn) showProgress() {
	var b strings.Builder
	t.writeStatus(&b)
	if missing := t.missing(12); missing != "" {
		b.WriteString("\n\n还需填写：" + missing)
	}
	r := Reply{Title: t.heading(), Text: b.String()}
	if key, ok := t.st.firstOpen(); ok && t.s.Who.Role == Staff {
		r.Buttons = [][]Button{{t.key("▶ 继续填报", actOpen, key, "")}}
	}
	r.Buttons = append(r.Buttons, []Button{t.key("目录", actHome, "", ""), t.key("检查问题", actCheck, "", "")})
	t.say(r)
}

// missing lists the open questions, at most n of them.
func (t *turn) missing(n int) string {
	var b strings.Builder
	count := 0
	for _, p := range t.st.progress() {
		for _, k := range p.Open {
			q, ok := t.st.find(k)
			if !ok {
				continue
			}
			if count++; count <= n {
				fmt.Fprintf(&b, "\n· %s：%s", p.Section.Title, t.st.label(q))
			}
		}
	}
	if count > n {
		fmt.Fprintf(&b, "\n……共 %d 题", count)
	}
	return b.String()
}

// edit opens the summaries, the section of that title, or the question whose label has the
// word given.
func (t *turn) edit(word string) {
	if word == "" {
		section := t.form.Pack.Sections[0].Code
		if q, open := t.current(); open {
			section = q.Section.Code
		}
		t.review(section, 0)
		return
	}
	for i := range t.form.Pack.Sections {
		if t.form.Pack.Sections[i].Title == word {
			t.review(t.form.Pack.Sections[i].Code, 0)
			return
		}
	}
	for i := range t.form.Pack.Sections {
		for _, l := range t.st.lines(&t.form.Pack.Sections[i]) {
			if l.key != "" && strings.Contains(l.label, word) {
				if t.mayAnswer() {
					t.askFor(l.key, t.here())
				}
				return
			}
		}
	}
	t.say(Reply{Text: fmt.Sprintf("没有找到含“%s”的题目。发送 /edit 可以按章节查看。", excerpt(word, 20))})
}

// reportForms are the forms a report comes in besides the PDF, by the option of their button.
var reportForms = map[string]string{"docx": ".docx", "xlsx": ".xlsx", "txt": ".txt"}

// report sends the report; while something is missing it says what, and asks.
func (t *turn) report(option string) {
	form, other := reportForms[option]
	if !t.st.complete() && option != "go" && !other {
		text := t.st.verdict() + "\n\n还需填写：" + t.missing(12) + "\n\n现在也可以生成草稿，缺的地方标为“待补”。"
		t.aside(Reply{Title: "报告还不完整", Text: text, Buttons: [][]Button{
			{t.key("先生成草稿", actReport, "", "go"), t.key("目录", actHome, "", "")},
		}})
		return
	}
	if t.in.Kind == TapInput {
		t.toast("正在生成报告")
	}
	t.effects = append(t.effects, SendReport{Draft: t.s.Evaluation.Status != Approved, Form: form})
	if other {
		if t.in.Kind != TapInput {
			t.say(Reply{Text: "正在生成报告，请稍候……"})
		}
		return
	}
	t.say(Reply{Text: "正在生成报告，请稍候……\n还可以取得：", Buttons: [][]Button{{
		t.key("Word 文稿", actReport, "", "docx"), t.key("Excel 表格", actReport, "", "xlsx"), t.key("文字稿", actReport, "", "txt"),
	}}})
}

func (t *turn) help() {
	t.say(Reply{Title: "填报说明", Text: textHelp + "\n\n" + textCommands})
	if _, open := t.current(); open {
		t.show()
	}
}

// unusable answers what is not an answer with what to do instead.
func (t *turn) unusable() {
	what := t.in.Text
	if what == "" {
		what = "这种消息"
	}
	t.say(Reply{Text: fmt.Sprintf(textUnusable, what)})
	if _, open := t.current(); open {
		t.show()
	}
}

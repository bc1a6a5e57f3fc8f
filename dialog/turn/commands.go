package turn

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
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
	case "history":
		t.history()
	case "check":
		t.aside(t.findings(""))
	case "report":
		if asksForWording(t.in.Text) {
			t.paragraphs(0)
			return
		}
		t.report(strings.TrimPrefix(strings.TrimSpace(t.in.Text), "."))
	case "remind":
		t.remind("")
	case "delete":
		t.leave(false)
	case "template":
		t.say(dialog.Reply{Text: "正在准备填报表，请稍候……"})
		t.effects = append(t.effects, dialog.SendTemplate{})
	case "help":
		t.help()
	case "skip":
		t.skip()
	default:
		t.say(dialog.Reply{Text: fmt.Sprintf("没有 /%s 这个命令。", form.Excerpt(t.in.Command, 32)) + "\n" + textCommands})
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
	if t.away() >= longAbsence {
		t.say(t.welcomeBack(q, false))
		return
	}
	var b strings.Builder
	t.writeStatus(&b)
	t.say(dialog.Reply{Title: t.heading(), Text: b.String() + "\n\n上次填到：" + t.st.Label(q)})
	t.show()
}

// showProgress tells where everything stands and what is missing, without leaving the open
// question.
func (t *turn) showProgress() { t.say(t.progress()) }

// progress is where everything stands and what is missing.
func (t *turn) progress() dialog.Reply {
	var b strings.Builder
	t.writeStatus(&b)
	if missing := t.missing(12); missing != "" {
		b.WriteString("\n\n还需填写：" + missing)
	}
	r := dialog.Reply{Title: t.heading(), Text: b.String()}
	if key, ok := t.firstOpen(); ok && t.s.Who.Role == dialog.Staff {
		r.Buttons = [][]dialog.Button{{t.key("▶ 继续填报", dialog.ActOpen, key, "")}}
	}
	r.Buttons = append(r.Buttons, []dialog.Button{
		t.key("目录", dialog.ActHome, "", ""), t.key("检查问题", dialog.ActCheck, "", ""), t.key(wordHistory, dialog.ActHistory, "", ""),
	})
	return r
}

// missing lists the open questions, at most n of them.
func (t *turn) missing(n int) string {
	var b strings.Builder
	count := 0
	for _, p := range t.st.Progress() {
		for _, k := range p.Open {
			q, ok := t.st.Find(k)
			if !ok {
				continue
			}
			if count++; count <= n {
				fmt.Fprintf(&b, "\n· %s：%s", p.Section.Title, t.st.Label(q))
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
		for _, l := range t.st.Lines(&t.form.Pack.Sections[i]) {
			if l.Key != "" && strings.Contains(l.Label, word) {
				if t.mayAnswer() {
					t.askFor(l.Key, t.here())
				}
				return
			}
		}
	}
	t.say(dialog.Reply{Text: fmt.Sprintf("没有找到含“%s”的题目。发送 /edit 可以按章节查看。", form.Excerpt(word, 20))})
}

// reportForms are the forms a report comes in besides the PDF, by the option of their button.
var reportForms = map[string]string{"docx": ".docx", "xlsx": ".xlsx", "txt": ".txt"}

// report sends the report; while something is missing it says what, and asks.
func (t *turn) report(option string) {
	form, other := reportForms[option]
	if !t.st.Complete() && option != "go" && !other {
		t.aside(t.incomplete())
		return
	}
	if t.in.Kind == dialog.TapInput {
		t.toast("正在生成报告")
	}
	t.effects = append(t.effects, dialog.SendReport{Draft: t.s.Evaluation.Status != dialog.Approved, Form: form})
	if other {
		if t.in.Kind != dialog.TapInput {
			t.say(t.underWay(false))
		}
		return
	}
	t.say(t.underWay(true))
}

// incomplete says what a report lacks, and offers a draft.
func (t *turn) incomplete() dialog.Reply {
	text := t.st.Verdict() + "\n\n还需填写：" + t.missing(12) + "\n\n现在也可以生成草稿，缺的地方标为“待补”。"
	return dialog.Reply{Title: "报告还不完整", Text: text, Buttons: [][]dialog.Button{
		{t.key("先生成草稿", dialog.ActReport, "", "go"), t.key("目录", dialog.ActHome, "", "")},
		{t.wordingKey(t.wordingLabel(), "", "")},
	}}
}

// underWay is said while a report is made; of a PDF with what else there is.
func (t *turn) underWay(pdf bool) dialog.Reply {
	reword := []dialog.Button{t.wordingKey(t.wordingLabel(), "", "")}
	if !pdf {
		return dialog.Reply{Text: "正在生成报告，请稍候……", Buttons: [][]dialog.Button{reword}}
	}
	return dialog.Reply{Text: "正在生成报告，请稍候……\n还可以取得：", Buttons: [][]dialog.Button{
		{t.key("Word 文稿", dialog.ActReport, "", "docx"), t.key("Excel 表格", dialog.ActReport, "", "xlsx"), t.key("文字稿", dialog.ActReport, "", "txt")},
		reword,
	}}
}

func (t *turn) help() {
	t.say(dialog.Reply{Title: "填报说明", Text: textHelp + "\n\n" + textCommands})
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
	t.say(dialog.Reply{Text: fmt.Sprintf(textUnusable, what)})
	if _, open := t.current(); open {
		t.show()
	}
}

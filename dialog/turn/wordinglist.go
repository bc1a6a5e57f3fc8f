package turn

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
)

// Sizes of the list of paragraphs, in entries and characters.
const wordingAtOnce = 8

// paragraphs shows a page of the list of paragraphs.
func (t *turn) paragraphs(page int) {
	t.s.Cursor = dialog.Cursor{Place: dialog.PlaceWording, Page: page}
	t.show()
}

// wordingLabel is what the way to the paragraphs is called: not everybody may change them now.
func (t *turn) wordingLabel() string {
	if t.mayReword() {
		return "改报告文字"
	}
	return "看报告文字"
}

func (t *turn) mayReword() bool { return t.s.Who.Role == dialog.Staff && t.open() }

// showWording says what stands at the cursor where the report's words are changed.
func (t *turn) showWording() {
	list := t.in.Paragraphs
	if len(list) == 0 {
		t.s.Cursor = dialog.Cursor{}
		t.aside(dialog.Reply{Text: textNoWording, Buttons: [][]dialog.Button{{t.key("目录", dialog.ActHome, "", "")}}})
		return
	}
	if id, open := paragraph(t.s.Cursor); open {
		if p, ok := paragraphOf(list, id); ok {
			t.showParagraph(p)
			return
		}
		t.s.Cursor.Key, t.s.Cursor.Typed = "", ""
		t.toast("这一段已经不在报告里")
	}
	t.s.Cursor.Page = min(max(t.s.Cursor.Page, 0), (len(list)-1)/wordingAtOnce)
	t.screen(t.wordingList(list))
}

// wordingList is a page of the report's paragraphs, and at the end the own words that are not
// printed now.
func (t *turn) wordingList(list []dialog.Paragraph) dialog.Reply {
	pages := (len(list) + wordingAtOnce - 1) / wordingAtOnce
	page := min(max(t.s.Cursor.Page, 0), pages-1)
	first := page * wordingAtOnce
	var b strings.Builder
	var numbers []dialog.Button
	heading, stale := "", false
	for i, p := range list[first:min(first+wordingAtOnce, len(list))] {
		n := first + i + 1
		switch {
		case p.Stale != "" && !stale:
			stale = true
			b.WriteString("\n以下改写现在没有印出：\n")
		case p.Stale == "" && p.Heading != heading:
			heading = p.Heading
			b.WriteString("\n" + form.Excerpt(heading, 40) + "\n")
		}
		b.WriteString(form.Entry(n, p))
		numbers = append(numbers, t.wordingKey(strconv.Itoa(n), p.ID, wordingOpen))
	}
	intro := "点编号看这一段。"
	if t.mayReword() {
		intro = "点编号改写一段；段里的数会随答案自动更新。✎ 是改写过的。"
	}
	rows := dialog.Chunk(numbers, 4)
	var ways []dialog.Button
	if page > 0 {
		ways = append(ways, t.wordingKey("‹ 上一页", "", strconv.Itoa(page-1)))
	}
	if page+1 < pages {
		ways = append(ways, t.wordingKey("下一页 ›", "", strconv.Itoa(page+1)))
	}
	if len(ways) > 0 {
		rows = append(rows, ways)
	}
	return dialog.Reply{
		Title: fmt.Sprintf("报告文字（%d/%d 页）", page+1, pages), Text: intro + "\n" + strings.TrimRight(b.String(), "\n"),
		Buttons: append(rows, []dialog.Button{t.key("目录", dialog.ActHome, "", ""), t.key("生成报告", dialog.ActReport, "", "")}),
	}
}

// wordingKey draws a button for a paragraph in its present words.
func (t *turn) wordingKey(label, id, option string) dialog.Button {
	b := dialog.Tap{Evaluation: t.s.Evaluation.ID, Action: dialog.ActWording, Key: dialog.Key(id), Rev: 0, Option: option}
	if id != "" {
		b.Rev = t.s.Answers[form.WordingKey.Child(id)].Rev
	}
	return dialog.Button{Label: label, Data: b.String()}
}

// showParagraph shows a paragraph as it prints now. Who may change it gets in a message by
// itself, to be copied, the text to change.
func (t *turn) showParagraph(p dialog.Paragraph) {
	back := t.wordingKey("‹ 返回", "", strconv.Itoa(t.s.Cursor.Page))
	switch {
	case p.Stale != "":
		r := dialog.Reply{Title: orElse(p.Heading, "报告文字"), Text: p.Editable + "\n\n现在没有印出：" + p.Stale}
		if t.mayReword() {
			r.Buttons = append(r.Buttons, []dialog.Button{t.wordingKey("删除这段改写", p.ID, wordingRestore)})
		}
		r.Buttons = append(r.Buttons, []dialog.Button{back})
		t.screen(r)
		return
	case !t.mayReword():
		t.screen(dialog.Reply{Title: p.Heading, Text: p.Text + writtenBy(t.s.Answers[form.WordingKey.Child(p.ID)], p), Buttons: [][]dialog.Button{{back}}})
		return
	}
	var b strings.Builder
	b.WriteString("现在印为：\n" + p.Text + writtenBy(t.s.Answers[form.WordingKey.Child(p.ID)], p))
	if len(p.Marks) > 0 {
		b.WriteString("\n\n〔〕现在是：")
		for _, m := range p.Marks {
			fmt.Fprintf(&b, "\n〔%s〕%s", m.Name, form.Excerpt(m.Value, 60))
		}
	}
	if p.Earlier != "" {
		b.WriteString("\n\n数据不同时写过：\n" + form.Excerpt(p.Earlier, 600))
	}
	b.WriteString("\n\n下一条是可以改的文字：复制下来，把改好的整段发来；〔〕里的数会自动更新。")
	t.aside(dialog.Reply{Title: p.Heading, Text: b.String()})
	t.navigate = false // the text to copy is a message of its own
	var own []dialog.Button
	if p.Changed {
		own = append(own, t.wordingKey("恢复原文", p.ID, wordingRestore))
	}
	if p.Earlier != "" {
		own = append(own, t.wordingKey("沿用之前的改写", p.ID, wordingEarlier))
	}
	rows := [][]dialog.Button{{back}}
	if len(own) > 0 {
		rows = [][]dialog.Button{own, {back}}
	}
	t.screen(dialog.Reply{Text: p.Editable, Buttons: rows})
}

// writtenBy tells whose own words a paragraph has.
func writtenBy(a dialog.Answer, p dialog.Paragraph) string {
	if !p.Changed || a.ByName == "" {
		return ""
	}
	return "\n（" + a.ByName + "改写）"
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

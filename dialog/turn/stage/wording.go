package stage

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
)

// OpenWording shows a page of the list of paragraphs.
func (at Pane) OpenWording(page int) {
	at.t.Session.Cursor = dialog.Cursor{Place: dialog.PlaceWording, Page: page}
	at.Show()
}

// showWording says what stands at the cursor where the report's words are changed.
func (at Pane) showWording() {
	list := at.t.Given.Paragraphs
	if len(list) == 0 {
		at.t.Session.Cursor = dialog.Cursor{}
		at.Aside(dialog.Reply{Text: screen.TextNoWording, Buttons: [][]dialog.Button{{at.t.View().Key("目录", dialog.ActHome, "", "")}}})
		return
	}
	if id, open := screen.OpenParagraphID(at.t.Session.Cursor); open {
		if p, ok := dialog.ParagraphOf(list, id); ok {
			at.showParagraph(p)
			return
		}
		at.t.Session.Cursor.Key, at.t.Session.Cursor.Typed = "", ""
		at.t.Toast("这一段已经不在报告里")
	}
	at.t.Session.Cursor.Page = min(max(at.t.Session.Cursor.Page, 0), (len(list)-1)/screen.WordingAtOnce)
	at.Screen(at.t.View().WordingList(list))
}

// showParagraph shows a paragraph as it prints now. Who may change it gets in a message by
// itself, to be copied, the text to change.
func (at Pane) showParagraph(p dialog.Paragraph) {
	back := at.t.View().WordingKey("‹ 返回", "", strconv.Itoa(at.t.Session.Cursor.Page))
	switch {
	case p.Stale != "":
		r := dialog.Reply{Title: cmp.Or(p.Heading, "报告文字"), Text: p.Editable + "\n\n现在没有印出：" + p.Stale}
		if at.t.View().MayReword() {
			r.Buttons = append(r.Buttons, []dialog.Button{at.t.View().WordingKey("删除这段改写", p.ID, screen.WordingRestore)})
		}
		r.Buttons = append(r.Buttons, []dialog.Button{back})
		at.Screen(r)
		return
	case !at.t.View().MayReword():
		at.Screen(dialog.Reply{Title: p.Heading, Text: p.Text + screen.WrittenBy(at.t.Session.Answers[form.WordingKey.Child(p.ID)], p), Buttons: [][]dialog.Button{{back}}})
		return
	}
	var b strings.Builder
	b.WriteString("现在印为：\n" + p.Text + screen.WrittenBy(at.t.Session.Answers[form.WordingKey.Child(p.ID)], p))
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
	at.Aside(dialog.Reply{Title: p.Heading, Text: b.String()})
	var own []dialog.Button
	if p.Changed {
		own = append(own, at.t.View().WordingKey("恢复原文", p.ID, screen.WordingRestore))
	}
	if p.Earlier != "" {
		own = append(own, at.t.View().WordingKey("沿用之前的改写", p.ID, screen.WordingEarlier))
	}
	rows := [][]dialog.Button{{back}}
	if len(own) > 0 {
		rows = [][]dialog.Button{own, {back}}
	}
	at.t.Below().Screen(dialog.Reply{Text: p.Editable, Buttons: rows})
}

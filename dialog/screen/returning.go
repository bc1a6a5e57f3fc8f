package screen

import (
	"fmt"
	"strings"

	"ziping/dialog"
)

// Comments is the screen of a return in the making.
func (view View) Comments() dialog.Reply {
	c := view.Session.Cursor
	if c.Section != "" {
		return dialog.Reply{
			Title: "退回修改 · " + view.CommentTitle(c.Section), Text: "请写明需要修改的地方。",
			Buttons: [][]dialog.Button{{view.Key("‹ 返回", dialog.ActReturn, "", "")}},
		}
	}
	var b strings.Builder
	b.WriteString("请选择要写意见的章节，写完后点“退回”。")
	for _, p := range c.Pieces {
		code, text, _ := strings.Cut(p, "\n")
		fmt.Fprintf(&b, "\n\n%s：%s", view.CommentTitle(code), text)
	}
	var sections []dialog.Button
	for i := range view.State.Form.Pack.Sections {
		s := &view.State.Form.Pack.Sections[i]
		sections = append(sections, view.Key(s.Title, dialog.ActComment, "", s.Code))
	}
	rows := append(dialog.Chunk(sections, 2), []dialog.Button{view.Key("整体意见", dialog.ActComment, "", WholeReport)})
	if len(c.Pieces) > 0 {
		rows = append(rows, []dialog.Button{view.Key("✓ 退回", dialog.ActReturn, "", "yes")})
	}
	return dialog.Reply{Title: "退回修改", Text: b.String(), Buttons: append(rows, []dialog.Button{view.Key("不退回了", dialog.ActHome, "", "")})}
}

// CommentTitle asks for a comment on a section.
func (view View) CommentTitle(code string) string {
	if s, ok := view.State.Form.Pack.Section(code); ok {
		return s.Title
	}
	return "整体意见"
}

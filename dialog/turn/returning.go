package turn

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// startReturn shows the sections to comment on, with the comments written so far.
func (t *turn) startReturn() {
	if t.s.Who.Role != dialog.Manager {
		t.say(dialog.Reply{Text: textNotManager})
		return
	}
	if t.s.Evaluation.Status != dialog.Submitted {
		t.toast(textNotSubmitted)
		t.show()
		return
	}
	t.s.Cursor = dialog.Cursor{Place: dialog.PlaceComment, Pieces: t.s.Cursor.Pieces}
	t.show()
}

// comments is the screen of a return in the making.
func (t *turn) comments() dialog.Reply {
	c := t.s.Cursor
	if c.Section != "" {
		return dialog.Reply{
			Title: "退回修改 · " + t.commentTitle(c.Section), Text: "请写明需要修改的地方。",
			Buttons: [][]dialog.Button{{t.key("‹ 返回", dialog.ActReturn, "", "")}},
		}
	}
	var b strings.Builder
	b.WriteString("请选择要写意见的章节，写完后点“退回”。")
	for _, p := range c.Pieces {
		code, text, _ := strings.Cut(p, "\n")
		fmt.Fprintf(&b, "\n\n%s：%s", t.commentTitle(code), text)
	}
	var sections []dialog.Button
	for i := range t.form.Pack.Sections {
		s := &t.form.Pack.Sections[i]
		sections = append(sections, t.key(s.Title, dialog.ActComment, "", s.Code))
	}
	rows := append(dialog.Chunk(sections, 2), []dialog.Button{t.key("整体意见", dialog.ActComment, "", wholeReport)})
	if len(c.Pieces) > 0 {
		rows = append(rows, []dialog.Button{t.key("✓ 退回", dialog.ActReturn, "", "yes")})
	}
	return dialog.Reply{Title: "退回修改", Text: b.String(), Buttons: append(rows, []dialog.Button{t.key("不退回了", dialog.ActHome, "", "")})}
}

func (t *turn) commentTitle(code string) string {
	if s, ok := t.form.Pack.Section(code); ok {
		return s.Title
	}
	return "整体意见"
}

// commentOn opens a section for a comment.
func (t *turn) commentOn(code string) {
	_, known := t.form.Pack.Section(code)
	if t.s.Cursor.Place != dialog.PlaceComment || !known && code != wholeReport {
		t.stale()
		return
	}
	t.s.Cursor.Section = code
	t.show()
}

// comment takes a typed message as the comment on the open section.
func (t *turn) comment(typed string) {
	c := &t.s.Cursor
	if c.Section == "" {
		c.Section = wholeReport
	}
	pieces := []string{}
	for _, p := range c.Pieces { // a second comment on a section takes the place of the first
		if code, _, _ := strings.Cut(p, "\n"); code != c.Section {
			pieces = append(pieces, p)
		}
	}
	c.Pieces, c.Section = append(pieces, c.Section+"\n"+typed), ""
	t.show()
}

// sendBack returns the evaluation to the staff with the comments.
func (t *turn) sendBack() {
	pieces := t.s.Cursor.Pieces
	if t.s.Who.Role != dialog.Manager || t.s.Evaluation.Status != dialog.Submitted || len(pieces) == 0 {
		t.stale()
		return
	}
	var b strings.Builder
	var rows [][]dialog.Button
	for _, p := range pieces {
		code, text, _ := strings.Cut(p, "\n")
		t.write(form.CommentKey.Child(code), scoring.Text(text), text)
		fmt.Fprintf(&b, "\n\n%s：%s", t.commentTitle(code), text)
		if s, ok := t.form.Pack.Section(code); ok {
			rows = append(rows, []dialog.Button{t.key("修改："+s.Title, dialog.ActReview, dialog.Key(code), "0")})
		}
	}
	t.s.Evaluation.Status = dialog.Open
	t.s.Cursor = dialog.Cursor{}
	t.say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 已退回" + b.String()})
	t.tell(dialog.Staff, dialog.Reply{Title: "退回修改", Text: t.heading() + fmt.Sprintf("\n%s退回，意见如下：", t.s.Who.Name) + b.String(), Buttons: rows})
	t.tellManagers(dialog.Reply{
		Title: "退回修改", Text: t.heading() + fmt.Sprintf("\n%s退回填报人修改，意见如下：", t.s.Who.Name) + b.String(),
		Buttons: t.afterwards(), News: t.s.Who.Name + "退回修改",
	})
	t.navigate = false // the tapped message stays as the record of what was done
	t.home()
}

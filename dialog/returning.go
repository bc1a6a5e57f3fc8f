package dialog

import (
	"fmt"
	"strings"

	"ziping/scoring"
)

// PlaceComment is where a manager writes what is to be changed in a section.
const PlaceComment Place = "comment"

// startReturn shows the sections to comment on, with the comments written so far.
func (t *turn) startReturn() {
	if t.s.Who.Role != Manager {
		t.say(Reply{Text: textNotManager})
		return
	}
	if t.s.Evaluation.Status != Submitted {
		t.toast(textNotSubmitted)
		t.show()
		return
	}
	t.s.Cursor = Cursor{Place: PlaceComment, Pieces: t.s.Cursor.Pieces}
	t.show()
}

// comments is the screen of a return in the making.
func (t *turn) comments() Reply {
	c := t.s.Cursor
	if c.Section != "" {
		return Reply{
			Title: "退回修改 · " + t.commentTitle(c.Section), Text: "请写明需要修改的地方。",
			Buttons: [][]Button{{t.key("‹ 返回", actReturn, "", "")}},
		}
	}
	var b strings.Builder
	b.WriteString("请选择要写意见的章节，写完后点“退回”。")
	for _, p := range c.Pieces {
		code, text, _ := strings.Cut(p, "\n")
		fmt.Fprintf(&b, "\n\n%s：%s", t.commentTitle(code), text)
	}
	var sections []Button
	for i := range t.form.Pack.Sections {
		s := &t.form.Pack.Sections[i]
		sections = append(sections, t.key(s.Title, actComment, "", s.Code))
	}
	rows := append(chunk(sections, 2), []Button{t.key("整体意见", actComment, "", wholeReport)})
	if len(c.Pieces) > 0 {
		rows = append(rows, []Button{t.key("✓ 退回", actReturn, "", "yes")})
	}
	return Reply{Title: "退回修改", Text: b.String(), Buttons: append(rows, []Button{t.key("不退回了", actHome, "", "")})}
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
	if t.s.Cursor.Place != PlaceComment || !known && code != wholeReport {
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
	if t.s.Who.Role != Manager || t.s.Evaluation.Status != Submitted || len(pieces) == 0 {
		t.stale()
		return
	}
	var b strings.Builder
	var rows [][]Button
	for _, p := range pieces {
		code, text, _ := strings.Cut(p, "\n")
		t.write(commentKey.child(code), scoring.Text(text), text)
		fmt.Fprintf(&b, "\n\n%s：%s", t.commentTitle(code), text)
		if s, ok := t.form.Pack.Section(code); ok {
			rows = append(rows, []Button{t.key("修改："+s.Title, actReview, Key(code), "0")})
		}
	}
	t.s.Evaluation.Status = Open
	t.s.Cursor = Cursor{}
	t.say(Reply{Kind: EditTapped, Text: "✓ 已退回" + b.String()})
	t.tell(Staff, Reply{Title: "退回修改", Text: t.heading() + fmt.Sprintf("\n%s退回，意见如下：", t.s.Who.Name) + b.String(), Buttons: rows})
	t.tellManagers(Reply{
		Title: "退回修改", Text: t.heading() + fmt.Sprintf("\n%s退回填报人修改，意见如下：", t.s.Who.Name) + b.String(),
		Buttons: t.afterwards(), News: t.s.Who.Name + "退回修改",
	})
	t.navigate = false // the tapped message stays as the record of what was done
	t.home()
}

// returned is the manager's comment on a section that is not dealt with yet, "" for none.
func (st *state) returned(section string) string {
	return st.answers[commentKey.child(section)].Value.Text
}

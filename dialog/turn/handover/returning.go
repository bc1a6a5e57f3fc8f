package handover

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// StartReturn shows the sections to comment on, with the comments written so far.
func StartReturn(t *stage.Turn) {
	if t.Session.Who.Role != dialog.Manager {
		t.Say(dialog.Reply{Text: screen.TextNotManager})
		return
	}
	if t.Session.Evaluation.Status != dialog.Submitted {
		t.Toast(screen.TextNotSubmitted)
		t.InPlace().Show()
		return
	}
	t.Session.Cursor = dialog.Cursor{Place: dialog.PlaceComment, Pieces: t.Session.Cursor.Pieces}
	t.InPlace().Show()
}

// CommentOn opens a section for a comment.
func CommentOn(t *stage.Turn, code string) {
	_, known := t.Form.Pack.Section(code)
	if t.Session.Cursor.Place != dialog.PlaceComment || !known && code != screen.WholeReport {
		t.InPlace().Stale()
		return
	}
	t.Session.Cursor.Section = code
	t.InPlace().Show()
}

// Comment takes a typed message as the comment on the open section.
func Comment(t *stage.Turn, typed string) {
	c := &t.Session.Cursor
	if c.Section == "" {
		c.Section = screen.WholeReport
	}
	pieces := []string{}
	for _, p := range c.Pieces { // a second comment on a section takes the place of the first
		if code, _, _ := strings.Cut(p, "\n"); code != c.Section {
			pieces = append(pieces, p)
		}
	}
	c.Pieces, c.Section = append(pieces, c.Section+"\n"+typed), ""
	t.Below().Show()
}

// SendBack returns the evaluation to the staff with the comments.
func SendBack(t *stage.Turn) {
	pieces := t.Session.Cursor.Pieces
	if t.Session.Who.Role != dialog.Manager || t.Session.Evaluation.Status != dialog.Submitted || len(pieces) == 0 {
		t.InPlace().Stale()
		return
	}
	var b strings.Builder
	var rows [][]dialog.Button
	for _, p := range pieces {
		code, text, _ := strings.Cut(p, "\n")
		t.Write(form.CommentKey.Child(code), scoring.Text(text), text)
		fmt.Fprintf(&b, "\n\n%s：%s", t.View().CommentTitle(code), text)
		if s, ok := t.Form.Pack.Section(code); ok {
			rows = append(rows, []dialog.Button{t.View().Key("修改："+s.Title, dialog.ActReview, dialog.Key(code), "0")})
		}
	}
	t.Session.Evaluation.Status = dialog.Open
	t.Session.Cursor = dialog.Cursor{}
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 已退回" + b.String()})
	t.Tell(dialog.Staff, dialog.Reply{Title: "退回修改", Text: t.View().Heading() + fmt.Sprintf("\n%s退回，意见如下：", t.Session.Who.Name) + b.String(), Buttons: rows})
	t.TellManagers(dialog.Reply{
		Title: "退回修改", Text: t.View().Heading() + fmt.Sprintf("\n%s退回填报人修改，意见如下：", t.Session.Who.Name) + b.String(),
		Buttons: t.View().Afterwards(), News: t.Session.Who.Name + "退回修改",
	})
	t.Below().Home() // the tapped message stays as the record of what was done
}

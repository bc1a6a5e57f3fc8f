package answering

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/preview"
	"ziping/dialog/screen"
	"ziping/dialog/turn/proposing"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// Upload takes a file: whatever of it the questionnaire asks for is shown and waits for the person's
// word. A text goes to the open question that asks for one.
func Upload(t *stage.Turn) {
	f := t.Given.File
	if f == nil || f.Refused != "" {
		why := screen.TextUploadHelp
		if f != nil {
			why = f.Refused + "\n" + screen.TextUploadHelp
		}
		t.Say(dialog.Reply{Text: why})
		return
	}
	if !t.MayAnswer() {
		return
	}
	p := proposing.Reader(t).Document(f.Name, f.Document)
	q, open := t.Current()
	switch {
	case open && q.Leaf.Kind == scoring.LongText && len(p.Lists) == 0 && len(p.Entries) < leastOfReport:
		takeText(t, q, strings.TrimSpace(f.Document.Text()))
	case preview.Empty(p):
		t.Say(dialog.Reply{Text: nothingIn(f.Name, p)})
		t.Below().Show()
	default:
		if text := strings.TrimSpace(f.Document.Text()); open && q.Leaf.Kind == scoring.LongText && utf8.RuneCountInString(text) <= reading.MaxLongText {
			p.Whole = text
		}
		proposing.Propose(t, p, false)
	}
}

// AsText takes the whole text of the file just shown as the answer to the open question.
func AsText(t *stage.Turn, option string) {
	p := proposing.Named(t, option)
	q, open := t.Current()
	if p == nil || p.Whole == "" || !open || q.Leaf.Kind != scoring.LongText {
		t.Below().Stale()
		return
	}
	if t.MayAnswer() {
		t.Proposal = nil
		takeText(t, q, p.Whole)
	}
}

// leastOfReport is how many answers make a text a report rather than the answer to one question.
const leastOfReport = 5

// nothingIn says that a file is of no use, with what stands in it and was not taken.
func nothingIn(name string, p dialog.Proposal) string {
	text := "在“" + form.Excerpt(name, 40) + "”里没有找到本次填报用得上的内容。"
	for i, l := range p.Left {
		if i == 5 {
			text += fmt.Sprintf("\n……另有 %d 处", len(p.Left)-i)
			break
		}
		text += "\n· " + form.Excerpt(l, 120)
	}
	return text + "\n" + screen.TextUploadHelp
}

func takeText(t *stage.Turn, q form.Question, text string) {
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		Reject(t, q, "文件里没有文字。")
	case n > reading.MaxLongText:
		Reject(t, q, fmt.Sprintf("文件有 %d 个字，这一项最多 %d 个。", n, reading.MaxLongText))
	default:
		answer(t, q, scoring.Text(text), text)
	}
}

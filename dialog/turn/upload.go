package turn

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/preview"
	"ziping/scoring"
)

// upload takes a file: whatever of it the questionnaire asks for is shown and waits for the person's
// word. A text goes to the open question that asks for one.
func (t *turn) upload() {
	f := t.in.File
	if f == nil || f.Refused != "" {
		why := textUploadHelp
		if f != nil {
			why = f.Refused + "\n" + textUploadHelp
		}
		t.say(dialog.Reply{Text: why})
		return
	}
	if !t.mayAnswer() {
		return
	}
	p := t.reader().Document(f.Name, f.Document)
	q, open := t.current()
	switch {
	case open && q.Leaf.Kind == scoring.LongText && len(p.Lists) == 0 && len(p.Entries) < leastOfReport:
		t.takeText(q, strings.TrimSpace(f.Document.Text()))
	case preview.Empty(p) && len(p.Left) == 0:
		t.say(dialog.Reply{Text: "在“" + form.Excerpt(f.Name, 40) + "”里没有找到本次填报用得上的内容。\n" + textUploadHelp})
		t.show()
	default:
		t.propose(p, false)
	}
}

// leastOfReport is how many answers make a text a report rather than the answer to one question.
const leastOfReport = 5

func (t *turn) takeText(q form.Question, text string) {
	if n := utf8.RuneCountInString(text); n > reading.MaxLongText {
		t.reject(q, fmt.Sprintf("文件有 %d 个字，这一项最多 %d 个。", n, reading.MaxLongText))
		return
	}
	if text == "" {
		t.reject(q, "文件里没有文字。")
		return
	}
	t.answer(q, scoring.Text(text), text)
}

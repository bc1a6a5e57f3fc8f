package turn

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// text takes a typed message as the answer to the open question.
func (t *turn) text() {
	typed := strings.TrimSpace(t.in.Text)
	if t.in.Edited {
		t.edited()
		return
	}
	t.turnToReplied()
	if act, ok := spokenWays[typed]; ok && t.takesWords() {
		act(t)
		return
	}
	q, open := t.current()
	if !open {
		t.textAtRest(typed)
		return
	}
	if !t.mayAnswer() {
		return
	}
	if typed == "" {
		t.reject(q, "没有收到文字。")
		return
	}
	if t.greetsAgain(q) {
		t.say(t.welcomeBack(q, true))
		return
	}
	t.accept(q, typed)
}

// spokenWays are the ways out that people type instead of tapping.
var spokenWays = map[string]func(*turn){
	"上一题": (*turn).backward,
	"目录":  (*turn).home,
	"返回":  (*turn).backward,
	"跳过":  (*turn).skip,
	"下一题": (*turn).skip,
	"帮助":  (*turn).help,
	"进度":  (*turn).showProgress,
	"分工":  func(t *turn) { t.aside(t.shares()) },

	wordHistory: (*turn).history,
}

// takesWords reports whether a word may be meant as a way out: not where free text is asked for.
func (t *turn) takesWords() bool {
	q, open := t.current()
	if !open {
		return true
	}
	if q.Indicator != nil || q.Finding != "" {
		return false
	}
	switch q.Leaf.Kind {
	case scoring.ShortText, scoring.LongText:
		return false
	}
	return true
}

func (t *turn) skip() {
	if q, open := t.current(); open {
		t.forward(q)
		return
	}
	t.show()
}

// accept reads typed as the answer to q.
func (t *turn) accept(q form.Question, typed string) {
	if q.Marker { // a row is shown, nothing is asked
		t.show()
		return
	}
	if q.Indicator != nil || q.Finding != "" {
		t.acceptTypical(q, typed)
		return
	}
	if t.saysLastYear(q, typed) {
		return
	}
	if kind, ok := form.FigureKind(q.Leaf.Kind); ok {
		t.acceptFigure(q, kind, typed)
		return
	}
	if v, ok := reading.StateWord(q, typed); ok {
		t.answer(q, v, typed)
		return
	}
	switch q.Leaf.Kind {
	case scoring.YesNo:
		t.acceptYesNo(q, typed)
	case scoring.Choice:
		t.acceptChoice(q, typed)
	case scoring.Checklist:
		t.acceptChecklist(q, typed)
	case scoring.LongText:
		t.acceptPiece(q, typed)
	case scoring.Rows:
		t.startRow(q, typed)
	default:
		t.acceptShortText(q, typed)
	}
}

func (t *turn) acceptFigure(q form.Question, kind numeral.Kind, typed string) {
	r := reading.Figure(q.Leaf, kind, typed)
	switch r.Status {
	case numeral.OK:
		t.answer(q, scoring.Number(r.Value), typed)
	case numeral.Confirm:
		fit, why := reading.Fitting(q.Leaf, reading.Offered(r))
		if len(fit) == 0 {
			t.refuse(q, typed, why)
			return
		}
		t.say(dialog.Reply{
			Title: "请确认：" + t.st.Label(q), Text: numeral.Explain(kind, r, typed),
			Buttons: t.confirmation(q, kind, fit), Prompt: true,
		})
	case numeral.NotApplicable:
		if !q.Leaf.NotApplicable {
			t.reject(q, "本题需要填数；确实没有的请填 0。")
			return
		}
		t.answer(q, scoring.Value{State: scoring.NotApplicable}, typed)
	case numeral.Pending:
		t.answer(q, scoring.Value{State: scoring.Pending}, typed)
	default:
		t.reject(q, numeral.Explain(kind, r, typed))
	}
}

func (t *turn) acceptYesNo(q form.Question, typed string) {
	yes, ok := reading.YesNo(typed)
	if !ok {
		t.reject(q, fmt.Sprintf("没有读懂“%s”。请回答“是”或“否”。", form.Excerpt(typed, 30)))
		return
	}
	t.answer(q, scoring.Yes(yes), typed)
}

func (t *turn) acceptChoice(q form.Question, typed string) {
	word := strings.Trim(typed, "。.！! ")
	if i := slices.Index(q.Leaf.Options, word); i >= 0 {
		t.answer(q, scoring.Text(word), typed)
		return
	}
	if n, ok := reading.OptionNumbers(word, len(q.Leaf.Options)); ok && len(n) == 1 {
		t.answer(q, scoring.Text(q.Leaf.Options[n[0]-1]), typed)
		return
	}
	t.reject(q, fmt.Sprintf("没有读懂“%s”。请从以下各项中选一项：%s。", form.Excerpt(typed, 30), strings.Join(q.Leaf.Options, "、")))
}

func (t *turn) acceptChecklist(q form.Question, typed string) {
	options := q.Leaf.Options
	items, wrong := reading.Checklist(options, typed)
	if wrong != "" {
		t.reject(q, fmt.Sprintf("“%s”不在选项中。请勾选下面的各项，或回复编号（如 1、3）、“全部”、“无”。", form.Excerpt(wrong, 30)))
		return
	}
	t.answer(q, scoring.Items(items...), typed)
}

func (t *turn) acceptShortText(q form.Question, typed string) {
	if n := utf8.RuneCountInString(typed); n > reading.MaxShortText {
		t.reject(q, fmt.Sprintf("这一项最多 %d 个字，您发来的有 %d 个字。请缩短后再发。", reading.MaxShortText, n))
		return
	}
	t.answer(q, scoring.Text(strings.Join(strings.Fields(typed), " ")), typed)
}

// acceptTypical takes the numbers of typical texts, or a text of one's own.
func (t *turn) acceptTypical(q form.Question, typed string) {
	options := t.st.Typical(q)
	if n, ok := reading.OptionNumbers(typed, len(options)); ok {
		chosen := make([]string, len(n))
		for i, k := range n {
			chosen[i] = strings.TrimRight(options[k-1], "。；")
		}
		t.answer(q, scoring.Text(strings.Join(chosen, "；")), typed)
		return
	}
	t.answer(q, scoring.Text(typed), typed)
}

// refuse says that an answer that was understood cannot stand in the field.
func (t *turn) refuse(q form.Question, typed, why string) {
	t.reject(q, fmt.Sprintf("“%s”不能登记：%s。请核对后重新填写。", form.Excerpt(typed, 30), why))
}

// reject says what was wrong and what is expected. The question stays open; after five in a
// row the ways out are offered.
func (t *turn) reject(q form.Question, why string) {
	t.s.Cursor.Errors++
	if t.s.Cursor.Errors >= 5 {
		why += "\n\n这一题可以先跳过，回头再填；也可以填“暂缺”。发送 /help 查看填写说明。"
	}
	t.say(dialog.Reply{Title: t.st.Title(q), Text: why, Buttons: [][]dialog.Button{t.ways(q)}})
}

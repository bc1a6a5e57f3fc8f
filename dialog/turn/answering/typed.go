package answering

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	read "ziping/dialog/reading/answer"
	"ziping/dialog/reading/numeral"
	"ziping/dialog/reading/table"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// Accept reads typed as the answer to q.
func Accept(t *stage.Turn, q form.Question, typed string) {
	if q.Marker { // a row is shown, nothing is asked
		t.Below().Show()
		return
	}
	if q.Indicator != nil || q.Finding != "" {
		acceptTypical(t, q, typed)
		return
	}
	if saysLastYear(t, q, typed) {
		return
	}
	if card := t.View().OnCard(q); len(card) > 0 && acceptCard(t, q, card, typed) {
		return
	}
	if kind, ok := form.FigureKind(q.Leaf.Kind); ok {
		acceptFigure(t, q, kind, typed)
		return
	}
	if v, ok := reading.StateWord(q, typed); ok {
		answer(t, q, v, typed)
		return
	}
	switch q.Leaf.Kind {
	case scoring.YesNo:
		acceptYesNo(t, q, typed)
	case scoring.Choice:
		acceptChoice(t, q, typed)
	case scoring.Checklist:
		acceptChecklist(t, q, typed)
	case scoring.LongText:
		acceptPiece(t, q, typed)
	case scoring.Rows:
		startRow(t, q, typed)
	default:
		acceptShortText(t, q, typed)
	}
}

func acceptFigure(t *stage.Turn, q form.Question, kind numeral.Kind, typed string) {
	r := reading.Figure(q.Leaf, kind, typed)
	if (r.Status == numeral.Invalid || r.Code == numeral.Extracted) && understands(t, q, typed) {
		return
	}
	switch r.Status {
	case numeral.OK:
		answer(t, q, scoring.Number(r.Value), typed)
	case numeral.Confirm:
		fit, why := reading.Fitting(q.Leaf, reading.Offered(r))
		if len(fit) == 0 {
			refuse(t, q, typed, why)
			return
		}
		t.Say(dialog.Reply{
			Title: "请确认：" + t.State.Label(q), Text: numeral.Explain(kind, r, typed),
			Buttons: t.View().Confirmation(q, kind, fit), Prompt: true,
		})
	case numeral.NotApplicable:
		if !q.Leaf.NotApplicable {
			Reject(t, q, "本题需要填数；确实没有的请填 0。")
			return
		}
		answer(t, q, scoring.Value{State: scoring.NotApplicable}, typed)
	case numeral.Pending:
		answer(t, q, scoring.Value{State: scoring.Pending}, typed)
	default:
		Reject(t, q, withExample(q.Leaf, numeral.Explain(kind, r, typed)))
	}
}

func acceptYesNo(t *stage.Turn, q form.Question, typed string) {
	yes, ok := read.YesNo(typed)
	if !ok && understands(t, q, typed) {
		return
	}
	if !ok {
		Reject(t, q, fmt.Sprintf("没有读懂“%s”。请回答“是”或“否”。", form.Excerpt(typed, 30)))
		return
	}
	answer(t, q, scoring.Yes(yes), typed)
}

func acceptChoice(t *stage.Turn, q form.Question, typed string) {
	if option, ok := read.Choice(q.Leaf, typed); ok {
		answer(t, q, scoring.Text(option), typed)
		return
	}
	if understands(t, q, typed) {
		return
	}
	Reject(t, q, fmt.Sprintf("没有读懂“%s”。请从以下各项中选一项：%s。", form.Excerpt(typed, 30), strings.Join(q.Leaf.Options, "、")))
}

func acceptChecklist(t *stage.Turn, q form.Question, typed string) {
	items, wrong := reading.Checklist(q.Leaf, typed)
	if wrong != "" && understands(t, q, typed) {
		return
	}
	if wrong != "" {
		Reject(t, q, fmt.Sprintf("“%s”不在选项中。请勾选下面的各项，或回复编号（如 1、3）、“全部”、“无”。", form.Excerpt(wrong, 30)))
		return
	}
	answer(t, q, scoring.Items(items...), typed)
}

func acceptShortText(t *stage.Turn, q form.Question, typed string) {
	if namesOthers(t, q, typed) {
		return
	}
	if n := utf8.RuneCountInString(typed); n > reading.MaxShortText {
		Reject(t, q, fmt.Sprintf("这一项最多 %d 个字，您发来的有 %d 个字。请缩短后再发。", reading.MaxShortText, n))
		return
	}
	if namesRow(q) && table.SeveralFigures(typed) {
		Reject(t, q, fmt.Sprintf("“%s”里有几个数，不能作为%s。请一行写一个%s、各栏之间用空格或“，”分开，或者只发名称。",
			form.Excerpt(typed, 30), q.Leaf.Label, form.RowName(q.Field)))
		return
	}
	answer(t, q, scoring.Text(strings.Join(strings.Fields(typed), " ")), typed)
}

// namesRow reports a question for the name of a list's row, which has figures in other columns.
func namesRow(q form.Question) bool {
	return q.Row > 0 && q.Leaf.Code == q.Field.Columns[0].Code && slices.ContainsFunc(q.Field.Columns, func(c scoring.Field) bool { return c.Kind.Numeric() })
}

// acceptTypical takes the numbers of typical texts, or a text of one's own.
func acceptTypical(t *stage.Turn, q form.Question, typed string) {
	options := t.State.Typical(q)
	if n, ok := reading.OptionNumbers(typed, len(options)); ok {
		chosen := make([]string, len(n))
		for i, k := range n {
			chosen[i] = strings.TrimRight(options[k-1], "。；")
		}
		answer(t, q, scoring.Text(strings.Join(chosen, "；")), typed)
		return
	}
	answer(t, q, scoring.Text(typed), typed)
}

// refuse says that an answer that was understood cannot stand in the field.
func refuse(t *stage.Turn, q form.Question, typed, why string) {
	Reject(t, q, fmt.Sprintf("“%s”不能登记：%s。请核对后重新填写。", form.Excerpt(typed, 30), why))
}

// Explained says below what there is to say about the open question.
func Explained(t *stage.Turn, q form.Question) {
	if len(t.View().OnCard(q)) > 0 {
		t.Session.Cursor.Detail = true
		t.Below().Screen(t.View().Question(q))
		return
	}
	r := t.View().Question(q)
	if detail := t.State.Detail(q); !strings.Contains(r.Text, detail) {
		r.Text = strings.TrimSpace(detail + "\n\n" + r.Text)
	}
	t.Echo("这一题这样填：")
	t.Below().Screen(r)
}

// Reject says what was wrong and what is expected. The question stays open; after five in a
// row the ways out are offered.
func Reject(t *stage.Turn, q form.Question, why string) {
	t.Session.Cursor.Errors++
	if t.Session.Cursor.Errors >= 5 {
		why += "\n\n这一题可以先跳过，回头再填；也可以填“暂缺”。发送 /help 查看填写说明。"
	}
	r := t.View().Question(q) // what can be tapped stays in reach
	if len(t.View().OnCard(q)) > 0 {
		t.Echo("%s", why)
	} else {
		r.Title, r.Text = t.State.Title(q), why
	}
	t.Below().Screen(r)
}

var anyExample = regexp.MustCompile(`例如 ?-?[0-9.]+(?:（[^）]*）)?`)

// withExample says in a refusal the question's own example.
func withExample(f *scoring.Field, why string) string {
	if f.Example == "" {
		return why
	}
	return anyExample.ReplaceAllLiteralString(why, "例如 "+f.Example)
}

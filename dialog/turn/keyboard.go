package turn

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// keyboard is what can be tapped at a question: ready answers, then the ways out.
func (t *turn) keyboard(q form.Question) [][]dialog.Button {
	var rows [][]dialog.Button
	switch {
	case q.Indicator != nil || q.Finding != "":
		rows = t.optionNumbers(q, t.st.Typical(q))
	case q.Leaf.Kind == scoring.YesNo:
		rows = [][]dialog.Button{{t.key("是", dialog.ActValue, q.Key, "是"), t.key("否", dialog.ActValue, q.Key, "否")}}
	case q.Leaf.Kind == scoring.Choice:
		rows = t.choices(q)
	case q.Leaf.Kind == scoring.Checklist:
		rows = t.ticks(q)
	case q.Leaf.Kind == scoring.Rows:
		rows = t.listKeyboard(q)
	case q.Leaf.Kind == scoring.LongText:
		rows = append(t.textButtons(q), t.pieces(q)...)
	case q.Leaf.Kind.Numeric():
		rows = t.figures(q)
	}
	rows = append(t.lastYearButtons(q), append(rows, t.states(q)...)...)
	return append(rows, t.ways(q))
}

// Key draws a button; its data carries the revision of the answer it was drawn for.
func (t *turn) key(label string, act dialog.Action, key dialog.Key, option string) dialog.Button {
	return button(t.st, t.s.Evaluation, label, act, key, option)
}

// figures are ready figures: the sum, zero, zero for the whole group.
func (t *turn) figures(q form.Question) [][]dialog.Button {
	var rows [][]dialog.Button
	if q.Row == 0 {
		if sum, ok := t.st.Form.Pack.Offer(q.Leaf, t.st.Facts); ok {
			kind, _ := form.FigureKind(q.Leaf.Kind)
			label := "沿用合计 " + t.st.WithUnit(q.Leaf, numeral.Format(kind, sum))
			rows = append(rows, []dialog.Button{t.key(label, dialog.ActValue, q.Key, sum.String())})
		}
	}
	var zero []dialog.Button
	if q.Leaf.Kind != scoring.Percent {
		zero = append(zero, t.key("0", dialog.ActValue, q.Key, "0"))
	}
	if n := len(t.st.OpenGroup(q)); n > 1 {
		zero = append(zero, t.key(fmt.Sprintf("全部为 0（%d 项）", n), dialog.ActZeros, q.Key, ""))
	}
	if len(zero) > 0 {
		rows = append(rows, zero)
	}
	return rows
}

func (t *turn) choices(q form.Question) [][]dialog.Button {
	var rows [][]dialog.Button
	for i, o := range q.Leaf.Options {
		b := t.key(o, dialog.ActOption, q.Key, strconv.Itoa(i))
		if n := len(rows); n > 0 && len(rows[n-1]) < 2 && short(o) && short(q.Leaf.Options[i-1]) {
			rows[n-1] = append(rows[n-1], b)
			continue
		}
		rows = append(rows, []dialog.Button{b})
	}
	return rows
}

// short labels fit two to a row on a phone.
func short(label string) bool { return len([]rune(label)) <= 6 }

func (t *turn) ticks(q form.Question) [][]dialog.Button {
	var rows [][]dialog.Button
	for i, o := range q.Leaf.Options {
		mark := "☐ "
		if slices.Contains(t.s.Cursor.Picks, o) {
			mark = "☑ "
		}
		rows = append(rows, []dialog.Button{t.key(mark+o, dialog.ActToggle, q.Key, strconv.Itoa(i))})
	}
	return append(rows, []dialog.Button{
		t.key("全选", dialog.ActAll, q.Key, ""), t.key("全不选", dialog.ActNone, q.Key, ""),
		t.key(fmt.Sprintf("✓ 确认（%d 项）", len(t.s.Cursor.Picks)), dialog.ActDone, q.Key, ""),
	})
}

func (t *turn) pieces(q form.Question) [][]dialog.Button {
	if len(t.s.Cursor.Pieces) == 0 {
		if q.Row > 0 {
			return nil
		}
		return [][]dialog.Button{{t.key("无", dialog.ActValue, q.Key, "无")}}
	}
	return [][]dialog.Button{{t.key("✓ 完成", dialog.ActDone, q.Key, ""), t.key("清空重写", dialog.ActNone, q.Key, "")}}
}

func (t *turn) optionNumbers(q form.Question, options []string) [][]dialog.Button {
	var row []dialog.Button
	for i := range options {
		row = append(row, t.key(strconv.Itoa(i+1), dialog.ActOption, q.Key, strconv.Itoa(i)))
	}
	return dialog.Chunk(row, 5)
}

// states are the answers that are not a value.
func (t *turn) states(q form.Question) [][]dialog.Button {
	if q.Leaf.Kind == scoring.Rows || q.Indicator != nil || q.Finding != "" || len(t.s.Cursor.Pieces) > 0 {
		return nil
	}
	var row []dialog.Button
	if q.Leaf.NotApplicable {
		row = append(row, t.key(scoring.NotApplicableWord, dialog.ActValue, q.Key, scoring.NotApplicableWord))
	}
	if q.Row == 0 {
		row = append(row, t.key(scoring.PendingWord, dialog.ActValue, q.Key, scoring.PendingWord))
	}
	if len(row) == 0 {
		return nil
	}
	return [][]dialog.Button{row}
}

// ways are the ways out of a question; they never look at what was typed.
func (t *turn) ways(q form.Question) []dialog.Button {
	if back := t.s.Cursor.Back; back != nil && back.For == q.Key {
		ways := append([]dialog.Button{t.key("‹ 返回", dialog.ActBack, q.Key, "")}, t.historyButton(q.Key)...)
		return append(ways, t.key("目录", dialog.ActHome, "", ""))
	}
	next := "跳过 ›"
	if t.st.Answered(q.Key) {
		next = "下一题 ›"
	}
	return []dialog.Button{t.key("‹ 上一题", dialog.ActBack, q.Key, ""), t.key(next, dialog.ActNext, q.Key, ""), t.key("目录", dialog.ActHome, "", "")}
}

// confirmation offers the readings of a doubtful figure.
func (t *turn) confirmation(q form.Question, kind numeral.Kind, readings []decimal.Decimal) [][]dialog.Button {
	var rows [][]dialog.Button
	for _, v := range readings {
		label := "✓ " + t.st.WithUnit(q.Leaf, numeral.Format(kind, v))
		rows = append(rows, []dialog.Button{t.key(label, dialog.ActValue, q.Key, v.String())})
	}
	return append(rows, []dialog.Button{t.key("重新填写", dialog.ActOpen, q.Key, "")})
}

// button draws a button for the present state of key.
func button(st *form.State, e dialog.Evaluation, label string, act dialog.Action, key dialog.Key, option string) dialog.Button {
	t := dialog.Tap{Evaluation: e.ID, Action: act, Key: key, Rev: st.Answers[key].Rev, Option: option}
	return dialog.Button{Label: label, Data: t.String()}
}

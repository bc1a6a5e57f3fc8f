package screen

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
func keyboard(view View, q form.Question) [][]dialog.Button {
	var rows [][]dialog.Button
	switch {
	case q.Indicator != nil || q.Finding != "":
		rows = optionNumbers(view, q, view.State.Typical(q))
	case q.Leaf.Kind == scoring.YesNo:
		rows = [][]dialog.Button{{view.Key("是", dialog.ActValue, q.Key, "是"), view.Key("否", dialog.ActValue, q.Key, "否")}}
	case q.Leaf.Kind == scoring.Choice:
		rows = choices(view, q)
	case q.Leaf.Kind == scoring.Checklist:
		rows = ticks(view, q)
	case q.Leaf.Kind == scoring.Rows:
		rows = listKeyboard(view, q)
	case q.Leaf.Kind == scoring.LongText:
		rows = append(textButtons(view, q), view.Pieces(q)...)
	case q.Leaf.Kind.Numeric():
		rows = figures(view, q)
	}
	rows = append(lastYearButtons(view, q), append(rows, states(view, q)...)...)
	return append(rows, view.Ways(q))
}

// figures are ready figures: the sum, zero, zero for the whole group.
func figures(view View, q form.Question) [][]dialog.Button {
	var rows [][]dialog.Button
	if q.Row == 0 {
		if sum, ok := view.State.Form.Pack.Offer(q.Leaf, view.State.Facts); ok {
			kind, _ := form.FigureKind(q.Leaf.Kind)
			label := "沿用合计 " + view.State.WithUnit(q.Leaf, numeral.Format(kind, sum))
			rows = append(rows, []dialog.Button{view.Key(label, dialog.ActValue, q.Key, sum.String())})
		}
	}
	var zero []dialog.Button
	if q.Leaf.Kind != scoring.Percent {
		zero = append(zero, view.Key("0", dialog.ActValue, q.Key, "0"))
	}
	if n := len(view.State.OpenGroup(q)); n > 1 && view.Session.Cursor.Back == nil {
		zero = append(zero, view.Key(fmt.Sprintf("全部为 0（%d 项）", n), dialog.ActZeros, q.Key, ""))
	}
	if len(zero) > 0 {
		rows = append(rows, zero)
	}
	return rows
}

func choices(view View, q form.Question) [][]dialog.Button {
	var rows [][]dialog.Button
	for i, o := range q.Leaf.Options {
		b := view.Key(o, dialog.ActOption, q.Key, strconv.Itoa(i))
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

func ticks(view View, q form.Question) [][]dialog.Button {
	var rows [][]dialog.Button
	for i, o := range q.Leaf.Options {
		mark := "☐ "
		if slices.Contains(view.Session.Cursor.Picks, o) {
			mark = "☑ "
		}
		rows = append(rows, []dialog.Button{view.Key(mark+o, dialog.ActToggle, q.Key, strconv.Itoa(i))})
	}
	return append(rows, []dialog.Button{
		view.Key("✓ 全部符合", dialog.ActAll, q.Key, ""), view.Key("全不选", dialog.ActNone, q.Key, ""),
		view.Key(fmt.Sprintf("✓ 确认（%d 项）", len(view.Session.Cursor.Picks)), dialog.ActDone, q.Key, ""),
	})
}

// Pieces are the buttons of a long text that is being collected.
func (view View) Pieces(q form.Question) [][]dialog.Button {
	if len(view.Session.Cursor.Pieces) == 0 {
		if q.Row > 0 {
			return nil
		}
		return [][]dialog.Button{{view.Key("无", dialog.ActValue, q.Key, "无")}}
	}
	return [][]dialog.Button{{view.Key("✓ 完成", dialog.ActDone, q.Key, ""), view.Key("清空重写", dialog.ActNone, q.Key, "")}}
}

func optionNumbers(view View, q form.Question, options []string) [][]dialog.Button {
	var row []dialog.Button
	for i := range options {
		row = append(row, view.Key(strconv.Itoa(i+1), dialog.ActOption, q.Key, strconv.Itoa(i)))
	}
	return dialog.Chunk(row, 5)
}

// states are the answers that are not a value.
func states(view View, q form.Question) [][]dialog.Button {
	if q.Leaf.Kind == scoring.Rows || q.Indicator != nil || q.Finding != "" || len(view.Session.Cursor.Pieces) > 0 {
		return nil
	}
	var row []dialog.Button
	if q.Leaf.NotApplicable {
		row = append(row, view.Key(scoring.NotApplicableWord, dialog.ActValue, q.Key, scoring.NotApplicableWord))
	}
	if q.Row == 0 {
		row = append(row, view.Key(scoring.PendingWord, dialog.ActValue, q.Key, scoring.PendingWord))
	}
	if len(row) == 0 {
		return nil
	}
	return [][]dialog.Button{row}
}

// Ways are the ways out of a question; they never look at what was typed.
func (view View) Ways(q form.Question) []dialog.Button {
	if back := view.Session.Cursor.Back; back != nil && back.For == q.Key {
		ways := append([]dialog.Button{view.Key("‹ 返回", dialog.ActBack, q.Key, "")}, historyButton(view, q.Key)...)
		return append(ways, view.Key("目录", dialog.ActHome, "", ""))
	}
	next := "跳过 ›"
	if view.State.Answered(q.Key) {
		next = "下一题 ›"
	}
	return []dialog.Button{view.Key("‹ 上一题", dialog.ActBack, q.Key, ""), view.Key(next, dialog.ActNext, q.Key, ""), view.Key("目录", dialog.ActHome, "", "")}
}

// Confirmation offers the readings of a doubtful figure.
func (view View) Confirmation(q form.Question, kind numeral.Kind, readings []decimal.Decimal) [][]dialog.Button {
	var rows [][]dialog.Button
	for _, v := range readings {
		label := "✓ " + view.State.WithUnit(q.Leaf, numeral.Format(kind, v))
		rows = append(rows, []dialog.Button{view.Key(label, dialog.ActValue, q.Key, v.String())})
	}
	return append(rows, []dialog.Button{view.Key("重新填写", dialog.ActOpen, q.Key, "")})
}

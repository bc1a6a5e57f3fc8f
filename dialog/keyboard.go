package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// keyboard is what can be tapped at a question: ready answers, then the ways out.
func (t *turn) keyboard(q Question) [][]Button {
	var rows [][]Button
	switch {
	case q.Indicator != nil || q.Finding != "":
		rows = t.optionNumbers(q, t.st.typical(q))
	case q.Leaf.Kind == scoring.YesNo:
		rows = [][]Button{{t.key("是", actValue, q.Key, "是"), t.key("否", actValue, q.Key, "否")}}
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

// key draws a button; its data carries the revision of the answer it was drawn for.
func (t *turn) key(label string, act action, key Key, option string) Button {
	return t.st.button(t.s.Evaluation, label, act, key, option)
}

// figures are ready figures: the sum, zero, zero for the whole group.
func (t *turn) figures(q Question) [][]Button {
	var rows [][]Button
	if q.Row == 0 {
		if sum, ok := t.st.form.Pack.Offer(q.Leaf, t.st.facts); ok {
			kind, _ := figureKind(q.Leaf.Kind)
			label := "沿用合计 " + t.st.withUnit(q.Leaf, numeral.Format(kind, sum))
			rows = append(rows, []Button{t.key(label, actValue, q.Key, sum.String())})
		}
	}
	var zero []Button
	if q.Leaf.Kind != scoring.Percent {
		zero = append(zero, t.key("0", actValue, q.Key, "0"))
	}
	if n := len(t.st.openGroup(q)); n > 1 {
		zero = append(zero, t.key(fmt.Sprintf("全部为 0（%d 项）", n), actZeros, q.Key, ""))
	}
	if len(zero) > 0 {
		rows = append(rows, zero)
	}
	return rows
}

// openGroup are the questions of q's group that nobody has answered.
func (st *state) openGroup(q Question) []Key {
	if q.Leaf.Group == "" || q.Row > 0 {
		return nil
	}
	var open []Key
	for _, k := range st.questions(q.Section) {
		if other, ok := st.find(k); ok && other.Field.Group == q.Field.Group && !st.answered(k) {
			open = append(open, k)
		}
	}
	return open
}

func (t *turn) choices(q Question) [][]Button {
	var rows [][]Button
	for i, o := range q.Leaf.Options {
		b := t.key(o, actOption, q.Key, strconv.Itoa(i))
		if n := len(rows); n > 0 && len(rows[n-1]) < 2 && short(o) && short(q.Leaf.Options[i-1]) {
			rows[n-1] = append(rows[n-1], b)
			continue
		}
		rows = append(rows, []Button{b})
	}
	return rows
}

// short labels fit two to a row on a phone.
func short(label string) bool { return len([]rune(label)) <= 6 }

func (t *turn) ticks(q Question) [][]Button {
	var rows [][]Button
	for i, o := range q.Leaf.Options {
		mark := "☐ "
		if slices.Contains(t.s.Cursor.Picks, o) {
			mark = "☑ "
		}
		rows = append(rows, []Button{t.key(mark+o, actToggle, q.Key, strconv.Itoa(i))})
	}
	return append(rows, []Button{
		t.key("全选", actAll, q.Key, ""), t.key("全不选", actNone, q.Key, ""),
		t.key(fmt.Sprintf("✓ 确认（%d 项）", len(t.s.Cursor.Picks)), actDone, q.Key, ""),
	})
}

func (t *turn) pieces(q Question) [][]Button {
	if len(t.s.Cursor.Pieces) == 0 {
		if q.Row > 0 {
			return nil
		}
		return [][]Button{{t.key("无", actValue, q.Key, "无")}}
	}
	return [][]Button{{t.key("✓ 完成", actDone, q.Key, ""), t.key("清空重写", actNone, q.Key, "")}}
}

func (t *turn) optionNumbers(q Question, options []string) [][]Button {
	var row []Button
	for i := range options {
		row = append(row, t.key(strconv.Itoa(i+1), actOption, q.Key, strconv.Itoa(i)))
	}
	return chunk(row, 5)
}

// states are the answers that are not a value.
func (t *turn) states(q Question) [][]Button {
	if q.Leaf.Kind == scoring.Rows || q.Indicator != nil || q.Finding != "" || len(t.s.Cursor.Pieces) > 0 {
		return nil
	}
	var row []Button
	if q.Leaf.NotApplicable {
		row = append(row, t.key(scoring.NotApplicableWord, actValue, q.Key, scoring.NotApplicableWord))
	}
	if q.Row == 0 {
		row = append(row, t.key(scoring.PendingWord, actValue, q.Key, scoring.PendingWord))
	}
	if len(row) == 0 {
		return nil
	}
	return [][]Button{row}
}

// ways are the ways out of a question; they never look at what was typed.
func (t *turn) ways(q Question) []Button {
	if back := t.s.Cursor.Back; back != nil && back.For == q.Key {
		ways := append([]Button{t.key("‹ 返回", actBack, q.Key, "")}, t.historyButton(q.Key)...)
		return append(ways, t.key("目录", actHome, "", ""))
	}
	next := "跳过 ›"
	if t.st.answered(q.Key) {
		next = "下一题 ›"
	}
	return []Button{t.key("‹ 上一题", actBack, q.Key, ""), t.key(next, actNext, q.Key, ""), t.key("目录", actHome, "", "")}
}

// confirmation offers the readings of a doubtful figure.
func (t *turn) confirmation(q Question, kind numeral.Kind, readings []decimal.Decimal) [][]Button {
	var rows [][]Button
	for _, v := range readings {
		label := "✓ " + t.st.withUnit(q.Leaf, numeral.Format(kind, v))
		rows = append(rows, []Button{t.key(label, actValue, q.Key, v.String())})
	}
	return append(rows, []Button{t.key("重新填写", actOpen, q.Key, "")})
}

// chunk lays buttons out in rows of n.
func chunk(buttons []Button, n int) [][]Button {
	var rows [][]Button
	for len(buttons) > n {
		rows, buttons = append(rows, buttons[:n]), buttons[n:]
	}
	if len(buttons) > 0 {
		rows = append(rows, buttons)
	}
	return rows
}

// optionNumbers reads "1", "1 3" or "1、3" as option numbers, 1 to n.
func optionNumbers(text string, n int) ([]int, bool) {
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" 　,，、;；.。", r) })
	var picked []int
	for _, f := range fields {
		i, err := strconv.Atoi(foldDigits(f))
		if err != nil || i < 1 || i > n {
			return nil, false
		}
		if !slices.Contains(picked, i) {
			picked = append(picked, i)
		}
	}
	return picked, len(picked) > 0
}

// foldDigits turns full-width digits into ASCII ones.
func foldDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

package form

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// FigureKind is how a field's figures are read and written in a chat.
func FigureKind(k scoring.Kind) (numeral.Kind, bool) {
	switch k {
	case scoring.Money:
		return numeral.Money, true
	case scoring.Count:
		return numeral.Count, true
	case scoring.Percent:
		return numeral.Percent, true
	case scoring.Rate:
		return numeral.Rate, true
	case scoring.Figure:
		return numeral.Number, true
	}
	return 0, false
}

// Display is an answer in normal form, as lists, echoes and closed prompts show it.
func (st *State) Display(f *scoring.Field, key dialog.Key, v scoring.Value) string {
	switch v.State {
	case scoring.Missing:
		return "（未填）"
	case scoring.Pending:
		return scoring.PendingWord
	case scoring.NotApplicable:
		return scoring.NotApplicableWord
	}
	if kind, ok := FigureKind(f.Kind); ok {
		return st.WithUnit(f, numeral.Format(kind, v.Number))
	}
	switch f.Kind {
	case scoring.YesNo:
		return YesNoWord(v.Yes)
	case scoring.Checklist:
		return checklistWord(f, v.Items)
	case scoring.Rows:
		return fmt.Sprintf("共 %d 个%s", len(st.Answers.Rows(key)), RowName(f))
	}
	return v.Text
}

// Echo is display with a figure's second reading, so that a wrong unit is noticed.
func (st *State) Echo(f *scoring.Field, key dialog.Key, v scoring.Value) string {
	if f.Kind == scoring.Money && v.State == scoring.Known {
		return numeral.Echo(numeral.Money, v.Number)
	}
	return st.Display(f, key, v)
}

// WithUnit adds the unit where the normal form has none (a count's unit is the field's).
func (st *State) WithUnit(f *scoring.Field, figure string) string {
	unit := st.Form.Pack.Unit(f)
	if unit == "" || strings.HasSuffix(figure, unit) {
		return figure
	}
	return figure + " " + unit
}

// YesNoWord is 是 or 否.
func YesNoWord(yes bool) string {
	if yes {
		return "是"
	}
	return "否"
}

func checklistWord(f *scoring.Field, items []string) string {
	switch len(items) {
	case 0:
		return "无"
	case len(f.Options):
		return "全部符合"
	}
	return strings.Join(items, "、")
}

// RowName is what one row of a list is called.
func RowName(f *scoring.Field) string {
	if f.RowName != "" {
		return f.RowName
	}
	return f.Label
}

// Excerpt shortens a long text for a list.
func Excerpt(s string, max int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= max {
		return string(r)
	}
	return string(r[:max-1]) + "…"
}

// line is one entry of a summary.
type line struct {
	Key     dialog.Key // "" for a figure that is computed
	Label   string
	Display string
}

// Lines are the section's answers, and the figures computed from them, in order.
func (st *State) Lines(s *scoring.Section) []line {
	var lines []line
	for _, k := range st.Questions(s) {
		if q, ok := st.Find(k); ok {
			v := st.Answers[k].Value
			if q.Leaf.Kind == scoring.Rows {
				v = st.cellValue(q.Leaf, k)
			}
			lines = append(lines, line{k, st.Label(q), st.Display(q.Leaf, k, v)})
		}
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		if sum, ok := st.Form.Pack.Derived(f, st.Facts); ok && !st.asked(f) && st.Form.Pack.Active(f, st.Facts) {
			lines = append(lines, line{"", f.Label, st.Display(f, dialog.Key(f.Code), scoring.Number(sum)) + "（据清单计算）"})
		}
	}
	return lines
}

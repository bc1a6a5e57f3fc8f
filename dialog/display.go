package dialog

import (
	"fmt"
	"strings"

	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// figureKind is how a field's figures are read and written in a chat.
func figureKind(k scoring.Kind) (numeral.Kind, bool) {
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

// display is an answer in normal form, as lists, echoes and closed prompts show it.
func (st *state) display(f *scoring.Field, key Key, v scoring.Value) string {
	switch v.State {
	case scoring.Missing:
		return "（未填）"
	case scoring.Pending:
		return scoring.PendingWord
	case scoring.NotApplicable:
		return scoring.NotApplicableWord
	}
	if kind, ok := figureKind(f.Kind); ok {
		return st.withUnit(f, numeral.Format(kind, v.Number))
	}
	switch f.Kind {
	case scoring.YesNo:
		return yesNoWord(v.Yes)
	case scoring.Checklist:
		return checklistWord(f, v.Items)
	case scoring.Rows:
		return fmt.Sprintf("共 %d 个%s", len(st.answers.Rows(key)), rowName(f))
	}
	return v.Text
}

// echo is display with a figure's second reading, so that a wrong unit is noticed.
func (st *state) echo(f *scoring.Field, key Key, v scoring.Value) string {
	if f.Kind == scoring.Money && v.State == scoring.Known {
		return numeral.Echo(numeral.Money, v.Number)
	}
	return st.display(f, key, v)
}

// withUnit adds the unit where the normal form has none (a count's unit is the field's).
func (st *state) withUnit(f *scoring.Field, figure string) string {
	unit := st.form.Pack.Unit(f)
	if unit == "" || strings.HasSuffix(figure, unit) {
		return figure
	}
	return figure + " " + unit
}

func yesNoWord(yes bool) string {
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

func rowName(f *scoring.Field) string {
	if f.RowName != "" {
		return f.RowName
	}
	return f.Label
}

// excerpt shortens a long text for a list.
func excerpt(s string, max int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= max {
		return string(r)
	}
	return string(r[:max-1]) + "…"
}

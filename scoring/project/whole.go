package project

import (
	"strings"

	"ziping/scoring/fact"
)

// Whole scores the indicators a unit sets for itself as one form, like a project's.
type Whole struct {
	Rules
	// Columns say which field of the questionnaire a project's column is: budget: budget_total.
	Columns map[string]string
}

// WholeName is how the unit's own form is named where a project has its name.
const WholeName = "部门整体自评表"

// Reads reports whether the unit's form has the field.
func (w *Whole) Reads(code string) bool {
	if code == w.List {
		return true
	}
	for _, c := range w.Columns {
		if c == code {
			return true
		}
	}
	return false
}

// Row is the unit's form as a project's.
func (w *Whole) Row(facts fact.Facts) fact.Facts {
	row := fact.Facts{NameColumn: fact.Text(WholeName)}
	for column, code := range w.Columns {
		if v, ok := facts[code]; ok {
			row[column] = v
		}
	}
	if v, ok := facts[w.List]; ok {
		row[IndicatorsColumn] = v
	}
	return row
}

// ForWhole are the checks of projects that look at the unit's form too, in its words.
func ForWhole(checks []Check) []Check {
	words := strings.NewReplacer("项目“{project}”的", "{project}的", "项目“{project}”", "{project}", "项目", "")
	var out []Check
	for _, c := range checks {
		if !Detectors[c.Detect].listed {
			c.Message, c.Title = words.Replace(c.Message), strings.ReplaceAll(c.Title, "项目", "")
			out = append(out, c)
		}
	}
	return out
}

package scoring

import (
	"maps"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/project"
)

// projectForm is what scoring a project has to know of the questionnaire.
type projectForm struct {
	pack *Pack
	list *Field
}

// Label implements project.Form.
func (f projectForm) Label(column string) string {
	if c, ok := f.pack.At(f.list.Code + "." + column); ok {
		return c.Label
	}
	_, code := SplitPath(column)
	return code
}

// Grade implements project.Form.
func (f projectForm) Grade(total decimal.Decimal) string { return f.pack.Grade(total) }

// Asked implements project.Form: a row's cells without those of columns that are known not to
// be asked.
func (f projectForm) Asked(row fact.Facts) fact.Facts {
	var sc *scope
	asked := row
	for i := range f.list.Columns {
		c := &f.list.Columns[i]
		if c.When == nil || row[c.Code].State != fact.Known {
			continue
		}
		if sc == nil {
			sc = newScope(f.pack, row, Claims{})
		}
		if yes, st := c.When.Holds(&sc.env); st == formula.Evaluated && !yes {
			if len(asked) == len(row) {
				asked = maps.Clone(row)
			}
			delete(asked, c.Code)
		}
	}
	return asked
}

// ProjectProfile is the profile the pack scores projects by; nil when it does not.
func (p *Pack) ProjectProfile() *project.Profile {
	if p.Projects == nil {
		return nil
	}
	return p.Projects.Profile
}

// wholeForm is what scoring the unit's own form has to know of the questionnaire.
type wholeForm struct{ pack *Pack }

// Label implements project.Form.
func (f wholeForm) Label(column string) string {
	if rest, ok := strings.CutPrefix(column, project.IndicatorsColumn+"."); ok {
		column = f.pack.Whole.List + "." + rest
	} else if code, ok := f.pack.Whole.Columns[column]; ok {
		column = code
	}
	if c, ok := f.pack.At(column); ok {
		return c.Label
	}
	return column
}

// Grade implements project.Form.
func (f wholeForm) Grade(total decimal.Decimal) string { return f.pack.Grade(total) }

// Asked implements project.Form: what is not asked is not among the active facts.
func (f wholeForm) Asked(row fact.Facts) fact.Facts { return row }

package load

import (
	"fmt"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/hint"
	"ziping/scoring/rule"
	"ziping/scoring/strictyaml"
)

// readRowsRule reads the settings of a rule over self-set rows.
func readRowsRule(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule {
	if m.Has("profile") {
		return readOwnRule(l, m, row)
	}
	r := rule.Rows{
		Code: l.ruleField(m, row, fact.Rows), Name: m.RequiredText("name"), Weight: m.RequiredText("weight"),
		Points: m.Text("points"), Coefficient: m.Text("coefficient"),
	}
	if (r.Points == "") == (r.Coefficient == "") {
		m.Defect("kind", fmt.Sprintf("指标 %s 的自设行要写 points 或 coefficient 其中一个", row.Code), "写列的代码")
	}
	code := row.Code
	l.later = append(l.later, func() {
		f, ok := l.pack.Field(r.Code)
		if !ok || f.Kind != fact.Rows {
			return // ruleField tells
		}
		checkColumn(m, code, f, "name", r.Name, false)
		checkColumn(m, code, f, "weight", r.Weight, true)
		checkColumn(m, code, f, "points", r.Points, true)
		checkColumn(m, code, f, "coefficient", r.Coefficient, true)
	})
	return r
}

// readOwnRule reads the settings of a rule over indicators that a profile scores.
func readOwnRule(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule {
	r := &rule.Own{Code: l.ruleField(m, row, fact.Rows), Level1: m.Text("level1"), Scaled: m.Boolean("scaled"), Profile: l.defs.profileNamed(m)}
	code := row.Code
	l.later = append(l.later, func() { l.checkOwnList(m, "field", "指标 "+code, r.Code) })
	return r
}

// checkColumn checks that a column the rule reads is there and of the right kind.
func checkColumn(m *strictyaml.Mapping, indicator string, list *scoring.Field, key, name string, numeric bool) {
	if name == "" {
		return
	}
	c, ok := list.Column(name)
	if !ok {
		m.Defect(key, fmt.Sprintf("指标 %s：列表“%s”没有“%s”这一列", indicator, list.Code, name), hint.Meant(name, codesOf(list.Columns), ""))
		return
	}
	if numeric != c.Kind.Numeric() || !numeric && formula.TypeOf(c.Kind) != formula.TextType {
		want := "文字"
		if numeric {
			want = "数字"
		}
		m.Defect(key, fmt.Sprintf("指标 %s：列表“%s”的列“%s”应是%s", indicator, list.Code, name, want), "")
	}
}

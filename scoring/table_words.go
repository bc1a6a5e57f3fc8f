package scoring

import (
	"regexp"
	"strings"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/rule"
)

// RuleWords says in one sentence how an indicator is scored, for people who read the table.
func (row *Indicator) RuleWords() string {
	return rule.Words(row.Rule, rule.Row{Code: row.Code, Max: row.Max, Percent: row.inPercent()})
}

var (
	codeInFormula = regexp.MustCompile(`[a-z][a-z0-9_]*`)
	orZeroAround  = regexp.MustCompile(`or_zero\(([a-z0-9_]+)\)`)
	signsInWords  = strings.NewReplacer(" * ", " × ", " / ", " ÷ ", " - ", " − ", " == ", " = ", " >= ", " ≥ ", " <= ", " ≤ ", " != ", " ≠ ", "abs(", "绝对值(", " and ", " 且 ", " or ", " 或 ", "not ", "非 ")
)

// FormulaWords is a formula with the fields' labels in place of their codes.
func (p *Pack) FormulaWords(f *formula.Formula) string {
	text := orZeroAround.ReplaceAllString(f.String(), "$1")
	text = signsInWords.Replace(text)
	return codeInFormula.ReplaceAllStringFunc(text, func(code string) string {
		if field, ok := p.Field(code); ok {
			return field.Label
		}
		return code
	})
}

// Unit is the field's unit: its own, or the one that follows from its kind.
func (p *Pack) Unit(f *Field) string {
	if f.Unit != "" {
		return f.Unit
	}
	switch f.Kind {
	case fact.Money:
		return "万元"
	case fact.Count:
		return "个"
	case fact.Percent, fact.Rate:
		return "%"
	}
	return ""
}

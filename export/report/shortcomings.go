package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/export/typed"
	"ziping/scoring"
)

// The fields that hold people's explanations, by indicator code or finding key.
const (
	causesCode   = "causes"
	measuresCode = "measures"
)

// Lost is an indicator that lost points, said in full: figures, working, points, cause
// and measure.
type Lost struct {
	N       int
	Last    bool
	Name    string
	Max     string
	Points  string
	Lost    string
	Figures string // 年中追加金额364万元、年初预算数1807.76万元
	Value   string // 预算控制率为20.14%; empty where the indicator's value is no rate
	Working string // without a full stop at its end
	Cause   string // without a full stop at its end, or （待补）
	Measure string // likewise
	// Unexplained says that both are missing.
	Unexplained bool
}

// lost lists the indicators that lost points, in the table's order.
func (c *composer) lost() []Lost {
	var list []Lost
	for _, s := range c.result.Indicators {
		if !losesPoints(s) {
			continue
		}
		cause, measure := c.explanation(causesCode, s.Code), c.explanation(measuresCode, s.Code)
		list = append(list, Lost{
			N: len(list) + 1, Name: hold(s.Name),
			Max: scoring.FormatPoints(s.Max), Points: pointsText(s.Points), Lost: pointsText(s.Lost),
			Figures: hold(c.told(c.readBy(s.Code))), Value: hold(c.valueTold(s)), Working: hold(working(s)),
			Cause: c.heldOr(typed.Clause(cause)), Measure: c.heldOr(typed.Clause(measure)),
			Unexplained: cause == "" && measure == "",
		})
	}
	if len(list) > 0 {
		list[len(list)-1].Last = true
	}
	return list
}

func losesPoints(s scoring.Score) bool { return s.Lost.Valid && s.Lost.Decimal.IsPositive() }

// working is a score's working as the report writes it, without a full stop.
func working(s scoring.Score) string {
	return typed.Clause(typed.Tight(typed.Inline(s.Working)))
}

// unscored names the indicators without points; of many the first and their number.
func (c *composer) unscored() string {
	var names []string
	for _, s := range c.result.Indicators {
		if !s.Points.Valid {
			names = append(names, s.Name)
		}
	}
	return hold(enumerate(names))
}

// anyScored reports whether any indicator has its points.
func (c *composer) anyScored() bool {
	return slices.ContainsFunc(c.result.Indicators, func(s scoring.Score) bool { return s.Points.Valid })
}

// explanation is what people wrote for an indicator or a finding in a field, on one line.
func (c *composer) explanation(code, key string) string {
	if key == "" {
		return ""
	}
	return typed.Inline(c.facts[code].Texts[key])
}

func (c *composer) heldOr(text string) string {
	if text == "" {
		return missingWord
	}
	return hold(text)
}

// message is a finding as the report writes it, without a full stop. Checks of claims say
// 报告写…, meaning the report that was handed in; inside a report that would be this one.
func message(f scoring.Finding) string {
	text := typed.Clause(typed.Tight(typed.Inline(f.Message)))
	if strings.HasPrefix(text, "报告") {
		text = "原" + text
	}
	return text
}

// toldWithPoints reports whether a finding is the same matter as lost points: an error of
// an indicator that lost some (未编政府采购预算). A warning may be about something else, such
// as a missing document, and is told for itself.
func (c *composer) toldWithPoints(f scoring.Finding) bool {
	score, scored := c.result.Score(f.Indicator)
	return f.Severity == scoring.Error && scored && losesPoints(score)
}

// findingText is what people wrote about a finding: its own explanation where causes are
// asked for, or what they wrote about the points it cost.
func (c *composer) findingText(code string, f scoring.Finding) string {
	if code == causesCode {
		if text := typed.Inline(f.Explained(c.facts[c.explanationsCode()].Texts)); text != "" {
			return text
		}
	}
	if c.toldWithPoints(f) {
		return c.explanation(code, f.Indicator)
	}
	return ""
}

// explanationsCode is the field with one text per finding; empty when the pack has none.
func (c *composer) explanationsCode() string {
	for i := range c.pack.Sections {
		for j := range c.pack.Sections[i].Fields {
			if f := &c.pack.Sections[i].Fields[j]; f.Kind == scoring.PerFinding {
				return f.Code
			}
		}
	}
	return ""
}

// readBy are the fields an indicator's points follow from: first those of its formula, in
// the formula's order, then the others in the questionnaire's.
func (c *composer) readBy(indicator string) []string {
	var codes []string
	if i, ok := c.pack.Indicator(indicator); ok && i.Formula != nil {
		codes = append(codes, i.Formula.Codes()...)
	}
	for i := range c.pack.Sections {
		for j := range c.pack.Sections[i].Fields {
			code := c.pack.Sections[i].Fields[j].Code
			if slices.Contains(c.pack.Reads(code).Indicators, indicator) && !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// listed names the known answers among codes with their values, joined by 、.
func (c *composer) listed(codes []string) string {
	var parts []string
	for _, code := range codes {
		field, ok := c.pack.Field(code)
		if !ok {
			continue
		}
		v := c.facts[code]
		switch {
		case v.State == scoring.NotApplicable:
			parts = append(parts, c.fullLabel(field)+"："+scoring.NotApplicableWord)
		case v.State != scoring.Known:
		case field.Kind.Numeric():
			parts = append(parts, c.fullLabel(field)+c.fieldFigure(field, v).String())
		case field.Kind == scoring.Checklist:
			parts = append(parts, c.fullLabel(field)+"（"+checklistText(field, v)+"）")
		case field.Kind == scoring.YesNo, field.Kind == scoring.Choice, field.Kind == scoring.ShortText:
			parts = append(parts, c.fullLabel(field)+"："+tables{c}.answer(field, v).value)
		}
	}
	return strings.Join(parts, "、")
}

// told names the known figures and choices among codes as a sentence says them, joined by 、.
func (c *composer) told(codes []string) string {
	var parts []string
	no := slices.ContainsFunc(codes, func(code string) bool { return c.facts[code].State == scoring.Known && c.isNo(code) })
	for _, code := range codes {
		field, ok := c.pack.Field(code)
		v := c.facts[code]
		switch {
		case !ok || v.State != scoring.Known:
		case field.Kind.Numeric() && no && v.Number.IsZero(): // nothing was planned, so nothing was bought
		case field.Kind.Numeric() && c.pack.Unit(field) == "分": // the points themselves
		case field.Kind.Numeric():
			parts = append(parts, c.fullLabel(field)+c.fieldFigure(field, v).String())
		case field.Kind == scoring.Choice:
			parts = append(parts, c.fullLabel(field)+"为"+choiceTold(typed.Inline(v.Text)))
		case field.Kind == scoring.YesNo && !v.Yes:
			parts = append(parts, "未"+strings.TrimPrefix(c.fullLabel(field), "是否"))
		case field.Kind == scoring.Checklist:
			if s := splitItems(field.Options, v.Items); len(s.partly)+len(s.lacking) > 0 {
				parts = append(parts, c.fullLabel(field)+"中未全部达到的有："+strings.Join(append(s.partly, s.lacking...), "、"))
			}
		}
	}
	return strings.Join(parts, "、")
}

// choiceTold is a choice in a sentence: a word as it is, more in quotation marks.
func choiceTold(text string) string {
	const word = 4
	if utf8.RuneCountInString(text) > word {
		return "“" + text + "”"
	}
	return text
}

// isNo reports whether a yes/no question was answered 否.
func (c *composer) isNo(code string) bool {
	field, ok := c.pack.Field(code)
	return ok && field.Kind == scoring.YesNo && !c.facts[code].Yes
}

// valueTold is the rate an indicator's points follow from, as a sentence says it.
func (c *composer) valueTold(s scoring.Score) string {
	indicator, ok := c.pack.Indicator(s.Code)
	if !ok || !indicator.Percent || !strings.HasSuffix(s.Name, "率") || !s.Value.Valid || indicator.Formula == nil || len(indicator.Formula.Codes()) < 2 {
		return ""
	}
	return s.Name + "为" + scoring.FormatPercent(s.Value.Decimal)
}

// fullLabel is a field's label, after its section's title where an earlier field has the
// same one: 实际支出, 项目实际支出.
func (c *composer) fullLabel(field *scoring.Field) string {
	for i := range c.pack.Sections {
		section := &c.pack.Sections[i]
		for j := range section.Fields {
			other := &section.Fields[j]
			if other.Code == field.Code {
				return field.Label
			}
			if other.Label == field.Label {
				if own, ok := c.pack.SectionOf(field.Code); ok {
					return own.Title + field.Label
				}
			}
		}
	}
	return field.Label
}

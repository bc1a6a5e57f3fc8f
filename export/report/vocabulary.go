package report

import (
	"cmp"
	"fmt"
	"strings"

	"ziping/export/typed"
	"ziping/scoring"
)

// The figures of the whole report that a mark may name beside questions and indicators.
func (c *composer) general() map[string]func() string {
	whole := func(text string) func() string {
		return func() string {
			if !c.result.Complete {
				return missingWord
			}
			return hold(text)
		}
	}
	return map[string]func() string{
		"单位名称": func() string { return hold(cmp.Or(typed.Inline(c.evaluation.Unit), missingWord)) },
		"评价年度": func() string { return fmt.Sprint(c.evaluation.Year) },
		"报告日期": func() string { return dateText(c.opt.Date) },
		"满分":   func() string { return scoring.FormatPoints(c.result.Max) },
		"自评得分": whole(scoring.FormatPoints(c.result.Total)),
		"失分合计": whole(scoring.FormatPoints(c.result.Max.Sub(c.result.Total))),
		"评价等级": whole(c.result.Grade),
	}
}

// valueOf is what a mark outside its own paragraph prints, as markup; false when it names
// nothing.
func (c *composer) valueOf(name string) (string, bool) {
	if value, ok := c.general()[name]; ok {
		return value(), true
	}
	if field := c.fieldCalled(name); field != nil {
		return c.answerText(field), true
	}
	for i := range c.result.Indicators {
		s := &c.result.Indicators[i]
		rest, ok := strings.CutPrefix(name, s.Name)
		if !ok {
			continue
		}
		if value, ok := c.scoreText(s, rest); ok {
			return value, true
		}
	}
	return "", false
}

// names are all names valueOf knows.
func (c *composer) names() []string {
	var names []string
	for name := range c.general() {
		names = append(names, name)
	}
	c.eachQuestion(func(field *scoring.Field) bool {
		names = append(names, unspaced(c.fullLabel(field)))
		return true
	})
	for _, s := range c.result.Indicators {
		names = append(names, s.Name, s.Name+"得分", s.Name+"分值", s.Name+"失分")
	}
	return names
}

// eachQuestion goes over the questions whose answer is one figure or a few words.
func (c *composer) eachQuestion(visit func(*scoring.Field) bool) {
	for i := range c.pack.Sections {
		for j := range c.pack.Sections[i].Fields {
			field := &c.pack.Sections[i].Fields[j]
			switch field.Kind {
			case scoring.ShortText, scoring.Choice, scoring.YesNo:
			default:
				if !field.Kind.Numeric() {
					continue
				}
			}
			if c.pack.Active(field, c.facts) && !visit(field) {
				return
			}
		}
	}
}

func (c *composer) fieldCalled(name string) *scoring.Field {
	var found *scoring.Field
	c.eachQuestion(func(field *scoring.Field) bool {
		if unspaced(c.fullLabel(field)) == name {
			found = field
		}
		return found == nil
	})
	return found
}

func (c *composer) answerText(field *scoring.Field) string {
	v := c.facts[field.Code]
	switch {
	case field.Kind.Numeric():
		return c.fieldFigure(field, v).String()
	case field.Kind == scoring.YesNo && v.State == scoring.Known:
		return yesNo(v)
	}
	return c.phrase(field.Code, v, typed.Inline)
}

// scoreText is what of an indicator the end of its mark asks for.
func (c *composer) scoreText(s *scoring.Score, what string) (string, bool) {
	switch what {
	case "分值":
		return scoring.FormatPoints(s.Max), true
	case "得分":
		return c.pointsOr(s.Points.Valid, pointsText(s.Points)), true
	case "失分":
		return c.pointsOr(s.Lost.Valid, pointsText(s.Lost)), true
	case "":
		if !s.Value.Valid {
			return missingWord, true
		}
		if i, ok := c.pack.Indicator(s.Code); ok && i.Percent {
			return percentText(s.Value.Decimal), true
		}
		return scoring.FormatPoints(s.Value.Decimal), true
	}
	return "", false
}

func (c *composer) pointsOr(known bool, text string) string {
	if known {
		return text
	}
	return missingWord
}

// nearestName is the name most likely meant: the one that holds or is held by the given
// one, or differs in the fewest characters, at most half. Empty when none is near.
func nearestName(name string, known []string) string {
	best, least := "", max(1, len([]rune(name))/2)+1
	for _, k := range known {
		d := distance([]rune(name), []rune(k))
		if name != "" && (strings.Contains(k, name) || strings.Contains(name, k)) {
			d = min(d, least-1)
		}
		if d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts the characters to change, add or take out to make b of a.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		corner := row[0]
		row[0] = i + 1
		for j := range b {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, corner+1)
		}
	}
	return row[len(b)]
}

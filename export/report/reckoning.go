package report

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring"
	"ziping/scoring/formula"
)

// figure is a figure among the answers, or what a formula in the pack's language comes to.
func (c *composer) figure(source string) (Figure, error) {
	if field, ok := c.pack.Field(source); ok {
		if !field.Kind.Numeric() {
			return Figure{}, fmt.Errorf("%s（%s）不是数字", source, field.Label)
		}
		return c.fieldFigure(field, c.facts[source]), nil
	}
	f, err := c.compiled(source, formula.NumberType)
	if err != nil {
		return Figure{}, err
	}
	figure := c.reckoned(f)
	if figure.kind = f.Kind(); figure.kind == scoring.Money {
		figure.unit = "万元"
	}
	if field, ok := c.pack.Field(firstCode(f)); ok && figure.unit == "" && figure.kind == field.Kind {
		figure.unit = c.unitOf(field)
	}
	return figure, nil
}

// rate is what a formula comes to, in percent.
func (c *composer) rate(source string) (Figure, error) {
	f, err := c.compiled(source, formula.NumberType)
	if err != nil {
		return Figure{}, err
	}
	figure := c.reckoned(f)
	figure.kind, figure.number = scoring.Rate, figure.number.Mul(hundred)
	return figure, nil
}

// when reports whether a condition in the pack's language is known to hold: of figures that are not
// known nothing is claimed.
func (c *composer) when(source string) (bool, error) {
	f, err := c.compiled(source, formula.YesType)
	if err != nil {
		return false, err
	}
	r := c.pack.Reckon(f, c.facts)
	return r.State == scoring.Known && r.Value.Yes, nil
}

// compiled is a formula of a template; it must yield what is asked for.
func (c *composer) compiled(source string, want formula.Type) (*scoring.Formula, error) {
	f, ok := c.formulas[source]
	if !ok {
		var err error
		if f, err = c.pack.Compile(source); err != nil {
			return nil, err
		}
		c.formulas[source] = f
	}
	if f.Type() != want {
		return nil, fmt.Errorf("%s 应得出%s", source, map[formula.Type]string{formula.NumberType: "数字", formula.YesType: "是或否"}[want])
	}
	return f, nil
}

func (c *composer) reckoned(f *scoring.Formula) Figure {
	r := c.pack.Reckon(f, c.facts)
	return Figure{state: r.State, number: r.Value.Number, incomparable: r.Incomparable, lacks: r.Lacks, absences: &c.absences}
}

func firstCode(f *scoring.Formula) string {
	if codes := f.Codes(); len(codes) > 0 {
		return codes[0]
	}
	return ""
}

func (c *composer) fieldFigure(field *scoring.Field, v scoring.Value) Figure {
	f := Figure{state: v.State, number: v.Number, kind: field.Kind, unit: c.unitOf(field), absences: &c.absences}
	if v.State == scoring.Missing || v.State == scoring.Pending {
		f.lacks = []string{field.Code}
	}
	return f
}

// unitOf is the unit that stands behind a field's normal form; a percentage has its sign already.
func (c *composer) unitOf(field *scoring.Field) string {
	switch field.Kind {
	case scoring.Percent, scoring.Rate:
		return ""
	}
	return c.pack.Unit(field)
}

// named is a figure under a name of the template's author; see naming.
func (c *composer) named(name string, figure Figure) (Figure, error) {
	if !markable(name) {
		return Figure{}, fmt.Errorf("名称“%s”不能用：1～%d 个字，没有空格和“〔〕”", name, mostNameRunes)
	}
	return figure, nil
}

// total adds what is known; a part that is not applicable adds nothing, a missing part
// leaves the sum open.
func (c *composer) total(figures []Figure) Figure {
	total := Figure{state: scoring.NotApplicable, kind: figures[0].kind, unit: figures[0].unit, absences: &c.absences}
	for _, f := range figures {
		switch {
		case f.Known():
			total.number = total.number.Add(f.number)
			if total.state == scoring.NotApplicable {
				total.state, total.kind, total.unit = scoring.Known, f.kind, f.unit
			}
		case f.state != scoring.NotApplicable:
			total.state = scoring.Missing
			total.lacks = append(total.lacks, f.lacks...)
		}
	}
	return total
}

// quotient is a in percent of b; a base of zero makes it 不可比.
func (c *composer) quotient(a, b Figure) Figure {
	return c.both(a, b, func(x, y Figure) Figure { return percentOf(x, x.number, y.number, scoring.Percent) })
}

func percentOf(f Figure, part, base decimal.Decimal, kind scoring.Kind) Figure {
	f.kind, f.unit = kind, ""
	if base.IsZero() {
		f.incomparable = true
		return f
	}
	f.number = part.Mul(hundred).DivRound(base, 16)
	return f
}

// both applies op to two known figures; otherwise the result is missing, or not
// applicable when nothing but that stands in the way.
func (c *composer) both(x, y Figure, op func(x, y Figure) Figure) Figure {
	if x.Known() && y.Known() {
		return op(x, y)
	}
	f := Figure{state: scoring.NotApplicable, kind: x.kind, unit: x.unit, absences: &c.absences}
	f.incomparable = x.incomparable || y.incomparable
	f.lacks = append(append(f.lacks, x.lacks...), y.lacks...)
	for _, operand := range []Figure{x, y} {
		if operand.state == scoring.Missing || operand.state == scoring.Pending {
			f.state, f.incomparable = scoring.Missing, false
		}
	}
	return f
}

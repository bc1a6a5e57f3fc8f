package report

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// figure is the figure an operand of a template function stands for: a field's code or a
// Figure made by another function.
func (c *composer) figure(operand any) (Figure, error) {
	switch o := operand.(type) {
	case Figure:
		return o, nil
	case string:
		field, ok := c.pack.Field(o)
		if !ok {
			return Figure{}, fmt.Errorf("没有代码为 %s 的数据项", o)
		}
		if !field.Kind.Numeric() {
			return Figure{}, fmt.Errorf("%s（%s）不是数字", o, field.Label)
		}
		return c.fieldFigure(field, c.facts[o]), nil
	}
	return Figure{}, fmt.Errorf("应为数据项代码或数字，却是 %T", operand)
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
func (c *composer) named(name string, operand any) (Figure, error) {
	if !markable(name) {
		return Figure{}, fmt.Errorf("名称“%s”不能用：1～%d 个字，没有空格和“〔〕”", name, mostNameRunes)
	}
	return c.figure(operand)
}

func (c *composer) figures(operands []any) ([]Figure, error) {
	figures := make([]Figure, len(operands))
	for i, o := range operands {
		f, err := c.figure(o)
		if err != nil {
			return nil, err
		}
		figures[i] = f
	}
	return figures, nil
}

// sum adds what is known; a part that is not applicable adds nothing, a missing part
// leaves the sum open.
func (c *composer) sum(first any, more ...any) (Figure, error) {
	figures, err := c.figures(append([]any{first}, more...))
	if err != nil {
		return Figure{}, err
	}
	return c.total(figures), nil
}

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

// minus is a less b, in a's unit.
func (c *composer) minus(a, b any) (Figure, error) {
	return c.combine(a, b, func(x, y Figure) Figure {
		x.number = x.number.Sub(y.number)
		return x
	})
}

// gap is the distance between a and b, in a's unit.
func (c *composer) gap(a, b any) (Figure, error) {
	f, err := c.minus(a, b)
	return f.Abs(), err
}

// ratio is a in percent of b; a base of zero makes it 不可比.
func (c *composer) ratio(a, b any) (Figure, error) {
	figures, err := c.figures([]any{a, b})
	if err != nil {
		return Figure{}, err
	}
	return c.quotient(figures[0], figures[1]), nil
}

func (c *composer) quotient(a, b Figure) Figure {
	return c.both(a, b, func(x, y Figure) Figure { return percentOf(x, x.number, y.number, scoring.Percent) })
}

// change is by how many percent a differs from b, the earlier figure.
func (c *composer) change(a, b any) (Figure, error) {
	return c.combine(a, b, func(x, y Figure) Figure {
		return percentOf(x, x.number.Sub(y.number), y.number, scoring.Rate)
	})
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

func (c *composer) combine(a, b any, op func(x, y Figure) Figure) (Figure, error) {
	figures, err := c.figures([]any{a, b})
	if err != nil {
		return Figure{}, err
	}
	return c.both(figures[0], figures[1], op), nil
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

// compare reports whether holds is true of a's order to b (-1, 0, 1). Of figures that
// are not both known nothing is claimed.
func (c *composer) compare(a, b any, holds func(order int) bool) (bool, error) {
	figures, err := c.figures([]any{a, b})
	if err != nil {
		return false, err
	}
	if !figures[0].Known() || !figures[1].Known() {
		return false, nil
	}
	return holds(figures[0].number.Cmp(figures[1].number)), nil
}

func (c *composer) equal(a, b any) (bool, error) {
	return c.compare(a, b, func(order int) bool { return order == 0 })
}

func (c *composer) exceeds(a, b any) (bool, error) {
	return c.compare(a, b, func(order int) bool { return order > 0 })
}

func (c *composer) within(a, b any) (bool, error) {
	return c.compare(a, b, func(order int) bool { return order <= 0 })
}

func (c *composer) zero(a any) (bool, error) {
	return c.compare(a, Figure{state: scoring.Known}, func(order int) bool { return order == 0 })
}

func (c *composer) negative(a any) (bool, error) {
	return c.compare(a, Figure{state: scoring.Known}, func(order int) bool { return order < 0 })
}

func (c *composer) positive(a any) (bool, error) {
	return c.compare(a, Figure{state: scoring.Known}, func(order int) bool { return order > 0 })
}

// full reports whether a rate is exactly 100 %.
func (c *composer) full(a any) (bool, error) {
	return c.compare(a, Figure{state: scoring.Known, number: hundred}, func(order int) bool { return order == 0 })
}

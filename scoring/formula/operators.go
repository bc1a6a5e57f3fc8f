package formula

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// arithmetic are the operations on decimals by the sign a formula writes.
var arithmetic = map[string]func(a, b decimal.Decimal) (decimal.Decimal, error){
	"+": func(a, b decimal.Decimal) (decimal.Decimal, error) { return a.Add(b), nil },
	"-": func(a, b decimal.Decimal) (decimal.Decimal, error) { return a.Sub(b), nil },
	"*": func(a, b decimal.Decimal) (decimal.Decimal, error) { return a.Mul(b), nil },
	"/": func(a, b decimal.Decimal) (decimal.Decimal, error) {
		if b.IsZero() {
			return decimal.Decimal{}, ErrUndefined
		}
		return a.DivRound(b, fact.QuotientDecimals), nil
	},
}

// comparisons say what the order of two figures has to be: -1, 0 or 1.
var comparisons = map[string]func(order int) bool{
	"==": func(order int) bool { return order == 0 },
	"!=": func(order int) bool { return order != 0 },
	"<":  func(order int) bool { return order < 0 },
	"<=": func(order int) bool { return order <= 0 },
	">":  func(order int) bool { return order > 0 },
	">=": func(order int) bool { return order >= 0 },
}

func (b *builder) unary(n *ast.UnaryNode) typed {
	x := b.expression(n.Node)
	switch n.Operator {
	case "-":
		if b.want(x, NumberType, n) {
			return typed{of: NumberType, kind: x.kind, run: func(env *Env) (Value, error) {
				v, err := x.run(env)
				return Value{Number: v.Number.Neg()}, err
			}}
		}
	case "+":
		if b.want(x, NumberType, n) {
			return x
		}
	case "not", "!":
		if b.want(x, YesType, n) {
			return typed{of: YesType, run: func(env *Env) (Value, error) {
				v, err := x.run(env)
				return Value{Yes: !v.Yes}, err
			}}
		}
	}
	return b.fail(n, unsupported, "公式“%s”里有不支持的运算“%s”", b.formula.source, n.Operator)
}

func (b *builder) binary(n *ast.BinaryNode) typed {
	switch n.Operator {
	case "and", "&&", "or", "||":
		return b.junction(n)
	}
	if operation, ok := arithmetic[n.Operator]; ok {
		l, r := b.expression(n.Left), b.expression(n.Right)
		if !b.want(l, NumberType, n.Left) || !b.want(r, NumberType, n.Right) {
			return typed{}
		}
		kind := kindOfResult(n.Operator, l.kind, r.kind)
		return typed{of: NumberType, kind: kind, run: onTwo(l.run, r.run, func(x, y Value) (Value, error) {
			d, err := operation(x.Number, y.Number)
			return Value{Number: d}, err
		})}
	}
	if holds, ok := comparisons[n.Operator]; ok {
		return b.comparison(n, holds)
	}
	return b.fail(n, unsupported, "公式“%s”里有不支持的运算“%s”", b.formula.source, n.Operator)
}

// onTwo evaluates both sides and applies f.
func onTwo(l, r code, f func(x, y Value) (Value, error)) code {
	return func(env *Env) (Value, error) {
		x, err := l(env)
		if err != nil {
			return Value{}, err
		}
		y, err := r(env)
		if err != nil {
			return Value{}, err
		}
		return f(x, y)
	}
}

// junction is and, or: the right side is looked at only where the left one does not decide.
func (b *builder) junction(n *ast.BinaryNode) typed {
	b.formula.branches = true
	l, r := b.expression(n.Left), b.expression(n.Right)
	if !b.want(l, YesType, n.Left) || !b.want(r, YesType, n.Right) {
		return typed{}
	}
	decides := n.Operator == "or" || n.Operator == "||"
	return typed{of: YesType, run: func(env *Env) (Value, error) {
		v, err := l.run(env)
		if err != nil || v.Yes == decides {
			return v, err
		}
		return r.run(env)
	}}
}

func (b *builder) comparison(n *ast.BinaryNode, holds func(int) bool) typed {
	l, r := b.expression(n.Left), b.expression(n.Right)
	if !b.want(r, l.of, n.Right) {
		return typed{}
	}
	if l.of == NumberType {
		return typed{of: YesType, run: onTwo(l.run, r.run, func(x, y Value) (Value, error) {
			return Value{Yes: holds(x.Number.Cmp(y.Number))}, nil
		})}
	}
	if (n.Operator != "==" && n.Operator != "!=") || (l.of != YesType && l.of != TextType) {
		return b.fail(n, "文字只能用 == 和 !=；多选用 item，列表用 rows_count", "公式“%s”里“%s”不能比较%s", b.formula.source, n.Operator, l.of)
	}
	b.option(n.Left, n.Right)
	b.option(n.Right, n.Left)
	same := n.Operator == "=="
	return typed{of: YesType, run: onTwo(l.run, r.run, func(x, y Value) (Value, error) {
		return Value{Yes: (x.Text == y.Text && x.Yes == y.Yes) == same}, nil
	})}
}

// option checks that a text compared with a choice is one of its options: a slip there
// would make the condition silently false for ever.
func (b *builder) option(field, text ast.Node) {
	id, isField := field.(*ast.IdentifierNode)
	s, isText := text.(*ast.StringNode)
	if !isField || !isText {
		return
	}
	f, ok := b.find(id.Value)
	if !ok || f.Kind != fact.Choice || slices.Contains(f.Options, s.Value) {
		return
	}
	b.fail(text, "选项有："+strings.Join(f.Options, "、"), "公式“%s”里“%s”不是“%s”的选项", b.formula.source, s.Value, id.Value)
}

func (b *builder) conditional(n *ast.ConditionalNode) typed {
	b.formula.branches = true
	cond, yes, no := b.expression(n.Cond), b.expression(n.Exp1), b.expression(n.Exp2)
	if !b.want(cond, YesType, n.Cond) || !b.want(no, yes.of, n.Exp2) {
		return typed{}
	}
	if b.formula.choices == nil {
		b.formula.choices = map[ast.Node]code{}
	}
	b.formula.choices[n] = cond.run
	return typed{of: yes.of, kind: commonKind(yes.kind, no.kind), run: func(env *Env) (Value, error) {
		v, err := cond.run(env)
		switch {
		case err != nil:
			return Value{}, err
		case v.Yes:
			return yes.run(env)
		}
		return no.run(env)
	}}
}

// kindOfResult says how the result of an operation is written: money plus money is
// money, money over money a bare number.
func kindOfResult(op string, l, r fact.Kind) fact.Kind {
	switch op {
	case "+", "-":
		return commonKind(l, r)
	case "*":
		if l == "" || r == "" {
			return commonKind(l, r)
		}
	case "/":
		if r == "" || r == fact.Count && l == fact.Money {
			return l
		}
	}
	return fact.Figure
}

func commonKind(l, r fact.Kind) fact.Kind {
	switch {
	case l == r || r == "":
		return l
	case l == "":
		return r
	}
	return fact.Figure
}

package scoring

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"ziping/scoring/fact"
)

// arithmetic maps what a pack writes to the operation on decimals.
var arithmetic = map[string]string{"+": opAdd, "-": opSub, "*": opMul, "/": opDiv}

func (b *builder) binary(n *ast.BinaryNode) typed {
	switch n.Operator {
	case "and", "&&", "or", "||":
		b.formula.branches = true
		l, r := b.expression(n.Left), b.expression(n.Right)
		if !b.want(l, boolType, n.Left) || !b.want(r, boolType, n.Right) {
			return typed{node: &ast.NilNode{}}
		}
		return typed{node: &ast.BinaryNode{Operator: n.Operator, Left: l.node, Right: r.node}, of: boolType}
	case "+", "-", "*", "/":
		l, r := b.expression(n.Left), b.expression(n.Right)
		if !b.want(l, numberType, n.Left) || !b.want(r, numberType, n.Right) {
			return typed{node: &ast.NilNode{}}
		}
		return typed{
			node: call(arithmetic[n.Operator], l.node, r.node), of: numberType,
			kind: kindOfResult(n.Operator, l.kind, r.kind),
		}
	case "==", "!=", "<", "<=", ">", ">=":
		return b.comparison(n)
	}
	return b.fail("只能用字段代码、数字、+ - * /、比较、and or not、?: 和规定的函数", "公式“%s”里有不支持的运算“%s”", b.formula.source, n.Operator)
}

func (b *builder) comparison(n *ast.BinaryNode) typed {
	l, r := b.expression(n.Left), b.expression(n.Right)
	if !b.want(r, l.of, n.Right) {
		return typed{node: &ast.NilNode{}}
	}
	if l.of == numberType {
		return typed{node: compareNumbers(n.Operator, l.node, r.node), of: boolType}
	}
	if (n.Operator != "==" && n.Operator != "!=") || (l.of != boolType && l.of != textType) {
		return b.fail("文字只能用 == 和 !=；多选用 item，列表用 rows_count", "公式“%s”里“%s”不能比较%s", b.formula.source, n.Operator, l.of)
	}
	b.option(n.Left, n.Right)
	b.option(n.Right, n.Left)
	return typed{node: &ast.BinaryNode{Operator: n.Operator, Left: l.node, Right: r.node}, of: boolType}
}

// option checks that a text compared with a choice is one of its options: a slip there
// would make the condition silently false for ever.
func (b *builder) option(field, text ast.Node) {
	id, isField := field.(*ast.IdentifierNode)
	s, isText := text.(*ast.StringNode)
	if !isField || !isText {
		return
	}
	f, ok := b.fields[id.Value]
	if !ok || f.Kind != fact.Choice {
		return
	}
	if slices.Contains(f.Options, s.Value) {
		return
	}
	b.fail("选项有："+strings.Join(f.Options, "、"), "公式“%s”里“%s”不是“%s”的选项", b.formula.source, s.Value, id.Value)
}

func compareNumbers(op string, l, r ast.Node) ast.Node {
	not := func(n ast.Node) ast.Node { return &ast.UnaryNode{Operator: "not", Node: n} }
	switch op {
	case "<":
		return call(opLess, l, r)
	case "<=":
		return call(opLessEq, l, r)
	case ">":
		return not(call(opLessEq, l, r))
	case ">=":
		return not(call(opLess, l, r))
	case "!=":
		return not(call(opEqual, l, r))
	}
	return call(opEqual, l, r)
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

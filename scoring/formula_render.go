package scoring

import (
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// signs are the operators as people write them.
var signs = map[string]string{"+": " ＋ ", "-": " − ", "*": " × ", "/": " ÷ "}

// precedence of the arithmetic operators; higher binds more tightly.
var precedence = map[string]int{"+": 1, "-": 1, "*": 2, "/": 2}

// figures is the formula with its figures in place of the codes: 364 ÷ 1807.76. It is
// empty when the formula is not arithmetic or something in it is not known.
func (f *Formula) figures(sc *scope) string {
	s, ok := f.renderNode(f.tree, sc)
	if !ok {
		return ""
	}
	return s
}

// single is the code of a formula that is nothing but one field.
func (f *Formula) single() (string, bool) {
	id, ok := f.tree.(*ast.IdentifierNode)
	if !ok {
		return "", false
	}
	return id.Value, true
}

func (f *Formula) renderNode(n ast.Node, sc *scope) (string, bool) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return decimal.NewFromInt(int64(n.Value)).String(), true
	case *ast.FloatNode:
		return decimal.NewFromFloat(n.Value).String(), true
	case *ast.IdentifierNode:
		v := sc.facts[n.Value]
		kind := f.kinds[n.Value]
		if v.State != fact.Known || !kind.Numeric() {
			return "", false
		}
		return negativeInParentheses(fact.FormatFigure(kind, v.Number)), true
	case *ast.UnaryNode:
		s, ok := f.renderNode(n.Node, sc)
		if _, operation := n.Node.(*ast.BinaryNode); operation {
			s = "(" + s + ")"
		}
		return "−" + s, ok && n.Operator == "-"
	case *ast.BinaryNode:
		return f.renderOperation(n, sc)
	case *ast.CallNode:
		part := f.parts[n]
		if part == nil {
			part = f
		}
		d, st := part.number(sc)
		return negativeInParentheses(fact.FormatFigure(part.kind, d)), st == evaluated
	}
	return "", false
}

func (f *Formula) renderOperation(n *ast.BinaryNode, sc *scope) (string, bool) {
	sign, ok := signs[n.Operator]
	if !ok {
		return "", false
	}
	left, okLeft := f.renderNode(n.Left, sc)
	right, okRight := f.renderNode(n.Right, sc)
	if operationBelow(n.Left, precedence[n.Operator]) {
		left = "(" + left + ")"
	}
	// a − (b − c) and a ÷ (b × c) need their parentheses too.
	if operationBelow(n.Right, precedence[n.Operator]+1) {
		right = "(" + right + ")"
	}
	return left + sign + right, okLeft && okRight
}

func operationBelow(n ast.Node, level int) bool {
	b, ok := n.(*ast.BinaryNode)
	return ok && precedence[b.Operator] < level
}

func negativeInParentheses(s string) string {
	if strings.HasPrefix(s, "-") {
		return "(" + s + ")"
	}
	return s
}

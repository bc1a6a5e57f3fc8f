package formula

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

// Figures is the formula with its figures in place of the codes: 364 ÷ 1807.76. It is
// empty when the formula is not arithmetic or something in it is not known.
func (f *Formula) Figures(env *Env) string {
	s, ok := f.render(f.tree, env)
	if !ok {
		return ""
	}
	return s
}

func (f *Formula) render(n ast.Node, env *Env) (string, bool) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return decimal.NewFromInt(int64(n.Value)).String(), true
	case *ast.FloatNode:
		return decimal.NewFromFloat(n.Value).String(), true
	case *ast.IdentifierNode:
		v := env.Facts[n.Value]
		kind := f.kinds[n.Value]
		if v.State != fact.Known || !kind.Numeric() {
			return "", false
		}
		return negativeInParentheses(fact.FormatFigure(kind, v.Number)), true
	case *ast.UnaryNode:
		s, ok := f.render(n.Node, env)
		if _, operation := n.Node.(*ast.BinaryNode); operation {
			s = "(" + s + ")"
		}
		return "−" + s, ok && n.Operator == "-"
	case *ast.BinaryNode:
		return f.renderOperation(n, env)
	case *ast.CallNode:
		call := f.calls[n]
		if call.of != NumberType {
			return "", false
		}
		v, err := call.run(env)
		return negativeInParentheses(fact.FormatFigure(call.kind, v.Number)), err == nil
	}
	return "", false
}

func (f *Formula) renderOperation(n *ast.BinaryNode, env *Env) (string, bool) {
	sign, ok := signs[n.Operator]
	if !ok {
		return "", false
	}
	left, okLeft := f.render(n.Left, env)
	right, okRight := f.render(n.Right, env)
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

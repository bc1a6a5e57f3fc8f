package formula

import (
	"strconv"
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
	if inner, bracketed := strings.CutPrefix(s, "("); bracketed && calls(f.tree, "sum_of") {
		return strings.TrimSuffix(inner, ")")
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
	case *ast.ConditionalNode:
		v, err := f.choices[n](env)
		switch {
		case err != nil:
			return "", false
		case v.Yes:
			return f.render(n.Exp1, env)
		}
		return f.render(n.Exp2, env)
	case *ast.CallNode:
		return f.renderCall(n, env)
	}
	return "", false
}

// rowsShown is how many rows a sum over a list shows one by one.
const rowsShown = 6

// calls reports whether a node is a call of a function.
func calls(n ast.Node, name string) bool {
	call, ok := n.(*ast.CallNode)
	if !ok {
		return false
	}
	id, ok := call.Callee.(*ast.IdentifierNode)
	return ok && id.Value == name
}

// renderCall shows a call by the figures it came from where there is a way to write them, and by
// its value otherwise.
func (f *Formula) renderCall(n *ast.CallNode, env *Env) (string, bool) {
	call := f.calls[n]
	if call.of != NumberType {
		return "", false
	}
	v, err := call.run(env)
	if err != nil {
		return "", false
	}
	switch {
	case calls(n, "max") && len(n.Arguments) > 1:
		return f.renderChoice("较大者", n.Arguments, env)
	case calls(n, "min") && len(n.Arguments) > 1:
		return f.renderChoice("较小者", n.Arguments, env)
	case calls(n, "abs"):
		if _, operation := n.Arguments[0].(*ast.BinaryNode); operation {
			s, ok := f.render(n.Arguments[0], env)
			return "|" + s + "|", ok
		}
	case calls(n, "sum_of"):
		return f.renderSum(n, call.kind, v.Number, env), true
	}
	return negativeInParentheses(fact.FormatFigure(call.kind, v.Number)), true
}

func (f *Formula) renderChoice(which string, of []ast.Node, env *Env) (string, bool) {
	shown := make([]string, len(of))
	for i, n := range of {
		s, ok := f.render(n, env)
		if !ok {
			return "", false
		}
		shown[i] = s
	}
	return which + "（" + strings.Join(shown, "，") + "）", true
}

// renderSum shows the rows of a sum, or how many there are.
func (f *Formula) renderSum(n *ast.CallNode, kind fact.Kind, sum decimal.Decimal, env *Env) string {
	list, _ := n.Arguments[0].(*ast.IdentifierNode)
	column, _ := n.Arguments[1].(*ast.StringNode)
	var shown []string
	for _, row := range env.Facts[list.Value].Rows {
		if v := row[column.Value]; v.State == fact.Known {
			shown = append(shown, negativeInParentheses(fact.FormatFigure(kind, v.Number)))
		}
	}
	switch {
	case len(shown) < 2:
		return negativeInParentheses(fact.FormatFigure(kind, sum))
	case len(shown) > rowsShown:
		return strconv.Itoa(len(shown)) + " 行合计 " + fact.FormatFigure(kind, sum)
	}
	return "(" + strings.Join(shown, " ＋ ") + ")"
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

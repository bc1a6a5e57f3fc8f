package scoring

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/hint"
)

// function rewrites a call: names in it are checked and become texts, the scope is
// passed along.
func (b *builder) function(n *ast.CallNode) typed {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		return b.fail("只能用字段代码、数字、+ - * /、比较、and or not、?: 和规定的函数", "公式“%s”里有不支持的写法“%s”", b.formula.source, n.String())
	}
	fn, ok := functions[callee.Value]
	if !ok {
		return b.fail(hint.Meant(callee.Value, hint.Names(functions), "见规定的函数"), "公式“%s”里没有“%s”这个函数", b.formula.source, callee.Value)
	}
	if got, least := len(n.Arguments), len(fn.params); got < least || got > least && !fn.variadic {
		return b.fail("各参数用英文逗号隔开，见 README.md 的函数表", "公式“%s”里 %s 应有 %d 个参数，写了 %d 个", b.formula.source, callee.Value, least, got)
	}
	b.formula.afterOthers = b.formula.afterOthers || callee.Value == countErrors
	args := []ast.Node{scopeNode()}
	kind := fact.Kind("")
	var list *Field // the list or checklist that later arguments name parts of
	for i, a := range n.Arguments {
		p := fn.params[min(i, len(fn.params)-1)]
		arg, argKind := b.argument(callee.Value, p, a, &list)
		args = append(args, arg)
		if i == 0 || p == numberColumn {
			kind = argKind
		} else if p == numberArg {
			kind = commonKind(kind, argKind)
		}
	}
	return typed{node: call(callee.Value, args...), of: fn.result, kind: kindOfCall(callee.Value, kind)}
}

// kindOfCall is how a function's figure is written.
func kindOfCall(name string, ofArguments fact.Kind) fact.Kind {
	switch name {
	case "abs", "min", "max", "round", "or_zero", "typed", "sum_of":
		return ofArguments
	case "rows_count", "rows_where", "rows_matching", "slips", "days_between", "days_after_year", countErrors:
		return fact.Count
	}
	return fact.Figure
}

func (b *builder) argument(fn string, p parameter, a ast.Node, list **Field) (ast.Node, fact.Kind) {
	switch p {
	case numberArg:
		x := b.expression(a)
		b.want(x, numberType, a)
		return x.node, x.kind
	case phraseArg:
		x := b.expression(a)
		b.want(x, textType, a)
		return x.node, ""
	case rowsArg, itemsArg, codeArg, stateArg, absentArg, perIndicatorArg, figureArg:
		return b.codeArgument(fn, p, a, list)
	case digitsArg:
		if d, ok := a.(*ast.IntegerNode); ok && d.Value >= 0 && d.Value <= 6 {
			return &ast.ConstantNode{Value: decimal.NewFromInt(int64(d.Value))}, ""
		}
		b.fail("例：round(x, 2)", "公式“%s”里 %s 的小数位数应是 0 到 6", b.formula.source, fn)
		return a, ""
	}
	text, ok := b.textArgument(a)
	if !ok {
		b.fail("文字写在双引号里", "公式“%s”里 %s 的参数“%s”应是引号里的文字", b.formula.source, fn, a.String())
		return a, ""
	}
	kind := b.named(fn, p, text, *list)
	return &ast.StringNode{Value: text}, kind
}

func (b *builder) textArgument(a ast.Node) (string, bool) {
	if id, ok := a.(*ast.IdentifierNode); ok && id.Value == eachIndicator && b.each != "" {
		return b.each, true
	}
	s, ok := a.(*ast.StringNode)
	if !ok {
		return "", false
	}
	return s.Value, true
}

func (b *builder) codeArgument(fn string, p parameter, a ast.Node, list **Field) (ast.Node, fact.Kind) {
	id, ok := a.(*ast.IdentifierNode)
	if !ok {
		b.fail("直接写代码，不加引号", "公式“%s”里 %s 的参数“%s”应是字段代码", b.formula.source, fn, a.String())
		return a, ""
	}
	f, ok := b.field(id.Value)
	if !ok {
		return a, ""
	}
	*list = f
	code := &ast.StringNode{Value: id.Value}
	switch {
	case p == rowsArg && f.Kind != fact.Rows:
		b.fail("写一个类型是 rows 的字段", "公式“%s”里 %s 的参数“%s”应是列表字段", b.formula.source, fn, id.Value)
	case p == itemsArg && f.Kind != fact.Checklist:
		b.fail("写一个类型是 checklist 的字段", "公式“%s”里 %s 的参数“%s”应是多选字段", b.formula.source, fn, id.Value)
	case (p == absentArg || p == figureArg) && !f.Kind.Numeric():
		b.fail("写一个填数字的字段", "公式“%s”里 %s 的参数“%s”应是数字字段", b.formula.source, fn, id.Value)
	case p == perIndicatorArg && f.Kind != fact.PerIndicator:
		b.fail("写一个类型是 per_indicator 的字段", "公式“%s”里 %s 的参数“%s”应是按失分指标填写的字段", b.formula.source, fn, id.Value)
	case p == stateArg:
		b.formula.states = append(b.formula.states, id.Value)
	case p == rowsArg, p == itemsArg:
		b.needs(id.Value, false)
		return readNode(id.Value, typeOf(f.Kind)), ""
	case p == absentArg:
		b.needs(id.Value, true)
	}
	return code, f.Kind
}

// named checks a name that a function is given as text.
func (b *builder) named(fn string, p parameter, name string, list *Field) fact.Kind {
	var known []string
	kind := fact.Kind("")
	switch p {
	case numberColumn, yesNoColumn, textColumn:
		if list == nil {
			return "" // the list itself is unknown, which has been told
		}
		for _, c := range list.Columns {
			if p == numberColumn && c.Kind.Numeric() || p == yesNoColumn && c.Kind == fact.YesNo ||
				p == textColumn && typeOf(c.Kind) == textType {
				known = append(known, c.Code)
			}
			if c.Code == name {
				kind = c.Kind
			}
		}
	case itemName:
		if list == nil {
			return ""
		}
		known = list.Options
	case slipArg:
		known = hint.Names(slipKinds)
	case indicatorArg:
		known = hint.Names(b.indicators)
	case claimArg:
		known = hint.Names(b.claims)
	case anyClaimArg:
		known = append(append(hint.Names(b.claims), hint.Names(b.indicators)...), claimedTotal)
	default:
		return ""
	}
	if slices.Contains(known, name) {
		if p == indicatorArg || p == claimArg || p == anyClaimArg {
			b.formula.mentions = append(b.formula.mentions, name)
		}
		if p == slipArg {
			b.formula.slips = append(b.formula.slips, name)
		}
		return kind
	}
	b.fail(hint.Meant(name, known, "可用的有："+strings.Join(slices.Sorted(slices.Values(known)), "、")),
		"公式“%s”里 %s 的参数“%s”没有定义", b.formula.source, fn, name)
	return ""
}

package formula

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/hint"
)

// call compiles a function call: names in it are checked and become texts.
func (b *builder) call(n *ast.CallNode) typed {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		return b.fail(n, unsupported, "公式“%s”里有不支持的写法“%s”", b.formula.source, n.String())
	}
	fn, ok := b.Functions[callee.Value]
	if !ok {
		return b.fail(n, hint.Meant(callee.Value, hint.Names(b.Functions), "见规定的函数"), "公式“%s”里没有“%s”这个函数", b.formula.source, callee.Value)
	}
	if got, least := len(n.Arguments), len(fn.Params); got < least || got > least && !fn.Variadic {
		return b.fail(n, "各参数用英文逗号隔开，见 README.md 的函数表", "公式“%s”里 %s 应有 %d 个参数，写了 %d 个", b.formula.source, callee.Value, least, got)
	}
	b.formula.whole = b.formula.whole || fn.Whole || fn.Last
	b.formula.last = b.formula.last || fn.Last
	args, kind := b.arguments(callee.Value, fn, n.Arguments)
	if b.err != nil {
		return typed{}
	}
	out := typed{of: fn.Result, kind: fn.kind(kind), run: apply(fn.Run, args)}
	if b.formula.calls == nil {
		b.formula.calls = map[ast.Node]typed{}
	}
	b.formula.calls[n] = out
	return out
}

// apply evaluates the arguments on the Env's stack, so that no call needs memory of its own.
func apply(run func(*Env, []Value) (Value, error), args []code) code {
	return func(env *Env) (Value, error) {
		base := len(env.arguments)
		for _, arg := range args {
			v, err := arg(env)
			if err != nil {
				env.arguments = env.arguments[:base]
				return Value{}, err
			}
			env.arguments = append(env.arguments, v)
		}
		v, err := run(env, env.arguments[base:])
		env.arguments = env.arguments[:base]
		return v, err
	}
}

// kind is how a call's figure is written, given how its arguments are.
func (fn *Function) kind(ofArguments fact.Kind) fact.Kind {
	switch fn.Kind {
	case "":
		return fact.Figure
	case SameKind:
		return ofArguments
	}
	return fn.Kind
}

// arguments compiles the arguments and gives the kind the figures among them have in common.
func (b *builder) arguments(fn string, f Function, nodes []ast.Node) ([]code, fact.Kind) {
	var kind fact.Kind
	var list Field // the list or checklist that later arguments name parts of
	args := make([]code, len(nodes))
	for i, n := range nodes {
		p := f.Params[min(i, len(f.Params)-1)]
		arg := b.argument(fn, p, n, &list)
		args[i] = arg.run
		if i == 0 || p == FigureColumn {
			kind = arg.kind
		} else if p == FigureArg {
			kind = commonKind(kind, arg.kind)
		}
	}
	return args, kind
}

func (b *builder) argument(fn string, p Parameter, n ast.Node, list *Field) typed {
	switch p {
	case FigureArg, PhraseArg:
		of := NumberType
		if p == PhraseArg {
			of = TextType
		}
		x := b.expression(n)
		b.want(x, of, n)
		return x
	case ListArg, ChecklistArg, CodeArg, StateArg, FigureCode, AbsentCode, TextsCode:
		return b.codeArgument(fn, p, n, list)
	case DigitsArg:
		if d, ok := n.(*ast.IntegerNode); ok && d.Value >= 0 && d.Value <= 6 {
			return literal(decimal.NewFromInt(int64(d.Value)))
		}
		return b.fail(n, "例：round(x, 2)", "公式“%s”里 %s 的小数位数应是 0 到 6", b.formula.source, fn)
	}
	text, ok := b.textArgument(n)
	if !ok {
		return b.fail(n, "文字写在双引号里", "公式“%s”里 %s 的参数“%s”应是引号里的文字", b.formula.source, fn, n.String())
	}
	out := constant(Value{Text: text}, TextType)
	out.kind = b.named(fn, p, n, text, *list)
	return out
}

func (b *builder) textArgument(n ast.Node) (string, bool) {
	if id, ok := n.(*ast.IdentifierNode); ok {
		word, ok := b.Words[id.Value]
		return word, ok
	}
	s, ok := n.(*ast.StringNode)
	if !ok {
		return "", false
	}
	return s.Value, true
}

// codeArgument is an argument that is a field's code: the rows or items of the field are
// passed where the parameter says so, the code itself otherwise.
func (b *builder) codeArgument(fn string, p Parameter, n ast.Node, list *Field) typed {
	id, ok := n.(*ast.IdentifierNode)
	if !ok {
		return b.fail(n, "直接写代码，不加引号", "公式“%s”里 %s 的参数“%s”应是字段代码", b.formula.source, fn, n.String())
	}
	f, ok := b.field(n, id.Value)
	if !ok {
		return typed{}
	}
	*list = f
	code := constant(Value{Text: id.Value}, TextType)
	code.kind = f.Kind
	switch {
	case p == ListArg && f.Kind != fact.Rows:
		b.fail(n, "写一个类型是 rows 的字段", "公式“%s”里 %s 的参数“%s”应是列表字段", b.formula.source, fn, id.Value)
	case p == ChecklistArg && f.Kind != fact.Checklist:
		b.fail(n, "写一个类型是 checklist 的字段", "公式“%s”里 %s 的参数“%s”应是多选字段", b.formula.source, fn, id.Value)
	case (p == AbsentCode || p == FigureCode) && !f.Kind.Numeric():
		b.fail(n, "写一个填数字的字段", "公式“%s”里 %s 的参数“%s”应是数字字段", b.formula.source, fn, id.Value)
	case p == TextsCode && f.Kind != fact.PerIndicator:
		b.fail(n, "写一个类型是 per_indicator 的字段", "公式“%s”里 %s 的参数“%s”应是按失分指标填写的字段", b.formula.source, fn, id.Value)
	case p == StateArg:
		b.formula.states = append(b.formula.states, id.Value)
	case p == ListArg, p == ChecklistArg:
		b.needs(id.Value, false)
		return typed{run: read(id.Value), of: TypeOf(f.Kind)}
	case p == AbsentCode:
		b.needs(id.Value, true)
	}
	return code
}

// named checks a name that a function is given as text; for a column it gives the kind.
func (b *builder) named(fn string, p Parameter, n ast.Node, name string, list Field) fact.Kind {
	class, isName := strings.CutPrefix(string(p), string(nameOf))
	var known []string
	var kind fact.Kind
	switch {
	case isName:
		if b.Names != nil {
			known = b.Names.Known(class)
		}
	case p == TextArg || list.Code == "":
		return "" // any text is right, or the list itself is unknown, which has been told
	case p == ItemName:
		known = list.Options
	default:
		known, kind = columnsFor(p, list, name)
	}
	if !slices.Contains(known, name) {
		b.fail(n, hint.Meant(name, known, "可用的有："+strings.Join(slices.Sorted(slices.Values(known)), "、")),
			"公式“%s”里 %s 的参数“%s”没有定义", b.formula.source, fn, name)
		return ""
	}
	if isName {
		b.formula.mentions = append(b.formula.mentions, mention{class, name})
	}
	return kind
}

// columnsFor are the columns a parameter may name, and the kind of the one that is named.
func columnsFor(p Parameter, list Field, name string) (known []string, kind fact.Kind) {
	for _, c := range list.Columns {
		if p == FigureColumn && c.Kind.Numeric() || p == YesNoColumn && c.Kind == fact.YesNo ||
			p == TextColumn && TypeOf(c.Kind) == TextType {
			known = append(known, c.Code)
		}
		if c.Code == name {
			kind = c.Kind
		}
	}
	return known, kind
}

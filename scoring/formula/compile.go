package formula

import (
	"math"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/hint"
)

// code is a compiled expression.
type code func(env *Env) (Value, error)

// typed is a compiled expression with what it yields.
type typed struct {
	run  code
	of   Type
	kind fact.Kind // for figures: how they are written; "" for a bare number
}

// builder compiles one expression.
type builder struct {
	*Scope
	formula *Formula
	err     *Error
}

// unsupported is how to mend what the language does not have.
const unsupported = "只能用字段代码、数字、+ - * /、比较、and or not、?: 和规定的函数"

// fail notes what is wrong at a node; only the first defect counts.
func (b *builder) fail(n ast.Node, mend, format string, args ...any) typed {
	if b.err == nil {
		b.err = wrong(b.formula.source, n.Location().From, mend, format, args...)
	}
	return typed{}
}

func constant(v Value, of Type) typed {
	return typed{run: func(*Env) (Value, error) { return v, nil }, of: of}
}

func literal(d decimal.Decimal) typed { return constant(Value{Number: d}, NumberType) }

func (b *builder) expression(n ast.Node) typed {
	if b.err != nil {
		return typed{}
	}
	switch n := n.(type) {
	case *ast.IntegerNode:
		return literal(decimal.NewFromInt(int64(n.Value)))
	case *ast.FloatNode:
		if math.IsInf(n.Value, 0) || math.Abs(n.Value) > 1e15 || n.Value != 0 && math.Abs(n.Value) < 1e-10 {
			return b.fail(n, "核对数字", "公式“%s”里的数字过大或过小", b.formula.source)
		}
		return literal(decimal.NewFromFloat(n.Value))
	case *ast.BoolNode:
		return constant(Value{Yes: n.Value}, YesType)
	case *ast.StringNode:
		return constant(Value{Text: n.Value}, TextType)
	case *ast.IdentifierNode:
		return b.identifier(n)
	case *ast.UnaryNode:
		return b.unary(n)
	case *ast.BinaryNode:
		return b.binary(n)
	case *ast.ConditionalNode:
		return b.conditional(n)
	case *ast.CallNode:
		return b.call(n)
	}
	return b.fail(n, unsupported, "公式“%s”里有不支持的写法“%s”", b.formula.source, n.String())
}

func (b *builder) identifier(n *ast.IdentifierNode) typed {
	name := n.Value
	if word, ok := b.Words[name]; ok {
		return constant(Value{Text: word}, TextType)
	}
	if slices.Contains(b.Variables, name) {
		return typed{run: func(env *Env) (Value, error) { return Value{Number: env.Variables[name]}, nil }, of: NumberType}
	}
	f, ok := b.field(n, name)
	if !ok {
		return typed{}
	}
	of := TypeOf(f.Kind)
	if of == "" {
		return b.fail(n, "改用 has_text、explained", "公式“%s”不能读取“%s”：它是按指标或问题分别填写的文字", b.formula.source, name)
	}
	b.needs(name, false)
	return typed{run: read(name), of: of, kind: f.Kind}
}

// read gives a field's value.
func read(name string) code {
	return func(env *Env) (Value, error) {
		v := env.Facts[name]
		if v.State != fact.Known {
			return Value{}, ErrNotYet
		}
		return valueOf(v), nil
	}
}

// field finds a code and notes that the formula reads it.
func (b *builder) field(n ast.Node, code string) (Field, bool) {
	f, ok := b.find(code)
	if !ok {
		var known []string
		if b.Names != nil {
			known = b.Names.Codes()
		}
		first := b.err == nil
		b.fail(n, hint.Meant(code, known, "字段代码见各部分的 fields"), "公式“%s”里的“%s”不是字段代码", b.formula.source, code)
		if first {
			b.err.Unknown = code
		}
		return f, false
	}
	if !slices.Contains(b.formula.reads, code) {
		b.formula.reads = append(b.formula.reads, code)
		b.formula.kinds[code] = f.Kind
	}
	return f, true
}

func (b *builder) find(code string) (Field, bool) {
	if b.Names == nil {
		return Field{}, false
	}
	return b.Names.Field(code)
}

func (b *builder) needs(code string, absentToo bool) {
	for i, have := range b.formula.needs {
		if have.code == code {
			b.formula.needs[i].absentToo = have.absentToo && absentToo
			return
		}
	}
	b.formula.needs = append(b.formula.needs, need{code: code, absentToo: absentToo})
}

// want reports whether an expression is of a type; it is a defect when it is not.
func (b *builder) want(x typed, of Type, n ast.Node) bool {
	if b.err == nil && x.of != of {
		b.fail(n, "两边的类型要一致；核对代码和运算符", "公式“%s”里“%s”处应是%s，实际是%s", b.formula.source, n.String(), of, x.of)
	}
	return b.err == nil
}

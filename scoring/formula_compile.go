package scoring

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/hint"
)

// vocabulary is what a formula may name.
type vocabulary struct {
	fields     map[string]*Field
	indicators map[string]*Indicator
	claims     map[string]*Claim
	row        string // the list whose columns fields are; "" for the questionnaire
	// each is the indicator that the word `indicator` stands for in a check that is
	// made once for every indicator.
	each string
	// overRule says that value and max stand for the rule's value and the points.
	overRule bool
}

// maxFormula is how long a formula may be, in bytes.
const maxFormula = 2000

// eachIndicator is the word for the indicator a check is made for.
const eachIndicator = "indicator"

// compile reads an expression and checks every name and type in it; the result has to
// be of type want.
func (v *vocabulary) compile(source string, want valueType) (*Formula, *formulaError) {
	if len(source) > maxFormula {
		return nil, wrong("拆成几条", "公式长于 %d 个字节", maxFormula)
	}
	config := newConfig()
	tree, err := parser.ParseWithConfig(source, config)
	if err != nil {
		return nil, malformed(source, err)
	}
	f := &Formula{source: source, tree: tree.Node, row: v.row, kinds: map[string]fact.Kind{}}
	b := &builder{vocabulary: v, formula: f, config: config}
	out := b.expression(tree.Node)
	if b.err == nil && want != "" && out.of != want {
		b.fail(mendResult[want], "公式“%s”应得出%s，实际得出%s", source, want, out.of)
	}
	if b.err != nil {
		return nil, b.err
	}
	f.result, f.kind = out.of, out.kind
	if err := v.compileParts(f, tree.Node); err != nil {
		return nil, err
	}
	compiled := &parser.Tree{Node: out.node, Source: tree.Source}
	if _, err = checker.Check(compiled, config); err == nil {
		f.program, err = compiler.Compile(compiled, config)
	}
	if err != nil {
		return nil, malformed(source, err)
	}
	return f, nil
}

// compileParts compiles the calls that stand in arithmetic on their own, so that a
// rendering can show what each of them yields.
func (v *vocabulary) compileParts(f *Formula, n ast.Node) *formulaError {
	switch n := n.(type) {
	case *ast.UnaryNode:
		return v.compileParts(f, n.Node)
	case *ast.BinaryNode:
		if err := v.compileParts(f, n.Left); err != nil {
			return err
		}
		return v.compileParts(f, n.Right)
	case *ast.CallNode:
		if n == f.tree {
			return nil
		}
		part, err := v.compile(n.String(), "")
		if err != nil {
			return err
		}
		if f.parts == nil {
			f.parts = map[ast.Node]*Formula{}
		}
		f.parts[n] = part
	}
	return nil
}

// mendResult says how to get what a formula has to yield.
var mendResult = map[valueType]string{
	boolType:   "写成能判断是否的式子，例：a > b",
	numberType: "写成能算出数的式子，例：a / b",
}

func newConfig() *conf.Config {
	config := conf.CreateNew()
	config.Builtins = conf.FunctionsTable{}
	for name, f := range programFunctions {
		config.Functions[name] = f
	}
	config.WithEnv(map[string]any{scopeName: (*scope)(nil)})
	return config
}

// malformed says where an expression cannot be read; the parser's own words are English.
func malformed(source string, err error) *formulaError {
	at := ""
	var where *file.Error
	if errors.As(err, &where) {
		at = fmt.Sprintf("，出错在第 %d 个字符", where.Column+1)
	}
	return wrong("检查括号、运算符和字段代码", "公式“%s”写法有误%s", source, at)
}

// builder rewrites an expression as written into calls on decimals and facts.
type builder struct {
	*vocabulary
	formula *Formula
	config  *conf.Config
	err     *formulaError
}

// typed is a rewritten expression with what it yields.
type typed struct {
	node ast.Node
	of   valueType
	kind fact.Kind // for figures: how they are written; "" for a bare number
}

func (b *builder) fail(mend, format string, args ...any) typed {
	if b.err == nil {
		b.err = wrong(mend, format, args...)
	}
	return typed{node: &ast.NilNode{}}
}

func call(name string, args ...ast.Node) ast.Node {
	return &ast.CallNode{Callee: &ast.IdentifierNode{Value: name}, Arguments: args}
}

func scopeNode() ast.Node { return &ast.IdentifierNode{Value: scopeName} }

func literal(d decimal.Decimal) typed {
	return typed{node: &ast.ConstantNode{Value: d}, of: numberType}
}

func (b *builder) expression(n ast.Node) typed {
	if b.err != nil {
		return typed{node: &ast.NilNode{}}
	}
	switch n := n.(type) {
	case *ast.IntegerNode:
		return literal(decimal.NewFromInt(int64(n.Value)))
	case *ast.FloatNode:
		if math.IsInf(n.Value, 0) || math.Abs(n.Value) > 1e15 || n.Value != 0 && math.Abs(n.Value) < 1e-10 {
			return b.fail("核对数字", "公式“%s”里的数字过大或过小", b.formula.source)
		}
		return literal(decimal.NewFromFloat(n.Value))
	case *ast.BoolNode:
		return typed{node: &ast.BoolNode{Value: n.Value}, of: boolType}
	case *ast.StringNode:
		return typed{node: &ast.StringNode{Value: n.Value}, of: textType}
	case *ast.IdentifierNode:
		return b.identifier(n.Value)
	case *ast.UnaryNode:
		return b.unary(n)
	case *ast.BinaryNode:
		return b.binary(n)
	case *ast.ConditionalNode:
		return b.conditional(n)
	case *ast.CallNode:
		return b.function(n)
	}
	return b.fail("只能用字段代码、数字、+ - * /、比较、and or not、?: 和规定的函数",
		"公式“%s”里有不支持的写法“%s”", b.formula.source, n.String())
}

func (b *builder) identifier(name string) typed {
	if name == eachIndicator && b.each != "" {
		return typed{node: &ast.StringNode{Value: b.each}, of: textType}
	}
	if b.overRule && name == "value" {
		return typed{node: call(overValue, scopeNode()), of: numberType}
	}
	if b.overRule && name == "max" {
		return typed{node: call(overMax, scopeNode()), of: numberType}
	}
	f, ok := b.field(name)
	if !ok {
		return typed{node: &ast.NilNode{}}
	}
	of := typeOf(f.Kind)
	if of == "" {
		return b.fail("改用 has_text、explained", "公式“%s”不能读取“%s”：它是按指标或问题分别填写的文字", b.formula.source, name)
	}
	b.needs(name, false)
	return typed{node: readNode(name, of), of: of, kind: f.Kind}
}

// field finds a code and notes that the formula reads it.
func (b *builder) field(code string) (*Field, bool) {
	f, ok := b.fields[code]
	if !ok {
		b.fail(hint.Meant(code, hint.Names(b.fields), "字段代码见各部分的 fields"), "公式“%s”里的“%s”不是字段代码", b.formula.source, code)
		return nil, false
	}
	if slices.Contains(b.formula.reads, code) {
		return f, true
	}
	b.formula.reads = append(b.formula.reads, code)
	b.formula.kinds[code] = f.Kind
	return f, true
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

func (b *builder) unary(n *ast.UnaryNode) typed {
	x := b.expression(n.Node)
	switch n.Operator {
	case "-":
		if b.want(x, numberType, n) {
			return typed{node: call(opNeg, x.node), of: numberType, kind: x.kind}
		}
	case "+":
		if b.want(x, numberType, n) {
			return x
		}
	case "not", "!":
		if b.want(x, boolType, n) {
			return typed{node: &ast.UnaryNode{Operator: "not", Node: x.node}, of: boolType}
		}
	}
	return b.fail("只能用字段代码、数字、+ - * /、比较、and or not、?: 和规定的函数", "公式“%s”里有不支持的运算“%s”", b.formula.source, n.Operator)
}

func (b *builder) want(x typed, of valueType, n ast.Node) bool {
	if b.err == nil && x.of != of {
		b.fail("两边的类型要一致；核对代码和运算符", "公式“%s”里“%s”处应是%s，实际是%s", b.formula.source, n.String(), of, x.of)
	}
	return b.err == nil
}

func (b *builder) conditional(n *ast.ConditionalNode) typed {
	b.formula.branches = true
	cond, yes, no := b.expression(n.Cond), b.expression(n.Exp1), b.expression(n.Exp2)
	if !b.want(cond, boolType, n.Cond) || !b.want(no, yes.of, n.Exp2) {
		return typed{node: &ast.NilNode{}}
	}
	node := &ast.ConditionalNode{Ternary: true, Cond: cond.node, Exp1: yes.node, Exp2: no.node}
	return typed{node: node, of: yes.of, kind: commonKind(yes.kind, no.kind)}
}

package formula

import (
	"maps"
	"slices"

	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"

	"ziping/scoring/fact"
)

// Names are what a formula may name.
type Names interface {
	// Field is the field, or the column, of a code.
	Field(code string) (Field, bool)
	// Codes are the codes of all fields, for hints.
	Codes() []string
	// Known are the names of a class that parameters of functions ask for (see NameOf).
	Known(class string) []string
}

// Field is what a formula has to know of a field.
type Field struct {
	Code    string
	Kind    fact.Kind
	Options []string // of a choice or checklist
	Columns []Field  // of a list
}

// Scope is what formulas are compiled in.
type Scope struct {
	Names     Names
	Functions Library
	Row       string            // the list whose columns the names are; "" for the questionnaire
	Words     map[string]string // words that stand for a text
	Variables []string          // words that stand for a figure of the Env
}

// mostBytes is how long a formula may be, in bytes.
const mostBytes = 2000

// mendResult says how to get what a formula has to yield.
var mendResult = map[Type]string{
	YesType:    "写成能判断是否的式子，例：a > b",
	NumberType: "写成能算出数的式子，例：a / b",
}

// Compile reads an expression and checks every name and type in it; the result has to
// be of type want, or may be any where want is "".
func (s *Scope) Compile(source string, want Type) (*Formula, *Error) {
	if len(source) > mostBytes {
		return nil, wrong("", -1, "拆成几条", "公式长于 %d 个字节", mostBytes)
	}
	tree, err := parser.ParseWithConfig(source, s.config())
	if err != nil {
		return nil, malformed(source, err)
	}
	f := &Formula{source: source, tree: tree.Node, row: s.Row, kinds: map[string]fact.Kind{}}
	b := &builder{Scope: s, formula: f}
	out := b.expression(tree.Node)
	if b.err == nil && want != "" && out.of != want {
		b.fail(tree.Node, mendResult[want], "公式“%s”应得出%s，实际得出%s", source, want, out.of)
	}
	if b.err != nil {
		return nil, b.err
	}
	f.run, f.result, f.kind = out.run, out.of, out.kind
	return f, nil
}

// config makes the parser take the scope's functions, and none of its own, for calls.
func (s *Scope) config() *conf.Config {
	config := conf.CreateNew()
	config.Builtins = conf.FunctionsTable{}
	for name := range s.Functions {
		config.Functions[name] = &builtin.Function{Name: name}
	}
	return config
}

// Reserved reports whether a word cannot be a field's code because expressions give it a meaning.
func Reserved(word string) bool {
	return slices.Contains([]string{
		"and", "or", "not", "in", "let", "if", "else", "true", "false", "nil", "matches", "contains",
	}, word)
}

// Library are functions by name.
type Library map[string]Function

// With is a library with more functions.
func (l Library) With(more Library) Library {
	all := maps.Clone(l)
	maps.Copy(all, more)
	return all
}

// Function is one of the functions a formula may call.
type Function struct {
	Params   []Parameter
	Variadic bool // the last parameter may be repeated
	Result   Type
	// Kind is how its figure is written; "" leaves a bare number, and SameKind is that of the
	// figures it is given.
	Kind fact.Kind
	// Whole says that it reads more than its arguments name; Last that it reads what all
	// other formulas lead to.
	Whole, Last bool
	// Run gets the arguments in the order of the parameters: expressions as they are, names as Text.
	Run func(env *Env, args []Value) (Value, error)
}

// SameKind is the Kind of a function whose figure is written as its arguments are.
const SameKind fact.Kind = "same"

// Parameter says what a function's argument has to be.
type Parameter string

// The parameters. What is a code or a name is written out in the formula and checked when it
// is compiled.
const (
	FigureArg    Parameter = "figure"           // any expression that yields a figure
	PhraseArg    Parameter = "phrase"           // any expression that yields text
	TextArg      Parameter = "text"             // any text
	DigitsArg    Parameter = "digits"           // a number of decimals, 0 to 6
	ListArg      Parameter = "list"             // the code of a list; its rows are passed
	ChecklistArg Parameter = "checklist"        // the code of a checklist; its items are passed
	CodeArg      Parameter = "code"             // the code of any field, which need not be known
	StateArg     Parameter = "state"            // the code of any field, whose state is asked for
	FigureCode   Parameter = "figure code"      // the code of a figure, which need not be known
	AbsentCode   Parameter = "absent code"      // the code of a figure that may also be 不涉及
	TextsCode    Parameter = "texts code"       // the code of a field of texts by indicator
	FigureColumn Parameter = "figure column"    // the name of a figure column of the list before it
	YesNoColumn  Parameter = "yes column"       // the name of a yes/no column of the list before it
	TextColumn   Parameter = "text column"      // the name of a text column of the list before it
	ItemName     Parameter = "item"             // an item of the checklist before it
	nameOf                 = Parameter("name ") // before a class
)

// NameOf is a parameter that is one of the names of a class (see Names.Known).
func NameOf(class string) Parameter { return nameOf + Parameter(class) }

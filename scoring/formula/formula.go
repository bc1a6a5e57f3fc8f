// Package formula reads, checks and evaluates expressions over field codes: 1 - spent / budget.
// It knows decimals and answers (package fact); which names there are, and what functions beyond
// the arithmetic, the caller says.
package formula

import (
	"errors"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Formula is an expression over field codes, compiled and type-checked. It is
// immutable and may be evaluated by many goroutines at once.
type Formula struct {
	source string
	run    code
	tree   ast.Node // as written, for rendering
	result Type
	kind   fact.Kind // how a resulting figure is written
	// calls are the function calls in it, so that a rendering can show their values.
	calls    map[ast.Node]typed
	choices  map[ast.Node]code    // the conditions of ?:, for the same
	reads    []string             // every field code that occurs
	kinds    map[string]fact.Kind // of the codes in reads
	needs    []need               // what must be known before it can be evaluated
	mentions []mention            // the names its functions are given
	states   []string             // the codes whose state it asks for (blank, pending, missing)
	whole    bool                 // a function in it reads more than is named
	last     bool                 // a function in it reads what the other formulas lead to
	// branches says that not all of needs may be looked at (and, or, ?:).
	branches bool
	row      string // the list whose rows the formula is over; "" for the questionnaire
}

// need is a code whose value a formula reads.
type need struct {
	code string
	// absentToo says that 不涉及 is as good as a value.
	absentToo bool
}

// Written is a formula that is not compiled yet: it has its text and nothing else.
func Written(source string) *Formula { return &Formula{source: source} }

// String is the formula as it is written.
func (f *Formula) String() string { return f.source }

// Codes are the field codes the formula reads, in the order they occur. Callers must
// not change the slice.
func (f *Formula) Codes() []string { return f.reads }

// Reads reports whether the formula reads a field.
func (f *Formula) Reads(code string) bool { return slices.Contains(f.reads, code) }

// Type is what the formula yields.
func (f *Formula) Type() Type { return f.result }

// Kind is how a figure the formula yields is written; "" for a bare number.
func (f *Formula) Kind() fact.Kind { return f.kind }

// Row is the code of the list whose rows the formula is over; "" for the questionnaire.
func (f *Formula) Row() string { return f.row }

// States are the codes whose state it asks for.
func (f *Formula) States() []string { return f.states }

// mention is a name of a class that a function is given.
type mention struct{ class, name string }

// Mentions are the names of some classes that its functions are given, in the order they occur.
func (f *Formula) Mentions(classes ...string) []string {
	var names []string
	for _, m := range f.mentions {
		if slices.Contains(classes, m.class) {
			names = append(names, m.name)
		}
	}
	return names
}

// Whole reports whether it reads more than the fields and names that stand in it.
func (f *Formula) Whole() bool { return f.whole }

// Last reports whether it can only be evaluated after the others.
func (f *Formula) Last() bool { return f.last }

// Single is the code of a formula that is nothing but one field.
func (f *Formula) Single() (string, bool) {
	id, ok := f.tree.(*ast.IdentifierNode)
	if !ok || len(f.reads) != 1 {
		return "", false
	}
	return id.Value, true
}

// Divisors are the field codes that stand in what something is divided by.
func (f *Formula) Divisors() []string {
	var codes []string
	ast.Walk(&f.tree, divisorFinder{&codes})
	return slices.DeleteFunc(codes, func(name string) bool { return !f.Reads(name) }) // names of functions too
}

// divisorFinder notes the codes on the right of each division.
type divisorFinder struct{ codes *[]string }

// Visit implements ast.Visitor.
func (d divisorFinder) Visit(n *ast.Node) {
	if division, ok := (*n).(*ast.BinaryNode); ok && division.Operator == "/" {
		ast.Walk(&division.Right, nameFinder(d))
	}
}

// nameFinder notes the names in an expression.
type nameFinder struct{ codes *[]string }

// Visit implements ast.Visitor.
func (f nameFinder) Visit(n *ast.Node) {
	if id, ok := (*n).(*ast.IdentifierNode); ok && !slices.Contains(*f.codes, id.Value) {
		*f.codes = append(*f.codes, id.Value)
	}
}

// Status says how an evaluation ended.
type Status uint8

// The ways an evaluation ends.
const (
	Evaluated Status = iota
	NotYet           // something it reads is not known
	Undefined        // a division by zero
)

// What a function returns when it has no value.
var (
	ErrNotYet    = errors.New("not known yet")
	ErrUndefined = errors.New("division by zero")
)

// Missing are the codes among those the formula needs that are not known.
func (f *Formula) Missing(facts fact.Facts) []string {
	var codes []string
	for _, n := range f.needs {
		if !n.met(facts) {
			codes = append(codes, n.code)
		}
	}
	return codes
}

func (n need) met(facts fact.Facts) bool {
	s := facts[n.code].State
	return s == fact.Known || s == fact.NotApplicable && n.absentToo
}

// Evaluate gives the formula's value. Where and, or and ?: make it unnecessary to know a
// code, it need not be known.
func (f *Formula) Evaluate(env *Env) (Value, Status) {
	if !f.branches {
		for _, n := range f.needs {
			if !n.met(env.Facts) {
				return Value{}, NotYet
			}
		}
	}
	v, err := f.run(env)
	switch {
	case err == nil:
		return v, Evaluated
	case errors.Is(err, ErrNotYet):
		return Value{}, NotYet
	}
	return Value{}, Undefined
}

// Number is the value of a formula that yields figures.
func (f *Formula) Number(env *Env) (decimal.Decimal, Status) {
	v, st := f.Evaluate(env)
	return v.Number, st
}

// Holds reports whether a condition is known to be true.
func (f *Formula) Holds(env *Env) (bool, Status) {
	v, st := f.Evaluate(env)
	return v.Yes, st
}

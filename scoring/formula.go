package scoring

import (
	"errors"
	"fmt"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/strictyaml"
)

// Formula is an expression over field codes, compiled and type-checked. It is
// immutable and may be evaluated by many goroutines at once.
type Formula struct {
	source  string
	at      strictyaml.Position // where the pack has it, until it is compiled
	program *vm.Program
	tree    ast.Node // as written, for rendering
	result  valueType
	kind    fact.Kind // how a resulting figure is written
	// parts are the function calls that stand in arithmetic, so that a rendering can
	// show their values.
	parts    map[ast.Node]*Formula
	reads    []string             // every field code that occurs
	kinds    map[string]fact.Kind // of the codes in reads
	needs    []need               // what must be known before it can be evaluated
	mentions []string             // the claims and indicators it reads
	slips    []string             // the kinds of slips it asks for
	// afterOthers says that it counts the findings of other checks.
	afterOthers bool
	// states are the codes whose state it asks for (blank, pending, missing).
	states []string
	// branches says that not all of needs may be looked at (and, or, ?:).
	branches bool
	// row is the list whose rows the formula is over; "" for the questionnaire.
	row string
}

// need is a code whose value a formula reads.
type need struct {
	code string
	// absentToo says that 不涉及 is as good as a value.
	absentToo bool
}

// String is the formula as the pack writes it.
func (f *Formula) String() string { return f.source }

// Codes are the field codes the formula reads, in the order they occur. Callers must
// not change the slice.
func (f *Formula) Codes() []string { return f.reads }

// status says how an evaluation ended.
type status uint8

const (
	evaluated status = iota
	notYet           // something it reads is not known
	undefined        // a division by zero
)

var (
	errNotYet    = errors.New("not known yet")
	errUndefined = errors.New("division by zero")
)

// missing are the codes among the formula's needs that are not known.
func (f *Formula) missing(facts fact.Facts) []string {
	var codes []string
	for _, n := range f.needs {
		s := facts[n.code].State
		if s != fact.Known && (s != fact.NotApplicable || !n.absentToo) {
			codes = append(codes, n.code)
		}
	}
	return codes
}

// run evaluates the formula. Where and, or and ?: make it unnecessary to know a code,
// it need not be known.
func (f *Formula) run(sc *scope) (any, status) {
	if !f.branches && len(f.missing(sc.facts)) > 0 {
		return nil, notYet
	}
	v, err := sc.machine.Run(f.program, sc.env)
	switch {
	case err == nil:
		return v, evaluated
	case errors.Is(err, errUndefined):
		return nil, undefined
	case errors.Is(err, errNotYet):
		return nil, notYet
	}
	// Formulas are type-checked when they are compiled, so what is left are the
	// engine's own limits; a value that cannot be computed is not defined.
	return nil, undefined
}

// number is the value of a formula that yields figures.
func (f *Formula) number(sc *scope) (decimal.Decimal, status) {
	v, st := f.run(sc)
	d, ok := v.(decimal.Decimal)
	if st == evaluated && !ok {
		return decimal.Decimal{}, undefined
	}
	return d, st
}

// holds reports whether a condition is known to be true.
func (f *Formula) holds(sc *scope) (bool, status) {
	v, st := f.run(sc)
	yes, _ := v.(bool)
	return yes, st
}

// formulaError says what is wrong with an expression and how to mend it.
type formulaError struct{ text, mend string }

func (e *formulaError) Error() string { return e.text }

func wrong(mend, format string, args ...any) *formulaError {
	return &formulaError{text: fmt.Sprintf(format, args...), mend: mend}
}

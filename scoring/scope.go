package scoring

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/formula"
	"ziping/scoring/slip"
)

// scope is what the formulas of one evaluation read: the facts, and what the functions of the
// domain need besides. It is used by one goroutine.
type scope struct {
	env    formula.Env
	pack   *Pack
	claims Claims
	scores map[string]*scored // nil while the indicators are being scored
	sums   sums
	// year is the year under evaluation, 0 when it is not known.
	year int
	// errors are how many findings of error level there are; known once the other checks ran.
	errors *int
	// slips by kind, once somebody asked for them, and what they are looked for in.
	slips map[string][]slip.Slip
	texts *texts
}

func newScope(p *Pack, facts Facts, claims Claims) *scope {
	sc := &scope{pack: p, claims: claims}
	sc.env = formula.Env{Facts: facts, Host: sc}
	return sc
}

func scopeOf(env *formula.Env) *scope { return env.Host.(*scope) }

// The functions of the library are written over a scope and their first argument; these put
// what they return into a formula's value.

type run = func(*formula.Env, []formula.Value) (formula.Value, error)

func first(args []formula.Value) string {
	if len(args) == 0 {
		return ""
	}
	return args[0].Text
}

func figure(f func(sc *scope, of string) (decimal.Decimal, error)) run {
	return func(env *formula.Env, args []formula.Value) (formula.Value, error) {
		d, err := f(scopeOf(env), first(args))
		return formula.Value{Number: d}, err
	}
}

func condition(f func(sc *scope, of string) (bool, error)) run {
	return func(env *formula.Env, args []formula.Value) (formula.Value, error) {
		yes, err := f(scopeOf(env), first(args))
		return formula.Value{Yes: yes}, err
	}
}

func phrase(f func(sc *scope, of string) (string, error)) run {
	return func(env *formula.Env, args []formula.Value) (formula.Value, error) {
		text, err := f(scopeOf(env), first(args))
		return formula.Value{Text: text}, err
	}
}

// ofText is a condition of a text alone.
func ofText(f func(text string) bool) run {
	return condition(func(_ *scope, text string) (bool, error) { return f(text), nil })
}

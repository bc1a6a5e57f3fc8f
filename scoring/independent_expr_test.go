package scoring_test

import (
	"errors"
	"math/big"
	"regexp"
	"slices"

	"ziping/scoring"
)

// A second reader of formulas, slow and plain, over exact fractions. It shares nothing with the
// engine but the facts; what it cannot know is errOpen.

var errOpen = errors.New("open")

var exprToken = regexp.MustCompile(`\s*([0-9]+(?:\.[0-9]+)?|[a-z_][a-z0-9_]*|"[^"]*"|==|!=|<=|>=|[-+*/<>()?:,])`)

type exprReader struct {
	tokens []string
	facts  scoring.Facts
	yesNo  map[string]bool // the codes of yes/no questions
	vars   map[string]*big.Rat
}

// evalExpr is the value of a formula: *big.Rat, bool or string.
func evalExpr(source string, facts scoring.Facts, yesNo map[string]bool, vars map[string]*big.Rat) (v any, err error) {
	r := &exprReader{facts: facts, yesNo: yesNo, vars: vars}
	for rest := source; rest != ""; {
		m := exprToken.FindStringSubmatchIndex(rest)
		if m == nil || m[0] != 0 {
			break
		}
		r.tokens = append(r.tokens, rest[m[2]:m[3]])
		rest = rest[m[1]:]
	}
	defer func() {
		if e := recover(); e != nil {
			if was, ok := e.(error); !ok || !errors.Is(was, errOpen) {
				panic(e)
			}
			err = errOpen
		}
	}()
	return r.choice(true), nil
}

func (r *exprReader) peek() string {
	if len(r.tokens) == 0 {
		return ""
	}
	return r.tokens[0]
}

func (r *exprReader) take(words ...string) string {
	t := r.peek()
	if t != "" && slices.Contains(words, t) {
		r.tokens = r.tokens[1:]
		return t
	}
	return ""
}

// choice reads a ? b : c. With do false a part is only read over, as what is not looked at.
func (r *exprReader) choice(do bool) any {
	v := r.or(do)
	if r.take("?") == "" {
		return v
	}
	yes := do && v.(bool)
	a := r.choice(do && yes)
	r.take(":")
	b := r.choice(do && !yes)
	if yes {
		return a
	}
	return b
}

func (r *exprReader) or(do bool) any {
	v := r.and(do)
	for r.take("or") != "" {
		held := do && v.(bool)
		w := r.and(do && !held)
		if do && !held {
			v = w
		}
	}
	return v
}

func (r *exprReader) and(do bool) any {
	v := r.not(do)
	for r.take("and") != "" {
		failed := do && !v.(bool)
		w := r.not(do && !failed)
		if do && !failed {
			v = w
		}
	}
	return v
}

func (r *exprReader) not(do bool) any {
	if r.take("not") != "" {
		v := r.not(do)
		return do && !v.(bool)
	}
	v := r.sum(do)
	op := r.take("==", "!=", "<=", ">=", "<", ">")
	if op == "" {
		return v
	}
	w := r.sum(do)
	if !do {
		return false
	}
	x, number := v.(*big.Rat)
	if !number {
		return (v == w) == (op == "==")
	}
	c := x.Cmp(w.(*big.Rat))
	return map[string]bool{"==": c == 0, "!=": c != 0, "<": c < 0, "<=": c <= 0, ">": c > 0, ">=": c >= 0}[op]
}

func (r *exprReader) sum(do bool) any {
	v := r.product(do)
	for op := r.take("+", "-"); op != ""; op = r.take("+", "-") {
		w := r.product(do)
		if do {
			v = arithmetic(op, v.(*big.Rat), w.(*big.Rat))
		}
	}
	return v
}

func (r *exprReader) product(do bool) any {
	v := r.unary(do)
	for op := r.take("*", "/"); op != ""; op = r.take("*", "/") {
		w := r.unary(do)
		if do {
			v = arithmetic(op, v.(*big.Rat), w.(*big.Rat))
		}
	}
	return v
}

func arithmetic(op string, x, y *big.Rat) *big.Rat {
	switch op {
	case "+":
		return new(big.Rat).Add(x, y)
	case "-":
		return new(big.Rat).Sub(x, y)
	case "*":
		return new(big.Rat).Mul(x, y)
	}
	if y.Sign() == 0 {
		panic(errOpen)
	}
	return new(big.Rat).Quo(x, y)
}

func (r *exprReader) unary(do bool) any {
	if r.take("-") != "" {
		v := r.unary(do)
		if do {
			return new(big.Rat).Neg(v.(*big.Rat))
		}
		return v
	}
	if r.take("(") != "" {
		v := r.choice(do)
		r.take(")")
		return v
	}
	t := r.peek()
	r.tokens = r.tokens[1:]
	switch {
	case t[0] == '"':
		return t[1 : len(t)-1]
	case t[0] >= '0' && t[0] <= '9':
		d, _ := new(big.Rat).SetString(t)
		return d
	case r.take("(") != "":
		return r.call(t, do)
	}
	return r.name(t, do)
}

func (r *exprReader) name(code string, do bool) any {
	if d, ok := r.vars[code]; ok {
		return d
	}
	v := r.facts[code]
	switch {
	case !do:
		return nil
	case v.State != scoring.Known:
		panic(errOpen)
	case v.Text != "":
		return v.Text
	case r.yesNo[code]:
		return v.Yes
	}
	return v.Number.Rat()
}

// call reads the functions that indicators of the packs use.
func (r *exprReader) call(fn string, do bool) any {
	code := r.peek()
	if fn == "or_zero" || fn == "blank" {
		r.tokens = r.tokens[2:]
		v := r.facts[code]
		switch {
		case fn == "blank":
			return v.State == scoring.Missing || v.State == scoring.Pending
		case !do:
			return nil
		case v.State == scoring.NotApplicable:
			return new(big.Rat)
		case v.State != scoring.Known:
			panic(errOpen)
		}
		return v.Number.Rat()
	}
	args := []any{r.choice(do)}
	for r.take(",") != "" {
		args = append(args, r.choice(do))
	}
	r.take(")")
	if !do {
		return nil
	}
	best := args[0].(*big.Rat)
	for _, a := range args[1:] {
		if d := a.(*big.Rat); fn == "max" && d.Cmp(best) > 0 || fn == "min" && d.Cmp(best) < 0 {
			best = d
		}
	}
	if fn == "abs" {
		return new(big.Rat).Abs(best)
	}
	if fn != "max" && fn != "min" {
		panic("the second reader does not know " + fn)
	}
	return best
}

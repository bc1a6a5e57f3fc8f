package formula

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Core are the functions that need nothing but figures and answers.
var Core = Library{
	"abs":   {Params: []Parameter{FigureArg}, Result: NumberType, Kind: SameKind, Run: absolute},
	"min":   {Params: []Parameter{FigureArg}, Variadic: true, Result: NumberType, Kind: SameKind, Run: smallest},
	"max":   {Params: []Parameter{FigureArg}, Variadic: true, Result: NumberType, Kind: SameKind, Run: largest},
	"round": {Params: []Parameter{FigureArg, DigitsArg}, Result: NumberType, Kind: SameKind, Run: rounded},

	"sum_of":        {Params: []Parameter{ListArg, FigureColumn}, Result: NumberType, Kind: SameKind, Run: sumOf},
	"sum_where":     {Params: []Parameter{ListArg, FigureColumn, YesNoColumn}, Result: NumberType, Kind: SameKind, Run: sumWhere},
	"rows_count":    {Params: []Parameter{ListArg}, Result: NumberType, Kind: fact.Count, Run: rowsCount},
	"rows_where":    {Params: []Parameter{ListArg, YesNoColumn}, Result: NumberType, Kind: fact.Count, Run: rowsWhere},
	"rows_matching": {Params: []Parameter{ListArg, TextColumn, TextArg}, Result: NumberType, Kind: fact.Count, Run: rowsMatching},
	"item":          {Params: []Parameter{ChecklistArg, ItemName}, Result: YesType, Run: hasItem},

	"missing":        {Params: []Parameter{StateArg}, Result: YesType, Run: inState(fact.Missing)},
	"pending":        {Params: []Parameter{StateArg}, Result: YesType, Run: inState(fact.Pending)},
	"not_applicable": {Params: []Parameter{CodeArg}, Result: YesType, Run: inState(fact.NotApplicable)},
	"blank":          {Params: []Parameter{StateArg}, Result: YesType, Run: inState(fact.Missing, fact.Pending)},
	"typed":          {Params: []Parameter{FigureCode}, Result: NumberType, Kind: SameKind, Run: typedFigure},
	"or_zero":        {Params: []Parameter{AbsentCode}, Result: NumberType, Kind: SameKind, Run: orZero},

	"has_words": {Params: []Parameter{PhraseArg, TextArg}, Result: YesType, Run: hasWords},
}

func number(d decimal.Decimal) (Value, error) { return Value{Number: d}, nil }
func yes(b bool) (Value, error)               { return Value{Yes: b}, nil }

func absolute(_ *Env, args []Value) (Value, error) { return number(args[0].Number.Abs()) }

func smallest(_ *Env, args []Value) (Value, error) {
	least := args[0].Number
	for _, a := range args[1:] {
		least = decimal.Min(least, a.Number)
	}
	return number(least)
}

func largest(_ *Env, args []Value) (Value, error) {
	most := args[0].Number
	for _, a := range args[1:] {
		most = decimal.Max(most, a.Number)
	}
	return number(most)
}

func rounded(_ *Env, args []Value) (Value, error) {
	return number(args[0].Number.Round(int32(args[1].Number.IntPart())))
}

// sumOf adds a column; a cell that is 不涉及 adds nothing, one that is not known leaves
// the sum open.
func sumOf(_ *Env, args []Value) (Value, error) {
	var sum decimal.Decimal
	for _, row := range args[0].Rows {
		switch v := row[args[1].Text]; v.State {
		case fact.Known:
			sum = sum.Add(v.Number)
		case fact.NotApplicable:
		default:
			return Value{}, ErrNotYet
		}
	}
	return number(sum)
}

// sumWhere adds a column over the rows where another says yes; a row that does not say leaves the
// sum open, and so does an amount that counts and is not known.
func sumWhere(_ *Env, args []Value) (Value, error) {
	var sum decimal.Decimal
	for _, row := range args[0].Rows {
		v, counts := row[args[1].Text], row[args[2].Text]
		switch {
		case counts.State != fact.Known && counts.State != fact.NotApplicable:
			return Value{}, ErrNotYet
		case !counts.Yes || v.State == fact.NotApplicable:
		case v.State != fact.Known:
			return Value{}, ErrNotYet
		default:
			sum = sum.Add(v.Number)
		}
	}
	return number(sum)
}

func rowsCount(_ *Env, args []Value) (Value, error) {
	return number(decimal.NewFromInt(int64(len(args[0].Rows))))
}

func rowsWhere(_ *Env, args []Value) (Value, error) {
	var n int64
	for _, row := range args[0].Rows {
		v := row[args[1].Text]
		if v.State != fact.Known && v.State != fact.NotApplicable {
			return Value{}, ErrNotYet
		}
		if v.Yes {
			n++
		}
	}
	return number(decimal.NewFromInt(n))
}

// rowsMatching counts the rows whose text contains one of the words, which are
// separated by |.
func rowsMatching(_ *Env, args []Value) (Value, error) {
	var n int64
	for _, row := range args[0].Rows {
		if contains(row[args[1].Text].Text, args[2].Text) {
			n++
		}
	}
	return number(decimal.NewFromInt(n))
}

// contains reports whether a text contains one of the words, which are separated by |.
func contains(text, words string) bool {
	for w := range strings.SplitSeq(words, "|") {
		if w != "" && strings.Contains(text, w) {
			return true
		}
	}
	return false
}

func hasWords(_ *Env, args []Value) (Value, error) { return yes(contains(args[0].Text, args[1].Text)) }

func hasItem(_ *Env, args []Value) (Value, error) {
	return yes(slices.Contains(args[0].Items, args[1].Text))
}

func inState(states ...fact.State) func(*Env, []Value) (Value, error) {
	return func(env *Env, args []Value) (Value, error) {
		return yes(slices.Contains(states, env.Facts[args[0].Text].State))
	}
}

// orZero is a figure, or zero when the unit has no such thing: for sums only.
func orZero(env *Env, args []Value) (Value, error) {
	switch v := env.Facts[args[0].Text]; v.State {
	case fact.Known:
		return number(v.Number)
	case fact.NotApplicable:
		return number(decimal.Zero)
	}
	return Value{}, ErrNotYet
}

// typedFigure is a figure as somebody typed it, where the evaluation goes by another one
// that is derived (a list's total).
func typedFigure(env *Env, args []Value) (Value, error) {
	v := env.Typed[args[0].Text]
	if v.State != fact.Known {
		return Value{}, ErrNotYet
	}
	return number(v.Number)
}

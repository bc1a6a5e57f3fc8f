package scoring

import (
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// valueType is what an expression yields.
type valueType string

const (
	numberType valueType = "数字"
	boolType   valueType = "是或否"
	textType   valueType = "文字"
	itemsType  valueType = "多选"
	rowsType   valueType = "列表"
)

// parameter says what a function's argument has to be. All but numberArg, rowsArg and
// itemsArg are written out in the pack and checked when it is loaded.
type parameter uint8

const (
	numberArg       parameter = iota // any expression that yields a figure
	rowsArg                          // the code of a list; its value is passed
	itemsArg                         // the code of a checklist; its value is passed
	codeArg                          // the code of any field; the code is passed and need not be known
	figureArg                        // the code of a figure; the code is passed and need not be known
	absentArg                        // the code of a figure that may also be 不涉及
	numberColumn                     // the name of a figure column of the list before it
	yesNoColumn                      // the name of a yes/no column of the list before it
	textColumn                       // the name of a text column of the list before it
	itemName                         // an item of the checklist before it
	indicatorArg                     // an indicator's code
	claimArg                         // a claim's code
	anyClaimArg                      // a claim's code, an indicator's code or "total"
	textArg                          // any text
	stateArg                         // the code of any field, whose state is asked for
	phraseArg                        // any expression that yields text
	perIndicatorArg                  // the code of a field of texts by indicator
	slipArg                          // the name of a kind of slips
	digitsArg                        // a number of decimals, 0 to 6
)

// function is one of the functions a formula may call.
type function struct {
	params   []parameter
	variadic bool // the last parameter may be repeated
	result   valueType
	// run gets the scope and the arguments.
	run func(sc *scope, args []any) (any, error)
}

// functions are all functions by name; packs/README.md explains them to the authors of packs.
var functions = map[string]function{
	"abs":   {params: []parameter{numberArg}, result: numberType, run: absolute},
	"min":   {params: []parameter{numberArg}, variadic: true, result: numberType, run: smallest},
	"max":   {params: []parameter{numberArg}, variadic: true, result: numberType, run: largest},
	"round": {params: []parameter{numberArg, digitsArg}, result: numberType, run: rounded},

	"sum_of":        {params: []parameter{rowsArg, numberColumn}, result: numberType, run: sumOf},
	"rows_count":    {params: []parameter{rowsArg}, result: numberType, run: rowsCount},
	"rows_where":    {params: []parameter{rowsArg, yesNoColumn}, result: numberType, run: rowsWhere},
	"rows_matching": {params: []parameter{rowsArg, textColumn, textArg}, result: numberType, run: rowsMatching},
	"item":          {params: []parameter{itemsArg, itemName}, result: boolType, run: hasItem},

	"missing":        {params: []parameter{stateArg}, result: boolType, run: inState(fact.Missing)},
	"pending":        {params: []parameter{stateArg}, result: boolType, run: inState(fact.Pending)},
	"not_applicable": {params: []parameter{codeArg}, result: boolType, run: inState(fact.NotApplicable)},
	"blank":          {params: []parameter{stateArg}, result: boolType, run: inState(fact.Missing, fact.Pending)},
	"typed":          {params: []parameter{figureArg}, result: numberType, run: typedFigure},
	"or_zero":        {params: []parameter{absentArg}, result: numberType, run: orZero},

	"claimed":            {params: []parameter{anyClaimArg}, result: boolType, run: isClaimed},
	"claim":              {params: []parameter{anyClaimArg}, result: numberType, run: claimOf},
	"recomputed":         {params: []parameter{claimArg}, result: numberType, run: recomputedOf},
	"differs_as_printed": {params: []parameter{claimArg}, result: boolType, run: differs},
	"claimed_grade":      {result: textType, run: claimedGrade},
	"grade_of":           {params: []parameter{numberArg}, result: textType, run: gradeOf},
	"claimed_sum":        {result: numberType, run: claimedSum},
	"complete":           {result: boolType, run: isComplete},
	"total":              {result: numberType, run: totalPoints},
	"total_unrounded":    {params: []parameter{indicatorArg}, result: numberType, run: totalUnrounded},

	"has_words":       {params: []parameter{phraseArg, textArg}, result: boolType, run: textContains},
	"hollow":          {params: []parameter{phraseArg}, result: boolType, run: isHollow},
	"says_none":       {params: []parameter{phraseArg}, result: boolType, run: saysNone},
	"mentions_lost":   {params: []parameter{phraseArg}, result: boolType, run: mentionsLost},
	"explained":       {params: []parameter{perIndicatorArg, indicatorArg}, result: boolType, run: explainedFor},
	"has_text":        {params: []parameter{perIndicatorArg, indicatorArg}, result: boolType, run: hasText},
	"standard":        {params: []parameter{indicatorArg}, result: textType, run: standardOf},
	"is_date":         {params: []parameter{phraseArg}, result: boolType, run: isDate},
	"days_between":    {params: []parameter{phraseArg, phraseArg}, result: numberType, run: daysBetween},
	"days_after_year": {params: []parameter{phraseArg}, result: numberType, run: daysAfterYear},
	"slips":           {params: []parameter{slipArg}, result: numberType, run: slipCount},
	"slip_list":       {params: []parameter{slipArg}, result: textType, run: slipTexts},
	countErrors:       {result: numberType, run: errorsFound},

	"value":            {params: []parameter{indicatorArg}, result: numberType, run: ofScore(valueOf)},
	"value_used":       {params: []parameter{indicatorArg}, result: numberType, run: ofScore(usedOf)},
	"points":           {params: []parameter{indicatorArg}, result: numberType, run: ofScore(pointsOf)},
	"points_unrounded": {params: []parameter{indicatorArg}, result: numberType, run: ofScore(unroundedOf)},
	"points_max":       {params: []parameter{indicatorArg}, result: numberType, run: ofScore(maxOf)},
	"near_edge":        {params: []parameter{indicatorArg}, result: boolType, run: nearEdge},
	"edge":             {params: []parameter{indicatorArg}, result: numberType, run: ofScore(edgeOf)},
	"working":          {params: []parameter{indicatorArg}, result: textType, run: workingOf},
	"indicator_name":   {params: []parameter{indicatorArg}, result: textType, run: indicatorName},
}

// countErrors counts the findings of error level; what uses it runs after the other checks.
const countErrors = "errors_found"

// Names of the operators and of the readers of facts in compiled programs; no pack can
// use them because they are not in functions.
const (
	scopeName  = "scope"
	opAdd      = "op_add"
	opSub      = "op_sub"
	opMul      = "op_mul"
	opDiv      = "op_div"
	opNeg      = "op_neg"
	opLess     = "op_less"
	opLessEq   = "op_less_eq"
	opEqual    = "op_equal"
	readFigure = "read_number"
	readYes    = "read_yes"
	readText   = "read_text"
	readItems  = "read_items"
	readRows   = "read_rows"
	overValue  = "value_of_rule"
	overMax    = "max_of_rule"
)

// operators are the arithmetic on decimals that a formula's operators are compiled to.
var operators = map[string]func(args ...any) (any, error){
	opAdd: onTwo(func(a, b decimal.Decimal) (any, error) { return a.Add(b), nil }),
	opSub: onTwo(func(a, b decimal.Decimal) (any, error) { return a.Sub(b), nil }),
	opMul: onTwo(func(a, b decimal.Decimal) (any, error) { return a.Mul(b), nil }),
	opDiv: onTwo(func(a, b decimal.Decimal) (any, error) {
		if b.IsZero() {
			return nil, errUndefined
		}
		return a.DivRound(b, fact.QuotientDecimals), nil
	}),
	opLess:     onTwo(func(a, b decimal.Decimal) (any, error) { return a.LessThan(b), nil }),
	opLessEq:   onTwo(func(a, b decimal.Decimal) (any, error) { return a.LessThanOrEqual(b), nil }),
	opEqual:    onTwo(func(a, b decimal.Decimal) (any, error) { return a.Equal(b), nil }),
	opNeg:      func(args ...any) (any, error) { return args[0].(decimal.Decimal).Neg(), nil },
	readFigure: reader(func(v fact.Value) any { return v.Number }),
	readYes:    reader(func(v fact.Value) any { return v.Yes }),
	readText:   reader(func(v fact.Value) any { return v.Text }),
	readItems:  reader(func(v fact.Value) any { return v.Items }),
	readRows:   reader(func(v fact.Value) any { return v.Rows }),
	overValue:  func(args ...any) (any, error) { return args[0].(*scope).value, nil },
	overMax:    func(args ...any) (any, error) { return args[0].(*scope).max, nil },
}

func onTwo(f func(a, b decimal.Decimal) (any, error)) func(args ...any) (any, error) {
	return func(args ...any) (any, error) { return f(args[0].(decimal.Decimal), args[1].(decimal.Decimal)) }
}

// program functions: everything a compiled formula can call.
var programFunctions = func() map[string]*builtin.Function {
	all := map[string]*builtin.Function{}
	for name, f := range operators {
		all[name] = &builtin.Function{Name: name, Func: f}
	}
	for name, f := range functions {
		run := f.run
		all[name] = &builtin.Function{Name: name, Func: func(args ...any) (any, error) {
			return run(args[0].(*scope), args[1:])
		}}
	}
	return all
}()

// reader gives a field's value as expressions see it.
func reader(get func(fact.Value) any) func(args ...any) (any, error) {
	return func(args ...any) (any, error) {
		v := args[0].(*scope).facts[args[1].(string)]
		if v.State != fact.Known {
			return nil, errNotYet
		}
		return get(v), nil
	}
}

var readers = map[valueType]string{
	numberType: readFigure, boolType: readYes, textType: readText, itemsType: readItems, rowsType: readRows,
}

func readNode(code string, of valueType) ast.Node {
	return call(readers[of], scopeNode(), &ast.StringNode{Value: code})
}

// typeOf is the type of a field's value in expressions; "" for texts by indicator,
// which expressions cannot read.
func typeOf(k fact.Kind) valueType {
	switch k {
	case fact.YesNo:
		return boolType
	case fact.Choice, fact.ShortText, fact.LongText:
		return textType
	case fact.Checklist:
		return itemsType
	case fact.Rows:
		return rowsType
	}
	if k.Numeric() {
		return numberType
	}
	return ""
}

func absolute(_ *scope, args []any) (any, error) { return args[0].(decimal.Decimal).Abs(), nil }

func smallest(_ *scope, args []any) (any, error) {
	least := args[0].(decimal.Decimal)
	for _, a := range args[1:] {
		least = decimal.Min(least, a.(decimal.Decimal))
	}
	return least, nil
}

func largest(_ *scope, args []any) (any, error) {
	most := args[0].(decimal.Decimal)
	for _, a := range args[1:] {
		most = decimal.Max(most, a.(decimal.Decimal))
	}
	return most, nil
}

func rounded(_ *scope, args []any) (any, error) {
	return args[0].(decimal.Decimal).Round(int32(args[1].(decimal.Decimal).IntPart())), nil
}

// sumOf adds a column; a cell that is 不涉及 adds nothing, one that is not known leaves
// the sum open.
func sumOf(_ *scope, args []any) (any, error) {
	var sum decimal.Decimal
	for _, row := range args[0].([]fact.Facts) {
		switch v := row[args[1].(string)]; v.State {
		case fact.Known:
			sum = sum.Add(v.Number)
		case fact.NotApplicable:
		default:
			return nil, errNotYet
		}
	}
	return sum, nil
}

func rowsCount(_ *scope, args []any) (any, error) {
	return decimal.NewFromInt(int64(len(args[0].([]fact.Facts)))), nil
}

func rowsWhere(_ *scope, args []any) (any, error) {
	var n int64
	for _, row := range args[0].([]fact.Facts) {
		v := row[args[1].(string)]
		if v.State != fact.Known && v.State != fact.NotApplicable {
			return nil, errNotYet
		}
		if v.Yes {
			n++
		}
	}
	return decimal.NewFromInt(n), nil
}

// rowsMatching counts the rows whose text contains one of the words, which are
// separated by |.
func rowsMatching(_ *scope, args []any) (any, error) {
	words := strings.Split(args[2].(string), "|")
	var n int64
	for _, row := range args[0].([]fact.Facts) {
		for _, w := range words {
			if w != "" && strings.Contains(row[args[1].(string)].Text, w) {
				n++
				break
			}
		}
	}
	return decimal.NewFromInt(n), nil
}

func hasItem(_ *scope, args []any) (any, error) {
	for _, item := range args[0].([]string) {
		if item == args[1].(string) {
			return true, nil
		}
	}
	return false, nil
}

func inState(states ...fact.State) func(*scope, []any) (any, error) {
	return func(sc *scope, args []any) (any, error) {
		is := sc.facts[args[0].(string)].State
		for _, s := range states {
			if s == is {
				return true, nil
			}
		}
		return false, nil
	}
}

// orZero is a figure, or zero when the unit has no such thing: for sums only.
func orZero(sc *scope, args []any) (any, error) {
	switch v := sc.facts[args[0].(string)]; v.State {
	case fact.Known:
		return v.Number, nil
	case fact.NotApplicable:
		return decimal.Zero, nil
	}
	return nil, errNotYet
}

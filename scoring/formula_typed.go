package scoring

import "ziping/scoring/fact"

// typedFigure is a figure as somebody typed it, where the evaluation goes by another one
// that is derived (a list's total).
func typedFigure(sc *scope, args []any) (any, error) {
	v := sc.typed[args[0].(string)]
	if v.State != fact.Known {
		return nil, errNotYet
	}
	return v.Number, nil
}

package prose

import "slices"

// settle gives each question one answer. Statements that agree are one; those that differ are a
// conflict, and the question stays unanswered.
func (r *reader) settle() Reading {
	out := Reading{Claims: agreeing(r.claims), Unread: r.unread}
	byCell := map[cell][]Hit{}
	var order []cell
	for _, h := range r.hits {
		at := cell{h.Field, h.Row, h.Column}
		if _, seen := byCell[at]; !seen {
			order = append(order, at)
		}
		byCell[at] = append(byCell[at], h)
	}
	for _, at := range order {
		hits := byCell[at]
		if differ := slices.ContainsFunc(hits, func(h Hit) bool { return h.Value != hits[0].Value }); differ {
			out.Conflicts = append(out.Conflicts, Conflict{Field: at.field, Hits: hits})
			continue
		}
		out.Hits = append(out.Hits, hits[0])
	}
	return out
}

// cell is where a statement belongs.
type cell struct {
	field  string
	row    int
	column string
}

// agreeing drops a claim that repeats an earlier one word for word; claims that differ stay, as
// the report contradicts itself and whoever checks it has to see both.
func agreeing(claims []Claim) []Claim {
	var out []Claim
	for _, c := range claims {
		same := func(o Claim) bool { return o.Kind == c.Kind && o.Code == c.Code && o.Value == c.Value }
		if !slices.ContainsFunc(out, same) {
			out = append(out, c)
		}
	}
	return out
}

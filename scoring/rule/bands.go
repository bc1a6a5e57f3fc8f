package rule

import (
	"sort"
	"strings"

	"github.com/shopspring/decimal"
)

// Bands gives the points of the band a value lies in.
type Bands struct {
	Bands []Band
	// From and to are the values the bands have to cover; an invalid one is no bound.
	From, To decimal.NullDecimal
}

// Band is a range of values. A bound that is not valid is open; one that is valid
// belongs to the band when lowIn or highIn says so.
type Band struct {
	Low, High     decimal.NullDecimal
	LowIn, HighIn bool
	Points        decimal.Decimal
}

// Kind implements Rule.
func (Bands) Kind() string { return BandsKind }

// Field implements Rule.
func (Bands) Field() string { return "" }

func (b Band) holds(v decimal.Decimal) bool {
	if b.Low.Valid {
		if c := v.Cmp(b.Low.Decimal); c < 0 || c == 0 && !b.LowIn {
			return false
		}
	}
	if b.High.Valid {
		if c := v.Cmp(b.High.Decimal); c > 0 || c == 0 && !b.HighIn {
			return false
		}
	}
	return true
}

// text names the band: 10%～20%（含）, 90% 及以上, 高于 30%, 0%.
func (b Band) text(percent bool) string {
	low, high := FigureText(b.Low.Decimal, percent), FigureText(b.High.Decimal, percent)
	switch {
	case b.Low.Valid && b.High.Valid && b.Low.Decimal.Equal(b.High.Decimal):
		return low
	case b.Low.Valid && b.High.Valid:
		return low + included(b.LowIn) + "～" + high + included(b.HighIn)
	case b.Low.Valid && b.LowIn:
		return low + " 及以上"
	case b.Low.Valid:
		return "高于 " + low
	case b.High.Valid && b.HighIn:
		return "不高于 " + high
	case b.High.Valid:
		return "低于 " + high
	}
	return "任意值"
}

func included(in bool) string {
	if in {
		return "（含）"
	}
	return ""
}

// Apply implements Rule.
func (r Bands) Apply(in Input) Outcome {
	edge := r.nearestEdge(in.Value)
	for _, b := range r.Bands {
		if b.holds(in.Value) {
			return Outcome{Points: b.Points, OK: true, Says: "在" + padded(b.text(in.Percent)) + "档", Edge: edge}
		}
	}
	return Outcome{Says: "评分标准没有规定这种情形", Edge: edge}
}

// padded puts spaces between Latin signs and the Chinese words around them.
func padded(s string) string {
	r := []rune(s)
	if len(r) > 0 && r[0] < 0x80 {
		s = " " + s
	}
	if len(r) > 0 && r[len(r)-1] < 0x80 {
		s += " "
	}
	return s
}

// nearestEdge is the nearest bound at which the points change.
func (r Bands) nearestEdge(v decimal.Decimal) decimal.NullDecimal {
	var edge decimal.NullDecimal
	for _, b := range r.Bands {
		for _, e := range []decimal.NullDecimal{b.Low, b.High} {
			if e.Valid && (!edge.Valid || e.Decimal.Sub(v).Abs().LessThan(edge.Decimal.Sub(v).Abs())) {
				edge = e
			}
		}
	}
	return edge
}

// Check refuses bands that overlap, leave values out, or do not reach the row's maximum.
func (r Bands) Check(row Row) []Fault {
	if len(r.Bands) == 0 {
		return []Fault{wrong("每档写 gt/ge/lt/le/eq 和 points", "指标 %s 没有分档", row.Code)}
	}
	var errs []Fault
	best := decimal.Zero
	sorted := append([]Band(nil), r.Bands...)
	for _, b := range sorted {
		errs = append(errs, within(row, b.Points, strings.TrimLeft(padded(b.text(row.Percent)), " ")+"档")...)
		best = decimal.Max(best, b.Points)
		if b.empty() {
			errs = append(errs, wrong("下限应小于上限", "指标 %s 的分档“%s”里没有任何值", row.Code, b.text(row.Percent)))
		}
	}
	errs = append(errs, bestIs(row, best)...)
	if len(errs) > 0 {
		return errs
	}
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].startsBefore(sorted[j]) })
	return r.covering(row, sorted)
}

func (b Band) empty() bool {
	if !b.Low.Valid || !b.High.Valid {
		return false
	}
	c := b.Low.Decimal.Cmp(b.High.Decimal)
	return c > 0 || c == 0 && !(b.LowIn && b.HighIn)
}

func (b Band) startsBefore(o Band) bool {
	if !b.Low.Valid || !o.Low.Valid {
		return !b.Low.Valid && o.Low.Valid
	}
	if c := b.Low.Decimal.Cmp(o.Low.Decimal); c != 0 {
		return c < 0
	}
	return b.LowIn && !o.LowIn
}

// covering checks that bands in order of their lower bounds join without gap or overlap
// from r.from to r.to.
func (r Bands) covering(row Row, bands []Band) []Fault {
	var errs []Fault
	pct := row.Percent
	gap := func(text string) {
		errs = append(errs, wrong("请补上这一档", "指标 %s 的分档有空档：%s没有得分", row.Code, strings.TrimLeft(padded(text), " ")))
	}
	first, last := bands[0], bands[len(bands)-1]
	if first.Low.Valid && (!r.From.Valid || first.Low.Decimal.GreaterThan(r.From.Decimal) || first.Low.Decimal.Equal(r.From.Decimal) && !first.LowIn) {
		gap(Band{Low: r.From, LowIn: true, High: first.Low, HighIn: !first.LowIn}.text(pct))
	}
	for i := 1; i < len(bands); i++ {
		before, now := bands[i-1], bands[i]
		if before.overlaps(now) {
			errs = append(errs, wrong("每个值只能属于一档", "指标 %s 的分档重叠：“%s”与“%s”", row.Code, before.text(pct), now.text(pct)))
		} else if !before.joins(now) {
			gap(Band{Low: before.High, LowIn: !before.HighIn, High: now.Low, HighIn: !now.LowIn}.text(pct))
		}
	}
	if last.High.Valid && (!r.To.Valid || last.High.Decimal.LessThan(r.To.Decimal) || last.High.Decimal.Equal(r.To.Decimal) && !last.HighIn) {
		gap(Band{Low: last.High, LowIn: !last.HighIn, High: r.To, HighIn: true}.text(pct))
	}
	return errs
}

func (b Band) overlaps(next Band) bool {
	if !b.High.Valid || !next.Low.Valid {
		return true
	}
	c := b.High.Decimal.Cmp(next.Low.Decimal)
	return c > 0 || c == 0 && b.HighIn && next.LowIn
}

func (b Band) joins(next Band) bool {
	return b.High.Decimal.Equal(next.Low.Decimal) && b.HighIn != next.LowIn
}

package scoring

import (
	"sort"
	"strings"

	"github.com/shopspring/decimal"
)

// bandsRule gives the points of the band a value lies in.
type bandsRule struct {
	bands []band
	// from and to are the values the bands have to cover; an invalid one is no bound.
	from, to decimal.NullDecimal
}

// band is a range of values. A bound that is not valid is open; one that is valid
// belongs to the band when lowIn or highIn says so.
type band struct {
	low, high     decimal.NullDecimal
	lowIn, highIn bool
	points        decimal.Decimal
}

func (bandsRule) Kind() string  { return bandsKind }
func (bandsRule) Field() string { return "" }

func (b band) holds(v decimal.Decimal) bool {
	if b.low.Valid {
		if c := v.Cmp(b.low.Decimal); c < 0 || c == 0 && !b.lowIn {
			return false
		}
	}
	if b.high.Valid {
		if c := v.Cmp(b.high.Decimal); c > 0 || c == 0 && !b.highIn {
			return false
		}
	}
	return true
}

// text names the band: 10%～20%（含）, 90% 及以上, 高于 30%, 0%.
func (b band) text(percent bool) string {
	low, high := figureText(b.low.Decimal, percent), figureText(b.high.Decimal, percent)
	switch {
	case b.low.Valid && b.high.Valid && b.low.Decimal.Equal(b.high.Decimal):
		return low
	case b.low.Valid && b.high.Valid:
		return low + included(b.lowIn) + "～" + high + included(b.highIn)
	case b.low.Valid && b.lowIn:
		return low + " 及以上"
	case b.low.Valid:
		return "高于 " + low
	case b.high.Valid && b.highIn:
		return "不高于 " + high
	case b.high.Valid:
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

func (r bandsRule) apply(in ruleInput) ruleOutcome {
	edge := r.nearestEdge(in.value)
	for _, b := range r.bands {
		if b.holds(in.value) {
			return ruleOutcome{points: b.points, ok: true, says: "在" + padded(b.text(in.Percent)) + "档", edge: edge}
		}
	}
	return ruleOutcome{says: "评分标准没有规定这种情形", edge: edge}
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
func (r bandsRule) nearestEdge(v decimal.Decimal) decimal.NullDecimal {
	var edge decimal.NullDecimal
	for _, b := range r.bands {
		for _, e := range []decimal.NullDecimal{b.low, b.high} {
			if e.Valid && (!edge.Valid || e.Decimal.Sub(v).Abs().LessThan(edge.Decimal.Sub(v).Abs())) {
				edge = e
			}
		}
	}
	return edge
}

// check refuses bands that overlap, leave values out, or do not reach the row's maximum.
func (r bandsRule) check(row ruleRow) []fault {
	if len(r.bands) == 0 {
		return []fault{wrong("每档写 gt/ge/lt/le/eq 和 points", "指标 %s 没有分档", row.Code)}
	}
	var errs []fault
	best := decimal.Zero
	sorted := append([]band(nil), r.bands...)
	for _, b := range sorted {
		errs = append(errs, within(row, b.points, strings.TrimLeft(padded(b.text(row.Percent)), " ")+"档")...)
		best = decimal.Max(best, b.points)
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

func (b band) empty() bool {
	if !b.low.Valid || !b.high.Valid {
		return false
	}
	c := b.low.Decimal.Cmp(b.high.Decimal)
	return c > 0 || c == 0 && !(b.lowIn && b.highIn)
}

func (b band) startsBefore(o band) bool {
	if !b.low.Valid || !o.low.Valid {
		return !b.low.Valid && o.low.Valid
	}
	if c := b.low.Decimal.Cmp(o.low.Decimal); c != 0 {
		return c < 0
	}
	return b.lowIn && !o.lowIn
}

// covering checks that bands in order of their lower bounds join without gap or overlap
// from r.from to r.to.
func (r bandsRule) covering(row ruleRow, bands []band) []fault {
	var errs []fault
	pct := row.Percent
	gap := func(text string) {
		errs = append(errs, wrong("请补上这一档", "指标 %s 的分档有空档：%s没有得分", row.Code, strings.TrimLeft(padded(text), " ")))
	}
	first, last := bands[0], bands[len(bands)-1]
	if first.low.Valid && (!r.from.Valid || first.low.Decimal.GreaterThan(r.from.Decimal) || first.low.Decimal.Equal(r.from.Decimal) && !first.lowIn) {
		gap(band{low: r.from, lowIn: true, high: first.low, highIn: !first.lowIn}.text(pct))
	}
	for i := 1; i < len(bands); i++ {
		before, now := bands[i-1], bands[i]
		if before.overlaps(now) {
			errs = append(errs, wrong("每个值只能属于一档", "指标 %s 的分档重叠：“%s”与“%s”", row.Code, before.text(pct), now.text(pct)))
		} else if !before.joins(now) {
			gap(band{low: before.high, lowIn: !before.highIn, high: now.low, highIn: !now.lowIn}.text(pct))
		}
	}
	if last.high.Valid && (!r.to.Valid || last.high.Decimal.LessThan(r.to.Decimal) || last.high.Decimal.Equal(r.to.Decimal) && !last.highIn) {
		gap(band{low: last.high, lowIn: !last.highIn, high: r.to, highIn: true}.text(pct))
	}
	return errs
}

func (b band) overlaps(next band) bool {
	if !b.high.Valid || !next.low.Valid {
		return true
	}
	c := b.high.Decimal.Cmp(next.low.Decimal)
	return c > 0 || c == 0 && b.highIn && next.lowIn
}

func (b band) joins(next band) bool {
	return b.high.Decimal.Equal(next.low.Decimal) && b.highIn != next.lowIn
}

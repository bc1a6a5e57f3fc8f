package rule

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Over deducts for every percentage point a value lies above a threshold. Tables
// never say whether a part of a point counts, so the pack does; where the two readings
// differ the working says so.
type Over struct {
	Threshold decimal.Decimal
	PerPoint  decimal.Decimal
	ProRata   bool
}

// Kind implements Rule.
func (Over) Kind() string { return OverKind }

// Field implements Rule.
func (Over) Field() string { return "" }

// Apply implements Rule.
func (r Over) Apply(in Input) Outcome {
	above := in.Value.Sub(r.Threshold)
	if !above.IsPositive() {
		return Outcome{Points: in.Max, OK: true, Says: "不高于 " + FigureText(r.Threshold, in.Percent)}
	}
	whole := above.Floor()
	used, other, otherReading := whole, above, "按比例扣分"
	if r.ProRata {
		used, other, otherReading = above, whole, "只计完整百分点"
	}
	out := deducted(in.Max, used.Mul(r.PerPoint), r.says(above, whole, in.Percent))
	if alternative := fact.Clamp(in.Max.Sub(other.Mul(r.PerPoint)), in.Max); !alternative.Equal(out.Points) {
		out.After = fmt.Sprintf("如%s则得 %s 分", otherReading, fact.FormatPoints(alternative))
	}
	return out
}

func (r Over) says(above, whole decimal.Decimal, percent bool) string {
	each := fmt.Sprintf("，每点扣 %s 分", fact.FormatPoints(r.PerPoint))
	switch {
	case above.Equal(whole):
		return "高出 " + fact.FormatPoints(whole) + " 个完整百分点" + each
	case r.ProRata:
		return "高出 " + distanceText(above, percent) + each
	}
	return fmt.Sprintf("高出 %s，计 %s 个完整百分点%s", distanceText(above, percent), fact.FormatPoints(whole), each)
}

// Check implements Rule.
func (r Over) Check(row Row) []Fault {
	return positive(row, r.PerPoint, "per_point")
}

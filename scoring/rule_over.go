package scoring

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// overRule deducts for every percentage point a value lies above a threshold. Tables
// never say whether a part of a point counts, so the pack does; where the two readings
// differ the working says so.
type overRule struct {
	threshold decimal.Decimal
	perPoint  decimal.Decimal
	proRata   bool
}

func (overRule) Kind() string  { return overKind }
func (overRule) Field() string { return "" }

func (r overRule) apply(in ruleInput) ruleOutcome {
	above := in.value.Sub(r.threshold)
	if !above.IsPositive() {
		return ruleOutcome{points: in.Max, ok: true, says: "不高于 " + figureText(r.threshold, in.Percent)}
	}
	whole := above.Floor()
	used, other, otherReading := whole, above, "按比例扣分"
	if r.proRata {
		used, other, otherReading = above, whole, "只计完整百分点"
	}
	out := deducted(in.Max, used.Mul(r.perPoint), r.says(above, whole, in.Percent))
	if alternative := fact.Clamp(in.Max.Sub(other.Mul(r.perPoint)), in.Max); !alternative.Equal(out.points) {
		out.after = fmt.Sprintf("如%s则得 %s 分", otherReading, fact.FormatPoints(alternative))
	}
	return out
}

func (r overRule) says(above, whole decimal.Decimal, percent bool) string {
	each := fmt.Sprintf("，每点扣 %s 分", fact.FormatPoints(r.perPoint))
	switch {
	case above.Equal(whole):
		return "高出 " + fact.FormatPoints(whole) + " 个完整百分点" + each
	case r.proRata:
		return "高出 " + distanceText(above, percent) + each
	}
	return fmt.Sprintf("高出 %s，计 %s 个完整百分点%s", distanceText(above, percent), fact.FormatPoints(whole), each)
}

func (r overRule) check(row ruleRow) []fault {
	return positive(row, r.perPoint, "per_point")
}

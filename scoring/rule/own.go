package rule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/project"
)

// Own adds the points of the indicators a unit sets for itself, each scored by a profile from its
// direction, target, actual value and weight, as a project's are. The weights have to make up the
// indicator's maximum; until they do there are no points.
type Own struct {
	Code    string
	Profile *project.Profile
	Level1  string // only the rows under this level-1 indicator; "" for all
	// Scaled says that rows which do not apply are left out and the others scaled to the maximum.
	Scaled bool
}

// Kind is RowsKind.
func (*Own) Kind() string { return RowsKind }

// Field is the list's code.
func (r *Own) Field() string { return r.Code }

// Check finds nothing: the rows are the unit's own.
func (*Own) Check(Row) []Fault { return nil }

// notApplied are the ways to write that a row does not apply.
var notApplied = []string{fact.NotApplicableWord, "不适用", "不参评", "/", "—", "-"}

// Apply implements Rule.
func (r *Own) Apply(in Input) Outcome {
	var rows []fact.Facts
	for _, row := range in.Answer.Rows {
		if r.Level1 == "" || project.LevelName(row[project.RowLevel1].Text) == r.Level1 {
			rows = append(rows, row)
		}
	}
	scores := r.Profile.Score(rows)
	var weights, applied, sum decimal.Decimal
	var each, remarks []string
	for i, s := range scores {
		weights = weights.Add(s.Weight.Decimal)
		if r.Scaled && slices.Contains(notApplied, strings.TrimSpace(rows[i][project.RowActual].Text)) {
			remarks = append(remarks, "“"+s.Name+"”不适用，不计")
			continue
		}
		if !s.Points.Valid {
			return Outcome{Says: fmt.Sprintf("“%s”%s", s.Name, s.Working)}
		}
		applied, sum = applied.Add(s.Weight.Decimal), sum.Add(s.Points.Decimal)
		each = append(each, fact.FormatPoints(s.Points.Decimal))
		if s.Points.Decimal.LessThan(s.Weight.Decimal) {
			remarks = append(remarks, fmt.Sprintf("“%s”失 %s 分", s.Name, fact.FormatPoints(s.Weight.Decimal.Sub(s.Points.Decimal))))
		}
	}
	if gap := weights.Sub(in.Max); !gap.IsZero() {
		return Outcome{Says: weightsMiss(len(scores), weights, gap, in.Max)}
	}
	says := fmt.Sprintf("自设指标 %d 行，权重合计 %s 分，得分 %s", len(scores), fact.FormatPoints(weights), strings.Join(each, " + "))
	if len(each) > 1 {
		says += " = " + fact.FormatPoints(sum)
	}
	if applied.LessThan(weights) {
		if !applied.IsPositive() {
			return Outcome{Says: "各行都不适用，无法计分"}
		}
		scaled := sum.Mul(in.Max).DivRound(applied, fact.QuotientDecimals)
		says += fmt.Sprintf("，适用的 %s 分折算为 %s 分：%s × %s ÷ %s", fact.FormatPoints(applied), fact.FormatPoints(in.Max),
			fact.FormatPoints(sum), fact.FormatPoints(in.Max), fact.FormatPoints(applied))
		sum = scaled
	}
	return Outcome{Points: fact.Clamp(sum, in.Max), OK: true, Says: fact.JoinClauses(says, someOf(remarks))}
}

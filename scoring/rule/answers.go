package rule

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Labelled is a label with the points it is worth: an item of a checklist, a grade, an
// option.
type Labelled struct {
	Label  string
	Also   []string // what tables call it besides
	Points decimal.Decimal
}

// LabelsOf are the labels alone.
func LabelsOf(items []Labelled) []string {
	labels := make([]string, len(items))
	for i, it := range items {
		labels[i] = it.Label
	}
	return labels
}

// PartlySuffix marks the option of a checklist that gives half an item's points.
const PartlySuffix = "（部分符合）"

// Checklist adds the points of the items that hold.
type Checklist struct {
	Code    string
	Items   []Labelled
	Partial bool // an item may hold in part, for half its points
}

// Kind implements Rule.
func (Checklist) Kind() string { return ChecklistKind }

// Field implements Rule.
func (r Checklist) Field() string { return r.Code }

// Options are what the field offers to tick.
func (r Checklist) Options() []string {
	if !r.Partial {
		return LabelsOf(r.Items)
	}
	var all []string
	for _, it := range r.Items {
		all = append(all, it.Label, it.Label+PartlySuffix)
	}
	return all
}

// Apply implements Rule.
func (r Checklist) Apply(in Input) Outcome {
	holds := map[string]bool{}
	for _, item := range in.Answer.Items {
		holds[item] = true
	}
	var sum decimal.Decimal
	var full int
	var lost []string
	for _, it := range r.Items {
		points := decimal.Zero
		if holds[it.Label] {
			points = it.Points
		} else if r.Partial && holds[it.Label+PartlySuffix] {
			points = it.Points.Div(decimal.NewFromInt(2))
		}
		sum = sum.Add(points)
		if points.Equal(it.Points) {
			full++
		} else {
			lost = append(lost, fmt.Sprintf("“%s”扣 %s 分", it.Label, fact.FormatPoints(it.Points.Sub(points))))
		}
	}
	says := fmt.Sprintf("%d 项要求全部符合", len(r.Items))
	if len(lost) > 0 {
		says = fmt.Sprintf("%d 项要求符合 %d 项，%s", len(r.Items), full, strings.Join(lost, "，"))
	}
	return Outcome{Points: fact.Clamp(sum, in.Max), OK: true, Says: says}
}

// Check implements Rule.
func (r Checklist) Check(row Row) []Fault {
	var sum decimal.Decimal
	for _, it := range r.Items {
		sum = sum.Add(it.Points)
	}
	return append(checkLabels(row, r.Items), bestIs(row, sum)...)
}

// PerCase deducts for every case.
type PerCase struct {
	Code   string
	Deduct decimal.Decimal
	Noun   string // what is counted: 违规事项
}

// Kind implements Rule.
func (PerCase) Kind() string { return PerCaseKind }

// Field implements Rule.
func (r PerCase) Field() string { return r.Code }

// Apply implements Rule.
func (r PerCase) Apply(in Input) Outcome {
	n := in.Answer.Number
	if !n.IsPositive() {
		return Outcome{Points: in.Max, OK: true, Says: "没有" + r.Noun}
	}
	return deducted(in.Max, n.Mul(r.Deduct), fmt.Sprintf("%s %s 项，每项扣 %s 分", r.Noun, fact.FormatPoints(n), fact.FormatPoints(r.Deduct)))
}

// Check implements Rule.
func (r PerCase) Check(row Row) []Fault { return positive(row, r.Deduct, "deduct") }

// Grade looks up the points of a grade or of a chosen option.
type Grade struct {
	Code   string
	Grades []Labelled
	Manual bool // the option is a person's judgement
}

// Kind is ManualKind for a person's judgement.
func (r Grade) Kind() string {
	if r.Manual {
		return ManualKind
	}
	return GradeKind
}

// Field implements Rule.
func (r Grade) Field() string { return r.Code }

// Apply implements Rule.
func (r Grade) Apply(in Input) Outcome {
	word := "等次为“"
	if r.Manual {
		word = "评定为“"
	}
	for _, g := range r.Grades {
		if g.Label == in.Answer.Text {
			return Outcome{Points: g.Points, OK: true, Says: word + g.Label + "”"}
		}
	}
	return Outcome{Says: "评分标准没有规定“" + in.Answer.Text + "”的得分"}
}

// Check implements Rule.
func (r Grade) Check(row Row) []Fault {
	best := decimal.Zero
	for _, g := range r.Grades {
		best = decimal.Max(best, g.Points)
	}
	return append(checkLabels(row, r.Grades), bestIs(row, best)...)
}

// Manual takes the points a person gives.
type Manual struct{ Code string }

// Kind implements Rule.
func (Manual) Kind() string { return ManualKind }

// Field implements Rule.
func (r Manual) Field() string { return r.Code }

// Check implements Rule.
func (Manual) Check(Row) []Fault { return nil }

// Apply implements Rule.
func (Manual) Apply(in Input) Outcome { return Given(in.Answer.Number, in.Max) }

// Given are points that a person states.
func Given(points, max decimal.Decimal) Outcome {
	out := Outcome{Points: fact.Clamp(points, max), OK: true, Says: "由填报单位评定"}
	if !out.Points.Equal(points) {
		out.Says = fmt.Sprintf("由填报单位评定为 %s 分，限于 0～%s 分", fact.FormatPoints(points), fact.FormatPoints(max))
	}
	return out
}

// checkLabels checks that labels are distinct and each worth 0 to the row's maximum.
func checkLabels(row Row, items []Labelled) []Fault {
	if len(items) == 0 {
		return []Fault{wrong("写出每一项的名称和得分", "指标 %s 的评分规则没有任何选项", row.Code)}
	}
	var errs []Fault
	seen := map[string]bool{}
	for _, it := range items {
		if seen[it.Label] {
			errs = append(errs, wrong("删去其中一个", "指标 %s 的选项“%s”写了两次", row.Code, it.Label))
		}
		seen[it.Label] = true
		errs = append(errs, within(row, it.Points, "“"+it.Label+"”")...)
	}
	return errs
}

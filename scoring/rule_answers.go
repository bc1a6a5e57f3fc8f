package scoring

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// labelled is a label with the points it is worth: an item of a checklist, a grade, an
// option.
type labelled struct {
	label  string
	points decimal.Decimal
}

func labelsOf(items []labelled) []string {
	labels := make([]string, len(items))
	for i, it := range items {
		labels[i] = it.label
	}
	return labels
}

// partlySuffix marks the option of a checklist that gives half an item's points.
const partlySuffix = "（部分符合）"

// checklistRule adds the points of the items that hold.
type checklistRule struct {
	field   string
	items   []labelled
	partial bool // an item may hold in part, for half its points
}

func (checklistRule) Kind() string    { return checklistKind }
func (r checklistRule) Field() string { return r.field }

// options are what the field offers to tick.
func (r checklistRule) options() []string {
	if !r.partial {
		return labelsOf(r.items)
	}
	var all []string
	for _, it := range r.items {
		all = append(all, it.label, it.label+partlySuffix)
	}
	return all
}

func (r checklistRule) apply(in ruleInput) ruleOutcome {
	holds := map[string]bool{}
	for _, item := range in.answer.Items {
		holds[item] = true
	}
	var sum decimal.Decimal
	var full int
	var lost []string
	for _, it := range r.items {
		points := decimal.Zero
		if holds[it.label] {
			points = it.points
		} else if r.partial && holds[it.label+partlySuffix] {
			points = it.points.Div(decimal.NewFromInt(2))
		}
		sum = sum.Add(points)
		if points.Equal(it.points) {
			full++
		} else {
			lost = append(lost, fmt.Sprintf("“%s”扣 %s 分", it.label, fact.FormatPoints(it.points.Sub(points))))
		}
	}
	says := fmt.Sprintf("%d 项要求全部符合", len(r.items))
	if len(lost) > 0 {
		says = fmt.Sprintf("%d 项要求符合 %d 项，%s", len(r.items), full, strings.Join(lost, "，"))
	}
	return ruleOutcome{points: fact.Clamp(sum, in.Max), ok: true, says: says}
}

func (r checklistRule) check(row ruleRow) []fault {
	var sum decimal.Decimal
	for _, it := range r.items {
		sum = sum.Add(it.points)
	}
	return append(checkLabels(row, r.items), bestIs(row, sum)...)
}

// perCaseRule deducts for every case.
type perCaseRule struct {
	field  string
	deduct decimal.Decimal
	noun   string // what is counted: 违规事项
}

func (perCaseRule) Kind() string    { return perCaseKind }
func (r perCaseRule) Field() string { return r.field }

func (r perCaseRule) apply(in ruleInput) ruleOutcome {
	n := in.answer.Number
	if !n.IsPositive() {
		return ruleOutcome{points: in.Max, ok: true, says: "没有" + r.noun}
	}
	return deducted(in.Max, n.Mul(r.deduct), fmt.Sprintf("%s %s 项，每项扣 %s 分", r.noun, fact.FormatPoints(n), fact.FormatPoints(r.deduct)))
}

func (r perCaseRule) check(row ruleRow) []fault { return positive(row, r.deduct, "deduct") }

// gradeRule looks up the points of a grade or of a chosen option.
type gradeRule struct {
	kind   string // gradeKind or manualKind
	field  string
	grades []labelled
}

func (r gradeRule) Kind() string  { return r.kind }
func (r gradeRule) Field() string { return r.field }

func (r gradeRule) apply(in ruleInput) ruleOutcome {
	word := "等次为“"
	if r.kind == manualKind {
		word = "评定为“"
	}
	for _, g := range r.grades {
		if g.label == in.answer.Text {
			return ruleOutcome{points: g.points, ok: true, says: word + g.label + "”"}
		}
	}
	return ruleOutcome{says: "评分标准没有规定“" + in.answer.Text + "”的得分"}
}

func (r gradeRule) check(row ruleRow) []fault {
	best := decimal.Zero
	for _, g := range r.grades {
		best = decimal.Max(best, g.points)
	}
	return append(checkLabels(row, r.grades), bestIs(row, best)...)
}

// manualRule takes the points a person gives.
type manualRule struct{ field string }

func (manualRule) Kind() string          { return manualKind }
func (r manualRule) Field() string       { return r.field }
func (manualRule) check(ruleRow) []fault { return nil }

func (manualRule) apply(in ruleInput) ruleOutcome { return given(in.answer.Number, in.Max) }

// given are points that a person states.
func given(points, max decimal.Decimal) ruleOutcome {
	out := ruleOutcome{points: fact.Clamp(points, max), ok: true, says: "由填报单位评定"}
	if !out.points.Equal(points) {
		out.says = fmt.Sprintf("由填报单位评定为 %s 分，限于 0～%s 分", fact.FormatPoints(points), fact.FormatPoints(max))
	}
	return out
}

// checkLabels checks that labels are distinct and each worth 0 to the row's maximum.
func checkLabels(row ruleRow, items []labelled) []fault {
	if len(items) == 0 {
		return []fault{wrong("写出每一项的名称和得分", "指标 %s 的评分规则没有任何选项", row.Code)}
	}
	var errs []fault
	seen := map[string]bool{}
	for _, it := range items {
		if seen[it.label] {
			errs = append(errs, wrong("删去其中一个", "指标 %s 的选项“%s”写了两次", row.Code, it.label))
		}
		seen[it.label] = true
		errs = append(errs, within(row, it.points, "“"+it.label+"”")...)
	}
	return errs
}

package load

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/project"
	"ziping/scoring/strictyaml"
)

// checkProfile refuses a profile that cannot be applied to every project.
func checkProfile(m *strictyaml.Mapping, f *project.Profile) {
	if f.ExecutionMax.IsNegative() || !f.ExecutionMax.LessThan(fact.Hundred) {
		m.Defect("execution", fmt.Sprintf("评分口径 %s 的执行率分值 %s 应在 0 以上、100 以下", f.ID, fact.FormatPoints(f.ExecutionMax)), "")
	}
	for _, set := range f.Weights {
		total := f.ExecutionMax
		for _, w := range set {
			total = total.Add(w.Points)
			if !w.Points.IsPositive() {
				m.Defect("weights", fmt.Sprintf("评分口径 %s 的“%s”分值应大于 0", f.ID, w.Level1), "")
			}
		}
		if !total.Equal(fact.Hundred) {
			m.Defect("weights", fmt.Sprintf("评分口径 %s 的执行率 %s 分和各一级指标合计 %s 分，应为 100 分", f.ID, fact.FormatPoints(f.ExecutionMax), fact.FormatPoints(total)), "核对 execution 和 weights")
		}
	}
	if f.Reverse != project.ReverseExcess && f.Reverse != project.ReverseRatio {
		m.Defect("reverse", fmt.Sprintf("评分口径 %s 的反向指标算法“%s”没有定义", f.ID, f.Reverse), "写 excess（按超出比例扣分）或 ratio（A÷B）")
	}
	checkOver(m, f)
	checkCaps(m, f)
	checkQualitative(m, f)
	checkSatisfaction(m, f)
	checkProfileGrades(m, f)
	for key, d := range map[string]decimal.Decimal{"reason_below": f.ReasonBelow, "red_gap": f.RedGap, "yellow_unspent": f.YellowUnspent} {
		if d.IsNegative() || d.GreaterThan(fact.Hundred) {
			m.Defect(key, fmt.Sprintf("评分口径 %s 的 %s 应是 0 到 100 的百分数", f.ID, key), "")
		}
	}
}

func checkOver(m *strictyaml.Mapping, f *project.Profile) {
	last := fact.Hundred
	for _, step := range f.Over {
		if !step.At.GreaterThan(last) {
			m.Defect("over", fmt.Sprintf("评分口径 %s 的超额档应大于 100%%，从低到高", f.ID), "例：120、130、150")
		}
		if step.Deduct.IsNegative() {
			m.Defect("over", fmt.Sprintf("评分口径 %s 的扣分不能是负数", f.ID), "")
		}
		last = step.At
	}
}

func checkCaps(m *strictyaml.Mapping, f *project.Profile) {
	for i, c := range f.Caps {
		if !c.Below.IsPositive() || c.Below.GreaterThan(fact.Hundred) || c.Most.IsNegative() || c.Most.GreaterThan(fact.Hundred) {
			m.Defect("caps", fmt.Sprintf("评分口径 %s 的封顶档应在 0 到 100 之间", f.ID), "")
		}
		if i > 0 && (!c.Below.LessThan(f.Caps[i-1].Below) || c.Most.GreaterThan(f.Caps[i-1].Most)) {
			m.Defect("caps", fmt.Sprintf("评分口径 %s 的封顶档应从高到低，执行率越低、总分上限越低", f.ID), "")
		}
	}
}

func checkQualitative(m *strictyaml.Mapping, f *project.Profile) {
	seen := map[string]bool{}
	top := fact.Hundred
	for _, b := range f.Qualitative {
		if !b.To.Equal(top) || !b.From.LessThan(b.To) {
			m.Defect("qualitative", fmt.Sprintf("评分口径 %s 的定性档应从 100 到 0 首尾相接，“%s”是 %s～%s", f.ID, b.Name, fact.FormatPoints(b.To), fact.FormatPoints(b.From)), "")
		}
		top = b.From
		for _, name := range append([]string{b.Name}, b.Also...) {
			if seen[name] {
				m.Defect("qualitative", fmt.Sprintf("评分口径 %s 的选项“%s”写了两次", f.ID, name), "")
			}
			seen[name] = true
		}
	}
	if !top.IsZero() {
		m.Defect("qualitative", fmt.Sprintf("评分口径 %s 的定性档没有到 0", f.ID), "最低一档从 0 起")
	}
}

func checkSatisfaction(m *strictyaml.Mapping, f *project.Profile) {
	for i, b := range f.Satisfaction {
		best := i == 0 && !b.Share.Equal(fact.Hundred)
		order := i > 0 && (!b.From.LessThan(f.Satisfaction[i-1].From) || b.Share.GreaterThan(f.Satisfaction[i-1].Share))
		last := i == len(f.Satisfaction)-1 && !b.From.IsZero()
		if best || order || last || b.Share.IsNegative() {
			m.Defect("satisfaction", fmt.Sprintf("评分口径 %s 的满意度档应从高到低，最高一档得 100%%，最低一档从 0 起", f.ID), "")
		}
	}
}

func checkProfileGrades(m *strictyaml.Mapping, f *project.Profile) {
	for i, g := range f.Grades {
		if i > 0 && !g.From.LessThan(f.Grades[i-1].From) || i == len(f.Grades)-1 && !g.From.IsZero() {
			m.Defect("grades", fmt.Sprintf("评分口径 %s 的等次应从高到低，最低从 0 分起", f.ID), "")
		}
	}
}

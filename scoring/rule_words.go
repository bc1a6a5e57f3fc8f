package scoring

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// ruleWords says in one sentence how a row is scored, for people who read the table.
func ruleWords(rule Rule, row ruleRow) string {
	pct := row.Percent
	switch r := rule.(type) {
	case bandsRule:
		parts := make([]string, len(r.bands))
		for i, b := range r.bands {
			parts[i] = strings.TrimLeft(padded(b.text(pct)), " ") + "得 " + fact.FormatPoints(b.points) + " 分"
		}
		return "分档：" + strings.Join(parts, "；")
	case overRule:
		how := "不足 1 个不扣"
		if r.proRata {
			how = "不足 1 个按比例扣"
		}
		return fmt.Sprintf("不高于 %s 得满分；每高出 1 个百分点扣 %s 分，%s，扣完为止", figureText(r.threshold, pct), fact.FormatPoints(r.perPoint), how)
	case stepRule:
		word := map[string]string{stepBelowKind: "低于", stepOverKind: "高于", stepOffKind: "偏离"}[r.kind]
		return fmt.Sprintf("每%s %s 满%s扣 %s 分，不足不扣，扣完为止", word, figureText(r.target, pct), padded(distanceText(r.step, pct)), fact.FormatPoints(r.deduct))
	case proportionRule:
		return "满分 × 取值，不超过满分"
	case inverseRule:
		return "不高于 100% 得满分；超过的，满分 ÷ 取值"
	case formulaRule:
		return "按公式 " + r.points.String() + " 计分（value 为取值，max 为满分），不低于 0、不超过满分"
	}
	return answerWords(rule, row.Max)
}

// answerWords are the rules over an answer in place of a figure.
func answerWords(rule Rule, most decimal.Decimal) string {
	switch r := rule.(type) {
	case checklistRule:
		text := "逐项加分：" + labelledWords(r.items)
		if r.partial {
			text += "；部分符合的得一半"
		}
		return text
	case gradeRule:
		return labelledWords(r.grades)
	case perCaseRule:
		return fmt.Sprintf("每有 1 项%s扣 %s 分，扣完为止", r.noun, fact.FormatPoints(r.deduct))
	case coefficientRule:
		return "满分 × 得分系数"
	case rowsRule:
		return "各行得分之和，各行权重合计等于满分"
	case manualRule:
		return fmt.Sprintf("由填报单位评定，0～%s 分", fact.FormatPoints(most))
	}
	return ""
}

func labelledWords(items []labelled) string {
	parts := make([]string, len(items))
	for i, it := range items {
		parts[i] = it.label + " " + fact.FormatPoints(it.points) + " 分"
	}
	return strings.Join(parts, "，")
}

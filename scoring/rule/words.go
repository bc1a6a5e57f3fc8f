package rule

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Words says in one sentence how a row is scored, for people who read the table.
func Words(rule Rule, row Row) string {
	pct := row.Percent
	switch r := rule.(type) {
	case Bands:
		parts := make([]string, len(r.Bands))
		for i, b := range r.Bands {
			parts[i] = strings.TrimLeft(padded(b.text(pct)), " ") + "得 " + fact.FormatPoints(b.Points) + " 分"
		}
		return "分档：" + strings.Join(parts, "；")
	case Over:
		how := "不足 1 个不扣"
		if r.ProRata {
			how = "不足 1 个按比例扣"
		}
		return fmt.Sprintf("不高于 %s 得满分；每高出 1 个百分点扣 %s 分，%s，扣完为止", FigureText(r.Threshold, pct), fact.FormatPoints(r.PerPoint), how)
	case Step:
		word := map[string]string{StepBelowKind: "低于", StepOverKind: "高于", StepOffKind: "偏离"}[r.Direction]
		return fmt.Sprintf("每%s %s 满%s扣 %s 分，不足不扣，扣完为止", word, FigureText(r.Target, pct), padded(distanceText(r.Step, pct)), fact.FormatPoints(r.Deduct))
	case Proportion:
		return "满分 × 取值，不超过满分"
	case Inverse:
		return "不高于 100% 得满分；超过的，满分 ÷ 取值"
	case ByFormula:
		return "按公式 " + r.Points.String() + " 计分（value 为取值，max 为满分），不低于 0、不超过满分"
	}
	return answerWords(rule, row.Max)
}

// answerWords are the rules over an answer in place of a figure.
func answerWords(rule Rule, most decimal.Decimal) string {
	switch r := rule.(type) {
	case Checklist:
		text := "逐项加分：" + labelledWords(r.Items)
		if r.Partial {
			text += "；部分符合的得一半"
		}
		return text
	case Grade:
		return labelledWords(r.Grades)
	case PerCase:
		return fmt.Sprintf("每有 1 项%s扣 %s 分，扣完为止", r.Noun, fact.FormatPoints(r.Deduct))
	case Coefficient:
		return "满分 × 得分系数"
	case Rows:
		return "各行得分之和，各行权重合计等于满分"
	case *Own:
		return ownWords(r)
	case Manual:
		return fmt.Sprintf("由填报单位评定，0～%s 分", fact.FormatPoints(most))
	}
	return ""
}

func labelledWords(items []Labelled) string {
	parts := make([]string, len(items))
	for i, it := range items {
		parts[i] = it.Label + " " + fact.FormatPoints(it.Points) + " 分"
	}
	return strings.Join(parts, "，")
}

func ownWords(r *Own) string {
	text := "自设指标逐行按指标值、完成值和分值计分（" + r.Profile.Title + "）"
	if r.Level1 != "" {
		text = "一级指标为“" + r.Level1 + "”的" + text
	}
	if r.Scaled {
		text += "，不适用的行不计，其余折算到满分"
	}
	return text
}

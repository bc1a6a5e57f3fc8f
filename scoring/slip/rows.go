package slip

import (
	"fmt"
	"regexp"
	"strings"

	"ziping/scoring/fact"
	"ziping/scoring/project"
)

// rowLevel2 is the column of a project's indicators that says what they measure.
const rowLevel2 = "level2"

var (
	moreIsBetter = regexp.MustCompile(`满意度|(?:覆盖|完成|合格|及时|达标|普及|知晓|入户|办结|到位|受益|参与|利用)率`)
	lessIsBetter = regexp.MustCompile(`不满意|投诉|未|超|失|逾期|不合格|事故|成本`)
)

// wrongDirections are indicators of which more is better, written as a limit (≤).
func wrongDirections(p *Part) []Slip {
	return p.eachRow(func(row fact.Facts) string {
		name, direction := row[project.RowName].Text, row[project.RowDirection].Text
		if (direction == "≤" || direction == "<") && moreIsBetter.MatchString(name) && !lessIsBetter.MatchString(name) {
			return fmt.Sprintf("越高越好，方向却写“%s”", direction)
		}
		return ""
	})
}

func hasDigit(s string) bool {
	return strings.ContainsAny(s, "0123456789０１２３４５６７８９")
}

// unquantifiedTargets are indicators of quantity, time or cost without any figure.
func unquantifiedTargets(p *Part) []Slip {
	return p.eachRow(func(row fact.Facts) string {
		level, target := row[rowLevel2].Text, row[project.RowTarget].Text
		if target != "" && !hasDigit(target) && (strings.Contains(level, "数量") || strings.Contains(level, "成本")) {
			return fmt.Sprintf("属于%s，指标值“%s”没有数值", level, fact.Cited(target))
		}
		return ""
	})
}

// wrongUnits are sums of money given in percent.
func wrongUnits(p *Part) []Slip {
	return p.eachRow(func(row fact.Facts) string {
		unit, name := strings.TrimSpace(row[project.RowUnit].Text), row[project.RowName].Text
		percent := unit == "%" || unit == "％"
		if percent && strings.Contains(row[project.RowTarget].Text, "元") ||
			percent && !strings.Contains(name, "率") && (strings.Contains(name, "金额") || strings.Contains(name, "资金") && strings.Contains(name, "数")) {
			return fmt.Sprintf("是金额，计量单位却写“%s”", unit)
		}
		return ""
	})
}

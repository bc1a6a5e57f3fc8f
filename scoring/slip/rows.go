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
	moreIsBetter = regexp.MustCompile(`满意度|(?:覆盖|完成|合格|及时|达标|普及|知晓|入户|办结|到位|受益|参与|利用|优良|成活|参保|就业|准确|兑现|达成)率|(?:受益|培训|服务|惠及)(?:群众|对象|人口|农户)?(?:人数|人次|户数)`)
	notMore      = regexp.MustCompile(`不满意|投诉|未|超|失|逾期|不合格|事故|成本|控制`)
	lessIsBetter = regexp.MustCompile(`成本|投诉(?:率|数|量|件|次|起)|(?:事故|违规|违纪|差错|失误|逾期|死亡|发病|流失|返贫|空置|闲置|超支)[^，。]{0,4}(?:率|数|量|件|次|起)|` +
		`(?:响应|办理|办结|处理|处置|等候|等待|审批|流转)(?:时间|时限|天数|时长)`)
	notLess = regexp.MustCompile(`降低|下降|减少|节约|节省|压减|处理率|办结率|回复|化解|查处|排查|整改|控制率|提高`)
)

// wrongDirections are indicators of which more is better, written as a limit (≤), and those of which
// less is better, written as something to reach (≥).
func wrongDirections(p *Part) []Slip {
	return p.eachRow(func(row fact.Facts) string {
		name, direction := row[project.RowName].Text, row[project.RowDirection].Text
		if (direction == "≤" || direction == "<") && moreIsBetter.MatchString(name) && !notMore.MatchString(name) {
			return fmt.Sprintf("越高越好，方向却写“%s”", direction)
		}
		if (direction == "≥" || direction == ">") && lessIsBetter.MatchString(name) && !notLess.MatchString(name) {
			return fmt.Sprintf("越低越好，方向却写“%s”", direction)
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

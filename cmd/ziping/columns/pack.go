package columns

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// SeverityWords are what findings are called.
var SeverityWords = map[scoring.Severity]string{scoring.Error: "错误", scoring.Warning: "提醒", scoring.Note: "说明"}

// Pack is a pack as a person would read the table: every indicator with its points, its
// standard and how the program scores it, then the checks in groups. Rows that were not read
// in a published table are marked.
func Pack(p *scoring.Pack) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n", p.Title)
	fmt.Fprintf(&b, "ID：%s　版本：%d　适用：%s\n", p.ID, p.Version, p.Region)
	if p.Issuer != "" {
		fmt.Fprintf(&b, "制定：%s\n", p.Issuer)
	}
	if p.Notice != "" {
		fmt.Fprintf(&b, "说明：%s\n", p.Notice)
	}
	for _, s := range p.Sources {
		fmt.Fprintf(&b, "来源：%s\n", s)
	}
	writeIndicators(&b, p)
	writeChecks(&b, p)
	return b.Bytes()
}

// provenanceWords say how sure a row of the table is.
var provenanceWords = map[scoring.Provenance]string{
	scoring.Seen: "见于出处", scoring.Recalled: "凭一般了解", scoring.Inferred: "由公开数据反推", scoring.Proposal: "自拟",
}

func writeIndicators(b *bytes.Buffer, p *scoring.Pack) {
	marked := false
	for _, block := range p.Blocks {
		fmt.Fprintf(b, "\n%s（%s 分）\n", block.Name, block.Max)
		level2 := ""
		for i := range p.Indicators {
			ind := &p.Indicators[i]
			if ind.Level1 != block.Name {
				continue
			}
			if ind.Level2 != level2 {
				level2 = ind.Level2
				fmt.Fprintf(b, "  %s\n", level2)
			}
			marked = marked || !ind.Provenance.Official()
			writeIndicator(b, p, ind)
		}
	}
	fmt.Fprintf(b, "\n合计 %s 分", PointsOf(p))
	var grades []string
	for _, g := range p.Grades {
		grades = append(grades, fmt.Sprintf("%s ≥ %s", g.Name, g.From))
	}
	fmt.Fprintf(b, "；等次：%s\n", strings.Join(grades, "，"))
	if marked {
		b.WriteString("※ 未见于公开的正式文件，以当地财政部门下发表为准。\n")
	}
}

// writeIndicator is one row of the table: points, standard, and how the program scores it.
func writeIndicator(b *bytes.Buffer, p *scoring.Pack, ind *scoring.Indicator) {
	mark := "　"
	if !ind.Provenance.Official() {
		mark = "※"
	}
	fmt.Fprintf(b, "   %s%s %s %s 分　%s\n", mark, Pad(ind.Code, 4), Pad(ind.Name, 24), Pad(ind.Max.String(), 3), provenanceWords[ind.Provenance])
	line := func(what, text string) {
		if text != "" {
			fmt.Fprintf(b, "          %s：%s\n", what, text)
		}
	}
	line("标准", ind.Standard)
	if ind.Formula != nil {
		value := p.FormulaWords(ind.Formula)
		if ind.Percent {
			value += " × 100%"
		}
		if ind.Round != nil {
			value += roundWords(*ind.Round)
		}
		line("取值", value)
	}
	line("计分", ind.RuleWords())
	for _, c := range ind.Cases {
		points := "得 " + c.Points.String() + " 分"
		if c.Ask {
			points = "由填报人填写得分"
		}
		line("例外", c.Says+"，"+points)
	}
	line("注", ind.Note)
}

// roundWords say how a value is rounded before the rule is applied.
func roundWords(digits int32) string {
	if digits == 0 {
		return "，先取整到个位再计分"
	}
	return fmt.Sprintf("，先保留 %d 位小数再计分", digits)
}

// checkGroups are the kinds of checks by the letter of their number.
var checkGroups = []struct{ letter, title string }{
	{"A", "数字与勾稽"}, {"B", "预算与执行"}, {"P", "采购、资产、公开"}, {"T", "目标与自评"}, {"X", "文字与格式"},
}

// writeChecks lists the checks in groups; one that is made for every indicator stands once.
func writeChecks(b *bytes.Buffer, p *scoring.Pack) {
	fmt.Fprintf(b, "\n检查\n")
	for _, g := range checkGroups {
		fmt.Fprintf(b, "  %s\n", g.title)
		told := map[string]bool{}
		for i := range p.Checks {
			c := &p.Checks[i]
			if !strings.HasPrefix(c.ID, g.letter) {
				continue
			}
			id, each := generalID(c)
			if told[id] {
				continue
			}
			told[id] = true
			fmt.Fprintf(b, "    %s %s %s%s\n", SeverityWords[c.Severity], Pad(id, 22), c.Title, each)
		}
	}
	if p.Whole != nil {
		fmt.Fprintf(b, "  整体自评表\n")
		for _, c := range p.Whole.Checks {
			fmt.Fprintf(b, "    %s %s %s\n", SeverityWords[c.Severity], Pad(c.ID, 22), c.Title)
		}
		writeOrigins(b, "整体自评表的评分口径", p.Whole.Profile)
	}
	if p.Projects == nil || len(p.Projects.Checks) == 0 {
		return
	}
	fmt.Fprintf(b, "  每个项目\n")
	for _, c := range p.Projects.Checks {
		fmt.Fprintf(b, "    %s %s %s\n", SeverityWords[c.Severity], Pad(c.ID, 22), c.Title)
	}
	writeOrigins(b, "项目评分口径", p.Projects.Profile)
}

// writeOrigins says of every setting of a profile where it comes from and how sure it is.
func writeOrigins(b *bytes.Buffer, what string, f *scoring.ProjectProfile) {
	fmt.Fprintf(b, "\n%s：%s\n", what, f.Title)
	for _, o := range f.ByOrigin() {
		fmt.Fprintf(b, "  %s（%s）：%s\n", o.Basis, provenanceWords[o.Provenance], strings.Join(o.Settings, "、"))
	}
}

// generalID is a check's number without the indicator it is made for.
func generalID(c *scoring.Check) (id, each string) {
	if general, ok := strings.CutSuffix(c.ID, "."+c.Indicator); ok && c.Indicator != "" {
		return general, "（每个指标）"
	}
	return c.ID, ""
}

// PointsOf is the sum of all indicators' points.
func PointsOf(p *scoring.Pack) decimal.Decimal {
	sum := decimal.Zero
	for i := range p.Indicators {
		sum = sum.Add(p.Indicators[i].Max)
	}
	return sum
}

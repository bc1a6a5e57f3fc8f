package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// packTable is a pack as a person would read the table: every indicator with its points and
// standard, then the checks. Rows that were not read in a published table are marked.
func packTable(p *scoring.Pack) []byte {
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
			mark := " "
			if !ind.Provenance.Official() {
				mark, marked = "※", true
			}
			fmt.Fprintf(b, "   %s %s %s %s 分　%s\n", mark, pad(ind.Code, 4), pad(ind.Name, 24), pad(ind.Max.String(), 3), ind.Standard)
		}
	}
	fmt.Fprintf(b, "\n合计 %s 分", pointsOf(p))
	var grades []string
	for _, g := range p.Grades {
		grades = append(grades, fmt.Sprintf("%s ≥ %s", g.Name, g.From))
	}
	fmt.Fprintf(b, "；等次：%s\n", strings.Join(grades, "，"))
	if marked {
		b.WriteString("※ 未见于公开的正式文件，以当地财政部门下发表为准。\n")
	}
}

func writeChecks(b *bytes.Buffer, p *scoring.Pack) {
	b.WriteString("\n检查\n")
	for _, c := range p.Checks {
		fmt.Fprintf(b, "  %s %s %s\n", severityWords[c.Severity], pad(c.ID, 14), c.Title)
	}
}

// pointsOf is the sum of all indicators' points.
func pointsOf(p *scoring.Pack) decimal.Decimal {
	sum := decimal.Zero
	for i := range p.Indicators {
		sum = sum.Add(p.Indicators[i].Max)
	}
	return sum
}

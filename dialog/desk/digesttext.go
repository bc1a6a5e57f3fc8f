package desk

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/dialog/form"
)

// How much a digest's message names; picture and workbook have the rest.
const (
	findingsInDigest = 10
	unitsInDigest    = 10
)

// Title names the digest and its units.
func (d Digest) Title() string {
	if d.Filter.Year == 0 {
		return "各单位自评摘要"
	}
	return fmt.Sprintf("%d年度各单位自评摘要", d.Filter.Year)
}

// Reply is the digest as a message.
func (d Digest) Reply() dialog.Reply {
	var b strings.Builder
	fmt.Fprintf(&b, "截至 %s", d.At.Format("1月2日 15:04"))
	if words := d.Filter.Words(); words != "" {
		b.WriteString("，只统计：" + words)
	}
	b.WriteString("\n" + deskCounts(d.Units, 0, d.At))
	if n := len(d.Units); n > 0 {
		fmt.Fprintf(&b, "\n已送审或审核通过 %d 个，占 %d%%", d.Done(), (d.Done()*200+n)/(2*n))
		b.WriteString(d.findingLines() + d.scoreLines() + d.unitLines())
	}
	return dialog.Reply{
		Kind: dialog.Send, Title: d.Title(), Text: b.String(),
		Buttons: [][]dialog.Button{{deskButton("各单位", deskListAct, d.Filter)}},
	}
}

func (d Digest) findingLines() string {
	if len(d.Findings) == 0 {
		return "\n\n检查：没有发现问题"
	}
	var b strings.Builder
	b.WriteString("\n\n最常见的问题：")
	for i, f := range d.Findings {
		if i == findingsInDigest {
			fmt.Fprintf(&b, "\n……另有 %d 种，见 Excel", len(d.Findings)-i)
			break
		}
		mark, _, _ := strings.Cut(form.SeverityMarks[f.Severity], " ")
		fmt.Fprintf(&b, "\n%d. %s %s %s：%d 个单位", i+1, mark, f.Check, form.Excerpt(f.Title, 30), f.Units)
		if f.Count > f.Units {
			fmt.Fprintf(&b, " %d 处", f.Count)
		}
		if f.Lost.IsPositive() {
			fmt.Fprintf(&b, "，共失 %s 分", f.Lost)
		}
	}
	return b.String()
}

func (d Digest) scoreLines() string {
	s := d.Scores
	if len(s.Scores) == 0 {
		return "\n\n得分：还没有单位算出全部得分"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\n\n得分（已算出全部得分的 %d 个单位）：\n最低 %s，中位数 %s，最高 %s，平均 %s", len(s.Scores), s.Low, s.Median, s.Top, s.Mean)
	if len(s.Scores) >= 4 {
		fmt.Fprintf(&b, "；半数在 %s～%s 之间", s.Q1, s.Q3)
	}
	var grades, tens []string
	for _, g := range s.Grades {
		grades = append(grades, fmt.Sprintf("%s %d", g.Grade, g.Count))
	}
	for _, t := range s.Tens {
		tens = append(tens, fmt.Sprintf("%s分 %d", t.words(s.Max), t.Count))
	}
	return b.String() + "\n等次：" + strings.Join(grades, "，") + "\n分布：" + strings.Join(tens, "，")
}

// unitLines names the units to look at: overdue, not begun near the deadline, with errors.
func (d Digest) unitLines() string {
	var b strings.Builder
	for i, s := range d.Units {
		if s.Urgency(d.At) > 2 {
			break
		}
		if i == 0 {
			b.WriteString("\n\n请关注：")
		}
		if i == unitsInDigest {
			b.WriteString("\n……其余见 Excel")
			break
		}
		fmt.Fprintf(&b, "\n· %s　%s", form.Excerpt(deskName(s.Evaluation, d.Filter), 40), deskLine(s, d.At))
	}
	return b.String()
}

// words name a range of ten points; the best one holds the full score.
func (t TenCount) words(most decimal.Decimal) string {
	last := t.From + 9
	if most.Equal(decimal.NewFromInt(int64(t.From + 10))) {
		last++
	}
	return fmt.Sprintf("%d～%d ", t.From, last)
}

package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/export/typed"
	"ziping/scoring"
)

// A signed report states what is; what somebody still has to do stands in the working paper. The
// self-check's messages are written for the clerk, so a finding has a statement of its own: the
// pack's, or its message without the clauses that advise.

// Statement is a matter that the unit explains in the report: what is the case, and its explanation.
type Statement struct {
	N    int
	Last bool
	Text string // without a full stop at its end
	// Cause and Remedy are the unit's own words, without a full stop; either may be empty.
	Cause, Remedy string
}

// statements are the findings of error and warning level that the unit has explained, without those
// told with the points they cost. Findings of one check are one statement.
func (c *composer) statements() []Statement {
	var list []Statement
	for _, group := range c.explainedByCheck() {
		text := c.statementOf(group)
		if text == "" {
			continue
		}
		list = append(list, Statement{
			N: len(list) + 1, Text: hold(text),
			Cause: hold(c.together(group, causesCode)), Remedy: hold(c.together(group, measuresCode)),
		})
	}
	if len(list) > 0 {
		list[len(list)-1].Last = true
	}
	return list
}

// explainedByCheck groups explained findings, in their order.
func (c *composer) explainedByCheck() [][]scoring.Finding {
	var groups [][]scoring.Finding
	for _, f := range c.result.Findings {
		if f.Severity == scoring.Note || c.toldWithPoints(f) || !c.explained(f) || ofAnotherReport(f) {
			continue
		}
		same := func(g []scoring.Finding) bool { return g[0].Title == f.Title && g[0].Check == f.Check }
		if i := slices.IndexFunc(groups, same); i >= 0 && f.About != "" {
			groups[i] = append(groups[i], f)
		} else {
			groups = append(groups, []scoring.Finding{f})
		}
	}
	return groups
}

// explained reports whether people wrote anything about a finding.
func (c *composer) explained(f scoring.Finding) bool {
	return c.findingText(causesCode, f) != "" || c.findingText(measuresCode, f) != ""
}

// statementOf is what is the case: of one finding its statement, of several how many projects it is
// about and how much money.
func (c *composer) statementOf(group []scoring.Finding) string {
	projects := aboutOf(group)
	if len(projects) < 2 || unsaid.MatchString(group[0].Title) {
		texts := make([]string, len(group))
		for i, f := range group {
			texts[i] = statement(f)
		}
		return strings.Join(texts, "；")
	}
	sum := decimal.Zero
	for _, row := range c.facts[projectsCode].Rows {
		if slices.Contains(projects, typed.Inline(row["name"].Text)) {
			sum = sum.Add(row["budget"].Number)
		}
	}
	title := typed.Tight(strings.TrimPrefix(typed.Clause(group[0].Title), "项目"))
	return fmt.Sprintf("%s的项目%d个（%s），全年预算数合计%s万元", title, len(projects), enumerateProjects(projects),
		scoring.FormatFigure(scoring.Money, sum))
}

// aboutOf are the projects findings are about, each once.
func aboutOf(group []scoring.Finding) []string {
	var names []string
	for _, f := range group {
		if name := typed.Inline(f.About); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func enumerateProjects(names []string) string {
	if len(names) <= listedAtMost {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:listedAtMost], "、") + "等"
}

// together are the texts people wrote for the findings of a group, each once; what is about one
// project of several says which.
func (c *composer) together(group []scoring.Finding, code string) string {
	var texts []string
	abouts := map[string][]string{}
	for _, f := range group {
		text := typed.Clause(c.findingText(code, f))
		if text == "" {
			continue
		}
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
		abouts[text] = append(abouts[text], typed.Inline(f.About))
	}
	if len(texts) > 1 {
		for i, text := range texts {
			if about := strings.Join(slices.Compact(abouts[text]), "、"); about != "" {
				texts[i] = about + "：" + text
			}
		}
	}
	return strings.Join(texts, "；")
}

// advice are the words of a clause that tells somebody what to do, or how the self-check works.
var advice = regexp.MustCompile(`请|须|应当|应[附说有为]|系统|待补|需要|核实|核对|建议|改正|档界|标黄|标红|宜一并|应覆盖|应逐项|偏松|第\d+行`)

// unsaid matches titles of checks that nobody explained something; here somebody has.
var unsaid = regexp.MustCompile(`(未|没有)[^，]*说明`)

// quoted matches what stands in quotation marks: names that people gave.
var quoted = regexp.MustCompile(`“[^”]*”`)

// statement is a finding as a fact, without a full stop.
func statement(f scoring.Finding) string {
	if f.Statement != "" {
		return typed.Clause(typed.Tight(typed.Inline(f.Statement)))
	}
	var kept []string
	for clause := range strings.SplitSeq(message(f), "，") {
		var parts []string
		for part := range strings.SplitSeq(clause, "；") {
			if !advice.MatchString(quoted.ReplaceAllString(part, "")) {
				parts = append(parts, part)
			}
		}
		if len(parts) > 0 {
			kept = append(kept, strings.Join(parts, "；"))
		}
	}
	if len(kept) == 0 {
		return typed.Clause(f.Title)
	}
	return typed.Clause(strings.Join(kept, "，"))
}

// ofAnotherReport reports whether a finding is about what an earlier report claimed.
func ofAnotherReport(f scoring.Finding) bool { return strings.HasPrefix(message(f), "原报告") }

package report

import (
	"cmp"
	"text/template"
	"ziping/export/typed"
	"ziping/scoring"
)

// functions are what a report template may call; its markup is that of document.Parse. Strings in code quotes are codes of the
// pack. CheckTemplate
// checks every code, also in branches that are not taken.
//
// Who, when, by what:
//
//	unit year date        the unit, the year (2023), the report's date (2024年3月5日)
//	packTitle packIssuer packNotice
//	blockPoints           what each level-1 indicator got: （投入15分、过程53分）
//	complete              whether every indicator has its points
//	sound                 complete, and every error is mended or explained
//	total max lostTotal   points; grade is the grade (优), empty while not complete
//
// Figures print in normal form with their unit; （待补） where nobody answered, 不涉及 where
// the unit has no such thing. {{(figure "x").Bare}} leaves the unit out, .Abs the sign.
//
//	figure "formula"      an answer by its code, or what a formula of the pack comes to: "staff_total - staff_quota"
//	rate "formula"        a formula in percent: "spent_total / budget_total"; 不可比 where it divides by zero
//	named "名称" x        the figure x under a name, by which a clerk can put it into own words
//
// Formulas are the pack's, with its functions, its rounding and its 不涉及 (scoring/packs/README.md).
//
// Conditions. Of figures that are not known nothing is claimed: each is false then.
//
//	when "formula"        a condition of the pack holds: "spent_total > budget_total", "not procurement_planned"
//	known "code" …        every one has a value
//	absent "code" …       every one is 不涉及
//
// Texts of people; markup and braces in them stay text.
//
//	text "code"           one line, for the middle of a sentence, or （待补）
//	paragraphs "code"     paragraphs; empty when there is nothing
//	checklist "code"      nil when not answered; .All .None .Held .Partly .Lacking
//	rows "code"           the rows; of each .N .Last .Target .Actual .Text "c" .Sentence "c" .Figure "c" .Known "c" .Yes "c"
//	evaluatedNames        the first three listed projects that were evaluated themselves, joined
//	                      by 、; empty when there are none
//
// What follows from the points:
//
//	lost                  indicators that lost points: .N .Last .Name .Max .Points .Lost .Figures .Value .Working .Cause .Measure
//	anyScored             whether any indicator has its points
//	unscored              the indicators without points: 甲、乙, of many 甲、乙、丙、丁等9项
//	statements            findings that the unit has explained: .N .Last .Text .Cause .Remedy
//
// Blocks, each on a line of its own:
//
//	blockTable scoreTable dataTable projectTable projectForms
//	pointsFigure          the points by level-1 indicator as bars
//	projectsFigure        the projects' execution rates; nothing without a list
//	yearsFigure           this year's points beside last year's; nothing without last year's
//	hasProjects, hasProjectForms say whether there is anything in them
func (c *composer) functions() template.FuncMap {
	t := tables{c}
	return template.FuncMap{
		"unit":       func() string { return hold(cmp.Or(typed.Inline(c.evaluation.Unit), missingWord)) },
		"year":       func() int { return c.evaluation.Year },
		"date":       func() string { return dateText(c.opt.Date) },
		"packTitle":  func() string { return hold(typed.Inline(c.pack.Title)) },
		"packIssuer": func() string { return hold(typed.Inline(c.pack.Issuer)) },
		"packNotice": func() string { return hold(typed.Sentence(typed.Inline(c.pack.Notice))) },

		"complete":    func() bool { return c.result.Complete },
		"sound":       func() bool { return c.result.Complete && paper{c}.openErrors() == 0 },
		"total":       func() string { return scoring.FormatPoints(c.result.Total) },
		"max":         func() string { return scoring.FormatPoints(c.result.Max) },
		"lostTotal":   func() string { return scoring.FormatPoints(c.result.Max.Sub(c.result.Total)) },
		"blockPoints": func() string { return hold(t.blockPoints()) },
		"grade":       func() string { return hold(c.result.Grade) },

		"figure": c.figure, "rate": c.rate, "named": c.named,
		"when": c.when, "known": c.known, "absent": c.absent,

		"text": c.text, "paragraphs": c.paragraphs, "checklist": c.checklist,
		"rows": c.rows, "evaluatedNames": c.evaluatedNames,

		"lost": c.lost, "unscored": c.unscored, "anyScored": c.anyScored, "statements": c.statements,

		"blockTable": t.blockTable, "scoreTable": t.scoreTable,
		"dataTable": t.dataTable, "projectTable": t.projectTable,
		"pointsFigure": t.pointsFigure, "projectsFigure": t.projectsFigure, "yearsFigure": t.yearsFigure,
		"projectForms": t.projectForms, "hasProjectForms": t.hasProjectForms,
		"hasProjects": func() bool { return len(c.facts[projectsCode].Rows) > 0 },
	}
}

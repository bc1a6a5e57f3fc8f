package report

import (
	"fmt"
	"strings"

	"ziping/export/document"
	"ziping/scoring"
)

// absences collects the codes whose place in the report reads （待补）, so that the
// conclusion can list exactly what a reader will miss.
type absences struct {
	noted map[string]bool
}

func (a *absences) note(codes []string) {
	if a == nil {
		return
	}
	for _, code := range codes {
		a.noted[code] = true
	}
}

// lacking says in sentences what keeps the report from being final: data, causes and measures that
// are missing, errors that nobody has explained. It is asked last, when everything that could be
// missing has been looked for.
func (c paper) lacking() []string {
	c.note(c.result.Missing)
	var parts, whole, lacks []string
	for i := range c.pack.Sections {
		section := &c.pack.Sections[i]
		labels, all := c.missingOf(section)
		switch {
		case all:
			whole = append(whole, section.Title)
		case len(labels) > 0:
			parts = append(parts, section.Title+"部分的"+enumerate(labels))
		}
	}
	if len(whole) > 0 {
		parts = append([]string{strings.Join(whole, "、") + "部分的全部资料"}, parts...)
	}
	if parts = append(parts, c.unexplained()...); len(parts) > 0 {
		lacks = append(lacks, "尚待补充的资料："+strings.Join(parts, "；")+"。正文和附件中以“"+missingCell+"”标明。")
	}
	if len(lacks) == 0 && c.open > 0 {
		lacks = append(lacks, fmt.Sprintf("附件的表格中有%d处尚待补充，以“%s”标明。", c.open, missingCell))
	}
	if err := CheckUnit(c.evaluation.Unit); err != nil {
		lacks = append(lacks, err.Error()+"。")
	}
	if open := c.openErrors(); open > 0 {
		lacks = append(lacks, fmt.Sprintf("有%d项错误类问题尚未更正，也未说明原因。", open))
	}
	return lacks
}

// openCells counts the cells of tables in which something is missing.
func openCells(blocks []document.Block) int {
	n := 0
	for _, b := range blocks {
		table, _ := b.(document.Table)
		for _, row := range append(table.Rows[:len(table.Rows):len(table.Rows)], table.Total) {
			for _, cell := range row {
				if cell == missingCell {
					n++
				}
			}
		}
	}
	return n
}

// openErrors counts the errors that are neither explained nor told with the points they cost.
func (c paper) openErrors() int {
	n := 0
	for _, f := range c.result.Findings {
		if f.Severity == scoring.Error && !c.explained(f) && !c.toldWithPoints(f) {
			n++
		}
	}
	return n
}

// missingOf labels what is missing of a section; all says that nothing it must have is there.
func (c paper) missingOf(section *scoring.Section) (labels []string, all bool) {
	all = true
	for i := range section.Fields {
		field := &section.Fields[i]
		v := c.facts[field.Code]
		if c.noted[field.Code] {
			label := field.Label
			if v.State == scoring.Pending {
				label += "（" + scoring.PendingWord + "）"
			}
			labels = append(labels, label)
		}
		all = all && v.State != scoring.Known && v.State != scoring.NotApplicable
	}
	return labels, all && len(labels) > 1
}

// listedAtMost is how many names the conclusion spells out of one kind; all of them stand
// in the attachments.
const listedAtMost = 4

// enumerate joins names by 、; of many it gives the first and the number.
func enumerate(names []string) string {
	if len(names) <= listedAtMost {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等%d项", strings.Join(names[:listedAtMost], "、"), len(names))
}

// unexplained says which indicators lost points without a cause or a measure.
func (c paper) unexplained() []string {
	var parts []string
	for _, what := range []struct {
		title          string
		cause, measure bool // which of the two is missing
	}{{"失分原因和改进措施", true, true}, {"失分原因", true, false}, {"改进措施", false, true}} {
		var names []string
		for _, s := range c.result.Indicators {
			cause, measure := c.explanation(causesCode, s.Code) == "", c.explanation(measuresCode, s.Code) == ""
			if losesPoints(s) && cause == what.cause && measure == what.measure {
				names = append(names, s.Name)
			}
		}
		if len(names) > 0 {
			parts = append(parts, enumerate(names)+"的"+what.title)
		}
	}
	return parts
}

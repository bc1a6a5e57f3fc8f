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

// missingList is the block that names what is missing, section by section. It is made
// last, when everything that could be missing has been looked for.
func (c *composer) missingList() string {
	return c.holdBlocks(func() []document.Block {
		c.note(c.result.Missing)
		var parts, whole []string
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
		parts = append(parts, c.unexplained()...)
		if len(parts) == 0 {
			return nil
		}
		return []document.Block{document.Paragraph{Text: "尚待补充的资料：" + strings.Join(parts, "；") + "。正文和附件中以“" + missingCell + "”标明。"}}
	})
}

// missingOf labels what is missing of a section; all says that nothing it must have is there.
func (c *composer) missingOf(section *scoring.Section) (labels []string, all bool) {
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
func (c *composer) unexplained() []string {
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

package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ziping/export/document"
	"ziping/export/fonts"
	"ziping/export/typed"
	"ziping/scoring"
)

// The working paper is the second of two papers: what the self-check found, what is missing, where
// the table of points comes from. It is for the unit's own desk, goes with drafts and by itself, and
// never with a report that is signed.

// paper makes the working paper.
type paper struct{ *composer }

const workingTitle = "自评核对底稿"

// workingPaper is the working paper as what follows a draft.
func (c paper) workingPaper() []document.Block {
	return append([]document.Block{document.Attachment{Title: workingTitle, Unlisted: true}}, c.workingBlocks()...)
}

func (c paper) workingBlocks() []document.Block {
	blocks := []document.Block{document.Notice{Text: "本底稿供单位内部核对、修改使用，不随报告报送。"}}
	for _, text := range c.lacking() {
		blocks = append(blocks, document.Notice{Text: text})
	}
	if len(c.result.Findings) > 0 {
		blocks = append(blocks, c.findings())
		if c.explanationsCode() != "" {
			blocks = append(blocks, document.Notice{Text: "在答案文件里说明某个问题：在 " + c.explanationsCode() +
				" 下按“编号”一栏写一句，同一编号的问题可以合写。"})
		}
	} else {
		blocks = append(blocks, document.Paragraph{Text: "经核对已填数据，未发现问题。"})
	}
	return append(blocks, c.provenance()...)
}

// findings lists every finding once; the answers it is about stand in the workbook.
func (c paper) findings() document.Table {
	count := severities(c.result.Findings)
	t := document.Table{
		Caption: fmt.Sprintf("核对发现的问题（错误%d项、提醒%d项、说明%d项）", count[scoring.Error], count[scoring.Warning], count[scoring.Note]),
		Columns: []document.Column{
			{Head: "序号", Align: document.Center}, {Head: "等级", Align: document.Center}, {Head: "编号", Align: document.Center},
			{Head: "问题"}, {Head: "原因或说明"}, {Head: "措施"},
		},
	}
	for i, f := range c.result.Findings {
		cells := c.findingCells(f)
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), f.Severity.Word(), f.Check, cells[0], cells[2], cells[3]})
	}
	return t
}

// findingCells are what a finding is, the answers it is about, its cause and its measure.
func (c paper) findingCells(f scoring.Finding) []string {
	cause, measure := typed.Sentence(c.findingText(causesCode, f)), typed.Sentence(c.findingText(measuresCode, f))
	if cause == "" && measure == "" && f.Severity != scoring.Note {
		measure = suggested(f.Measures)
	}
	if cause == "" && f.Severity == scoring.Error {
		cause = missingCell
	}
	return []string{message(f) + "。", c.concerned(f), cause, measure}
}

// concernedAtMost is how many answers the list of findings names of one finding.
const concernedAtMost = 6

// concerned are the answers a finding is about; of many, those that are not zero come first.
func (c paper) concerned(f scoring.Finding) string {
	if len(f.Fields) <= concernedAtMost {
		return c.listed(f.Fields)
	}
	var some []string
	for _, code := range f.Fields {
		if v := c.facts[code]; v.State == scoring.Known && !v.Number.IsZero() {
			some = append(some, code)
		}
	}
	text := c.listed(some[:min(len(some), concernedAtMost)])
	if text == "" {
		return fmt.Sprintf("共%d项数据", len(f.Fields))
	}
	return fmt.Sprintf("%s等%d项", text, len(f.Fields))
}

// provenance says by which table the report was scored, which of its rows are not the district's
// own, and how the report was set.
func (c paper) provenance() []document.Block {
	pack := c.pack
	source := fmt.Sprintf("评价依据：%s，第%d版", typed.Inline(pack.Title), pack.Version)
	if issuer := typed.Inline(pack.Issuer); issuer != "" && !strings.Contains(pack.Notice, issuer) {
		source += "；来源：" + issuer
	}
	texts := []string{source + "。"}
	if notice := typed.Sentence(typed.Inline(pack.Notice)); notice != "" {
		texts = append(texts, notice)
	}
	if names := c.unofficial(); len(names) > 0 {
		texts = append(texts, fmt.Sprintf("指标共%d项，其中%d项的名称、分值或评分标准未见于已公布的文件，以当地财政部门下发的表为准：%s。",
			len(pack.Indicators), len(names), strings.Join(names, "、")))
	}
	for i := range pack.Indicators {
		if text := typed.Sentence(typed.Inline(pack.Indicators[i].Note)); text != "" {
			texts = append(texts, pack.Indicators[i].Name+"："+text)
		}
	}
	// A text document names the standard's faces and is set with those the office has.
	if text := c.substitutes(); c.opt.typeset && text != "" {
		texts = append(texts, "排版时，"+text+"（均为开源字体）。")
	}
	texts = append(texts, fmt.Sprintf("本底稿和报告由“自评”程序根据单位填报的数据生成，报告日期：%s。", dateText(c.opt.Date)))
	blocks := []document.Block{document.Heading{Level: 1, Text: "依据和编制说明"}}
	for i, text := range texts {
		blocks = append(blocks, document.Notice{Text: fmt.Sprintf("%d.%s", i+1, text)})
	}
	return blocks
}

// unofficial are the indicators that were not read in a published table.
func (c paper) unofficial() []string {
	var names []string
	for i := range c.pack.Indicators {
		if !c.pack.Indicators[i].Provenance.Official() {
			names = append(names, c.pack.Indicators[i].Name)
		}
	}
	return names
}

// substitutes says which free faces stand for those of the standard.
func (c paper) substitutes() string {
	missing := []fonts.Role{fonts.Title, fonts.Body, fonts.Kai, fonts.Hei, fonts.Song}
	if c.opt.Fonts != nil {
		missing = c.opt.Fonts.Substituted()
	}
	var parts []string
	for _, free := range []struct {
		name  string
		roles []fonts.Role
	}{
		{"思源宋体", []fonts.Role{fonts.Title, fonts.Song}},
		{"霞鹜文楷", []fonts.Role{fonts.Body, fonts.Kai}},
		{"思源黑体", []fonts.Role{fonts.Hei}},
	} {
		var names []string
		for _, role := range free.roles {
			if slices.Contains(missing, role) {
				names = append(names, role.String())
			}
		}
		if len(names) > 0 {
			parts = append(parts, strings.Join(names, "、")+"以"+free.name+"代替")
		}
	}
	return strings.Join(parts, "，")
}

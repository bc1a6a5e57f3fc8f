package report

import (
	"fmt"
	"strings"

	"ziping/export/typed"
	"ziping/scoring"
)

// PlainText gives the figures and texts in the order of the questionnaire and then the
// points, for copying into another system's form: a heading for every section, a line for
// every item with its value and unit between tabs, lists as tables, long texts as they are.
// r must be the result of evaluating e with pack.
//
// What people typed cannot begin a formula when the text is pasted into a spreadsheet: a
// mark that would is written in its full-width form.
func PlainText(pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) string {
	p := &plainWriter{composer: newComposer(pack, e, r, opt)}
	p.line(fmt.Sprintf("%s%d年度部门整体绩效自评数据", typed.Inline(e.Unit), e.Year))
	for i := range pack.Sections {
		p.section(&pack.Sections[i])
	}
	p.points()
	p.notes()
	return p.out.String()
}

type plainWriter struct {
	*composer
	out strings.Builder
}

// line writes cells with tabs between them.
func (p *plainWriter) line(cells ...string) {
	for i, cell := range cells {
		if i > 0 {
			p.out.WriteByte('\t')
		}
		p.out.WriteString(harmless(strings.NewReplacer("\t", " ", "\n", "").Replace(cell)))
	}
	p.out.WriteByte('\n')
}

// harmless writes a leading mark that spreadsheets take for the start of a formula in its
// full-width form; figures keep their signs.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@", rune(cell[0])) {
		return cell
	}
	if rest := strings.TrimLeft(cell, "+-"); len(cell)-len(rest) == 1 && strings.Trim(rest, "0123456789.%") == "" && rest != "" {
		return cell
	}
	return map[byte]string{'=': "＝", '+': "＋", '-': "－", '@': "＠"}[cell[0]] + cell[1:]
}

func (p *plainWriter) section(section *scoring.Section) {
	headed := false
	for j := range section.Fields {
		field := &section.Fields[j]
		if !p.pack.Active(field, p.facts) || field.Kind == scoring.PerIndicator || field.Kind == scoring.PerFinding {
			continue
		}
		if !headed {
			p.line()
			p.line("【" + section.Title + "】")
			headed = true
		}
		p.field(field)
	}
}

func (p *plainWriter) field(field *scoring.Field) {
	v := p.facts[field.Code]
	switch {
	case field.Kind == scoring.Rows && len(v.Rows) > 0:
		p.line(field.Label, fmt.Sprintf("共%d项", len(v.Rows)))
		p.list(field, v.Rows)
	case field.Kind == scoring.LongText && v.State == scoring.Known && typed.Paragraphs(v.Text) != "":
		p.line(field.Label)
		for text := range strings.SplitSeq(typed.Paragraphs(v.Text), "\n") {
			p.line(text)
		}
	default:
		a := p.answer(field, v)
		if v.State != scoring.Known && a.remark != "" {
			a.value = a.remark
		}
		p.line(field.Label, a.value, a.unit)
	}
}

// list writes the rows of a list; a list inside a row is written after it.
func (p *plainWriter) list(field *scoring.Field, rows []scoring.Facts) {
	var columns, inner []*scoring.Field
	heads := []string{"序号"}
	for i := range field.Columns {
		c := &field.Columns[i]
		if c.Kind == scoring.Rows {
			inner = append(inner, c)
			continue
		}
		columns = append(columns, c)
		head := c.Label
		if unit := p.pack.Unit(c); unit != "" && c.Kind.Numeric() {
			head += "（" + unit + "）"
		}
		heads = append(heads, head)
	}
	p.line(heads...)
	for i, row := range rows {
		cells := []string{fmt.Sprint(i + 1)}
		for _, c := range columns {
			cells = append(cells, p.listCell(c, row[c.Code]))
		}
		p.line(cells...)
	}
	for _, c := range inner {
		for i, row := range rows {
			if nested := row[c.Code].Rows; len(nested) > 0 {
				p.line(fmt.Sprintf("第%d项的%s", i+1, c.Label))
				p.list(c, nested)
			}
		}
	}
}

func (p *plainWriter) listCell(c *scoring.Field, v scoring.Value) string {
	if v.State == scoring.Known && c.Kind == scoring.LongText {
		return typed.Inline(v.Text)
	}
	a := p.answer(c, v)
	if v.State != scoring.Known && a.remark != "" {
		return a.remark
	}
	return a.value
}

// points are the indicators with their points, cause and measure.
func (p *plainWriter) points() {
	p.line()
	p.line("【得分】")
	p.line("代码", "三级指标", "分值", "得分", "失分", "失分原因", "改进措施")
	for _, s := range p.result.Indicators {
		p.line(s.Code, s.Name, scoring.FormatPoints(s.Max), pointsText(s.Points), pointsText(s.Lost),
			p.explanation(causesCode, s.Code), p.explanation(measuresCode, s.Code))
	}
	lost := missingCell
	if p.result.Complete {
		lost = scoring.FormatPoints(p.result.Max.Sub(p.result.Total))
	}
	p.line("", "合计", scoring.FormatPoints(p.result.Max), scoring.FormatPoints(p.result.Total), lost)
	if p.result.Complete {
		p.line("评价等级", p.result.Grade)
	}
}

// notes are the findings.
func (p *plainWriter) notes() {
	if len(p.result.Findings) == 0 {
		return
	}
	p.line()
	p.line("【存在问题】")
	p.line("等级", "问题")
	for _, f := range p.result.Findings {
		p.line(f.Severity.Word(), message(f)+"。")
	}
}

package answers

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"ziping/scoring"
	"ziping/scoring/fact"
)

// Blank is the empty answers file to fill: every field with its label, unit and
// example as a comment.
func Blank(p *scoring.Pack, unit string, year int) []byte {
	var b strings.Builder
	b.Write(head(p, unit, year))
	fmt.Fprintf(&b, "# %s\n# 冒号后填写；没有这类事项填“%s”，数据暂时没有填“%s”。金额单位万元。\n", oneLine(p.Title), fact.NotApplicableWord, fact.PendingWord)
	if p.Notice != "" {
		fmt.Fprintf(&b, "# %s\n", oneLine(p.Notice))
	}
	b.WriteString("answers:\n")
	for i := range p.Sections {
		s := &p.Sections[i]
		fmt.Fprintf(&b, "\n  # %s。%s\n", oneLine(s.Title), oneLine(s.Intro))
		for j := range s.Fields {
			blankField(&b, p, &s.Fields[j])
		}
	}
	return []byte(b.String())
}

func blankField(b *strings.Builder, p *scoring.Pack, f *scoring.Field) {
	about := f.Label
	if unit := p.Unit(f); unit != "" {
		about += "（" + unit + "）"
	}
	switch {
	case f.Kind == fact.YesNo:
		about += "，填：是、否"
	case f.Kind == fact.Choice:
		about += "，填：" + strings.Join(f.Options, "、")
	case f.Kind == fact.Checklist:
		about += "，填：全部、无，或列出：" + strings.Join(f.Options, "、")
	case f.Kind == fact.PerIndicator:
		about += "，按指标代码填写，例：{B2: …}"
	case f.Kind == fact.PerFinding:
		about += "，按问题编号填写，例：{A02: …}"
	case f.Kind == fact.Rows:
		about += "，例："
	}
	if f.Example != "" {
		about += "，例：" + f.Example
	}
	fmt.Fprintf(b, "  %s: # %s\n", f.Code, oneLine(about))
	if f.Kind == fact.Rows {
		var cells []string
		for _, c := range f.Columns {
			if c.Kind != fact.Rows {
				cells = append(cells, c.Code+": "+oneLine(exampleOf(&c)))
			}
		}
		fmt.Fprintf(b, "  #  - {%s}\n", strings.Join(cells, ", "))
	}
}

func exampleOf(f *scoring.Field) string {
	switch {
	case f.Example != "":
		return f.Example
	case f.Kind == fact.YesNo:
		return "是"
	case len(f.Options) > 0:
		return f.Options[0]
	}
	return f.Label
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// head is how the file begins: which table, whose, of which year.
func head(p *scoring.Pack, unit string, year int) []byte {
	out, err := yaml.Marshal(struct {
		Scheme string `yaml:"scheme"`
		Unit   string `yaml:"unit"`
		Year   int    `yaml:"year"`
	}{p.ID, strings.ToValidUTF8(unit, "�"), year})
	if err != nil { // a struct of texts and a number always has a YAML form
		return nil
	}
	return out
}

package load

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/hint"
	"ziping/scoring/rule"
	"ziping/scoring/strictyaml"
)

// fillOptions gives the choices and checklists that a rule scores the rule's labels as
// options, so that no label is written twice.
func (l *loader) fillOptions() {
	for i := range l.pack.Indicators {
		row := &l.pack.Indicators[i]
		var labels []string
		var items []rule.Labelled
		switch r := row.Rule.(type) {
		case rule.Checklist:
			labels, items = r.Options(), r.Items
		case rule.Grade:
			labels, items = rule.LabelsOf(r.Grades), r.Grades
		default:
			continue
		}
		f, ok := l.pack.Field(row.Rule.Field())
		if !ok || f.Kind != fact.Choice && f.Kind != fact.Checklist {
			continue
		}
		if len(f.Options) == 0 {
			f.Options = labels
		} else if strings.Join(f.Options, "\n") != strings.Join(labels, "\n") {
			l.defectAt(l.lines.field[f.Code], fmt.Sprintf("字段“%s”的选项与指标 %s 评分规则里的不一致", f.Code, row.Code),
				"删去字段的 options，由评分规则给出")
		}
		addOptionWords(f, items)
	}
	for i := range l.pack.Sections {
		l.needOptions(l.pack.Sections[i].Fields, strictyaml.Position{})
		l.checkOptionWords(l.pack.Sections[i].Fields, strictyaml.Position{})
	}
}

func (l *loader) needOptions(fields []scoring.Field, list strictyaml.Position) {
	for _, f := range fields {
		at := list
		if at.File == nil {
			at = l.lines.field[f.Code]
		}
		if (f.Kind == fact.Choice || f.Kind == fact.Checklist) && len(f.Options) == 0 {
			mend := "补上 options"
			if used, ok := l.lines.use[f.Code]; ok {
				at, mend = used.at, fmt.Sprintf("它的选项由评分规则给出：补上给它计分的指标，或删去这一行 use: %s", used.group)
			}
			l.defectAt(at, fmt.Sprintf("选择字段“%s”没有选项", f.Code), mend)
		}
		l.needOptions(f.Columns, at)
	}
}

// validate checks what only shows when the whole pack is read.
func (l *loader) validate() {
	l.checkGrades()
	l.checkSums()
	for i := range l.pack.Indicators {
		row := &l.pack.Indicators[i]
		at := l.lines.indicator[row.Code]
		if row.Rule == nil {
			continue
		}
		for _, err := range row.Rule.Check(l.pack.RuleRow(row)) {
			l.defectAt(at, err.Text, err.Mend)
		}
		if row.Round != nil && (row.Formula == nil || row.Rule.Field() != "") {
			l.defectAt(at, fmt.Sprintf("指标 %s 不按公式计分，不能写 round", row.Code), "删去 round")
		}
	}
	l.checkCycles()
	for i := range l.pack.Sections {
		for _, f := range l.pack.Sections[i].Fields {
			l.checkExample(f)
		}
	}
}

func (l *loader) checkGrades() {
	g := l.pack.Grades
	at := l.file.Position(l.lines.grades)
	if len(g) == 0 {
		return
	}
	for i := 1; i < len(g); i++ {
		if !g[i].From.LessThan(g[i-1].From) {
			l.defectAt(at, fmt.Sprintf("等次应从高到低：“%s”（%s 分）在“%s”（%s 分）之后", g[i].Name, fact.FormatPoints(g[i].From), g[i-1].Name, fact.FormatPoints(g[i-1].From)), "按起始分数从高到低排列")
		}
	}
	if last := g[len(g)-1]; !last.From.IsZero() {
		l.defectAt(at, fmt.Sprintf("最低等次“%s”从 %s 分起，更低的总分没有等次", last.Name, fact.FormatPoints(last.From)), "最低等次从 0 分起")
	}
}

// checkSums checks that the points add up: each block's to the block's, all to 100.
func (l *loader) checkSums() {
	blocks := map[string]decimal.Decimal{}
	var total decimal.Decimal
	for _, row := range l.pack.Indicators {
		at := l.lines.indicator[row.Code]
		if !row.Max.IsPositive() {
			l.defectAt(at, fmt.Sprintf("指标 %s 的分值应大于 0", row.Code), "max 写这一行的分值")
		}
		if !slices.ContainsFunc(l.pack.Blocks, func(b scoring.Block) bool { return b.Name == row.Level1 }) {
			l.defectAt(at, fmt.Sprintf("指标 %s 的一级指标“%s”不在 blocks 里", row.Code, row.Level1), hint.Meant(row.Level1, blockNames(l.pack.Blocks), "补上这个一级指标"))
		}
		blocks[row.Level1] = blocks[row.Level1].Add(row.Max)
		total = total.Add(row.Max)
	}
	for _, b := range l.pack.Blocks {
		if !blocks[b.Name].Equal(b.Max) {
			l.defectAt(l.file.Position(l.lines.blocks), fmt.Sprintf("一级指标“%s”应为 %s 分，各指标分值合计 %s 分", b.Name, fact.FormatPoints(b.Max), fact.FormatPoints(blocks[b.Name])), "核对分值")
		}
	}
	if !total.Equal(fact.Hundred) {
		l.defectAt(l.file.Position(l.lines.indicators), fmt.Sprintf("各指标分值合计 %s 分，应为 100 分", fact.FormatPoints(total)), "核对分值")
	}
}

func blockNames(blocks []scoring.Block) []string {
	names := make([]string, len(blocks))
	for i, b := range blocks {
		names[i] = b.Name
	}
	return names
}

// checkCycles refuses fields whose relevance or figure depends on themselves.
func (l *loader) checkCycles() {
	const visiting, visited = 1, 2
	state := map[string]int{}
	var path []string
	var visit func(code string)
	visit = func(code string) {
		f, ok := l.pack.Field(code)
		if !ok || state[code] == visited {
			return
		}
		if state[code] == visiting {
			loop := append(slices.Clone(path[slices.Index(path, code):]), code)
			l.defectAt(l.lines.field[code], fmt.Sprintf("字段的条件或计算绕成了圈：%s", strings.Join(loop, " → ")), "去掉其中一处 when、derive 或 offer")
			return
		}
		state[code] = visiting
		path = append(path, code)
		for _, formula := range []*formula.Formula{f.When, f.Derive, f.Offer} {
			if formula != nil {
				for _, c := range formula.Codes() {
					visit(c)
				}
			}
		}
		path = path[:len(path)-1]
		state[code] = visited
	}
	for _, code := range l.pack.Codes() {
		visit(code)
	}
}

// checkExample checks that a figure's example is one.
func (l *loader) checkExample(f scoring.Field) {
	if !f.Kind.Numeric() || f.Example == "" {
		return
	}
	n := &yaml.Node{Kind: yaml.ScalarNode, Value: f.Example}
	d, ok := strictyaml.PlainDecimal(n)
	if !ok || f.Refuse(fact.Number(d)) != "" {
		l.defectAt(l.lines.field[f.Code], fmt.Sprintf("字段“%s”的示例“%s”不是可填的数字", f.Code, f.Example), "改成能填的数，只写数字，不写单位")
	}
}

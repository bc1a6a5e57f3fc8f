package scoring

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"ziping/scoring/fact"
)

// WriteAnswers is the evaluation as an answers file that ReadAnswers reads back equal.
// The answers stand in the order of the questionnaire.
func WriteAnswers(p *Pack, e Evaluation) []byte {
	root := mapNode()
	addHead(root, p, e.Unit, e.Year)
	answers := mapNode()
	for _, code := range p.index.codes {
		f := p.index.fields[code]
		if n := valueNode(f, e.Facts[code]); n != nil {
			add(answers, code, n)
		}
	}
	if len(answers.Content) > 0 {
		add(root, "answers", answers)
	}
	if claims := claimsNode(p, e.Claims); len(claims.Content) > 0 {
		add(root, "claims", claims)
	}
	return encode(root)
}

// BlankAnswers is the empty answers file to fill: every field with its label, unit and
// example as a comment.
func BlankAnswers(p *Pack, unit string, year int) []byte {
	var b strings.Builder
	b.Write(encode(headOnly(p, unit, year)))
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

func blankField(b *strings.Builder, p *Pack, f *Field) {
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

func exampleOf(f *Field) string {
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

func headOnly(p *Pack, unit string, year int) *yaml.Node {
	root := mapNode()
	addHead(root, p, unit, year)
	return root
}

func addHead(root *yaml.Node, p *Pack, unit string, year int) {
	add(root, "scheme", textNode(p.ID))
	add(root, "unit", textNode(unit))
	add(root, "year", plainNode("!!int", strconv.Itoa(year)))
}

func encode(root *yaml.Node) []byte {
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	// Writing nodes made here to memory cannot fail; what came so far is the best answer.
	if err := enc.Encode(root); err == nil {
		_ = enc.Close()
	}
	return b.Bytes()
}

func mapNode() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"} }

func plainNode(tag, s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: s}
}

// textNode is a text that is read back as a text, whatever it looks like.
func textNode(s string) *yaml.Node {
	n := plainNode("!!str", strings.ToValidUTF8(s, "�"))
	if strings.ContainsAny(s, "\n\r\t") {
		n.Style = yaml.DoubleQuotedStyle
		if simpleLines(s) {
			n.Style = yaml.LiteralStyle
		}
	}
	return n
}

// simpleLines reports whether s can stand as a block of lines and be read back equal.
func simpleLines(s string) bool {
	for _, line := range strings.Split(s, "\n") {
		if line == "" || strings.TrimSpace(line) != line || strings.ContainsAny(line, "\r\t") {
			return false
		}
	}
	return true
}

func add(m *yaml.Node, key string, value *yaml.Node) {
	m.Content = append(m.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, value)
}

// numberNode keeps the number of decimals the figure was given with.
func numberNode(d decimal.Decimal) *yaml.Node {
	s := d.StringFixed(max(0, -d.Exponent()))
	if strings.Contains(s, ".") {
		return plainNode("!!float", s)
	}
	return plainNode("!!int", s)
}

// valueNode is an answer as YAML; nil when there is none.
func valueNode(f *Field, v fact.Value) *yaml.Node {
	switch v.State {
	case fact.Missing:
		return nil
	case fact.Pending:
		return plainNode("!!str", fact.PendingWord)
	case fact.NotApplicable:
		return plainNode("!!str", fact.NotApplicableWord)
	}
	switch {
	case f.Kind.Numeric():
		return numberNode(v.Number)
	case f.Kind == fact.YesNo && v.Yes:
		return plainNode("!!str", "是")
	case f.Kind == fact.YesNo:
		return plainNode("!!str", "否")
	case f.Kind == fact.Checklist:
		return itemsNode(f, v.Items)
	case f.Kind == fact.Rows:
		return rowsNode(f, v.Rows)
	case f.Kind == fact.PerIndicator || f.Kind == fact.PerFinding:
		return textsNode(v.Texts)
	case strings.TrimSpace(v.Text) == "":
		return nil
	}
	return textNode(v.Text)
}

func itemsNode(f *Field, items []string) *yaml.Node {
	if len(items) == 0 {
		return plainNode("!!str", noneWord)
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, item := range items {
		list.Content = append(list.Content, textNode(item))
	}
	return list
}

func rowsNode(f *Field, rows []fact.Facts) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, row := range rows {
		m := mapNode()
		for i := range f.Columns {
			c := &f.Columns[i]
			if n := valueNode(c, row[c.Code]); n != nil {
				add(m, c.Code, n)
			}
		}
		list.Content = append(list.Content, m)
	}
	return list
}

func textsNode(texts map[string]string) *yaml.Node {
	m := mapNode()
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if texts[key] != "" {
			add(m, key, textNode(texts[key]))
		}
	}
	if len(m.Content) == 0 {
		return nil
	}
	return m
}

func claimsNode(p *Pack, c Claims) *yaml.Node {
	m := mapNode()
	for i := range p.Claims {
		if d, ok := c.Figures[p.Claims[i].Code]; ok {
			add(m, p.Claims[i].Code, numberNode(d))
		}
	}
	if len(c.Points) > 0 {
		points := mapNode()
		for _, code := range slices.Sorted(maps.Keys(c.Points)) {
			add(points, code, numberNode(c.Points[code]))
		}
		add(m, "points", points)
	}
	if c.Total != nil {
		add(m, ClaimedTotal, numberNode(*c.Total))
	}
	if c.Grade != "" {
		add(m, "grade", textNode(c.Grade))
	}
	return m
}

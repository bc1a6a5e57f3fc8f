package scoring_test

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"ziping/scoring"
	"ziping/scoring/fact"
)

// writeAnswers is the evaluation as an answers file that answers.Read reads back equal.
// The answers stand in the order of the questionnaire.
func writeAnswers(p *scoring.Pack, e scoring.Evaluation) []byte {
	root := mapNode()
	addHead(root, p, e.Unit, e.Year)
	answers := mapNode()
	for _, code := range p.Codes() {
		f, _ := p.Field(code)
		if n := valueNode(f, e.Facts[code]); n != nil {
			addKey(answers, code, n)
		}
	}
	if len(answers.Content) > 0 {
		addKey(root, "answers", answers)
	}
	if claims := claimsNode(p, e.Claims); len(claims.Content) > 0 {
		addKey(root, "claims", claims)
	}
	return encode(root)
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
func valueNode(f *scoring.Field, v fact.Value) *yaml.Node {
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

func itemsNode(f *scoring.Field, items []string) *yaml.Node {
	if len(items) == 0 {
		return plainNode("!!str", "无")
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, item := range items {
		list.Content = append(list.Content, textNode(item))
	}
	return list
}

func rowsNode(f *scoring.Field, rows []fact.Facts) *yaml.Node {
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, row := range rows {
		m := mapNode()
		for i := range f.Columns {
			c := &f.Columns[i]
			if n := valueNode(c, row[c.Code]); n != nil {
				addKey(m, c.Code, n)
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
			addKey(m, key, textNode(texts[key]))
		}
	}
	if len(m.Content) == 0 {
		return nil
	}
	return m
}

func claimsNode(p *scoring.Pack, c scoring.Claims) *yaml.Node {
	m := mapNode()
	for i := range p.Claims {
		if d, ok := c.Figures[p.Claims[i].Code]; ok {
			addKey(m, p.Claims[i].Code, numberNode(d))
		}
	}
	if len(c.Points) > 0 {
		points := mapNode()
		for _, code := range slices.Sorted(maps.Keys(c.Points)) {
			addKey(points, code, numberNode(c.Points[code]))
		}
		addKey(m, "points", points)
	}
	if c.Total != nil {
		addKey(m, scoring.ClaimedTotal, numberNode(*c.Total))
	}
	if c.Grade != "" {
		addKey(m, "grade", textNode(c.Grade))
	}
	return m
}

func addHead(root *yaml.Node, p *scoring.Pack, unit string, year int) {
	addKey(root, "scheme", textNode(p.ID))
	addKey(root, "unit", textNode(unit))
	addKey(root, "year", plainNode("!!int", strconv.Itoa(year)))
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

func addKey(m *yaml.Node, key string, value *yaml.Node) {
	m.Content = append(m.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: key}, value)
}

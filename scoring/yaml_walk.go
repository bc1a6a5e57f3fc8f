package scoring

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"
)

// yamlFile reads one YAML file strictly: every key must be known, stand once and have a
// value of the expected kind. All defects are collected.
type yamlFile struct {
	name    string
	defects *Defects
	// asked notes which keys are read and how, for the schema; nil otherwise.
	asked askedKeys
}

func (y *yamlFile) defect(line int, text, mend string) {
	*y.defects = append(*y.defects, Defect{File: y.name, Line: line, Text: text, Mend: mend})
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// parse gives the file's only document, or nil when it has none that can be read.
func (y *yamlFile) parse(data []byte) *yaml.Node {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		y.syntax(data, err)
		return nil
	}
	var more yaml.Node
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		if err != nil {
			y.syntax(data, err)
			return nil
		}
		y.defect(more.Line, "文件里有不止一份文档（---）", "一个文件只写一份")
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		y.defect(1, "文件是空的", "请按模板填写")
		return nil
	}
	return doc.Content[0]
}

func (y *yamlFile) syntax(data []byte, err error) {
	if errors.Is(err, io.EOF) {
		y.defect(1, "文件是空的", "请按模板填写")
		return
	}
	y.explainSyntax(data, err.Error())
}

// mapping is a YAML mapping being read; keys that nobody asked for are unknown.
type mapping struct {
	file  *yamlFile
	what  string // what the mapping describes, for messages
	line  int
	keys  []string
	nodes map[string]*yaml.Node
	lines map[string]int
	known map[string]bool
	ways  map[string]map[string]bool // how keys were read, for the schema
}

// mapping reads n as a mapping with distinct keys. It is never nil: a defect is
// recorded and an empty mapping given when n is something else.
func (y *yamlFile) mapping(n *yaml.Node, what string) *mapping {
	m := &mapping{
		file: y, what: what, line: n.Line,
		nodes: map[string]*yaml.Node{}, lines: map[string]int{}, known: map[string]bool{},
	}
	if n.Kind != yaml.MappingNode {
		y.defect(n.Line, fmt.Sprintf("%s应是“键: 值”的形式，这里是%s", what, nodeKind(n)), "每行写一个“键: 值”，冒号用英文，后面加一个空格")
		return m
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode || k.Tag == "!!merge" {
			y.defect(k.Line, what+"里的键应是文字", "不能用引用或合并（<<）")
			continue
		}
		if first, twice := m.lines[k.Value]; twice {
			y.defect(k.Line, fmt.Sprintf("%s里“%s”写了两次，第一次在第 %d 行", what, k.Value, first), "删去其中一个")
			continue
		}
		m.keys = append(m.keys, k.Value)
		m.nodes[k.Value], m.lines[k.Value] = n.Content[i+1], k.Line
	}
	return m
}

// node is the value of key, nil when it is absent or null.
func (m *mapping) node(key string) *yaml.Node {
	m.known[key] = true
	m.note(key, askedAtAll)
	n := m.nodes[key]
	if n == nil || n.Tag == "!!null" {
		return nil
	}
	if n.Kind == yaml.AliasNode {
		m.file.defect(n.Line, fmt.Sprintf("“%s”用了引用（*），这里不支持", key), "请写出完整的值")
		return nil
	}
	return n
}

func (m *mapping) has(key string) bool { return m.node(key) != nil }

// at is the line of key, or of the mapping when the key is absent.
func (m *mapping) at(key string) int {
	if line, ok := m.lines[key]; ok {
		return line
	}
	return m.line
}

func (m *mapping) defect(key, text, mend string) { m.file.defect(m.at(key), text, mend) }

func (m *mapping) require(key string) bool {
	m.note(key, askedRequired)
	if m.has(key) {
		return true
	}
	m.file.defect(m.at(key), fmt.Sprintf("%s缺少“%s”", m.what, key), "请补上")
	return false
}

// text is a scalar as written; "" when absent.
func (m *mapping) text(key string) string {
	m.note(key, askedText)
	n := m.node(key)
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode {
		m.defect(key, fmt.Sprintf("%s的“%s”应是文字，这里是%s", m.what, key, nodeKind(n)), "写成一行文字；有特殊符号的放进英文双引号")
		return ""
	}
	return n.Value
}

func (m *mapping) requiredText(key string) string {
	if !m.require(key) {
		return ""
	}
	s := m.text(key)
	if strings.TrimSpace(s) == "" {
		m.defect(key, fmt.Sprintf("%s的“%s”是空的", m.what, key), "请补上")
	}
	return s
}

func (m *mapping) texts(key string) []string {
	var out []string
	m.note(key, askedTexts)
	for _, n := range m.list(key) {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
			m.file.defect(n.Line, fmt.Sprintf("%s的“%s”里每一项应是文字，这里是%s", m.what, key, nodeKind(n)), "每一项前写“- ”；有冒号的放进英文双引号")
			continue
		}
		out = append(out, n.Value)
	}
	return out
}

func (m *mapping) boolean(key string) bool {
	m.note(key, askedBoolean)
	n := m.node(key)
	if n == nil {
		return false
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!bool" {
		return n.Value[0] == 't' || n.Value[0] == 'T'
	}
	m.defect(key, fmt.Sprintf("%s的“%s”应是 true 或 false", m.what, key), "是写 true，否写 false")
	return false
}

func (m *mapping) decimal(key string) (decimal.Decimal, bool) {
	m.note(key, askedNumber)
	n := m.node(key)
	if n == nil {
		return decimal.Decimal{}, false
	}
	d, ok := plainDecimal(n)
	if !ok {
		m.defect(key, fmt.Sprintf("%s的“%s”应是数字，这里是%s", m.what, key, nodeKind(n)), "例：12 或 0.5")
	}
	return d, ok
}

// integer is a whole number from least to most.
func (m *mapping) integer(key string, least, most int64) (int64, bool) {
	d, ok := m.decimal(key)
	if !ok {
		return 0, false
	}
	if !d.IsInteger() || d.LessThan(decimal.NewFromInt(least)) || d.GreaterThan(decimal.NewFromInt(most)) {
		m.defect(key, fmt.Sprintf("%s的“%s”应是 %d 到 %d 的整数", m.what, key, least, most), "只写整数，不写小数和单位")
		return 0, false
	}
	return d.IntPart(), true
}

func (m *mapping) list(key string) []*yaml.Node {
	m.note(key, askedList)
	n := m.node(key)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		m.defect(key, fmt.Sprintf("%s的“%s”应是列表，这里是%s", m.what, key, nodeKind(n)), "每一项前写“- ”")
		return nil
	}
	return n.Content
}

// done reports the keys that nobody asked for.
func (m *mapping) done() {
	var names []string
	for k := range m.known {
		names = append(names, k)
	}
	m.noteDone()
	for _, k := range m.keys {
		if !m.known[k] {
			m.defect(k, fmt.Sprintf("%s里不认识“%s”", m.what, k), meant(k, names, "请删去或改正"))
		}
	}
}

var plainNumber = regexp.MustCompile(`^[+-]?[0-9]{1,15}(\.[0-9]{1,10})?$`)

// plainDecimal reads a number written out in digits. Exponents, thousands separators
// and more than fifteen digits before the point are refused: nobody means them, and a
// huge exponent would take huge memory.
func plainDecimal(n *yaml.Node) (decimal.Decimal, bool) {
	if n.Kind != yaml.ScalarNode || !plainNumber.MatchString(n.Value) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(n.Value)
	return d, err == nil
}

// nodeKind names what stands at n, for messages.
func nodeKind(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "“键: 值”"
	case yaml.SequenceNode:
		return "列表"
	case yaml.AliasNode:
		return "引用"
	}
	if n.Tag == "!!null" || n.Value == "" {
		return "空"
	}
	value := []rune(n.Value)
	if len(value) > 20 {
		return "“" + string(value[:20]) + "…”"
	}
	return "“" + n.Value + "”"
}

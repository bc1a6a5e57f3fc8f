// Package strictyaml reads YAML that people write: every key is known, stands once and has a value of
// the expected kind; whatever is wrong is told at once, each with its line and how to mend it.
package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"ziping/scoring/fact"
	"ziping/scoring/hint"
)

// File reads one YAML file strictly: every key must be known, stand once and have a
// value of the expected kind. All defects are collected.
type File struct {
	Name    string
	defects *Defects
	// Asked notes which keys are read and how, for the schema; nil otherwise.
	Asked AskedKeys
}

// NewFile is a file to be read; its defects are added to defects.
func NewFile(name string, defects *Defects) *File { return &File{Name: name, defects: defects} }

// Defect notes what is wrong at a line.
func (y *File) Defect(line int, text, mend string) {
	y.Add(Defect{Line: line, Text: text, Mend: mend})
}

var yamlLine = regexp.MustCompile(`line (\d+)`)

// Parse gives the file's only document, or nil when it has none that can be read.
func (y *File) Parse(data []byte) *yaml.Node {
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
		y.Defect(more.Line, "文件里有不止一份文档（---）", "一个文件只写一份")
		return nil
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		y.Defect(1, "文件是空的", "请按模板填写")
		return nil
	}
	return doc.Content[0]
}

func (y *File) syntax(data []byte, err error) {
	if errors.Is(err, io.EOF) {
		y.Defect(1, "文件是空的", "请按模板填写")
		return
	}
	y.explainSyntax(data, err.Error())
}

// Position is a line of a file.
type Position struct {
	File *File
	Line int
}

// Add notes a defect of this file; who found it fills in the rest.
func (y *File) Add(d Defect) {
	d.File = y.Name
	*y.defects = append(*y.defects, d)
}

// Position is a line of the file.
func (y *File) Position(line int) Position { return Position{y, line} }

// Mapping is a YAML mapping being read; keys that nobody asked for are unknown.
type Mapping struct {
	File  *File
	what  string // what the mapping describes, for messages
	Line  int
	order []string
	nodes map[string]*yaml.Node
	lines map[string]int
	known map[string]bool
	ways  map[string]map[string]bool // how keys were read, for the schema
	kind  string                     // the value on which the keys depend, if they do
}

// Mapping reads n as a mapping with distinct keys. It is never nil: a defect is
// recorded and an empty mapping given when n is something else.
func (y *File) Mapping(n *yaml.Node, what string) *Mapping {
	m := &Mapping{
		File: y, what: what, Line: n.Line,
		nodes: map[string]*yaml.Node{}, lines: map[string]int{}, known: map[string]bool{},
	}
	if n.Kind != yaml.MappingNode {
		y.Defect(n.Line, fmt.Sprintf("%s应是“键: 值”的形式，这里是%s", what, NodeKind(n)), "每行写一个“键: 值”，冒号用英文，后面加一个空格")
		return m
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode || k.Tag == "!!merge" {
			y.Defect(k.Line, what+"里的键应是文字", "不能用引用或合并（<<）")
			continue
		}
		if first, twice := m.lines[k.Value]; twice {
			y.Defect(k.Line, fmt.Sprintf("%s里“%s”写了两次，第一次在第 %d 行", what, k.Value, first), "删去其中一个")
			continue
		}
		m.order = append(m.order, k.Value)
		m.nodes[k.Value], m.lines[k.Value] = n.Content[i+1], k.Line
	}
	return m
}

// Keys are the mapping's keys in the order they stand in.
func (m *Mapping) Keys() []string { return m.order }

// Stands reports whether key is written, with a value or without.
func (m *Mapping) Stands(key string) bool { return m.lines[key] != 0 }

// WasRead reports whether somebody asked for key.
func (m *Mapping) WasRead(key string) bool { return m.known[key] }

// Unknown refuses a key that the reader's own lists do not have.
func (m *Mapping) Unknown(key, text, mend string) {
	m.known[key] = true
	m.Defect(key, text, mend)
}

// Node is the value of key, nil when it is absent or null.
func (m *Mapping) Node(key string) *yaml.Node {
	m.known[key] = true
	m.note(key, askedAtAll)
	n := m.nodes[key]
	if n == nil || n.Tag == "!!null" {
		return nil
	}
	if n.Kind == yaml.AliasNode {
		m.File.Defect(n.Line, fmt.Sprintf("“%s”用了引用（*），这里不支持", key), "请写出完整的值")
		return nil
	}
	return n
}

// Has reports whether key has a value.
func (m *Mapping) Has(key string) bool { return m.Node(key) != nil }

// At is the line of key, or of the mapping when the key is absent.
func (m *Mapping) At(key string) int {
	if line, ok := m.lines[key]; ok {
		return line
	}
	return m.Line
}

// Position is where key stands, or the mapping when the key is absent.
func (m *Mapping) Position(key string) Position { return Position{m.File, m.At(key)} }

// Defect notes what is wrong with what stands under key.
func (m *Mapping) Defect(key, text, mend string) { m.File.Defect(m.At(key), text, mend) }

// Require refuses a mapping in which key has no value.
func (m *Mapping) Require(key string) bool {
	m.note(key, askedRequired)
	if m.Has(key) {
		return true
	}
	m.File.Defect(m.At(key), fmt.Sprintf("%s缺少“%s”", m.what, key), "请补上")
	return false
}

// Text is a scalar as written; "" when absent.
func (m *Mapping) Text(key string) string {
	m.note(key, AskedText)
	n := m.Node(key)
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode {
		m.Defect(key, fmt.Sprintf("%s的“%s”应是文字，这里是%s", m.what, key, NodeKind(n)), "写成一行文字；有特殊符号的放进英文双引号")
		return ""
	}
	return n.Value
}

// RequiredText is a scalar that has to be there and not be blank.
func (m *Mapping) RequiredText(key string) string {
	if !m.Require(key) {
		return ""
	}
	s := m.Text(key)
	if strings.TrimSpace(s) == "" {
		m.Defect(key, fmt.Sprintf("%s的“%s”是空的", m.what, key), "请补上")
	}
	return s
}

// Texts is a list of scalars; nil when absent.
func (m *Mapping) Texts(key string) []string {
	var out []string
	m.note(key, AskedTexts)
	for _, n := range m.List(key) {
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
			m.File.Defect(n.Line, fmt.Sprintf("%s的“%s”里每一项应是文字，这里是%s", m.what, key, NodeKind(n)), "每一项前写“- ”；有冒号的放进英文双引号")
			continue
		}
		out = append(out, n.Value)
	}
	return out
}

// Boolean is true or false; false when absent.
func (m *Mapping) Boolean(key string) bool {
	m.note(key, AskedBoolean)
	n := m.Node(key)
	if n == nil {
		return false
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!bool" {
		return n.Value[0] == 't' || n.Value[0] == 'T'
	}
	m.Defect(key, fmt.Sprintf("%s的“%s”应是 true 或 false", m.what, key), "是写 true，否写 false")
	return false
}

// Decimal is a number; false when it is absent or none.
func (m *Mapping) Decimal(key string) (decimal.Decimal, bool) {
	m.note(key, AskedNumber)
	n := m.Node(key)
	if n == nil {
		return decimal.Decimal{}, false
	}
	d, ok := PlainDecimal(n)
	if !ok {
		m.Defect(key, fmt.Sprintf("%s的“%s”应是数字，这里是%s", m.what, key, NodeKind(n)), "例：12 或 0.5")
	}
	return d, ok
}

// Integer is a whole number from least to most.
func (m *Mapping) Integer(key string, least, most int64) (int64, bool) {
	d, ok := m.Decimal(key)
	if !ok {
		return 0, false
	}
	if !d.IsInteger() || d.LessThan(decimal.NewFromInt(least)) || d.GreaterThan(decimal.NewFromInt(most)) {
		m.Defect(key, fmt.Sprintf("%s的“%s”应是 %d 到 %d 的整数", m.what, key, least, most), "只写整数，不写小数和单位")
		return 0, false
	}
	return d.IntPart(), true
}

// List are the elements of a sequence; nil when absent.
func (m *Mapping) List(key string) []*yaml.Node {
	m.note(key, AskedList)
	n := m.Node(key)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		m.Defect(key, fmt.Sprintf("%s的“%s”应是列表，这里是%s", m.what, key, NodeKind(n)), "每一项前写“- ”")
		return nil
	}
	return n.Content
}

// Done reports the keys that nobody asked for.
func (m *Mapping) Done() {
	var names []string
	for k := range m.known {
		names = append(names, k)
	}
	m.noteDone()
	for _, k := range m.order {
		if !m.known[k] {
			m.Defect(k, fmt.Sprintf("%s里不认识“%s”", m.what, k), hint.Meant(k, names, "请删去或改正"))
		}
	}
}

// RequiredDecimal is a number that has to be there.
func (m *Mapping) RequiredDecimal(key string) decimal.Decimal {
	m.Require(key)
	d, _ := m.Decimal(key)
	return d
}

// Set reads a number into d; d stays as it is when key is absent.
func (m *Mapping) Set(key string, d *decimal.Decimal) {
	if v, ok := m.Decimal(key); ok {
		*d = v
	}
}

// ReadList reads a list of mappings into one of values; the list stays as it is when key is absent.
func ReadList[T any](m *Mapping, key, what string, into *[]T, read func(*Mapping) T) {
	if !m.Has(key) {
		return
	}
	*into = nil
	for _, n := range m.List(key) {
		one := m.File.Mapping(n, what)
		*into = append(*into, read(one))
		one.Done()
	}
}

// PlainDecimal reads a number written out in digits, see fact.Plain.
func PlainDecimal(n *yaml.Node) (decimal.Decimal, bool) {
	if n.Kind != yaml.ScalarNode {
		return decimal.Decimal{}, false
	}
	return fact.Plain(n.Value)
}

// NodeKind names what stands at n, for messages.
func NodeKind(n *yaml.Node) string {
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

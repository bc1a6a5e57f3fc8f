// Package answers reads answers files, and writes the empty one that is handed out.
package answers

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/hint"
	"ziping/scoring/strictyaml"
)

// Words of an answers file for a checklist of which everything or nothing holds.
const (
	allWord  = "全部"
	noneWord = "无"
)

// Read reads an answers file strictly. file names it in messages; find gives the
// pack of a scheme id; override, when not empty, is used instead of the file's own
// scheme. The error is Defects when the file is wrong: an unknown code, a value of the
// wrong kind, a key that stands twice, each with its line.
func Read(file string, data []byte, find func(scheme string) (*scoring.Pack, error), override string) (scoring.Evaluation, *scoring.Pack, error) {
	var defects strictyaml.Defects
	y := strictyaml.NewFile(file, &defects)
	root := y.Parse(data)
	if root == nil {
		return scoring.Evaluation{}, nil, defects.Err()
	}
	m := y.Mapping(root, "填报文件")
	pack, err := findPack(m, find, override)
	if err != nil {
		return scoring.Evaluation{}, nil, err
	}
	if pack == nil {
		return scoring.Evaluation{}, nil, defects.Err()
	}
	r := &reader{file: y, pack: pack}
	e := scoring.Evaluation{Scheme: pack.ID, Unit: m.RequiredText("unit"), Facts: fact.Facts{}}
	if m.Require("year") {
		if n, ok := m.Integer("year", 1990, 2100); ok {
			e.Year = int(n)
		}
	}
	if m.Has("answers") {
		r.answers(y.Mapping(m.Node("answers"), "answers"), e.Facts)
	}
	if m.Has("claims") {
		e.Claims = r.claims(y.Mapping(m.Node("claims"), "claims"))
	}
	m.Done()
	if err := defects.Err(); err != nil {
		return scoring.Evaluation{}, nil, err
	}
	return e, pack, nil
}

// findPack finds the pack the file is for; it is nil when the file is at fault, which is
// a defect then.
func findPack(m *strictyaml.Mapping, find func(string) (*scoring.Pack, error), override string) (*scoring.Pack, error) {
	scheme := m.Text("scheme")
	if override != "" {
		pack, err := find(override)
		if err != nil {
			return nil, fmt.Errorf("find rule pack %s: %w", override, err)
		}
		return pack, nil
	}
	if scheme == "" {
		m.RequiredText("scheme")
		return nil, nil
	}
	pack, err := find(scheme)
	if err != nil {
		m.Defect("scheme", fmt.Sprintf("找不到规则包“%s”（%v）", scheme, err), "ziping scheme list 列出现有的规则包")
		return nil, nil
	}
	return pack, nil
}

type reader struct {
	file *strictyaml.File
	pack *scoring.Pack
}

func (r *reader) answers(m *strictyaml.Mapping, facts fact.Facts) {
	for _, key := range m.Keys() {
		code := key
		if now, renamed := r.pack.Renames[key]; renamed {
			if code = now; m.Stands(now) {
				m.Unknown(key, fmt.Sprintf("“%s”是“%s”的旧代码，两个都写了", key, now), "删去其中一个")
				continue
			}
		}
		f, ok := r.pack.Field(code)
		if !ok {
			m.Unknown(key, fmt.Sprintf("规则包 %s 没有“%s”这个字段", r.pack.ID, key), hint.Meant(key, r.pack.Codes(), "请删去或改正"))
			continue
		}
		if n := m.Node(key); n != nil {
			if v := r.value(f, n, m.At(key)); v.State != fact.Missing {
				facts[code] = v
			}
		}
	}
}

// value reads one answer; what is wrong with it is a defect at line.
func (r *reader) value(f *scoring.Field, n *yaml.Node, line int) fact.Value {
	if n.Kind == yaml.ScalarNode && f.Kind != fact.PerIndicator && f.Kind != fact.PerFinding {
		switch strings.TrimSpace(n.Value) {
		case "":
			return fact.Value{}
		case fact.PendingWord:
			return fact.Value{State: fact.Pending}
		case fact.NotApplicableWord:
			return r.accept(f, fact.Value{State: fact.NotApplicable}, line)
		}
	}
	var v fact.Value
	var ok bool
	switch {
	case f.Kind.Numeric():
		v, ok = r.number(f, n, line)
	case f.Kind == fact.YesNo:
		v, ok = r.yesNo(f, n, line)
	case f.Kind == fact.Checklist:
		v, ok = r.items(f, n, line)
	case f.Kind == fact.Rows:
		v, ok = r.rows(f, n, line)
	case f.Kind == fact.PerIndicator || f.Kind == fact.PerFinding:
		v, ok = r.texts(f, n)
	default:
		v, ok = r.text(f, n, line)
	}
	if !ok {
		return fact.Value{}
	}
	return r.accept(f, v, line)
}

func (r *reader) accept(f *scoring.Field, v fact.Value, line int) fact.Value {
	if f.Kind == fact.Rows && v.State == fact.Known {
		if len(v.Rows) > f.MostRows() {
			r.file.Defect(line, fmt.Sprintf("%s（%s）有 %d 行，最多 %d 行", f.Label, f.Code, len(v.Rows), f.MostRows()), "")
			return fact.Value{}
		}
		return v // its cells were accepted one by one
	}
	if why := f.Refuse(v); why != "" {
		r.file.Defect(line, fmt.Sprintf("%s（%s）%s", f.Label, f.Code, why), "")
		return fact.Value{}
	}
	return v
}

func (r *reader) wrong(f *scoring.Field, n *yaml.Node, line int, expected, mend string) (fact.Value, bool) {
	r.file.Defect(line, fmt.Sprintf("%s（%s）应是%s，这里是%s", f.Label, f.Code, expected, strictyaml.NodeKind(n)), mend)
	return fact.Value{}, false
}

func (r *reader) number(f *scoring.Field, n *yaml.Node, line int) (fact.Value, bool) {
	d, ok := strictyaml.PlainDecimal(n)
	if !ok {
		expected := "数字"
		if unit := r.pack.Unit(f); unit != "" {
			expected += "（" + unit + "）"
		}
		return r.wrong(f, n, line, expected, "只写数字，不写单位和千分位逗号，例："+cmp.Or(f.Example, "12.5"))
	}
	return fact.Number(d), true
}

func (r *reader) yesNo(f *scoring.Field, n *yaml.Node, line int) (fact.Value, bool) {
	switch {
	case n.Kind == yaml.ScalarNode && (n.Value == "是" || n.Tag == "!!bool" && strings.EqualFold(n.Value, "true")):
		return fact.Yes(true), true
	case n.Kind == yaml.ScalarNode && (n.Value == "否" || n.Tag == "!!bool" && strings.EqualFold(n.Value, "false")):
		return fact.Yes(false), true
	}
	return r.wrong(f, n, line, "“是”或“否”", "")
}

func (r *reader) text(f *scoring.Field, n *yaml.Node, line int) (fact.Value, bool) {
	if n.Kind != yaml.ScalarNode {
		return r.wrong(f, n, line, "文字", "")
	}
	s := n.Value
	if f.Kind == fact.Choice {
		s = fact.Sign(strings.TrimSpace(s))
	}
	return fact.Text(s), true
}

// items reads a checklist: a list of labels, 全部 or 无. The items are kept in the
// order of the options.
func (r *reader) items(f *scoring.Field, n *yaml.Node, line int) (fact.Value, bool) {
	if n.Kind == yaml.ScalarNode {
		switch n.Value {
		case allWord:
			return fact.Items(f.FullOptions()...), true
		case noneWord:
			return fact.Items(), true
		}
	}
	if n.Kind != yaml.SequenceNode {
		return r.wrong(f, n, line, "列表、“"+allWord+"”或“"+noneWord+"”", "可选："+strings.Join(f.Options, "、"))
	}
	ticked := map[string]bool{}
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode {
			return r.wrong(f, item, item.Line, "选项的名称", "可选："+strings.Join(f.Options, "、"))
		}
		if ticked[item.Value] {
			r.file.Defect(item.Line, fmt.Sprintf("%s（%s）里“%s”写了两次", f.Label, f.Code, item.Value), "删去其中一个")
			return fact.Value{}, false
		}
		if why := f.Refuse(fact.Items(item.Value)); why != "" {
			r.file.Defect(item.Line, fmt.Sprintf("%s（%s）%s", f.Label, f.Code, why), "")
			return fact.Value{}, false
		}
		ticked[item.Value] = true
	}
	var items []string
	for _, o := range f.Options {
		if ticked[o] {
			items = append(items, o)
		}
	}
	return fact.Items(items...), true
}

func (r *reader) rows(f *scoring.Field, n *yaml.Node, line int) (fact.Value, bool) {
	if n.Kind != yaml.SequenceNode {
		return r.wrong(f, n, line, "列表", "每一行前写“- ”")
	}
	rows := make([]fact.Facts, 0, len(n.Content))
	for _, item := range n.Content {
		m := r.file.Mapping(item, f.Label+"的一行")
		row := fact.Facts{}
		for i := range f.Columns {
			c := &f.Columns[i]
			key := r.columnKey(m, c)
			if cell := m.Node(key); cell != nil {
				if v := r.value(c, cell, m.At(key)); v.State != fact.Missing {
					row[c.Code] = v
				}
			}
		}
		m.Done()
		rows = append(rows, row)
	}
	return fact.RowsOf(rows...), true
}

// columnKey is the key a column stands under in a row: its code, or one it had in an older
// version. Both at once are refused as an unknown key.
func (r *reader) columnKey(m *strictyaml.Mapping, c *scoring.Field) string {
	for _, old := range r.pack.EarlierCodes(c) {
		if m.Stands(old) && !m.Stands(c.Code) {
			return old
		}
	}
	return c.Code
}

// texts reads one text per indicator or per finding.
func (r *reader) texts(f *scoring.Field, n *yaml.Node) (fact.Value, bool) {
	m := r.file.Mapping(n, f.Label)
	texts := map[string]string{}
	for _, key := range m.Keys() {
		var known []string
		ok := false
		if f.Kind == fact.PerIndicator {
			_, ok = r.pack.Indicator(key)
			known = r.pack.IndicatorCodes()
		} else {
			_, ok = r.pack.Check(key)
			ok = ok || r.pack.HasCheckNumber(key)
			known = r.pack.CheckKeys()
		}
		if !ok {
			m.Unknown(key, fmt.Sprintf("%s（%s）里的“%s”没有定义", f.Label, f.Code, key), hint.Meant(key, known, ""))
			continue
		}
		if s := m.Text(key); s != "" {
			texts[key] = s
		}
	}
	m.Done()
	return fact.Texts(texts), len(texts) > 0
}

func (r *reader) claims(m *strictyaml.Mapping) scoring.Claims {
	var c scoring.Claims
	for _, key := range m.Keys() {
		switch key {
		case "points":
			c.Points = r.claimedPoints(m)
		case scoring.ClaimedTotal:
			if d, ok := m.Decimal(key); ok {
				c.Total = &d
			}
		case "grade":
			c.Grade = m.Text(key)
		default:
			if _, ok := r.pack.Claim(key); !ok {
				m.Unknown(key, fmt.Sprintf("claims 里不认识“%s”", key), hint.Meant(key, append(r.pack.ClaimCodes(), "points", scoring.ClaimedTotal, "grade"), "请删去或改正"))
				continue
			}
			if d, ok := m.Decimal(key); ok {
				c.Figures = setDecimal(c.Figures, key, d)
			}
		}
	}
	m.Done()
	return c
}

func (r *reader) claimedPoints(m *strictyaml.Mapping) map[string]decimal.Decimal {
	if !m.Has("points") {
		return nil
	}
	var points map[string]decimal.Decimal
	p := r.file.Mapping(m.Node("points"), "points")
	for _, key := range p.Keys() {
		row, ok := r.pack.Indicator(key)
		if !ok {
			p.Unknown(key, fmt.Sprintf("规则包 %s 没有指标“%s”", r.pack.ID, key), hint.Meant(key, r.pack.IndicatorCodes(), "请删去或改正"))
			continue
		}
		d, ok := p.Decimal(key)
		if !ok {
			continue
		}
		if d.IsNegative() || d.GreaterThan(row.Max) {
			p.Defect(key, fmt.Sprintf("指标 %s 的得分 %s 超出 0～%s 分", key, fact.FormatPoints(d), fact.FormatPoints(row.Max)), "")
			continue
		}
		points = setDecimal(points, key, d)
	}
	p.Done()
	return points
}

func setDecimal(m map[string]decimal.Decimal, key string, d decimal.Decimal) map[string]decimal.Decimal {
	if m == nil {
		m = map[string]decimal.Decimal{}
	}
	m[key] = d
	return m
}

package load

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/hint"
	"ziping/scoring/strictyaml"
)

// fieldCode is what a field's code looks like; it is kept short because it travels in
// Telegram's callback data of 64 bytes.
var fieldCode = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

const maxFieldCode = 40

// reserved reports whether a word cannot be a field's code: expressions give it a meaning.
func reserved(word string) bool {
	return formula.Reserved(word) || slices.Contains([]string{scoring.EachIndicator, scoring.ClaimedTotal, "value", "max"}, word)
}

var allKinds = []fact.Kind{
	fact.Money, fact.Count, fact.Percent, fact.Rate, fact.Figure, fact.YesNo, fact.Choice, fact.Checklist, fact.ShortText, fact.LongText, fact.Rows, fact.PerIndicator, fact.PerFinding,
}

func (l *loader) sections(m *strictyaml.Mapping) {
	m.Require("sections")
	l.lines.field = map[string]strictyaml.Position{}
	seen := map[string]bool{}
	for _, n := range m.List("sections") {
		s := l.file.Mapping(n, "部分")
		if s.Has("use") {
			shared, ok := sharedPart(s, l.parts.sections)
			s.Done()
			if !ok {
				continue
			}
			s = shared
		}
		section := scoring.Section{Code: s.RequiredText("code"), Title: s.RequiredText("title"), Also: s.Texts("also"), Intro: s.Text("intro")}
		checkCode(s.File, s.At("code"), "部分", section.Code)
		if seen[section.Code] {
			s.Defect("code", fmt.Sprintf("部分代码“%s”写了两次", section.Code), "换一个代码")
		}
		seen[section.Code] = true
		section.Fields = l.fields(s.File, s.List("fields"), true)
		if len(section.Fields) == 0 {
			s.Defect("fields", fmt.Sprintf("部分“%s”没有字段", section.Title), "补上 fields，或删去这一部分")
		}
		groupWords(s, &section)
		checkWords(s, "fields", section.Fields)
		s.Done()
		l.pack.Sections = append(l.pack.Sections, section)
	}
}

// fields reads a list of fields or columns. An entry `use: NAME` stands for a group of
// fields from an included fragment. At the top codes must be distinct in the whole pack.
func (l *loader) fields(file *strictyaml.File, nodes []*yaml.Node, top bool) []scoring.Field {
	var out []scoring.Field
	for _, n := range nodes {
		m := file.Mapping(n, "字段")
		if m.Has("use") {
			out = append(out, l.group(m, top)...)
			continue
		}
		f := l.field(file, m)
		if top {
			l.noteField(m, f.Code)
		}
		out = append(out, f)
	}
	return out
}

func (l *loader) noteField(m *strictyaml.Mapping, code string) {
	if first, twice := l.lines.field[code]; twice && code != "" {
		m.Defect("code", fmt.Sprintf("字段代码“%s”写了两次，第一次在 %s 第 %d 行", code, first.File.Name, first.Line), "换一个代码")
		return
	}
	l.lines.field[code] = m.Position("code")
}

func (l *loader) group(m *strictyaml.Mapping, top bool) []scoring.Field {
	name, require := m.Text("use"), m.Texts("require")
	m.Done()
	g, ok := l.groups[name]
	if !ok {
		m.Defect("use", fmt.Sprintf("没有名为“%s”的字段组", name), hint.Meant(name, hint.Names(l.groups), "检查 include 的文件"))
		return nil
	}
	if l.using[name] {
		m.Defect("use", fmt.Sprintf("字段组“%s”用到了自己", name), "去掉其中一处 use")
		return nil
	}
	l.using[name] = true
	defer delete(l.using, name)
	fields := l.fields(g.file, g.nodes, top)
	for _, code := range require { // what the group leaves open this pack needs
		i := slices.IndexFunc(fields, func(f scoring.Field) bool { return f.Code == code })
		if i < 0 {
			m.Defect("require", fmt.Sprintf("字段组“%s”里没有“%s”", name, code), hint.Meant(code, codesOf(fields), ""))
			continue
		}
		fields[i].Required = true
	}
	if m.File == l.file { // the author's own line, for what is wrong with a shared field in this pack
		for _, f := range fields {
			l.lines.use[f.Code] = usedAt{m.Position("use"), name}
		}
	}
	return fields
}

func (l *loader) field(file *strictyaml.File, m *strictyaml.Mapping) scoring.Field {
	f := scoring.Field{
		Code: m.RequiredText("code"), Label: m.RequiredText("label"), Also: m.Texts("also"), Kind: fact.Kind(m.RequiredText("kind")),
		Unit: m.Text("unit"), Prompt: m.Text("prompt"), Example: m.Text("example"), Hint: m.Text("hint"),
		Required: m.Boolean("required"), Group: m.Text("group"), NotApplicable: m.Boolean("not_applicable"),
		Negative: m.Boolean("negative"), RowName: m.Text("row_name"),
		Options: m.Texts("options"),
		When:    l.pending(m, "when"), Offer: l.pending(m, "offer"), Derive: l.pending(m, "derive"),
	}
	if n, ok := m.Integer("max_rows", 1, 10000); ok {
		f.MaxRows = int(n)
	}
	f.Most = null(m.Decimal("most"))
	if n, ok := m.Integer("since", 1, 1e6); ok {
		f.Since = int(n)
	}
	l.carryOver(m, &f)
	f.Columns = l.fields(file, m.List("columns"), false)
	f.OptionAlso = ownWords(m, "option_also")
	checkWords(m, "columns", f.Columns)
	checkCode(file, m.At("code"), "字段", f.Code)
	checkKind(m, &f)
	m.Done()
	return f
}

// checkKind refuses settings that the field's kind has no use for.
func checkKind(m *strictyaml.Mapping, f *scoring.Field) {
	var names []string
	known := f.Kind == ""
	for _, k := range allKinds {
		names = append(names, string(k))
		known = known || k == f.Kind
	}
	if !known {
		m.Defect("kind", fmt.Sprintf("字段“%s”的类型“%s”没有定义", f.Code, f.Kind), hint.Meant(string(f.Kind), names, "类型有："+strings.Join(names, "、")))
		return
	}
	if f.Kind != fact.Rows && (len(f.Columns) > 0 || f.RowName != "" || f.MaxRows > 0) {
		m.Defect("columns", fmt.Sprintf("字段“%s”不是列表（rows），不能有列", f.Code), "kind 改为 rows，或删去 columns、row_name、max_rows")
	}
	if f.Kind == fact.Rows && len(f.Columns) == 0 {
		m.Defect("columns", fmt.Sprintf("列表字段“%s”没有列", f.Code), "补上 columns")
	}
	if f.Kind != fact.Choice && f.Kind != fact.Checklist && m.Has("options") {
		m.Defect("options", fmt.Sprintf("字段“%s”不是选择题，不能有选项", f.Code), "kind 改为 choice（单选）或 checklist（多选），或删去 options")
	}
	if f.Negative && f.Kind != fact.Money && f.Kind != fact.Rate {
		m.Defect("negative", fmt.Sprintf("字段“%s”不是金额，不能为负数", f.Code), "删去 negative")
	}
	if f.Most.Valid && !f.Kind.Numeric() {
		m.Defect("most", fmt.Sprintf("字段“%s”不是数字，不能有上限", f.Code), "删去 most")
	}
	checkDistinct(m, "columns", "列", codesOf(f.Columns))
	checkDistinct(m, "options", "选项", f.Options)
}

// kindNames are the kinds as the readme explains them.
var kindNames = map[fact.Kind]string{
	fact.Money: "万元", fact.Count: "个数", fact.Percent: "百分数", fact.Rate: "变动率", fact.Figure: "数", fact.YesNo: "是否", fact.Choice: "单选", fact.Checklist: "多选",
	fact.ShortText: "一行字", fact.LongText: "长文", fact.Rows: "列表", fact.PerIndicator: "按失分指标填写", fact.PerFinding: "按问题填写",
}

func kindText(k fact.Kind) string { return string(k) + "（" + kindNames[k] + "）" }

func codesOf(fields []scoring.Field) []string {
	codes := make([]string, len(fields))
	for i, f := range fields {
		codes[i] = f.Code
	}
	return codes
}

func checkDistinct(m *strictyaml.Mapping, key, what string, names []string) {
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n] {
			m.Defect(key, fmt.Sprintf("%s“%s”写了两次", what, n), "删去其中一个")
		}
		seen[n] = true
	}
}

func checkCode(file *strictyaml.File, line int, what, code string) {
	switch {
	case code == "":
	case len(code) > maxFieldCode:
		file.Defect(line, fmt.Sprintf("%s代码“%s”长于 %d 个字符", what, code, maxFieldCode), "换一个短一些的代码")
	case !fieldCode.MatchString(code):
		file.Defect(line, fmt.Sprintf("%s代码“%s”只能用小写字母、数字和下划线，并以字母开头", what, code), "例：budget_initial")
	case reserved(code):
		file.Defect(line, fmt.Sprintf("%s代码“%s”是公式里的保留字", what, code), "换一个代码")
	}
}

// compileFields compiles the formulas of all fields.
func (l *loader) compileFields() {
	for i := range l.pack.Sections {
		l.compileList(l.pack.Sections[i].Fields, l.pack.Scope(""))
	}
}

func (l *loader) compileList(fields []scoring.Field, s *formula.Scope) {
	for i := range fields {
		f := &fields[i]
		f.When = l.compile(s, f.When, formula.YesType, fieldOf+f.Code)
		f.Offer = l.compile(s, f.Offer, formula.NumberType, fieldOf+f.Code)
		f.Derive = l.compile(s, f.Derive, formula.NumberType, fieldOf+f.Code)
		if (f.Offer != nil || f.Derive != nil) && !f.Kind.Numeric() {
			l.defectAt(l.lines.field[f.Code], fmt.Sprintf("字段“%s”不是数字，不能计算", f.Code), "删去 offer 和 derive")
		}
		if f.Kind == fact.Rows {
			l.compileList(f.Columns, f.RowScope())
		}
	}
}

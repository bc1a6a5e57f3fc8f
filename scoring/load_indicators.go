package scoring

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"ziping/scoring/fact"
)

func (l *loader) indicators(m *mapping) {
	m.require("indicators")
	l.lines.indicators = m.at("indicators")
	l.lines.indicator = map[string]position{}
	for _, n := range m.list("indicators") {
		i := l.file.mapping(n, "指标")
		row, ok := l.ownOrShared(i)
		if !ok {
			continue
		}
		if first, twice := l.lines.indicator[row.Code]; twice {
			i.defect("code", fmt.Sprintf("指标代码“%s”写了两次，第一次在第 %d 行", row.Code, first.line), "换一个代码")
		} else {
			l.lines.indicator[row.Code] = position{l.file, i.line}
		}
		l.pack.Indicators = append(l.pack.Indicators, row)
	}
}

// ownOrShared reads an indicator; an entry `use: CODE` stands for a fragment's, for which the
// pack may say its own sources and note.
func (l *loader) ownOrShared(m *mapping) (Indicator, bool) {
	if !m.has("use") {
		return l.indicator(m), true
	}
	shared, ok := l.part(m, l.parts.indicators)
	if !ok {
		return Indicator{}, false
	}
	row := l.indicator(shared)
	if m.has("sources") {
		row.Sources = m.texts("sources")
	}
	if m.has("note") {
		row.Note = m.text("note")
	}
	m.done()
	return row, true
}

func (l *loader) indicator(m *mapping) Indicator {
	row := Indicator{
		Code: m.requiredText("code"), Level1: m.requiredText("level1"), Level2: m.requiredText("level2"),
		Name: m.requiredText("name"), Topic: m.text("topic"), Provenance: fact.Provenance(m.requiredText("provenance")),
		Sources: m.texts("sources"), Note: m.text("note"), Standard: m.text("standard"),
		Formula: pending(m, "formula"), Percent: m.boolean("percent"),
		Causes: m.texts("causes"), Measures: m.texts("measures"),
	}
	m.require("max")
	row.Max, _ = m.decimal("max")
	if n, ok := m.integer("round", 0, 6); ok {
		digits := int32(n)
		row.Round = &digits
	}
	if !indicatorCode.MatchString(row.Code) {
		m.defect("code", fmt.Sprintf("指标代码“%s”只能用大写字母、数字和下划线，不超过 20 个字符", row.Code), "例：B2")
	}
	switch row.Provenance {
	case fact.Seen, fact.Recalled, fact.Inferred, fact.Proposal, "":
	default:
		m.defect("provenance", fmt.Sprintf("指标 %s 的依据“%s”没有定义", row.Code, row.Provenance), "写 seen、recalled、inferred 或 proposal")
	}
	l.applyTopic(m, &row)
	for _, n := range m.list("cases") {
		row.Cases = append(row.Cases, l.oneCase(m.file.mapping(n, "特殊情形"), row))
	}
	if m.require("rule") {
		row.Rule = l.rule(m.file.mapping(m.node("rule"), ruleWhat), &row)
	}
	m.done()
	return row
}

// applyTopic takes causes and measures from the topic where the row has none of its own.
func (l *loader) applyTopic(m *mapping, row *Indicator) {
	if row.Topic == "" {
		return
	}
	t, ok := l.topics[row.Topic]
	if !ok {
		m.defect("topic", fmt.Sprintf("没有名为“%s”的主题", row.Topic), meant(row.Topic, keysOf(l.topics), "检查 include 的文件"))
		return
	}
	if len(row.Causes) == 0 {
		row.Causes = t.causes
	}
	if len(row.Measures) == 0 {
		row.Measures = t.measures
	}
}

func (l *loader) oneCase(m *mapping, row Indicator) Case {
	m.require("when")
	c := Case{When: pending(m, "when"), Says: m.requiredText("says"), AskField: m.text("ask")}
	c.Ask = c.AskField != ""
	switch {
	case c.Ask && m.has("points"):
		m.defect("ask", fmt.Sprintf("指标 %s 的特殊情形同时写了 points 和 ask", row.Code), "留其中一个")
	case c.Ask:
		l.askField(m, row.Code, c.AskField)
	case m.text("points") == "full":
		c.Points = row.Max
	default:
		m.require("points")
		c.Points, _ = m.decimal("points")
		if c.Points.IsNegative() || c.Points.GreaterThan(row.Max) {
			m.defect("points", fmt.Sprintf("指标 %s 的特殊情形得 %s 分，超出 0～%s 分", row.Code, fact.FormatPoints(c.Points), fact.FormatPoints(row.Max)), "改成 0 到分值之间的数，或写 full（满分）")
		}
	}
	m.done()
	return c
}

func (l *loader) askField(m *mapping, indicator, code string) {
	l.later = append(l.later, func() {
		if f, ok := l.pack.Field(code); !ok {
			m.defect("ask", fmt.Sprintf("指标 %s 的“%s”不是字段代码", indicator, code), meant(code, l.pack.index.codes, "写一个填写得分的字段"))
		} else if !f.Kind.Numeric() {
			m.defect("ask", fmt.Sprintf("指标 %s 的“%s”应是数字字段", indicator, code), "类型写 number")
		}
	})
}

func (l *loader) compileIndicators() {
	v := l.vocabulary()
	for i := range l.pack.Indicators {
		row := &l.pack.Indicators[i]
		row.Formula = l.compile(v, row.Formula, numberType)
		for j := range row.Cases {
			row.Cases[j].When = l.compile(v, row.Cases[j].When, boolType)
		}
	}
}

// inPercent says that the row's value is in percent: as a rate of figures or as a field
// that is one.
func (row *Indicator) inPercent() bool {
	if row.Percent {
		return true
	}
	return row.Formula != nil && (row.Formula.kind == fact.Percent || row.Formula.kind == fact.Rate)
}

// claims reads the claims of the pack or of a fragment it includes.
func (l *loader) claims(m *mapping) {
	for _, n := range m.list("claims") {
		c := m.file.mapping(n, "自报数据")
		c.require("formula")
		claim := Claim{
			Code: c.requiredText("code"), Label: c.requiredText("label"), Unit: c.text("unit"),
			Formula: pending(c, "formula"), Percent: c.boolean("percent"),
		}
		l.checkCode(m.file, c.at("code"), "自报数据", claim.Code)
		if slices.ContainsFunc(l.pack.Claims, func(o Claim) bool { return o.Code == claim.Code }) {
			c.defect("code", fmt.Sprintf("自报数据代码“%s”写了两次", claim.Code), "换一个代码")
		}
		c.done()
		l.pack.Claims = append(l.pack.Claims, claim)
	}
}

func (l *loader) compileClaims() {
	v := l.vocabulary()
	for i := range l.pack.Claims {
		c := &l.pack.Claims[i]
		c.Formula = l.compile(v, c.Formula, numberType)
	}
}

// labelledList reads a list of {label, points}.
func (m *mapping) labelledList(key string) []labelled {
	m.require(key)
	var out []labelled
	for _, n := range m.list(key) {
		out = append(out, m.file.labelled(n))
	}
	return out
}

func (y *yamlFile) labelled(n *yaml.Node) labelled {
	m := y.mapping(n, "选项")
	it := labelled{label: m.requiredText("label")}
	m.require("points")
	it.points, _ = m.decimal("points")
	m.done()
	return it
}

func null(d decimal.Decimal, ok bool) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: d, Valid: ok}
}

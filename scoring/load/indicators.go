package load

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/hint"
	"ziping/scoring/rule"
	"ziping/scoring/strictyaml"
)

func (l *loader) indicators(m *strictyaml.Mapping) {
	m.Require("indicators")
	l.lines.indicators = m.At("indicators")
	l.lines.indicator = map[string]strictyaml.Position{}
	for _, n := range m.List("indicators") {
		i := l.file.Mapping(n, "指标")
		row, ok := l.ownOrShared(i)
		if !ok {
			continue
		}
		if first, twice := l.lines.indicator[row.Code]; twice {
			i.Defect("code", fmt.Sprintf("指标代码“%s”写了两次，第一次在第 %d 行", row.Code, first.Line), "换一个代码")
		} else {
			l.lines.indicator[row.Code] = l.file.Position(i.Line)
		}
		l.pack.Indicators = append(l.pack.Indicators, row)
	}
}

// ownOrShared reads an indicator; an entry `use: CODE` stands for a fragment's, for which the
// pack may say its own sources and note.
func (l *loader) ownOrShared(m *strictyaml.Mapping) (scoring.Indicator, bool) {
	if !m.Has("use") {
		return l.indicator(m), true
	}
	shared, ok := sharedPart(m, l.parts.indicators)
	if !ok {
		return scoring.Indicator{}, false
	}
	row := l.indicator(shared)
	if m.Has("sources") {
		row.Sources = m.Texts("sources")
	}
	if m.Has("note") {
		row.Note = m.Text("note")
	}
	m.Done()
	return row, true
}

func (l *loader) indicator(m *strictyaml.Mapping) scoring.Indicator {
	row := scoring.Indicator{
		Code: m.RequiredText("code"), Level1: m.RequiredText("level1"), Level2: m.RequiredText("level2"),
		Name: m.RequiredText("name"), Also: m.Texts("also"), Topic: m.Text("topic"), Provenance: fact.Provenance(m.RequiredText("provenance")),
		Sources: m.Texts("sources"), Note: m.Text("note"), Standard: m.Text("standard"),
		Formula: l.pending(m, "formula"), Percent: m.Boolean("percent"),
		Causes: m.Texts("causes"), Measures: m.Texts("measures"),
	}
	m.Require("max")
	row.Max, _ = m.Decimal("max")
	if n, ok := m.Integer("round", 0, 6); ok {
		digits := int32(n)
		row.Round = &digits
	}
	if !indicatorCode.MatchString(row.Code) {
		m.Defect("code", fmt.Sprintf("指标代码“%s”只能用大写字母、数字和下划线，不超过 20 个字符", row.Code), "例：B2")
	}
	switch row.Provenance {
	case fact.Seen, fact.Recalled, fact.Inferred, fact.Proposal, "":
	default:
		m.Defect("provenance", fmt.Sprintf("指标 %s 的依据“%s”没有定义", row.Code, row.Provenance), "写 seen、recalled、inferred 或 proposal")
	}
	l.applyTopic(m, &row)
	for _, n := range m.List("cases") {
		row.Cases = append(row.Cases, l.oneCase(m.File.Mapping(n, "特殊情形"), row))
	}
	if m.Require("rule") {
		row.Rule = readRule(l, m.File.Mapping(m.Node("rule"), ruleWhat), &row)
	}
	m.Done()
	return row
}

// applyTopic takes causes and measures from the topic where the row has none of its own.
func (l *loader) applyTopic(m *strictyaml.Mapping, row *scoring.Indicator) {
	if row.Topic == "" {
		return
	}
	t, ok := l.topics[row.Topic]
	if !ok {
		m.Defect("topic", fmt.Sprintf("没有名为“%s”的主题", row.Topic), hint.Meant(row.Topic, hint.Names(l.topics), "检查 include 的文件"))
		return
	}
	if len(row.Causes) == 0 {
		row.Causes = t.causes
	}
	if len(row.Measures) == 0 {
		row.Measures = t.measures
	}
}

func (l *loader) oneCase(m *strictyaml.Mapping, row scoring.Indicator) scoring.Case {
	m.Require("when")
	c := scoring.Case{When: l.pending(m, "when"), Says: m.RequiredText("says"), AskField: m.Text("ask")}
	c.Ask = c.AskField != ""
	switch {
	case c.Ask && m.Has("points"):
		m.Defect("ask", fmt.Sprintf("指标 %s 的特殊情形同时写了 points 和 ask", row.Code), "留其中一个")
	case c.Ask:
		l.askField(m, row.Code, c.AskField)
	case m.Text("points") == "full":
		c.Points = row.Max
	default:
		m.Require("points")
		c.Points, _ = m.Decimal("points")
		if c.Points.IsNegative() || c.Points.GreaterThan(row.Max) {
			m.Defect("points", fmt.Sprintf("指标 %s 的特殊情形得 %s 分，超出 0～%s 分", row.Code, fact.FormatPoints(c.Points), fact.FormatPoints(row.Max)), "改成 0 到分值之间的数，或写 full（满分）")
		}
	}
	m.Done()
	return c
}

func (l *loader) askField(m *strictyaml.Mapping, indicator, code string) {
	l.later = append(l.later, func() {
		if f, ok := l.pack.Field(code); !ok {
			m.Defect("ask", fmt.Sprintf("指标 %s 的“%s”不是字段代码", indicator, code), hint.Meant(code, l.pack.Codes(), "写一个填写得分的字段"))
		} else if !f.Kind.Numeric() {
			m.Defect("ask", fmt.Sprintf("指标 %s 的“%s”应是数字字段", indicator, code), "类型写 number")
		}
	})
}

func (l *loader) compileIndicators() {
	v := l.pack.Scope("")
	for i := range l.pack.Indicators {
		row := &l.pack.Indicators[i]
		row.Formula = l.compile(v, row.Formula, formula.NumberType, indicatorOf+row.Code)
		for j := range row.Cases {
			row.Cases[j].When = l.compile(v, row.Cases[j].When, formula.YesType, indicatorOf+row.Code)
		}
	}
}

// claims reads the claims of the pack or of a fragment it includes.
func (l *loader) claims(m *strictyaml.Mapping) {
	for _, n := range m.List("claims") {
		c := m.File.Mapping(n, "自报数据")
		c.Require("formula")
		claim := scoring.Claim{
			Code: c.RequiredText("code"), Label: c.RequiredText("label"), Also: c.Texts("also"), Unit: c.Text("unit"),
			Formula: l.pending(c, "formula"), Percent: c.Boolean("percent"),
		}
		checkCode(m.File, c.At("code"), "自报数据", claim.Code)
		if slices.ContainsFunc(l.pack.Claims, func(o scoring.Claim) bool { return o.Code == claim.Code }) {
			c.Defect("code", fmt.Sprintf("自报数据代码“%s”写了两次", claim.Code), "换一个代码")
		}
		l.claimNeeds[claim.Code] = c.Texts("needs")
		c.Done()
		l.pack.Claims = append(l.pack.Claims, claim)
	}
}

// dropClaims drops the claims whose fields the pack has not.
func (l *loader) dropClaims() {
	l.pack.Claims = slices.DeleteFunc(l.pack.Claims, func(c scoring.Claim) bool { return l.lacks(l.claimNeeds[c.Code]) })
	l.pack.Index()
}

func (l *loader) compileClaims() {
	v := l.pack.Scope("")
	for i := range l.pack.Claims {
		c := &l.pack.Claims[i]
		c.Formula = l.compile(v, c.Formula, formula.NumberType, claimOf+c.Code)
	}
}

// labelledList reads a list of {label, points}.
func labelledList(m *strictyaml.Mapping, key string) []rule.Labelled {
	m.Require(key)
	var out []rule.Labelled
	for _, n := range m.List(key) {
		out = append(out, readLabelled(m.File.Mapping(n, "选项")))
	}
	return out
}

func readLabelled(m *strictyaml.Mapping) rule.Labelled {
	it := rule.Labelled{Label: m.RequiredText("label"), Also: m.Texts("also")}
	m.Require("points")
	it.Points, _ = m.Decimal("points")
	m.Done()
	return it
}

func null(d decimal.Decimal, ok bool) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: d, Valid: ok}
}

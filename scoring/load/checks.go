package load

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/hint"
	"ziping/scoring/rule"
	"ziping/scoring/strictyaml"
)

var (
	indicatorCode = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,19}$`)
	checkID       = regexp.MustCompile(`^[A-Z][0-9]{2}(\.[a-z0-9_]{1,20})?$`)
)

// checkSource is a check as written; one that is made `each` indicator becomes several.
type checkSource struct {
	m         *strictyaml.Mapping
	check     scoring.Check
	condition *formula.Formula
	amount    *formula.Formula
	message   string
	statement string
	each      string // "", "indicator" or "bands"
	topic     string
	shared    bool
	needs     []string // the fields and claims without which a pack does without the check
	unless    []string // those with any of which it does
}

func (l *loader) ownChecks(m *strictyaml.Mapping) {
	for _, n := range m.List("checks") {
		l.checks = append(l.checks, l.check(l.file.Mapping(n, "检查"), false))
	}
}

func (l *loader) check(m *strictyaml.Mapping, shared bool) checkSource {
	m.Require("condition")
	s := checkSource{
		m: m, shared: shared, condition: l.pending(m, "condition"), message: m.RequiredText("message"), statement: m.Text("statement"),
		each: m.Text("each"), topic: m.Text("topic"), needs: m.Texts("needs"), unless: m.Texts("unless"), amount: l.pending(m, "amount"),
		check: scoring.Check{
			ID: m.RequiredText("id"), Title: m.RequiredText("title"), Severity: fact.Severity(m.RequiredText("severity")),
			Indicator: m.Text("indicator"), Fields: m.Texts("fields"),
			Causes: m.Texts("causes"), Measures: m.Texts("measures"), Basis: m.Text("basis"),
		},
	}
	m.Done()
	if id := s.check.ID; id != "" && !checkID.MatchString(id) {
		m.Defect("id", fmt.Sprintf("检查编号“%s”写法有误", id), "例：A02 或 A05.transfers")
	}
	switch s.check.Severity {
	case fact.Error, fact.Warning, fact.Note, "":
	default:
		m.Defect("severity", fmt.Sprintf("检查 %s 的级别“%s”没有定义", s.check.ID, s.check.Severity), "写 error、warning 或 note")
	}
	switch s.each {
	case "", "indicator", rule.BandsKind:
	default:
		m.Defect("each", fmt.Sprintf("检查 %s 的 each 不能是“%s”", s.check.ID, s.each), "写 indicator（每个指标）或 bands（每个分档计分的指标）")
	}
	return s
}

// expandChecks compiles the checks the pack has: its own and the shared ones except
// those it does without.
func (l *loader) expandChecks(without map[string]int) {
	used := map[string]bool{}
	for _, s := range l.checks {
		id, _, _ := strings.Cut(s.check.ID, ".")
		dropped := s.shared && len(l.only) > 0 && !slices.Contains(l.only, s.check.ID)
		for _, key := range []string{s.check.ID, id} {
			if _, listed := without[key]; listed && s.shared {
				used[key], dropped = true, true
			}
		}
		if !dropped && !l.lacks(s.needs) && (len(s.unless) == 0 || l.lacksAll(s.unless)) {
			l.expand(s)
		}
	}
	l.expandProjectChecks(without, used)
	for key, line := range without {
		if !used[key] {
			l.file.Defect(line, fmt.Sprintf("without 里的“%s”不是共用检查", key), "删去，或检查编号")
		}
	}
}

// lacksAll reports whether the pack has none of these fields and claims.
func (l *loader) lacksAll(codes []string) bool {
	return !slices.ContainsFunc(codes, func(code string) bool { return !l.lacks([]string{code}) })
}

// lacks reports whether the pack has not all of these fields and claims.
func (l *loader) lacks(needs []string) bool {
	for _, code := range needs {
		_, field := l.pack.Field(code)
		_, claim := l.pack.Claim(code)
		if !field && !claim {
			return true
		}
	}
	return false
}

func (l *loader) expand(s checkSource) {
	l.tie(&s)
	if s.each == "" {
		l.addCheck(s, l.pack.Scope(""))
		return
	}
	for i := range l.pack.Indicators {
		row := &l.pack.Indicators[i]
		if s.each == rule.BandsKind && (row.Rule == nil || row.Rule.Kind() != rule.BandsKind) {
			continue
		}
		one := s
		one.check.ID += "." + row.Code
		one.check.Indicator = row.Code
		l.addCheck(one, l.pack.Scope(row.Code))
	}
}

// tie finds the indicator a check belongs to: by code, or by topic, which a pack need
// not have.
func (l *loader) tie(s *checkSource) {
	if s.topic != "" {
		if _, ok := l.topics[s.topic]; !ok {
			s.m.Defect("topic", fmt.Sprintf("没有名为“%s”的主题", s.topic), hint.Meant(s.topic, hint.Names(l.topics), "检查 include 的文件"))
		}
		for _, row := range l.pack.Indicators {
			if row.Topic == s.topic {
				s.check.Indicator = row.Code
				break
			}
		}
	}
	if s.check.Indicator == "" {
		return
	}
	if _, ok := l.pack.Indicator(s.check.Indicator); !ok {
		s.m.Defect("indicator", fmt.Sprintf("检查 %s 的“%s”不是指标代码", s.check.ID, s.check.Indicator),
			hint.Meant(s.check.Indicator, l.pack.IndicatorCodes(), ""))
	}
}

// inherit gives a check without causes or measures those of its topic, or else those of
// the first check of the same number.
func (l *loader) inherit(s checkSource) scoring.Check {
	c := s.check
	causes, measures := l.topics[s.topic].causes, l.topics[s.topic].measures
	if s.topic == "" {
		id, _, _ := strings.Cut(c.ID, ".")
		for _, first := range l.pack.Checks {
			if first.ID == id || strings.HasPrefix(first.ID, id+".") {
				causes, measures = first.Causes, first.Measures
				break
			}
		}
	}
	if len(c.Causes) == 0 {
		c.Causes = causes
	}
	if len(c.Measures) == 0 {
		c.Measures = measures
	}
	return c
}

func (l *loader) addCheck(s checkSource, in *formula.Scope) {
	c := l.inherit(s)
	if first, twice := l.lines.check[c.ID]; twice {
		s.m.Defect("id", fmt.Sprintf("检查编号“%s”写了两次，第一次在 %s 第 %d 行", c.ID, first.File.Name, first.Line), "加上后缀区分，例：A05.transfers")
		return
	}
	l.lines.check[c.ID] = s.m.Position("id")
	c.Condition = l.compile(in, s.condition, formula.YesType, checkOf+c.ID)
	c.Amount = l.compile(in, s.amount, formula.NumberType, checkOf+c.ID)
	message, err := in.Message(s.message)
	if err != nil {
		err.Text = checkOf + c.ID + "：" + err.Text
		l.wrongFormula(s.m.Position("message"), checkOf+c.ID, err)
	}
	c.Message = message
	if s.statement != "" {
		if c.Statement, err = in.Message(s.statement); err != nil {
			err.Text = checkOf + c.ID + "：" + err.Text
			l.wrongFormula(s.m.Position("statement"), checkOf+c.ID, err)
		}
	}
	for _, code := range c.Fields {
		if _, ok := l.pack.Field(code); !ok {
			s.m.Defect("fields", fmt.Sprintf("检查 %s 的“%s”不是字段代码", c.ID, code), hint.Meant(code, l.pack.Codes(), ""))
		}
	}
	l.pack.Checks = append(l.pack.Checks, c)
}

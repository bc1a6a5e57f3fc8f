package scoring

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/hint"
	"ziping/scoring/strictyaml"
)

// ruleReaders read the settings of each kind of rule.
var ruleReaders = map[string]func(l *loader, m *strictyaml.Mapping, row *Indicator) Rule{
	bandsKind:      func(_ *loader, m *strictyaml.Mapping, _ *Indicator) Rule { return readBands(m) },
	overKind:       readOver,
	stepBelowKind:  func(_ *loader, m *strictyaml.Mapping, _ *Indicator) Rule { return readStep(m, stepBelowKind) },
	stepOverKind:   func(_ *loader, m *strictyaml.Mapping, _ *Indicator) Rule { return readStep(m, stepOverKind) },
	stepOffKind:    func(_ *loader, m *strictyaml.Mapping, _ *Indicator) Rule { return readStep(m, stepOffKind) },
	proportionKind: func(*loader, *strictyaml.Mapping, *Indicator) Rule { return proportionRule{} },
	inverseKind:    func(*loader, *strictyaml.Mapping, *Indicator) Rule { return inverseRule{} },
	checklistKind: func(l *loader, m *strictyaml.Mapping, row *Indicator) Rule {
		return checklistRule{field: l.ruleField(m, row, fact.Checklist), items: labelledList(m, "items"), partial: m.Boolean("partial")}
	},
	perCaseKind: func(l *loader, m *strictyaml.Mapping, row *Indicator) Rule {
		return perCaseRule{field: l.ruleField(m, row, fact.Count), deduct: m.RequiredDecimal("deduct"), noun: m.RequiredText("noun")}
	},
	gradeKind: func(l *loader, m *strictyaml.Mapping, row *Indicator) Rule {
		return gradeRule{kind: gradeKind, field: l.ruleField(m, row, fact.Choice), grades: labelledList(m, "grades")}
	},
	coefficientKnd: func(l *loader, m *strictyaml.Mapping, row *Indicator) Rule {
		return coefficientRule{field: l.ruleField(m, row, fact.Percent)}
	},
	manualKind: func(l *loader, m *strictyaml.Mapping, row *Indicator) Rule {
		if m.Has("options") {
			return gradeRule{kind: manualKind, field: l.ruleField(m, row, fact.Choice), grades: labelledList(m, "options")}
		}
		return manualRule{field: l.ruleField(m, row, fact.Figure)}
	},
	formulaKind: readFormulaRule,
	rowsKind:    readRowsRule,
}

func (l *loader) rule(m *strictyaml.Mapping, row *Indicator) Rule {
	kind := m.KindBy("kind")
	read, ok := ruleReaders[kind]
	if !ok {
		m.Defect("kind", fmt.Sprintf("评分规则“%s”没有定义", kind), hint.Meant(kind, hint.Names(ruleReaders), "规则有："+strings.Join(hint.Names(ruleReaders), "、")))
		return nil
	}
	rule := read(l, m, row)
	m.Done()
	if rule.Field() == "" && row.Formula == nil && !m.WasRead("field") {
		m.Defect("kind", fmt.Sprintf("指标 %s 的评分规则“%s”要用公式", row.Code, kind), "补上 formula")
	}
	if rule.Field() != "" && row.Formula != nil && kind != coefficientKnd {
		m.Defect("field", fmt.Sprintf("指标 %s 的评分规则直接读取字段，不用公式", row.Code), "删去 formula")
	}
	return rule
}

// ruleField is the field a rule reads, which has to be of the given kind.
func (l *loader) ruleField(m *strictyaml.Mapping, row *Indicator, kind fact.Kind) string {
	code, name := m.RequiredText("field"), row.Code
	l.later = append(l.later, func() {
		f, ok := l.pack.Field(code)
		if !ok && code != "" {
			m.Defect("field", fmt.Sprintf("指标 %s 的“%s”不是字段代码", name, code), hint.Meant(code, l.pack.index.codes, ""))
		} else if ok && f.Kind != kind {
			m.Defect("field", fmt.Sprintf("指标 %s 的字段“%s”类型应是 %s，实际是 %s", name, code, kindText(kind), kindText(f.Kind)), "换一个字段，或改字段的 kind")
		}
	})
	return code
}

func readBands(m *strictyaml.Mapping) Rule {
	r := bandsRule{from: null(decimal.Zero, true)}
	if m.Has("covers") {
		c := m.File.Mapping(m.Node("covers"), "取值范围")
		r.from, r.to = null(c.Decimal("ge")), null(c.Decimal("le"))
		c.Done()
	}
	m.Require("bands")
	for _, n := range m.List("bands") {
		r.bands = append(r.bands, readBand(m.File.Mapping(n, "分档")))
	}
	return r
}

func readBand(m *strictyaml.Mapping) band {
	b := band{points: m.RequiredDecimal("points")}
	if d, ok := m.Decimal("eq"); ok {
		b.low, b.high, b.lowIn, b.highIn = null(d, true), null(d, true), true, true
	}
	bound := func(key string, to *decimal.NullDecimal, in *bool, inclusive bool) {
		d, ok := m.Decimal(key)
		if !ok {
			return
		}
		if to.Valid {
			m.Defect(key, "分档的界限写了两次", "上限、下限各写一个，或只写 eq")
			return
		}
		*to, *in = null(d, true), inclusive
	}
	bound("ge", &b.low, &b.lowIn, true)
	bound("gt", &b.low, &b.lowIn, false)
	bound("le", &b.high, &b.highIn, true)
	bound("lt", &b.high, &b.highIn, false)
	if !b.low.Valid && !b.high.Valid {
		m.Defect("points", "分档没有界限", "写 eq、ge、gt、le 或 lt")
	}
	m.Done()
	return b
}

func readOver(l *loader, m *strictyaml.Mapping, _ *Indicator) Rule {
	return overRule{
		threshold: m.RequiredDecimal("threshold"), perPoint: m.RequiredDecimal("per_point"),
		proRata: l.steps(m, "steps", l.stepsProRata),
	}
}

func readStep(m *strictyaml.Mapping, kind string) Rule {
	return stepRule{kind: kind, target: m.RequiredDecimal("target"), step: m.RequiredDecimal("step"), deduct: m.RequiredDecimal("deduct")}
}

func readFormulaRule(l *loader, m *strictyaml.Mapping, row *Indicator) Rule {
	r := formulaRule{bestAt: m.RequiredDecimal("best_at")}
	source := m.RequiredText("points")
	f, err := pointsScope().Compile(source, formula.NumberType)
	if err != nil {
		l.wrongFormula(m.Position("points"), "指标 "+row.Code+"：", err)
		return proportionRule{}
	}
	r.points = f
	return r
}

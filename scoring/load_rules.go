package scoring

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// ruleReaders read the settings of each kind of rule.
var ruleReaders = map[string]func(l *loader, m *mapping, row *Indicator) Rule{
	bandsKind:      func(_ *loader, m *mapping, _ *Indicator) Rule { return readBands(m) },
	overKind:       readOver,
	stepBelowKind:  func(_ *loader, m *mapping, _ *Indicator) Rule { return readStep(m, stepBelowKind) },
	stepOverKind:   func(_ *loader, m *mapping, _ *Indicator) Rule { return readStep(m, stepOverKind) },
	stepOffKind:    func(_ *loader, m *mapping, _ *Indicator) Rule { return readStep(m, stepOffKind) },
	proportionKind: func(*loader, *mapping, *Indicator) Rule { return proportionRule{} },
	inverseKind:    func(*loader, *mapping, *Indicator) Rule { return inverseRule{} },
	checklistKind: func(l *loader, m *mapping, row *Indicator) Rule {
		return checklistRule{field: l.ruleField(m, row, fact.Checklist), items: m.labelledList("items"), partial: m.boolean("partial")}
	},
	perCaseKind: func(l *loader, m *mapping, row *Indicator) Rule {
		return perCaseRule{field: l.ruleField(m, row, fact.Count), deduct: m.requiredDecimal("deduct"), noun: m.requiredText("noun")}
	},
	gradeKind: func(l *loader, m *mapping, row *Indicator) Rule {
		return gradeRule{kind: gradeKind, field: l.ruleField(m, row, fact.Choice), grades: m.labelledList("grades")}
	},
	coefficientKnd: func(l *loader, m *mapping, row *Indicator) Rule {
		return coefficientRule{field: l.ruleField(m, row, fact.Percent)}
	},
	manualKind: func(l *loader, m *mapping, row *Indicator) Rule {
		if m.has("options") {
			return gradeRule{kind: manualKind, field: l.ruleField(m, row, fact.Choice), grades: m.labelledList("options")}
		}
		return manualRule{field: l.ruleField(m, row, fact.Figure)}
	},
	formulaKind: readFormulaRule,
	rowsKind:    readRowsRule,
}

func (l *loader) rule(m *mapping, row *Indicator) Rule {
	kind := m.requiredText("kind")
	read, ok := ruleReaders[kind]
	if !ok {
		m.defect("kind", fmt.Sprintf("评分规则“%s”没有定义", kind), meant(kind, keysOf(ruleReaders), "规则有："+join(keysOf(ruleReaders))))
		return nil
	}
	rule := read(l, m, row)
	m.done()
	if rule.Field() == "" && row.Formula == nil && !m.known["field"] {
		m.defect("kind", fmt.Sprintf("指标 %s 的评分规则“%s”要用公式", row.Code, kind), "补上 formula")
	}
	if rule.Field() != "" && row.Formula != nil && kind != coefficientKnd {
		m.defect("field", fmt.Sprintf("指标 %s 的评分规则直接读取字段，不用公式", row.Code), "删去 formula")
	}
	return rule
}

// ruleField is the field a rule reads, which has to be of the given kind.
func (l *loader) ruleField(m *mapping, row *Indicator, kind fact.Kind) string {
	code, name := m.requiredText("field"), row.Code
	l.later = append(l.later, func() {
		f, ok := l.pack.Field(code)
		if !ok && code != "" {
			m.defect("field", fmt.Sprintf("指标 %s 的“%s”不是字段代码", name, code), meant(code, l.pack.index.codes, ""))
		} else if ok && f.Kind != kind {
			m.defect("field", fmt.Sprintf("指标 %s 的字段“%s”类型应是 %s，实际是 %s", name, code, kindText(kind), kindText(f.Kind)), "换一个字段，或改字段的 kind")
		}
	})
	return code
}

func (m *mapping) requiredDecimal(key string) decimal.Decimal {
	m.require(key)
	d, _ := m.decimal(key)
	return d
}

func readBands(m *mapping) Rule {
	r := bandsRule{from: null(decimal.Zero, true)}
	if m.has("covers") {
		c := m.file.mapping(m.node("covers"), "取值范围")
		r.from, r.to = null(c.decimal("ge")), null(c.decimal("le"))
		c.done()
	}
	m.require("bands")
	for _, n := range m.list("bands") {
		r.bands = append(r.bands, readBand(m.file.mapping(n, "分档")))
	}
	return r
}

func readBand(m *mapping) band {
	b := band{points: m.requiredDecimal("points")}
	if d, ok := m.decimal("eq"); ok {
		b.low, b.high, b.lowIn, b.highIn = null(d, true), null(d, true), true, true
	}
	bound := func(key string, to *decimal.NullDecimal, in *bool, inclusive bool) {
		d, ok := m.decimal(key)
		if !ok {
			return
		}
		if to.Valid {
			m.defect(key, "分档的界限写了两次", "上限、下限各写一个，或只写 eq")
			return
		}
		*to, *in = null(d, true), inclusive
	}
	bound("ge", &b.low, &b.lowIn, true)
	bound("gt", &b.low, &b.lowIn, false)
	bound("le", &b.high, &b.highIn, true)
	bound("lt", &b.high, &b.highIn, false)
	if !b.low.Valid && !b.high.Valid {
		m.defect("points", "分档没有界限", "写 eq、ge、gt、le 或 lt")
	}
	m.done()
	return b
}

func readOver(l *loader, m *mapping, _ *Indicator) Rule {
	return overRule{
		threshold: m.requiredDecimal("threshold"), perPoint: m.requiredDecimal("per_point"),
		proRata: l.steps(m, "steps", l.stepsProRata),
	}
}

func readStep(m *mapping, kind string) Rule {
	return stepRule{kind: kind, target: m.requiredDecimal("target"), step: m.requiredDecimal("step"), deduct: m.requiredDecimal("deduct")}
}

func readFormulaRule(l *loader, m *mapping, row *Indicator) Rule {
	r := formulaRule{bestAt: m.requiredDecimal("best_at")}
	source := m.requiredText("points")
	f, err := (&vocabulary{overRule: true}).compile(source, numberType)
	if err != nil {
		m.defect("points", fmt.Sprintf("指标 %s：%s", row.Code, err.text), err.mend)
		return proportionRule{}
	}
	r.points = f
	return r
}

package load

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/hint"
	"ziping/scoring/rule"
	"ziping/scoring/strictyaml"
)

// ruleWhat is what the loader calls a scoring rule.
const ruleWhat = "评分规则"

// ruleReaders read the settings of each kind of rule.
var ruleReaders = map[string]func(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule{
	rule.BandsKind: func(_ *loader, m *strictyaml.Mapping, _ *scoring.Indicator) rule.Rule { return readBands(m) },
	rule.OverKind:  readOver,
	rule.StepBelowKind: func(_ *loader, m *strictyaml.Mapping, _ *scoring.Indicator) rule.Rule {
		return readStep(m, rule.StepBelowKind)
	},
	rule.StepOverKind: func(_ *loader, m *strictyaml.Mapping, _ *scoring.Indicator) rule.Rule {
		return readStep(m, rule.StepOverKind)
	},
	rule.StepOffKind: func(_ *loader, m *strictyaml.Mapping, _ *scoring.Indicator) rule.Rule {
		return readStep(m, rule.StepOffKind)
	},
	rule.ProportionKind: func(*loader, *strictyaml.Mapping, *scoring.Indicator) rule.Rule { return rule.Proportion{} },
	rule.InverseKind:    func(*loader, *strictyaml.Mapping, *scoring.Indicator) rule.Rule { return rule.Inverse{} },
	rule.ChecklistKind: func(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule {
		return rule.Checklist{Code: l.ruleField(m, row, fact.Checklist), Items: labelledList(m, "items"), Partial: m.Boolean("partial")}
	},
	rule.PerCaseKind: func(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule {
		return rule.PerCase{Code: l.ruleField(m, row, fact.Count), Deduct: m.RequiredDecimal("deduct"), Noun: m.RequiredText("noun")}
	},
	rule.GradeKind: func(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule {
		return rule.Grade{Code: l.ruleField(m, row, fact.Choice), Grades: labelledList(m, "grades")}
	},
	rule.CoefficientKind: func(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule {
		return rule.Coefficient{Code: l.ruleField(m, row, fact.Percent)}
	},
	rule.ManualKind: func(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule {
		if m.Has("options") {
			return rule.Grade{Manual: true, Code: l.ruleField(m, row, fact.Choice), Grades: labelledList(m, "options")}
		}
		return rule.Manual{Code: l.ruleField(m, row, fact.Figure)}
	},
	rule.FormulaKind: readFormulaRule,
	rule.RowsKind:    readRowsRule,
}

func readRule(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule {
	kind := m.KindBy("kind")
	read, ok := ruleReaders[kind]
	if !ok {
		m.Defect("kind", fmt.Sprintf("评分规则“%s”没有定义", kind), hint.Meant(kind, hint.Names(ruleReaders), "规则有："+strings.Join(hint.Names(ruleReaders), "、")))
		return nil
	}
	r := read(l, m, row)
	m.Done()
	if r.Field() == "" && row.Formula == nil && !m.WasRead("field") {
		m.Defect("kind", fmt.Sprintf("指标 %s 的评分规则“%s”要用公式", row.Code, kind), "补上 formula")
	}
	if r.Field() != "" && row.Formula != nil && kind != rule.CoefficientKind {
		m.Defect("field", fmt.Sprintf("指标 %s 的评分规则直接读取字段，不用公式", row.Code), "删去 formula")
	}
	return r
}

// ruleField is the field a rule reads, which has to be of the given kind.
func (l *loader) ruleField(m *strictyaml.Mapping, row *scoring.Indicator, kind fact.Kind) string {
	code, name := m.RequiredText("field"), row.Code
	l.later = append(l.later, func() {
		f, ok := l.pack.Field(code)
		if !ok && code != "" {
			m.Defect("field", fmt.Sprintf("指标 %s 的“%s”不是字段代码", name, code), hint.Meant(code, l.pack.Codes(), ""))
		} else if ok && f.Kind != kind {
			m.Defect("field", fmt.Sprintf("指标 %s 的字段“%s”类型应是 %s，实际是 %s", name, code, kindText(kind), kindText(f.Kind)), "换一个字段，或改字段的 kind")
		}
	})
	return code
}

func readBands(m *strictyaml.Mapping) rule.Rule {
	r := rule.Bands{From: null(decimal.Zero, true)}
	if m.Has("covers") {
		c := m.File.Mapping(m.Node("covers"), "取值范围")
		r.From, r.To = null(c.Decimal("ge")), null(c.Decimal("le"))
		c.Done()
	}
	m.Require("bands")
	for _, n := range m.List("bands") {
		r.Bands = append(r.Bands, readBand(m.File.Mapping(n, "分档")))
	}
	return r
}

func readBand(m *strictyaml.Mapping) rule.Band {
	b := rule.Band{Points: m.RequiredDecimal("points")}
	if d, ok := m.Decimal("eq"); ok {
		b.Low, b.High, b.LowIn, b.HighIn = null(d, true), null(d, true), true, true
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
	bound("ge", &b.Low, &b.LowIn, true)
	bound("gt", &b.Low, &b.LowIn, false)
	bound("le", &b.High, &b.HighIn, true)
	bound("lt", &b.High, &b.HighIn, false)
	if !b.Low.Valid && !b.High.Valid {
		m.Defect("points", "分档没有界限", "写 eq、ge、gt、le 或 lt")
	}
	m.Done()
	return b
}

func readOver(l *loader, m *strictyaml.Mapping, _ *scoring.Indicator) rule.Rule {
	return rule.Over{
		Threshold: m.RequiredDecimal("threshold"), PerPoint: m.RequiredDecimal("per_point"),
		ProRata: readSteps(m, "steps", l.stepsProRata),
	}
}

func readStep(m *strictyaml.Mapping, kind string) rule.Rule {
	return rule.Step{Direction: kind, Target: m.RequiredDecimal("target"), Step: m.RequiredDecimal("step"), Deduct: m.RequiredDecimal("deduct")}
}

func readFormulaRule(l *loader, m *strictyaml.Mapping, row *scoring.Indicator) rule.Rule {
	r := rule.ByFormula{BestAt: m.RequiredDecimal("best_at")}
	source := m.RequiredText("points")
	f, err := rule.PointsScope().Compile(source, formula.NumberType)
	if err != nil {
		l.wrongFormula(m.Position("points"), "指标 "+row.Code+"：", err)
		return rule.Proportion{}
	}
	r.Points = f
	return r
}

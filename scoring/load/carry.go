package load

import (
	"fmt"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/hint"
	"ziping/scoring/strictyaml"
)

// carryOver reads whether last year's answer is offered: true, or the code of the field whose
// answer it is.
func (l *loader) carryOver(m *strictyaml.Mapping, f *scoring.Field) {
	word := m.Text("carry_over")
	n := m.Node("carry_over")
	if word == "" {
		return
	}
	if n.Tag == "!!bool" {
		f.CarryOver = m.Boolean("carry_over")
		return
	}
	f.CarryOver, f.CarryFrom = true, word
	code, kind := f.Code, f.Kind
	l.later = append(l.later, func() {
		if now, ok := l.pack.Field(code); !ok || now.CarryFrom != word {
			m.Defect("carry_over", fmt.Sprintf("列“%s”不能沿用上年的“%s”", code, word), "列写 true 或删去，只有字段能沿用别的字段")
			return
		}
		from, ok := l.pack.Field(word)
		switch {
		case !ok:
			m.Defect("carry_over", fmt.Sprintf("沿用上年的“%s”不是字段代码", word), hint.Meant(word, l.pack.Codes(), "写 true，或上年那个字段的代码"))
		case from.Kind == fact.Rows || kind == fact.Rows, from.Kind != kind:
			m.Defect("carry_over", fmt.Sprintf("字段“%s”不能沿用上年的“%s”：类型是 %s，不是 %s", code, word, from.Kind, kind), "换一个类型相同的字段（列表只能沿用自己，写 true）")
		}
	})
}

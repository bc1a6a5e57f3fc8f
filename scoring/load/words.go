package load

import (
	"fmt"
	"slices"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/hint"
	"ziping/scoring/rule"
	"ziping/scoring/strictyaml"
)

// ownWords reads other words for names of the author's own: {option: [word, word]}; nil when absent.
func ownWords(m *strictyaml.Mapping, key string) map[string][]string {
	if !m.Has(key) {
		return nil
	}
	words := map[string][]string{}
	w := m.File.Mapping(m.Node(key), "其他叫法")
	for _, name := range w.Keys() {
		words[name] = w.Texts(name)
	}
	return words
}

// groupWords reads what the groups of a section are called in tables.
func groupWords(m *strictyaml.Mapping, s *scoring.Section) {
	s.GroupAlso = ownWords(m, "group_also")
	var groups []string
	for _, f := range s.Fields {
		if f.Group != "" && !slices.Contains(groups, f.Group) {
			groups = append(groups, f.Group)
		}
	}
	for _, name := range hint.Names(s.GroupAlso) {
		if !slices.Contains(groups, name) {
			m.Defect("group_also", fmt.Sprintf("部分“%s”没有名为“%s”的组", s.Title, name), hint.Meant(name, groups, "写字段的 group"))
		}
	}
}

// checkWords refuses a word that stands for two questions of one section or list: whoever reads
// a table could not tell which is meant. A number of things and an amount may share one: the unit
// of the figure tells them apart (追加 8 个, 追加 364 万).
func checkWords(m *strictyaml.Mapping, key string, fields []scoring.Field) {
	owner := map[string]*scoring.Field{} // whom a word stands for
	for i := range fields {
		owner[fields[i].Label] = &fields[i]
	}
	for i := range fields {
		f := &fields[i]
		for _, word := range f.Also {
			if other := owner[word]; other != nil && !countAndAmount(f, other) {
				m.Defect(key, fmt.Sprintf("“%s”的其他叫法“%s”已经是“%s”的叫法", f.Label, word, other.Label), "一个叫法写一次，只指一个字段")
			}
			owner[word] = f
		}
	}
}

func countAndAmount(a, b *scoring.Field) bool {
	return a.Kind == fact.Count && b.Kind == fact.Money || a.Kind == fact.Money && b.Kind == fact.Count
}

// addOptionWords gives a field the other words that a rule says for its options.
func addOptionWords(f *scoring.Field, items []rule.Labelled) {
	for _, it := range items {
		if len(it.Also) == 0 {
			continue
		}
		if f.OptionAlso == nil {
			f.OptionAlso = map[string][]string{}
		}
		f.OptionAlso[it.Label] = append(f.OptionAlso[it.Label], it.Also...)
	}
}

// checkOptionWords refuses other words for an option that is none, once all options are known.
func (l *loader) checkOptionWords(fields []scoring.Field, list strictyaml.Position) {
	for i := range fields {
		f := &fields[i]
		at := list
		if at.File == nil {
			at = l.lines.field[f.Code]
		}
		for _, name := range hint.Names(f.OptionAlso) {
			if !slices.Contains(f.Options, name) {
				l.defectAt(at, fmt.Sprintf("字段“%s”的 option_also 里“%s”不是选项", f.Code, name), hint.Meant(name, f.Options, "写选项的原文"))
			}
		}
		l.checkOptionWords(f.Columns, at)
	}
}

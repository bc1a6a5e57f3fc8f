package load

import (
	"fmt"
	"slices"

	"ziping/scoring"
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
// a table could not tell which is meant.
func checkWords(m *strictyaml.Mapping, key string, fields []scoring.Field) {
	owner := map[string]string{} // the label of the field a word stands for
	for i := range fields {
		owner[fields[i].Label] = fields[i].Label
	}
	for i := range fields {
		for _, word := range fields[i].Also {
			if other, taken := owner[word]; taken {
				m.Defect(key, fmt.Sprintf("“%s”的其他叫法“%s”已经是“%s”的叫法", fields[i].Label, word, other), "一个叫法写一次，只指一个字段")
			}
			owner[word] = fields[i].Label
		}
	}
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

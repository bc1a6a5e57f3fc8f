package load

import (
	"fmt"
	"slices"
	"strings"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/hint"
	"ziping/scoring/strictyaml"
)

// renames reads what fields, and columns of lists, were called in older versions.
func (l *loader) renames(m *strictyaml.Mapping) {
	if !m.Has("renames") {
		return
	}
	r := l.file.Mapping(m.Node("renames"), "改名表")
	l.pack.Renames = map[string]string{}
	for _, old := range r.Keys() {
		now := r.Text(old)
		l.pack.Renames[old] = now
		line := r.At(old)
		l.later = append(l.later, func() { l.checkRename(line, old, now) })
	}
}

// checkRename refuses a rename to nowhere, of what still exists, and of a column into another list.
func (l *loader) checkRename(line int, old, now string) {
	what := "字段"
	if strings.Contains(old, ".") || strings.Contains(now, ".") {
		what = "列"
	}
	oldList, oldColumn := scoring.SplitPath(old)
	list, column := scoring.SplitPath(now)
	switch {
	case oldList != list:
		l.file.Defect(line, fmt.Sprintf("改名表里的“%s”和“%s”不在同一个清单", old, now), "列改名写“清单代码.旧列: 清单代码.新列”，清单用现在的代码")
		return
	case !fieldCode.MatchString(oldColumn):
		l.file.Defect(line, fmt.Sprintf("改名表里的旧代码“%s”写法有误", old), "例：budget_initial")
		return
	}
	siblings := l.pack.Codes()
	if list != "" {
		owner, ok := l.pack.At(list)
		if !ok || owner.Kind != fact.Rows {
			l.file.Defect(line, fmt.Sprintf("改名表里的“%s”不是清单", list), "列改名写“清单代码.旧列: 清单代码.新列”")
			return
		}
		siblings = codesOf(owner.Columns)
	}
	if !slices.Contains(siblings, column) {
		l.file.Defect(line, fmt.Sprintf("改名表里的新代码“%s”不是%s代码", now, what), hint.Meant(column, siblings, ""))
	}
	if slices.Contains(siblings, oldColumn) {
		l.file.Defect(line, fmt.Sprintf("改名表里的旧代码“%s”现在仍是%s代码", old, what), "删去这一行，或改用别的代码")
	}
}

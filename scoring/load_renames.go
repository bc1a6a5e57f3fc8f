package scoring

import (
	"fmt"
	"slices"
	"strings"

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
	oldList, oldColumn := splitPath(old)
	list, column := splitPath(now)
	switch {
	case oldList != list:
		l.file.Defect(line, fmt.Sprintf("改名表里的“%s”和“%s”不在同一个清单", old, now), "列改名写“清单代码.旧列: 清单代码.新列”，清单用现在的代码")
		return
	case !fieldCode.MatchString(oldColumn):
		l.file.Defect(line, fmt.Sprintf("改名表里的旧代码“%s”写法有误", old), "例：budget_initial")
		return
	}
	siblings := l.pack.index.codes
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

// splitPath parts the last code of a path (list.column) from the list it stands in.
func splitPath(path string) (list, code string) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return "", path
	}
	return path[:i], path[i+1:]
}

// At is the field, or the column of a list, that stands at a path: code, list.column,
// list.column.column.
func (p *Pack) At(path string) (*Field, bool) {
	code, rest, deeper := strings.Cut(path, ".")
	f, ok := p.Field(code)
	for ok && deeper {
		code, rest, deeper = strings.Cut(rest, ".")
		i := slices.IndexFunc(f.Columns, func(c Field) bool { return c.Code == code })
		if ok = i >= 0; ok {
			f = &f.Columns[i]
		}
	}
	return f, ok
}

// Now is the path an answer's path of an older version has now: the path itself when nothing
// in it was renamed.
func (p *Pack) Now(path string) string {
	var now string
	for i, code := range strings.Split(path, ".") {
		if i > 0 {
			now += "."
		}
		now += code
		if renamed, ok := p.Renames[now]; ok {
			now = renamed
		}
	}
	return now
}

// earlierCodes are the codes a field or column had in older versions, in alphabetical order.
func (p *Pack) earlierCodes(f *Field) []string {
	var codes []string
	for old, now := range p.Renames {
		if at, ok := p.At(now); ok && at == f {
			_, code := splitPath(old)
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

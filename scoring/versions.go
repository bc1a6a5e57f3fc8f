package scoring

import (
	"slices"
	"strings"
)

// What answers of other years and of older versions of the pack are found under.

// LastYear is the code of the field whose answer of last year is offered for f; "" when none is.
func (f *Field) LastYear() string {
	switch {
	case !f.CarryOver:
		return ""
	case f.CarryFrom != "":
		return f.CarryFrom
	}
	return f.Code
}

// SplitPath parts the last code of a path (list.column) from the list it stands in.
func SplitPath(path string) (list, code string) {
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

// EarlierCodes are the codes a field or column had in older versions, in alphabetical order.
func (p *Pack) EarlierCodes(f *Field) []string {
	var codes []string
	for old, now := range p.Renames {
		if at, ok := p.At(now); ok && at == f {
			_, code := SplitPath(old)
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

package load

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/scoring/formula"
	"ziping/scoring/strictyaml"
)

// absent are questions that the pack has not and that what it includes reads, by their codes: who reads
// them. Each is told once, at the author's own line, whatever number of shared definitions read it.
type absent map[string][]string

// wrongFormula notes what is wrong with a formula, pointing into it; of is what it belongs to.
func (l *loader) wrongFormula(at strictyaml.Position, of string, err *formula.Error) {
	if err.Unknown != "" && at.File != l.file {
		if !slices.Contains(l.absent[err.Unknown], of) {
			l.absent[err.Unknown] = append(l.absent[err.Unknown], of)
		}
		return
	}
	at.File.Add(strictyaml.Defect{Line: at.Line, Text: err.Text, Mend: err.Mend, Snippet: err.Snippet()})
}

// tellAbsent says of each absent question who reads it and how to do without: where the pack takes a shared
// group of fields, at that line; for all else where it includes the files, with the checks as `without` takes them.
func (l *loader) tellAbsent(include strictyaml.Position) {
	for _, code := range slices.Sorted(maps.Keys(l.absent)) {
		var ids, others []string
		for _, of := range l.absent[code] {
			id, check := strings.CutPrefix(of, checkOf)
			field, _ := strings.CutPrefix(of, fieldOf)
			used, taken := l.lines.use[field]
			switch {
			case check:
				ids = append(ids, id)
			case taken:
				l.defectAt(used.at, fmt.Sprintf("没有“%s”这一题，这里引入的“%s”要用到它", code, field), fmt.Sprintf("补上这一题，或不用 use: %s，自己写这几题", used.group))
			default:
				others = append(others, of)
			}
		}
		if len(ids) > 0 {
			l.defectAt(include, fmt.Sprintf("没有“%s”这一题，共用的检查 %s 要用到它", code, strings.Join(ids, "、")),
				fmt.Sprintf("补上这一题，或写 without: [%s]", strings.Join(ids, ", ")))
		}
		if len(others) > 0 {
			l.defectAt(include, fmt.Sprintf("没有“%s”这一题，共用的%s要用到它", code, strings.Join(others, "、")), "补上这一题")
		}
	}
}

// What formulas belong to, as messages name it.
const (
	checkOf     = "检查 "
	fieldOf     = "字段 "
	indicatorOf = "指标 "
	claimOf     = "自报数据 "
)

package workbook

import (
	"strings"

	"ziping/scoring"
)

// The sheets and columns of the workbook that staff fill in.
const (
	guideSheet = "填报说明"
	dataSheet  = "基础数据"

	codeHead  = "代码"
	valueHead = "填写"
)

var dataHeads = []string{"类别", codeHead, "项目", "单位", valueHead, "示例", "资料来源"}

// The places of dataHeads.
const (
	sectionColumn = iota
	codeColumn
	labelColumn
	unitColumn
	valueColumn
	exampleColumn
	hintColumn
)

// listSheets names a sheet for every list of the pack, by the list's code. Sheet names are
// at most 31 characters long and unlike each other (ECMA-376 Part 1 §18.2.19).
func listSheets(pack *scoring.Pack) map[string]string {
	names := map[string]string{}
	taken := map[string]bool{guideSheet: true, dataSheet: true}
	for _, list := range lists(pack) {
		name := sheetName(list.Label)
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = sheetName(strings.Repeat("续", n-1) + list.Label)
		}
		taken[strings.ToLower(name)] = true
		names[list.Code] = name
	}
	return names
}

// sheetName is a text without the characters sheet names may not have.
func sheetName(text string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < 0x20 {
			return -1
		}
		return r
	}, printable(text))
	runes := []rune(strings.TrimSpace(name))
	if len(runes) == 0 {
		return "清单"
	}
	return strings.TrimSpace(string(runes[:min(len(runes), 20)]))
}

// lists are the fields that have a sheet of their own, in the questionnaire's order.
func lists(pack *scoring.Pack) []*scoring.Field {
	return fields(pack, func(f *scoring.Field) bool { return f.Kind == scoring.Rows })
}

// singles are the fields with one value each. Explanations of lost points and of findings
// are asked for when the points are known.
func singles(pack *scoring.Pack) []*scoring.Field {
	return fields(pack, func(f *scoring.Field) bool {
		return f.Kind != scoring.Rows && f.Kind != scoring.PerIndicator && f.Kind != scoring.PerFinding
	})
}

func fields(pack *scoring.Pack, wanted func(*scoring.Field) bool) []*scoring.Field {
	var out []*scoring.Field
	for i := range pack.Sections {
		for j := range pack.Sections[i].Fields {
			if f := &pack.Sections[i].Fields[j]; wanted(f) {
				out = append(out, f)
			}
		}
	}
	return out
}

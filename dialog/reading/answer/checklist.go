package answer

import (
	"strings"

	"ziping/scoring"
)

// Checklist reads ticked items: 全部, 无, numbers, labels, or a part of a label that only it has.
// wrong is what is none of them.
func Checklist(f *scoring.Field, text string) (items []string, wrong string) {
	switch strings.Trim(text, "。.！! ") {
	case "全部", "全部符合", "全选", "都有", "都符合", "全都符合", "√":
		return f.FullOptions(), ""
	case "无", "没有", "都没有", "全不选", "都不符合":
		return nil, ""
	}
	ticked := map[string]bool{}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) }) {
		option, ok := Choice(f, strings.TrimSpace(part))
		if !ok {
			return nil, part
		}
		ticked[option] = true
	}
	if len(ticked) == 0 {
		return nil, text
	}
	for _, o := range f.Options {
		if ticked[o] {
			items = append(items, o)
		}
	}
	return items, ""
}

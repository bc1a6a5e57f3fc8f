package reading

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// Limits of what is taken as one answer, in characters.
const (
	MaxShortText = 200
	MaxLongText  = 20000
)

// StateWord reads 暂缺 and 不涉及 typed as the whole answer. "无" is left to the kinds: it is a
// text, zero, or none of the items.
func StateWord(q form.Question, typed string) (scoring.Value, bool) {
	switch strings.Trim(typed, "。.！! ") {
	case "暂缺", "待定", "不清楚":
		return scoring.Value{State: scoring.Pending}, q.Row == 0
	case "不涉及", "不适用", "/", "—":
		return scoring.Value{State: scoring.NotApplicable}, q.Leaf.NotApplicable
	}
	return scoring.Value{}, false
}

// Figure reads a figure for a field, with a sign where the field takes one.
func Figure(f *scoring.Field, kind numeral.Kind, typed string) numeral.Reading {
	if f.Negative {
		return numeral.ReadSigned(kind, typed)
	}
	return numeral.Read(kind, typed)
}

// Fitting are the readings that the field takes; why says what is wrong with the others.
func Fitting(f *scoring.Field, all []decimal.Decimal) (fit []decimal.Decimal, why string) {
	for _, v := range all {
		if no := f.Refuse(scoring.Number(v)); no != "" {
			why = no
			continue
		}
		fit = append(fit, v)
	}
	return fit, why
}

// Offered are what a doubtful figure may mean, likeliest first.
func Offered(r numeral.Reading) []decimal.Decimal {
	all := []decimal.Decimal{r.Value}
	for _, v := range r.Alternatives {
		if !v.Equal(r.Value) {
			all = append(all, v)
		}
	}
	return all
}

// Checklist reads ticked items: 全部, 无, numbers or labels. wrong is what is none of them.
func Checklist(options []string, text string) (items []string, wrong string) {
	switch strings.Trim(text, "。.！! ") {
	case "全部", "全部符合", "全选", "都有":
		return slices.Clone(options), ""
	case "无", "没有", "都没有", "全不选":
		return nil, ""
	}
	if n, ok := OptionNumbers(text, len(options)); ok {
		return pick(options, n), ""
	}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) }) {
		part = strings.TrimSpace(part)
		if !slices.Contains(options, part) {
			return nil, part
		}
		items = append(items, part)
	}
	if len(items) == 0 {
		return nil, text
	}
	return InOrder(options, items), ""
}

// pick are the options of the given numbers, in the options' own order.
func pick(options []string, numbers []int) []string {
	var items []string
	for i, o := range options {
		if slices.Contains(numbers, i+1) {
			items = append(items, o)
		}
	}
	return items
}

// InOrder brings ticked items into the options' order.
func InOrder(options, items []string) []string {
	var sorted []string
	for _, o := range options {
		if slices.Contains(items, o) {
			sorted = append(sorted, o)
		}
	}
	return sorted
}

// OptionNumbers reads "1", "1 3" or "1、3" as option numbers, 1 to n.
func OptionNumbers(text string, n int) ([]int, bool) {
	fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" 　,，、;；.。", r) })
	var picked []int
	for _, f := range fields {
		i, err := strconv.Atoi(dialog.FoldDigits(f))
		if err != nil || i < 1 || i > n {
			return nil, false
		}
		if !slices.Contains(picked, i) {
			picked = append(picked, i)
		}
	}
	return picked, len(picked) > 0
}

// Field reads a cell as the answer to a question; unlike a chat it cannot ask back.
func Field(q form.Question, text string) (v scoring.Value, why string) {
	text = strings.TrimSpace(text)
	if v, ok := StateWord(q, text); ok {
		return v, ""
	}
	if q.Leaf.Kind == scoring.Checklist {
		items, wrong := Checklist(q.Leaf.Options, text)
		if wrong != "" {
			return v, fmt.Sprintf("“%s”不在选项中", form.Excerpt(wrong, 30))
		}
		return scoring.Items(items...), ""
	}
	if q.Leaf.Kind == scoring.LongText && utf8.RuneCountInString(text) > MaxLongText {
		return v, fmt.Sprintf("最多 %d 个字", MaxLongText)
	}
	return Cell(q.Leaf, text)
}

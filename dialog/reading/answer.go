package reading

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// Limits of what is taken as one answer, in characters.
const (
	MaxShortText = answer.MaxShortText
	MaxLongText  = answer.MaxLongText
)

// StateWord reads 暂缺 and 不涉及, and what people say for them, as the whole answer. A cell of a list
// waits for nothing: what is not known there is left open. What a long text says is its own: only
// the plain word is none.
func StateWord(q form.Question, typed string) (scoring.Value, bool) {
	if q.Leaf.Kind == scoring.LongText {
		return longTextState(q, typed)
	}
	v, ok := answer.StateWord(q.Leaf, typed)
	return v, ok && (v.State != scoring.Pending || q.Row == 0)
}

func longTextState(q form.Question, typed string) (scoring.Value, bool) {
	switch strings.Trim(typed, "。.！! ") {
	case "暂缺", "待定", "不清楚", "不知道", "还没拿到", "待补充":
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
func Checklist(f *scoring.Field, text string) (items []string, wrong string) {
	if n, ok := OptionNumbers(text, len(f.Options)); ok {
		for i, o := range f.Options {
			if slices.Contains(n, i+1) {
				items = append(items, o)
			}
		}
		return items, ""
	}
	return answer.Checklist(f, text)
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

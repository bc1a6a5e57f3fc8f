// Package answer reads one cell or a few words as the answer to a question of any kind, where
// nothing can be asked back at once: what is in doubt comes back as a doubt.
package answer

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/figure"
	"ziping/dialog/reading/numeral"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// The longest texts that are taken as one answer, in characters.
const (
	MaxShortText = 200
	MaxLongText  = 20000
)

// Answer is what a cell says for a question.
type Answer struct {
	Value fact.Value
	Typed string // as it stood
	Note  string // what was changed or is odd, for the person; empty: nothing
	// Doubt says why Value is only the likeliest reading; Others are the rest. Without Value.State
	// Known nothing can be taken at all, and Doubt says why.
	Doubt  string
	Others []fact.Value
	// UnitUnknown says that the doubt is the unit, which is the same for a whole column.
	UnitUnknown bool
	// Bare says that a figure of money stood without any unit and is taken as 万元.
	Bare bool
	// Extracted says that the figure stood among other words.
	Extracted bool
}

// Certain reports whether the answer can be recorded as it is.
func (a Answer) Certain() bool { return a.Doubt == "" && a.Value.State != fact.Missing }

// KindOf is the kind of figure that a field asks for; ok is false for other kinds of fields.
func KindOf(k fact.Kind) (kind numeral.Kind, ok bool) {
	switch k {
	case fact.Money:
		return numeral.Money, true
	case fact.Count:
		return numeral.Count, true
	case fact.Percent:
		return numeral.Percent, true
	case fact.Rate:
		return numeral.Rate, true
	case fact.Figure:
		return numeral.Number, true
	}
	return 0, false
}

// Read reads a cell for a field. unit is what a head or unit line says, empty when nothing does.
func Read(f *scoring.Field, c cell.Cell, unit string) Answer {
	if kind, ok := KindOf(f.Kind); ok {
		return readFigure(f, kind, c, unit)
	}
	text := cell.Trim(c.Text)
	out := Answer{Typed: text}
	if v, ok := StateWord(f, text); ok {
		out.Value = v
		return out
	}
	switch f.Kind {
	case fact.YesNo:
		yes, ok := YesNo(text)
		if !ok {
			out.Doubt = fmt.Sprintf("“%s”应为“是”或“否”", short(text))
			return out
		}
		out.Value = fact.Yes(yes)
	case fact.Choice:
		option, ok := Choice(f, text)
		if !ok {
			out.Doubt = fmt.Sprintf("“%s”应为%s之一", short(text), strings.Join(f.Options, "、"))
			return out
		}
		out.Value = fact.Text(option)
		if option != text {
			out.Note = "“" + text + "”按“" + option + "”"
		}
	case fact.Checklist:
		items, wrong := Checklist(f, text)
		if wrong != "" {
			out.Doubt = fmt.Sprintf("“%s”不在选项中，可填：%s、全部、无", short(wrong), strings.Join(f.Options, "、"))
			return out
		}
		out.Value = fact.Items(items...)
	case fact.ShortText:
		return readText(out, strings.Join(strings.Fields(text), " "), MaxShortText)
	case fact.LongText:
		return readText(out, text, MaxLongText)
	default:
		out.Doubt = "这一项不能从表格里填"
	}
	return out
}

func readText(out Answer, text string, most int) Answer {
	if n := utf8.RuneCountInString(text); n > most {
		out.Doubt = fmt.Sprintf("有 %d 个字，最多 %d 个", n, most)
		return out
	}
	out.Value = fact.Text(text)
	return out
}

func readFigure(f *scoring.Field, kind numeral.Kind, c cell.Cell, unit string) Answer {
	r := figure.Read(figure.Asked{Kind: kind, Signed: f.Negative || f.Kind == fact.Rate, Unit: unit}, c)
	out := Answer{Typed: c.Text, Note: r.Note, UnitUnknown: r.UnitUnknown, Bare: r.Bare, Extracted: r.Extracted}
	switch r.Status {
	case figure.Known:
		out.Value = fact.Number(r.Value)
	case figure.NotApplicable:
		out.Value = fact.Value{State: fact.NotApplicable}
	case figure.Pending:
		out.Value = fact.Value{State: fact.Pending}
	case figure.Doubtful:
		out.Doubt = r.Why
		var fit []fact.Value
		for _, d := range append([]decimal.Decimal{r.Value}, r.Others...) {
			v := fact.Number(d)
			if no := f.Refuse(v); no != "" {
				out.Doubt = fmt.Sprintf("“%s”不能登记：%s", short(c.Text), no)
				continue
			}
			fit = append(fit, v)
		}
		if len(fit) > 0 {
			out.Value, out.Others, out.Doubt = fit[0], fit[1:], r.Why
		}
		return out
	default:
		out.Doubt = r.Why
		return out
	}
	if no := f.Refuse(out.Value); no != "" {
		return Answer{Typed: c.Text, Doubt: fmt.Sprintf("“%s”不能登记：%s", short(c.Text), no)}
	}
	return out
}

// StateWord reads 暂缺 and 不涉及, and what people say for them, as the whole answer. 无 is left to
// the kinds: it is a text, zero, or none of the items.
func StateWord(f *scoring.Field, text string) (fact.Value, bool) {
	word := strings.Trim(text, "。.！!，, ")
	switch {
	case slices.Contains(pendingWords, word), hasAnyPrefix(word, "还没拿到", "还没有拿到", "没拿到", "还没收到", "还没下发", "还没出来", "等通知"):
		return fact.Value{State: fact.Pending}, true
	case slices.Contains(notApplicableWords, word):
		return fact.Value{State: fact.NotApplicable}, f.NotApplicable
	}
	return fact.Value{}, false
}

var (
	pendingWords = []string{"暂缺", "待定", "不清楚", "不知道", "不晓得", "暂无", "暂无数据", "待补", "待补充", "待核实", "待确认",
		"暂时没有", "还没有", "还没", "还不知道", "未知", "以后再填", "稍后再填", "先空着"}
	notApplicableWords = []string{"不涉及", "不适用", "/", "／", "—", "——", "-", "－", "无此项"}
)

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// YesNo reads 是 and 否 in the ways people write them.
func YesNo(word string) (yes, ok bool) {
	switch strings.ToLower(strings.Trim(word, "。.！! ")) {
	case "是", "有", "已编制", "对", "1", "是的", "已", "yes", "y", "√", "✓", "☑", "✔", "已自评", "已开展", "已完成", "true":
		return true, true
	case "否", "没有", "无", "未编制", "不是", "0", "2", "未", "no", "n", "×", "✗", "未自评", "未开展", "没", "false", "☐", "□":
		return false, true
	}
	return false, false
}

// oneSign brings signs of comparison to the form in which options have them.
var oneSign = strings.NewReplacer("＝", "=", "＞", ">", "＜", "<", "≧", "≥", "⩾", "≥", ">=", "≥", "≦", "≤", "⩽", "≤", "<=", "≤")

// Choice is the option that a word means: the option itself, another word for it, its number, or a
// part that only it has.
func Choice(f *scoring.Field, text string) (string, bool) {
	word := oneSign.Replace(strings.Trim(text, "。.！!“”\" "))
	for _, o := range f.Options {
		if o == word || slices.Contains(f.OptionAlso[o], word) {
			return o, true
		}
	}
	found := ""
	for i, o := range f.Options {
		if word == fmt.Sprint(i+1) {
			return o, true
		}
		if word != "" && strings.Contains(o, word) {
			if found != "" {
				return "", false
			}
			found = o
		}
	}
	return found, found != ""
}

func short(text string) string {
	rs := []rune(text)
	if len(rs) > 24 {
		return string(rs[:24]) + "…"
	}
	return text
}

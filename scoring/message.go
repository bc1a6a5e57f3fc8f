package scoring

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Message is a sentence with {expressions} in it, e.g.
//
//	实际支出 {spent_total} 万元，超 {spent_total - budget_total} 万元
//
// A figure is written as its kind is; {…|percent} is a figure that is in percent
// already, with its sign; {…|points} are points. {{ and }} stand for braces.
type Message struct {
	source string
	parts  []messagePart
}

type messagePart struct {
	text    string   // what stands before the formula
	formula *Formula // nil at the end
	format  string
}

// String is the message as the pack writes it.
func (m *Message) String() string { return m.source }

func (m *Message) render(sc *scope) string {
	var b strings.Builder
	for _, p := range m.parts {
		b.WriteString(p.text)
		if p.formula != nil {
			b.WriteString(p.render(sc))
		}
	}
	return b.String()
}

func (p messagePart) render(sc *scope) string {
	v, st := p.formula.run(sc)
	if st != evaluated {
		return fact.UnknownFigure
	}
	switch v := v.(type) {
	case decimal.Decimal:
		switch p.format {
		case "percent":
			return fact.FormatPercent(v)
		case "points":
			return fact.FormatPoints(v)
		}
		if p.formula.kind == fact.Percent || p.formula.kind == fact.Rate {
			return strings.TrimSuffix(fact.FormatPercent(v), "%") // never 100 for what only comes near
		}
		return fact.FormatFigure(p.formula.kind, v)
	case string:
		return v
	case bool:
		if v {
			return "是"
		}
		return "否"
	}
	return fact.UnknownFigure
}

// message compiles a sentence with expressions in braces.
func (v *vocabulary) message(source string) (*Message, *formulaError) {
	m := &Message{source: source}
	var text strings.Builder
	for rest := source; rest != ""; {
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			text.WriteString(rest)
			break
		}
		text.WriteString(rest[:i])
		if strings.HasPrefix(rest[i:], "{{") || strings.HasPrefix(rest[i:], "}}") {
			text.WriteByte(rest[i])
			rest = rest[i+2:]
			continue
		}
		end := strings.IndexByte(rest[i:], '}')
		if rest[i] == '}' || end < 0 {
			return nil, wrong("每个 { 配一个 }；要写花括号本身，写成 {{ 或 }}", "提示语“%s”的花括号不成对", source)
		}
		part, err := v.placeholder(rest[i+1 : i+end])
		if err != nil {
			return nil, err
		}
		part.text = text.String()
		m.parts = append(m.parts, part)
		text.Reset()
		rest = rest[i+end+1:]
	}
	if text.Len() > 0 {
		m.parts = append(m.parts, messagePart{text: text.String()})
	}
	return m, nil
}

func (v *vocabulary) placeholder(inner string) (messagePart, *formulaError) {
	expression, format := inner, ""
	if i := strings.LastIndexByte(inner, '|'); i >= 0 && !strings.Contains(inner[i:], `"`) {
		expression, format = inner[:i], strings.TrimSpace(inner[i+1:])
		if format != "percent" && format != "points" {
			return messagePart{}, wrong("可用 percent（百分数）、points（得分）", "提示语里“{%s}”的格式“%s”没有定义", inner, format)
		}
	}
	f, err := v.compile(strings.TrimSpace(expression), "")
	if err != nil {
		return messagePart{}, err
	}
	if f.result == itemsType || f.result == rowsType || format != "" && f.result != numberType {
		return messagePart{}, wrong("改用得出数字或文字的算式", "提示语里“{%s}”得出的是%s，不能这样写进句子", inner, f.result)
	}
	return messagePart{formula: f, format: format}, nil
}

package formula

import (
	"strings"

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

// Formulas are the expressions in the message.
func (m *Message) Formulas() []*Formula {
	var all []*Formula
	for _, p := range m.parts {
		if p.formula != nil {
			all = append(all, p.formula)
		}
	}
	return all
}

// Render writes the message; a figure that is not known stands as fact.UnknownFigure.
func (m *Message) Render(env *Env) string {
	var b strings.Builder
	for _, p := range m.parts {
		b.WriteString(p.text)
		if p.formula != nil {
			v, st := p.formula.Evaluate(env)
			b.WriteString(p.formula.Words(v, st, p.format))
		}
	}
	return b.String()
}

// Words is a value of the formula as prose has it. format is "percent" for a figure that is in
// percent already, "points" for points, "" for the way the formula's kind is written.
func (f *Formula) Words(v Value, st Status, format string) string {
	if st != Evaluated {
		return fact.UnknownFigure
	}
	switch f.result {
	case NumberType:
		switch {
		case format == "percent":
			return fact.FormatPercent(v.Number)
		case format == "points":
			return fact.FormatPoints(v.Number)
		case f.kind == fact.Percent || f.kind == fact.Rate:
			return strings.TrimSuffix(fact.FormatPercent(v.Number), "%") // never 100 for what only comes near
		}
		return fact.FormatFigure(f.kind, v.Number)
	case YesType:
		if v.Yes {
			return "是"
		}
		return "否"
	}
	return v.Text
}

// Message compiles a sentence with expressions in braces.
func (s *Scope) Message(source string) (*Message, *Error) {
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
			at := len([]rune(source)) - len([]rune(rest[i:]))
			return nil, wrong(source, at, "每个 { 配一个 }；要写花括号本身，写成 {{ 或 }}", "提示语“%s”的花括号不成对", source)
		}
		part, err := s.placeholder(rest[i+1 : i+end])
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

func (s *Scope) placeholder(inner string) (messagePart, *Error) {
	expression, format := inner, ""
	if i := strings.LastIndexByte(inner, '|'); i >= 0 && !strings.Contains(inner[i:], `"`) {
		expression, format = inner[:i], strings.TrimSpace(inner[i+1:])
		if format != "percent" && format != "points" {
			return messagePart{}, wrong(inner, len([]rune(inner[:i]))+1, "可用 percent（百分数）、points（得分）", "提示语里“{%s}”的格式“%s”没有定义", inner, format)
		}
	}
	f, err := s.Compile(strings.TrimSpace(expression), "")
	if err != nil {
		return messagePart{}, err
	}
	if f.result == ItemsType || f.result == RowsType || format != "" && f.result != NumberType {
		return messagePart{}, wrong(inner, 0, "改用得出数字或文字的算式", "提示语里“{%s}”得出的是%s，不能这样写进句子", inner, f.result)
	}
	return messagePart{formula: f, format: format}, nil
}

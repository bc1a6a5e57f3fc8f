package form

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// Card are the questions that are asked together with q: the figures of its group, as the pack
// says, in order. None when q is asked by itself.
func (st *State) Card(q Question) []dialog.Key {
	if q.Field == nil || q.Leaf != q.Field || q.Field.Group == "" || !q.Field.Kind.Numeric() {
		return nil
	}
	var keys []dialog.Key
	for _, k := range st.Questions(q.Section) {
		if other, ok := st.Find(k); ok && other.Field.Group == q.Field.Group && other.Field.Kind.Numeric() {
			keys = append(keys, k)
		}
	}
	if len(keys) < 2 {
		return nil
	}
	return keys
}

// OpenOf is the first of the keys that nobody has answered.
func (st *State) OpenOf(keys []dialog.Key) (dialog.Key, bool) {
	for _, k := range keys {
		if !st.Answered(k) {
			return k, true
		}
	}
	return "", false
}

// CardTitle heads a card: its questions' numbers in the section, and what it begins with.
func (st *State) CardTitle(card []dialog.Key) string {
	first, _ := st.Find(card[0])
	last, _ := st.Find(card[len(card)-1])
	from, _, _ := strings.Cut(st.number(first), "/")
	return fmt.Sprintf("【%s · %s～%s】%s等 %d 项", first.Section.Title, from, st.number(last), first.Field.Label, len(card))
}

// Scored are the indicators that read any of the keys and have their points, with the working.
func (st *State) Scored(keys []dialog.Key) []string {
	reads := map[string]bool{}
	for _, k := range keys {
		for _, code := range st.Form.Pack.Reads(k.Field()).Indicators {
			reads[code] = true
		}
	}
	var lines []string
	for _, s := range st.Result.Indicators {
		if reads[s.Code] && s.Points.Valid {
			lines = append(lines, ScoreLine(s))
		}
	}
	return lines
}

// ScoreLine says what an indicator got; how, where points were lost: what is full needs no working.
func ScoreLine(s scoring.Score) string {
	line := fmt.Sprintf("计分：%s %s/%s 分", s.Name, s.Points.Decimal, s.Max)
	if s.Lost.Decimal.IsPositive() {
		line += "（" + s.Working + "）"
	}
	return line
}

// Detail is what there is to say about a question besides its name.
func (st *State) Detail(q Question) string {
	f := q.Leaf
	var lines []string
	if f.Prompt != "" {
		lines = append(lines, f.Prompt)
	}
	if unit := st.Form.Pack.Unit(f); unit != "" {
		lines = append(lines, "单位："+unit+exampleTail(f.Example))
	}
	if f.Hint != "" {
		lines = append(lines, "提示："+f.Hint)
	}
	return strings.Join(append(lines, st.countsFor(q)...), "\n")
}

// UnitWord is a figure's unit behind its name, where it needs one.
func (st *State) UnitWord(f *scoring.Field) string {
	if unit := st.Form.Pack.Unit(f); unit != "" {
		return "（" + unit + "）"
	}
	return ""
}

package form

import (
	"fmt"
	"slices"
	"strings"

	"ziping/scoring"
)

// Title is the heading every question carries: section, number in the section, label.
func (st *State) Title(q Question) string {
	return fmt.Sprintf("【%s · %s】%s", q.Section.Title, st.number(q), st.Label(q))
}

// number is the question's number in its section, of how many.
func (st *State) number(q Question) string {
	keys := st.numbered(q.Section)
	for i, k := range keys {
		if k == q.Key || (q.Row > 0 && string(k) == q.Field.Code) {
			return fmt.Sprintf("%d/%d", i+1, len(keys))
		}
	}
	return "补充"
}

// Label names the question: the field's label, the row and column inside a list, the
// indicator or finding a text is for.
func (st *State) Label(q Question) string {
	switch {
	case q.Indicator != nil:
		return q.Field.Label + "：" + q.Indicator.Name
	case q.Finding != "":
		return q.Field.Label + "：" + q.Finding
	case q.Row == 0:
		return q.Field.Label
	}
	label := fmt.Sprintf("%s · 第 %d 个%s", q.Field.Label, q.Place, st.rowNameOf(q))
	if !q.Marker {
		label += " · " + q.Leaf.Label
	}
	return label
}

// rowNameOf is what the list that q's row belongs to calls its rows.
func (st *State) rowNameOf(q Question) string {
	if q.Marker {
		return RowName(q.Leaf)
	}
	row, _, _ := q.Key.Parent()
	if owner, ok := st.cellOwner(row); ok {
		return RowName(owner.Leaf)
	}
	return RowName(q.Field)
}

// Ask is the body of a question: what is asked, an example, where the figure is found, and
// what stands there already.
func (st *State) Ask(q Question) string {
	var b strings.Builder
	switch {
	case q.Marker:
		return st.RowText(q)
	case q.Indicator != nil:
		b.WriteString(st.askIndicatorText(q))
	case q.Finding != "":
		b.WriteString(st.askFindingText(q))
	default:
		b.WriteString(st.askField(q))
	}
	if a := st.Answers[q.Key]; a.Value.State != scoring.Missing && q.Leaf.Kind != scoring.Rows {
		fmt.Fprintf(&b, "\n\n当前答案：%s", Beginning(st.Display(q.Leaf, q.Key, a.Value)))
		if a.ByName != "" {
			fmt.Fprintf(&b, "（%s，%s）", a.ByName, st.Clock(a.At))
		}
	}
	return b.String()
}

func (st *State) askField(q Question) string {
	f := q.Leaf
	lines := []string{f.Prompt}
	if f.Prompt == "" {
		lines[0] = "请填写" + f.Label + "。"
	}
	if unit := st.Form.Pack.Unit(f); unit != "" && f.Kind.Numeric() {
		lines = append(lines, "单位："+unit+exampleTail(f.Example))
	} else if f.Example != "" {
		lines = append(lines, "例："+f.Example)
	}
	if f.Hint != "" {
		lines = append(lines, "提示："+f.Hint)
	}
	if q.Row == 0 {
		lines = append(lines, st.countsFor(q)...)
	}
	switch f.Kind {
	case scoring.Rows:
		lines = append(lines, "", st.rowList(q))
	case scoring.LongText:
		if q.Row > 0 {
			break
		}
		lines = append(lines, "可以分几条发送，写完请点“完成”。")
	case scoring.Checklist:
		lines = append(lines, "请勾选符合的各项，再点“确认”。")
	}
	return strings.Join(lines, "\n")
}

// countsFor says which indicators read the answer, so that people know what hangs on it. A row
// that was not read in a published table carries ※.
func (st *State) countsFor(q Question) []string {
	var names, more []string
	for _, code := range st.Form.Pack.Reads(q.Field.Code).Indicators {
		ind, ok := st.Form.Pack.Indicator(code)
		if !ok {
			continue
		}
		names = append(names, fmt.Sprintf("%s%s（%s 分）", ind.Name, mark(ind), ind.Max))
		s, _ := st.Result.Score(code)
		if ind.Rule != nil && ind.Rule.Field() == q.Field.Code && ind.Formula != nil && !s.Points.Valid && s.Working != "" {
			more = append(more, "参考："+s.Working)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return append([]string{"计入：" + strings.Join(names, "、")}, more...)
}

// mark is the sign of a row whose points or standard were not read in a published table.
func mark(ind *scoring.Indicator) string {
	if ind.Provenance.Official() {
		return ""
	}
	return "※"
}

// MarkNote explains the sign; "" when the pack has no such row.
func (st *State) MarkNote() string {
	for i := range st.Form.Pack.Indicators {
		if mark(&st.Form.Pack.Indicators[i]) != "" {
			return "带※的指标以当地财政部门下发表为准。"
		}
	}
	return ""
}

func exampleTail(example string) string {
	if example == "" {
		return ""
	}
	return "，例：" + example
}

// askIndicatorText asks for the cause or the measure of lost points, with the working of
// the points and the typical texts to choose from.
func (st *State) askIndicatorText(q Question) string {
	s, _ := st.Result.Score(q.Indicator.Code)
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s满分 %s 分，得 %s 分，失 %s 分。", q.Indicator.Name, mark(q.Indicator), s.Max, s.Points.Decimal, s.Lost.Decimal)
	if s.Working != "" {
		fmt.Fprintf(&b, "\n计算：%s。", strings.TrimSuffix(s.Working, "。"))
	}
	if q.Field.Prompt != "" {
		b.WriteString("\n" + q.Field.Prompt)
	}
	b.WriteString(numbered(st.Typical(q)))
	return b.String()
}

func (st *State) askFindingText(q Question) string {
	f, _ := st.Finding(q.Finding)
	return f.Message + "。\n请说明原因。" + numbered(st.Typical(q))
}

// numbered lists options under a question; their buttons carry only the numbers, for a
// phone's button holds a dozen characters.
func numbered(options []string) string {
	if len(options) == 0 {
		return "\n请直接输入。"
	}
	var b strings.Builder
	b.WriteString("\n可点编号选用，也可以直接输入：")
	for i, o := range options {
		fmt.Fprintf(&b, "\n%d. %s", i+1, o)
	}
	return b.String()
}

// Typical are the ready texts for a cause, a measure or an explanation. What was already
// said about a finding on the same indicator comes first, so that nobody writes it twice.
func (st *State) Typical(q Question) []string {
	if q.Finding != "" {
		f, _ := st.Finding(q.Finding)
		return f.Causes
	}
	if st.isMeasure(q.Field) {
		return q.Indicator.Measures
	}
	var said []string
	for _, f := range st.Result.Findings {
		if f.Indicator != q.Indicator.Code {
			continue
		}
		if text := st.Facts[ExplanationsField(st.Form.Pack)].Texts[f.Key]; text != "" && !slices.Contains(q.Indicator.Causes, text) && !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	return append(said, q.Indicator.Causes...)
}

// isMeasure tells the measures' field from the causes': in a run of per-indicator fields
// the first asks for the cause.
func (st *State) isMeasure(f *scoring.Field) bool {
	section, _, ok := st.field(f.Code)
	if !ok {
		return false
	}
	for i := range section.Fields {
		if section.Fields[i].Kind == scoring.PerIndicator {
			return section.Fields[i].Code != f.Code
		}
	}
	return false
}

// ExplanationsField is the code of the pack's per-finding field, "" when it has none.
func ExplanationsField(p *scoring.Pack) string { return firstOf(p, scoring.PerFinding) }

// firstOf is the code of the pack's first field of a kind, "" when it has none.
func firstOf(p *scoring.Pack, kind scoring.Kind) string {
	for _, s := range p.Sections {
		for i := range s.Fields {
			if s.Fields[i].Kind == kind {
				return s.Fields[i].Code
			}
		}
	}
	return ""
}

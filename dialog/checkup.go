package dialog

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/scoring"
)

// measuresOnCard is how many typical measures a finding shows; the report takes the one that
// was chosen for the lost points.
const measuresOnCard = 2

// findingsAtOnce is how many findings one list shows.
const findingsAtOnce = 12

var severityMarks = map[scoring.Severity]string{scoring.Error: "❗ 错误", scoring.Warning: "⚠️ 提醒", scoring.Note: "ℹ️ 说明"}

// findings shows the list of findings, or one of them.
func (t *turn) findings(key string) {
	if key != "" {
		if f, ok := t.st.finding(key); ok && t.st.due(f) {
			t.aside(t.card(f))
			return
		}
	}
	due := t.st.dueFindings()
	if len(due) == 0 {
		t.aside(Reply{Title: "检查问题", Text: "目前没有发现问题。\n" + t.st.verdict(), Buttons: [][]Button{{t.key("目录", actHome, "", "")}}})
		return
	}
	var b strings.Builder
	var open []Button
	for i, f := range due {
		if i == findingsAtOnce {
			fmt.Fprintf(&b, "\n……另有 %d 个，处理后会依次显示。", len(due)-i)
			break
		}
		fmt.Fprintf(&b, "%d. %s %s\n%s%s\n", i+1, severityMarks[f.Severity], f.Check, f.Message, t.explained(f))
		open = append(open, Button{strconv.Itoa(i + 1), tap{t.s.Evaluation.ID, actCheck, "", 0, f.Key}.String()})
	}
	b.WriteString("\n点编号查看常见原因、说明或去修改。")
	t.aside(Reply{
		Title: fmt.Sprintf("检查问题（%d 个）", len(due)), Text: b.String(),
		Buttons: append(chunk(open, 6), t.onFromFindings()),
	})
}

// onFromFindings leads on from the list of findings.
func (t *turn) onFromFindings() []Button {
	ways := []Button{t.key("目录", actHome, "", "")}
	if t.s.Who.Role == Staff && t.open() && t.st.complete() {
		ways = append(ways, t.key("送审", actSubmit, "", ""))
	}
	return ways
}

// aside shows a screen that is looked at without leaving the open question.
func (t *turn) aside(r Reply) {
	if t.navigate {
		r.Kind = EditTapped
	}
	t.say(r)
}

func (t *turn) explained(f scoring.Finding) string {
	if text := t.st.explanation(f); text != "" {
		return "\n　已说明：" + excerpt(text, 60)
	}
	return ""
}

// explanation is what was said about a finding.
func (st *state) explanation(f scoring.Finding) string {
	code := explanationsField(st.form.Pack)
	if code == "" {
		return ""
	}
	return st.answers[Key(code).child(f.Key)].Value.Text
}

// card shows one finding with its figures, the typical causes, and the answers one may change.
func (t *turn) card(f scoring.Finding) Reply {
	var b strings.Builder
	b.WriteString(f.Message + "。")
	if text := t.st.explanation(f); text != "" {
		b.WriteString("\n✓ 说明：" + text)
	}
	var rows [][]Button
	if code := explanationsField(t.form.Pack); code != "" && t.s.Who.Role == Staff {
		key := Key(code).child(f.Key)
		if len(f.Causes) > 0 {
			b.WriteString("\n\n常见原因（点编号选用）：")
			var numbers []Button
			for i, c := range f.Causes {
				fmt.Fprintf(&b, "\n%d. %s", i+1, c)
				numbers = append(numbers, t.key(strconv.Itoa(i+1), actWhy, key, strconv.Itoa(i)))
			}
			rows = chunk(numbers, 5)
		}
		rows = append(rows, []Button{t.key("自己写说明", actEdit, key, "")})
	}
	if n := min(len(f.Measures), measuresOnCard); n > 0 {
		b.WriteString("\n\n建议：" + strings.Join(f.Measures[:n], "；") + "。")
	}
	if t.s.Who.Role == Staff {
		rows = append(rows, t.mend(f)...)
	}
	rows = append(rows, []Button{t.key("‹ 问题清单", actCheck, "", "")})
	return Reply{Title: severityMarks[f.Severity] + " " + f.Check, Text: b.String(), Buttons: rows}
}

// mend are the buttons to the answers a finding is about.
func (t *turn) mend(f scoring.Finding) [][]Button {
	var rows [][]Button
	for _, code := range f.Fields {
		q, ok := t.st.find(Key(code))
		if ok && len(rows) < 4 {
			rows = append(rows, []Button{t.key("改："+q.Field.Label, actEdit, q.Key, "")})
		}
	}
	return rows
}

// explain records a typical cause as the explanation of a finding, without leaving the open
// question.
func (t *turn) explain(q Question, option string) {
	f, ok := t.st.finding(q.Finding)
	i, err := strconv.Atoi(option)
	if !ok || err != nil || i < 0 || i >= len(f.Causes) {
		t.stale()
		return
	}
	t.record(q.Key, scoring.Text(f.Causes[i]), f.Causes[i])
	t.toast("已记录说明")
	r := t.card(f)
	r.Kind = EditTapped
	t.say(r)
}

package turn

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// measuresOnCard is how many typical measures a finding shows; the report takes the one that
// was chosen for the lost points.
const measuresOnCard = 2

// findingsAtOnce is how many findings one list shows.
const findingsAtOnce = 12

// findings shows the list of findings, or one of them.
func (t *turn) findings(key string) dialog.Reply {
	if key != "" {
		if f, ok := t.st.Finding(key); ok && t.st.Due(f) {
			return t.card(f)
		}
	}
	due := t.st.DueFindings()
	if len(due) == 0 {
		return dialog.Reply{Title: "检查问题", Text: "目前没有发现问题。\n" + t.st.Verdict(), Buttons: [][]dialog.Button{{t.key("目录", dialog.ActHome, "", "")}}}
	}
	var b strings.Builder
	var open []dialog.Button
	for i, f := range due {
		if i == findingsAtOnce {
			fmt.Fprintf(&b, "\n……另有 %d 个，处理后会依次显示。", len(due)-i)
			break
		}
		fmt.Fprintf(&b, "%d. %s %s\n%s%s\n", i+1, form.SeverityMarks[f.Severity], f.Check, f.Message, t.explained(f))
		open = append(open, dialog.Button{Label: strconv.Itoa(i + 1), Data: dialog.Tap{Evaluation: t.s.Evaluation.ID, Action: dialog.ActCheck, Key: "", Rev: 0, Option: f.Key}.String()})
	}
	b.WriteString("\n点编号查看常见原因、说明或去修改。")
	return dialog.Reply{
		Title: fmt.Sprintf("检查问题（%d 个）", len(due)), Text: b.String(),
		Buttons: append(dialog.Chunk(open, 6), t.onFromFindings()),
	}
}

// onFromFindings leads on from the list of findings.
func (t *turn) onFromFindings() []dialog.Button {
	ways := []dialog.Button{t.key("目录", dialog.ActHome, "", "")}
	if t.s.Who.Role == dialog.Staff && t.open() && t.st.Complete() {
		ways = append(ways, t.key("送审", dialog.ActSubmit, "", ""))
	}
	return ways
}

// aside shows a screen that is looked at without leaving the open question.
func (t *turn) aside(r dialog.Reply) {
	if t.navigate {
		r.Kind = dialog.EditTapped
	}
	t.say(r)
}

func (t *turn) explained(f scoring.Finding) string {
	if text := t.st.Explanation(f); text != "" {
		return "\n　已说明：" + form.Excerpt(text, 60)
	}
	return ""
}

// card shows one finding with its figures, the typical causes, and the answers one may change.
func (t *turn) card(f scoring.Finding) dialog.Reply {
	var b strings.Builder
	b.WriteString(f.Message + "。")
	if text := t.st.Explanation(f); text != "" {
		b.WriteString("\n✓ 说明：" + text)
	}
	var rows [][]dialog.Button
	if code := form.ExplanationsField(t.form.Pack); code != "" && t.s.Who.Role == dialog.Staff {
		key := dialog.Key(code).Child(f.Key)
		if len(f.Causes) > 0 {
			b.WriteString("\n\n常见原因（点编号选用）：")
			var numbers []dialog.Button
			for i, c := range f.Causes {
				fmt.Fprintf(&b, "\n%d. %s", i+1, c)
				numbers = append(numbers, t.key(strconv.Itoa(i+1), dialog.ActWhy, key, strconv.Itoa(i)))
			}
			rows = dialog.Chunk(numbers, 5)
		}
		rows = append(rows, []dialog.Button{t.key("自己写说明", dialog.ActEdit, key, "")})
	}
	if n := min(len(f.Measures), measuresOnCard); n > 0 {
		b.WriteString("\n\n建议：" + strings.Join(f.Measures[:n], "；") + "。")
	}
	if t.s.Who.Role == dialog.Staff {
		rows = append(rows, t.mend(f)...)
	}
	rows = append(rows, []dialog.Button{t.key("‹ 问题清单", dialog.ActCheck, "", "")})
	return dialog.Reply{Title: form.SeverityMarks[f.Severity] + " " + f.Check, Text: b.String(), Buttons: rows}
}

// mend are the buttons to the answers a finding is about.
func (t *turn) mend(f scoring.Finding) [][]dialog.Button {
	var rows [][]dialog.Button
	for _, code := range f.Fields {
		q, ok := t.st.Find(dialog.Key(code))
		if ok && len(rows) < 4 {
			rows = append(rows, []dialog.Button{t.key("改："+q.Field.Label, dialog.ActEdit, q.Key, "")})
		}
	}
	return rows
}

// explain records a typical cause as the explanation of a finding, without leaving the open
// question.
func (t *turn) explain(q form.Question, option string) {
	f, ok := t.st.Finding(q.Finding)
	i, err := strconv.Atoi(option)
	if !ok || err != nil || i < 0 || i >= len(f.Causes) {
		t.stale()
		return
	}
	t.record(q.Key, scoring.Text(f.Causes[i]), f.Causes[i])
	t.toast("已记录说明")
	r := t.card(f)
	r.Kind = dialog.EditTapped
	t.say(r)
}

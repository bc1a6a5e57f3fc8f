package screen

import (
	"fmt"
	"slices"
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

// Findings shows the list of findings, or one of them.
func (view View) Findings(key string) dialog.Reply {
	if key != "" {
		if f, ok := view.State.Finding(key); ok && view.State.Due(f) {
			return view.Card(f)
		}
	}
	due := view.State.DueFindings()
	if len(due) == 0 {
		return dialog.Reply{Title: "检查问题", Text: "目前没有发现问题。\n" + view.State.Verdict(), Buttons: [][]dialog.Button{{view.Key("目录", dialog.ActHome, "", "")}}}
	}
	var b strings.Builder
	var open []dialog.Button
	for i, f := range due {
		if i == findingsAtOnce {
			fmt.Fprintf(&b, "\n……另有 %d 个，处理后会依次显示。", len(due)-i)
			break
		}
		fmt.Fprintf(&b, "%d. %s %s\n%s%s\n", i+1, form.SeverityMarks[f.Severity], f.Check, f.Message, explained(view, f))
		open = append(open, view.findingKey(strconv.Itoa(i+1), f))
	}
	b.WriteString("\n点编号查看常见原因、说明或去修改。")
	return dialog.Reply{
		Title: fmt.Sprintf("检查问题（%d 个）", len(due)), Text: b.String(),
		Buttons: append(dialog.Chunk(open, 6), onFromFindings(view)),
	}
}

// findingKey leads to a finding's card.
func (view View) findingKey(label string, f scoring.Finding) dialog.Button {
	return dialog.Button{Label: label, Data: dialog.Tap{Evaluation: view.Session.Evaluation.ID, Action: dialog.ActCheck, Option: f.Key}.String()}
}

// onFromFindings leads on from the list of findings.
func onFromFindings(view View) []dialog.Button {
	ways := []dialog.Button{view.Key("目录", dialog.ActHome, "", "")}
	if view.Session.Who.Role == dialog.Staff && view.Open() && view.State.Complete() {
		ways = append(ways, view.Key("送审", dialog.ActSubmit, "", ""))
	}
	return ways
}

func explained(view View, f scoring.Finding) string {
	if text := view.State.Explanation(f); text != "" {
		return "\n　已说明：" + form.Excerpt(text, 60)
	}
	if view.State.CauseGiven(f) {
		return "\n　已写失分原因"
	}
	return ""
}

// Card shows one finding with its figures, the typical causes, and the answers one may change.
func (view View) Card(f scoring.Finding) dialog.Reply {
	var b strings.Builder
	b.WriteString(f.Message + "。")
	if text := view.State.Explanation(f); text != "" {
		b.WriteString("\n✓ 说明：" + text)
	}
	var rows [][]dialog.Button
	if code := form.ExplanationsField(view.State.Form.Pack); code != "" && view.Session.Who.Role == dialog.Staff {
		key := dialog.Key(code).Child(f.Key)
		if len(f.Causes) > 0 {
			b.WriteString("\n\n常见原因（点编号选用）：")
			var numbers []dialog.Button
			for i, c := range f.Causes {
				fmt.Fprintf(&b, "\n%d. %s", i+1, c)
				numbers = append(numbers, view.Key(strconv.Itoa(i+1), dialog.ActWhy, key, strconv.Itoa(i)))
			}
			rows = dialog.Chunk(numbers, 5)
		}
		rows = append(rows, []dialog.Button{view.Key("自己写说明", dialog.ActEdit, key, "")})
	}
	if n := min(len(f.Measures), measuresOnCard); n > 0 {
		b.WriteString("\n\n建议：" + strings.Join(f.Measures[:n], "；") + "。")
	}
	if view.Session.Who.Role == dialog.Staff {
		rows = append(rows, mend(view, f)...)
	}
	ways := []dialog.Button{view.Key("‹ 问题清单", dialog.ActCheck, "", "")}
	if next, ok := view.NextFinding(f); ok && view.Session.Who.Role == dialog.Staff {
		ways = append(ways, view.findingKey("下一个 ›", next))
	}
	rows = append(rows, ways)
	return dialog.Reply{Title: form.SeverityMarks[f.Severity] + " " + f.Check, Text: b.String(), Buttons: rows}
}

// NextFinding is the next finding after f, gravest first and round the list, that nobody has
// explained; notes need no word.
func (view View) NextFinding(f scoring.Finding) (scoring.Finding, bool) {
	due := view.State.DueFindings()
	from := slices.IndexFunc(due, func(g scoring.Finding) bool { return g.Key == f.Key })
	for i := range due {
		g := due[(from+1+i)%len(due)]
		if g.Key != f.Key && g.Severity != scoring.Note && !view.State.Explained(g) {
			return g, true
		}
	}
	return scoring.Finding{}, false
}

// mend are the buttons to the answers a finding is about.
func mend(view View, f scoring.Finding) [][]dialog.Button {
	var rows [][]dialog.Button
	for _, code := range f.Fields {
		q, ok := view.State.Find(dialog.Key(code))
		if ok && len(rows) < 4 {
			rows = append(rows, []dialog.Button{view.Key("改："+q.Field.Label, dialog.ActEdit, q.Key, "")})
		}
	}
	return rows
}

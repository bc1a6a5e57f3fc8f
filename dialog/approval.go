package dialog

import (
	"fmt"
	"slices"
	"strings"

	"ziping/scoring"
)

// Keys of what is stored about an evaluation's approval. They belong to no question.
const (
	commentKey  Key = "review"   // review/<section>: what the manager wants changed
	approvedKey Key = "approved" // every answer as it was shown when the manager approved
)

// wholeReport stands for comments that belong to no single section.
const wholeReport = "all"

// submit brings the evaluation before the manager: first what stands in the way, then what
// is sent, then it is sent.
func (t *turn) submit(sure bool) {
	switch {
	case t.s.Who.Role != Staff:
		t.say(Reply{Text: textReadOnly})
	case !t.open():
		t.closed()
	case !t.st.complete():
		t.aside(Reply{Title: "还不能送审", Text: "请先填完：" + t.missing(12), Buttons: t.openButtons(t.st.firstOpen)})
	case len(t.unexplained()) > 0:
		t.blocked()
	case !sure:
		t.aside(Reply{
			Title: "确认送审", Text: t.st.verdict() + t.pendingText() + "\n\n送审后答案不能再改，由负责人审核通过或退回。",
			Buttons: [][]Button{{t.key("确认送审", actSubmit, "", "yes"), t.key("再看看", actHome, "", "")}},
		})
	default:
		t.submitted()
	}
}

// closed says why answers cannot change, and how they could.
func (t *turn) closed() {
	text := textSubmitted
	if t.s.Evaluation.Status == Approved {
		text = textApproved
	}
	t.say(Reply{Text: text, Buttons: t.reopenButtons()})
}

// open reports whether answers may change.
func (t *turn) open() bool { return t.s.Evaluation.Status == Open || t.s.Evaluation.Status == "" }

// unexplained are the errors nobody has said anything about: they must be mended or explained
// before the manager sees them.
func (t *turn) unexplained() []scoring.Finding {
	if explanationsField(t.form.Pack) == "" {
		return nil
	}
	return slices.DeleteFunc(t.st.dueFindings(), func(f scoring.Finding) bool {
		return f.Severity != scoring.Error || t.st.explanation(f) != "" || t.st.causeGiven(f)
	})
}

// causeGiven reports whether the cause of the indicator's lost points, which is the finding's
// cause too, was given.
func (st *state) causeGiven(f scoring.Finding) bool {
	return f.Indicator != "" && f.Lost.IsPositive() &&
		st.facts[firstOf(st.form.Pack, scoring.PerIndicator)].Texts[f.Indicator] != ""
}

func (t *turn) blocked() {
	var b strings.Builder
	var rows [][]Button
	for i, f := range t.unexplained() {
		fmt.Fprintf(&b, "\n%d. %s %s", i+1, f.Check, f.Message)
		label := fmt.Sprintf("处理 %d", i+1)
		rows = append(rows, []Button{{label, tap{t.s.Evaluation.ID, actCheck, "", 0, f.Key}.String()}})
	}
	t.aside(Reply{Title: "还不能送审", Text: "下列错误请先修改数据，或写明原因：" + b.String(), Buttons: rows})
}

// pendingText lists what is still 暂缺, for it goes to the manager like that.
func (t *turn) pendingText() string {
	var labels []string
	for i := range t.form.Pack.Sections {
		for _, k := range t.st.questions(&t.form.Pack.Sections[i]) {
			if q, ok := t.st.find(k); ok && t.st.answers[k].Value.State == scoring.Pending {
				labels = append(labels, t.st.label(q))
			}
		}
	}
	if len(labels) == 0 {
		return ""
	}
	return "\n暂缺：" + strings.Join(labels, "、")
}

func (t *turn) submitted() {
	for k, a := range t.s.Answers { // the comments of the last round are dealt with
		if up, _, ok := k.parent(); ok && up == commentKey && a.Value.State == scoring.Known {
			t.write(k, scoring.Value{}, "送审")
		}
	}
	t.s.Evaluation.Status = Submitted
	text := fmt.Sprintf("%s\n%s", t.heading(), t.st.verdict())
	t.say(Reply{Kind: EditTapped, Text: "✓ 已送审"})
	t.say(Reply{Title: "已送审", Text: text + "\n\n已通知负责人审核。需要再改可以撤回。", Buttons: t.reopenButtons()})
	t.tellManagers(Reply{
		Title: "请审核", Text: text + t.changesSinceApproval() + fmt.Sprintf("\n\n由%s送审。", t.s.Who.Name),
		Buttons: append(t.afterwards(), t.decisionButtons()...), Urgent: true,
	})
}

func (t *turn) tellManagers(r Reply) { t.tell(Manager, r) }

// tell sends a message to everybody of a role, except to who acted.
func (t *turn) tell(role Role, r Reply) {
	for _, m := range t.s.Members {
		if m.Role == role && m.User != t.s.Who.User {
			r.To = m.User
			t.say(r)
		}
	}
}

func (t *turn) decisionButtons() [][]Button {
	return [][]Button{{t.key("审核通过", actApprove, "", ""), t.key("退回修改", actReturn, "", "")}}
}

func (t *turn) reopenButtons() [][]Button {
	label := "撤回送审"
	if t.s.Evaluation.Status == Approved {
		label = "重新打开修改"
	}
	return [][]Button{{t.key(label, actReopen, "", "")}, {t.key("目录", actHome, "", "")}}
}

// approve makes the report final.
func (t *turn) approve(sure bool) {
	switch {
	case t.s.Who.Role != Manager:
		t.say(Reply{Text: textNotManager})
	case t.s.Evaluation.Status != Submitted:
		t.toast(textNotSubmitted)
		t.show()
	case !sure:
		t.aside(Reply{
			Title: "确认审核通过", Text: t.st.verdict() + t.changesSinceApproval() + "\n\n通过后报告为正式稿，发给填报人和您。",
			Buttons: [][]Button{{t.key("确认通过", actApprove, "", "yes"), t.key("再看看", actHome, "", "")}},
		})
	default:
		t.write(approvedKey, scoring.Texts(t.st.shown()), "审核通过")
		t.s.Evaluation.Status = Approved
		t.say(Reply{Kind: EditTapped, Text: "✓ 审核通过"})
		t.say(Reply{Title: "审核通过", Text: t.heading() + "\n" + t.st.verdict() + "\n正式报告随后发来。"})
		t.tellManagers(Reply{
			Title: "审核通过", Text: fmt.Sprintf("%s\n%s已审核通过。\n%s", t.heading(), t.s.Who.Name, t.st.verdict()),
			Buttons: t.afterwards(), News: t.s.Who.Name + "审核通过",
		})
		t.tell(Staff, Reply{Title: "审核通过", Text: fmt.Sprintf("%s\n%s已审核通过，正式报告随后发来。", t.heading(), t.s.Who.Name)})
		t.effects = append(t.effects, SendReport{})
		for _, m := range t.s.Members {
			if m.Role == Staff {
				t.effects = append(t.effects, SendReport{To: m.User})
			}
		}
	}
}

// shown are all answers as people see them, by key: what was approved.
func (st *state) shown() map[string]string {
	shown := map[string]string{}
	for i := range st.form.Pack.Sections {
		for _, l := range st.lines(&st.form.Pack.Sections[i]) {
			if l.key != "" {
				shown[string(l.key)] = l.display
			}
		}
	}
	return shown
}

// changesSinceApproval lists what is no longer as it was approved, old and new.
func (t *turn) changesSinceApproval() string {
	before := t.s.Answers[approvedKey].Value.Texts
	if before == nil {
		return ""
	}
	var b strings.Builder
	for i := range t.form.Pack.Sections {
		for _, l := range t.st.lines(&t.form.Pack.Sections[i]) {
			if was := before[string(l.key)]; l.key != "" && was != l.display {
				fmt.Fprintf(&b, "\n· %s：%s → %s", l.label, excerpt(orUnfilled(was), 30), excerpt(l.display, 30))
			}
		}
	}
	if b.Len() == 0 {
		return "\n\n与上次审核通过时相比没有变化。"
	}
	return "\n\n上次审核通过后的变化：" + b.String()
}

func orUnfilled(s string) string {
	if s == "" {
		return "（未填）"
	}
	return s
}

// reopen lets the staff change answers again: taken back before the manager decided, or
// opened again after the approval, which is then void.
func (t *turn) reopen() {
	if t.s.Who.Role != Staff || t.open() {
		t.stale()
		return
	}
	what := "撤回了送审"
	if t.s.Evaluation.Status == Approved {
		what = "重新打开了已审核的自评，修改后将再次送审"
	}
	t.s.Evaluation.Status = Open
	t.say(Reply{Kind: EditTapped, Text: "✓ 现在可以修改，改好后请重新送审"})
	t.tellManagers(Reply{
		Title: "恢复填报", Text: fmt.Sprintf("%s\n%s%s。", t.heading(), t.s.Who.Name, what),
		Buttons: t.afterwards(), News: t.s.Who.Name + what,
	})
	t.navigate = false // the tapped message stays as the record of what was done
	t.home()
}

package turn

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// wholeReport stands for comments that belong to no single section.
const wholeReport = "all"

// submit brings the evaluation before the manager: first what stands in the way, then what
// is sent, then it is sent.
func (t *turn) submit(sure bool) {
	switch {
	case t.s.Who.Role != dialog.Staff:
		t.say(dialog.Reply{Text: textReadOnly})
	case !t.open():
		t.closed()
	case !t.st.Complete():
		t.aside(dialog.Reply{Title: "还不能送审", Text: "请先填完：" + t.missing(12), Buttons: t.openButtons(t.firstOpen)})
	case len(t.unexplained()) > 0:
		t.blocked()
	case !sure:
		t.aside(dialog.Reply{
			Title: "确认送审", Text: t.st.Verdict() + t.pendingText() + "\n\n送审后答案不能再改，由负责人审核通过或退回。",
			Buttons: [][]dialog.Button{{t.key("确认送审", dialog.ActSubmit, "", "yes"), t.key("再看看", dialog.ActHome, "", "")}},
		})
	default:
		t.submitted()
	}
}

// closed says why answers cannot change, and how they could.
func (t *turn) closed() {
	text := textSubmitted
	if t.s.Evaluation.Status == dialog.Approved {
		text = textApproved
	}
	t.say(dialog.Reply{Text: text, Buttons: t.reopenButtons()})
}

// open reports whether answers may change.
func (t *turn) open() bool {
	return t.s.Evaluation.Status == dialog.Open || t.s.Evaluation.Status == ""
}

// unexplained are the errors nobody has said anything about: they must be mended or explained
// before the manager sees them.
func (t *turn) unexplained() []scoring.Finding {
	if form.ExplanationsField(t.form.Pack) == "" {
		return nil
	}
	return slices.DeleteFunc(t.st.DueFindings(), func(f scoring.Finding) bool {
		return f.Severity != scoring.Error || t.st.Explanation(f) != "" || t.st.CauseGiven(f)
	})
}

func (t *turn) blocked() {
	var b strings.Builder
	var rows [][]dialog.Button
	for i, f := range t.unexplained() {
		fmt.Fprintf(&b, "\n%d. %s %s", i+1, f.Check, f.Message)
		label := fmt.Sprintf("处理 %d", i+1)
		rows = append(rows, []dialog.Button{{Label: label, Data: dialog.Tap{Evaluation: t.s.Evaluation.ID, Action: dialog.ActCheck, Key: "", Rev: 0, Option: f.Key}.String()}})
	}
	t.aside(dialog.Reply{Title: "还不能送审", Text: "下列错误请先修改数据，或写明原因：" + b.String(), Buttons: rows})
}

// pendingText lists what is still 暂缺, for it goes to the manager like that.
func (t *turn) pendingText() string {
	var labels []string
	for i := range t.form.Pack.Sections {
		for _, k := range t.st.Questions(&t.form.Pack.Sections[i]) {
			if q, ok := t.st.Find(k); ok && t.st.Answers[k].Value.State == scoring.Pending {
				labels = append(labels, t.st.Label(q))
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
		if up, _, ok := k.Parent(); ok && up == form.CommentKey && a.Value.State == scoring.Known {
			t.write(k, scoring.Value{}, "送审")
		}
	}
	t.s.Evaluation.Status = dialog.Submitted
	text := fmt.Sprintf("%s\n%s", t.heading(), t.st.Verdict())
	t.say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 已送审"})
	t.say(dialog.Reply{Title: "已送审", Text: text + "\n\n已通知负责人审核。需要再改可以撤回。", Buttons: t.reopenButtons()})
	t.tellManagers(dialog.Reply{
		Title: "请审核", Text: text + t.wordingNote() + t.changesSinceApproval() + fmt.Sprintf("\n\n由%s送审。", t.s.Who.Name),
		Buttons: append(t.afterwards(), t.decisionButtons()...), Urgent: true,
	})
}

func (t *turn) tellManagers(r dialog.Reply) { t.tell(dialog.Manager, r) }

// tell sends a message to everybody of a role, except to who acted.
func (t *turn) tell(role dialog.Role, r dialog.Reply) {
	for _, m := range t.s.Members {
		if m.Role == role && m.User != t.s.Who.User {
			r.To = m.User
			t.say(r)
		}
	}
}

func (t *turn) decisionButtons() [][]dialog.Button {
	return [][]dialog.Button{{t.key("审核通过", dialog.ActApprove, "", ""), t.key("退回修改", dialog.ActReturn, "", "")}}
}

func (t *turn) reopenButtons() [][]dialog.Button {
	label := "撤回送审"
	if t.s.Evaluation.Status == dialog.Approved {
		label = "重新打开修改"
	}
	return [][]dialog.Button{{t.key(label, dialog.ActReopen, "", "")}, {t.key("目录", dialog.ActHome, "", "")}}
}

// approve makes the report final.
func (t *turn) approve(sure bool) {
	switch {
	case t.s.Who.Role != dialog.Manager:
		t.say(dialog.Reply{Text: textNotManager})
	case t.s.Evaluation.Status != dialog.Submitted:
		t.toast(textNotSubmitted)
		t.show()
	case !sure:
		t.aside(dialog.Reply{
			Title: "确认审核通过", Text: t.st.Verdict() + t.changesSinceApproval() + "\n\n通过后报告为正式稿，发给填报人和您。",
			Buttons: [][]dialog.Button{{t.key("确认通过", dialog.ActApprove, "", "yes"), t.key("再看看", dialog.ActHome, "", "")}},
		})
	default:
		t.write(form.ApprovedKey, scoring.Texts(t.st.Shown()), "审核通过")
		t.s.Evaluation.Status = dialog.Approved
		t.say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 审核通过"})
		t.say(dialog.Reply{Title: "审核通过", Text: t.heading() + "\n" + t.st.Verdict() + "\n正式报告随后发来。"})
		t.tellManagers(dialog.Reply{
			Title: "审核通过", Text: fmt.Sprintf("%s\n%s已审核通过。\n%s", t.heading(), t.s.Who.Name, t.st.Verdict()),
			Buttons: t.afterwards(), News: t.s.Who.Name + "审核通过",
		})
		t.tell(dialog.Staff, dialog.Reply{Title: "审核通过", Text: fmt.Sprintf("%s\n%s已审核通过，正式报告随后发来。", t.heading(), t.s.Who.Name)})
		t.effects = append(t.effects, dialog.SendReport{})
		for _, m := range t.s.Members {
			if m.Role == dialog.Staff {
				t.effects = append(t.effects, dialog.SendReport{To: m.User})
			}
		}
	}
}

// changesSinceApproval lists what is no longer as it was approved, old and new.
func (t *turn) changesSinceApproval() string {
	before := t.s.Answers[form.ApprovedKey].Value.Texts
	if before == nil {
		return ""
	}
	before = maps.Clone(before)
	for old, was := range before { // what was approved under an earlier version of the pack
		before[string(form.KeyNow(t.form.Pack, dialog.Key(old)))] = was
	}
	var b strings.Builder
	for i := range t.form.Pack.Sections {
		for _, l := range t.st.Lines(&t.form.Pack.Sections[i]) {
			if was := before[string(l.Key)]; l.Key != "" && was != l.Display {
				fmt.Fprintf(&b, "\n· %s：%s → %s", l.Label, form.Excerpt(form.OrUnfilled(was), 30), form.Excerpt(l.Display, 30))
			}
		}
	}
	t.writeChangedWording(&b, before)
	if b.Len() == 0 {
		return "\n\n与上次审核通过时相比没有变化。"
	}
	return "\n\n上次审核通过后的变化：" + b.String()
}

// reopen lets the staff change answers again: taken back before the manager decided, or
// opened again after the approval, which is then void.
func (t *turn) reopen() {
	if t.s.Who.Role != dialog.Staff || t.open() {
		t.stale()
		return
	}
	what := "撤回了送审"
	if t.s.Evaluation.Status == dialog.Approved {
		what = "重新打开了已审核的自评，修改后将再次送审"
	}
	t.s.Evaluation.Status = dialog.Open
	t.say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 现在可以修改，改好后请重新送审"})
	t.tellManagers(dialog.Reply{
		Title: "恢复填报", Text: fmt.Sprintf("%s\n%s%s。", t.heading(), t.s.Who.Name, what),
		Buttons: t.afterwards(), News: t.s.Who.Name + what,
	})
	t.navigate = false // the tapped message stays as the record of what was done
	t.home()
}

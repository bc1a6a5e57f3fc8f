package screen

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// WholeReport stands for comments that belong to no single section.
const WholeReport = "all"

// Open reports whether answers may change.
func (view View) Open() bool {
	return view.Session.Evaluation.Status == dialog.Open || view.Session.Evaluation.Status == ""
}

// Unexplained are the errors nobody has said anything about: they must be mended or explained
// before the manager sees them.
func (view View) Unexplained() []scoring.Finding {
	if form.ExplanationsField(view.State.Form.Pack) == "" {
		return nil
	}
	return slices.DeleteFunc(view.State.DueFindings(), func(f scoring.Finding) bool {
		return f.Severity != scoring.Error || view.State.Explained(f)
	})
}

// PendingText lists what is still 暂缺, for it goes to the manager like that.
func (view View) PendingText() string {
	var labels []string
	for i := range view.State.Form.Pack.Sections {
		for _, k := range view.State.Questions(&view.State.Form.Pack.Sections[i]) {
			if q, ok := view.State.Find(k); ok && view.State.Answers[k].Value.State == scoring.Pending {
				labels = append(labels, view.State.Label(q))
			}
		}
	}
	if len(labels) == 0 {
		return ""
	}
	return "\n暂缺：" + strings.Join(labels, "、")
}

// OnTheWay is the next thing that stands in the way to the manager, and last the question whether
// to send it.
func (view View) OnTheWay() dialog.Reply {
	if !view.State.Complete() {
		return dialog.Reply{Title: "还不能送审", Text: "请先填完：" + view.Missing(12), Buttons: view.OpenButtons(view.FirstOpen)}
	}
	if errors := view.Unexplained(); len(errors) > 0 {
		r := view.Card(errors[0])
		r.Title = fmt.Sprintf("送审前请处理（还有 %d 个）：%s", len(errors), r.Title)
		return r
	}
	return dialog.Reply{
		Title: "确认送审", Text: view.State.Verdict() + view.PendingText() + view.MissingTexts() + "\n\n送审后答案由负责人审核；要改可以先撤回。",
		Buttons: [][]dialog.Button{{view.Key("确认送审", dialog.ActSubmit, "", "yes"), view.Key("再看看", dialog.ActHome, "", "")}},
	}
}

// MissingTexts names the causes and measures that nobody has written, for the report says 待补 in
// their place; "" when there are none.
func (view View) MissingTexts() string {
	var labels []string
	for i := range view.State.Form.Pack.Sections {
		for _, k := range view.State.Questions(&view.State.Form.Pack.Sections[i]) {
			if q, ok := view.State.Find(k); ok && q.Indicator != nil && !view.State.Answered(k) {
				labels = append(labels, view.State.Label(q))
			}
		}
	}
	if len(labels) == 0 {
		return ""
	}
	return "\n报告里将印“待补”：" + strings.Join(labels, "、")
}

// Notified says who of the managers was told, and who cannot be.
func (view View) Notified() string {
	var told, away []string
	for _, m := range view.Session.Members {
		switch {
		case m.Role != dialog.Manager:
		case slices.Contains(view.Session.Unreachable, m.User):
			away = append(away, m.Name)
		default:
			told = append(told, m.Name)
		}
	}
	text := "还没有负责人加入本单位，请与财政部门联系发出邀请；加入后就能审核。"
	if len(told) > 0 {
		text = "已发给负责人" + strings.Join(told, "、") + "审核。"
	} else if len(away) > 0 {
		text = ""
	}
	if len(away) > 0 {
		text += strings.Join(away, "、") + "还没有打开本助手，或已停用，消息送不到；请当面告知，打开后会看到“审核通过”“退回修改”。"
	}
	return text + "\n需要再改可以撤回。"
}

// DecisionButtons approve and return.
func (view View) DecisionButtons() [][]dialog.Button {
	return [][]dialog.Button{{view.Key("审核通过", dialog.ActApprove, "", ""), view.Key("退回修改", dialog.ActReturn, "", "")}}
}

// ReopenButtons take a submission back, or open an approved one again.
func (view View) ReopenButtons() [][]dialog.Button {
	label := "撤回送审"
	if view.Session.Evaluation.Status == dialog.Approved {
		label = "重新打开修改"
	}
	return [][]dialog.Button{{view.Key(label, dialog.ActReopen, "", "")}, {view.Key("目录", dialog.ActHome, "", "")}}
}

// ChangesSinceApproval lists what is no longer as it was approved, old and new.
func (view View) ChangesSinceApproval() string {
	before := view.Session.Answers[form.ApprovedKey].Value.Texts
	if before == nil {
		return ""
	}
	before = maps.Clone(before)
	for old, was := range before { // what was approved under an earlier version of the pack
		before[string(form.KeyNow(view.State.Form.Pack, dialog.Key(old)))] = was
	}
	var b strings.Builder
	for i := range view.State.Form.Pack.Sections {
		for _, l := range view.State.Lines(&view.State.Form.Pack.Sections[i]) {
			if was := before[string(l.Key)]; l.Key != "" && was != l.Display {
				fmt.Fprintf(&b, "\n· %s：%s → %s", l.Label, form.Excerpt(form.OrUnfilled(was), 30), form.Excerpt(l.Display, 30))
			}
		}
	}
	writeChangedWording(view, &b, before)
	if b.Len() == 0 {
		return "\n\n与上次审核通过时相比没有变化。"
	}
	return "\n\n上次审核通过后的变化：" + b.String()
}

package handover

import (
	"fmt"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// Submit brings the evaluation before the manager: first what stands in the way, then what
// is sent, then it is sent.
func Submit(t *stage.Turn, at stage.Pane, sure bool) {
	switch {
	case t.Session.Who.Role != dialog.Staff:
		t.Say(dialog.Reply{Text: screen.TextReadOnly})
	case !t.View().Open():
		t.Closed()
	case !sure || !t.State.Complete() || len(t.View().Unexplained()) > 0:
		t.Session.Cursor = dialog.Cursor{Place: dialog.PlaceSubmit}
		at.Show()
	default:
		submitted(t)
	}
}

func submitted(t *stage.Turn) {
	for k, a := range t.Session.Answers { // the comments of the last round are dealt with
		if up, _, ok := k.Parent(); ok && up == form.CommentKey && a.Value.State == scoring.Known {
			t.Write(k, scoring.Value{}, "送审")
		}
	}
	t.Session.Evaluation.Status, t.Session.Cursor = dialog.Submitted, dialog.Cursor{}
	text := fmt.Sprintf("%s\n%s", t.View().Heading(), t.State.Verdict())
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 已送审"})
	t.Say(dialog.Reply{Title: "已送审", Text: text + "\n\n" + t.View().Notified(), Buttons: t.View().ReopenButtons()})
	t.TellManagers(dialog.Reply{
		Title: "请审核", Text: text + t.View().WordingNote() + t.View().ChangesSinceApproval() + fmt.Sprintf("\n\n由%s送审。", t.Session.Who.Name),
		Buttons: append(t.View().Afterwards(), t.View().DecisionButtons()...), Urgent: true,
	})
}

// Approve makes the report final.
func Approve(t *stage.Turn, sure bool) {
	switch {
	case t.Session.Who.Role != dialog.Manager:
		t.Say(dialog.Reply{Text: screen.TextNotManager})
	case t.Session.Evaluation.Status != dialog.Submitted:
		t.Toast(screen.TextNotSubmitted)
		t.InPlace().Show()
	case !sure:
		t.InPlace().Aside(dialog.Reply{
			Title: "确认审核通过", Text: t.State.Verdict() + t.View().MissingTexts() + t.View().ChangesSinceApproval() + "\n\n通过后报告为正式稿，发给填报人和您。",
			Buttons: [][]dialog.Button{{t.View().Key("确认通过", dialog.ActApprove, "", "yes"), t.View().Key("再看看", dialog.ActHome, "", "")}},
		})
	default:
		t.Write(form.ApprovedKey, scoring.Texts(t.State.Shown()), "审核通过")
		t.Session.Evaluation.Status = dialog.Approved
		t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 审核通过"})
		t.Say(dialog.Reply{Title: "审核通过", Text: t.View().Heading() + "\n" + t.State.Verdict() + "\n正式报告随后发来。"})
		t.TellManagers(dialog.Reply{
			Title: "审核通过", Text: fmt.Sprintf("%s\n%s已审核通过。\n%s", t.View().Heading(), t.Session.Who.Name, t.State.Verdict()),
			Buttons: t.View().Afterwards(), News: t.Session.Who.Name + "审核通过",
		})
		t.Tell(dialog.Staff, dialog.Reply{Title: "审核通过", Text: fmt.Sprintf("%s\n%s已审核通过，正式报告随后发来。", t.View().Heading(), t.Session.Who.Name)})
		t.Do(dialog.SendReport{})
		for _, m := range t.Session.Members {
			if m.Role == dialog.Staff {
				t.Do(dialog.SendReport{To: m.User})
			}
		}
	}
}

// Reopen lets the staff change answers again: taken back before the manager decided, or
// opened again after the approval, which is then void.
func Reopen(t *stage.Turn) {
	if t.Session.Who.Role != dialog.Staff || t.View().Open() {
		t.InPlace().Stale()
		return
	}
	what := "撤回了送审"
	if t.Session.Evaluation.Status == dialog.Approved {
		what = "重新打开了已审核的自评，修改后将再次送审"
	}
	t.Session.Evaluation.Status = dialog.Open
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 现在可以修改，改好后请重新送审"})
	t.TellManagers(dialog.Reply{
		Title: "恢复填报", Text: fmt.Sprintf("%s\n%s%s。", t.View().Heading(), t.Session.Who.Name, what),
		Buttons: t.View().Afterwards(), News: t.Session.Who.Name + what,
	})
	t.Below().Home() // the tapped message stays as the record of what was done
}

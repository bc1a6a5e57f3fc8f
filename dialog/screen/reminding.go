package screen

import (
	"slices"
	"strconv"

	"ziping/dialog"
	"ziping/dialog/remind"
)

// ContinueButtons lead the speaker to the first question that is his or hers to answer.
func (view View) ContinueButtons() [][]dialog.Button {
	if owed := remind.OwedBy(view.State.SectionStandings(), view.Session.Members, view.Session.Who.User); len(owed) > 0 {
		return [][]dialog.Button{{view.Key("▶ 继续填报", dialog.ActOpen, owed[0].First, "")}}
	}
	return nil
}

// Everybody stands for all staff in a reminder.
const Everybody = "all"

// Unreachable tells a manager who of the staff cannot be reached.
func (view View) Unreachable() string {
	if word := remind.UnreachableWord(view.Session.Members, view.Session.Unreachable); word != "" {
		return "\n\n" + word
	}
	return ""
}

// WhomToRemind are the buttons for the staff who may be reminded.
func (view View) WhomToRemind() [][]dialog.Button {
	var rows [][]dialog.Button
	for _, m := range view.Session.Members {
		if m.Role == dialog.Staff && !slices.Contains(view.Session.Unreachable, m.User) {
			rows = append(rows, []dialog.Button{view.Key("催办 "+m.Name, dialog.ActRemind, "", strconv.FormatInt(m.User, 10))})
		}
	}
	if len(rows) > 1 {
		rows = append(rows, []dialog.Button{view.Key("催办全体", dialog.ActRemind, "", Everybody)})
	}
	return append(rows, []dialog.Button{view.Key("目录", dialog.ActHome, "", "")})
}

// Reminding is what reminders of the evaluation are written from, as it stands now.
func (view View) Reminding() dialog.Reminding {
	return dialog.Reminding{
		Evaluation: view.Session.Evaluation, Members: view.Session.Members, Unreachable: view.Session.Unreachable, Muted: view.Session.Muted,
		Standing: &dialog.Standing{Sections: view.State.SectionStandings()},
	}
}

// Nudge tells somebody what is missing, with the way back to it.
func (view View) Nudge(m dialog.Member) dialog.Reply {
	r := view.Reminding()
	reply, owes := remind.Owed(r, m.User)
	switch {
	case view.State.Complete():
		reply = dialog.Reply{Text: "已全部填完，请核对后送审。", Buttons: [][]dialog.Button{{view.Key("送审", dialog.ActSubmit, "", "")}}}
	case !owes:
		reply = dialog.Reply{Text: "本单位还需填写" + view.Missing(8), Buttons: view.OpenButtons(view.State.FirstOpen)}
	}
	reply.To, reply.Title = m.User, "催办"
	reply.Text = remind.Head(r, view.Now) + "\n" + view.Session.Who.Name + "催办：" + reply.Text
	reply.Buttons = append(reply.Buttons, []dialog.Button{view.Key(remind.LabelMute, dialog.ActMute, "", "")})
	return reply
}

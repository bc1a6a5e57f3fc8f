package bot

import (
	"ziping/dialog"
	"ziping/dialog/desk"
	"ziping/dialog/store"
)

// commitOf turns what a step said and wants done into a commit, and the notice for the tapped
// button, which is not part of it: it may be lost.
func commitOf(e event, before, after dialog.Session, replies []dialog.Reply, effects []dialog.Effect) (store.Commit, string) {
	c := store.Commit{Update: e.update, Chat: e.chat, Before: before, Cursor: after.Cursor, At: e.in.At}
	if after.Evaluation.Status != before.Evaluation.Status {
		c.Status = after.Evaluation.Status
	}
	if after.Evaluation.Version != before.Evaluation.Version {
		c.Version = after.Evaluation.Version
	}
	for _, effect := range effects {
		switch effect := effect.(type) {
		case dialog.Record:
			c.Records = append(c.Records, effect)
		case dialog.Stands:
			c.Standing = &effect.Standing
		case dialog.Mute:
			c.Mute = effect.Until
		}
	}
	var toast string
	c.Outbox, toast = outbox(e, seat{before.Evaluation.UnitID, before.Evaluation.Year}, replies, effects)
	return c, toast
}

// outbox are the messages of a step, of staff, managers and operators alike: what it said, then
// the documents it wants sent. The notice for a tapped button is apart.
func outbox(e event, at seat, replies []dialog.Reply, effects []dialog.Effect) (out []store.Message, toast string) {
	for _, r := range replies {
		if r.Kind == dialog.Toast && e.query != "" {
			toast = r.Text
			continue
		}
		out = append(out, messageOf(e, r))
	}
	for _, effect := range effects {
		if m, ok := documentOf(e, at, effect); ok {
			out = append(out, m)
		}
	}
	return out, toast
}

// documentOf is the message that brings the document an effect asks for; false for other effects.
func documentOf(e event, at seat, effect dialog.Effect) (store.Message, bool) {
	m := store.Message{Chat: e.chat, Class: store.Answer}
	job := store.ReportJob{UnitID: at.unitID, Year: at.year}
	switch effect := effect.(type) {
	case dialog.SendTemplate:
		job.Template = true
	case dialog.SendPicture:
		job.Overview = store.UnitPicture
	case dialog.SendReport:
		if effect.To != 0 {
			m.Chat = effect.To
		}
		job.Draft, job.Form = effect.Draft, effect.Form
	case desk.ShowLook:
		job = lookJob(effect)
	default:
		return m, false
	}
	m.Report = &job
	return m, true
}

// lookJob is what an operator wants to look at.
func lookJob(look desk.ShowLook) store.ReportJob {
	job := store.ReportJob{UnitID: look.UnitID, Year: look.Year}
	switch look.Look {
	case desk.LookUnit:
		job.Overview = store.UnitPicture
	case desk.LookUnits:
		job.Overview, job.Filter = store.UnitsPicture, look.Filter.String()
	case desk.LookWorkbook:
		job.Overview, job.Filter = store.UnitsWorkbook, look.Filter.String()
	case desk.LookDigest:
		job.Overview, job.Filter = store.Digest, look.Filter.String()
	}
	return job
}

// messageOf addresses a reply. Only in the speaker's own chat is there something to edit, and
// a notice without a tap becomes a message.
func messageOf(e event, r dialog.Reply) store.Message {
	m := store.Message{Chat: e.chat, Class: store.Answer, Reply: &r}
	if r.To != 0 && r.To != e.user {
		m.Chat, m.Class, r.Kind = r.To, store.Notice, dialog.Send
	}
	switch r.Kind {
	case dialog.EditTapped:
		m.Tapped = e.tapped
	case dialog.Toast:
		r.Kind = dialog.Send
	case dialog.Send, dialog.EditPrompt:
	}
	return m
}

// withLead puts a sentence before the first message to the speaker.
func withLead(replies []dialog.Reply, lead string) []dialog.Reply {
	if lead == "" {
		return replies
	}
	for i, r := range replies {
		if r.Kind == dialog.Send && r.To == 0 && r.Lead == "" {
			replies[i].Lead = lead
			return replies
		}
	}
	return append([]dialog.Reply{{Kind: dialog.Send, Text: lead}}, replies...)
}

package turn

import (
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/answering"
	"ziping/dialog/turn/handover"
	"ziping/dialog/turn/proposing"
	"ziping/dialog/turn/rewording"
	"ziping/dialog/turn/stage"
)

// tap does what a button says, after checking that the button still means anything: it may
// be old, or made up.
func tap(t *stage.Turn) {
	b, ok := dialog.ParseTap(t.In.Data)
	if !ok || b.Evaluation != t.Session.Evaluation.ID {
		t.Below().Stale()
		return
	}
	if moveTap(t, b) {
		return
	}
	q, ok := t.State.Find(b.Key)
	if !ok {
		t.Below().Stale()
		return
	}
	if openTap(t, b, q) {
		return
	}
	if !t.MayAnswer() {
		return
	}
	if t.Session.Answers[b.Key].Rev != b.Rev {
		answeredMeanwhile(t, b, q)
		return
	}
	answering.AnswerTap(t, b, q)
}

// answeredMeanwhile tells a double tap, which is no news, from a tap on an old button.
func answeredMeanwhile(t *stage.Turn, b dialog.Tap, q form.Question) {
	a := t.Session.Answers[q.Key]
	if v, typed, ok := answering.Option(t, b, q); ok && a.By == t.Session.Who.User && a.Typed == typed &&
		t.State.Display(q.Leaf, q.Key, a.Value) == t.State.Display(q.Leaf, q.Key, v) {
		t.Toast("已记录")
		return
	}
	t.Below().Stale()
}

// moveTap does the taps that name no question: the task list, a section, a summary.
func moveTap(t *stage.Turn, b dialog.Tap) bool {
	switch b.Action {
	case dialog.ActHome:
		t.InPlace().Home()
	case dialog.ActLastYear:
		if b.Key != "" {
			return false
		}
		answering.TakeOver(t, b.Option == "yes")
	case dialog.ActKept:
		keptTap(t, b.Option)
	case dialog.ActCheck:
		t.InPlace().Aside(t.View().Findings(b.Option))
	case dialog.ActReport:
		report(t, t.InPlace(), b.Option)
	case dialog.ActWording:
		rewording.WordingTap(t, b)
	case dialog.ActPropose:
		if strings.HasPrefix(b.Option, proposing.AsText+" ") {
			answering.AsText(t, b.Option)
			return true
		}
		proposing.Tap(t, b.Option)
	case dialog.ActBoard:
		board(t, t.InPlace())
	case dialog.ActPicture:
		picture(t)
	case dialog.ActShare:
		handover.Share(t, b)
	case dialog.ActHistory:
		history(t, t.InPlace())
	case dialog.ActSubmit, dialog.ActReopen, dialog.ActApprove, dialog.ActReturn, dialog.ActComment, dialog.ActRemind, dialog.ActMute, dialog.ActLeave:
		decide(t, b)
	case dialog.ActSection, dialog.ActReview:
		s, ok := t.Form.Pack.Section(string(b.Key))
		if !ok {
			t.InPlace().Stale()
			return true
		}
		if b.Action == dialog.ActReview {
			page, err := strconv.Atoi(b.Option)
			if err != nil {
				page = 0
			}
			t.InPlace().Review(s.Code, page)
			return true
		}
		if t.Session.Who.Role == dialog.Staff {
			t.InPlace().Start(s)
		} else {
			t.InPlace().Review(s.Code, 0)
		}
	default:
		return false
	}
	return true
}

// decide does the taps by which an evaluation goes to the manager and comes back.
func decide(t *stage.Turn, b dialog.Tap) {
	sure := b.Option == "yes"
	switch b.Action {
	case dialog.ActSubmit:
		handover.Submit(t, t.InPlace(), sure)
	case dialog.ActReopen:
		handover.Reopen(t)
	case dialog.ActApprove:
		handover.Approve(t, sure)
	case dialog.ActComment:
		handover.CommentOn(t, b.Option)
	case dialog.ActRemind:
		handover.Remind(t, t.InPlace(), b.Option)
	case dialog.ActMute:
		handover.Mute(t)
	case dialog.ActLeave:
		handover.Leave(t, t.InPlace(), sure)
	case dialog.ActReturn:
		if sure {
			handover.SendBack(t)
		} else {
			handover.StartReturn(t)
		}
	}
}

// openTap does the taps that look at a question without changing an answer.
func openTap(t *stage.Turn, b dialog.Tap, q form.Question) bool {
	switch b.Action {
	case dialog.ActNext:
		t.ComeTo(q)
		t.InPlace().Forward(q)
	case dialog.ActBack:
		t.ComeTo(q)
		t.InPlace().Backward()
	case dialog.ActOpen:
		back := t.Session.Cursor.Back
		t.Session.Cursor = dialog.Cursor{}
		if back != nil && back.For == q.Key {
			t.Session.Cursor.Back = back
		}
		switch b.Option {
		case screen.OpenDetail:
			t.InPlace().Explain(q)
			return true
		case screen.OpenOneByOne, screen.OpenCards:
			t.Single = b.Option == screen.OpenOneByOne
		}
		if t.State.Answered(q.Key) && len(t.View().OnCard(q)) > 0 { // it is to be answered anew
			t.InPlace().Explain(q)
			return true
		}
		t.InPlace().Ask(q.Key)
	case dialog.ActText:
		answering.TextTap(t, b, q)
	case dialog.ActEdit:
		if t.MayAnswer() { // the closed prompt stays as the record of the answer
			t.Below().AskFor(q.Key, t.Here())
		}
	default:
		return false
	}
	return true
}

// keptTap shows a page of the answers without a question.
func keptTap(t *stage.Turn, option string) {
	page, err := strconv.Atoi(option)
	if err != nil || page < 0 || page*screen.KeptAtOnce >= len(t.State.Orphans()) {
		t.InPlace().Stale()
		return
	}
	t.InPlace().Aside(t.View().Kept(page))
}

package handover

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// Share does what a button of 分工 says. The button's key is a section, its revision the one of
// the claim it was drawn for.
func Share(t *stage.Turn, b dialog.Tap) {
	s, known := t.Form.Pack.Section(string(b.Key))
	if b.Key == "" {
		t.InPlace().Aside(t.View().Shares())
		return
	}
	if !known || !t.View().Open() {
		t.Toast(dialog.TextStale)
		t.InPlace().Aside(t.View().Shares())
		return
	}
	owner, changed := t.View().Owner(s.Code), t.Session.Answers[dialog.TakenKey.Child(s.Code)].Rev != b.Rev
	if b.Option == screen.ShareOpen && t.Session.Who.Role == dialog.Staff && (owner.User == 0 || changed && owner.User == t.Session.Who.User) {
		b.Option = screen.ShareTake
	}
	to, ok := sharedTo(t, b.Option, owner)
	switch {
	case !ok:
		t.Toast(dialog.TextStale)
		t.InPlace().Aside(t.View().Shares())
	case changed && owner.User != 0 && (owner.User != to.User || b.Option == screen.ShareOpen): // somebody was faster
		t.Toast("“" + s.Title + "”刚刚改由" + form.Excerpt(owner.Name, 20) + "负责")
		t.InPlace().Aside(t.View().ClaimCard(s, owner))
	case b.Option == screen.ShareOpen:
		t.InPlace().Aside(t.View().ClaimCard(s, owner))
	default:
		if owner.User != to.User {
			assign(t, s, owner, to)
		}
		t.Toast(t.View().AssignedWord(s, to))
		t.InPlace().Aside(t.View().Shares())
	}
}

// sharedTo is who is to have a section; a zero Member for nobody. ok is false when the speaker
// may not do that, or the person is not of the staff.
func sharedTo(t *stage.Turn, option string, owner dialog.Member) (to dialog.Member, ok bool) {
	who := t.Session.Who
	switch option {
	case screen.ShareOpen:
		return owner, true
	case screen.ShareTake:
		return who, who.Role == dialog.Staff
	case screen.ShareDrop:
		return dialog.Member{}, who.Role == dialog.Manager || owner.User == who.User || owner.User == 0
	}
	user, err := strconv.ParseInt(option, 36, 64)
	to, ok = dialog.OwnerAmong(t.Session.Members, user)
	mine := who.Role == dialog.Staff && (owner.User == who.User || owner.User == user)
	return to, err == nil && ok && (who.Role == dialog.Manager || mine)
}

// assign gives a section to somebody, or to nobody, and tells those concerned.
func assign(t *stage.Turn, s *scoring.Section, from, to dialog.Member) {
	v, typed := scoring.Text(strconv.FormatInt(to.User, 10)), "交给"+to.Name
	switch {
	case to.User == 0:
		v, typed = scoring.Value{}, "放下"
	case to.User == t.Session.Who.User:
		typed = "认领"
	}
	t.Write(dialog.TakenKey.Child(s.Code), v, typed)
	now := *t.State // claims are no facts: nothing else changes
	now.Answers = t.Session.Answers
	t.State = &now
	tellShared(t, s, from, to)
}

// tellShared tells who gets a section from somebody else, and who no longer has it.
func tellShared(t *stage.Turn, s *scoring.Section, from, to dialog.Member) {
	who, title := t.Session.Who, "“"+s.Title+"”"
	tell := func(m dialog.Member, line string, button dialog.Button) {
		t.Say(dialog.Reply{
			To: m.User, Title: "分工调整", Text: t.View().Heading() + "\n" + line + "。",
			News: line, Buttons: [][]dialog.Button{{button}, {t.View().Key("目录", dialog.ActHome, "", "")}},
		})
	}
	if to.User != 0 && to.User != who.User {
		_, state, _ := strings.Cut(form.StatusWord(t.State.SectionProgress(s)), " ")
		line := fmt.Sprintf("%s把%s交给您负责（%s）", who.Name, title, state)
		tell(to, line, t.View().Key("▶ 继续填报", dialog.ActSection, dialog.Key(s.Code), ""))
	}
	if from.User == 0 || from.User == who.User {
		return
	}
	line := fmt.Sprintf("%s把%s改由%s负责", who.Name, title, to.Name)
	switch to.User {
	case 0:
		line = fmt.Sprintf("%s取消了您对%s的认领", who.Name, title)
	case who.User:
		line = fmt.Sprintf("%s接手了%s，不再由您负责", who.Name, title)
	}
	button := t.View().Key("分工", dialog.ActShare, "", "")
	if key, ok := t.View().FirstOpenFor(from.User); ok {
		button = t.View().Key("▶ 继续填报", dialog.ActOpen, key, "")
	}
	tell(from, line, button)
}

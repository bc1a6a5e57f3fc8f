package turn

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// Staff share the sections out among them. A claim says who looks after a section; it keeps
// nobody from answering there.

// What a button of a section's claim does; besides these it names, to the base 36, the user who
// gets the section.
const (
	shareOpen = ""     // take it where nobody has it, else show who has
	shareTake = "take" // the speaker takes it
	shareDrop = "drop" // nobody has it any more
)

// shared reports whether there are several staff, who may share the sections out.
func (t *turn) shared() bool {
	staff := 0
	for _, m := range t.s.Members {
		if m.Role == dialog.Staff {
			staff++
		}
	}
	return staff > 1
}

// share does what a button of 分工 says. The button's key is a section, its revision the one of
// the claim it was drawn for.
func (t *turn) share(b dialog.Tap) {
	s, known := t.form.Pack.Section(string(b.Key))
	if b.Key == "" {
		t.aside(t.shares())
		return
	}
	if !known || !t.open() {
		t.toast(dialog.TextStale)
		t.aside(t.shares())
		return
	}
	owner, changed := t.owner(s.Code), t.s.Answers[dialog.TakenKey.Child(s.Code)].Rev != b.Rev
	if b.Option == shareOpen && t.s.Who.Role == dialog.Staff && (owner.User == 0 || changed && owner.User == t.s.Who.User) {
		b.Option = shareTake
	}
	to, ok := t.sharedTo(b.Option, owner)
	switch {
	case !ok:
		t.toast(dialog.TextStale)
		t.aside(t.shares())
	case changed && owner.User != 0 && (owner.User != to.User || b.Option == shareOpen): // somebody was faster
		t.toast("“" + s.Title + "”刚刚改由" + form.Excerpt(owner.Name, 20) + "负责")
		t.aside(t.claimCard(s, owner))
	case b.Option == shareOpen:
		t.aside(t.claimCard(s, owner))
	default:
		if owner.User != to.User {
			t.assign(s, owner, to)
		}
		t.toast(t.assignedWord(s, to))
		t.aside(t.shares())
	}
}

// sharedTo is who is to have a section; a zero Member for nobody. ok is false when the speaker
// may not do that, or the person is not of the staff.
func (t *turn) sharedTo(option string, owner dialog.Member) (to dialog.Member, ok bool) {
	who := t.s.Who
	switch option {
	case shareOpen:
		return owner, true
	case shareTake:
		return who, who.Role == dialog.Staff
	case shareDrop:
		return dialog.Member{}, who.Role == dialog.Manager || owner.User == who.User || owner.User == 0
	}
	user, err := strconv.ParseInt(option, 36, 64)
	to, ok = dialog.OwnerAmong(t.s.Members, user)
	mine := who.Role == dialog.Staff && (owner.User == who.User || owner.User == user)
	return to, err == nil && ok && (who.Role == dialog.Manager || mine)
}

// assign gives a section to somebody, or to nobody, and tells those concerned.
func (t *turn) assign(s *scoring.Section, from, to dialog.Member) {
	v, typed := scoring.Text(strconv.FormatInt(to.User, 10)), "交给"+to.Name
	switch {
	case to.User == 0:
		v, typed = scoring.Value{}, "放下"
	case to.User == t.s.Who.User:
		typed = "认领"
	}
	t.write(dialog.TakenKey.Child(s.Code), v, typed)
	now := *t.st // claims are no facts: nothing else changes
	now.Answers = t.s.Answers
	t.st = &now
	t.tellShared(s, from, to)
}

// tellShared tells who gets a section from somebody else, and who no longer has it.
func (t *turn) tellShared(s *scoring.Section, from, to dialog.Member) {
	who, title := t.s.Who, "“"+s.Title+"”"
	tell := func(m dialog.Member, line string, button dialog.Button) {
		t.say(dialog.Reply{
			To: m.User, Title: "分工调整", Text: t.heading() + "\n" + line + "。",
			News: line, Buttons: [][]dialog.Button{{button}, {t.key("目录", dialog.ActHome, "", "")}},
		})
	}
	if to.User != 0 && to.User != who.User {
		_, state, _ := strings.Cut(form.StatusWord(t.st.SectionProgress(s)), " ")
		line := fmt.Sprintf("%s把%s交给您负责（%s）", who.Name, title, state)
		tell(to, line, t.key("▶ 继续填报", dialog.ActSection, dialog.Key(s.Code), ""))
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
	button := t.key("分工", dialog.ActShare, "", "")
	if key, ok := t.firstOpenFor(from.User); ok {
		button = t.key("▶ 继续填报", dialog.ActOpen, key, "")
	}
	tell(from, line, button)
}

func (t *turn) assignedWord(s *scoring.Section, to dialog.Member) string {
	switch to.User {
	case 0:
		return "“" + s.Title + "”现在未认领"
	case t.s.Who.User:
		return "“" + s.Title + "”由您负责"
	}
	return "“" + s.Title + "”已交给" + form.Excerpt(to.Name, 20)
}

// shares is the screen of 分工: who has which section.
func (t *turn) shares() dialog.Reply {
	var b strings.Builder
	var sections []dialog.Button
	for i, p := range t.st.Progress() {
		owner := t.owner(p.Section.Code)
		word := "未认领"
		if owner.User != 0 {
			word = t.ownerWord(owner)
		}
		fmt.Fprintf(&b, "%d. %s　%s　%s\n", i+1, p.Section.Title, form.StatusWord(p), word)
		sections = append(sections, t.claimKey(fmt.Sprintf("%d %s", i+1, p.Section.Title), p.Section.Code, shareOpen))
	}
	switch {
	case !t.open():
		b.WriteString("\n" + evaluationStatus[t.s.Evaluation.Status] + "重新打开后可以调整分工。")
		sections = nil
	case t.s.Who.Role == dialog.Manager:
		b.WriteString("\n点章节可以指定由谁负责，会通知本人。")
	default:
		b.WriteString("\n点未认领的章节就由您负责；点已认领的可以放下、交给同事或接手。")
	}
	b.WriteString("\n认领只是分工，其他人也可以填。")
	return dialog.Reply{Title: "分工", Text: b.String(), Buttons: append(dialog.Chunk(sections, 2), []dialog.Button{t.key("目录", dialog.ActHome, "", "")})}
}

// claimCard shows who has a section and since when, and what the speaker may do about it.
func (t *turn) claimCard(s *scoring.Section, owner dialog.Member) dialog.Reply {
	claim := t.st.Answers[dialog.TakenKey.Child(s.Code)]
	text := form.StatusWord(t.st.SectionProgress(s)) + "\n现在未认领。"
	if owner.User != 0 {
		how := "认领"
		if claim.By != owner.User {
			how = "由" + form.Excerpt(claim.ByName, 20) + "安排"
		}
		text = fmt.Sprintf("%s\n%s（%s %s）。", form.StatusWord(t.st.SectionProgress(s)), t.ownerWord(owner), t.st.Clock(claim.At), how)
	}
	if line := t.atWork()[s.Code]; line != "" {
		text += "\n" + line
	}
	var rows [][]dialog.Button
	mine := t.s.Who.Role == dialog.Staff && owner.User == t.s.Who.User
	if t.s.Who.Role == dialog.Staff && !mine {
		rows = append(rows, []dialog.Button{t.claimKey("由我接手", s.Code, shareTake)})
	}
	if mine {
		rows = append(rows, []dialog.Button{t.claimKey("放下", s.Code, shareDrop)})
	}
	if mine || t.s.Who.Role == dialog.Manager {
		rows = append(rows, t.colleagues(s.Code, owner)...)
		text += t.unreachable()
	}
	if t.s.Who.Role == dialog.Manager && owner.User != 0 {
		rows = append(rows, []dialog.Button{t.claimKey("取消认领", s.Code, shareDrop)})
	}
	last := []dialog.Button{t.key("‹ 分工", dialog.ActShare, "", "")}
	if t.s.Who.Role == dialog.Staff {
		last = append(last, t.key("▶ 继续填报", dialog.ActSection, dialog.Key(s.Code), ""))
	}
	return dialog.Reply{Title: "分工 · " + s.Title, Text: text, Buttons: append(rows, last)}
}

// claimKey draws a button about a section's claim. Sections' codes may be long: it must not carry
// more than the code.
func (t *turn) claimKey(label, section, option string) dialog.Button {
	rev := t.st.Answers[dialog.TakenKey.Child(section)].Rev
	return dialog.Button{Label: label, Data: dialog.Tap{Evaluation: t.s.Evaluation.ID, Action: dialog.ActShare, Key: dialog.Key(section), Rev: rev, Option: option}.String()}
}

// colleagues are the buttons that give a section to one of the others who can be reached.
func (t *turn) colleagues(section string, owner dialog.Member) [][]dialog.Button {
	var all []dialog.Button
	for _, m := range t.s.Members {
		if m.Role == dialog.Staff && m.User != owner.User && !slices.Contains(t.s.Unreachable, m.User) {
			all = append(all, t.claimKey("交给 "+form.Excerpt(m.Name, 20), section, strconv.FormatInt(m.User, 36)))
		}
	}
	return dialog.Chunk(all[:min(len(all), form.MembersAtOnce)], 2)
}

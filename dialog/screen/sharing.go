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

// Staff share the sections out among them. A claim says who looks after a section; it keeps
// nobody from answering there.

// What a button of a section's claim does; besides these it names, to the base 36, the user who
// gets the section.
const (
	ShareOpen = ""     // take it where nobody has it, else show who has
	ShareTake = "take" // the speaker takes it
	ShareDrop = "drop" // nobody has it any more
)

// shared reports whether there are several staff, who may share the sections out.
func shared(view View) bool {
	staff := 0
	for _, m := range view.Session.Members {
		if m.Role == dialog.Staff {
			staff++
		}
	}
	return staff > 1
}

// AssignedWord says who has a section now.
func (view View) AssignedWord(s *scoring.Section, to dialog.Member) string {
	switch to.User {
	case 0:
		return "“" + s.Title + "”现在未认领"
	case view.Session.Who.User:
		return "“" + s.Title + "”由您负责"
	}
	return "“" + s.Title + "”已交给" + form.Excerpt(to.Name, 20)
}

// Shares is the screen of 分工: who has which section.
func (view View) Shares() dialog.Reply {
	var b strings.Builder
	var sections []dialog.Button
	for i, p := range view.State.Progress() {
		owner := view.Owner(p.Section.Code)
		word := "未认领"
		if owner.User != 0 {
			word = ownerWord(view, owner)
		}
		fmt.Fprintf(&b, "%d. %s　%s　%s\n", i+1, p.Section.Title, form.StatusWord(p), word)
		sections = append(sections, claimKey(view, fmt.Sprintf("%d %s", i+1, p.Section.Title), p.Section.Code, ShareOpen))
	}
	switch {
	case !view.Open():
		b.WriteString("\n" + EvaluationStatus[view.Session.Evaluation.Status] + "重新打开后可以调整分工。")
		sections = nil
	case view.Session.Who.Role == dialog.Manager:
		b.WriteString("\n点章节可以指定由谁负责，会通知本人。")
	default:
		b.WriteString("\n点未认领的章节就由您负责；点已认领的可以放下、交给同事或接手。")
	}
	b.WriteString("\n认领只是分工，其他人也可以填。")
	return dialog.Reply{Title: "分工", Text: b.String(), Buttons: append(dialog.Chunk(sections, 2), []dialog.Button{view.Key("目录", dialog.ActHome, "", "")})}
}

// ClaimCard shows who has a section and since when, and what the speaker may do about it.
func (view View) ClaimCard(s *scoring.Section, owner dialog.Member) dialog.Reply {
	claim := view.State.Answers[dialog.TakenKey.Child(s.Code)]
	text := form.StatusWord(view.State.SectionProgress(s)) + "\n现在未认领。"
	if owner.User != 0 {
		how := "认领"
		if claim.By != owner.User {
			how = "由" + form.Excerpt(claim.ByName, 20) + "安排"
		}
		text = fmt.Sprintf("%s\n%s（%s %s）。", form.StatusWord(view.State.SectionProgress(s)), ownerWord(view, owner), view.State.Clock(claim.At), how)
	}
	if line := atWork(view)[s.Code]; line != "" {
		text += "\n" + line
	}
	var rows [][]dialog.Button
	mine := view.Session.Who.Role == dialog.Staff && owner.User == view.Session.Who.User
	if view.Session.Who.Role == dialog.Staff && !mine {
		rows = append(rows, []dialog.Button{claimKey(view, "由我接手", s.Code, ShareTake)})
	}
	if mine {
		rows = append(rows, []dialog.Button{claimKey(view, "放下", s.Code, ShareDrop)})
	}
	if mine || view.Session.Who.Role == dialog.Manager {
		rows = append(rows, colleagues(view, s.Code, owner)...)
		text += view.Unreachable()
	}
	if view.Session.Who.Role == dialog.Manager && owner.User != 0 {
		rows = append(rows, []dialog.Button{claimKey(view, "取消认领", s.Code, ShareDrop)})
	}
	last := []dialog.Button{view.Key("‹ 分工", dialog.ActShare, "", "")}
	if view.Session.Who.Role == dialog.Staff {
		last = append(last, view.Key("▶ 继续填报", dialog.ActSection, dialog.Key(s.Code), ""))
	}
	return dialog.Reply{Title: "分工 · " + s.Title, Text: text, Buttons: append(rows, last)}
}

// claimKey draws a button about a section's claim. Sections' codes may be long: it must not carry
// more than the code.
func claimKey(view View, label, section, option string) dialog.Button {
	rev := view.State.Answers[dialog.TakenKey.Child(section)].Rev
	return dialog.Button{Label: label, Data: dialog.Tap{Evaluation: view.Session.Evaluation.ID, Action: dialog.ActShare, Key: dialog.Key(section), Rev: rev, Option: option}.String()}
}

// colleagues are the buttons that give a section to one of the others who can be reached.
func colleagues(view View, section string, owner dialog.Member) [][]dialog.Button {
	var all []dialog.Button
	for _, m := range view.Session.Members {
		if m.Role == dialog.Staff && m.User != owner.User && !slices.Contains(view.Session.Unreachable, m.User) {
			all = append(all, claimKey(view, "交给 "+form.Excerpt(m.Name, 20), section, strconv.FormatInt(m.User, 36)))
		}
	}
	return dialog.Chunk(all[:min(len(all), form.MembersAtOnce)], 2)
}

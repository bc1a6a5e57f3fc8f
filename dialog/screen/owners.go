package screen

import (
	"fmt"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
)

// Owner is who of the staff has taken a section; a zero Member when nobody has.
func (view View) Owner(section string) dialog.Member {
	m, _ := dialog.OwnerAmong(view.Session.Members, view.State.Answers.Owner(section))
	return m
}

// ownerWord says who has a section, as the speaker is told.
func ownerWord(view View, owner dialog.Member) string {
	if owner.User == view.Session.Who.User {
		return "您负责"
	}
	return form.Excerpt(owner.Name, 12) + "负责"
}

// sharesWord is what the task list says behind a section's state: who has it, and below who else
// is at work there.
func sharesWord(view View, section string, atWork map[string]string) string {
	word := ""
	if owner := view.Owner(section); owner.User != 0 {
		word = "　" + ownerWord(view, owner)
	}
	if line := atWork[section]; line != "" {
		word += "\n　 ✎ " + line
	}
	return word
}

// atWorkFor is how long somebody who answered counts as being at work in a section.
const atWorkFor = 30 * time.Minute

// atWork says, by section, who besides the speaker answered there a short while ago.
func atWork(view View) map[string]string {
	newest := map[string]dialog.Answer{}
	for key, a := range view.State.Answers {
		if a.By == view.Session.Who.User || a.ByName == "" || view.Now.Sub(a.At) > atWorkFor {
			continue
		}
		s, ok := view.State.Form.Pack.SectionOf(key.Field())
		if ok && a.At.After(newest[s.Code].At) {
			newest[s.Code] = a
		}
	}
	lines := map[string]string{}
	for code, a := range newest {
		ago := "刚刚"
		if n := int(view.Now.Sub(a.At) / time.Minute); n > 0 {
			ago = fmt.Sprintf("%d 分钟前", n)
		}
		lines[code] = fmt.Sprintf("%s %s在填", form.Excerpt(a.ByName, 12), ago)
	}
	return lines
}

// nearness orders sections for a person: those the person has taken, those nobody has, those of others.
func nearness(view View, section string, user int64) int {
	switch view.Owner(section).User {
	case user:
		return 0
	case 0:
		return 1
	}
	return 2
}

// FirstOpen is the first question that the speaker should answer next.
func (view View) FirstOpen() (dialog.Key, bool) { return view.FirstOpenFor(view.Session.Who.User) }

// FirstOpenFor is the first question that still needs an answer, in a person's own sections
// before those nobody has taken, and others' last.
func (view View) FirstOpenFor(user int64) (key dialog.Key, ok bool) {
	best := 0
	for _, p := range view.State.Progress() {
		if len(p.Open) == 0 {
			continue
		}
		if n := nearness(view, p.Section.Code, user); !ok || n < best {
			key, best, ok = p.Open[0], n, true
		}
	}
	return key, ok
}

package turn

import (
	"fmt"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
)

// owner is who of the staff has taken a section; a zero Member when nobody has.
func (t *turn) owner(section string) dialog.Member {
	m, _ := dialog.OwnerAmong(t.s.Members, t.st.Answers.Owner(section))
	return m
}

// ownerWord says who has a section, as the speaker is told.
func (t *turn) ownerWord(owner dialog.Member) string {
	if owner.User == t.s.Who.User {
		return "您负责"
	}
	return form.Excerpt(owner.Name, 12) + "负责"
}

// sharesWord is what the task list says behind a section's state: who has it, and below who else
// is at work there.
func (t *turn) sharesWord(section string, atWork map[string]string) string {
	word := ""
	if owner := t.owner(section); owner.User != 0 {
		word = "　" + t.ownerWord(owner)
	}
	if line := atWork[section]; line != "" {
		word += "\n　 ✎ " + line
	}
	return word
}

// atWorkFor is how long somebody who answered counts as being at work in a section.
const atWorkFor = 30 * time.Minute

// atWork says, by section, who besides the speaker answered there a short while ago.
func (t *turn) atWork() map[string]string {
	newest := map[string]dialog.Answer{}
	for key, a := range t.st.Answers {
		if a.By == t.s.Who.User || a.ByName == "" || t.in.At.Sub(a.At) > atWorkFor {
			continue
		}
		s, ok := t.form.Pack.SectionOf(key.Field())
		if ok && a.At.After(newest[s.Code].At) {
			newest[s.Code] = a
		}
	}
	lines := map[string]string{}
	for code, a := range newest {
		ago := "刚刚"
		if n := int(t.in.At.Sub(a.At) / time.Minute); n > 0 {
			ago = fmt.Sprintf("%d 分钟前", n)
		}
		lines[code] = fmt.Sprintf("%s %s在填", form.Excerpt(a.ByName, 12), ago)
	}
	return lines
}

// colleagueNote says at a question whose section it is; "" when it is the speaker's or nobody's.
func (t *turn) colleagueNote(q form.Question) string {
	if owner := t.owner(q.Section.Code); owner.User != 0 && owner.User != t.s.Who.User {
		return "\n\n本章节由" + form.Excerpt(owner.Name, 12) + "负责。"
	}
	return ""
}

// nearness orders sections for a person: those the person has taken, those nobody has, those of others.
func (t *turn) nearness(section string, user int64) int {
	switch t.owner(section).User {
	case user:
		return 0
	case 0:
		return 1
	}
	return 2
}

// firstOpen is the first question that the speaker should answer next.
func (t *turn) firstOpen() (dialog.Key, bool) { return t.firstOpenFor(t.s.Who.User) }

// firstOpenFor is the first question that still needs an answer, in a person's own sections
// before those nobody has taken, and others' last.
func (t *turn) firstOpenFor(user int64) (key dialog.Key, ok bool) {
	best := 0
	for _, p := range t.st.Progress() {
		if len(p.Open) == 0 {
			continue
		}
		if n := t.nearness(p.Section.Code, user); !ok || n < best {
			key, best, ok = p.Open[0], n, true
		}
	}
	return key, ok
}

package dialog

import (
	"slices"
	"strings"
	"time"
)

// Reminding is what reminders of an evaluation are written from.
type Reminding struct {
	Evaluation  Evaluation
	Standing    *Standing // nil: not known yet
	Members     []Member
	Unreachable []int64             // members nothing can be sent to
	Muted       map[int64]time.Time // until when members want no reminders
}

// NameOf is the name of who has taken a section; "" for nobody and for whoever has left.
func NameOf(members []Member, user int64) string {
	m, _ := OwnerAmong(members, user)
	return m.Name
}

// NamesOf are the names of those of the members that are listed.
func NamesOf(members []Member, listed []int64) string {
	var names []string
	for _, m := range members {
		if slices.Contains(listed, m.User) {
			names = append(names, m.Name)
		}
	}
	return strings.Join(names, "、")
}

package dialog

import (
	"slices"
)

// OwnerAmong is who of the staff a user id belongs to: whoever has left the unit, or fills
// nothing any more, owns nothing.
func OwnerAmong(members []Member, user int64) (Member, bool) {
	i := slices.IndexFunc(members, func(m Member) bool { return m.User == user && user != 0 && m.Role == Staff })
	if i < 0 {
		return Member{}, false
	}
	return members[i], true
}

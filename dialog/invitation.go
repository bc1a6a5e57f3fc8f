package dialog

import (
	"fmt"
	"time"
)

// Invitation is one that can still be used. Its secret is not known to anybody but who got it.
type Invitation struct {
	Mark    string // a short name that is unique in the unit: the beginning of the secret's SHA-256
	Role    Role
	Uses    int // left
	Made    time.Time
	Expires time.Time
}

// Words are what an invitation is good for, for a list.
func (v Invitation) Words(zone *time.Location) string {
	return fmt.Sprintf("%s，%s发出，%s前有效，还能用 %d 次", v.Role.Title(),
		v.Made.In(zone).Format("1月2日 15:04 "), v.Expires.In(zone).Format("1月2日 15:04 "), v.Uses)
}

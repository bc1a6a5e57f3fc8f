package store

import (
	"errors"
	"testing"
	"time"

	"ziping/dialog"
)

// TestInvitationsAreListedAndTakenBack: the list has what can still be used, of the unit alone, and
// what was taken back is like any wrong token.
func TestInvitationsAreListedAndTakenBack(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e, other := w.unit("某镇人民政府", 1), w.unit("某局", 1)
		invite := func(unitID string, role dialog.Role, uses int, expires time.Duration) string {
			w.clock.pass(time.Second)
			token, err := w.Invite(t.Context(), unitID, role, uses, expires, 7)
			w.must(err)
			return token
		}
		used := invite(e.UnitID, dialog.Staff, 1, time.Hour)
		_, err := w.Redeem(t.Context(), used, 21, "小王", w.clock.now())
		w.must(err)
		invite(e.UnitID, dialog.Staff, 1, time.Minute) // expired
		twice := invite(e.UnitID, dialog.Staff, 2, 2*time.Hour)
		boss := invite(e.UnitID, dialog.Manager, 1, 3*time.Hour)
		others := invite(other.UnitID, dialog.Staff, 1, time.Hour)
		_, err = w.Redeem(t.Context(), twice, 22, "小赵", w.clock.now())
		w.must(err)
		w.clock.pass(2 * time.Minute)

		open, err := w.Invitations(t.Context(), e.UnitID)
		w.must(err)
		if len(open) != 2 || open[0].Role != dialog.Manager || open[1].Role != dialog.Staff || open[1].Uses != 1 {
			t.Fatalf("open invitations %+v", open)
		}
		if got := open[0].Expires.Sub(open[0].Made); got != 3*time.Hour {
			t.Errorf("the manager's invitation lasts %s", got)
		}
		w.must(w.Revoke(t.Context(), other.UnitID, open[0].Mark)) // of another unit: nothing happens
		w.must(w.Revoke(t.Context(), e.UnitID, open[1].Mark))
		w.must(w.Revoke(t.Context(), e.UnitID, open[1].Mark)) // again
		if _, err := w.Redeem(t.Context(), twice, 23, "小孙", w.clock.now()); !errors.Is(err, ErrInviteInvalid) {
			t.Errorf("an invitation that was taken back: %v", err)
		}
		for token, user := range map[string]int64{boss: 24, others: 25} {
			if _, err := w.Redeem(t.Context(), token, user, "某人", w.clock.now()); err != nil {
				t.Errorf("an invitation that was not taken back: %v", err)
			}
		}
		if open, err = w.Invitations(t.Context(), e.UnitID); err != nil || len(open) != 0 {
			t.Errorf("left: %+v, %v", open, err)
		}
	})
}

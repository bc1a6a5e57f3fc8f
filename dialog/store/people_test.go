package store

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog"
)

func TestUnits(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		deadline := time.Date(2024, 3, 31, 16, 0, 0, 0, time.UTC)
		a, err := w.AddUnit(t.Context(), " 某镇人民政府 ", 2023, "town-2023", 2, deadline)
		w.must(err)
		b, err := w.AddUnit(t.Context(), "某镇人民政府", 2024, "town-2024", 1, time.Time{})
		w.must(err)
		c, err := w.AddUnit(t.Context(), "某镇卫生院", 2023, "town-2023", 2, time.Time{})
		w.must(err)
		if a.UnitID != b.UnitID || a.UnitID == c.UnitID || a.ID == b.ID || len(a.ID) > 8 {
			t.Errorf("ids %+v %+v %+v", a, b, c)
		}
		w.must(w.SetDeadline(t.Context(), c.UnitID, 2023, deadline))
		c.Deadline = deadline
		all, err := w.Units(t.Context())
		w.must(err)
		if diff := cmp.Diff([]dialog.Evaluation{b, a, c}, all); diff != "" {
			t.Error(diff)
		}
		w.must(w.SetDeadline(t.Context(), c.UnitID, 2023, time.Time{}))
		if e, _, err := w.Evaluation(t.Context(), c.UnitID, 2023); err != nil || !e.Deadline.IsZero() {
			t.Errorf("deadline taken back: %v, %v", e.Deadline, err)
		}
	})
}

func TestUnitRefusals(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		for name, tt := range map[string]struct {
			do   func() error
			want error
		}{
			"twice":             {func() error { _, err := w.AddUnit(t.Context(), "某镇人民政府", 2023, "x", 1, start); return err }, ErrExists},
			"no name":           {func() error { _, err := w.AddUnit(t.Context(), " \n", 2023, "x", 1, start); return err }, ErrInvalid},
			"no scheme":         {func() error { _, err := w.AddUnit(t.Context(), "甲", 2023, "", 1, start); return err }, ErrInvalid},
			"odd year":          {func() error { _, err := w.AddUnit(t.Context(), "甲", 23, "x", 1, start); return err }, ErrInvalid},
			"deadline nowhere":  {func() error { return w.SetDeadline(t.Context(), e.UnitID, 2022, start) }, ErrNotFound},
			"member nowhere":    {func() error { return w.AddMember(t.Context(), "none", dialog.Member{User: 1, Role: dialog.Staff}) }, ErrNotFound},
			"member of no role": {func() error { return w.AddMember(t.Context(), e.UnitID, dialog.Member{User: 1, Role: "chief"}) }, ErrInvalid},
			"remove a stranger": {func() error { return w.RemoveMember(t.Context(), e.UnitID, 99) }, ErrNotMember},
			"invite nowhere":    {func() error { _, err := w.Invite(t.Context(), "none", dialog.Staff, 1, 0, 1); return err }, ErrNotFound},
			"invite to no role": {func() error { _, err := w.Invite(t.Context(), e.UnitID, "chief", 1, 0, 1); return err }, ErrInvalid},
			"no evaluation":     {func() error { _, _, err := w.Evaluation(t.Context(), e.UnitID, 2000); return err }, ErrNotFound},
		} {
			if err := tt.do(); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestEvaluationIDTaken: ids are drawn again until they are new.
func TestEvaluationIDTaken(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		ids := []string{"same", "same", "same", "other"}
		w.newID = func() string { id := ids[0]; ids = ids[1:]; return id }
		a, err := w.AddUnit(t.Context(), "甲", 2023, "x", 1, time.Time{})
		w.must(err)
		b, err := w.AddUnit(t.Context(), "甲", 2024, "x", 1, time.Time{})
		w.must(err)
		if a.ID == b.ID || !strings.HasSuffix(b.ID, "other") {
			t.Errorf("ids %s, %s", a.ID, b.ID)
		}
	})
}

func TestMemberships(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		a, b := w.unit("某镇人民政府", 3), w.unit("某镇卫生院", 1)
		later, err := w.AddUnit(t.Context(), "某镇卫生院", 2024, "town-2024", 1, time.Time{})
		w.must(err)
		check := func(user int64, want ...Membership) {
			t.Helper()
			got, err := w.Memberships(t.Context(), user)
			w.must(err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("user %d: %s", user, diff)
			}
		}
		inA := Membership{a.UnitID, "某镇人民政府", 2023, dialog.Manager, "张1"}
		check(1, Membership{later.UnitID, "某镇卫生院", 2024, dialog.Manager, "张1"}, inA,
			Membership{b.UnitID, "某镇卫生院", 2023, dialog.Manager, "张1"})
		check(99)
		w.must(w.RemoveMember(t.Context(), b.UnitID, 1))
		check(1, inA)
		w.must(w.AddMember(t.Context(), a.UnitID, dialog.Member{User: 1, Name: "李\u202e四\n", Role: dialog.Staff}))
		inA.Role, inA.Name = dialog.Staff, "李四"
		check(1, inA)
		members, err := w.Members(t.Context(), a.UnitID)
		w.must(err)
		want := []dialog.Member{{User: 1, Name: "李四", Role: dialog.Staff}, {User: 2, Name: "张2", Role: dialog.Staff}, {User: 3, Name: "张3", Role: dialog.Staff}}
		if diff := cmp.Diff(want, members); diff != "" {
			t.Error(diff)
		}
	})
}

func TestActiveAndBlocked(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		if unit, year, err := w.Active(t.Context(), 1); unit != "" || year != 0 || err != nil {
			t.Errorf("at first: %q %d %v", unit, year, err)
		}
		w.must(w.SetActive(t.Context(), 1, "abc", 2023))
		if unit, year, err := w.Active(t.Context(), 1); unit != "abc" || year != 2023 || err != nil {
			t.Errorf("set: %q %d %v", unit, year, err)
		}
		w.must(w.SetActive(t.Context(), 1, "", 0))
		if unit, _, err := w.Active(t.Context(), 1); unit != "" || err != nil {
			t.Errorf("none again: %q %v", unit, err)
		}
		w.must(w.Blocked(t.Context(), 1, true))
		w.clock.pass(time.Hour)
		w.must(w.Blocked(t.Context(), 1, true))
		if since, err := w.BlockedSince(t.Context(), 1); !since.Equal(start) || err != nil {
			t.Errorf("blocked since %v, %v", since, err)
		}
		w.must(w.Blocked(t.Context(), 1, false))
		if since, err := w.BlockedSince(t.Context(), 1); !since.IsZero() || err != nil {
			t.Errorf("came back: %v, %v", since, err)
		}
	})
}

func TestRedeem(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		ctx := t.Context()
		invite := func(role dialog.Role, uses int, expires time.Duration) string {
			token, err := w.Invite(ctx, e.UnitID, role, uses, expires, 1)
			w.must(err)
			return token
		}
		refused := func(name string, want error, token string, user int64) {
			t.Helper()
			if _, err := w.Redeem(ctx, token, user, "王五", w.clock.now()); !errors.Is(err, want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		joined := func(token string, user int64, role dialog.Role) {
			t.Helper()
			m, err := w.Redeem(ctx, " "+token+"\n", user, "王五", w.clock.now())
			if err != nil || m.Role != role || m.UnitID != e.UnitID || m.Year != 2023 || m.Unit != e.Unit {
				t.Errorf("%+v, %v", m, err)
			}
		}
		token := invite(dialog.Staff, 1, 0)
		joined(token, 10, dialog.Staff)
		joined(token, 10, dialog.Staff) // a second tap does no harm
		refused("used", ErrInviteUsed, token, 11)
		joined(invite(dialog.Manager, 1, 0), 10, dialog.Manager) // promoted
		joined(invite(dialog.Staff, 1, 0), 10, dialog.Manager)   // never demoted

		many := invite(dialog.Staff, 2, time.Hour)
		joined(many, 12, dialog.Staff)
		w.must(w.RemoveMember(ctx, e.UnitID, 12))
		refused("removed since", ErrInviteInvalid, many, 12)
		w.clock.pass(time.Minute)
		joined(invite(dialog.Staff, 1, 0), 12, dialog.Staff) // invited anew
		w.clock.pass(time.Hour)
		refused("expired", ErrInviteExpired, many, 13)
		w.clock.pass(40 * 24 * time.Hour)
		invite(dialog.Staff, 1, 0)
		refused("forgotten", ErrInviteInvalid, many, 13)
		for key, v := range w.dump() {
			if strings.Contains(key+fmt.Sprint(v), many[2:]) {
				t.Errorf("the token is kept in %s", key)
			}
		}
	})
}

func TestRedeemLimitsGuesses(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		token, err := w.Invite(t.Context(), e.UnitID, dialog.Staff, 1, 0, 1)
		w.must(err)
		var invalid, limited atomic.Int32
		var wg sync.WaitGroup
		for i := range 20 { // at the same time, each wrong in another way
			wrong := token[:2] + strings.Repeat(string(rune('A'+i)), len(token)-2)
			wg.Go(func() {
				_, err := w.Redeem(t.Context(), wrong, 9, "", start)
				switch {
				case errors.Is(err, ErrInviteInvalid):
					invalid.Add(1)
				case errors.Is(err, ErrInviteLimit):
					limited.Add(1)
				default:
					t.Errorf("wrong token: %v", err)
				}
			})
		}
		wg.Wait()
		if invalid.Load() != 5 || limited.Load() != 15 {
			t.Errorf("%d looked up, %d refused", invalid.Load(), limited.Load())
		}
		if _, err := w.Redeem(t.Context(), token, 9, "", start); !errors.Is(err, ErrInviteLimit) {
			t.Errorf("the right one too late: %v", err)
		}
		for _, odd := range []string{"", "99", "64" + token[2:], "zz" + token[2:], token + "A"} {
			if _, err := w.Redeem(t.Context(), odd, 8, "", start); !errors.Is(err, ErrInviteInvalid) {
				t.Errorf("%q: %v", odd, err)
			}
		}
		if _, err := w.Redeem(t.Context(), token, 9, "", start.Add(time.Hour)); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}

func TestRedeemOnceByFifty(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		token, err := w.Invite(t.Context(), e.UnitID, dialog.Staff, 1, 0, 1)
		w.must(err)
		var in, used atomic.Int32
		var wg sync.WaitGroup
		for i := range 50 {
			wg.Go(func() {
				_, err := w.Redeem(t.Context(), token, int64(100+i), "某", start)
				switch {
				case err == nil:
					in.Add(1)
				case errors.Is(err, ErrInviteUsed):
					used.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		members, err := w.Members(t.Context(), e.UnitID)
		w.must(err)
		if in.Load() != 1 || used.Load() != 49 || len(members) != 2 {
			t.Errorf("%d joined, %d refused, %d members", in.Load(), used.Load(), len(members))
		}
	})
}

func TestCleanName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := cleanName(rapid.String().Draw(t, "name"), 64)
		if again := cleanName(name, 64); again != name {
			t.Fatalf("%q became %q", name, again)
		}
		if strings.ContainsAny(name, "\n\r\t\u202e\u2066\x00") || len([]rune(name)) > 64 {
			t.Fatalf("%q", name)
		}
	})
}

package store

import (
	"errors"
	"strings"
	"testing"

	"ziping/dialog"
)

// TestRename: a renamed unit keeps everything, is found under its new name, and nobody takes the
// earlier one; a backup brings it back as it is.
func TestRename(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		w.must(w.Commit(t.Context(), w.turn(1, w.session(e, 1), 1, "k")))
		w.must(w.KeepSentFile(t.Context(), e.UnitID, e.Year, ".pdf", SentFile{Changes: 1, FileID: "f"}))
		other := w.unit("某乡人民政府", 1)
		w.must(w.Rename(t.Context(), e.UnitID, " 某街道办事处 "))
		w.must(w.Rename(t.Context(), e.UnitID, "某街道办事处")) // repeated
		now, answers, err := w.Evaluation(t.Context(), e.UnitID, e.Year)
		w.must(err)
		if now.Unit != "某街道办事处" || len(answers) != 1 {
			t.Errorf("%+v with %d answers", now, len(answers))
		}
		if seats, err := w.Memberships(t.Context(), 2); err != nil || len(seats) != 1 || seats[0].Unit != "某街道办事处" {
			t.Errorf("%+v, %v", seats, err)
		}
		if _, ok, err := w.SentFile(t.Context(), e.UnitID, e.Year, ".pdf"); ok || err != nil {
			t.Errorf("a report with the earlier name is kept: %v", err)
		}
		next, err := w.AddUnit(t.Context(), "某街道办事处", e.Year+1, "s", 1, start)
		if err != nil || next.UnitID != e.UnitID {
			t.Errorf("its next year is another unit's: %+v, %v", next, err)
		}
		for name, do := range map[string]func() error{
			"the earlier name for a unit": func() error { _, err := w.AddUnit(t.Context(), "某镇人民政府", 2030, "s", 1, start); return err },
			"a unit's name":               func() error { return w.Rename(t.Context(), other.UnitID, "某街道办事处") },
			"a unit's first name":         func() error { return w.Rename(t.Context(), other.UnitID, "某镇人民政府") },
		} {
			if err := do(); !errors.Is(err, ErrNameTaken) {
				t.Errorf("%s: %v", name, err)
			}
		}
		backup := w.backup()
		w.must(w.Rename(t.Context(), e.UnitID, "某镇人民政府")) // its first name back
		w.must(w.client.FlushAll(t.Context()).Err())
		w.must(w.Restore(t.Context(), strings.NewReader(backup), true))
		again, err := w.AddUnit(t.Context(), "某街道办事处", 2031, "s", 1, start)
		if err != nil || again.UnitID != e.UnitID {
			t.Errorf("after a restore the name is another unit's: %+v, %v", again, err)
		}
	})
}

func TestSetScheme(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		w.must(w.Commit(t.Context(), w.turn(1, w.session(e, 1), 1, "k")))
		e, _, err := w.Evaluation(t.Context(), e.UnitID, e.Year)
		w.must(err)
		w.must(w.SaveStanding(t.Context(), e, dialog.Standing{At: start}))
		stands, err := w.Standings(t.Context())
		w.must(err)
		w.must(w.SetScheme(t.Context(), e.UnitID, e.Year, "other"))
		now, answers, err := w.Evaluation(t.Context(), e.UnitID, e.Year)
		w.must(err)
		if now.Scheme != "other" || now.Version != dialog.OtherPack || len(answers) != 1 {
			t.Errorf("%+v with %d answers", now, len(answers))
		}
		after, err := w.Standings(t.Context())
		if err != nil || stands[0].Now == nil || after[0].Now != nil || !after[0].Stale {
			t.Errorf("where it stands is from the earlier pack: %+v, %v", after, err)
		}
		c := w.turn(2, w.session(e, 1), 0)
		c.Status = dialog.Submitted
		w.must(w.Commit(t.Context(), c))
		if err := w.SetScheme(t.Context(), e.UnitID, e.Year, "third"); !errors.Is(err, ErrClosed) {
			t.Errorf("after it was submitted: %v", err)
		}
		if err := w.SetScheme(t.Context(), e.UnitID, 2001, "third"); !errors.Is(err, ErrNotFound) {
			t.Errorf("of no such year: %v", err)
		}
	})
}

// TestRemove: of a removed unit nothing is left, and of another one everything.
func TestRemove(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		exercise(w)
		kept := w.mustEvaluation("某镇人民政府")
		before := len(w.dump())
		e := w.unit("某乡人民政府", 3)
		later, err := w.AddUnit(t.Context(), "某乡人民政府", e.Year+1, "s", 1, start)
		w.must(err)
		_, err = w.Invite(t.Context(), e.UnitID, dialog.Staff, 1, 0, 1)
		w.must(err)
		w.must(w.Commit(t.Context(), w.turn(100, w.session(e, 1), 1, "k")))
		for _, year := range []struct{ year, left int }{{e.Year, 1}, {later.Year, 0}} {
			if left, err := w.Remove(t.Context(), e.UnitID, year.year); err != nil || left != year.left {
				t.Errorf("%d: %d left, %v", year.year, left, err)
			}
		}
		if _, err := w.Remove(t.Context(), e.UnitID, e.Year); !errors.Is(err, ErrNotFound) {
			t.Errorf("removed twice: %v", err)
		}
		for key, value := range w.dump() {
			if strings.Contains(key, e.UnitID) {
				t.Errorf("%s is left: %v", key, value)
			}
		}
		if after := len(w.dump()); after < before {
			t.Errorf("%d keys before, %d after", before, after)
		}
		if seats, err := w.Memberships(t.Context(), 1); err != nil || len(seats) != 1 || seats[0].UnitID != kept.UnitID {
			t.Errorf("memberships %+v, %v", seats, err)
		}
		if open, err := w.Invitations(t.Context(), e.UnitID); err != nil || len(open) != 0 {
			t.Errorf("invitations %+v, %v", open, err)
		}
	})
}

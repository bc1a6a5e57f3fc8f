package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/store/server"
	"ziping/scoring"
)

func (w *world) backup() string {
	w.tb.Helper()
	var b bytes.Buffer
	w.must(w.Backup(w.ctx(), &b))
	return b.String()
}

// content is a backup without its times: the header's and the checksum that follows from it.
func content(backup string) []string {
	lines := strings.Split(strings.TrimSpace(backup), "\n")
	return lines[1 : len(lines)-1]
}

// sealed gives records a header and a closing line that fits.
func sealed(records ...string) string {
	body := `{"kind":"ziping-backup","backup":1,"time":"2024-03-01T09:00:00Z"}` + "\n"
	for _, r := range records {
		body += r + "\n"
	}
	sum := sha256.Sum256([]byte(body))
	return body + fmt.Sprintf(`{"kind":"end","records":%d,"sha256":"%s"}`+"\n", len(records), hex.EncodeToString(sum[:]))
}

// TestBackupRoundTrip: what is restored is what was there, whatever people answered.
func TestBackupRoundTrip(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		rapid.Check(t, func(rt *rapid.T) {
			w.must(w.client.FlushDB(t.Context()).Err())
			s := w.open(w.client)
			w := w.within(t)
			w.Store = s
			exercise(w)
			other, err := w.AddUnit(t.Context(), "某镇卫生院", 2022, "town-2023", 4, start)
			w.must(err)
			w.must(w.AddMember(t.Context(), other.UnitID, dialog.Member{User: 2, Name: "赵六", Role: dialog.Staff}))
			for i := range rapid.Int64Range(0, 4).Draw(rt, "turns") {
				c := w.turn(100+i, w.session(other, 2), 0)
				c.Records = append(c.Records, dialog.Record{Key: "a", Was: c.Before.Answers["a"].Rev,
					Value: drawValue(rt, 2), Typed: rapid.String().Draw(rt, "typed")})
				c.Cursor.Pieces = rapid.SliceOfN(rapid.String(), 0, 2).Draw(rt, "pieces")
				c.Outbox = []Message{say(rapid.String().Draw(rt, "text"))}
				w.must(w.Commit(t.Context(), c))
			}
			backup, before := w.backup(), w.session(other, 2)
			w.must(w.client.FlushDB(t.Context()).Err())
			w.must(w.Restore(t.Context(), strings.NewReader(backup), false))
			if diff := cmp.Diff(content(backup), content(w.backup())); diff != "" {
				rt.Fatal(diff)
			}
			after := w.session(other, 2)
			after.Register = before.Register // the other store counts by itself
			if diff := cmp.Diff(before, after); diff != "" {
				rt.Fatal(diff)
			}
			// It goes on where it was: the same update is known, the log has no gap.
			if err := w.Commit(t.Context(), w.turn(1, w.session(w.mustEvaluation("某镇人民政府"), 2), 0)); !errors.Is(err, ErrDuplicate) {
				rt.Fatalf("an old update: %v", err)
			}
			w.must(w.Commit(t.Context(), w.turn(500, before, 1, "b")))
			if _, err := w.Log(t.Context(), other.UnitID, 2022, 1, 0); err != nil {
				rt.Fatal(err)
			}
		})
	})
}

func (w *world) mustEvaluation(name string) dialog.Evaluation {
	w.tb.Helper()
	e, _, err := w.Evaluation(w.ctx(), UnitNamed(name).ID, 2023)
	w.must(err)
	return e
}

func TestRestoreNeedsAnEmptyStoreOrMerge(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		exercise(w)
		backup := w.backup()
		e := w.mustEvaluation("某镇人民政府")
		c := w.turn(50, w.session(e, 1), 0)
		c.Status = dialog.Open
		w.must(w.Commit(t.Context(), c))
		w.must(w.Commit(t.Context(), w.turn(51, w.session(e, 1), 99, "budget_initial"))) // newer than the backup
		now := content(w.backup())
		if err := w.Restore(t.Context(), strings.NewReader(backup), false); !errors.Is(err, ErrNotEmpty) {
			t.Fatal(err)
		}
		w.must(w.Restore(t.Context(), strings.NewReader(backup), true))
		if diff := cmp.Diff(now, content(w.backup())); diff != "" {
			t.Errorf("merging changed what was there: %s", diff)
		}
		w.must(w.client.FlushDB(t.Context()).Err())
		kept := w.unit("某镇卫生院", 2)
		w.must(w.Restore(t.Context(), strings.NewReader(backup), true))
		w.session(kept, 1)
		if s := w.session(e, 2); len(s.Answers) != 4 || s.Evaluation.Status != dialog.Submitted {
			t.Errorf("merged: %+v", s)
		}
		merged := content(w.backup())
		w.must(w.Restore(t.Context(), strings.NewReader(backup), true))
		if diff := cmp.Diff(merged, content(w.backup())); diff != "" {
			t.Errorf("merging twice: %s", diff)
		}
	})
}

// TestDamagedBackups: each is refused with its line, and nothing is written.
func TestDamagedBackups(t *testing.T) {
	e, err := server.StartEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	w := newWorld(t, e.URL())
	exercise(w)
	good := w.backup()
	lines := strings.SplitAfter(good, "\n")
	unit := `{"kind":"unit","id":"j3dybzbrie","name":"某镇人民政府"}`
	ev := `{"kind":"evaluation","unit":"j3dybzbrie","year":2023,"id":"39abcdef","scheme":"x","version":1,"status":"open"}`
	answer := `{"kind":"answer","unit":"j3dybzbrie","year":2023,"key":"a","rev":1,"answer":{"value":{"number":"1"}}}`
	tests := map[string]struct {
		text string
		line int
	}{
		"empty":             {"", 1},
		"something else":    {"hello\n", 1},
		"newer version":     {`{"kind":"ziping-backup","backup":2}` + "\n", 1},
		"cut in a line":     {good[:len(good)-40], len(lines) - 1},
		"cut between lines": {strings.Join(lines[:5], ""), 6},
		"a line missing":    {strings.Join(append(append([]string{}, lines[:8]...), lines[9:]...), ""), 0},
		"a digit changed":   {strings.Replace(good, `"typed":"1"`, `"typed":"7"`, 1), len(lines) - 1},
		"text behind":       {good + "{}\n", len(lines)},
		"unknown kind":      {sealed(`{"kind":"x"}`), 2},
		"unknown member":    {sealed(`{"kind":"unit","colour":"red"}`), 2},
		"two on a line":     {sealed(unit + unit), 2},
		"unit of other id":  {sealed(`{"kind":"unit","id":"abc","name":"甲"}`), 2},
		"unit twice":        {sealed(unit, unit), 3},
		"no unit":           {sealed(ev), 2},
		"evaluation twice":  {sealed(unit, ev, ev), 4},
		"odd status":        {sealed(unit, strings.Replace(ev, "open", "shut", 1)), 3},
		"answer of nothing": {sealed(unit, answer), 3},
		"answer twice":      {sealed(unit, ev, answer, answer), 5},
		"odd number":        {sealed(unit, ev, strings.Replace(answer, `"1"`, `"one"`, 1)), 4},
		"odd state":         {sealed(unit, ev, strings.Replace(answer, `"number":"1"`, `"state":"?"`, 1)), 4},
		"log with a gap":    {sealed(unit, ev, `{"kind":"log","unit":"j3dybzbrie","year":2023,"seq":2,"update":"1","key":"a","answer":{"value":{}}}`), 4},
		"odd role":          {sealed(unit, `{"kind":"member","unit":"j3dybzbrie","user":1,"role":"chief"}`), 3},
		"odd invitation":    {sealed(unit, `{"kind":"invite","unit":"j3dybzbrie","id":"00","role":"staff","at":"2024-03-01T09:00:00Z","expires":"2024-03-01T09:00:00Z"}`), 3},
		"odd message":       {sealed(`{"kind":"message","chat":1}`), 2},
		"odd mark":          {sealed(`{"kind":"seen","partition":64,"update":"1","at":"2024-03-01T09:00:00Z"}`), 2},
		"active nowhere":    {sealed(`{"kind":"active","user":1,"unit":"a","year":1}`), 2},
	}
	w.must(w.client.FlushDB(t.Context()).Err())
	for name, tt := range tests {
		err := w.Restore(t.Context(), strings.NewReader(tt.text), false)
		var defect *BackupError
		if !errors.As(err, &defect) || tt.line != 0 && defect.Line != tt.line {
			t.Errorf("%s: %v, want line %d", name, err, tt.line)
		}
	}
	if n := len(w.dump()); n != 0 {
		t.Errorf("%d keys were written", n)
	}
	w.must(w.Restore(t.Context(), strings.NewReader(sealed(unit, ev, answer)), false))
}

func FuzzVerifyBackup(f *testing.F) {
	f.Add([]byte(sealed(`{"kind":"unit","id":"j3dybzbrie","name":"某镇人民政府"}`)))
	f.Add([]byte("{}\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var defect *BackupError
		if err := verifyBackup(bytes.NewReader(data)); err != nil && !errors.As(err, &defect) {
			t.Errorf("%v", err)
		}
	})
}

// drawValue draws an answer of any kind.
func drawValue(t *rapid.T, depth int) scoring.Value {
	v := scoring.Value{
		State: rapid.SampledFrom([]scoring.State{scoring.Known, scoring.Missing, scoring.NotApplicable, scoring.Pending}).Draw(t, "state"),
		Yes:   rapid.Bool().Draw(t, "yes"), Text: rapid.String().Draw(t, "text"),
		Number: drawNumber(t),
	}
	if n := rapid.IntRange(0, 3).Draw(t, "items"); n > 0 {
		v.Items = rapid.SliceOfN(rapid.String(), n, n).Draw(t, "item")
		v.Texts = map[string]string{"B2": rapid.String().Draw(t, "cause")}
	}
	if depth > 0 {
		for range rapid.IntRange(0, 2).Draw(t, "rows") {
			v.Rows = append(v.Rows, scoring.Facts{"name": drawValue(t, depth-1), "budget": scoring.Number(drawNumber(t))})
		}
	}
	return v
}

// TestUnixTimes: times are kept to the millisecond, wherever they come from.
func TestUnixTimes(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	in := time.Date(2024, 3, 1, 17, 0, 0, 123456789, zone)
	out, err := fromMillis(millis(in))
	if want := time.Date(2024, 3, 1, 9, 0, 0, 123000000, time.UTC); err != nil || !out.Equal(want) || !toMillis(in).Equal(want) {
		t.Errorf("%v, %v", out, err)
	}
	if zero, err := fromMillis(millis(time.Time{})); err != nil || !zero.IsZero() {
		t.Errorf("%v, %v", zero, err)
	}
}

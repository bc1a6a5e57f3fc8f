package turn

import (
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/scoring"
	"ziping/scoring/packs"
)

// town is the form of the town's pack.
func town(t testing.TB) *form.Form {
	t.Helper()
	pack, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	return form.New(pack)
}

// fatal is what a walk needs of testing.TB, and what rapid.T has too.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

// walk is a conversation under way; every step is checked for what must always hold.
type walk struct {
	t       fatal
	form    *form.Form
	s       dialog.Session
	clock   time.Time
	replies []dialog.Reply // of the last step
	effects []dialog.Effect
	buttons []dialog.Button // every button ever shown
	cursors map[int64]dialog.Cursor
	report  func(dialog.Answers) []dialog.Paragraph // nil: no paragraphs can be had
	log     []dialog.Change
}

func newWalk(t fatal, questions *form.Form) *walk {
	return &walk{
		t: t, form: questions, clock: time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC),
		s: dialog.Session{
			Evaluation: dialog.Evaluation{ID: "t", UnitID: "t", Unit: "某镇人民政府", Year: 2023, Scheme: "town-2023", Status: dialog.Open},
			Answers:    dialog.Answers{},
			Who:        dialog.Member{User: 1, Name: "小王", Role: dialog.Staff},
			Members:    []dialog.Member{{User: 1, Name: "小王", Role: dialog.Staff}, {User: 2, Name: "李主任", Role: dialog.Manager}},
		},
	}
}

func (w *walk) say(text string) {
	w.t.Helper()
	w.step(dialog.Input{Kind: dialog.TextInput, Text: text})
}

func (w *walk) command(name string) {
	w.t.Helper()
	w.step(dialog.Input{Kind: dialog.CommandInput, Command: name})
}

func (w *walk) tap(data string) {
	w.t.Helper()
	w.step(dialog.Input{Kind: dialog.TapInput, Data: data})
}

// press taps the newest button of that label.
func (w *walk) press(label string) {
	w.t.Helper()
	for i := len(w.buttons) - 1; i >= 0; i-- {
		if w.buttons[i].Label == label {
			w.tap(w.buttons[i].Data)
			return
		}
	}
	w.t.Fatalf("no button %q", label)
}

// open makes key the open question.
func (w *walk) open(key dialog.Key) {
	w.t.Helper()
	st := w.form.State(w.s.Evaluation, w.s.Answers)
	w.tap(screen.View{State: st, Session: w.s}.Key("", dialog.ActOpen, key, "").Data)
}

func (w *walk) step(in dialog.Input) {
	w.t.Helper()
	w.clock = w.clock.Add(time.Second)
	in.At = w.clock
	before := w.s
	want := Needs(before, in)
	given := dialog.Given{}
	if w.report != nil && want.Paragraphs {
		w.word(&given, want.Rewording)
	}
	if want.Entries > 0 {
		given.Log = w.log[want.First-1 : min(want.First-1+want.Entries, int64(len(w.log)))]
	}
	w.s, w.replies, w.effects = Step(w.form, before, in, given)
	w.checkAnswers(before, in)
	w.checkReplies(in)
	w.note(before, in)
	if w.s.Cursor.Rev != before.Cursor.Rev+1 {
		w.t.Fatalf("%+v: the cursor's revision went from %d to %d", in, before.Cursor.Rev, w.s.Cursor.Rev)
	}
}

// note keeps the log as the store does.
func (w *walk) note(before dialog.Session, in dialog.Input) {
	add := func(key dialog.Key, was, now scoring.Value, typed string) {
		w.log = append(w.log, dialog.Change{
			Seq: int64(len(w.log)) + 1, At: in.At, By: before.Who.User, ByName: before.Who.Name, Key: key, Old: was, New: now, Typed: typed,
		})
	}
	for _, e := range w.effects {
		if r, ok := e.(dialog.Record); ok {
			add(r.Key, before.Answers[r.Key].Value, r.Value, r.Typed)
		}
	}
	if was, now := before.Evaluation.Status, w.s.Evaluation.Status; was != now {
		add(dialog.StatusKey, scoring.Text(string(was)), scoring.Text(string(now)), "")
	}
	w.s.Evaluation.Changes = int64(len(w.log))
}

// checkAnswers: an answer changes by a Record effect and by nothing else.
func (w *walk) checkAnswers(before dialog.Session, in dialog.Input) {
	w.t.Helper()
	want := make(dialog.Answers, len(before.Answers))
	for k, a := range before.Answers {
		want[k] = a
	}
	recorded := map[dialog.Key]bool{}
	for _, e := range w.effects {
		r, ok := e.(dialog.Record)
		if !ok {
			continue
		}
		if recorded[r.Key] {
			w.t.Fatalf("%+v: %s recorded twice in one step", in, r.Key)
		}
		recorded[r.Key] = true
		if r.Was != before.Answers[r.Key].Rev {
			w.t.Fatalf("%+v: %s recorded over revision %d, was %d", in, r.Key, r.Was, before.Answers[r.Key].Rev)
		}
		want[r.Key] = dialog.Answer{Value: r.Value, Typed: r.Typed, Message: r.Message, By: before.Who.User, ByName: before.Who.Name, At: in.At, Rev: r.Was + 1}
	}
	if diff := cmp.Diff(want, w.s.Answers); diff != "" {
		w.t.Fatalf("%+v: answers changed without a record:\n%s", in, diff)
	}
}

// checkReplies: everything is answered, within Telegram's limits.
func (w *walk) checkReplies(in dialog.Input) {
	w.t.Helper()
	if len(w.replies) == 0 {
		w.t.Fatalf("%+v: no reply", in)
	}
	for _, r := range w.replies {
		if r.Kind == dialog.Toast {
			if n := utf8.RuneCountInString(r.Text); n == 0 || n > 200 {
				w.t.Fatalf("%+v: toast of %d characters", in, n)
			}
			continue
		}
		if r.Lead+r.Title+r.Text == "" {
			w.t.Fatalf("%+v: empty message", in)
		}
		for _, row := range r.Buttons {
			for _, b := range row {
				if len(b.Data) > dialog.MaxTap || b.Label == "" || len(row) > 8 {
					w.t.Fatalf("%+v: button %q: %q is %d bytes, %d in its row", in, b.Label, b.Data, len(b.Data), len(row))
				}
				if _, ok := dialog.ParseTap(b.Data); !ok {
					w.t.Fatalf("%+v: button %q: %q cannot be read", in, b.Label, b.Data)
				}
			}
			w.buttons = append(w.buttons, row...)
		}
	}
}

// as lets somebody else of the unit speak from now on, each with a cursor of their own.
func (w *walk) as(m dialog.Member) {
	if w.cursors == nil {
		w.cursors = map[int64]dialog.Cursor{}
	}
	w.cursors[w.s.Who.User] = w.s.Cursor
	w.s.Who, w.s.Cursor = m, w.cursors[m.User]
}

// last is the last message of the last step.
func (w *walk) last() dialog.Reply { return w.replies[len(w.replies)-1] }

package turn

import (
	"maps"
	"slices"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// Step is the conversation: what a person did in a session gives the session after it,
// what to say, and what to do. It never fails: whatever comes in, the person is told what
// to do next, and no answer is lost.
func Step(questions *form.Form, s dialog.Session, in dialog.Input) (dialog.Session, []dialog.Reply, []dialog.Effect) {
	t := newTurn(questions, s, in)
	t.bringToVersion(s.Answers)
	t.checkPlace()
	switch in.Kind {
	case dialog.CommandInput:
		t.command()
	case dialog.TapInput:
		t.tap()
	case dialog.TextInput:
		t.text()
	case dialog.FileInput:
		t.upload()
	default:
		t.unusable()
	}
	t.s.Cursor.Rev, t.s.Cursor.Seen = s.Cursor.Rev+1, in.At
	if len(t.recorded) > 0 || t.s.Evaluation.Status != s.Evaluation.Status {
		t.effects = append(t.effects, dialog.Stands{Standing: t.st.Standing(in.At, t.s.Who.Name)})
	}
	if questions.Outdated(s.Evaluation) {
		t.s.Answers = t.afterStep(s.Answers)
	}
	return t.s, t.replies, t.effects
}

// turn is one step in the making.
type turn struct {
	form *form.Form
	s    dialog.Session
	in   dialog.Input
	old  *form.State // before the step
	st   *form.State // now

	earlier  scoring.Facts // last year's
	lead     string        // the echo of what was recorded, for the first message that follows
	navigate bool          // a tap that only moves: the tapped message changes instead of a new one coming
	replies  []dialog.Reply
	effects  []dialog.Effect
	recorded map[dialog.Key]int // where among the effects a key's record stands
}

func newTurn(questions *form.Form, s dialog.Session, in dialog.Input) *turn {
	s.Answers = questions.Read(s.Evaluation, s.Answers)
	st := questions.State(s.Evaluation, s.Answers)
	st.Zone = in.At.Location()
	s.Unreachable = slices.DeleteFunc(slices.Clone(s.Unreachable), func(user int64) bool { return user == s.Who.User }) // who speaks is here
	t := &turn{form: questions, s: s, in: in, old: st, st: st}
	if len(s.LastYear) > 0 {
		t.earlier = form.Facts(questions.Pack, s.LastYear)
	}
	return t
}

// checkPlace brings a cursor whose place no longer exists back to the task list: the pack
// may have changed, a colleague may have removed the row, the question may be irrelevant now.
func (t *turn) checkPlace() {
	c := &t.s.Cursor
	switch c.Place {
	case dialog.PlaceAsk:
		if _, ok := t.st.Find(c.Key); !ok {
			*c = dialog.Cursor{}
		}
	case dialog.PlaceComment:
		if t.s.Who.Role != dialog.Manager || t.s.Evaluation.Status != dialog.Submitted {
			*c = dialog.Cursor{}
		}
	case dialog.PlaceEnd, dialog.PlaceReview:
		if _, ok := t.form.Pack.Section(c.Section); !ok {
			*c = dialog.Cursor{}
		}
	}
}

// current is the open question, if there is one.
func (t *turn) current() (form.Question, bool) {
	if t.s.Cursor.Place != dialog.PlaceAsk {
		return form.Question{}, false
	}
	return t.st.Find(t.s.Cursor.Key)
}

// say adds a reply. The first message carries the echo.
func (t *turn) say(r dialog.Reply) {
	if r.Kind == "" {
		r.Kind = dialog.Send
	}
	if r.Kind == dialog.Send && r.To == 0 && t.lead != "" {
		r.Lead, t.lead = t.lead, ""
	}
	t.replies = append(t.replies, r)
}

// screen says what the person now looks at: a new message, or the tapped one changed.
func (t *turn) screen(r dialog.Reply) {
	r.Prompt = true
	if t.navigate && t.lead == "" {
		r.Kind = dialog.EditTapped
	}
	t.say(r)
}

func (t *turn) toast(text string) {
	t.replies = append(t.replies, dialog.Reply{Kind: dialog.Toast, Text: text})
}

// record stores an answer, here and as an effect, and computes everything anew. The first
// cell of a row brings the row into being.
func (t *turn) record(key dialog.Key, v scoring.Value, typed string) {
	t.write(key, v, typed)
	for row := key; ; {
		up, last, ok := row.Parent()
		if !ok {
			break
		}
		if _, isRow := dialog.RowNumber(last); isRow && row != key && t.s.Answers[row].Value.State != scoring.Known {
			t.write(row, scoring.Yes(true), "")
			if t.s.Answers[up].Value.State == scoring.NotApplicable { // the list has something after all
				t.write(up, scoring.Value{}, "")
			}
		}
		row = up
	}
	t.recompute()
}

// write stores an answer without computing anew. A second write of a key takes the place of
// the first: one step leaves one record of it.
func (t *turn) write(key dialog.Key, v scoring.Value, typed string) {
	if t.recorded == nil { // the answers before the step stay what they were
		own := make(dialog.Answers, len(t.s.Answers)+2)
		maps.Copy(own, t.s.Answers)
		t.s.Answers, t.recorded = own, map[dialog.Key]int{}
	}
	was := t.s.Answers[key].Rev
	at, again := t.recorded[key]
	if again {
		was--
	}
	t.s.Answers[key] = dialog.Answer{
		Value: v, Typed: typed, Message: t.in.Message, By: t.s.Who.User, ByName: t.s.Who.Name, At: t.in.At, Rev: was + 1,
	}
	record := dialog.Record{Key: key, Value: v, Typed: typed, Message: t.in.Message, Was: was}
	if again {
		t.effects[at] = record
		return
	}
	t.recorded[key] = len(t.effects)
	t.effects = append(t.effects, record)
}

// recompute computes anew what the fields recorded in this step have to do with.
func (t *turn) recompute() {
	fields := map[string]bool{}
	for key := range t.recorded {
		fields[key.Field()] = true
	}
	t.st = t.st.Changed(t.s.Answers, fields)
}

// mayAnswer reports whether the speaker may change answers now, and says why when not.
func (t *turn) mayAnswer() bool {
	switch {
	case t.s.Who.Role != dialog.Staff:
		t.say(dialog.Reply{Text: textReadOnly})
	case !t.open():
		t.closed()
	default:
		return true
	}
	return false
}

package dialog

import (
	"maps"

	"ziping/scoring"
)

// Step is the conversation: what a person did in a session gives the session after it,
// what to say, and what to do. It never fails: whatever comes in, the person is told what
// to do next, and no answer is lost.
func Step(form *Form, s Session, in Input) (Session, []Reply, []Effect) {
	t := newTurn(form, s, in)
	t.checkPlace()
	switch in.Kind {
	case CommandInput:
		t.command()
	case TapInput:
		t.tap()
	case TextInput:
		t.text()
	case FileInput:
		t.upload()
	default:
		t.unusable()
	}
	t.s.Cursor.Rev = s.Cursor.Rev + 1
	if len(t.recorded) > 0 || t.s.Evaluation.Status != s.Evaluation.Status {
		t.effects = append(t.effects, Stands{t.st.standing(in.At, t.s.Who.Name)})
	}
	return t.s, t.replies, t.effects
}

// turn is one step in the making.
type turn struct {
	form *Form
	s    Session
	in   Input
	old  *state // before the step
	st   *state // now

	lead     string // the echo of what was recorded, for the first message that follows
	navigate bool   // a tap that only moves: the tapped message changes instead of a new one coming
	replies  []Reply
	effects  []Effect
	recorded map[Key]int // where among the effects a key's record stands
}

func newTurn(form *Form, s Session, in Input) *turn {
	st := form.state(s.Evaluation, s.Answers)
	st.zone = in.At.Location()
	return &turn{form: form, s: s, in: in, old: st, st: st}
}

// checkPlace brings a cursor whose place no longer exists back to the task list: the pack
// may have changed, a colleague may have removed the row, the question may be irrelevant now.
func (t *turn) checkPlace() {
	c := &t.s.Cursor
	switch c.Place {
	case PlaceAsk:
		if _, ok := t.st.find(c.Key); !ok {
			*c = Cursor{}
		}
	case PlaceComment:
		if t.s.Who.Role != Manager || t.s.Evaluation.Status != Submitted {
			*c = Cursor{}
		}
	case PlaceEnd, PlaceReview:
		if _, ok := t.form.Pack.Section(c.Section); !ok {
			*c = Cursor{}
		}
	}
}

// current is the open question, if there is one.
func (t *turn) current() (Question, bool) {
	if t.s.Cursor.Place != PlaceAsk {
		return Question{}, false
	}
	return t.st.find(t.s.Cursor.Key)
}

// say adds a reply. The first message carries the echo.
func (t *turn) say(r Reply) {
	if r.Kind == "" {
		r.Kind = Send
	}
	if r.Kind == Send && r.To == 0 && t.lead != "" {
		r.Lead, t.lead = t.lead, ""
	}
	t.replies = append(t.replies, r)
}

// screen says what the person now looks at: a new message, or the tapped one changed.
func (t *turn) screen(r Reply) {
	r.Prompt = true
	if t.navigate && t.lead == "" {
		r.Kind = EditTapped
	}
	t.say(r)
}

func (t *turn) toast(text string) {
	t.replies = append(t.replies, Reply{Kind: Toast, Text: text})
}

// record stores an answer, here and as an effect, and computes everything anew. The first
// cell of a row brings the row into being.
func (t *turn) record(key Key, v scoring.Value, typed string) {
	t.write(key, v, typed)
	for row := key; ; {
		up, last, ok := row.parent()
		if !ok {
			break
		}
		if _, isRow := rowNumber(last); isRow && row != key && t.s.Answers[row].Value.State != scoring.Known {
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
func (t *turn) write(key Key, v scoring.Value, typed string) {
	if t.recorded == nil { // the answers before the step stay what they were
		own := make(Answers, len(t.s.Answers)+2)
		maps.Copy(own, t.s.Answers)
		t.s.Answers, t.recorded = own, map[Key]int{}
	}
	was := t.s.Answers[key].Rev
	at, again := t.recorded[key]
	if again {
		was--
	}
	t.s.Answers[key] = Answer{
		Value: v, Typed: typed, By: t.s.Who.User, ByName: t.s.Who.Name, At: t.in.At, Rev: was + 1,
	}
	record := Record{Key: key, Value: v, Typed: typed, Was: was}
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
	t.st = t.st.changed(t.s.Answers, fields)
}

// mayAnswer reports whether the speaker may change answers now, and says why when not.
func (t *turn) mayAnswer() bool {
	switch {
	case t.s.Who.Role != Staff:
		t.say(Reply{Text: textReadOnly})
	case !t.open():
		t.closed()
	default:
		return true
	}
	return false
}

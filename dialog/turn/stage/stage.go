// Package stage is one step in the making: the session as it becomes, what was written, what is
// said, and where the person looks. What inputs do is in the packages above it.
package stage

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/scoring"
)

// Turn is one step in the making.
type Turn struct {
	Form    *form.Form
	Session dialog.Session // as it becomes
	In      dialog.Input
	Given   dialog.Given
	Old     *form.State // before the step
	State   *form.State // now

	Proposal *dialog.Proposal // what was understood and waits for the person's word
	Undo     *dialog.Undo     // what takes the last one that was recorded back

	// Single says that the speaker wants each question by itself.
	Single     bool
	began      dialog.Cursor // where the step began
	cardClosed bool          // the card it began on is filled and closed

	lastYear scoring.Facts
	replies  []dialog.Reply
	effects  []dialog.Effect
	records  ledger
}

// New is a step that has done nothing yet.
func New(questions *form.Form, s dialog.Session, in dialog.Input, given dialog.Given) *Turn {
	s.Answers = questions.Read(s.Evaluation, s.Answers)
	st := questions.State(s.Evaluation, s.Answers)
	st.Zone = in.At.Location()
	s.Unreachable = slices.DeleteFunc(slices.Clone(s.Unreachable), func(user int64) bool { return user == s.Who.User }) // who speaks is here
	t := &Turn{
		Form: questions, Session: s, In: in, Given: given, Single: s.Cursor.Single, began: s.Cursor, Old: st, State: st,
		Proposal: s.Cursor.Proposal, Undo: s.Cursor.Undo,
	}
	if len(s.LastYear) > 0 {
		t.lastYear = form.Facts(questions.Pack, s.LastYear)
	}
	return t
}

// View is what the speaker sees of the session as it is now.
func (t *Turn) View() screen.View {
	return screen.View{State: t.State, Session: t.Session, Now: t.In.At, Log: t.Given.Log, Earlier: t.lastYear, Single: t.Single}
}

// Say adds a reply; without a kind it is a new message.
func (t *Turn) Say(r dialog.Reply) {
	if r.Kind == "" {
		r.Kind = dialog.Send
	}
	t.replies = append(t.replies, r)
}

// Toast answers a tap with a short notice.
func (t *Turn) Toast(text string) { t.Say(dialog.Reply{Kind: dialog.Toast, Text: text}) }

// echo is a line that waits for the next message to the speaker.
const echo dialog.ReplyKind = "echo"

// Echo adds a line to the head of the next new message to the speaker.
func (t *Turn) Echo(format string, args ...any) {
	t.Say(dialog.Reply{Kind: echo, Text: fmt.Sprintf(format, args...)})
}

// takeEchoes takes back the lines that wait for the next message.
func (t *Turn) takeEchoes() (lines []string) {
	for len(t.replies) > 0 && t.replies[len(t.replies)-1].Kind == echo {
		last := len(t.replies) - 1
		lines = append([]string{t.replies[last].Text}, lines...)
		t.replies = t.replies[:last]
	}
	return lines
}

// Do adds an effect.
func (t *Turn) Do(e dialog.Effect) { t.effects = append(t.effects, e) }

// Replies are what was said, with the echoes where they belong.
func (t *Turn) Replies() []dialog.Reply {
	var all []dialog.Reply
	waiting := ""
	for _, r := range t.replies {
		switch {
		case r.Kind == echo && waiting != "":
			waiting += "\n" + r.Text
			continue
		case r.Kind == echo:
			waiting = r.Text
			continue
		case r.To != 0 || waiting == "":
		case r.Kind == dialog.Send:
			r.Lead, waiting = waiting, ""
		case r.Kind == dialog.EditPrompt && len(r.Buttons) > 0: // the live message goes on
			r.Text, waiting = strings.TrimRight(r.Text, "\n")+"\n\n"+waiting, ""
		}
		r.Prompt = r.Prompt || r.To == 0 && len(r.Buttons) > 0 && r.Kind != dialog.Toast // one live keyboard a person
		all = append(all, r)
	}
	return all
}

// Effects are what was written, and then what else is to be done.
func (t *Turn) Effects() []dialog.Effect {
	all := make([]dialog.Effect, 0, len(t.records.all)+len(t.effects))
	for _, r := range t.records.all {
		all = append(all, r)
	}
	return append(all, t.effects...)
}

// ledger is what a step has written, one record a key.
type ledger struct {
	all []dialog.Record
	at  map[dialog.Key]int
}

// Written are the keys that the step has written so far.
func (t *Turn) Written() []dialog.Key {
	keys := make([]dialog.Key, len(t.records.all))
	for i, r := range t.records.all {
		keys[i] = r.Key
	}
	return keys
}

// Record stores an answer, here and as an effect, and computes everything anew. The first
// cell of a row brings the row into being.
func (t *Turn) Record(key dialog.Key, v scoring.Value, typed string) {
	t.Write(key, v, typed)
	for row := key; ; {
		up, last, ok := row.Parent()
		if !ok {
			break
		}
		if _, isRow := dialog.RowNumber(last); isRow && row != key && t.Session.Answers[row].Value.State != scoring.Known {
			t.Write(row, scoring.Yes(true), "")
			if t.Session.Answers[up].Value.State == scoring.NotApplicable { // the list has something after all
				t.Write(up, scoring.Value{}, "")
			}
		}
		row = up
	}
	t.Recompute()
}

// Write stores an answer without computing anew. A second write of a key takes the place of
// the first: one step leaves one record of it.
func (t *Turn) Write(key dialog.Key, v scoring.Value, typed string) {
	l := &t.records
	if l.at == nil { // the answers before the step stay what they were
		own := make(dialog.Answers, len(t.Session.Answers)+2)
		maps.Copy(own, t.Session.Answers)
		t.Session.Answers, l.at = own, map[dialog.Key]int{}
	}
	was := t.Session.Answers[key].Rev
	at, again := l.at[key]
	if again {
		was--
	}
	t.Session.Answers[key] = dialog.Answer{
		Value: v, Typed: typed, Message: t.In.Message, By: t.Session.Who.User, ByName: t.Session.Who.Name, At: t.In.At, Rev: was + 1,
	}
	record := dialog.Record{Key: key, Value: v, Typed: typed, Message: t.In.Message, Was: was}
	if again {
		l.all[at] = record
		return
	}
	l.at[key] = len(l.all)
	l.all = append(l.all, record)
}

// Recompute computes anew what the fields written in this step have to do with.
func (t *Turn) Recompute() {
	fields := map[string]bool{}
	for _, key := range t.Written() {
		fields[key.Field()] = true
	}
	t.State = t.State.Changed(t.Session.Answers, fields)
}

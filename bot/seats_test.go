package bot

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"ziping/dialog"
	"ziping/dialog/store"
)

// What a person typed stays in the unit it was typed for when the update comes again after the
// person has gone over to another one, whichever way that happened.
func TestAnswerComesAgainAfterTheSeatChanged(t *testing.T) {
	s, first := realStore(t, store.Options{})
	r := newRig(t)
	r.opts.Store = s
	b := r.bot()
	handle := func(update int, text string) {
		t.Helper()
		raw := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"text":%q,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"敏"}}}`,
			update, update, text, zhang.User, zhang.User)
		if err := b.handle(t.Context(), newJob(look(json.RawMessage(raw), 0), json.RawMessage(raw))); err != nil {
			t.Fatalf("update %d: %v", update, err)
		}
	}
	join := func(name string) dialog.Evaluation {
		t.Helper()
		e, err := s.AddUnit(t.Context(), name, testYear, "s", 1, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		token, err := s.Invite(t.Context(), e.UnitID, dialog.Staff, 1, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		handle(100+len(name), "/start "+token)
		return e
	}
	handle(1, "111.11")
	second := join("乙镇人民政府")
	handle(1, "111.11")
	handle(2, "222.22")
	third := join("丙部门")
	handle(2, "222.22")
	if err := s.RemoveMember(t.Context(), first.UnitID, zhang.User); err != nil {
		t.Fatal(err)
	}
	handle(1, "111.11")
	for e, want := range map[dialog.Evaluation]string{first: "[111.11]", second: "[222.22]", third: "[]"} {
		if got := fmt.Sprint(logged(t, s, e, zhang.User)); got != want {
			t.Errorf("%s has %s, want %s", e.Unit, got, want)
		}
	}
}

// What somebody wrote as a stranger is nobody's answer when it comes again after they have joined.
func TestStrangersWordsAreNoAnswer(t *testing.T) {
	s, e := realStore(t, store.Options{})
	r := newRig(t)
	r.opts.Store = s
	b := r.bot()
	handle := func(update int) {
		t.Helper()
		raw := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"text":"37","chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"路人"}}}`,
			update, update, strangerID, strangerID)
		if err := b.handle(t.Context(), newJob(look(json.RawMessage(raw), 0), json.RawMessage(raw))); err != nil {
			t.Fatalf("update %d: %v", update, err)
		}
	}
	handle(1)
	handle(2) // not answered: one sentence a minute
	if err := s.AddMember(t.Context(), e.UnitID, dialog.Member{User: strangerID, Name: "路人", Role: dialog.Staff}); err != nil {
		t.Fatal(err)
	}
	handle(1)
	handle(2)
	if got := logged(t, s, e, strangerID); len(got) != 0 {
		t.Errorf("recorded: %v", got)
	}
}

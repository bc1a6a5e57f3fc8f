package sandbox_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ziping/bot/sandbox"
)

func TestSnapshot(t *testing.T) {
	w := newWorld(t)
	person := w.User(zhang)
	w.call("setMyCommands", map[string]any{"commands": []any{map[string]any{"command": "help", "description": "帮助"}}})
	id := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "<b>问</b>", "parse_mode": "HTML", "reply_markup": button(map[string]any{"text": "甲", "callback_data": "a"})}).sent(t)
	w.updates(map[string]any{"offset": first + 1})
	w.must(person.SendDocument("表.xlsx", []byte("内容")))
	w.must(person.Reply(id, "364"))
	data, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}

	later := newWorld(t, func(o *sandbox.Options) {
		o.Users = []sandbox.Person{{ID: zhang, Name: "张敏敏"}, {ID: 9, Name: "新人"}}
	})
	if err := later.Restore(data); err != nil {
		t.Fatal(err)
	}
	again := later.User(zhang)
	if diff := cmp.Diff(person.Messages(), again.Messages(), cmpopts.IgnoreFields(sandbox.Message{}, "Revision")); diff != "" {
		t.Error(diff)
	}
	file := again.Messages()[2].File
	if content, err := again.File(file); err != nil || !bytes.Equal(content, []byte("内容")) {
		t.Errorf("file %q, %v", content, err)
	}
	if diff := cmp.Diff([]sandbox.Command{{"help", "帮助"}}, again.Menu()); diff != "" {
		t.Error(diff)
	}
	if got := later.updates(nil); !slices.Equal(got, []int64{first + 1, first + 2}) {
		t.Errorf("pending %v", got)
	}
	if r := later.must(again.Send("接着填")); r.UpdateID != first+3 || r.MessageID != 5 {
		t.Errorf("the sequences went back: %+v", r)
	}
	if people := later.People(); people[0].Name != "张敏敏" || len(people) != 3 {
		t.Errorf("people %+v", people)
	}
}

func TestSnapshotsThatCannotBeRead(t *testing.T) {
	w := newWorld(t)
	for name, data := range map[string]string{
		"not JSON":     "x",
		"version":      `{"version":9}`,
		"no sequences": `{"version":1}`,
		"person":       `{"version":1,"next_message_id":5,"next_update_id":5,"people":[{"id":0}]}`,
		"order":        `{"version":1,"next_message_id":5,"next_update_id":5,"people":[{"id":1,"messages":[{"id":2},{"id":2}]}]}`,
		"future":       `{"version":1,"next_message_id":5,"next_update_id":5,"people":[{"id":1,"messages":[{"id":5}]}]}`,
		"null":         `{"version":1,"next_message_id":5,"next_update_id":5,"pending":[null]}`,
	} {
		if err := w.Restore([]byte(data)); err == nil {
			t.Errorf("%s was restored", name)
		}
	}
	if len(w.User(zhang).Messages()) != 1 {
		t.Error("a failed restore changed the chat")
	}
}

func FuzzRestore(f *testing.F) {
	f.Add([]byte(`{"version":1,"next_message_id":5,"next_update_id":5,"people":[{"id":1,"messages":[{"id":2,"from_bot":true}]}],"files":[{"id":"a","data":"eA=="}],"menus":[{"scope":"default","commands":[]}],"pending":[{"id":3,"chat_id":1,"body":{}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		srv := sandbox.New(sandbox.Options{})
		defer srv.Close()
		if srv.Restore(data) != nil {
			return
		}
		if _, err := srv.Snapshot(); err != nil {
			t.Errorf("what was restored cannot be saved: %v", err)
		}
	})
}

package sandbox_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

func TestLongTextsLeaveInPieces(t *testing.T) {
	w := newWorld(t)
	line := strings.Repeat("绩效", 30) + "\n"
	r := w.must(w.User(zhang).Send(strings.Repeat(line, 100)))
	chat := w.User(zhang).Messages()[1:]
	if len(chat) != 2 || r.MessageID != chat[1].ID || r.Number != 3 {
		t.Fatalf("%d pieces, %+v", len(chat), r)
	}
	if !strings.HasSuffix(chat[0].Text, "绩效") || utf8.RuneCountInString(chat[0].Text)%61 != 60 {
		t.Errorf("the first piece of %d characters does not end at a line's end", utf8.RuneCountInString(chat[0].Text))
	}
}

func TestSplitLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("年 \n")), 0, 12000, -1).Draw(t, "text")
		var joined strings.Builder
		for _, piece := range sandbox.Split(text) {
			if n := utf8.RuneCountInString(piece); n == 0 || n > sandbox.MaxText {
				t.Fatalf("a piece of %d characters", n)
			}
			joined.WriteString(piece)
		}
		letters := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if letters(joined.String()) != letters(text) {
			t.Fatal("characters were lost")
		}
	})
}

func TestTaps(t *testing.T) {
	w := newWorld(t)
	person := w.User(zhang)
	id := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "问", "reply_markup": map[string]any{"inline_keyboard": [][]any{
		{map[string]any{"text": "甲", "callback_data": "1"}, map[string]any{"text": "1", "callback_data": "2"}},
		{map[string]any{"text": "网", "url": "https://example.com"}},
	}}}).sent(t)
	for _, label := range []string{"甲", "1"} { // data comes before label
		w.must(person.Tap(id, label))
	}
	updates := w.decoded()
	if updates[1].CallbackQuery.Data != "1" || updates[2].CallbackQuery.Data != "1" {
		t.Errorf("tapped %q and %q", updates[1].CallbackQuery.Data, updates[2].CallbackQuery.Data)
	}
	if _, err := person.Tap(id, "丙"); !errors.Is(err, sandboxtest.ErrNoButton) || !strings.Contains(err.Error(), "甲") {
		t.Errorf("no such button: %v", err)
	}
	if _, err := person.Tap(99, "甲"); !errors.Is(err, sandbox.ErrNoMessage) {
		t.Errorf("no such message: %v", err)
	}
	if _, err := person.Tap(id, "网"); err == nil {
		t.Error("a link was tapped as a callback")
	}
}

func TestActionsThatFail(t *testing.T) {
	w := newWorld(t)
	person := w.User(zhang)
	for name, act := range map[string]func() (sandbox.Receipt, error){
		"empty text": func() (sandbox.Receipt, error) { return person.Send(" \n") },
		"empty file": func() (sandbox.Receipt, error) { return person.SendDocument("x", nil) },
		"large file": func() (sandbox.Receipt, error) {
			return person.SendDocument("x", make([]byte, sandbox.MaxUploadBytes+1))
		},
		"long caption":    func() (sandbox.Receipt, error) { return person.SendPhoto(tinyPNG(t), strings.Repeat("字", 1025)) },
		"edit of nothing": func() (sandbox.Receipt, error) { return person.Edit(99, "x") },
		"edit to nothing": func() (sandbox.Receipt, error) { return person.Edit(1, "") },
	} {
		if r, err := act(); err == nil {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if n := len(person.Messages()); n != 1 {
		t.Errorf("%d messages", n)
	}
}

func TestWaiting(t *testing.T) {
	w := newWorld(t)
	person := w.User(zhang)
	done := make(chan error, 1)
	go func() {
		_, err := person.WaitMessage(soon(t), func(m sandbox.Message) bool { return m.FromBot && strings.Contains(m.Text, "第二") })
		done <- err
	}()
	w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "第一问"})
	w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "第二问"})
	if err := <-done; err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := person.WaitFor(ctx, func([]sandbox.Message) bool { return false })
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "机器人: 第二问") {
		t.Errorf("an ended wait: %v", err)
	}
	go w.Close()
	if err := person.WaitFor(soon(t), func([]sandbox.Message) bool { return false }); err == nil {
		t.Error("a wait outlived the server")
	}
}

func TestWaitAnswer(t *testing.T) {
	w := newWorld(t)
	person := w.User(zhang)
	r := w.must(person.TapData(1, "x"))
	go w.tryPost(soon(t), "answerCallbackQuery", "application/x-www-form-urlencoded", strings.NewReader("callback_query_id="+r.QueryID+"&text=好&show_alert=true"))
	a, err := person.WaitAnswer(soon(t), r.QueryID)
	if err != nil || a.Text != "好" || !a.Alert {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestActionEndsWithTimeOrMessage(t *testing.T) {
	w := newWorld(t)
	person := w.User(zhang)
	act := func() { w.call("sendChatAction", map[string]any{"chat_id": zhang, "action": "typing"}) }
	act()
	w.clock.advance(5 * time.Second)
	if got := person.Action(); got != "" {
		t.Errorf("after 5 s: %q", got)
	}
	act()
	w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "x"})
	if got := person.Action(); got != "" {
		t.Errorf("after a message: %q", got)
	}
}

func TestUnknownPeopleGetAPhone(t *testing.T) {
	w := newWorld(t)
	w.must(w.User(5).Start("token"))
	w.AddUser(sandbox.Person{ID: 5, Name: "王芳", Role: "财政局"})
	people := w.People()
	if len(people) != 3 || people[2].Name != "王芳" || w.User(5).ID() != 5 {
		t.Errorf("%+v", people)
	}
	if m := w.User(5).Messages()[0]; m.Text != "/start token" {
		t.Errorf("%v", m)
	}
}

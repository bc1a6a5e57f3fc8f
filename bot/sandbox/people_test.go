package sandbox_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"pgregory.net/rapid"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

func TestLongTextsLeaveInPieces(t *testing.T) {
	w := newWorld(t)
	table := strings.Repeat("第12个项目（补助资金）\t1205.5\t1205.5\n", 200)
	for name, first := range map[string]string{"": table[:0], "one character counts twice": "𠮷"} {
		person := w.User(zhang)
		before := len(person.Messages())
		r := w.must(person.Send(first + table))
		chat := person.Messages()[before:]
		if len(chat) != 2 || r.MessageID != chat[1].ID {
			t.Fatalf("%s: %d pieces, %+v", name, len(chat), r)
		}
		whole := strings.ReplaceAll(strings.TrimSpace(first+table), "\t", " ")
		if n := len(utf16.Encode([]rune(chat[0].Text))); n < 4094 || n > 4096 || !strings.HasPrefix(whole, chat[0].Text) || !strings.HasSuffix(whole, chat[1].Text) {
			t.Errorf("%s: pieces of %d units: …%q | %q…", name, n, chat[0].Text[len(chat[0].Text)-30:], chat[1].Text[:30])
		}
	}
}

// What a person or the bot sends arrives as Telegram cleans it.
func TestTextsAreCleaned(t *testing.T) {
	w := newWorld(t)
	for sent, want := range map[string]string{
		"项目\t预算\r\n甲\t\t12":        "项目 预算\n甲  12",
		"\n  甲\u00a012 \n":         "甲\u00a012", // only spaces and line breaks are trimmed
		"\u3000甲":                  "\u3000甲",
		"甲\u2028乙\u202e丙\x00\x1f丁": "甲乙丙  丁",
		"a\u030a1\u0333\u033f":     "a1",
		"甲\u200b乙\u3000丙\x7f":      "甲\u200b乙\u3000丙\x7f",
	} {
		w.must(w.User(zhang).Send(sent))
		chat := w.User(zhang).Messages()
		if got := chat[len(chat)-1].Text; got != want {
			t.Errorf("a person's %q arrives as %q, want %q", sent, got, want)
		}
		id := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": sent}).sent(t)
		if m, _ := w.User(zhang).Message(id); m.Text != want {
			t.Errorf("the bot's %q arrives as %q, want %q", sent, m.Text, want)
		}
	}
	for _, nothing := range []string{" \t\n", "\u3000", "\u200b\u200d", "\ufeff \u2800"} {
		if _, err := w.User(zhang).Send(nothing); !errors.Is(err, sandbox.ErrEmpty) {
			t.Errorf("%q was sent: %v", nothing, err)
		}
		if w.call("sendMessage", map[string]any{"chat_id": zhang, "text": nothing}).OK {
			t.Errorf("the bot sent %q", nothing)
		}
	}
}

func TestSplitLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("年𠮷 \n\t")), 0, 12000, -1).Draw(t, "text")
		var joined strings.Builder
		for _, piece := range sandbox.Split(text) {
			if n := len(utf16.Encode([]rune(piece))); n == 0 || n > sandbox.MaxText {
				t.Fatalf("a piece of %d units", n)
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

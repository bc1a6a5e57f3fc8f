package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/bot/sandbox/sandboxtest"
	"ziping/dialog"
	"ziping/dialog/store"
	"ziping/dialog/store/server"
)

// realStore opens the store on an in-process server with a unit of two people.
func realStore(t *testing.T, opt store.Options) (*store.Store, dialog.Evaluation) {
	t.Helper()
	redis, err := server.StartEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(redis.Close)
	client, err := server.Connect(redis.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	opt.Delivers = true
	s, err := store.Open(t.Context(), client, opt)
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.AddUnit(t.Context(), "某镇", testYear, "s", 1, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range []dialog.Member{zhang, lin} {
		if err := s.AddMember(t.Context(), e.UnitID, m); err != nil {
			t.Fatal(err)
		}
	}
	return s, e
}

// logged are the texts a person typed, from the store's log.
func logged(t *testing.T, s *store.Store, e dialog.Evaluation, user int64) (texts []string) {
	t.Helper()
	entries, err := s.Log(t.Context(), e.UnitID, e.Year, 1, 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.By == user {
			texts = append(texts, entry.Typed)
		}
	}
	return texts
}

// Many updates, each delivered twice, through several processes that are stopped at any moment
// and calls that break: every answer is recorded once, in order, and every question was asked.
func TestRestartsOnTheRealStore(t *testing.T) {
	s, e := realStore(t, store.Options{})
	r := newRig(t)
	r.opts.Store = s
	r.opts.Limits.Grace = 5 * time.Second
	r.phones.RedeliverAll(true)
	var want []string
	for round := range 5 {
		for _, method := range []string{"getUpdates", "sendMessage", "editMessageText"} {
			r.phones.Inject(sandboxtest.Fault{Method: method, Skip: round, Do: sandboxtest.CutBefore})
		}
		before := r.phones.Calls("sendMessage")
		b := r.bot()
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- b.Run(ctx) }()
		for i := range 6 {
			text := fmt.Sprintf("a%d%d", round, i)
			want = append(want, text)
			r.say(zhang.User, text)
			r.say(lin.User, "l"+text)
		}
		r.eventually("somewhere in the middle", func() bool { return r.phones.Calls("sendMessage") > before+3+2*round })
		cancel()
		r.must(<-done)
	}
	r.run()
	r.sees(zhang.User, "已记录：a45")
	r.sees(lin.User, "已记录：la45")
	r.settled()
	if diff := cmp.Diff(want, logged(t, s, e, zhang.User)); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
	// A question that was answered before its answer was delivered is changed to ✓ of the next
	// answer, so every ✓ stands in the chat, in order; a call that broke may repeat one.
	var closed []string
	for _, m := range r.said(zhang.User) {
		if text, ok := strings.CutPrefix(m, "✓ "); ok {
			closed = append(closed, text)
		}
	}
	if diff := cmp.Diff(want, slices.Compact(closed)); diff != "" {
		t.Errorf("closed questions (-want +got):\n%s", diff)
	}
}

func TestInvitationOnTheRealStore(t *testing.T) {
	s, e := realStore(t, store.Options{})
	r := newRig(t)
	r.opts.Store = s
	r.run()
	token, err := s.Invite(t.Context(), e.UnitID, dialog.Staff, 1, time.Hour, lin.User)
	r.must(err)
	r.phones.RedeliverAll(true)
	r.say(strangerID, "/start "+token)
	r.sees(strangerID, "您已加入某镇2023年度")
	r.say(strangerID, "12")
	r.sees(strangerID, "已记录：12")
	r.settled()
	if diff := cmp.Diff([]string{"12"}, logged(t, s, e, strangerID)); diff != "" {
		t.Error(diff)
	}
	r.must(s.RemoveMember(t.Context(), e.UnitID, strangerID))
	r.say(strangerID, "13")
	r.sees(strangerID, "邀请链接")
	if !codeShape.MatchString(token) {
		t.Errorf("an invitation %q is not recognised as a message", token)
	}
}

// Somebody who works for two units chooses, is kept there, and a tap leads to its own unit.
func TestSeveralUnitsOnTheRealStore(t *testing.T) {
	s, e := realStore(t, store.Options{})
	other, err := s.AddUnit(t.Context(), "某局", testYear, "s", 1, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	r := newRig(t)
	r.opts.Store = s
	r.must(s.AddMember(t.Context(), other.UnitID, zhang))
	r.run()
	r.say(zhang.User, "12")
	choice := r.sees(zhang.User, "请选择")
	if diff := cmp.Diff([]string{"某局 2023年度", "某镇 2023年度"}, slices.Sorted(slices.Values(choice.Labels()))); diff != "" {
		t.Fatal(diff)
	}
	_, err = r.phones.User(zhang.User).Tap(choice.ID, "某局 2023年度")
	r.must(err)
	prompt := r.sees(zhang.User, "请回答")
	r.say(zhang.User, "局")
	r.sees(zhang.User, "已记录：局")
	// A button of the other unit's evaluation: from now on the person works there.
	_, err = r.phones.User(zhang.User).TapData(prompt.ID, e.ID+"|v|k|0|y")
	r.must(err)
	r.sees(zhang.User, "点了 "+e.ID)
	r.say(zhang.User, "镇")
	r.sees(zhang.User, "已记录：镇")
	if diff := cmp.Diff([]string{"局"}, logged(t, s, other, zhang.User)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"镇"}, logged(t, s, e, zhang.User)); diff != "" {
		t.Error(diff)
	}
	r.say(zhang.User, "/start")
	r.eventually("the choice once more", func() bool {
		return strings.Count(strings.Join(r.said(zhang.User), "\n"), "请选择") == 2
	})
}

// Leases that run out while messages are in hand are taken anew by the same process: nothing is
// sent twice, nothing out of order.
func TestLeasesRunOutOnTheRealStore(t *testing.T) {
	s, _ := realStore(t, store.Options{Lease: 20 * time.Millisecond})
	r := newRig(t)
	r.phones.OnCall(func(c sandboxtest.Call) {
		if c.Method == "sendMessage" {
			time.Sleep(30 * time.Millisecond)
		}
	})
	r.opts.Store = s
	r.run()
	r.say(zhang.User, "/start")
	r.sees(zhang.User, "请回答")
	var want []string
	var out []store.Message
	for i := range 12 {
		want = append(want, fmt.Sprint("第", i))
		out = append(out, text(zhang.User, want[i]))
	}
	r.must(s.CommitChat(t.Context(), 1, zhang.User, out[:6], time.Now()))
	r.must(s.CommitChat(t.Context(), 2, zhang.User, out[6:], time.Now()))
	r.sees(zhang.User, want[len(want)-1])
	r.eventually("an empty outbox", func() bool {
		left, err := s.Claim(t.Context(), 1)
		r.must(err)
		return len(left) == 0
	})
	if diff := cmp.Diff(want, r.said(zhang.User)[1:]); diff != "" {
		t.Errorf("chat (-want +got):\n%s\n%s", diff, r.log)
	}
}

// Hundreds of reminders are due, as many as Telegram's limits take seconds to send: who writes
// meanwhile is answered at once.
func TestAnswersBeforeRemindersOnTheRealStore(t *testing.T) {
	s, _ := realStore(t, store.Options{})
	r := newRig(t)
	r.opts.Store = s
	r.opts.Limits.Overall = 100
	const reminders = 250
	for chat := range int64(reminders) {
		m := text(1000+chat, "提醒")
		m.Class = store.Reminder
		r.must(s.CommitChat(t.Context(), -1-chat, 1000+chat, []store.Message{m}, time.Now()))
	}
	r.run()
	r.eventually("reminders are being sent", func() bool { return r.phones.Calls("sendMessage") > 20 })
	before := r.phones.Calls("sendMessage")
	r.say(zhang.User, "/start")
	r.sees(zhang.User, "请回答")
	n := r.phones.Calls("sendMessage") - before
	t.Logf("the answer came after %d reminders", n)
	if n > reminders/2 {
		t.Error("too late")
	}
	if left, _, err := s.Depth(t.Context()); left == 0 || err != nil {
		t.Errorf("all reminders were sent before anybody could write: %v", err)
	}
}

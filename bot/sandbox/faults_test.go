package sandbox_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/go-telegram/bot"

	"ziping/bot/sandbox/sandboxtest"
)

func TestFaults(t *testing.T) {
	send := &bot.SendMessageParams{ChatID: zhang, Text: "问"}
	tests := []struct {
		name     string
		fault    sandboxtest.Fault
		check    func(error) bool
		executed bool
	}{
		{"429", sandboxtest.Fault{Do: sandboxtest.TooManyRequests, RetryAfter: 7}, func(err error) bool {
			var wait *bot.TooManyRequestsError
			return errors.As(err, &wait) && wait.RetryAfter == 7 && strings.Contains(wait.Message, "retry after 7")
		}, false},
		{"502", sandboxtest.Fault{Do: sandboxtest.ServerError}, func(err error) bool {
			return strings.Contains(err.Error(), "<h1>502 Bad Gateway</h1>")
		}, false},
		{"500", sandboxtest.Fault{Do: sandboxtest.ServerError, Status: 500}, func(err error) bool {
			return strings.Contains(err.Error(), "500 Internal Server Error")
		}, false},
		{"cut before", sandboxtest.Fault{Do: sandboxtest.CutBefore}, func(err error) bool { return errors.Is(err, io.EOF) }, false},
		{"cut after", sandboxtest.Fault{Do: sandboxtest.CutAfter}, func(err error) bool { return errors.Is(err, io.EOF) }, true},
		{"refused", sandboxtest.Fault{Do: sandboxtest.Refuse, Status: 403, Description: "Forbidden: user is deactivated"}, func(err error) bool {
			return errors.Is(err, bot.ErrorForbidden) && strings.Contains(err.Error(), "deactivated")
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			b := w.client()
			tt.fault.Method, tt.fault.ChatID = "sendMessage", zhang
			w.Inject(tt.fault)
			if _, err := b.SendMessage(soon(t), send); err == nil || !tt.check(err) {
				t.Errorf("failed with %v", err)
			}
			if got := len(w.User(zhang).Messages()) == 2; got != tt.executed {
				t.Errorf("executed %v, want %v", got, tt.executed)
			}
			if _, err := b.SendMessage(soon(t), send); err != nil {
				t.Errorf("the next call: %v", err)
			}
			if got := w.Calls("sendmessage"); got != 2 {
				t.Errorf("%d calls counted", got)
			}
		})
	}
}

func TestFaultsPickTheirCalls(t *testing.T) {
	w := newWorld(t)
	w.must(w.User(li).Start(""))
	w.Inject(sandboxtest.Fault{Method: "SendMessage", ChatID: li, Skip: 1, Times: 2, Do: sandboxtest.Refuse, Description: "no"})
	var got []bool
	for _, chat := range []int64{li, zhang, li, zhang, li, li} {
		got = append(got, w.call("sendMessage", map[string]any{"chat_id": chat, "text": "x"}).OK)
	}
	want := []bool{true, true, false, true, false, true}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("call %d: ok %v, want %v", i, got[i], want[i])
		}
	}
	w.Inject(sandboxtest.Fault{Times: -1, Do: sandboxtest.Refuse, Description: "never"})
	for range 3 {
		if w.call("getMe", nil).OK {
			t.Error("a lasting fault passed a call")
		}
	}
	w.ClearFaults()
	if !w.call("getMe", nil).OK {
		t.Error("faults were not cleared")
	}
	if log := w.CallLog(); len(log) != 10 || log[0].Method != "sendMessage" || log[0].ChatID != li || log[0].Text != "x" {
		t.Errorf("log %+v", log)
	}
	if w.Calls("") != 10 {
		t.Errorf("%d calls in all", w.Calls(""))
	}
}

func TestOutage(t *testing.T) {
	w := newWorld(t)
	b := w.client()
	held := w.asyncPoll(soon(t), map[string]any{"offset": first + 1, "timeout": 50})
	w.SetOutage(sandboxtest.Unreached)
	if r := <-held; !strings.Contains(r.Description, "EOF") {
		t.Errorf("the held call ended with %+v", r)
	}
	if _, err := b.GetMe(soon(t)); !errors.Is(err, io.EOF) {
		t.Errorf("unreached: %v", err)
	}
	w.SetOutage(sandboxtest.BadGateway)
	if _, err := b.GetMe(soon(t)); err == nil || !strings.Contains(err.Error(), "502") {
		t.Errorf("bad gateway: %v", err)
	}
	w.must(w.User(zhang).Send("还在吗")) // people can write all the while
	w.SetOutage(sandboxtest.NoOutage)
	if got := w.updates(nil); len(got) != 1 {
		t.Errorf("after the outage: %v", got)
	}
}

func TestCallHook(t *testing.T) {
	w := newWorld(t)
	var seen []string
	w.OnCall(func(c sandboxtest.Call) {
		seen = append(seen, c.Method)
		w.Calls("") // must not deadlock
	})
	w.call("getMe", nil)
	w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "x"})
	if strings.Join(seen, " ") != "getMe sendMessage" {
		t.Errorf("seen %v", seen)
	}
}

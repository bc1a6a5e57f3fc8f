package bot

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/bot/sandbox/sandboxtest"
	"ziping/dialog"
	"ziping/dialog/store"
)

// started lets people press start, so that the bot may write to them, and forgets the updates.
func (r *rig) started(users ...int64) {
	r.t.Helper()
	for _, u := range users {
		r.say(u, "/start")
		r.sees(u, "请回答")
	}
	r.settled()
	r.eventually("an empty outbox", func() bool { return r.store.waiting() == 0 })
}

func text(chat int64, text string) store.Message {
	return store.Message{Chat: chat, Reply: &dialog.Reply{Kind: dialog.Send, Text: text}}
}

func TestTooManyRequestsWaitsAndKeepsOrder(t *testing.T) {
	r := newRig(t)
	r.run()
	r.started(zhang.User, lin.User)
	r.phones.Inject(sandboxtest.Fault{Method: "sendMessage", ChatID: zhang.User, Do: sandboxtest.TooManyRequests, RetryAfter: 1})
	begin := time.Now()
	r.store.Put(text(zhang.User, "一"), text(zhang.User, "二"), text(zhang.User, "三"), text(lin.User, "别人"))
	r.sees(lin.User, "别人")
	r.sees(zhang.User, "三")
	if waited := time.Since(begin); waited < time.Second {
		t.Errorf("retry_after of 1 s was not kept: %v", waited)
	}
	if diff := cmp.Diff([]string{"一", "二", "三"}, r.said(zhang.User)[1:]); diff != "" {
		t.Error(diff)
	}
}

func TestForbiddenIsDroppedAndNoted(t *testing.T) {
	r := newRig(t)
	r.run()
	r.started(zhang.User)
	_, err := r.phones.User(zhang.User).Block()
	r.must(err)
	r.settled()
	r.store.Put(text(zhang.User, "没人看到"), text(zhang.User, "也没有"))
	r.eventually("dropped", func() bool { return r.store.waiting() == 0 })
	r.store.look(func() {
		if len(r.store.dropped) != 2 || !r.store.blocked[zhang.User] {
			t.Errorf("dropped %v, blocked %v", r.store.dropped, r.store.blocked)
		}
	})
	_, err = r.phones.User(zhang.User).Unblock()
	r.must(err)
	r.settled()
	r.store.look(func() {
		if r.store.blocked[zhang.User] {
			t.Error("still noted as blocked after the person came back")
		}
	})
}

func TestOutage(t *testing.T) {
	for name, kind := range map[string]sandboxtest.Outage{"unreached": sandboxtest.Unreached, "bad gateway": sandboxtest.BadGateway} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.run()
			r.started(zhang.User)
			r.phones.SetOutage(kind)
			before := r.phones.Calls("sendMessage")
			r.store.Put(text(zhang.User, "一"), text(zhang.User, "二"))
			r.eventually("several tries", func() bool { return r.phones.Calls("sendMessage") > before+3 })
			r.phones.SetOutage(sandboxtest.NoOutage)
			r.sees(zhang.User, "二")
			if diff := cmp.Diff([]string{"一", "二"}, r.said(zhang.User)[1:]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEdits(t *testing.T) {
	edit := func(kind dialog.ReplyKind, text string, tapped int, rows [][]dialog.Button) store.Message {
		return store.Message{Chat: zhang.User, Tapped: tapped, Reply: &dialog.Reply{Kind: kind, Text: text, Buttons: rows}}
	}
	yes := [][]dialog.Button{{{Label: "是", Data: testEval + "|v|k|0|y"}}}
	for name, tt := range map[string]struct {
		message func(prompt int) store.Message
		fault   *sandboxtest.Fault
		want    []string // all texts of the bot afterwards
		buttons int      // under the last message
	}{
		"prompt":            {func(int) store.Message { return edit(dialog.EditPrompt, "✓", 0, nil) }, nil, []string{"✓"}, 0},
		"tapped":            {func(p int) store.Message { return edit(dialog.EditTapped, "新", p, yes) }, nil, []string{"新"}, 1},
		"tapped unknown":    {func(int) store.Message { return edit(dialog.EditTapped, "新", 0, yes) }, nil, []string{"【测试】\n请回答", "新"}, 1},
		"tapped gone":       {func(int) store.Message { return edit(dialog.EditTapped, "新", 4711, yes) }, nil, []string{"【测试】\n请回答", "新"}, 1},
		"not modified":      {func(p int) store.Message { return edit(dialog.EditTapped, "【测试】\n请回答", p, yes) }, &sandboxtest.Fault{Method: "editMessageText", Do: sandboxtest.Refuse, Description: "Bad Request: message is not modified"}, []string{"【测试】\n请回答"}, 1},
		"cannot be edited":  {func(int) store.Message { return edit(dialog.EditPrompt, "✓", 0, nil) }, &sandboxtest.Fault{Method: "editMessageText", Do: sandboxtest.Refuse, Description: "Bad Request: message can't be edited"}, []string{"【测试】\n请回答", "✓"}, 0},
		"only the buttons":  {func(int) store.Message { return edit(dialog.EditPrompt, "", 0, nil) }, nil, []string{"【测试】\n请回答"}, 0},
		"markup not liked":  {func(int) store.Message { return edit(dialog.EditPrompt, "a<b>", 0, nil) }, &sandboxtest.Fault{Method: "editMessageText", Do: sandboxtest.Refuse, Description: "Bad Request: can't parse entities: x"}, []string{"a<b>"}, 0},
		"repeated by error": {func(int) store.Message { return edit(dialog.EditPrompt, "✓", 0, nil) }, &sandboxtest.Fault{Method: "editMessageText", Do: sandboxtest.CutAfter}, []string{"✓"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.run()
			r.started(zhang.User)
			prompt := r.sees(zhang.User, "请回答")
			if tt.fault != nil {
				r.phones.Inject(*tt.fault)
			}
			r.store.Put(tt.message(prompt.ID))
			r.eventually("delivered", func() bool { return r.store.waiting() == 0 })
			if diff := cmp.Diff(tt.want, r.said(zhang.User)); diff != "" {
				t.Errorf("chat (-want +got):\n%s\nlog:\n%s", diff, r.log)
			}
			chat := r.phones.User(zhang.User).Messages()
			if got := len(chat[len(chat)-1].Labels()); got != tt.buttons {
				t.Errorf("%d buttons under the last message, want %d", got, tt.buttons)
			}
			r.store.look(func() {
				if len(r.store.dropped) != 0 {
					t.Errorf("dropped %v", r.store.dropped)
				}
			})
		})
	}
}

func TestRefusedMessageIsDroppedAndHoldsUpNothing(t *testing.T) {
	r := newRig(t)
	r.run()
	r.started(zhang.User)
	r.phones.Inject(sandboxtest.Fault{Method: "sendMessage", Do: sandboxtest.Refuse, Description: "Bad Request: something new"})
	r.store.Put(text(zhang.User, "坏"), store.Message{Chat: zhang.User, Reply: &dialog.Reply{Kind: dialog.Send, Text: " \n "}}, text(zhang.User, "好"))
	r.sees(zhang.User, "好")
	r.eventually("both dropped", func() (both bool) {
		r.store.look(func() { both = len(r.store.dropped) == 2 })
		return both
	})
}

// A long text leaves in pieces; when the network breaks between two, only the rest is repeated.
func TestLongTextInPieces(t *testing.T) {
	r := newRig(t)
	r.run()
	r.started(zhang.User)
	paragraph := strings.Repeat("长", 2999) + "\n"
	r.phones.Inject(sandboxtest.Fault{Method: "sendMessage", Skip: 1, Do: sandboxtest.CutBefore, Times: 2})
	r.store.Put(store.Message{Chat: zhang.User, Reply: &dialog.Reply{
		Kind: dialog.Send, Title: "标题", Text: strings.Repeat(paragraph, 3), Prompt: true,
		Buttons: [][]dialog.Button{{{Label: "好", Data: "x"}}},
	}})
	r.eventually("delivered", func() bool { return r.store.waiting() == 0 })
	chat := r.phones.User(zhang.User).Messages()[2:]
	if len(chat) != 3 {
		t.Fatalf("%d messages, want 3", len(chat))
	}
	for i, m := range chat {
		if (len(m.Buttons) > 0) != (i == 2) {
			t.Errorf("piece %d has buttons %v", i, m.Labels())
		}
	}
	if got := r.store.prompts[zhang.User]; got != chat[2].ID {
		t.Errorf("prompt %d, want the last piece %d", got, chat[2].ID)
	}
}

func TestClassesInOrder(t *testing.T) {
	r := newRig(t)
	var order []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if strings.HasSuffix(req.URL.Path, "/sendMessage") {
			order = append(order, req.FormValue("text"))
			fmt.Fprint(w, `{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}`)
			return
		}
		fmt.Fprint(w, `{"ok":true,"result":[]}`)
	}))
	defer server.Close()
	r.opts.APIURL = server.URL
	r.opts.Limits.Senders = 1
	b := r.bot()
	of := func(class store.Class, chat int64, s string) store.Message {
		m := text(chat, s)
		m.Class = class
		return m
	}
	r.store.Put(of(store.Reminder, 1, "催办"), of(store.Notice, 2, "通知"), of(store.Answer, 3, "回答"),
		of(store.Reminder, 4, "催办在前"), of(store.Answer, 4, "同一人的回答"))
	go b.deliverer.run(t.Context())
	r.eventually("delivered", func() bool { return r.store.waiting() == 0 })
	// The answer in chat 4 lifts the reminder before it, which it must not overtake.
	want := []string{"回答", "催办在前", "同一人的回答", "通知", "催办"}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Error(diff)
	}
}

func TestEndIsWrittenDownAfterStoreOutage(t *testing.T) {
	r := newRig(t)
	r.run()
	r.started(zhang.User)
	var left atomic.Int32
	left.Store(3)
	r.store.setFail(func(op string) error {
		if op == "delivered" && left.Add(-1) >= 0 {
			return store.ErrUnavailable
		}
		return nil
	})
	r.store.Put(text(zhang.User, "一次"))
	r.eventually("delivered", func() bool { return r.store.waiting() == 0 })
	if diff := cmp.Diff([]string{"一次"}, r.said(zhang.User)[1:]); diff != "" {
		t.Error(diff)
	}
}

// A message that was sent while the store could not be told is not sent again: the store learns of it
// as soon as it can be told.
func TestSentButNotWrittenDown(t *testing.T) {
	r := newRig(t)
	r.run()
	r.started(zhang.User)
	var tries atomic.Int32
	r.store.setFail(func(op string) error {
		if op == "delivered" {
			tries.Add(1)
			return store.ErrUnavailable
		}
		return nil
	})
	r.store.Put(text(zhang.User, "一次"), text(zhang.User, "两次"))
	r.eventually("tried again and again", func() bool { return tries.Load() >= 12 })
	r.store.setFail(nil)
	r.eventually("written down", func() bool { return r.store.waiting() == 0 })
	if diff := cmp.Diff([]string{"一次", "两次"}, r.said(zhang.User)[1:]); diff != "" {
		t.Error(diff)
	}
}

func TestNoticeForAnotherPerson(t *testing.T) {
	r := newRig(t)
	r.run()
	r.started(zhang.User, lin.User)
	r.say(zhang.User, "/notify")
	r.sees(lin.User, "告诉别人")
	r.sees(zhang.User, "已告诉")
	if slices.ContainsFunc(r.said(zhang.User), func(s string) bool { return strings.Contains(s, "告诉别人") }) {
		t.Error("the speaker was told what was meant for somebody else")
	}
	r.store.look(func() {
		last := r.store.commits[len(r.store.commits)-1]
		if last.Outbox[0].Class != store.Notice || last.Outbox[1].Class != store.Answer {
			t.Errorf("classes %v %v", last.Outbox[0].Class, last.Outbox[1].Class)
		}
	})
}

package bot

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/store"
)

const testCode = "07abcdefghijklmnopqrstuv"

func TestStrangersHearOneSentenceAMinute(t *testing.T) {
	r := newRig(t)
	var mu sync.Mutex
	now := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	r.opts.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	r.run()
	r.say(strangerID, "/start")
	m := r.sees(strangerID, "邀请链接")
	for range 3 {
		r.say(strangerID, "在吗")
	}
	tap, err := r.phones.User(strangerID).TapData(m.ID, testEval+"|v|k|0|y")
	r.must(err)
	answer, err := r.phones.User(strangerID).WaitAnswer(r.within(), tap.QueryID)
	r.must(err)
	if answer.Text != "" {
		t.Errorf("a stranger's tap was answered with %q", answer.Text)
	}
	r.settled()
	mu.Lock()
	now = now.Add(time.Minute)
	mu.Unlock()
	r.say(strangerID, "/progress")
	r.settled()
	r.eventually("delivered", func() bool { return r.store.waiting() == 0 })
	if diff := cmp.Diff([]string{strangerText(strangerID), strangerText(strangerID)}, r.said(strangerID)); diff != "" {
		t.Error(diff)
	}
	if len(r.store.commits) != 0 {
		t.Error("a stranger changed something")
	}
}

func TestInvitations(t *testing.T) {
	r := newRig(t)
	r.store.invites[testCode] = dialog.Manager
	r.run()
	r.say(strangerID, "/start 07wrong")
	r.sees(strangerID, "邀请码无效")
	r.say(strangerID, "/start "+testCode)
	m := r.sees(strangerID, "您已加入某镇2023年度")
	if !strings.Contains(m.Text, "负责人") || !strings.Contains(m.Text, "请回答") {
		t.Errorf("welcome %q", m.Text)
	}
	r.eventually("the manager's menu", func() bool { return len(r.phones.User(strangerID).Menu()) == len(commands)+len(managerCommands) })
	if menu := r.phones.User(zhang.User).Menu(); len(menu) != len(commands) || menu[0].Command != "start" {
		t.Errorf("menu of everybody %v", menu)
	}
	// Somebody who is in hears that a code is wrong, and goes on.
	r.say(zhang.User, "/start 07wrong")
	r.sees(zhang.User, "邀请码无效，请核对后重新输入。\n\n【测试】")
	// A code is recognised as a message too, from members as from strangers: it is never an answer.
	other := r.phones.User(98)
	_, err := other.Send(testCode)
	r.must(err)
	r.sees(98, "您已加入")
	r.say(zhang.User, testCode)
	r.sees(zhang.User, "您已加入")
	if strings.Contains(r.log.String(), testCode) {
		t.Error("the log shows an invitation")
	}
}

func TestWrongCodesAreAnsweredSparingly(t *testing.T) {
	r := newRig(t)
	now := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	r.opts.Now = func() time.Time { return now }
	r.run()
	for i := range 20 {
		r.say(strangerID, fmt.Sprint("/start 07wrong", i))
	}
	r.settled()
	r.eventually("delivered", func() bool { return r.store.waiting() == 0 })
	if n := len(r.said(strangerID)); n != 5 {
		t.Errorf("%d answers, want 5", n)
	}
}

func TestRevokedMember(t *testing.T) {
	r := newRig(t)
	r.opts.Step = func(f *form.Form, s dialog.Session, in dialog.Input, given dialog.Given) (dialog.Session, []dialog.Reply, []dialog.Effect) {
		r.store.look(func() { delete(r.store.members, zhang.User) }) // between loading and committing
		return echo(f, s, in, given)
	}
	r.run()
	r.say(zhang.User, "12")
	r.sees(zhang.User, "邀请链接")
	if len(r.store.commits) != 0 {
		t.Error("a revoked member changed something")
	}
}

func TestTaps(t *testing.T) {
	r := newRig(t)
	r.run()
	r.started(zhang.User)
	m := r.sees(zhang.User, "请回答")
	for _, data := range []string{testEval + "|v|k|0|y", "forged", "@seat|o|u2|0|2023", "@seat|o|u1|0|x", "other|v|k|0|y", strings.Repeat("x", 64), "\x00"} {
		tap, err := r.phones.User(zhang.User).TapData(m.ID, data)
		r.must(err)
		answer, err := r.phones.User(zhang.User).WaitAnswer(r.within(), tap.QueryID)
		r.must(err)
		if answer.Text != "收到" {
			t.Errorf("tap %q answered with %q", data, answer.Text)
		}
	}
	// A tap on a message that is gone.
	tap, err := r.phones.User(zhang.User).TapData(4711, "x")
	r.must(err)
	_, err = r.phones.User(zhang.User).WaitAnswer(r.within(), tap.QueryID)
	r.must(err)
	r.settled()
}

func TestOtherInputs(t *testing.T) {
	r := newRig(t)
	r.run()
	r.started(zhang.User)
	user := r.phones.User(zhang.User)
	_, err := user.SendVoice([]byte("x"))
	r.must(err)
	r.sees(zhang.User, "不能用：语音")
	_, err = user.Forward("别人", "/delete")
	r.must(err)
	r.sees(zhang.User, "不能用：转发的命令")
	_, err = user.Forward("别人", "1807.76") // a forwarded figure is as good as a typed one
	r.must(err)
	r.sees(zhang.User, "已记录：1807.76")
	first := r.say(zhang.User, "12")
	r.sees(zhang.User, "已记录：12")
	_, err = user.Edit(first.MessageID, "13")
	r.must(err)
	r.sees(zhang.User, "已记录：13") // the conversation learns that it was changed
	if diff := cmp.Diff([]string{"1807.76", "12", "13"}, r.store.typed(zhang.User)); diff != "" {
		t.Error(diff)
	}
}

func TestGroupsAreLeft(t *testing.T) {
	var mu sync.Mutex
	var calls []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		method := req.URL.Path[strings.LastIndex(req.URL.Path, "/")+1:]
		calls = append(calls, method+" "+req.FormValue("chat_id")+req.FormValue("callback_query_id")+" "+req.FormValue("text"))
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	}))
	defer server.Close()
	r := newRig(t)
	r.opts.APIURL = server.URL
	b := r.bot()
	group := `"chat":{"id":-5,"type":"supergroup"},"message_id":3,"date":1`
	person := `"from":{"id":11,"first_name":"敏"}`
	for i, raw := range []string{
		`{"update_id":1,"my_chat_member":{` + group + `,` + person + `,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"member"}}}`,
		`{"update_id":2,"message":{` + group + `,` + person + `,"text":"/start"}}`,
		`{"update_id":3,"message":{` + group + `,"sender_chat":{"id":-5,"type":"supergroup"},"text":"12"}}`,
		`{"update_id":4,"callback_query":{"id":"q4",` + person + `,"data":"` + testEval + `|v|k|0|y","message":{` + group + `}}}`,
	} {
		if err := b.handle(t.Context(), newJob(look([]byte(raw), 0), []byte(raw))); err != nil {
			t.Errorf("update %d: %v", i, err)
		}
	}
	b.taps.wait(time.Minute)
	slices.Sort(calls)
	want := []string{"answerCallbackQuery q4 ", "leaveChat -5 ", "sendMessage -5 " + textGroup}
	if diff := cmp.Diff(want, calls); diff != "" {
		t.Error(diff)
	}
	if len(r.store.commits) != 0 || r.store.waiting() != 0 {
		t.Error("a group changed something")
	}
}

func TestQuotaForgetsTheIdle(t *testing.T) {
	v := newVisitors()
	now := time.Now()
	for i := range int64(maxAllowances + 10) {
		v.sentences.allow(i, 1, now.Add(time.Duration(i)*time.Second))
	}
	if n := len(v.sentences.of); n > 100 {
		t.Errorf("%d chats remembered", n)
	}
	tomorrow := now.Add(time.Hour * 24)
	first, repeated, next := v.sentences.allow(1, 5, tomorrow), v.sentences.allow(1, 5, tomorrow), v.sentences.allow(1, 6, tomorrow)
	if !first || !repeated || next {
		t.Error("the repetition of an update is allowed, the next one is not")
	}
}

// A thousand strangers at once are told a few sentences, and none of them before a member's answer.
func TestManyStrangersAreHeldBackTogether(t *testing.T) {
	r := newRig(t)
	b := r.bot()
	for i := range int64(1000) {
		e := event{kind: spoken, update: 1 + i, chat: 1000 + i, user: 1000 + i, in: dialog.Input{Kind: dialog.TextInput, Text: "?", At: time.Now()}}
		r.must(b.stranger(t.Context(), e))
	}
	r.store.look(func() {
		told := 0
		for _, entry := range r.store.queue {
			if entry.m.Class != store.Reminder {
				t.Errorf("a stranger's answer has class %v", entry.m.Class)
			}
			told++
		}
		if told != toStrangersBurst {
			t.Errorf("%d strangers were answered", told)
		}
		if len(r.store.seen) != 1000 {
			t.Errorf("%d updates are settled", len(r.store.seen))
		}
	})
}

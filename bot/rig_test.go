package bot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/store"
	"ziping/scoring"
)

// The people of the tests.
var (
	zhang = dialog.Member{User: 11, Name: "张敏", Role: dialog.Staff}
	lin   = dialog.Member{User: 12, Name: "林主任", Role: dialog.Manager}
)

const strangerID = 99

// rig is a bot against a Bot API server on loopback.
type rig struct {
	t      *testing.T
	phones *sandboxtest.Server
	web    *httptest.Server
	store  *memory
	log    *lockedBuffer
	opts   Options
}

// lockedBuffer collects the log of all goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

type noForms struct{}

func (noForms) Form(string) (*form.Form, error) { return nil, nil }

type reporterFunc func(ctx context.Context, unitID string, year int, draft bool) (Document, error)

func (f reporterFunc) Report(ctx context.Context, unitID string, year int, _ string, draft bool) (Document, error) {
	return f(ctx, unitID, year, draft)
}

// testLimits let the bot be as fast as it can.
func testLimits() Limits {
	l := Unlimited()
	l.Retry = Backoff{First: time.Millisecond, Max: 20 * time.Millisecond}
	l.Patience = 20 * time.Millisecond
	return l
}

func newRig(t *testing.T, change ...func(*sandbox.Options)) *rig {
	t.Helper()
	r := &rig{t: t, store: newMemory(zhang, lin), log: &lockedBuffer{}}
	o := sandbox.Options{Users: []sandbox.Person{
		{ID: zhang.User, Name: zhang.Name}, {ID: lin.User, Name: lin.Name}, {ID: strangerID, Name: "路人"},
	}}
	for _, c := range change {
		c(&o)
	}
	r.phones = sandboxtest.New(o)
	r.web = httptest.NewServer(r.phones.Handler())
	t.Cleanup(func() { r.phones.Close(); r.web.Close() })
	r.opts = Options{
		Token: r.phones.Token(), APIURL: r.web.URL, Store: r.store, Forms: noForms{}, Step: echo,
		HTTP: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}},
		Reporter: reporterFunc(func(context.Context, string, int, bool) (Document, error) {
			return Document{Name: "报告.pdf", Data: []byte("%PDF-1.4"), Caption: "某镇 87 分"}, nil
		}),
		Log:    slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Limits: testLimits(),
	}
	return r
}

// bot makes a bot of the rig's options.
func (r *rig) bot() *Bot {
	r.t.Helper()
	b, err := New(r.opts)
	if err != nil {
		r.t.Fatal(err)
	}
	return b
}

// run starts a bot and returns what stops it and waits for its end.
func (r *rig) run() (stop func()) {
	r.t.Helper()
	b := r.bot()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			r.t.Errorf("Run: %v", err)
		}
	})
	r.t.Cleanup(stop)
	return stop
}

// within is a context that bounds a wait.
func (r *rig) within() context.Context {
	ctx, cancel := context.WithTimeout(r.t.Context(), time.Minute)
	r.t.Cleanup(cancel)
	return ctx
}

// must fails the test on an error.
func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatalf("%v\nlog:\n%s", err, r.log)
	}
}

// say lets a person write.
func (r *rig) say(user int64, text string) sandbox.Receipt {
	r.t.Helper()
	receipt, err := r.phones.User(user).Send(text)
	r.must(err)
	return receipt
}

// sees waits until a person sees a message of the bot with a text in it.
func (r *rig) sees(user int64, text string) sandbox.Message {
	r.t.Helper()
	m, err := r.phones.User(user).WaitMessage(r.within(), func(m sandbox.Message) bool {
		return m.FromBot && strings.Contains(m.Text, text)
	})
	r.must(err)
	return m
}

// settled waits until every update is confirmed.
func (r *rig) settled() {
	r.t.Helper()
	r.must(r.phones.WaitConfirmed(r.within()))
}

// eventually waits for a condition that nothing announces.
func (r *rig) eventually(what string, ok func() bool) {
	r.t.Helper()
	for ctx := r.within(); !ok(); {
		if !pause(ctx, time.Millisecond) {
			r.t.Fatalf("never happened: %s\nlog:\n%s", what, r.log)
		}
	}
}

// said are the texts of the bot in a chat.
func (r *rig) said(user int64) (texts []string) {
	for _, m := range r.phones.User(user).Messages() {
		if m.FromBot {
			texts = append(texts, m.Text)
		}
	}
	return texts
}

// echo is a small conversation: every text is recorded under its own key, the question before is
// closed and the next one asked. Commands show what they can.
func echo(_ *form.Form, s dialog.Session, in dialog.Input, _ dialog.Given) (dialog.Session, []dialog.Reply, []dialog.Effect) {
	ask := dialog.Reply{
		Kind: dialog.Send, Title: "【测试】", Text: "请回答", Prompt: true,
		Buttons: [][]dialog.Button{{{Label: "是", Data: testEval + "|v|k|0|y"}}},
	}
	switch in.Kind {
	case dialog.TextInput:
		key := dialog.Key(in.Text)
		record := dialog.Record{Key: key, Value: scoring.Text(in.Text), Typed: in.Text, Was: s.Answers[key].Rev}
		closed := dialog.Reply{Kind: dialog.EditPrompt, Text: "✓ " + in.Text}
		ask.Lead = "已记录：" + in.Text
		return s, []dialog.Reply{closed, ask}, []dialog.Effect{record}
	case dialog.TapInput:
		return s, []dialog.Reply{{Kind: dialog.Toast, Text: "收到"}, {Kind: dialog.EditTapped, Text: "点了 " + in.Data}}, nil
	case dialog.OtherInput:
		return s, []dialog.Reply{{Kind: dialog.Send, Text: "不能用：" + in.Text}}, nil
	}
	switch in.Command {
	case "report":
		return s, []dialog.Reply{{Kind: dialog.Send, Text: "正在生成"}}, []dialog.Effect{dialog.SendReport{Draft: true}}
	case "notify":
		return s, []dialog.Reply{{Kind: dialog.Send, Text: "告诉别人", To: lin.User}, {Kind: dialog.Send, Text: "已告诉"}}, nil
	}
	return s, []dialog.Reply{ask}, nil
}

func (reporterFunc) Overview(context.Context, store.ReportJob) ([]Part, error) {
	return nil, errors.New("no overview")
}

func (reporterFunc) Paragraphs(context.Context, dialog.Evaluation, dialog.Answers) ([]dialog.Paragraph, error) {
	return nil, errors.New("no paragraphs")
}

func (reporterFunc) CheckParagraph(context.Context, dialog.Evaluation, dialog.Answers, string, string) (string, error) {
	return "", errors.New("no paragraphs")
}

func (reporterFunc) Template(context.Context, string, int) (Document, error) {
	return Document{Name: "form.xlsx", Data: []byte("PK")}, nil
}

// plainForms are forms of an empty pack.
type plainForms struct{}

func (plainForms) Form(string) (*form.Form, error) { return form.New(&scoring.Pack{}), nil }

var discard = slog.New(slog.DiscardHandler)

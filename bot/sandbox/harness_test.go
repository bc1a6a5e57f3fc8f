package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

// clock is a clock that moves only when told.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

const (
	zhang = int64(1001) // has started the bot in newWorld
	li    = int64(1002) // has not
)

// world is a server under test with its address.
type world struct {
	*sandboxtest.Server
	opts  sandbox.Options
	t     *testing.T
	clock *clock
	url   string
	serve atomic.Value // the http.Handler behind url
}

func newWorld(t *testing.T, change ...func(*sandbox.Options)) *world {
	t.Helper()
	c := newClock()
	opts := sandbox.Options{
		Now:          c.Now,
		WebhookRetry: time.Millisecond,
		Users:        []sandbox.Person{{ID: zhang, Name: "张敏", Role: "填报人"}, {ID: li, Name: "李强", Role: "负责人"}},
	}
	for _, f := range change {
		f(&opts)
	}
	srv := sandboxtest.New(opts)
	w := &world{Server: srv, opts: opts, t: t, clock: c}
	w.serve.Store(srv.Handler())
	web := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.serve.Load().(http.Handler).ServeHTTP(rw, r)
	}))
	w.url = web.URL
	t.Cleanup(func() {
		w.Close()
		web.Close()
	})
	w.must(srv.User(zhang).Start(""))
	return w
}

// must is the receipt of an action that has to succeed.
func (w *world) must(r sandbox.Receipt, err error) sandbox.Receipt {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// client is go-telegram/bot talking to the server.
func (w *world) client() *bot.Bot {
	w.t.Helper()
	b, err := bot.New(w.Token(), bot.WithServerURL(w.url))
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

// reply is an answer of the Bot API.
type reply struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	ErrorCode   int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
	status int
}

// call calls a method with JSON arguments.
func (w *world) call(name string, args map[string]any) reply {
	w.t.Helper()
	body, err := json.Marshal(args)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.post(name, "application/json", bytes.NewReader(body))
}

// form calls a method with urlencoded arguments.
func (w *world) form(name string, args url.Values) reply {
	w.t.Helper()
	return w.post(name, "application/x-www-form-urlencoded", strings.NewReader(args.Encode()))
}

func (w *world) post(name, kind string, body io.Reader) reply {
	w.t.Helper()
	r, err := w.tryPost(w.t.Context(), name, kind, body)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) tryPost(ctx context.Context, name, kind string, body io.Reader) (reply, error) {
	var r reply
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url+"/bot"+w.Token()+"/"+name, body)
	if err != nil {
		return r, err
	}
	req.Header.Set("Content-Type", kind)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return r, err
	}
	defer resp.Body.Close()
	r.status = resp.StatusCode
	return r, json.NewDecoder(resp.Body).Decode(&r)
}

// updates polls once and returns the ids of the batch.
func (w *world) updates(args map[string]any) []int64 {
	w.t.Helper()
	r := w.call("getUpdates", args)
	if !r.OK {
		w.t.Fatalf("getUpdates: %s", r.Description)
	}
	return updateIDs(w.t, r)
}

func updateIDs(t *testing.T, r reply) []int64 {
	t.Helper()
	var list []struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(r.Result, &list); err != nil {
		t.Fatal(err)
	}
	ids := []int64{}
	for _, u := range list {
		ids = append(ids, u.ID)
	}
	return ids
}

// sent is the id of the message a call sent.
func (r reply) sent(t *testing.T) int {
	t.Helper()
	if !r.OK {
		t.Fatal(r.Description)
	}
	var m struct {
		ID int `json:"message_id"`
	}
	if err := json.Unmarshal(r.Result, &m); err != nil {
		t.Fatal(err)
	}
	return m.ID
}

// soon bounds what must not hang; it is far longer than anything takes.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func tinyPNG(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 4, 3))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// decoded polls once and decodes with the client library's models.
func (w *world) decoded() []models.Update {
	w.t.Helper()
	var list []models.Update
	r := w.call("getUpdates", nil)
	if err := json.Unmarshal(r.Result, &list); err != nil {
		w.t.Fatalf("%s: %v", r.Description, err)
	}
	return list
}

// describe puts an update into words.
func describe(u models.Update) string {
	if u.CallbackQuery != nil {
		if m := u.CallbackQuery.Message.Message; m != nil {
			return "callback " + u.CallbackQuery.Data + " on " + m.Text
		}
		return "callback " + u.CallbackQuery.Data + " on a message that is gone"
	}
	if u.MyChatMember != nil {
		return "member → " + string(u.MyChatMember.NewChatMember.Type)
	}
	if u.EditedMessage != nil {
		return "edited " + u.EditedMessage.Text
	}
	m := u.Message
	switch {
	case m.Document != nil:
		return "document " + m.Document.FileName
	case m.Photo != nil:
		return fmt.Sprintf("photo %dx%d %s", m.Photo[0].Width, m.Photo[0].Height, m.Caption)
	case m.Voice != nil:
		return "voice " + m.Voice.MimeType
	case m.Sticker != nil:
		return "sticker " + m.Sticker.Type
	case m.ForwardOrigin != nil:
		return "forwarded from " + m.ForwardOrigin.MessageOriginHiddenUser.SenderUserName + ": " + m.Text
	case m.ReplyToMessage != nil:
		return "reply to " + m.ReplyToMessage.Text + ": " + m.Text
	}
	return "message " + m.Text
}

// get fetches a path, with headers; a header named Host sets the host.
func (w *world) get(path string, header map[string]string) *http.Response {
	w.t.Helper()
	return w.do(http.MethodGet, path, header, nil)
}

func (w *world) do(method, path string, header map[string]string, body io.Reader) *http.Response {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, body)
	if err != nil {
		w.t.Fatal(err)
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	if host := header["Host"]; host != "" {
		req.Host = host
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		if err := resp.Body.Close(); err != nil {
			w.t.Error(err)
		}
	})
	return resp
}

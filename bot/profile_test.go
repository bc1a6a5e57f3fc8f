package bot

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/go-telegram/bot/models"

	"ziping/dialog"
)

// What Telegram shows of the bot is set once, and not again when it is the same.
func TestIntroduction(t *testing.T) {
	r := newRig(t)
	for range 2 {
		before := r.phones.Calls("getMyShortDescription")
		stop := r.run()
		r.eventually("asked", func() bool { return r.phones.Calls("getMyShortDescription") > before })
		if before == 0 {
			r.eventually("set", func() bool { return r.phones.Calls("setMyShortDescription") == 1 })
		}
		stop()
	}
	if n := r.phones.Calls("setMyDescription") + r.phones.Calls("setMyShortDescription"); n != 2 {
		t.Errorf("set %d times", n)
	}
	if len([]rune(description)) > 512 || len([]rune(shortDescription)) > 120 {
		t.Error("too long for Telegram")
	}
}

// A code is copied by a tap, what decides stands out, and neither costs the other buttons.
func TestKeyboardsOfEveryKind(t *testing.T) {
	markup, left := keyboard([][]dialog.Button{
		{{Label: "复制", Copy: "99abc"}, {Label: "送审", Data: "s", Weight: dialog.Advances}, {Label: "退出", Data: "q", Weight: dialog.Undoes}},
		{{Label: "太长", Copy: strings.Repeat("字", 257)}, {Label: "好", Data: "d"}},
	})
	keys := markup.InlineKeyboard
	if left != 1 || keys[0][0].CopyText.Text != "99abc" || keys[0][0].CallbackData != "" || keys[0][1].Style != "success" || keys[0][2].Style != "danger" || keys[1][0].Style != "" {
		t.Errorf("%d left out of %+v", left, keys)
	}
}

// News that ask for nothing come without a sound; an answer does not.
func TestNewsAreQuiet(t *testing.T) {
	r := newRig(t)
	var mu sync.Mutex
	quiet := map[string]bool{}
	inner := r.phones.Handler()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return // the client went away
		}
		copied := req.Clone(req.Context())
		copied.Body = io.NopCloser(bytes.NewReader(body))
		if strings.HasSuffix(req.URL.Path, "/sendMessage") && copied.ParseMultipartForm(1<<20) == nil {
			mu.Lock()
			quiet[copied.FormValue("text")] = copied.FormValue("disable_notification") == "true"
			mu.Unlock()
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		inner.ServeHTTP(w, req)
	}))
	t.Cleanup(server.Close)
	r.opts.APIURL = server.URL
	r.run()
	r.say(lin.User, "/start")
	r.sees(lin.User, "请回答")
	r.say(zhang.User, "/notify")
	r.sees(lin.User, "告诉别人")
	r.sees(zhang.User, "已告诉")
	mu.Lock()
	defer mu.Unlock()
	if !quiet["告诉别人"] || quiet["已告诉"] {
		t.Errorf("without a sound: %v", quiet)
	}
}

// A Bot API server of one's own may put files down on this machine.
func TestFilesOfALocalServer(t *testing.T) {
	name := filepath.Join(t.TempDir(), "单位.csv")
	if err := os.WriteFile(name, []byte("单位,年度\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if strings.HasPrefix(req.URL.Path, "/file/") {
			http.NotFound(w, req)
			return
		}
		fmt.Fprintf(w, `{"ok":true,"result":{"file_id":"f","file_unique_id":"u","file_path":%q}}`, name)
	}))
	t.Cleanup(server.Close)
	r := newRig(t)
	r.opts.APIURL = server.URL
	b := r.bot()
	f := b.fetch(t.Context(), &models.Document{FileID: "f", FileName: "单位.csv"})
	if f.Refused != "" || len(f.Document.Sheets) != 1 {
		t.Errorf("%+v", f)
	}
	b.api.local = false // Telegram's own server never names a place on this machine
	if f := b.fetch(t.Context(), &models.Document{FileID: "f", FileName: "单位.csv"}); f.Refused == "" {
		t.Error("a file of this machine was read for Telegram's server")
	}
}

package sandbox_test

import (
	"context"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/go-telegram/bot/models"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

// browser starts a headless chromium on the page. Without one the test is skipped, except in CI.
func (w *world) browser(width, height int64) context.Context {
	w.t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		if os.Getenv("CI") == "true" {
			w.t.Fatal("CI needs chromium on PATH")
		}
		w.t.Skip("no chromium on PATH")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(program), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.WindowSize(int(width), int(height)),
		chromedp.WSURLReadTimeout(2 * time.Minute),
	}
	allocated, stop := chromedp.NewExecAllocator(w.t.Context(), options...)
	w.t.Cleanup(stop)
	tab, leave := chromedp.NewContext(allocated)
	w.t.Cleanup(leave)
	w.steps(tab, chromedp.EmulateViewport(width, height))
	ctx, cancel := context.WithTimeout(tab, 3*time.Minute)
	w.t.Cleanup(cancel)
	w.steps(ctx, chromedp.Navigate(w.url+"/"),
		chromedp.WaitVisible(`.connection[data-state="open"]`), chromedp.WaitReady(`[data-user="1001"] .message`))
	return ctx
}

// steps runs steps in the browser.
func (w *world) steps(ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		w.t.Fatal(err)
	}
}

// ask is what a step in the browser yields.
func ask[T any](w *world, ctx context.Context, step chromedp.Action[T]) T {
	w.t.Helper()
	v, err := chromedp.Run(ctx, step)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// picture keeps a screenshot in the folder SANDBOX_PICTURES names, for looking at the page.
func (w *world) picture(ctx context.Context, name string) {
	w.t.Helper()
	folder := os.Getenv("SANDBOX_PICTURES")
	if folder == "" {
		return
	}
	w.steps(ctx, chromedp.Sleep(500*time.Millisecond)) // animations
	data := ask(w, ctx, chromedp.CaptureScreenshot())
	if err := os.WriteFile(filepath.Join(folder, name+".png"), data, 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// echo answers every text with a question and every tap with an edit, until the context ends.
func (w *world) echo(ctx context.Context) {
	var offset int64
	for ctx.Err() == nil {
		body := fmt.Sprintf(`{"offset":%d,"timeout":10}`, offset)
		r, err := w.tryPost(ctx, "getUpdates", "application/json", strings.NewReader(body))
		if err != nil {
			return
		}
		var updates []models.Update
		if err := json.Unmarshal(r.Result, &updates); err != nil {
			w.t.Error(err)
			return
		}
		for _, u := range updates {
			offset = u.ID + 1
			if u.Message != nil {
				w.say(zhang, "收到：<b>"+html.EscapeString(u.Message.Text)+"</b>", rows([]string{"对=yes", "不对=no"}))
			}
			if q := u.CallbackQuery; q != nil {
				w.call("answerCallbackQuery", map[string]any{"callback_query_id": q.ID, "text": "已记录"})
				w.edit(zhang, q.Message.Message.ID, "✓ 选择 "+q.Data, nil)
			}
		}
	}
}

func TestBrowserSendsAndTaps(t *testing.T) {
	w := newWorld(t)
	ctx := w.browser(1280, 800)
	echoing, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); w.echo(echoing) }()
	defer func() { stop(); <-ended }()

	const phone = `[data-user="1001"] `
	const danger = `<img src=x onerror="document.title='hacked'">`
	w.steps(ctx,
		chromedp.SendKeys(phone+"textarea", danger),
		chromedp.Click(phone+".send"),
		chromedp.WaitVisible(`//*[@data-user="1001"]//article[@data-from="bot"][contains(., "onerror")]`),
	)
	shown := ask(w, ctx, chromedp.Text(phone+`.message[data-from="bot"]:last-of-type .body b`))
	w.steps(ctx,
		chromedp.SendKeys(phone+"textarea", "364\r"), // Enter sends
		chromedp.WaitVisible(`//*[@data-user="1001"]//article[@data-from="bot"][contains(., "364")]`),
		chromedp.Click(phone+`.message:last-of-type .keyboard button[data-data="yes"]`),
		chromedp.WaitVisible(`//*[@data-user="1001"]//*[contains(@class, "toast")][contains(., "已记录")]`),
		chromedp.WaitVisible(`//*[@data-user="1001"]//article[contains(., "✓ 选择 yes")]`),
		chromedp.WaitNotPresent(phone+`.message:last-of-type .keyboard`),
	)
	meta := ask(w, ctx, chromedp.Text(phone+`.message:last-of-type .meta`))
	title := ask(w, ctx, chromedp.Title())
	if rest := ask(w, ctx, chromedp.Value(phone+"textarea")); rest != "" {
		t.Errorf("after sending the input holds %q", rest)
	}
	if shown != danger || strings.Contains(title, "hacked") {
		t.Errorf("the text became %q, the title %q", shown, title)
	}
	if !strings.HasPrefix(meta, "已编辑") {
		t.Errorf("the edit is not marked: %q", meta)
	}
	chat := w.User(zhang).Messages()
	if last := chat[len(chat)-1]; last.Text != "✓ 选择 yes" || len(last.Buttons) != 0 {
		t.Errorf("the server has %v", last)
	}
	w.must(w.User(li).Start(""))
	w.steps(ctx, chromedp.WaitVisible(`[data-user="1002"] .message`))
}

func TestBrowserSpinsUntilAnswered(t *testing.T) {
	w := newWorld(t)
	w.say(zhang, "问", rows([]string{"甲=a"}))
	ctx := w.browser(1280, 800)
	const tapped = `[data-user="1001"] .keyboard button`
	w.steps(ctx, chromedp.Click(tapped), chromedp.WaitVisible(tapped+".loading"))
	var queries []string
	for _, u := range w.decoded() {
		if u.CallbackQuery != nil {
			queries = append(queries, u.CallbackQuery.ID)
		}
	}
	if len(queries) != 1 {
		t.Fatalf("%d taps arrived", len(queries))
	}
	w.call("answerCallbackQuery", map[string]any{"callback_query_id": queries[0], "text": "先填上一题", "show_alert": true})
	w.steps(ctx, chromedp.WaitVisible(".alert"), chromedp.WaitNotPresent(tapped+".loading"), chromedp.Click(".alert button"), chromedp.WaitNotPresent(".alert"))
}

// The program is restarted with its data under an open page.
func TestBrowserReconnects(t *testing.T) {
	w := newWorld(t)
	w.say(zhang, "原来的消息", nil)
	ctx := w.browser(1280, 800)
	data, err := w.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	next := sandboxtest.New(w.opts)
	if err := next.Restore(data); err != nil {
		t.Fatal(err)
	}
	w.serve.Store(next.Handler())
	w.Close()
	w.Server = next
	w.say(zhang, "重启后的消息", nil)
	w.steps(ctx, chromedp.WaitVisible(`//*[@data-user="1001"]//article[contains(., "重启后的消息")]`),
		chromedp.WaitVisible(`.connection[data-state="open"]`))
	if n := ask(w, ctx, chromedp.Evaluate[int](`document.querySelectorAll('[data-user="1001"] .message').length`)); n != 3 {
		t.Errorf("%d messages after the restart", n)
	}
}

func TestBrowserLayouts(t *testing.T) {
	for _, size := range []struct {
		name          string
		width, height int64
		phones        int
	}{{"wide", 1280, 800, 2}, {"narrow", 390, 844, 1}} {
		t.Run(size.name, func(t *testing.T) {
			w := newWorld(t, func(o *sandbox.Options) { o.Now = time.Now })
			demo(t, w)
			ctx := w.browser(size.width, size.height)
			visible := ask(w, ctx, chromedp.Evaluate[int](`[...document.querySelectorAll(".phone")].filter((p) => p.offsetParent !== null && p.clientWidth > 0).length`))
			overflowing := ask(w, ctx, chromedp.Evaluate[int](`[...document.querySelectorAll("html, .history, .body")].filter((e) => e.scrollWidth > e.clientWidth + 1).length`))
			if visible != size.phones || overflowing != 0 {
				t.Errorf("%d phones are visible, %d elements overflow", visible, overflowing)
			}
			w.picture(ctx, size.name)
			w.extra(ctx, size.name)
		})
	}
}

// extra looks at what a still chat does not show: menus, the second phone, spinners, a new chat.
func (w *world) extra(ctx context.Context, name string) {
	w.t.Helper()
	const mine, other = `[data-user="1001"] `, `[data-user="1002"] `
	if name == "wide" {
		w.steps(ctx, chromedp.Click(other+".keyboard button"), chromedp.WaitVisible(other+".keyboard .loading"),
			chromedp.ScrollIntoView(mine+".message"), chromedp.WaitVisible(mine+".to-bottom"))
		w.picture(ctx, "wide-above")
		w.AddUser(sandbox.Person{ID: 1003, Name: "王芳", Role: "财政局"})
		w.steps(ctx, chromedp.WaitVisible(`[data-user="1003"] .welcome .start`))
		w.picture(ctx, "wide-three")
		return
	}
	w.steps(ctx, chromedp.Click(`.tabs button[data-user="1002"]`), chromedp.WaitVisible(other+".card"))
	w.picture(ctx, "narrow-second")
	w.call("sendChatAction", map[string]any{"chat_id": li, "action": "upload_document"})
	w.say(zhang, "李强退回了<b>预算收支</b>：请核对实际支出。", nil)
	w.steps(ctx, chromedp.WaitVisible(`.tabs button[data-user="1001"] .badge`),
		chromedp.Click(other+".menu-button"), chromedp.WaitVisible(other+".commands"))
	w.picture(ctx, "narrow-menu")
}

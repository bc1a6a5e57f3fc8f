package sandbox_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// faint lists the texts whose contrast with what is behind them is too small (WCAG 2.2, 1.4.3:
// 4.5 to 1; 3 to 1 from 24 px on, or 18.66 px in bold), and controls without a name or a role.
const faint = `(() => {
	const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
	const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
	const parse = (text) => { const n = text.match(/[\d.]+/g).map(Number); return [n[0], n[1], n[2], n[3] ?? 1]; };
	const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
	const behind = (e) => {
		const layers = [];
		for (; e; e = e.parentElement) {
			const c = parse(getComputedStyle(e).backgroundColor);
			if (c[3] > 0) layers.push(c);
			if (c[3] === 1) break;
		}
		return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
	};
	const found = [];
	for (const e of document.querySelectorAll("body *")) {
		const style = getComputedStyle(e), box = e.getBoundingClientRect();
		if (!box.width || !box.height || style.visibility === "hidden" || e.disabled || e.closest("svg") || style.opacity === "0") continue;
		if (e.matches("button, a, textarea, [role=tab], [role=menuitem]") && !(e.getAttribute("aria-label") || e.textContent.trim())) found.push("no name: " + e.outerHTML.slice(0, 80));
		if (e.matches("[role=menuitem]") && !e.closest("[role=menu]") || e.matches("[role=tab]") && !e.closest("[role=tablist]")) found.push("role without its parent: " + e.outerHTML.slice(0, 80));
		if (e.matches("[aria-controls]") && !document.getElementById(e.getAttribute("aria-controls"))) found.push("controls nothing: " + e.outerHTML.slice(0, 80));
		if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
		const ink = parse(style.color), ground = behind(e);
		for (let p = e; p; p = p.parentElement) ink[3] *= getComputedStyle(p).opacity;
		if (ink[3] === 0) continue;
		const [a, b] = [light(over(ink, ground)), light(ground)].sort((x, y) => y - x);
		const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
		const ratio = (a + 0.05) / (b + 0.05);
		if (ratio < (large ? 3 : 4.5)) found.push(ratio.toFixed(2) + " " + e.className + ": " + e.textContent.trim().slice(0, 20));
	}
	return found.join("\n");
})()`

// wide elements are those whose content does not fit, labels apart, which are cut on purpose.
const wide = `[...document.querySelectorAll("html, .history, .body, .banner, .composer, .popup, .commands")].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className || e.tagName).join(" ")`

// by makes the browser prefer a colour scheme.
func (w *world) by(ctx context.Context, scheme string) {
	w.t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		w.t.Fatal(err)
	}
}

// Everything that is shown can be read by day and by night, and every control has a name.
func TestBrowserContrast(t *testing.T) {
	w := newWorld(t)
	demo(t, w)
	for _, size := range []struct {
		name  string
		width int64
	}{{"wide", 1280}, {"narrow", 390}, {"small", 320}} {
		ctx := w.browser(size.width, 844)
		w.steps(ctx, chromedp.Click(`[data-user="1001"] .menu-button`), chromedp.WaitVisible(`[data-user="1001"] .commands`),
			chromedp.Click(`[data-user="1001"] .dots`), chromedp.WaitVisible(`.popup`))
		for _, scheme := range []string{"light", "dark"} {
			w.by(ctx, scheme)
			if got := ask(w, ctx, chromedp.Evaluate[string](faint)); got != "" {
				t.Errorf("%s, %s:\n%s", size.name, scheme, got)
			}
			if got := ask(w, ctx, chromedp.Evaluate[string](wide)); got != "" {
				t.Errorf("%s, %s: too wide: %s", size.name, scheme, got)
			}
			w.picture(ctx, size.name+"-"+scheme)
		}
	}
}

// Whoever has set a larger text in the browser gets it, and everything still fits.
func TestBrowserTextSize(t *testing.T) {
	w := newWorld(t)
	demo(t, w)
	ctx := w.browser(390, 844)
	const size = `parseFloat(getComputedStyle(document.querySelector(".body")).fontSize)`
	before := ask(w, ctx, chromedp.Evaluate[float64](size))
	if _, err := chromedp.Call(ctx, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: 24}}); err != nil {
		t.Fatal(err)
	}
	w.steps(ctx, chromedp.Reload(), chromedp.WaitVisible(`.connection[data-state="open"]`), chromedp.WaitReady(`[data-user="1001"] .message`))
	after := ask(w, ctx, chromedp.Evaluate[float64](size))
	if after < 1.4*before {
		t.Errorf("text of %v px became %v px", before, after)
	}
	if got := ask(w, ctx, chromedp.Evaluate[string](wide)); got != "" {
		t.Errorf("too wide: %s", got)
	}
	w.picture(ctx, "large-text")
}

// A label too long for its button is cut on one line, with the whole in its title.
func TestBrowserCutsLabels(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("一个很长的按钮", 8)
	w.say(zhang, "选一个", rows([]string{long + "=a", "短=b"}))
	ctx := w.browser(390, 844)
	var got struct {
		Cut    bool    `json:"cut"`
		Title  string  `json:"title"`
		Height float64 `json:"height"`
		Short  float64 `json:"short"`
	}
	text := ask(w, ctx, chromedp.Evaluate[string](`(() => {
		const [long, short] = document.querySelectorAll('[data-user="1001"] .keyboard button');
		const label = long.querySelector(".label");
		return JSON.stringify({cut: label.scrollWidth > label.clientWidth && getComputedStyle(label).textOverflow === "ellipsis", title: long.title, height: long.offsetHeight, short: short.offsetHeight});
	})()`))
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if !got.Cut || got.Title != long || got.Height != got.Short {
		t.Errorf("%+v", got)
	}
}

// focused is what has the focus.
const focused = `(document.activeElement.dataset.data ?? document.activeElement.dataset.user ?? document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent)`

// Somebody without a mouse goes from phone to phone, through menus and buttons, and the focus stays
// where it was when messages come and change.
func TestBrowserByKeyboard(t *testing.T) {
	w := newWorld(t)
	w.must(w.User(li).Start(""))
	w.call("setMyCommands", map[string]any{"commands": []any{
		map[string]any{"command": "progress", "description": "进度"}, map[string]any{"command": "help", "description": "帮助"},
	}})
	id := w.say(zhang, "问", rows([]string{"甲=a", "乙=b"}))
	ctx := w.browser(390, 844)
	press := func(keys string, opts ...chromedp.KeyOption) string {
		t.Helper()
		w.steps(ctx, chromedp.KeyEvent(keys, opts...))
		return ask(w, ctx, chromedp.Evaluate[string](focused))
	}
	until := func(key, want string, opts ...chromedp.KeyOption) {
		t.Helper()
		at := ""
		for range 20 {
			if at = press(key, opts...); strings.Contains(at, want) {
				return
			}
		}
		t.Fatalf("%q does not lead to %q but to %q", key, want, at)
	}
	until(kb.Tab, "1001") // the tabs: one stop, arrows inside
	if got := press(kb.ArrowRight); got != "1002" {
		t.Errorf("the arrow leads to %q", got)
	}
	w.steps(ctx, chromedp.WaitVisible(`.phone[data-user="1002"].current`))
	w.say(zhang, "又问", nil) // a badge comes on the other tab
	w.steps(ctx, chromedp.WaitVisible(`.tabs [data-user="1001"] .badge`))
	if got := ask(w, ctx, chromedp.Evaluate[string](focused)); got != "1002" {
		t.Errorf("after news the focus is on %q", got)
	}
	if got := press(kb.ArrowRight); got != "1001" {
		t.Errorf("at the end the arrow leads to %q", got)
	}

	until(kb.Tab, "b") // a button of the message, and the message changes
	w.edit(zhang, id, "问：请选", rows([]string{"甲=a", "乙=b"}))
	w.steps(ctx, chromedp.WaitVisible(`//*[@data-user="1001"]//article[contains(., "请选")]`))
	if got := ask(w, ctx, chromedp.Evaluate[string](focused)); got != "b" {
		t.Errorf("after an edit the focus is on %q", got)
	}
	press(kb.Enter)
	w.steps(ctx, chromedp.WaitVisible(`[data-user="1001"] .keyboard .loading`))
	w.edit(zhang, id, "✓ 乙", nil) // the button is gone: on to the input
	w.steps(ctx, chromedp.WaitVisible(`//*[@data-user="1001"]//article[contains(., "✓ 乙")]`))
	if got := ask(w, ctx, chromedp.Evaluate[string](focused)); got != "输入消息" {
		t.Errorf("after the button went the focus is on %q", got)
	}

	until(kb.Tab, "菜单", chromedp.KeyModifiers(chromedp.ModifierShift))
	if got := press(kb.Enter); !strings.HasPrefix(got, "进度") {
		t.Errorf("the menu opens on %q", got)
	}
	if got := press(kb.ArrowDown); !strings.HasPrefix(got, "帮助") {
		t.Errorf("the arrow leads to %q", got)
	}
	if got := press(kb.Escape); !strings.Contains(got, "菜单") {
		t.Errorf("Escape leads to %q", got)
	}
	until(kb.Tab, "更多", chromedp.KeyModifiers(chromedp.ModifierShift))
	if got := press(kb.Enter); got != "回复" {
		t.Errorf("a message's menu opens on %q", got)
	}
	if got := press(kb.Escape); got != "更多" {
		t.Errorf("Escape leads to %q", got)
	}
	press(kb.Enter)
	press(kb.Enter) // 回复: into the input
	press("364")
	press(kb.Enter)
	w.steps(ctx, chromedp.WaitVisible(`//*[@data-user="1001"]//article[@data-from="person"][contains(., "364")]`))
	chat := w.User(zhang).Messages()
	if last := chat[len(chat)-1]; last.Text != "364" || last.ReplyTo == 0 {
		t.Errorf("sent %+v", last)
	}
}

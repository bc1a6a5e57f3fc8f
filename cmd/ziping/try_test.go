package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// running is a `ziping try` under way.
type running struct {
	url  string
	stop func() int // ends it and gives its exit code
	err  *bytes.Buffer
}

// startTry runs `ziping try` on a free port until the test ends.
func startTry(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	stderr := &bytes.Buffer{}
	code := make(chan int, 1)
	go func() {
		c := run(ctx, terminal{w, stderr}, append([]string{"try", "--listen", "127.0.0.1:0"}, args...))
		w.Close()
		code <- c
	}()
	said := make([]byte, 200)
	n, err := r.Read(said)
	if err != nil {
		t.Fatalf("try ended: exit %d: %s", <-code, stderr)
	}
	go io.Copy(io.Discard, r) // the rest of what it says does not matter
	url := regexp.MustCompile(`http://[0-9.:]+/`).FindString(string(said[:n]))
	if url == "" {
		t.Fatalf("no address in %q", said[:n])
	}
	stop := sync.OnceValue(func() int { cancel(); return <-code })
	t.Cleanup(func() { stop() })
	return &running{url, stop, stderr}
}

// browse opens url in a headless chromium of that size. Without one the test is skipped,
// except in CI.
func browse(t *testing.T, url string, width, height int) context.Context {
	t.Helper()
	program, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI needs chromium on PATH")
		}
		t.Skip("no chromium on PATH")
	}
	allocated, stop := chromedp.NewExecAllocator(t.Context(),
		chromedp.ExecPath(program), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.WindowSize(width, height), chromedp.WSURLReadTimeout(2*time.Minute))
	t.Cleanup(stop)
	tab, leave := chromedp.NewContext(allocated)
	t.Cleanup(leave)
	must(t, tab, chromedp.EmulateViewport(int64(width), int64(height)))
	ctx, cancel := context.WithTimeout(tab, time.Minute)
	t.Cleanup(cancel)
	must(t, ctx, chromedp.Navigate(url), chromedp.WaitVisible(`.connection[data-state="open"]`))
	return ctx
}

func must(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// picture keeps a screenshot in the folder ZIPING_PICTURES names, for looking at the page.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	folder := os.Getenv("ZIPING_PICTURES")
	if folder == "" {
		return
	}
	must(t, ctx, chromedp.Sleep(500*time.Millisecond)) // animations
	data, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

const phone = `//*[@data-user="1001"]`

// shows waits until the staff's phone shows a message of the bot with that text.
func shows(text string) chromedp.Action[chromedp.Void] {
	return chromedp.WaitVisible(phone + `//article[@data-from="bot"][contains(., "` + text + `")]`)
}

// taps taps the newest button with that label, once it is there. The page's own click is used:
// one by coordinates would miss while the chat scrolls.
func taps(label string) chromedp.Action[chromedp.Void] {
	click := chromedp.Poll[bool](fmt.Sprintf(`(() => {
		const button = [...document.querySelectorAll('[data-user="1001"] .keyboard button')].findLast(b => b.textContent.includes(%q));
		button?.click();
		return !!button;
	})()`, label))
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := click(ctx, t)
		return chromedp.Void{}, err
	}
}

func types(text string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(`[data-user="1001"] textarea`, text+"\r")
}

// A person opens the page on a phone, answers a few questions and asks for the report.
func TestTryInABrowser(t *testing.T) {
	r := startTry(t)
	ctx := browse(t, r.url, 390, 844)
	picture(t, ctx, "phone-empty")
	must(t, ctx, types("/start"), shows("某镇人民政府 2023年度部门整体支出绩效自评"))
	picture(t, ctx, "phone-home")
	must(t, ctx,
		taps("3 预算收支"), shows("▶ 1. 年初预算数"),
		types("1,807.76万元"), shows("1. 年初预算数　1,807.76 万元"),
		types("8"), shows("▶ 3. 年中追加金额"),
		types("364"), shows("364 ÷ 1807.76 = 20.14%"))
	picture(t, ctx, "phone-finding")
	must(t, ctx,
		types("2179万左右"), shows("请确认"))
	picture(t, ctx, "phone-confirm")
	must(t, ctx,
		types("/report"), shows("报告还不完整"), taps("先生成草稿"), shows("2023年度部门整体绩效自评报告.pdf"))
	picture(t, ctx, "phone-report")
	if got := download(t, ctx); !bytes.HasPrefix(got, []byte("%PDF-")) {
		t.Errorf("the document begins with %.20q", got)
	}
	if code := r.stop(); code != exitDone {
		t.Errorf("exit %d: %s", code, r.err)
	}
}

// download fetches the document as the page would.
func download(t *testing.T, ctx context.Context) []byte {
	t.Helper()
	const script = `(async () => {
		const link = [...document.querySelectorAll('[data-user="1001"] a[href]')].findLast(a => a.href.includes('file'));
		const bytes = new Uint8Array(await (await fetch(link.href)).arrayBuffer());
		return btoa(String.fromCharCode(...bytes.slice(0, 16)));
	})()`
	encoded, err := chromedp.Run(ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	data, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// On a wide screen both phones stand side by side.
func TestTryOnADesktop(t *testing.T) {
	r := startTry(t)
	ctx := browse(t, r.url, 1500, 980)
	must(t, ctx, types("/start"), shows("开始填报"), taps("4 政府采购"), shows("是否编制年初政府采购计划"),
		taps("否"), shows("实际采购金额"), types("0"), shows("本章节已填完"),
		chromedp.SendKeys(`[data-user="1002"] textarea`, "/board\r"),
		chromedp.WaitVisible(`//*[@data-user="1002"]//article[@data-from="bot"][contains(., "已完成 1/8 个章节")]`))
	picture(t, ctx, "desktop")
}

// What is typed with --data is there after a restart.
func TestTryKeepsData(t *testing.T) {
	dir := t.TempDir()
	first := startTry(t, "--data", dir)
	ctx := browse(t, first.url, 390, 844)
	must(t, ctx, types("/start"), shows("开始填报"), taps("3 预算收支"), shows("▶ 1. 年初预算数"), types("1807.76"), shows("1. 年初预算数　1,807.76 万元"))
	if code := first.stop(); code != exitDone {
		t.Fatalf("exit %d: %s", code, first.err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may read %s: %v, %v", f.Name(), info.Mode(), err)
		}
	}
	second := startTry(t, "--data", dir)
	ctx = browse(t, second.url, 390, 844)
	must(t, ctx, shows("1. 年初预算数　1,807.76 万元"), types("/edit 年初预算数"), shows("当前答案：1,807.76 万元"))
}

func TestTryRefusesOtherAddresses(t *testing.T) {
	for _, address := range []string{"0.0.0.0:8080", "192.168.1.5:80", ":8080", "8080", "example.com:80"} {
		err := onLoopback(address)
		var usage usageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if err := onLoopback("127.0.0.1:0"); err != nil {
		t.Error(err)
	}
}

// A port that is taken is left to whoever has it: without --listen another one is taken, with it
// one is told what to do.
func TestTryFindsAnotherPort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:8080")
	if err == nil { // otherwise somebody else has it, which is as good
		defer taken.Close()
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		c := run(ctx, terminal{w, io.Discard}, []string{"try"})
		w.Close()
		code <- c
	}()
	var said []string
	for lines := bufio.NewScanner(r); lines.Scan(); {
		said = append(said, lines.Text())
		if strings.Contains(lines.Text(), "Ctrl+C") {
			cancel()
		}
	}
	text := strings.Join(said, "\n")
	address := regexp.MustCompile(`试用页面：http://127\.0\.0\.1:([0-9]+)/`).FindStringSubmatch(text)
	if c := <-code; c != exitDone || address == nil || address[1] == "8080" || !strings.Contains(text, "127.0.0.1:8080 已被别的程序占用，改用端口 "+address[1]) {
		t.Errorf("exit %d: %s", c, text)
	}
	if c, _, messages := ziping(t, "try", "--listen", "127.0.0.1:8080"); c != exitFailed || !strings.Contains(messages, "已被别的程序占用。换一个端口") {
		t.Errorf("exit %d: %s", c, messages)
	}
}

package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

var firstDay = regexp.MustCompile("(?s)<!-- first day -->\n```sh\n(.*?)```")

// The first day of the manual for those who run it, word by word: 120 units, two people join by the
// invitations, one answers and gets a report.
func TestFirstDayOfTheManual(t *testing.T) {
	needRedis(t)
	manual := firstDay.FindSubmatch(read(t, "doc/operate.md"))
	if manual == nil {
		t.Fatal("the manual has no first day")
	}
	const token = "100000001:the-first-day"
	phones := sandboxtest.New(sandbox.Options{Token: token, Users: []sandbox.Person{{ID: 7, Name: "小王"}, {ID: 8, Name: "李主任"}}})
	server := httptest.NewServer(phones.Handler())
	t.Cleanup(func() { phones.Close(); server.Close() })
	t.Setenv("TELEGRAM_API_URL", server.URL)
	t.Setenv("ZIPING_LISTEN", "127.0.0.1:0")
	t.Chdir(t.TempDir())
	write(t, "token", token+"\n")
	list := "单位,年度,截止日期,填报人数,负责人数\n"
	for i := range 120 {
		list += fmt.Sprintf("某县第%d单位,2023,2026-03-31,1,1\n", i+1)
	}
	write(t, "单位.csv", list)

	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	served := make(chan string, 1)
	for line := range strings.Lines(string(manual[1])) {
		words := strings.Fields(line)
		switch {
		case words[0] == "export":
			name, value, _ := strings.Cut(words[1], "=")
			t.Setenv(name, value)
		case words[0] == "ziping" && words[1] == "serve":
			go func() {
				var log lockedBuffer
				code := run(ctx, terminal{&log, &log}, words[1:])
				served <- fmt.Sprintf("exit %d: %s", code, log.String())
			}()
		default:
			if code, out, messages := ziping(t, words[1:]...); code != exitDone {
				t.Fatalf("%s: exit %d\n%s%s", line, code, out, messages)
			}
		}
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(read(t, "邀请.csv")), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 241 {
		t.Fatalf("%d rows of invitations, %v", len(rows), err)
	}
	join := func(user int64, row []string) {
		t.Helper()
		if _, err := phones.User(user).Start(row[4]); err != nil {
			t.Fatal(err)
		}
		sees(t, ctx, phones.User(user), func(m sandbox.Message) bool { return m.FromBot && strings.Contains(m.Text, "您已加入"+row[0]) })
	}
	join(7, rows[1])
	join(8, rows[2])
	for _, text := range []string{"/edit 年初预算数", "1807.76", "/report"} {
		if _, err := phones.User(7).Send(text); err != nil {
			t.Fatal(err)
		}
	}
	incomplete := sees(t, ctx, phones.User(7), func(m sandbox.Message) bool { _, offered := m.Button("先生成草稿"); return offered })
	if _, err := phones.User(7).Tap(incomplete.ID, "先生成草稿"); err != nil {
		t.Fatal(err)
	}
	sees(t, ctx, phones.User(7), func(m sandbox.Message) bool {
		return m.FromBot && m.File != nil && strings.HasSuffix(m.File.Name, ".pdf")
	})
	cancel()
	if end := <-served; !strings.HasPrefix(end, "exit 0") {
		t.Error(end)
	}
	if _, err := os.Stat("data"); err != nil {
		t.Error(err)
	}
}

func sees(t *testing.T, ctx context.Context, u *sandboxtest.User, what func(sandbox.Message) bool) sandbox.Message {
	t.Helper()
	m, err := u.WaitMessage(ctx, what)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

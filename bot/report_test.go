package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/bot/sandbox/sandboxtest"
)

func TestReportIsSent(t *testing.T) {
	r := newRig(t)
	release := make(chan struct{})
	r.opts.Reporter = reporterFunc(func(_ context.Context, unit string, year int, draft bool) (Document, error) {
		<-release
		if unit != testUnit || year != testYear || !draft {
			return Document{}, errors.New("another report was asked for")
		}
		return Document{Name: "某镇/2023\n.pdf", Data: []byte("%PDF-1.4 …"), Caption: "张敏，87 分"}, nil
	})
	r.run()
	r.say(zhang.User, "/report")
	r.sees(zhang.User, "正在生成")
	r.eventually("a chat action", func() bool { return r.phones.User(zhang.User).Action() != "" })
	// The updates go on while the report is built.
	r.say(lin.User, "/start")
	r.sees(lin.User, "请回答")
	close(release)
	m := r.sees(zhang.User, "87 分")
	if m.File == nil || m.File.Name != "某镇_2023_.pdf" && m.File.Name != "某镇_2023.pdf" {
		t.Fatalf("document %+v", m.File)
	}
	data, err := r.phones.User(zhang.User).File(m.File)
	if err != nil || string(data) != "%PDF-1.4 …" {
		t.Errorf("content %q, %v", data, err)
	}
}

// The document is whole on every try, also after an upload that broke.
func TestReportUploadRepeated(t *testing.T) {
	r := newRig(t)
	r.phones.Inject(sandboxtest.Fault{Method: "sendDocument", Do: sandboxtest.CutBefore}, sandboxtest.Fault{Method: "sendDocument", Do: sandboxtest.ServerError},
		sandboxtest.Fault{Method: "sendDocument", Do: sandboxtest.TooManyRequests, RetryAfter: 1})
	r.run()
	r.say(zhang.User, "/report")
	m := r.sees(zhang.User, "87 分")
	data, err := r.phones.User(zhang.User).File(m.File)
	if err != nil || string(data) != "%PDF-1.4" {
		t.Errorf("content %q, %v", data, err)
	}
}

func TestReportFailureIsTold(t *testing.T) {
	for name, report := range map[string]reporterFunc{
		"error": func(context.Context, string, int, bool) (Document, error) { return Document{}, errors.New("no font") },
		"panic": func(context.Context, string, int, bool) (Document, error) { panic("机密") },
		"empty": func(context.Context, string, int, bool) (Document, error) { return Document{}, nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.opts.Reporter = report
			r.run()
			r.say(zhang.User, "/report")
			r.sees(zhang.User, "报告生成失败")
			r.eventually("given up", func() bool { return r.store.waiting() == 0 })
			r.store.look(func() {
				if len(r.store.dropped) != 1 {
					t.Errorf("dropped %v", r.store.dropped)
				}
			})
			r.say(zhang.User, "继续")
			r.sees(zhang.User, "已记录：继续")
		})
	}
}

func TestReportsAtOnceAreBounded(t *testing.T) {
	r := newRig(t)
	var now, most atomic.Int32
	var mu sync.Mutex
	release := make(chan struct{})
	r.opts.Limits.Reports = 2
	r.opts.Reporter = reporterFunc(func(context.Context, string, int, bool) (Document, error) {
		mu.Lock()
		most.Store(max(most.Load(), now.Add(1)))
		mu.Unlock()
		<-release
		now.Add(-1)
		return Document{Name: "a.pdf", Data: []byte("x"), Caption: "完成"}, nil
	})
	users := []int64{31, 32, 33, 34, 35}
	for _, u := range users {
		m := zhang
		m.User = u
		r.store.members[u] = m
	}
	r.run()
	for _, u := range users {
		r.say(u, "/report")
		r.sees(u, "正在生成")
	}
	r.eventually("two at work", func() bool { return now.Load() == 2 })
	close(release)
	for _, u := range users {
		r.sees(u, "完成")
	}
	if most.Load() != 2 {
		t.Errorf("%d reports at once, want 2", most.Load())
	}
}

// A chat gets its documents and messages in the order they were asked for, however long one takes;
// other chats do not wait.
func TestDocumentsKeepTheirOrder(t *testing.T) {
	r := newRig(t)
	release := make(chan struct{})
	var built atomic.Int32
	r.opts.Reporter = reporterFunc(func(context.Context, string, int, bool) (Document, error) {
		n := built.Add(1)
		if n == 1 {
			<-release
		}
		return Document{Name: fmt.Sprintf("%d.pdf", n), Data: []byte("x"), Caption: fmt.Sprintf("第 %d 份", n)}, nil
	})
	r.run()
	r.say(zhang.User, "/report")
	r.say(zhang.User, "/report")
	r.say(zhang.User, "之后")
	r.say(lin.User, "/start")
	r.sees(lin.User, "请回答")
	close(release)
	r.sees(zhang.User, "已记录：之后")
	var order []string
	for _, m := range r.phones.User(zhang.User).Messages() {
		if m.FromBot {
			line, _, _ := strings.Cut(m.Text, "\n")
			order = append(order, line)
		}
	}
	if diff := cmp.Diff([]string{"正在生成", "第 1 份", "正在生成", "第 2 份", "✓ 之后", "已记录：之后"}, order); diff != "" {
		t.Error(diff)
	}
}

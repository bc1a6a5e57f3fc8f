package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"ziping/dialog"
	"ziping/dialog/store/server"
)

// faults makes connections that lose requests or replies of scripts.
type faults struct {
	loseReply   atomic.Int32 // so many replies are lost after their script was executed
	loseRequest atomic.Int32 // so many scripts never arrive
	lost        atomic.Int32
}

func (f *faults) dialer(w *world) func(context.Context, string, string) (net.Conn, error) {
	opt := w.client.(*redis.Client).Options()
	return func(ctx context.Context, _, _ string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, opt.Network, opt.Addr)
		return &faultyConn{Conn: conn, faults: f}, err
	}
}

type faultyConn struct {
	net.Conn
	*faults
	script bool // the last request was a script
}

func take(n *atomic.Int32) bool {
	for {
		left := n.Load()
		if left <= 0 {
			return false
		}
		if n.CompareAndSwap(left, left-1) {
			return true
		}
	}
}

func (c *faultyConn) Write(b []byte) (int, error) {
	c.script = bytes.Contains(b, []byte("evalsha"))
	if c.script && take(&c.loseRequest) {
		c.lost.Add(1)
		_ = c.Close()
		return 0, io.ErrClosedPipe
	}
	return c.Conn.Write(b)
}

func (c *faultyConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b) // the script has been executed
	if c.script && err == nil && take(&c.loseReply) {
		c.lost.Add(1)
		_ = c.Close()
		return 0, io.EOF
	}
	return n, err
}

// TestLostReplies: whatever is lost, every change happens exactly once and is a success.
func TestLostReplies(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		f := &faults{}
		w.Store = w.open(w.dial(f.dialer(w)))
		for name, counter := range map[string]*atomic.Int32{"reply": &f.loseReply, "request": &f.loseRequest} {
			for _, times := range []int32{1, 2} {
				lose := func() { counter.Store(times) }
				w.must(w.client.FlushDB(t.Context()).Err())
				lose()
				e := w.unit("某镇人民政府", 1)
				lose()
				c := w.turn(1, w.session(e, 1), 1, "a")
				c.Outbox = []Message{say("x"), say("y"), say("z")}
				w.must(w.Commit(t.Context(), c))
				lose()
				if err := w.CommitChat(t.Context(), 2, 9, []Message{to(9, Reminder, "r")}, start); err != nil {
					t.Errorf("%s lost %d times: %v", name, times, err)
				}
				lose()
				m := w.claim(10)
				if got := texts(m); !cmp.Equal(got, []string{"x", "y", "z", "r"}) {
					t.Fatalf("%s lost %d times: claimed %q", name, times, got)
				}
				lose()
				w.must(w.Delivered(t.Context(), m[0], 4))
				lose()
				w.must(w.Postpone(t.Context(), m[1], start))
				lose()
				w.must(w.Drop(t.Context(), m[2], "no"))
				counter.Store(0)
				if got := w.claim(10); len(got) != 1 || got[0].Attempts != 1 {
					t.Errorf("%s lost %d times: left %+v", name, times, got)
				}
				log, err := w.Log(t.Context(), e.UnitID, e.Year, 1, 0)
				w.must(err)
				if s := w.session(e, 1); len(log) != 1 || s.Cursor.Rev != 1 || s.Answers["a"].Rev != 1 {
					t.Errorf("%s lost %d times: log %d, session %+v", name, times, len(log), s)
				}
				lose()
				token, err := w.Invite(t.Context(), e.UnitID, dialog.Staff, 1, 0, 1)
				w.must(err)
				lose()
				if m, err := w.Redeem(t.Context(), token, 5, "新人", start); err != nil || m.Role != dialog.Staff {
					t.Errorf("%s lost %d times: redeem %+v, %v", name, times, m, err)
				}
				lose()
				w.must(w.RemoveMember(t.Context(), e.UnitID, 5))
				counter.Store(0)
			}
		}
		if f.lost.Load() < 30 {
			t.Errorf("only %d were lost", f.lost.Load())
		}
	})
}

// TestUnknownOutcomeIsSaid: when every try fails the error says so, and the same update
// can be committed again without harm.
func TestUnknownOutcomeIsSaid(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		f := &faults{}
		e := w.unit("某镇人民政府", 1)
		c := w.turn(1, w.session(e, 1), 1, "a")
		good := w.Store
		w.Store = w.open(w.dial(f.dialer(w)))
		f.loseReply.Store(100)
		if err := w.Commit(t.Context(), c); !errors.Is(err, ErrUnavailable) {
			t.Errorf("got %v", err)
		}
		if n := 100 - f.loseReply.Load(); n != int32(len(pauses)+1) {
			t.Errorf("%d tries", n)
		}
		if err := good.Commit(t.Context(), c); !errors.Is(err, ErrDuplicate) {
			t.Errorf("again: %v", err)
		}
	})
}

func TestNoServerAnswers(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // accepts and never answers
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	for _, address := range []string{"redis://" + listener.Addr().String(), "redis://127.0.0.1:1"} {
		client, err := server.Connect(address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(ctx, client, Options{}); !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %v", address, err)
		}
		if err := client.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestScriptsComeBackAfterARestart: a server that forgot the scripts is told them again.
func TestScriptsComeBackAfterARestart(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		w.must(w.client.ScriptFlush(t.Context()).Err())
		w.must(w.Commit(t.Context(), w.turn(1, w.session(e, 1), 1, "a")))
	})
}

func TestOpenRefusesAnotherNumberOfPartitions(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		w.must(w.client.Set(t.Context(), keyPartitions(), 128, 0).Err())
		if _, err := Open(t.Context(), w.client, Options{}); !errors.Is(err, ErrPartitions) {
			t.Error(err)
		}
		if err := w.Ping(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

package server

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

// command is one command as the server writes it down.
func command(words ...string) string {
	var b strings.Builder
	b.WriteString("*" + strconv.Itoa(len(words)) + "\r\n")
	for _, w := range words {
		b.WriteString("$" + strconv.Itoa(len(w)) + "\r\n" + w + "\r\n")
	}
	return b.String()
}

// TestEveryCut: wherever the file ends, exactly a transaction that it ends within is found.
func TestEveryCut(t *testing.T) {
	first := "#TS:1795745627\r\n" + command("SELECT", "0") + command("SET", "unit", "某镇\r\n*1\r\n$5\r\nMULTI\r\n")
	turn := command("MULTI") + command("RPUSH", "log", "一") + command("EXEC")
	short := command("multi") + command("SET", "a", strings.Repeat("x", 70_000)) + command("exec")
	whole := first + turn + short + command("PING")
	began := int64(-1) // of the transaction at the offset
	for n := range len(whole) + 1 {
		begins := map[int]int64{len(first): int64(len(first)), len(first) + len(turn): int64(len(first) + len(turn))}
		// A transaction is open from the end of its MULTI to the end of its EXEC.
		for at, from := range begins {
			if n == at+len(command("MULTI")) {
				began = from
			}
		}
		if n == len(first)+len(turn) || n == len(first)+len(turn)+len(short) {
			began = -1
		}
		if n > len(first)+len(turn)+200 && n < len(first)+len(turn)+len(short)-200 && n%4999 != 0 {
			continue // amid one long value nothing changes
		}
		begin, torn := openTransaction(strings.NewReader(whole[:n]))
		if torn != (began >= 0) || torn && begin != began {
			t.Fatalf("cut at %d: %d, %t; want %d", n, begin, torn, began)
		}
	}
}

// TestOtherFormsAreLeft: what is no list of commands is the server's to judge.
func TestOtherFormsAreLeft(t *testing.T) {
	open := command("MULTI") + command("SET", "a", "b")
	for _, tail := range []string{"\x00\x00\x00\x00\n", "*x\r\n", "*-1\r\n", "*1\r\n:3\r\n", "*1\r\n$-1\r\n", strings.Repeat("9", 1<<17)} {
		if begin, torn := openTransaction(strings.NewReader(open + tail)); torn {
			t.Errorf("%.20q: cut at %d", tail, begin)
		}
	}
	if _, torn := openTransaction(strings.NewReader("REDIS0010" + open)); torn {
		t.Error("a snapshot in front is cut")
	}
}

// TestTornTurn: a server killed amid writing a turn carries none of it out, neither at the next start nor
// at the one after it, and the turn done again is there once.
func TestTornTurn(t *testing.T) {
	dir := t.TempDir()
	turn := redis.NewScript("redis.call('RPUSH', 'log', 'one'); redis.call('SET', 'seen', '1'); return redis.call('SET', 'more', 'x')")
	run := func(do func(context.Context, redis.UniversalClient)) {
		t.Helper()
		c := startChild(t, dir)
		defer closeChild(t, c)
		do(t.Context(), client(t, c))
	}
	say := func(ctx context.Context, r redis.UniversalClient) {
		if err := turn.Eval(ctx, r, nil).Err(); err != nil {
			t.Fatal(err)
		}
	}
	run(say)
	path, err := lastAppendFile(dir)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()-int64(len(command("EXEC")))-10); err != nil { // amid the last write
		t.Fatal(err)
	}
	run(func(ctx context.Context, r redis.UniversalClient) {
		if n, err := r.Exists(ctx, "log", "seen", "more").Result(); err != nil || n != 0 {
			t.Errorf("%d keys of a torn turn, %v", n, err)
		}
		say(ctx, r)
	})
	run(func(ctx context.Context, r redis.UniversalClient) {
		if log, err := r.LRange(ctx, "log", 0, -1).Result(); err != nil || len(log) != 1 {
			t.Errorf("after an ordinary restart the log is %v, %v", log, err)
		}
	})
}

package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// lookAgain is how often a process that shares the server looks whether it has to take
// over, and how long a server that died is left before it is started again.
const lookAgain = 100 * time.Millisecond

// ErrNoServer says that no redis-server or valkey-server is on PATH.
var ErrNoServer = errors.New("未找到 redis-server 或 valkey-server。可任选其一：" +
	"安装（apt-get install redis-server）；设置 REDIS_URL 指向现有的 Redis；或用 ziping try 试用")

// Find is the path of the server's program. Error: ErrNoServer.
func Find() (string, error) {
	for _, name := range []string{"redis-server", "valkey-server"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNoServer
}

// keep runs the server, whenever this process holds the folder's lock, until ctx ends.
func (c *Child) keep(ctx context.Context) {
	// The server is told to end when the thread that started it ends (child_linux.go), so
	// this goroutine keeps its thread.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(c.done)
	defer c.unlock()
	for ctx.Err() == nil {
		if c.tryLock() {
			if err := c.serve(ctx); err != nil {
				c.mu.Lock()
				c.failure = err
				c.mu.Unlock()
				slog.Error("redis child", "error", err)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(lookAgain):
		}
	}
}

// serve watches over one life of the server. It returns an error when the server ended
// by itself.
func (c *Child) serve(ctx context.Context) error {
	if c.ping(ctx) == nil {
		return c.adopt(ctx)
	}
	if err := mendTail(c.dir); err != nil {
		return err
	}
	logFile, err := c.openLog()
	if err != nil {
		return err
	}
	defer logFile.Close()
	cmd := exec.CommandContext(context.WithoutCancel(ctx), c.binary, serverArguments...) // ended below, in order
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.dir, logFile, logFile
	cmd.SysProcAttr = childAttributes()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("server: start %s: %w", filepath.Base(c.binary), err)
	}
	c.mu.Lock()
	c.process, c.failure = cmd.Process, nil
	c.mu.Unlock()
	over := make(chan error, 1)
	go func() { over <- cmd.Wait() }()
	select {
	case err = <-over:
		reason := "退出码 0"
		if err != nil {
			reason = err.Error()
		}
		err = fmt.Errorf("server: 存储服务意外退出（%s），日志：%s", reason, c.logTail())
	case <-ctx.Done():
		err = cmd.Process.Signal(syscall.SIGTERM)
		if errors.Is(err, os.ErrProcessDone) {
			err = nil
		}
		<-over //nolint:errcheck // ending by SIGTERM is no failure
	}
	c.mu.Lock()
	c.process = nil
	c.mu.Unlock()
	return err
}

// serverArguments: no port, no snapshots, every write synced before its reply, and an
// error instead of forgetting when memory is full. The socket's path is relative to the
// data folder, where the server is started, because it must be short.
var serverArguments = []string{
	"--port", "0", "--unixsocket", socketName, "--unixsocketperm", "700", "--dir", ".",
	"--daemonize", "no", "--logfile", "", "--save", "", "--appendonly", "yes", "--appendfsync", "always",
	"--no-appendfsync-on-rewrite", "no", "--aof-use-rdb-preamble", "yes", "--maxmemory-policy", "noeviction",
}

// adopt watches over a server whose parent is gone.
func (c *Child) adopt(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
			defer cancel()
			// The reply to SHUTDOWN is the end of the connection.
			if err := c.client.Shutdown(closing).Err(); err != nil && !errors.Is(err, io.EOF) {
				slog.Warn("redis child: shut down", "error", err)
			}
			return nil
		case <-time.After(lookAgain):
			if err := c.ping(ctx); err != nil && ctx.Err() == nil && !answered(err) {
				return fmt.Errorf("server: 存储服务意外退出: %w", err)
			}
		}
	}
}

// answered reports whether the server itself answered with an error.
func answered(err error) bool {
	var reply redis.Error
	return errors.As(err, &reply)
}

func (c *Child) openLog() (*os.File, error) {
	path := filepath.Join(c.dir, logName)
	flags := os.O_CREATE | os.O_WRONLY | os.O_APPEND
	if info, err := os.Stat(path); err == nil && info.Size() > logLimit {
		flags |= os.O_TRUNC
	}
	f, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return nil, fmt.Errorf("server: the server's log: %w", err)
	}
	return f, nil
}

// logTail is the last line of the server's log, for an error message. The server logs no
// data.
func (c *Child) logTail() string {
	b, err := os.ReadFile(filepath.Join(c.dir, logName))
	if err != nil {
		return "（无法读取 " + logName + "）"
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return lines[len(lines)-1]
}

// tryLock takes the folder's lock, or reports that another process has it.
func (c *Child) tryLock() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lock != nil {
		return true
	}
	f, err := os.OpenFile(filepath.Join(c.dir, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		c.failure = fmt.Errorf("server: lock the data folder: %w", err)
		return false
	}
	if !lockFile(f) {
		_ = f.Close() // nothing was written
		return false
	}
	c.lock = f
	return true
}

func (c *Child) unlock() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lock != nil {
		_ = c.lock.Close() // closing releases the lock; nothing was written
		c.lock = nil
	}
}

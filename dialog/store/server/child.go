// Package server gives the store a Redis to speak to: a client for an address ([Connect]), a durable
// server of our own in a data folder ([StartChild]), or one within this process ([StartEmbedded]).
// It knows nothing of what is kept there.
package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	socketName = "redis.sock"
	lockName   = "lock"
	logName    = "redis.log"
	// socketPathLimit is what a unix socket's address holds on Linux; other systems have
	// a few bytes less (104 with the final zero on BSD and macOS).
	socketPathLimit = 103
	logLimit        = 8 << 20 // bytes; a longer log is begun anew at the next start
)

// Child is a durable Redis or Valkey server in a data folder. Whoever holds the folder's
// lock runs the server and starts it again when it dies; further processes on the same
// folder share it, and take it over when the first one ends.
type Child struct {
	dir    string
	socket string
	short  string // a folder of ours that holds the short way to dir, or ""
	binary string
	client *redis.Client

	stop context.CancelFunc
	done chan struct{} // closed when the keeper has ended

	mu      sync.Mutex
	lock    *os.File // held while this process keeps the server
	process *os.Process
	failure error // why the server could not be started
}

// StartChild makes sure that a server is running in dir and waits until it answers. A
// server that outlived its parent is taken over. Every write is on disk before it is
// answered. dir is created, for this user only. Errors: ErrNoServer; anything that keeps
// the server from starting, with the end of its log.
func StartChild(ctx context.Context, dir string) (*Child, error) {
	quiet()
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("数据文件夹：%w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("数据文件夹：%w", err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, fmt.Errorf("数据文件夹：%w", err)
	}
	c := &Child{dir: dir, done: make(chan struct{})}
	if c.binary, err = Find(); err != nil {
		return nil, err
	}
	if err := c.findSocket(); err != nil {
		return nil, err
	}
	opt := &redis.Options{Network: "unix", Addr: c.socket}
	harden(opt)
	opt.PoolSize = 2
	c.client = redis.NewClient(opt)
	keeping, cancel := context.WithCancel(context.Background())
	c.stop = cancel
	go c.keep(keeping)
	if err := c.ready(ctx); err != nil {
		return nil, errors.Join(err, c.Close(context.WithoutCancel(ctx)))
	}
	return c, nil
}

// findSocket settles the socket's address: in the data folder, or through a short link
// when that path is too long for a socket.
func (c *Child) findSocket() error {
	c.socket = filepath.Join(c.dir, socketName)
	if len(c.socket) <= socketPathLimit {
		return nil
	}
	for _, base := range []string{os.TempDir(), "/tmp"} {
		short, err := os.MkdirTemp(base, "ziping-")
		if err != nil {
			continue
		}
		socket := filepath.Join(short, "d", socketName)
		if len(socket) <= socketPathLimit && os.Symlink(c.dir, filepath.Join(short, "d")) == nil {
			c.short, c.socket = short, socket
			return nil
		}
		_ = os.Remove(short) // empty; nothing is lost when it stays
	}
	return fmt.Errorf("server: 数据目录的路径过长（%d 字节），请换一个较短的目录", len(c.dir))
}

// URL is the address for Connect.
func (c *Child) URL() string {
	u := url.URL{Scheme: "unix", Path: c.socket}
	return u.String()
}

// Keeper reports whether this process keeps the server: no other one did when it started.
func (c *Child) Keeper() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lock != nil
}

// ready waits until the server answers, however long it reads its data in, unless it
// cannot be started or ctx ends.
func (c *Child) ready(ctx context.Context) error {
	for {
		err := c.ping(ctx)
		if err == nil {
			return nil
		}
		c.mu.Lock()
		failure := c.failure
		c.mu.Unlock()
		if failure != nil {
			return failure
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("server: wait for an answer: %w", errors.Join(ctx.Err(), err))
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// ping asks whether the server answers. It first looks for somebody at the socket, since
// the client makes a pause of a second when it has found nobody a few times.
func (c *Child) ping(ctx context.Context) error {
	conn, err := new(net.Dialer).DialContext(ctx, "unix", c.socket)
	if err != nil {
		return err
	}
	if err := conn.Close(); err != nil {
		return err
	}
	return c.client.Ping(ctx).Err()
}

// Close ends the server in order, everything on disk, if this process keeps it; otherwise
// it only lets go of it. When ctx ends first, the server is killed: nothing that was
// confirmed is lost by that.
func (c *Child) Close(ctx context.Context) error {
	c.stop()
	var err error
	select {
	case <-c.done:
	case <-ctx.Done():
		c.mu.Lock()
		if c.process != nil {
			err = c.process.Kill()
		}
		c.mu.Unlock()
		if errors.Is(err, os.ErrProcessDone) {
			err = nil
		}
		<-c.done
	}
	err = errors.Join(err, c.client.Close())
	if c.short != "" {
		err = errors.Join(err, os.RemoveAll(c.short))
	}
	if err != nil {
		return fmt.Errorf("server: close: %w", err)
	}
	return nil
}

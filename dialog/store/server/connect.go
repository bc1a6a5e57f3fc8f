package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// errURL never repeats the address, which may contain a password.
var errURL = errors.New("REDIS_URL 无法识别，应为 redis://、rediss://、unix://、redis+sentinel:// 或 redis+cluster:// 开头的地址")

// Connect makes a client for
//
//	redis://user:password@host:6379/0          rediss:// with TLS
//	unix:///path/to/redis.sock
//	redis+sentinel://user:password@host:26379,host:26379/master?db=0&sentinel_password=…&tls=true
//	redis+cluster://user:password@host:6379,host:6379?tls=true
//
// It does not connect yet. The client never repeats a command by itself (on Cluster,
// where redirections and repetitions share one setting, it may; the scripts bear it).
func Connect(address string) (redis.UniversalClient, error) {
	quiet()
	scheme, _, _ := strings.Cut(address, "://")
	switch scheme {
	case "redis", "rediss", "unix":
		opt, err := redis.ParseURL(address)
		if err != nil {
			return nil, errURL
		}
		harden(opt)
		if opt.Network == "tcp" && opt.TLSConfig == nil && !onThisMachine(opt.Addr) {
			slog.Warn("the connection to Redis is not encrypted; use rediss:// outside of a private network")
		}
		return redis.NewClient(opt), nil
	case "redis+sentinel", "redis+cluster":
		return connectMany(scheme, address)
	}
	return nil, errURL
}

// reloadSlots is how old the map of a Cluster's slots may become: after a fail-over nobody is served
// by the replica before the map is read anew, so the library's minute would be a minute of silence.
const reloadSlots = time.Second

const (
	dialTimeout = time.Second
	ioTimeout   = 2 * time.Second
	poolSize    = 32
)

func harden(o *redis.Options) {
	o.MaxRetries = -1 // a lost reply must not become a second execution unseen
	o.ContextTimeoutEnabled = true
	o.DialTimeout, o.ReadTimeout, o.WriteTimeout = dialTimeout, ioTimeout, ioTimeout
	o.DialerRetries = 1
	o.PoolSize = poolSize
	o.Protocol = 2 // the same replies from every server and version
	o.DisableIdentity = true
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
}

func onThisMachine(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

// connectMany reads an address with several hosts, which net/url refuses.
func connectMany(scheme, address string) (redis.UniversalClient, error) {
	rest := strings.TrimPrefix(address, scheme+"://")
	authority, tail := rest, ""
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		authority, tail = rest[:i], rest[i:]
	}
	user, hosts := "", authority
	if i := strings.LastIndex(authority, "@"); i >= 0 {
		user, hosts = authority[:i+1], authority[i+1:]
	}
	u, err := url.Parse("redis://" + user + "host" + tail)
	if err != nil || hosts == "" {
		return nil, errURL
	}
	query := u.Query()
	defaultPort := "6379"
	if scheme == "redis+sentinel" {
		defaultPort = "26379"
	}
	o := &redis.UniversalOptions{
		Username: u.User.Username(), MaxRetries: -1, ContextTimeoutEnabled: true,
		DialTimeout: dialTimeout, ReadTimeout: ioTimeout, WriteTimeout: ioTimeout, DialerRetries: 1,
		PoolSize: poolSize, Protocol: 2, DisableIdentity: true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
	o.Password, _ = u.User.Password()
	for host := range strings.SplitSeq(hosts, ",") {
		if _, _, err := net.SplitHostPort(host); err != nil {
			host = net.JoinHostPort(strings.Trim(host, "[]"), defaultPort)
		}
		o.Addrs = append(o.Addrs, host)
	}
	if query.Get("tls") == "true" {
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if scheme == "redis+cluster" {
		o.IsClusterMode = true
		cluster := o.Cluster()
		cluster.ClusterStateReloadInterval = reloadSlots
		return redis.NewClusterClient(cluster), nil
	}
	if o.MasterName = strings.Trim(u.Path, "/"); o.MasterName == "" {
		return nil, fmt.Errorf("%w；redis+sentinel:// 须写明主节点名称", errURL)
	}
	o.SentinelUsername, o.SentinelPassword = query.Get("sentinel_username"), query.Get("sentinel_password")
	if db := query.Get("db"); db != "" {
		if o.DB, err = strconv.Atoi(db); err != nil {
			return nil, errURL
		}
	}
	return redis.NewUniversalClient(o), nil
}

// quiet sends the client library's own messages to slog; they are about connections.
var quiet = sync.OnceFunc(func() { redis.SetLogger(clientLog{}) })

type clientLog struct{}

// Printf implements the client library's logger.
func (clientLog) Printf(ctx context.Context, format string, v ...any) {
	slog.DebugContext(ctx, "redis client", "message", fmt.Sprintf(format, v...))
}

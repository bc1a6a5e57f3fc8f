package server

import (
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

func TestConnectReadsAddresses(t *testing.T) {
	single := func(url string) *redis.Options {
		t.Helper()
		c, err := Connect(url)
		if err != nil {
			t.Fatalf("%s: %v", url, err)
		}
		defer c.Close()
		return c.(*redis.Client).Options()
	}
	o := single("redis://user:p%40ss@example.test:6380/2")
	if o.Addr != "example.test:6380" || o.Username != "user" || o.Password != "p@ss" || o.DB != 2 || o.TLSConfig != nil {
		t.Errorf("redis: %+v", o)
	}
	if o.MaxRetries != 0 || !o.ContextTimeoutEnabled || o.Protocol != 2 || !o.DisableIdentity { // -1 is kept as 0
		t.Errorf("settings: %+v", o)
	}
	if o := single("rediss://example.test"); o.TLSConfig == nil {
		t.Error("rediss without TLS")
	}
	if o := single("unix:///tmp/a%20b/redis.sock"); o.Network != "unix" || o.Addr != "/tmp/a b/redis.sock" {
		t.Errorf("unix: %s %s", o.Network, o.Addr)
	}
	if o := single("redis+sentinel://u:p@a:1,b/mymaster?db=3&tls=true"); o.DB != 3 || o.Username != "u" || o.Password != "p" || o.TLSConfig == nil {
		t.Errorf("sentinel: %+v", o)
	}
	c, err := Connect("redis+cluster://u:p%3Aq@a,b:7001,[::1]?tls=true")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	co := c.(*redis.ClusterClient).Options()
	if strings.Join(co.Addrs, " ") != "a:6379 b:7001 [::1]:6379" || co.Password != "p:q" || co.TLSConfig == nil {
		t.Errorf("cluster: %+v", co.Addrs)
	}
}

func TestConnectRefusesWithoutRepeatingSecrets(t *testing.T) {
	for _, url := range []string{"", "secret", "http://:secret@a", "redis://:secret@a:b:c/x", "redis://:secret%@a",
		"redis+sentinel://:secret@a", "redis+sentinel://:secret@a/m?db=x", "redis+cluster://:secret@", "redis+cluster://:secret%zz@a"} {
		if c, err := Connect(url); err == nil {
			t.Errorf("%s is accepted: %v", url, c)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the password is repeated: %v", err)
		}
	}
}

package store

import (
	"context"
	"strings"
	"time"
)

// Server is the store's Redis as far as it tells about itself; what it does not tell is empty.
type Server struct {
	Version    string // "8.0.3", "valkey 8.1.1"
	AppendOnly string // "yes" or "no"
	FSync      string // "always", "everysec", "no"
	Eviction   string // what it does when memory is full; only "noeviction" forgets nothing
	FailsOver  bool   // another server may take over, without what had not reached it yet
	Ahead      time.Duration
}

// Server asks the store's Redis about itself. A setting that it does not let us ask for is left
// empty. Error: ErrUnavailable.
func (s *Store) Server(ctx context.Context) (Server, error) {
	if err := s.Ping(ctx); err != nil {
		return Server{}, err
	}
	var v Server
	info, err := s.client.Info(ctx).Result()
	if err != nil && !isReply(err) {
		return v, unavailable("info", err)
	}
	told := map[string]string{}
	for line := range strings.Lines(info) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			told[name] = value
		}
	}
	v.Version, v.Eviction = told["redis_version"], told["maxmemory_policy"]
	if valkey := told["valkey_version"]; valkey != "" {
		v.Version = "valkey " + valkey
	}
	v.AppendOnly = map[string]string{"0": "no", "1": "yes"}[told["aof_enabled"]]
	for name, into := range map[string]*string{"appendonly": &v.AppendOnly, "appendfsync": &v.FSync, "maxmemory-policy": &v.Eviction} {
		if set, err := s.client.ConfigGet(ctx, name).Result(); err == nil && set[name] != "" {
			*into = set[name]
		}
	}
	v.FailsOver = failsOver(told)
	before := s.now()
	if at, err := s.client.Time(ctx).Result(); err == nil {
		v.Ahead = at.Sub(before)
	}
	return v, nil
}

// failsOver reads from INFO whether there are replicas, or will be: commits do not wait for them.
func failsOver(told map[string]string) bool {
	replicas := told["connected_slaves"]
	return replicas != "" && replicas != "0" || told["cluster_enabled"] == "1" || told["role"] == "slave"
}

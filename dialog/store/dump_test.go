package store

import (
	"fmt"
	"strings"
)

// dump reads the whole store, for comparisons.
func (w *world) dump() map[string]any {
	w.tb.Helper()
	ctx := w.ctx()
	keys, err := w.client.Keys(ctx, "*").Result()
	w.must(err)
	all := map[string]any{}
	for _, k := range keys {
		kind, err := w.client.Type(ctx, k).Result()
		w.must(err)
		var v any
		switch kind {
		case "string":
			v, err = w.client.Get(ctx, k).Result()
		case "hash":
			v, err = w.client.HGetAll(ctx, k).Result()
		case "list":
			v, err = w.client.LRange(ctx, k, 0, -1).Result()
		case "zset":
			v, err = w.client.ZRangeWithScores(ctx, k, 0, -1).Result()
		default:
			err = fmt.Errorf("key %s has type %s", k, kind)
		}
		w.must(err)
		passing := strings.HasSuffix(k, ":rate") || strings.HasSuffix(k, ":works") || strings.Contains(k, ":guesses:") || strings.Contains(k, ":routes:")
		if ttl := w.client.TTL(ctx, k).Val(); ttl > 0 && !passing {
			w.tb.Errorf("key %s expires", k)
		}
		if !strings.HasPrefix(k, "{p") && k != keyPartitions() && k != keySchema() {
			w.tb.Errorf("key %s is in no partition", k)
		}
		all[k] = v
	}
	return all
}

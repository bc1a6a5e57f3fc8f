package health

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"ziping/bot"
	"ziping/dialog/remind/calendar"
	"ziping/dialog/store"
)

// Silence is how long Telegram may not have answered before the bot is not ready. A held getUpdates
// call and the asking in between take less.
const Silence = 75 * time.Second

// Readiness answers whether a running bot can do its work.
type Readiness struct {
	Bot     *bot.Bot
	Store   *store.Store
	Tables  Tables
	Days    *calendar.Calendar
	Started time.Time
	Now     func() time.Time
	Version string

	mu     sync.Mutex
	found  []Finding // what was Found last, which costs a look at all units
	looked time.Time
}

// LookEvery is how often the store and the units are looked at for whoever asks.
const LookEvery = 10 * time.Second

// Findings are the checks of a running bot: of Telegram by what the bot has seen of it.
func (r *Readiness) Findings(ctx context.Context) []Finding {
	status, now := r.Bot.Status(), r.Now()
	last := status.LastCall
	if last.IsZero() {
		last = r.Started
	}
	var all []Finding
	switch {
	case status.Refused:
		all = append(all, Found("telegram", Fails, "Telegram 不认这个令牌"))
	case now.Sub(last) > Silence:
		all = append(all, Found("telegram", Fails, "Telegram 已有 %s 没有应答", now.Sub(last).Round(time.Second)))
	default:
		all = append(all, Found("telegram", Well, "Telegram 有应答"))
	}
	if now.Sub(status.LastConflict) < 2*time.Minute {
		all = append(all, Found("instance", Fails, "另一个程序在用同一个令牌取消息：只能运行一个 ziping serve（或停掉别的程序）"))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.Sub(r.looked) > LookEvery || Worst(r.found) == Fails {
		r.found, r.looked = append(CheckStore(ctx, r.Store, now), CheckUnits(ctx, r.Store, r.Tables, r.Days)...), now
	}
	return append(all, r.found...)
}

// ServeHTTP is /readyz: 503 when Telegram or Redis is away, with what was Found in any case.
func (r *Readiness) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	ctx, cancel := context.WithTimeout(req.Context(), 3*time.Second)
	defer cancel()
	all := r.Findings(ctx)
	code := http.StatusOK
	for _, f := range all {
		if f.Grade == Fails && (f.Check == "telegram" || f.Check == "redis" || f.Check == "instance") {
			code = http.StatusServiceUnavailable
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	answer := struct {
		Ready    bool       `json:"ready"`
		Version  string     `json:"version"`
		Findings []Finding  `json:"findings"`
		Bot      bot.Status `json:"bot"`
	}{code == http.StatusOK, r.Version, all, r.Bot.Status()}
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		return // the prober went away
	}
}

// Pages are /healthz (the process is alive), /readyz (it can do its work) and /metrics, for the
// machine's own supervisor.
func Pages(r *Readiness, m *Meters) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.Handle("GET /readyz", r)
	mux.Handle("GET /metrics", m.handler(r))
	return mux
}

package main

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"ziping/bot"
	"ziping/dialog/remind/calendar"
)

// silence is how long Telegram may not have answered before the bot is not ready. A held getUpdates
// call and the asking in between take less.
const silence = 75 * time.Second

// readiness answers whether a running bot can do its work.
type readiness struct {
	bot     *bot.Bot
	storage *storage
	have    *tables
	days    *calendar.Calendar
	started time.Time
	now     func() time.Time

	mu     sync.Mutex
	store  []finding // what was found last, which costs a look at all units
	looked time.Time
}

// lookEvery is how often the store and the units are looked at for whoever asks.
const lookEvery = 10 * time.Second

// findings are the checks of a running bot: of Telegram by what the bot has seen of it.
func (r *readiness) findings(ctx context.Context) []finding {
	status, now := r.bot.Status(), r.now()
	last := status.LastCall
	if last.IsZero() {
		last = r.started
	}
	var all []finding
	switch {
	case status.Refused:
		all = append(all, found("telegram", fails, "Telegram 不认这个令牌"))
	case now.Sub(last) > silence:
		all = append(all, found("telegram", fails, "Telegram 已有 %s 没有应答", now.Sub(last).Round(time.Second)))
	default:
		all = append(all, found("telegram", well, "Telegram 有应答"))
	}
	if now.Sub(status.LastConflict) < 2*time.Minute {
		all = append(all, found("instance", fails, "另一个程序在用同一个令牌取消息：只能运行一个 ziping serve（或停掉别的程序）"))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.Sub(r.looked) > lookEvery || worst(r.store) == fails {
		r.store, r.looked = append(checkStore(ctx, r.storage.Store, now), checkUnits(ctx, r.storage.Store, r.have, r.days)...), now
	}
	return append(all, r.store...)
}

// ServeHTTP is /readyz: 503 when Telegram or Redis is away, with what was found in any case.
func (r *readiness) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	ctx, cancel := context.WithTimeout(req.Context(), 3*time.Second)
	defer cancel()
	all := r.findings(ctx)
	code := http.StatusOK
	for _, f := range all {
		if f.Grade == fails && (f.Check == "telegram" || f.Check == "redis" || f.Check == "instance") {
			code = http.StatusServiceUnavailable
		}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	answer := struct {
		Ready    bool       `json:"ready"`
		Version  string     `json:"version"`
		Findings []finding  `json:"findings"`
		Bot      bot.Status `json:"bot"`
	}{code == http.StatusOK, thisBuild().version, all, r.bot.Status()}
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		return // the prober went away
	}
}

package main

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ziping/bot"
)

// metrics is /metrics in Prometheus's text format: how the bot is doing, and the process.
func metrics(b *bot.Bot, s *storage) http.Handler {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), health{b, s})
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{})
}

// health reads the bot's state whenever it is asked for, so that nothing is counted twice.
type health struct {
	bot     *bot.Bot
	storage *storage
}

func metric(name, help string) *prometheus.Desc {
	return prometheus.NewDesc("ziping_"+name, help, nil, nil)
}

var (
	storeUp    = metric("store_up", "1 when the store answers.")
	due        = metric("outbox_due", "Messages that are due, with those in hand.")
	waiting    = metric("outbox_later", "Messages that are not due yet, mostly reminders.")
	oldest     = metric("outbox_oldest_seconds", "How long the oldest message in hand has been due.")
	buried     = metric("updates_buried_total", "Updates put aside as unprocessable.")
	lastPoll   = metric("last_poll_timestamp_seconds", "When Telegram last answered getUpdates; 0: not yet.")
	lastCommit = metric("last_commit_timestamp_seconds", "When an update was last settled; 0: not yet.")
	lastSent   = metric("last_sent_timestamp_seconds", "When a message was last delivered; 0: not yet.")
)

// Describe is part of prometheus.Collector.
func (h health) Describe(out chan<- *prometheus.Desc) { prometheus.DescribeByCollect(h, out) }

// Collect is part of prometheus.Collector.
func (h health) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64) { out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v) }
	if now, later, err := h.storage.Depth(ctx); err != nil {
		gauge(storeUp, 0)
	} else {
		gauge(storeUp, 1)
		gauge(due, float64(now))
		gauge(waiting, float64(later))
	}
	status := h.bot.Status()
	gauge(oldest, status.OutboxAge.Seconds())
	gauge(lastPoll, unixSeconds(status.LastPoll))
	gauge(lastCommit, unixSeconds(status.LastCommit))
	gauge(lastSent, unixSeconds(status.LastSent))
	out <- prometheus.MustNewConstMetric(buried, prometheus.CounterValue, float64(status.Buried))
}

func unixSeconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}

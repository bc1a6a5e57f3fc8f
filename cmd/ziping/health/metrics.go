package health

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Meters count what the bot does; they are a [bot.Meter].
type Meters struct {
	registry *prometheus.Registry
	calls    *prometheus.CounterVec
	callTime *prometheus.HistogramVec
	updates  *prometheus.CounterVec
	turnTime prometheus.Histogram
	answers  prometheus.Counter
	commits  prometheus.Histogram
	sent     *prometheus.CounterVec
	waited   *prometheus.HistogramVec
	reports  *prometheus.CounterVec
	built    prometheus.Histogram
	buried   *prometheus.CounterVec
}

var (
	quick = []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5}
	slow  = []float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300}
)

// Build is what a program was built from.
type Build struct{ Version, Revision, Compiler string }

// NewMeters returns counters that are all zero.
func NewMeters(b Build) *Meters {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "ziping", Name: name, Help: help}, labels)
	}
	histogram := func(name, help string, buckets []float64) prometheus.HistogramOpts {
		return prometheus.HistogramOpts{Namespace: "ziping", Name: name, Help: help, Buckets: buckets}
	}
	m := &Meters{
		registry: prometheus.NewRegistry(),
		calls:    counter("api_calls_total", "Calls of the Bot API by method and HTTP status; 0: no answer.", "method", "status"),
		callTime: prometheus.NewHistogramVec(histogram("api_call_seconds", "How long calls of the Bot API take.", slow), []string{"method"}),
		updates:  counter("updates_total", "Updates handled, by kind.", "kind"),
		turnTime: prometheus.NewHistogram(histogram("update_seconds", "How long an update takes, commit included.", quick)),
		answers:  prometheus.NewCounter(prometheus.CounterOpts{Namespace: "ziping", Name: "answers_total", Help: "Answers recorded."}),
		commits:  prometheus.NewHistogram(histogram("commit_seconds", "How long a commit to the store takes.", quick)),
		sent:     counter("messages_sent_total", "Messages that Telegram accepted, by class.", "class"),
		waited:   prometheus.NewHistogramVec(histogram("message_wait_seconds", "From when a message is due, for an answer the commit, until Telegram has it.", slow), []string{"class"}),
		reports:  counter("reports_total", "Reports and other documents built.", "ok"),
		built:    prometheus.NewHistogram(histogram("report_seconds", "How long a document takes to build.", slow)),
		buried:   counter("given_up_total", "Updates and messages given up.", "what"),
	}
	info := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Namespace: "ziping", Name: "build_info", Help: "What this program was built from.",
		ConstLabels: prometheus.Labels{"version": b.Version, "revision": b.Revision, "go": b.Compiler},
	}, func() float64 { return 1 })
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), info,
		m.calls, m.callTime, m.updates, m.turnTime, m.answers, m.commits, m.sent, m.waited, m.reports, m.built, m.buried)
	for _, what := range []string{"update", "message"} {
		m.buried.WithLabelValues(what) // so that it is 0 before it is 1
	}
	return m
}

// handler is /metrics in Prometheus's text format.
func (m *Meters) handler(r *Readiness) http.Handler {
	m.registry.MustRegister(health{r})
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Called is part of bot.Meter, as are the following.
func (m *Meters) Called(method string, status int, took time.Duration) {
	m.calls.WithLabelValues(method, strconv.Itoa(status)).Inc()
	m.callTime.WithLabelValues(method).Observe(took.Seconds())
}

// Settled counts an update.
func (m *Meters) Settled(kind string, took time.Duration) {
	m.updates.WithLabelValues(kind).Inc()
	m.turnTime.Observe(took.Seconds())
}

// Recorded counts the answers of a commit.
func (m *Meters) Recorded(answers int, took time.Duration) {
	m.answers.Add(float64(answers))
	m.commits.Observe(took.Seconds())
}

// Sent counts a message.
func (m *Meters) Sent(class string, waited time.Duration) {
	m.sent.WithLabelValues(class).Inc()
	m.waited.WithLabelValues(class).Observe(max(0, waited.Seconds()))
}

// Built counts a document.
func (m *Meters) Built(ok bool, took time.Duration) {
	m.reports.WithLabelValues(strconv.FormatBool(ok)).Inc()
	m.built.Observe(took.Seconds())
}

// Buried counts what was given up.
func (m *Meters) Buried(what string) { m.buried.WithLabelValues(what).Inc() }

// health reads the bot's state whenever it is asked for, so that nothing is counted twice.
type health struct{ *Readiness }

func metric(name, help string) *prometheus.Desc {
	return prometheus.NewDesc("ziping_"+name, help, nil, nil)
}

var (
	storeUp    = metric("store_up", "1 when the store answers.")
	due        = metric("outbox_due", "Messages that are due, with those in hand.")
	waiting    = metric("outbox_later", "Messages that are not due yet, mostly reminders.")
	oldest     = metric("outbox_oldest_seconds", "How long the oldest message in hand has been due.")
	lastCall   = metric("last_call_timestamp_seconds", "When Telegram last answered any call; 0: not yet.")
	checks     = prometheus.NewDesc("ziping_check", "1: the check is well; 0: not.", []string{"check"}, nil)
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
	if now, later, err := h.Store.Depth(ctx); err != nil {
		gauge(storeUp, 0)
	} else {
		gauge(storeUp, 1)
		gauge(due, float64(now))
		gauge(waiting, float64(later))
	}
	status := h.Bot.Status()
	gauge(lastCall, unixSeconds(status.LastCall))
	byCheck := map[string]float64{}
	for _, f := range h.Findings(ctx) {
		if _, seen := byCheck[f.Check]; !seen {
			byCheck[f.Check] = 1
		}
		if f.Grade == Fails {
			byCheck[f.Check] = 0
		}
	}
	for name, v := range byCheck {
		out <- prometheus.MustNewConstMetric(checks, prometheus.GaugeValue, v, name)
	}
	gauge(oldest, status.OutboxAge.Seconds())
	gauge(lastPoll, unixSeconds(status.LastPoll))
	gauge(lastCommit, unixSeconds(status.LastCommit))
	gauge(lastSent, unixSeconds(status.LastSent))
}

func unixSeconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}

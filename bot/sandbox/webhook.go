package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// webhook delivers updates to a loopback address: in order per chat, one at a time, until it is
// answered with 2xx. Guarded by Server.mu.
type webhook struct {
	url      string
	secret   string
	maxConns int
	ctx      context.Context // ends with the webhook
	stop     context.CancelFunc
	busy     map[int64]bool // chats with a delivery under way

	lastError   string
	lastErrorAt time.Time
}

const (
	webhookAnswerTime  = 60 * time.Second // how long an answer is awaited
	webhookMaxDelay    = time.Minute      // longest pause between two attempts
	webhookMaxObeyed   = time.Hour        // longest Retry-After that is honoured
	webhookConnections = 40               // default of max_connections
)

// webhookClient does not follow redirects: they could lead off this machine.
var webhookClient = &http.Client{
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

var secretToken = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (s *Server) setWebhook(p params) (any, error) {
	address := p.str("url")
	if address == "" {
		return s.deleteWebhook(p)
	}
	if err := checkWebhookURL(address); err != nil {
		return nil, err
	}
	secret := p.str("secret_token")
	if secret != "" && !secretToken.MatchString(secret) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	conns, err := p.integer("max_connections", webhookConnections)
	if err != nil {
		return nil, err
	}
	if conns < 1 || conns > 100 {
		return nil, badRequest("max_connections must be between 1 and 100")
	}
	if err := s.updates.setAllowed(p); err != nil {
		return nil, err
	}
	if p.truth("drop_pending_updates") {
		s.updates.pending = nil
	}
	s.stopWebhook()
	s.updates.end(errWebhookSet)
	ctx, stop := context.WithCancel(context.Background())
	h := &webhook{
		url: address, secret: secret, maxConns: int(conns), ctx: ctx, stop: stop, busy: map[int64]bool{},
	}
	s.hook = h
	s.workers.Go(func() { s.runWebhook(h) })
	return true, nil
}

// checkWebhookURL accepts this machine alone, over http too, since nothing leaves it.
func checkWebhookURL(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return badRequest("bad webhook: invalid webhook URL specified")
	}
	if !isLoopback(u.Hostname()) {
		return badRequest("bad webhook: the sandbox delivers to loopback addresses only")
	}
	return nil
}

func (s *Server) deleteWebhook(p params) (any, error) {
	s.stopWebhook()
	if p.truth("drop_pending_updates") {
		s.updates.pending = nil
	}
	return true, nil
}

// stopWebhook ends deliveries; what is not acknowledged stays queued. The caller holds mu.
func (s *Server) stopWebhook() {
	if s.hook != nil {
		s.hook.stop()
		s.hook = nil
	}
}

func (s *Server) getWebhookInfo(params) (any, error) {
	info := struct {
		URL              string   `json:"url"`
		CustomCert       bool     `json:"has_custom_certificate"`
		Pending          int      `json:"pending_update_count"`
		LastErrorDate    int64    `json:"last_error_date,omitempty"`
		LastErrorMessage string   `json:"last_error_message,omitempty"`
		MaxConnections   int      `json:"max_connections,omitempty"`
		AllowedUpdates   []string `json:"allowed_updates,omitempty"`
	}{Pending: len(s.updates.pending), AllowedUpdates: s.updates.allowed}
	if h := s.hook; h != nil {
		info.URL, info.MaxConnections = h.url, h.maxConns
		if h.lastError != "" {
			info.LastErrorDate, info.LastErrorMessage = h.lastErrorAt.Unix(), h.lastError
		}
	}
	return info, nil
}

// runWebhook starts a delivery for every chat that has something waiting.
func (s *Server) runWebhook(h *webhook) {
	for {
		s.mu.Lock()
		for u := s.nextForWebhook(h); u != nil; u = s.nextForWebhook(h) {
			h.busy[u.ChatID] = true
			s.workers.Go(func() { s.deliver(h, u) })
		}
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-h.ctx.Done():
			return
		}
	}
}

// nextForWebhook is the oldest update of a chat without a delivery under way. The caller holds mu.
func (s *Server) nextForWebhook(h *webhook) *update {
	if h.ctx.Err() != nil || len(h.busy) >= h.maxConns {
		return nil
	}
	for _, u := range s.updates.pending {
		if !h.busy[u.ChatID] {
			return u
		}
	}
	return nil
}

// deliver posts one update until it is accepted or the webhook ends.
func (s *Server) deliver(h *webhook, u *update) {
	delay := s.opts.WebhookRetry
	for {
		pause, err := h.post(u)
		if err == nil {
			s.delivered(h, u)
			return
		}
		s.mu.Lock()
		h.lastError, h.lastErrorAt = err.Error(), s.opts.Now()
		s.mu.Unlock()
		s.opts.Log.Debug("sandbox: webhook failed", "update", u.ID, "error", err)
		select {
		case <-time.After(max(delay, pause)):
		case <-h.ctx.Done():
			return
		}
		delay = min(2*delay, webhookMaxDelay)
	}
}

// delivered books an accepted update and lets the chat's next one go.
func (s *Server) delivered(h *webhook, u *update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(h.busy, u.ChatID)
	q := &s.updates
	i := slices.Index(q.pending, u)
	if i < 0 {
		s.touch()
		return
	}
	q.pending = slices.Delete(slices.Clone(q.pending), i, i+1)
	s.settle([]*update{u})
}

// post sends one update. On failure it also says how long the receiver asked to wait.
func (h *webhook) post(u *update) (pause time.Duration, err error) {
	ctx, cancel := context.WithTimeout(h.ctx, webhookAnswerTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(u.Body))
	if err != nil {
		return 0, fmt.Errorf("build webhook request: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := webhookClient.Do(req)
	if err != nil {
		return 0, fmt.Errorf("connection failed: %w", err)
	}
	_, readErr := io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20))
	if err := resp.Body.Close(); err != nil {
		return 0, fmt.Errorf("close webhook answer: %w", err)
	}
	if resp.StatusCode >= 200 && resp.StatusCode <= 299 {
		return 0, nil
	}
	if readErr != nil {
		return 0, fmt.Errorf("read webhook answer: %w", readErr)
	}
	seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	if err == nil && seconds > 0 {
		pause = min(time.Duration(seconds)*time.Second, webhookMaxObeyed)
	}
	return pause, fmt.Errorf("wrong response from the webhook: %s", resp.Status)
}

// isLoopback says whether a host name or address means this machine.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

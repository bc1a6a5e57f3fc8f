package bot

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
)

// Webhook makes Telegram bring the updates instead of the bot fetching them.
type Webhook struct {
	URL    string // where Telegram reaches Bot.WebhookHandler; https
	Secret string // 1 to 256 of A-Z a-z 0-9 _ -; whoever does not know it is turned away
}

// secretHeader carries the secret (Bot API, setWebhook).
const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// maxUpdate bounds one update, in bytes; the largest message is far below.
const maxUpdate = 1 << 20

var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (w *Webhook) check() error {
	if w == nil {
		return nil
	}
	if w.URL == "" || !secretShape.MatchString(w.Secret) {
		return errors.New("bot: a webhook needs an address and a secret of 1 to 256 letters, digits, _ or -")
	}
	return nil
}

// WebhookHandler takes updates from Telegram. It answers 200 when the update was settled, and 503
// when it could not be yet: Telegram then brings it again. Without Options.Webhook it is nil.
func (b *Bot) WebhookHandler() http.Handler {
	if b.webhook == nil {
		return nil
	}
	return &receiver{dispatcher: b.dispatcher, secret: b.webhook.Secret, patience: b.limits.TurnTimeout, status: b.status}
}

// receiver is the handler of a webhook.
type receiver struct {
	dispatcher *dispatcher
	secret     string
	patience   time.Duration
	status     *status
	inHand     sync.Map // update id -> *job, so that a repetition waits for the first
}

// ServeHTTP implements http.Handler.
func (h *receiver) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	if subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), []byte(h.secret)) != 1 {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	case err != nil || !json.Valid(raw):
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	h.status.update(func(s *Status) { s.LastPoll = instant() })
	if !h.settle(r.Context(), raw) {
		http.Error(w, "not yet", http.StatusServiceUnavailable)
	}
}

// settle hands the update over and waits until it is settled; false when that takes too long or
// the bot stops.
func (h *receiver) settle(ctx context.Context, raw rawUpdate) bool {
	p := look(raw, 0)
	found, known := h.inHand.LoadOrStore(p.update, newJob(p, raw))
	j, ok := found.(*job)
	if !ok {
		return false
	}
	if !known {
		h.dispatcher.submit(j)
	}
	timer := time.NewTimer(h.patience)
	defer timer.Stop()
	select {
	case <-j.done:
		h.inHand.CompareAndDelete(p.update, found)
	case <-h.dispatcher.work.Done():
	case <-timer.C:
	case <-ctx.Done():
	}
	return j.settled()
}

// register tells Telegram where to bring updates, again until it has heard. An address that it
// refuses is an error.
func (b *Bot) register(ctx context.Context) error {
	for failures := 1; ; failures++ {
		call, cancel := context.WithTimeout(ctx, callTimeout)
		_, err := b.api.SetWebhook(call, &tg.SetWebhookParams{
			URL: b.webhook.URL, SecretToken: b.webhook.Secret, AllowedUpdates: allowedUpdates,
		})
		cancel()
		if err == nil || ctx.Err() != nil {
			return nil
		}
		err = b.api.clean(err)
		if v := judge(err); v.kind == refused || errors.Is(err, tg.ErrorUnauthorized) || errors.Is(err, tg.ErrorNotFound) {
			return fmt.Errorf("telegram refuses the webhook: %w", err)
		}
		wait := max(b.limits.Retry.after(failures), judge(err).wait)
		b.log.Warn("webhook not registered", "error", err, "wait", wait)
		if !pause(ctx, wait) {
			return nil
		}
	}
}

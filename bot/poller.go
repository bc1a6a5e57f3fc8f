package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
)

// batchLimit is the most updates one getUpdates gives.
const batchLimit = 100

// maxAnswer bounds the answer of getUpdates, in bytes; a hundred long messages are far below.
const maxAnswer = 16 << 20

// refusals is how often in a row Telegram may refuse the token before the bot gives up.
const refusals = 3

// allowedUpdates are the kinds asked for: what people write and tap, edits (to say that they
// change nothing), and whether somebody blocked the bot.
var allowedUpdates = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// poller receives updates by getUpdates. Asking with an offset confirms everything below it, so
// the offset is the lowest update that is not settled yet. It lives in memory alone: after a
// start Telegram sends whatever is not confirmed, and after an empty answer nothing is left to
// confirm and the offset is dropped, since update ids may start anew, lower, after a quiet week
// (Bot API, Update).
type poller struct {
	api        *api
	dispatcher *dispatcher
	limits     Limits
	log        *slog.Logger
	status     *status

	offset    int64          // 0: none
	confirmed int64          // the offset of the last successful call
	inHand    map[int64]*job // received and, as far as we know, not confirmed
}

func newPoller(a *api, d *dispatcher, l Limits, log *slog.Logger, s *status) *poller {
	return &poller{api: a, dispatcher: d, limits: l, log: log, status: s, inHand: map[int64]*job{}}
}

// run polls until ctx ends (nil) or Telegram refuses the token.
func (p *poller) run(ctx context.Context) error {
	failures, refused := 0, 0
	for ctx.Err() == nil {
		batch, err := p.ask(ctx, batchLimit, p.limits.PollTimeout)
		if err == nil {
			failures, refused = 0, 0
			p.status.update(func(s *Status) { s.LastPoll = instant() })
			p.accept(ctx, batch)
			continue
		}
		if ctx.Err() != nil {
			break
		}
		failures++
		if errors.Is(err, tg.ErrorUnauthorized) || errors.Is(err, tg.ErrorNotFound) {
			if refused++; refused == refusals {
				return refusedToken(err)
			}
		}
		p.recover(ctx, err, failures)
	}
	return nil
}

// recover waits after a failed call, and puts right what can be.
func (p *poller) recover(ctx context.Context, err error, failures int) {
	wait := p.limits.Retry.after(failures)
	var slow *tg.TooManyRequestsError
	if errors.As(err, &slow) {
		wait = time.Duration(slow.RetryAfter) * time.Second
	}
	p.log.Warn("getUpdates failed", "error", p.api.clean(err), "failures", failures, "wait", wait)
	if errors.Is(err, tg.ErrorConflict) && strings.Contains(err.Error(), "webhook") {
		// The bot ran with a webhook before. What is queued stays queued.
		call, cancel := context.WithTimeout(ctx, callTimeout)
		defer cancel()
		if _, err := p.api.DeleteWebhook(call, &tg.DeleteWebhookParams{}); err != nil {
			p.log.Warn("deleteWebhook failed", "error", p.api.clean(err))
		}
	}
	pause(ctx, wait)
}

// accept hands the new updates of a batch over, waits for them a while, and moves the offset.
func (p *poller) accept(ctx context.Context, batch []rawUpdate) {
	if len(batch) == 0 {
		p.offset, p.confirmed = 0, 0
		clear(p.inHand)
		return
	}
	jobs := make([]*job, 0, len(batch))
	inHand := make(map[int64]*job, len(batch))
	previous := p.offset - 1
	for _, raw := range batch {
		peek := look(raw, previous)
		previous = peek.update
		j, known := p.inHand[peek.update]
		if !known {
			j = newJob(peek, raw)
			p.dispatcher.submit(j)
		}
		inHand[peek.update] = j
		jobs = append(jobs, j)
	}
	p.inHand = inHand
	p.await(ctx, jobs)
	p.offset = nextOffset(jobs)
}

// await returns when all jobs are settled, or after a while, so that one stuck chat does not hold
// up the others: those are then received by asking again from the stuck update on.
func (p *poller) await(ctx context.Context, jobs []*job) {
	patience := time.NewTimer(p.limits.Patience)
	defer patience.Stop()
	for _, j := range jobs {
		select {
		case <-j.done:
		case <-patience.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// nextOffset is the lowest unsettled update, or the one after the highest. It may be lower than
// the offset before.
func nextOffset(jobs []*job) int64 {
	var unsettled, highest int64
	for _, j := range jobs {
		highest = max(highest, j.update)
		if !j.settled() && (unsettled == 0 || j.update < unsettled) {
			unsettled = j.update
		}
	}
	if unsettled != 0 {
		return unsettled
	}
	return highest + 1
}

// confirmFinished tells Telegram, after the dispatcher has stopped, what was settled meanwhile.
// When it fails these updates come again and are recognised by the store.
func (p *poller) confirmFinished(ctx context.Context) {
	jobs := make([]*job, 0, len(p.inHand))
	for _, j := range p.inHand {
		jobs = append(jobs, j)
	}
	if len(jobs) == 0 {
		return
	}
	p.offset = nextOffset(jobs)
	if p.offset == p.confirmed {
		return
	}
	call, cancel := context.WithTimeout(ctx, min(p.limits.Grace, callTimeout))
	defer cancel()
	if _, err := p.ask(call, 1, 0); err != nil {
		p.log.Warn("last confirmation failed", "error", p.api.clean(err))
	}
}

// pollAnswer is the answer of getUpdates with its updates left as they are: decoding each alone
// keeps one that this program does not understand from spoiling the rest.
type pollAnswer struct {
	OK          bool        `json:"ok"`
	Result      []rawUpdate `json:"result"`
	Code        int         `json:"error_code"`
	Description string      `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

// ask calls getUpdates once.
func (p *poller) ask(ctx context.Context, limit int, hold time.Duration) ([]rawUpdate, error) {
	query := map[string]any{
		"limit": limit, "timeout": int(hold / time.Second), "allowed_updates": allowedUpdates,
	}
	offset := p.offset
	if offset > 0 {
		query["offset"] = offset
	}
	body, err := json.Marshal(query)
	if err != nil {
		return nil, fmt.Errorf("encode getUpdates: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, hold+pollHeadroom)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.api.root+"getUpdates", bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("getUpdates: %w", p.api.redact.error(err))
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := p.api.plain.Do(req) //nolint:bodyclose // readPollAnswer closes it
	if err != nil {
		return nil, fmt.Errorf("getUpdates: %w", p.api.redact.error(err))
	}
	answer, err := readPollAnswer(resp)
	if err != nil {
		return nil, fmt.Errorf("getUpdates: %w", p.api.redact.error(err))
	}
	p.confirmed = offset
	return answer.Result, nil
}

// readPollAnswer reads and closes the answer; an error of the Bot API comes as the library's
// error of the same meaning.
func readPollAnswer(resp *http.Response) (a pollAnswer, err error) {
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return a, fmt.Errorf("read the answer: %w", err)
	}
	if err := json.Unmarshal(body, &a); err != nil {
		return a, fmt.Errorf("the answer is not JSON (status %d, %d bytes)", resp.StatusCode, len(body))
	}
	if a.OK {
		return a, nil
	}
	switch a.Code {
	case http.StatusTooManyRequests:
		return a, &tg.TooManyRequestsError{Message: a.Description, RetryAfter: a.Parameters.RetryAfter}
	case http.StatusConflict:
		return a, fmt.Errorf("%w: %s", tg.ErrorConflict, a.Description)
	case http.StatusUnauthorized:
		return a, fmt.Errorf("%w: %s", tg.ErrorUnauthorized, a.Description)
	case http.StatusNotFound:
		return a, fmt.Errorf("%w: %s", tg.ErrorNotFound, a.Description)
	}
	return a, fmt.Errorf("error %d: %s", a.Code, a.Description)
}

package bot

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
)

// Times of calls.
const (
	callTimeout     = 20 * time.Second // any call but the two below
	downloadTimeout = 8 * time.Second  // a person's file, with the call that says where it is
	uploadTimeout   = 2 * time.Minute  // sendDocument
	pollHeadroom    = 15 * time.Second // getUpdates may last this much longer than its timeout
)

// api is the way to Telegram: the library's client for methods, and a plain client for
// getUpdates, which the library does not offer. Neither knows the token; see tokenTransport.
type api struct {
	*tg.Bot
	plain  *http.Client
	root   string // <server>/bot<alias>/
	files  string // <server>/file/bot<alias>/
	redact redactor
	local  bool // a Bot API server of one's own, whose files may lie on this machine
}

func newAPI(token, address string, base *http.Client, meter Meter, st *status, log *slog.Logger) (*api, error) {
	alias, err := aliasOf(token)
	if err != nil {
		return nil, err
	}
	a := &api{redact: newRedactor(token), root: cleanURL(address) + "/bot" + alias + "/", files: cleanURL(address) + "/file/bot" + alias + "/"}
	a.local = cleanURL(address) != cleanURL("")
	transport := usualTransport()
	if base != nil && base.Transport != nil {
		transport = base.Transport
	}
	a.plain = &http.Client{Transport: &tokenTransport{&meteredTransport{transport, meter, st}, alias, token, a.redact}}
	a.Bot, err = tg.New(alias,
		tg.WithSkipGetMe(),
		tg.WithServerURL(cleanURL(address)),
		tg.WithHTTPClient(time.Minute, a.plain), // calls are bounded by their contexts
		tg.WithErrorsHandler(func(err error) { log.Warn("telegram client", "error", a.clean(err)) }),
	)
	if err != nil {
		return nil, fmt.Errorf("bot: create the API client: %w", a.redact.error(err))
	}
	return a, nil
}

// usualTransport is the library's usual one, which keeps as many connections to the one server as there
// may be calls at once: else most calls would begin with connecting.
func usualTransport() http.RoundTripper {
	usual, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	t := usual.Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = 2*keptConnections, keptConnections
	return t
}

const keptConnections = 64

// unreadable begins the library's error for an answer that is not JSON; the whole answer follows.
const unreadable = "error decode response body"

// clean makes an error of the API fit for logs: without the token, and without an answer's body,
// which may repeat what people wrote.
func (a *api) clean(err error) error {
	if err == nil {
		return nil
	}
	if strings.Contains(err.Error(), unreadable) {
		return &redactedError{"the Bot API's answer is not JSON", err}
	}
	return a.redact.error(err)
}

package bot

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
)

// hidden stands in logs and errors where a secret was.
const hidden = "***"

// Redact returns a slog.HandlerOptions.ReplaceAttr that removes secrets, such as the bot token,
// from every attribute and message. It is the last line: this package does not let the token
// into an error in the first place. Empty secrets are ignored.
func Redact(secrets ...string) func(groups []string, a slog.Attr) slog.Attr {
	r := newRedactor(secrets...)
	return func(_ []string, a slog.Attr) slog.Attr {
		switch a.Value.Kind() {
		case slog.KindString:
			a.Value = slog.StringValue(r.text(a.Value.String()))
		case slog.KindAny:
			text := fmt.Sprintf("%+v", a.Value.Any())
			if clean := r.text(text); clean != text {
				a.Value = slog.StringValue(clean)
			}
		}
		return a
	}
}

// redactor removes secrets from texts.
type redactor struct{ replacer *strings.Replacer }

// newRedactor knows each secret and, of a bot token, also the part after the colon alone, since
// the colon may stand escaped in an address.
func newRedactor(secrets ...string) redactor {
	var pairs []string
	for _, s := range secrets {
		if s == "" {
			continue
		}
		pairs = append(pairs, s, hidden)
		if _, key, ok := strings.Cut(s, ":"); ok && len(key) > 5 {
			pairs = append(pairs, key, hidden)
		}
	}
	return redactor{strings.NewReplacer(pairs...)}
}

func (r redactor) text(s string) string { return r.replacer.Replace(s) }

// error returns err with the secrets removed from its text; errors.Is and errors.As still work.
func (r redactor) error(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	clean := r.text(text)
	if clean == text {
		return err
	}
	return &redactedError{clean, err}
}

type redactedError struct {
	text string
	err  error
}

func (e *redactedError) Error() string { return e.text }
func (e *redactedError) Unwrap() error { return e.err }

var tokenShape = regexp.MustCompile(`^[0-9]{1,20}:[A-Za-z0-9_-]{1,128}$`)

// aliasOf is what the API client is given in place of the token. The bot's id stays, since it is
// public and the client reads it from there.
func aliasOf(token string) (string, error) {
	if !tokenShape.MatchString(token) {
		return "", fmt.Errorf("%w：应为“数字:字母和数字”的样子", ErrToken)
	}
	id, _, _ := strings.Cut(token, ":")
	return id + ":" + hidden, nil
}

// tokenTransport puts the token into a request's address at the moment it leaves. Everything
// before it, net/http's errors included, knows the alias only.
type tokenTransport struct {
	base         http.RoundTripper
	alias, token string
	redact       redactor
}

var errRedirect = errors.New("the Bot API answered with a redirect")

// RoundTrip implements http.RoundTripper.
func (t *tokenTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	out := req.Clone(req.Context())
	out.URL.Path = strings.Replace(req.URL.Path, "/bot"+t.alias+"/", "/bot"+t.token+"/", 1)
	out.URL.RawPath = ""
	if err := whole(out); err != nil {
		return nil, t.redact.error(err)
	}
	resp, err := t.base.RoundTrip(out)
	if err == nil && resp.StatusCode/100 == 3 {
		// Following it would carry the token to another place, and its address may repeat it.
		err = errors.Join(errRedirect, resp.Body.Close())
	}
	if err != nil {
		// The client may still be writing the body. It must see the end of it before it sees the
		// error, which it changes while writing (go-telegram/bot, rawRequest).
		if req.Body != nil {
			err = errors.Join(err, req.Body.Close())
		}
		return nil, t.redact.error(err)
	}
	resp.Request = req
	return resp, nil
}

// wholeBody is how long the body of a call may be to be sent in one piece, in bytes; only files are longer.
const wholeBody = 64 << 10

// whole reads a body that is being written piece by piece, so that it leaves with its length and in
// one packet. The library writes it through a pipe.
func whole(req *http.Request) error {
	if req.Body == nil || req.ContentLength > 0 {
		return nil
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, req.Body, wholeBody); err == nil {
		req.Body = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(&b, req.Body), req.Body}
		return nil
	} else if !errors.Is(err, io.EOF) {
		return errors.Join(err, req.Body.Close())
	}
	if err := req.Body.Close(); err != nil {
		return fmt.Errorf("close the body of a call: %w", err)
	}
	req.Body, req.ContentLength = io.NopCloser(&b), int64(b.Len())
	return nil
}

package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

const secretToken = "123456:SECRETSECRET-abc_DEF"

func TestRedactAttributes(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{ReplaceAttr: Redact(secretToken, "", "webhook-secret")}))
	u, err := url.Parse("https://api.telegram.org/bot" + secretToken + "/getMe")
	if err != nil {
		t.Fatal(err)
	}
	log.Info("at "+u.String(), "url", u, "error", fmt.Errorf("get %s: %w", u, errors.New("x")), "escaped", url.QueryEscape(secretToken),
		slog.Group("g", "s", "webhook-secret"), "n", 3)
	if strings.Contains(out.String(), "SECRETSECRET") || strings.Contains(out.String(), "webhook-secret") {
		t.Errorf("a secret is in %s", out.String())
	}
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil || line["n"] != 3.0 {
		t.Errorf("other attributes have suffered: %v %v", err, line)
	}
}

// Every way in which a call can fail, with a server that repeats the address wherever it can: the
// token is in no error and no log line.
func TestTokenIsNowhere(t *testing.T) {
	answers := map[string]http.HandlerFunc{
		"not json": func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "<html>%s</html>", r.URL) },
		"refused": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"ok":false,"error_code":400,"description":"Bad Request: %s"}`, r.URL)
		},
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/elsewhere"+r.URL.Path, http.StatusFound)
		},
		"cut": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"half": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte(`{"ok":true,`))
		},
		"wrong shape": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"ok":true,"result":"`+secretToken+`"}`) },
		"server":      func(w http.ResponseWriter, r *http.Request) { http.Error(w, r.URL.String(), http.StatusBadGateway) },
		"too fast": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"ok":false,"error_code":429,"description":"%s","parameters":{"retry_after":0}}`, r.URL)
		},
		"unauthorized": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"ok":false,"error_code":401,"description":"%s"}`, r.URL)
		},
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) { t.Parallel(); runAgainst(t, httptest.NewServer(answer)) })
	}
	t.Run("nobody there", func(t *testing.T) {
		t.Parallel()
		server := httptest.NewServer(nil)
		server.Close()
		runAgainst(t, server)
	})
}

// runAgainst lets every part of a bot talk to a server for a while and looks for the token.
func runAgainst(t *testing.T, server *httptest.Server) {
	t.Cleanup(server.Close)
	r := newRig(t)
	r.opts.Token, r.opts.APIURL = secretToken, server.URL
	b := r.bot()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	r.store.Put(text(zhang.User, "x"))
	b.taps.answer("q", "x")
	b.leave(ctx, event{chat: -5, update: 1})
	err := b.Run(ctx)
	_, getErr := b.api.GetMe(t.Context())
	shown := fmt.Sprintf("%v %+v %v %s", err, err, b.api.clean(getErr), r.log)
	if strings.Contains(shown, "SECRETSECRET") {
		t.Errorf("the token was shown: %s", shown)
	}
	// What comes from the client itself cannot show it even when somebody unwraps the error.
	var client *url.Error
	if errors.As(getErr, &client) && strings.Contains(fmt.Sprintf("%v %+v", client, client.Err), "SECRETSECRET") {
		t.Errorf("the client knows the token: %v", client)
	}
}

func TestTokenShape(t *testing.T) {
	for _, token := range []string{"", "abc", "123", ":x", "12:a b", "12:a/b", "x:12"} {
		if _, err := New(Options{Token: token, Store: newMemory(), Forms: noForms{}, Reporter: reporterFunc(nil)}); err == nil {
			t.Errorf("token %q was accepted", token)
		} else if token != "" && len(token) > 3 && strings.Contains(err.Error(), token) {
			t.Errorf("the error repeats the token: %v", err)
		}
	}
}

package server

import (
	"crypto/rand"
	"fmt"
	"net/url"

	"github.com/alicebob/miniredis/v2"
)

// Embedded is a Redis in this process. It keeps nothing when the process ends.
type Embedded struct {
	server   *miniredis.Miniredis
	password string
}

// StartEmbedded starts an in-process server on a free port of the loopback interface,
// behind a random password because other users of the machine can reach that port.
func StartEmbedded() (*Embedded, error) {
	m := miniredis.NewMiniRedis()
	password := rand.Text()
	m.RequireAuth(password)
	if err := m.StartAddr("127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("server: start the in-process server: %w", err)
	}
	return &Embedded{server: m, password: password}, nil
}

// URL is the address for Connect. It contains the password.
func (e *Embedded) URL() string {
	u := url.URL{Scheme: "redis", User: url.UserPassword("", e.password), Host: e.server.Addr(), Path: "/0"}
	return u.String()
}

// Close ends the server; what it held is gone.
func (e *Embedded) Close() { e.server.Close() }

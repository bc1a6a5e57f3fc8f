package sandbox

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// guard answers requests of this machine alone. Listening on loopback keeps other machines out,
// but not web pages in a browser on this machine: a page of another site may send requests here
// (Origin tells), and one whose name was made to resolve to 127.0.0.1 may read the answers too
// (Host tells). Both are refused, on the page and on the Bot API alike. The Bot API also acts on
// GET, so there nothing passes that a browser sends for a page, whichever page that is.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !isLoopback(hostname(r.Host)):
			http.Error(w, "本机试用环境只接受本机访问（Host 不是本机地址）", http.StatusForbidden)
		case !sameOrigin(r) || forBots(r.URL.Path) && fromPage(r):
			http.Error(w, "本机试用环境不接受其他网站发来的请求", http.StatusForbidden)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// forBots reports whether a path is of the Bot API, not of the page.
func forBots(path string) bool {
	return strings.HasPrefix(path, "/bot") || strings.HasPrefix(path, "/file")
}

// fromPage reports whether a browser sends a request for a page, not for somebody who typed the
// address.
func fromPage(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return site != "" && site != "none" || r.Header.Get("Origin") != ""
}

// sameOrigin accepts requests that name no origin, as bots and curl do, and those of the very
// page this server serves. Another port of this machine is another origin.
func sameOrigin(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	case "cross-site", "same-site":
		// Following a link to the page from elsewhere is harmless: it shows, it does not send.
		if r.Method != http.MethodGet || r.Header.Get("Sec-Fetch-Mode") != "navigate" {
			return false
		}
	default:
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host && isLoopback(u.Hostname())
}

// hostname is a Host header without its port.
func hostname(host string) string {
	u := url.URL{Host: host}
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return u.Hostname()
}

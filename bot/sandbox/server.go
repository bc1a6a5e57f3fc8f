package sandbox

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Person is somebody with a phone who may talk to the bot.
type Person struct {
	ID       int64  `json:"id"` // Telegram user id, > 0; the id of the private chat is the same
	Name     string `json:"name"`
	Username string `json:"username,omitempty"`
	Role     string `json:"role,omitempty"` // shown on the page beside the name, e.g. 填报人
}

// Options configure a Server. The zero value is usable.
type Options struct {
	Token       string // bot token; empty: a random one, so that no web page can know it
	BotName     string // shown as the chat's title; default 自评助手
	BotUsername string // default ziping_bot
	About       string // shown in an empty chat, above the start button
	Users       []Person
	Log         *slog.Logger     // nil: silent
	Now         func() time.Time // nil: time.Now; dates of messages, ages, lifetimes of queries

	// FirstUpdateID is the id of the first update, default 700001. Telegram starts at random.
	FirstUpdateID int64
	// QueryLifetime is how long a tap may be answered, default 15 s. Telegram does not document
	// its value.
	QueryLifetime time.Duration
	// WebhookRetry is the first delay after a failed webhook delivery, default 1 s. It doubles up
	// to a minute.
	WebhookRetry time.Duration

	// OnConfirm, when set, sees the ids of updates at the moment the bot confirmed them. It must
	// not use the Server, whose lock is held.
	OnConfirm func(updateIDs []int64)
}

// Server is the Bot API server and the people who use it. Its methods are safe for concurrent use.
type Server struct {
	opts  Options
	botID int64
	epoch string // tells a page that the server was restarted

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at every change
	revision uint64        // grows with every change; changed things remember it
	done     chan struct{} // closed by Close
	closed   bool

	people        []*person
	nextMessageID int
	nextQueryID   int64
	updates       updateQueue
	queries       map[string]*query
	files         map[string]*storedFile
	commands      map[commandKey][]Command
	hook          *webhook
	profile       profile
	workers       sync.WaitGroup // webhook deliveries
}

// New returns a server that has no messages yet.
func New(opts Options) *Server {
	opts.Token = cmp.Or(opts.Token, "100000001:"+rand.Text())
	opts.BotName = cmp.Or(opts.BotName, "自评助手")
	opts.BotUsername = cmp.Or(opts.BotUsername, "ziping_bot")
	opts.FirstUpdateID = cmp.Or(opts.FirstUpdateID, 700001)
	opts.QueryLifetime = cmp.Or(opts.QueryLifetime, 15*time.Second)
	opts.WebhookRetry = cmp.Or(opts.WebhookRetry, time.Second)
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{
		opts:          opts,
		botID:         botID(opts.Token),
		epoch:         rand.Text()[:8],
		changed:       make(chan struct{}),
		done:          make(chan struct{}),
		nextMessageID: 1,
		nextQueryID:   1,
		revision:      1, // 0 stands for a page that has nothing yet
		updates:       updateQueue{next: opts.FirstUpdateID},
		queries:       map[string]*query{},
		files:         map[string]*storedFile{},
		commands:      map[commandKey][]Command{},
	}
	for _, p := range opts.Users {
		s.AddUser(p)
	}
	return s
}

// botID is the part of a token before the colon, which is the bot's user id.
func botID(token string) int64 {
	head, _, _ := strings.Cut(token, ":")
	id, err := strconv.ParseInt(head, 10, 64)
	if err != nil || id <= 0 {
		return 100000001
	}
	return id
}

// Token is what the bot has to present.
func (s *Server) Token() string { return s.opts.Token }

// Close ends held calls, event streams and webhook deliveries. The Handler must not be used after.
func (s *Server) Close() {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.done)
		s.touch()
		s.stopWebhook()
	}
	s.mu.Unlock()
	s.workers.Wait()
}

// touch marks a change and wakes everybody who waits. The caller holds mu; the new revision is
// returned for what was changed.
func (s *Server) touch() uint64 {
	s.revision++
	close(s.changed)
	s.changed = make(chan struct{})
	return s.revision
}

// Handler serves the Bot API under /bot<token>/ and /file/bot<token>/, and the chat page at /.
// It answers requests of this machine alone (see guard).
func (s *Server) Handler() http.Handler {
	page := s.pageHandler()
	return guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/bot"):
			s.serveMethod(w, r)
		case strings.HasPrefix(r.URL.Path, "/file/bot"):
			s.serveDownload(w, r)
		default:
			page.ServeHTTP(w, r)
		}
	}))
}

// method executes one Bot API method. Its error is answered to the bot as is.
type method func(s *Server, ctx context.Context, p params) (any, error)

// locked wraps a method that neither waits nor calls back, which is all but getUpdates.
func locked(do func(s *Server, p params) (any, error)) method {
	return func(s *Server, _ context.Context, p params) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return do(s, p)
	}
}

// methods by name in lower case: the Bot API does not distinguish case.
var methods = map[string]method{
	"getme":                  locked((*Server).getMe),
	"getupdates":             (*Server).getUpdates,
	"setwebhook":             locked((*Server).setWebhook),
	"deletewebhook":          locked((*Server).deleteWebhook),
	"getwebhookinfo":         locked((*Server).getWebhookInfo),
	"sendmessage":            locked((*Server).sendMessage),
	"senddocument":           locked((*Server).sendDocument),
	"sendphoto":              locked((*Server).sendPhoto),
	"sendchataction":         locked((*Server).sendChatAction),
	"editmessagetext":        locked((*Server).editMessageText),
	"editmessagereplymarkup": locked((*Server).editMessageReplyMarkup),
	"deletemessage":          locked((*Server).deleteMessage),
	"setmessagereaction":     locked((*Server).setMessageReaction),
	"answercallbackquery":    locked((*Server).answerCallbackQuery),
	"setmycommands":          locked((*Server).setMyCommands),
	"getmycommands":          locked((*Server).getMyCommands),
	"deletemycommands":       locked((*Server).deleteMyCommands),
	"getfile":                locked((*Server).getFile),
	"getmydescription":       locked((*Server).getMyDescription),
	"setmydescription":       locked((*Server).setMyDescription),
	"getmyshortdescription":  locked((*Server).getMyShortDescription),
	"setmyshortdescription":  locked((*Server).setMyShortDescription),
}

// serveMethod answers /bot<token>/<method>.
func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request) {
	token, name, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !ok || !strings.Contains(token, ":") {
		s.answer(w, nil, errNotFound)
		return
	}
	if token != s.opts.Token {
		s.answer(w, nil, errUnauthorized)
		return
	}
	p, err := readParams(r)
	if err != nil {
		s.answer(w, nil, err)
		return
	}
	do, known := methods[strings.ToLower(name)]
	if !known {
		s.answer(w, nil, errNotFound)
		return
	}
	result, err := do(s, r.Context(), p)
	if err != nil {
		s.opts.Log.Debug("sandbox: call refused", "method", name, "error", err)
	}
	s.answer(w, result, err)
}

// answer writes a result or an error in the shape of the Bot API.
func (s *Server) answer(w http.ResponseWriter, result any, err error) {
	body := struct {
		OK          bool   `json:"ok"`
		Result      any    `json:"result,omitempty"`
		ErrorCode   int    `json:"error_code,omitempty"`
		Description string `json:"description,omitempty"`
	}{OK: err == nil, Result: result}
	status := http.StatusOK
	if err != nil {
		api := asAPIError(err)
		status, body.Result = api.code, nil
		body.ErrorCode, body.Description = api.code, api.description
	}
	writeJSON(w, status, body, s.opts.Log)
}

// writeJSON sends a value; what cannot be sent is logged, since the answer is already under way.
func writeJSON(w http.ResponseWriter, status int, value any, log *slog.Logger) {
	data, err := json.Marshal(value)
	if err != nil {
		log.Error("sandbox: encode answer", "error", err)
		http.Error(w, fmt.Sprintf("encode answer: %v", err), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if _, err := w.Write(data); err != nil {
		log.Debug("sandbox: write answer", "error", err)
	}
}

func (s *Server) getMe(params) (any, error) {
	return wireUser{
		ID: s.botID, IsBot: true, FirstName: s.opts.BotName, Username: s.opts.BotUsername,
	}, nil
}

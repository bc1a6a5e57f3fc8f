package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"ziping/bot"
	"ziping/bot/reports"
)

// serve runs the bot on Telegram until it is told to stop.
func serve(ctx context.Context, c call) error {
	cfg, err := readConfig(c)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(c.err, &slog.HandlerOptions{ReplaceAttr: bot.Redact(cfg.token, cfg.webhookSecret)}))
	s, err := openStorage(ctx, cfg.redisURL, cfg.data, true)
	if err != nil {
		return err
	}
	err = serveFrom(ctx, cfg, s, log, c)
	return errors.Join(err, s.close())
}

// serveFrom runs the bot on an open store, with its listeners. They are closed before the
// store is.
func serveFrom(ctx context.Context, cfg config, s *storage, log *slog.Logger, c call) error {
	b, err := telegramBot(ctx, cfg, s, log, c)
	if err != nil {
		return err
	}
	var open []*http.Server
	defer func() {
		for _, server := range open {
			if err := server.Close(); err != nil {
				log.Warn("listener did not close", "error", err)
			}
		}
	}()
	health, err := listen(ctx, cfg.listen, healthPages(b, s), log)
	if err != nil {
		return err
	}
	open = append(open, health)
	if cfg.webhookURL != "" {
		hook, err := listen(ctx, cfg.webhookListen, b.WebhookHandler(), log)
		if err != nil {
			return err
		}
		open = append(open, hook)
	}
	log.Info("serving", "health", cfg.listen, "webhook", cfg.webhookURL != "")
	err = b.Run(ctx)
	log.Info("stopped")
	return err
}

func telegramBot(ctx context.Context, cfg config, s *storage, log *slog.Logger, c call) (*bot.Bot, error) {
	clock, err := officeClock(cfg.zone)
	if err != nil {
		return nil, err
	}
	faces, err := loadFonts(cfg.fonts, c.err)
	if err != nil {
		return nil, err
	}
	days, err := workdays(cfg.workdays, clock(), log)
	if err != nil {
		return nil, err
	}
	var hook *bot.Webhook
	if cfg.webhookURL != "" {
		hook = &bot.Webhook{URL: cfg.webhookURL, Secret: cfg.webhookSecret}
	}
	have, err := cfg.tables()
	if err != nil {
		return nil, err
	}
	desk, err := cfg.desk(ctx, s, have, log)
	if err != nil {
		return nil, err
	}
	questionnaires := newForms(have.Find)
	return bot.New(bot.Options{
		Token: cfg.token, APIURL: cfg.apiURL, Store: s.Store, Forms: questionnaires,
		Reporter: &reports.Builder{Answers: s.Store, Forms: questionnaires, Fonts: faces, Now: clock},
		Log:      log, Now: clock, Webhook: hook, Desk: desk,
		Remind: bot.Reminding{Store: s.Store, Calendar: days},
	})
}

// desk is for the operators that are configured. Without the bot's name, because Telegram does
// not answer now, invitations come without a link.
func (c *config) desk(ctx context.Context, s *storage, have *tables, log *slog.Logger) (bot.Desk, error) {
	operators, err := c.operatorIDs()
	if err != nil || len(operators) == 0 {
		return bot.Desk{}, err
	}
	pack, err := have.stored("")
	if err != nil {
		return bot.Desk{}, err
	}
	name, err := bot.Username(ctx, c.token, c.apiURL)
	if err != nil {
		log.Warn("invitations will have no link", "error", err)
	}
	return bot.Desk{Operators: operators, Store: s.Store, Scheme: pack.ID, Version: pack.Version, BotName: name}, nil
}

// listen serves handler on an address until the server is closed.
func listen(ctx context.Context, address string, handler http.Handler, log *slog.Logger) (*http.Server, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("打不开地址 %s：%w", address, err)
	}
	log.Info("listening", "address", listener.Addr().String())
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("listener stopped", "address", address, "error", err)
		}
	}()
	return server, nil
}

// healthPages are /healthz (the process is alive), /readyz (the store answers) and /metrics, for
// the machine's own supervisor: the address is on loopback unless set otherwise.
func healthPages(b *bot.Bot, s *storage) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { ready(w, r, b, s) })
	mux.Handle("GET /metrics", metrics(b, s))
	return mux
}

func ready(w http.ResponseWriter, r *http.Request, b *bot.Bot, s *storage) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	answer := struct {
		Store string     `json:"store"`
		Due   int        `json:"due"`   // messages in the outbox that are due
		Later int        `json:"later"` // and that are not: reminders, mostly
		Bot   bot.Status `json:"bot"`
	}{Store: "ok", Bot: b.Status()}
	code := http.StatusOK
	var err error
	if answer.Due, answer.Later, err = s.Depth(ctx); err != nil {
		answer.Store, code = "unreachable", http.StatusServiceUnavailable
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		return // the prober went away
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"ziping/bot"
	"ziping/bot/reports"
	"ziping/cmd/ziping/health"
	"ziping/cmd/ziping/office"
	"ziping/dialog/remind/calendar"
	"ziping/export/fonts"
)

// serve runs the bot on Telegram until it is told to stop.
func serve(c *call) {
	cfg := settingFlags(c.flags)
	c.takes(0, func(ctx context.Context, _ []string) error {
		if err := cfg.check(); err != nil {
			return err
		}
		log, err := cfg.logger(c.err)
		if err != nil {
			return err
		}
		log.Info("starting", "version", thisBuild().String())
		o := &service{cfg: *cfg, log: log, meters: health.NewMeters(thisBuild().health())}
		if err := o.open(ctx, c.err); err != nil {
			return err
		}
		return errors.Join(o.serve(ctx), o.storage.close())
	})
}

// service is a bot with everything it works with.
type service struct {
	cfg     config
	log     *slog.Logger
	meters  *health.Meters
	storage *storage
	clock   func() time.Time
	have    *office.Tables
	days    *calendar.Calendar
	faces   *fonts.Set
}

// open opens what can be opened before Telegram is spoken to; what is wrong with the settings ends
// the start here. What was found in the fonts' folder is said on notes.
func (o *service) open(ctx context.Context, notes io.Writer) (err error) {
	if o.clock, err = office.Clock(o.cfg.zone); err != nil {
		return err
	}
	if o.faces, err = office.Faces(o.cfg.fonts, notes); err != nil {
		return err
	}
	if o.days, err = office.Workdays(o.cfg.workdays, o.clock(), o.log); err != nil {
		return err
	}
	if o.have, err = o.cfg.tables(); err != nil {
		return err
	}
	o.storage, err = openStorage(ctx, o.cfg.redisURL, o.cfg.data, true)
	return err
}

// serve runs the bot with its listeners. They are closed before the store is.
func (o *service) serve(ctx context.Context) error {
	b, err := o.bot(ctx)
	if err != nil {
		return err
	}
	ready := &health.Readiness{
		Bot: b, Store: o.storage.Store, Tables: o.have, Days: o.days, Started: o.clock(), Now: o.clock, Version: thisBuild().version,
	}
	for _, f := range ready.Findings(ctx) {
		if f.Grade != health.Well {
			o.log.Error("not as it must be", "check", f.Check, "problem", f.Says)
		}
	}
	var open []*http.Server
	defer func() {
		for _, server := range open {
			if err := server.Close(); err != nil {
				o.log.Warn("listener did not close", "error", err)
			}
		}
	}()
	pages, err := listen(ctx, o.cfg.listen, health.Pages(ready, o.meters), o.log)
	if err != nil {
		return err
	}
	open = append(open, pages)
	if o.cfg.webhookURL != "" {
		hook, err := listen(ctx, o.cfg.webhookListen, b.WebhookHandler(), o.log)
		if err != nil {
			return err
		}
		open = append(open, hook)
	}
	go func() {
		if err := health.Supervised(ctx, func() { b.Status() }); err != nil {
			o.log.Warn("systemd is not told", "error", err)
		}
	}()
	o.log.Info("serving", "health", o.cfg.listen, "webhook", o.cfg.webhookURL != "")
	err = b.Run(ctx)
	o.log.Info("stopped")
	return err
}

func (o *service) bot(ctx context.Context) (*bot.Bot, error) {
	var hook *bot.Webhook
	if o.cfg.webhookURL != "" {
		hook = &bot.Webhook{URL: o.cfg.webhookURL, Secret: o.cfg.webhookSecret}
	}
	desk, err := o.desk(ctx)
	if err != nil {
		return nil, err
	}
	limits, err := o.cfg.limits()
	if err != nil {
		return nil, err
	}
	questionnaires := office.NewForms(o.have.Find)
	return bot.New(bot.Options{
		Token: o.cfg.token, APIURL: o.cfg.apiURL, Store: o.storage.Store, Forms: questionnaires,
		Reporter: &reports.Builder{Answers: o.storage.Store, Forms: questionnaires, Fonts: o.faces, Now: o.clock},
		Log:      o.log, Now: o.clock, Webhook: hook, Desk: desk, Meter: o.meters, Limits: limits,
		ProtectDrafts: o.cfg.protectDrafts == "yes",
		Remind:        bot.Reminding{Store: o.storage.Store, Calendar: o.days},
	})
}

// desk is for the operators that are configured. Without the bot's name, because Telegram does
// not answer now, invitations come without a link.
func (o *service) desk(ctx context.Context) (bot.Desk, error) {
	operators, err := o.cfg.operatorIDs()
	if err != nil || len(operators) == 0 {
		return bot.Desk{}, err
	}
	name, err := bot.Username(ctx, o.cfg.token, o.cfg.apiURL)
	if err != nil {
		o.log.Warn("invitations will have no link", "error", err)
	}
	return bot.Desk{Operators: operators, Store: o.storage.Store, Tables: o.have.Offered(), Usual: o.have.Usual, BotName: name}, nil
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

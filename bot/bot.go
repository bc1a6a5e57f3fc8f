// Package bot is Telegram at the edge: it receives updates, finds out who speaks, lets the
// conversation make a step, commits it, and delivers what the commit put into the outbox.
//
// An update is confirmed to Telegram only after it was committed; what a person is told comes
// from the outbox of that commit. A kill at any instant therefore loses no answer, counts none
// twice, and at worst repeats one message. Telegram's types do not leave this package.
package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/turn"
)

// Forms gives the form of a rule pack by the pack's id, in its newest version. It is called for
// every update, so it should answer from memory.
type Forms interface {
	Form(scheme string) (*form.Form, error)
}

// Step is the conversation; see [turn.Step].
type Step func(form *form.Form, s dialog.Session, in dialog.Input, given dialog.Given) (dialog.Session, []dialog.Reply, []dialog.Effect)

// Options configure a Bot. Token, Store, Forms and Reporter are required.
type Options struct {
	Token         string       // the bot token; appears in no error and no log line
	APIURL        string       // address of the Bot API server; empty: https://api.telegram.org
	HTTP          *http.Client // its Transport carries all calls; nil: http.DefaultTransport
	Store         Store
	Forms         Forms
	Reporter      Reporter
	Step          Step             // nil: turn.Step
	Log           *slog.Logger     // nil: silent. Ids and sizes only, never what people write
	Now           func() time.Time // nil: time.Now. The time of answers and of due messages
	Limits        Limits           // zero fields have defaults
	Desk          Desk             // the operators of the finance bureau; without any nobody is one
	Remind        Reminding        // without a store nobody is reminded
	Webhook       *Webhook         // nil: updates are fetched by long polling
	Meter         Meter            // nil: nothing is counted
	ProtectDrafts bool             // drafts cannot be forwarded or saved
}

// Bot serves one bot token. Create it with New and run it once with Run.
type Bot struct {
	store    Store
	forms    Forms
	step     Step
	log      *slog.Logger
	now      func() time.Time
	limits   Limits
	desk     Desk
	webhook  *Webhook
	reporter Reporter
	api      *api
	menu     *menu
	taps     *taps
	visitors *visitors
	status   *status
	meter    Meter

	dispatcher *dispatcher
	deliverer  *deliverer
	reminders  *reminders // nil: nobody is reminded
}

// New checks the options and returns a bot that does nothing yet. It makes no network call.
func New(o Options) (*Bot, error) {
	if o.Store == nil || o.Forms == nil || o.Reporter == nil {
		return nil, errors.New("bot: a store, forms and a reporter are required")
	}
	if len(o.Desk.Operators) > 0 && o.Desk.Store == nil {
		return nil, errors.New("bot: operators need a store")
	}
	if o.Remind.Store != nil && o.Remind.Calendar == nil {
		return nil, errors.New("bot: reminders need a calendar")
	}
	if o.Step == nil {
		o.Step = turn.Step
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := o.Webhook.check(); err != nil {
		return nil, err
	}
	o.Limits = o.Limits.withDefaults()
	if o.Meter == nil {
		o.Meter = noMeter{}
	}
	st := &status{}
	api, err := newAPI(o.Token, o.APIURL, o.HTTP, o.Meter, st, o.Log)
	if err != nil {
		return nil, err
	}
	b := &Bot{
		store: o.Store, forms: o.Forms, reporter: o.Reporter, step: o.Step, log: o.Log, now: o.Now, limits: o.Limits,
		desk: o.Desk, webhook: o.Webhook, api: api, visitors: newVisitors(), status: st, meter: o.Meter,
	}
	b.menu = newMenu(api, o.Log)
	b.taps = newTaps(api, o.Log)
	b.dispatcher = newDispatcher(handling{b.handle, b.bury, b.refuse}, o.Store, o.Limits, o.Log)
	if o.Remind.Store != nil {
		b.status.update(func(s *Status) { s.Workdays = o.Remind.Calendar.Years() })
		b.reminders = &reminders{Reminding: o.Remind, forms: o.Forms, operators: o.Desk.Operators, now: o.Now, log: o.Log}
	}
	b.deliverer = newDeliverer(api, o.Store, o.Reporter, b.reminders, o.Limits, o.Log, o.Now, b.status)
	b.deliverer.operators, b.deliverer.meter, b.deliverer.protectDrafts = o.Desk.Operators, o.Meter, o.ProtectDrafts
	return b, nil
}

// Status says how the bot is doing, for a health page.
func (b *Bot) Status() Status { return b.status.read(b.now()) }

// PlanReminders looks once for reminders that are due and puts them into the outbox. Run does so
// by itself three times a minute.
func (b *Bot) PlanReminders(ctx context.Context) error {
	if b.reminders == nil {
		return nil
	}
	return b.reminders.round(ctx)
}

// Run serves until ctx ends, then stops in order: no more updates are taken, steps under way
// finish and are confirmed, taps are answered, due messages are sent. Each part is bounded by
// Limits.Grace. What was not done by then is neither confirmed nor lost: it comes again at the
// next start. Run returns nil after such a stop, and an error only when Telegram refuses the token
// or the webhook.
func (b *Bot) Run(ctx context.Context) error {
	deliveries, stopDeliveries := context.WithCancel(context.WithoutCancel(ctx))
	defer stopDeliveries()
	var parts sync.WaitGroup
	parts.Go(func() { b.deliverer.run(deliveries) })
	b.menu.publish()
	b.menu.introduce()
	planning, stopPlanning := context.WithCancel(ctx)
	defer stopPlanning()
	if b.reminders != nil && b.reminders.Every >= 0 {
		parts.Go(func() { b.reminders.run(planning) })
	}

	parts.Go(func() { b.pulse(planning) })

	failed := b.receive(ctx)
	stopPlanning()
	b.taps.wait(b.limits.Grace)
	b.deliverer.drain(b.limits.Grace, stopDeliveries)
	parts.Wait()
	b.menu.close()
	if failed != nil {
		return failed
	}
	return nil
}

// receive takes updates until ctx ends, and returns when those under way are finished.
func (b *Bot) receive(ctx context.Context) error {
	b.dispatcher.lanes.Go(b.dispatcher.tend)
	if b.webhook != nil {
		err := b.register(ctx)
		if err == nil {
			<-ctx.Done()
		}
		b.dispatcher.stop(b.limits.Grace)
		return err
	}
	p := newPoller(b.api, b.dispatcher, b.limits, b.log, b.status)
	err := p.run(ctx)
	b.dispatcher.stop(b.limits.Grace)
	p.confirmFinished(context.WithoutCancel(ctx))
	return err
}

// cleanURL is the server's address without a slash at the end.
func cleanURL(address string) string {
	if address == "" {
		address = "https://api.telegram.org"
	}
	return strings.TrimRight(address, "/")
}

package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ziping/dialog"
	"ziping/dialog/remind"
	"ziping/dialog/store"
)

// composed is a message whose words were found at the time of sending.
type composed struct {
	reply dialog.Reply
	news  int             // how many of the waiting news it tells
	other []store.Waiting // reminders of other units it tells as well
}

// deliver sends a message, which may have to be written first.
func (d *deliverer) deliver(ctx context.Context, m store.Message) outcome {
	c, o, ready := d.compose(ctx, m)
	if !ready {
		return o
	}
	if m.Remind == nil && m.News == nil && c.news == 0 {
		return d.reply(ctx, m)
	}
	m.Reply = &c.reply
	o = d.reply(ctx, m)
	if o.what != done {
		return o
	}
	o.told = c.news
	call, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
	defer cancel()
	for _, w := range c.other {
		if err := d.store.ToldReminder(call, m.Chat, w); err != nil {
			d.log.Warn("reminder will be told twice", "chat", m.Chat, "unit", w.UnitID, "error", err)
		}
	}
	return o
}

// compose finds the words of a message that is written at the time of sending. When there is
// nothing to send, or not now, it says what becomes of the message instead.
func (d *deliverer) compose(ctx context.Context, m store.Message) (c composed, o outcome, ready bool) {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	var err error
	switch {
	case m.Remind != nil:
		c, o, err = d.composeReminder(ctx, m)
	case m.News != nil:
		c, o, err = d.composeNews(ctx, m)
	case m.Reply != nil && m.Reply.Urgent:
		c, err = d.composeUrgent(ctx, m)
	}
	if err != nil {
		d.log.Warn("message not written", "message", m.ID, "chat", m.Chat, "error", err)
		if errors.Is(err, store.ErrUnavailable) || m.Attempts+1 < d.limits.Attempts || ctx.Err() != nil {
			return c, d.again(m), false
		}
		return c, outcome{what: never, reason: err.Error()}, false
	}
	return c, o, o.what == done
}

// composeNews tells all that waits for the person, when it is the chat's turn.
func (d *deliverer) composeNews(ctx context.Context, m store.Message) (c composed, o outcome, err error) {
	news, member, err := d.store.News(ctx, m.Chat, m.UnitID, m.Year)
	if err != nil {
		return c, o, fmt.Errorf("load the news: %w", err)
	}
	if len(news) == 0 || !member {
		return c, outcome{what: obsolete, told: len(news)}, nil
	}
	until, err := d.store.NewsTurn(ctx, m, false)
	if err != nil {
		return c, o, fmt.Errorf("take the turn for news: %w", err)
	}
	if !until.IsZero() {
		return c, outcome{what: aside, until: until}, nil
	}
	return composed{reply: remind.Bundle(news, d.now()), news: len(news)}, o, nil
}

// composeUrgent takes the news that wait for the person along.
func (d *deliverer) composeUrgent(ctx context.Context, m store.Message) (c composed, err error) {
	news, _, err := d.store.News(ctx, m.Chat, m.UnitID, m.Year)
	if err != nil {
		return c, fmt.Errorf("load the news: %w", err)
	}
	if _, err := d.store.NewsTurn(ctx, m, true); err != nil {
		return c, fmt.Errorf("take the turn for news: %w", err)
	}
	return composed{reply: remind.WithNews(*m.Reply, news, d.now()), news: len(news)}, nil
}

// composeReminder writes the reminders of all the person's units that are due, in one message.
func (d *deliverer) composeReminder(ctx context.Context, m store.Message) (c composed, o outcome, err error) {
	if d.reminders == nil {
		return c, outcome{what: obsolete}, nil
	}
	now := d.now()
	if table := remind.OfficeHours(d.reminders.Calendar); !table.Allowed(now) {
		return c, outcome{what: aside, until: table.NextAllowed(now)}, nil
	}
	waiting, err := d.store.DueReminders(ctx, m.Chat)
	if err != nil {
		return c, o, fmt.Errorf("find the person's reminders: %w", err)
	}
	var all []remind.UnitReminder
	missed, current := 0, false
	for _, w := range waiting {
		u, ok, err := d.reminders.write(ctx, w, m.Chat, now)
		if err != nil {
			return c, o, err
		}
		own := w.UnitID == m.UnitID && w.Year == m.Year && w.ID == m.ID
		if ok {
			all, missed = append(all, u), max(missed, w.Missed)
		}
		if own {
			current = ok
		} else {
			c.other = append(c.other, w)
		}
	}
	if !current {
		return c, outcome{what: obsolete}, nil
	}
	c.reply = remind.JoinReminders(all, missed)
	return c, o, nil
}

// write is what a person is reminded of in one unit.
func (r *reminders) write(ctx context.Context, w store.Waiting, user int64, now time.Time) (u remind.UnitReminder, ok bool, err error) {
	about, stale, err := r.Store.Reminding(ctx, w.UnitID, w.Year)
	if err != nil {
		return u, false, fmt.Errorf("load a unit: %w", err)
	}
	form, err := r.forms.Form(about.Evaluation.Scheme)
	if err != nil {
		return u, false, fmt.Errorf("find the form: %w", err)
	}
	if stale {
		if _, about.Standing, err = freshStanding(ctx, r.Store, form, about.Evaluation, now.Location()); err != nil {
			return u, false, err
		}
	}
	table := remind.TimetableOf(about.Evaluation, form.Pack, r.Calendar)
	if about.Evaluation.Deadline.UnixMilli() != w.Deadline || outdated(table, about.Evaluation, w.Due, now) {
		return u, false, nil
	}
	u.Unit, u.Year = about.Evaluation.Unit, about.Evaluation.Year
	u.Reply, ok = remind.Reminder(about, user, now, table)
	return u, ok, nil
}

// outdated reports whether a reminder that could not be sent in time is better left to one of
// today: to the one still to come, or, when it is of an earlier day, to any.
func outdated(table remind.Timetable, e dialog.Evaluation, due, now time.Time) bool {
	after := now
	if due = due.In(now.Location()); !sameDay(due, now) {
		after = time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, -1, now.Location())
	}
	next, ok := table.Next(e.Deadline, after)
	return ok && sameDay(next, now) && now.Sub(due) > lateAfter
}

package remind

import (
	"slices"
	"time"

	"ziping/dialog"
	"ziping/dialog/remind/calendar"
	"ziping/scoring"
)

// Hours of the day between which nobody is written to unasked, and the hour of digests.
const (
	quietFrom  = 20 * time.Hour
	quietUntil = 8*time.Hour + 30*time.Minute
	digestHour = 9 * time.Hour
)

// Timetable says when reminders of an evaluation are sent. All its methods work in the zone of
// the time they are given; a deadline may be in any zone.
type Timetable struct {
	Calendar *calendar.Calendar
	// Before are the working days before the deadline's day on which people are reminded.
	Before []int
	// At is the time of the day.
	At time.Duration
	// Overdue says whether people are reminded on each working day after the deadline.
	Overdue bool
}

// TimetableOf is an evaluation's timetable: what its unit says, else its pack, else as usual.
// The pack may be nil.
func TimetableOf(e dialog.Evaluation, pack *scoring.Pack, days *calendar.Calendar) Timetable {
	r := scoring.UsualReminders()
	switch {
	case e.Reminders != nil:
		r = *e.Reminders
	case pack != nil && pack.Reminders != nil:
		r = *pack.Reminders
	}
	at := time.Duration(r.Hour)*time.Hour + time.Duration(r.Minute)*time.Minute
	return Timetable{Calendar: days, Before: r.Before, At: at, Overdue: r.Overdue}
}

// OfficeHours is a timetable that knows nothing but working days and quiet hours.
func OfficeHours(days *calendar.Calendar) Timetable { return Timetable{Calendar: days} }

// Next is the first moment after a time at which people are to be reminded; ok is false when
// there is none any more, or no deadline.
func (t Timetable) Next(deadline, after time.Time) (at time.Time, ok bool) {
	if deadline.IsZero() {
		return at, false
	}
	deadline = deadline.In(after.Location())
	for _, n := range t.Before {
		day := t.on(t.Calendar.Add(deadline, -n))
		if t.Calendar.Works(day) && day.After(after) && (!ok || day.Before(at)) {
			at, ok = day, true
		}
	}
	if ok || !t.Overdue {
		return at, ok
	}
	day := t.on(t.Calendar.Next(deadline))
	if !day.After(after) {
		if day = t.on(after); !t.Calendar.Works(day) || !day.After(after) {
			day = t.on(t.Calendar.Next(after))
		}
	}
	return day, true
}

// on is the moment of reminding on the day of a time.
func (t Timetable) on(day time.Time) time.Time { return TimeOfDay(day, t.At) }

// TimeOfDay is a time of the day of d, by the clock on the wall.
func TimeOfDay(d time.Time, at time.Duration) time.Time {
	y, m, day := d.Date()
	return time.Date(y, m, day, int(at/time.Hour), int(at%time.Hour/time.Minute), 0, 0, d.Location())
}

// maxMissed bounds the counting of reminders that were not sent.
const maxMissed = 99

// Due counts the moments from a first one, which counts, to a time; last is the last of them.
// It stops counting at 99, and then last is the last one counted.
func (t Timetable) Due(deadline, first, now time.Time) (count int, last time.Time) {
	for at := first; count < maxMissed; {
		count, last = count+1, at
		next, ok := t.Next(deadline, at)
		if !ok || next.After(now) {
			break
		}
		at = next
	}
	return count, last
}

// Allowed reports whether people may be written to unasked at a time: on working days, from
// half past eight to eight in the evening.
func (t Timetable) Allowed(now time.Time) bool {
	return t.Calendar.Works(now) && !now.Before(TimeOfDay(now, quietUntil)) && now.Before(TimeOfDay(now, quietFrom))
}

// NextAllowed is the first time from now on at which people may be written to unasked.
func (t Timetable) NextAllowed(now time.Time) time.Time {
	switch morning := TimeOfDay(now, quietUntil); {
	case t.Allowed(now):
		return now
	case t.Calendar.Works(now) && now.Before(morning):
		return morning
	}
	return TimeOfDay(t.Calendar.Next(now), quietUntil)
}

// Quiet is when quiet begins on the day of a time.
func (t Timetable) Quiet(now time.Time) time.Time { return TimeOfDay(now, quietFrom) }

// Occasion reports whether the operators get their digest on the day of a time, and when: on a
// week's first working day, and on the first working day after a day that is a deadline.
func (t Timetable) Occasion(now time.Time, deadlines []time.Time) (at time.Time, ok bool) {
	if !t.Calendar.Works(now) {
		return at, false
	}
	before := t.Calendar.Add(now, -1)
	_, week := now.ISOWeek()
	_, weekBefore := before.ISOWeek()
	ok = week != weekBefore || slices.ContainsFunc(deadlines, func(d time.Time) bool {
		day := TimeOfDay(d.In(now.Location()), 0)
		return !day.Before(TimeOfDay(before, 0)) && day.Before(TimeOfDay(now, 0))
	})
	return TimeOfDay(now, digestHour), ok
}

// Package calendar knows the working days of Chinese offices: Monday to Friday, without the
// public holidays and with the days worked in their place (调休). The State Council publishes
// each year's list in the autumn before. Pure: no clock, no files.
package calendar

import (
	_ "embed"
	"maps"
	"slices"
	"time"
)

//go:embed workdays.txt
var official []byte

// date is a day without a zone.
type date struct {
	year  int
	month time.Month
	day   int
}

func dateOf(t time.Time) date {
	y, m, d := t.Date()
	return date{y, m, d}
}

// Calendar says which days are worked. It is immutable.
type Calendar struct {
	// exceptions are the days that are not what their weekday says, by year: true is worked.
	// A year without an entry is not covered.
	exceptions map[int]map[date]bool
}

// Official is the calendar of the years whose list was published when this program was made.
func Official() *Calendar {
	c, err := (&Calendar{}).With("workdays.txt", official)
	if err != nil {
		panic("calendar: the built-in list: " + err.Error()) // a build with a broken file
	}
	return c
}

// Years are the years whose holidays are known, ascending. In every other year Monday to
// Friday are taken for worked.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.exceptions)) }

// Covers reports whether the holidays of a year are known.
func (c *Calendar) Covers(year int) bool { return c.exceptions[year] != nil }

// Works reports whether the day of t, in t's zone, is a working day.
func (c *Calendar) Works(t time.Time) bool {
	d := dateOf(t)
	if worked, exception := c.exceptions[d.year][d]; exception {
		return worked
	}
	weekday := t.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday
}

// endless bounds a search for a working day: no list keeps offices closed for that long.
const endless = 60

// Next is the first working day after the day of t, at t's time of the day.
func (c *Calendar) Next(t time.Time) time.Time { return c.Add(t, 1) }

// Add is the n-th working day after the day of t, or before it when n is negative, at t's time
// of the day. The day of t itself does not count; 0 gives t.
func (c *Calendar) Add(t time.Time, n int) time.Time {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for ; n > 0; n-- {
		for range endless {
			if t = days(t, step); c.Works(t) {
				break
			}
		}
	}
	return t
}

// Between counts the working days after the day of a, up to and with the day of b; negative
// when b is before a: then the days from b on, without the day of a.
func (c *Calendar) Between(a, b time.Time) int {
	a, b = startOf(a), startOf(b.In(a.Location()))
	n := 0
	for d := a; d.Before(b); {
		if d = days(d, 1); c.Works(d) {
			n++
		}
	}
	for d := a; d.After(b); {
		if d = days(d, -1); c.Works(d) {
			n--
		}
	}
	return n
}

// days goes from one day to another by the calendar: not every day has 24 hours everywhere.
func days(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	hour, minute, second := t.Clock()
	return time.Date(y, m, d+n, hour, minute, second, t.Nanosecond(), t.Location())
}

func startOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

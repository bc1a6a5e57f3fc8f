package scoring

import (
	"fmt"
	"slices"
	"time"
)

// Reminders are the days and the time of the day at which people are reminded of a deadline.
type Reminders struct {
	Before  []int `json:"before"` // working days before the deadline, each 0 to 60; 0 is its own day
	Hour    int   `json:"hour"`   // between 8:30 and 19:59
	Minute  int   `json:"minute"`
	Overdue bool  `json:"overdue,omitempty"` // on each working day after it as well
}

// UsualReminders are those of whoever says nothing else: 7, 3 and 1 working days before the
// deadline and each working day after it, at nine.
func UsualReminders() Reminders { return Reminders{Before: []int{7, 3, 1}, Hour: 9, Overdue: true} }

// MostDaysBefore is how many working days before the deadline people may be reminded at the most.
const MostDaysBefore = 60

// The first and the last minute of the day at which people may be reminded.
const (
	earliestReminder = 8*60 + 30
	latestReminder   = 19*60 + 59
)

// AddDay adds a day, once, so many working days before the deadline; the error says what is
// allowed.
func (r *Reminders) AddDay(before int) error {
	if before < 0 || before > MostDaysBefore {
		return fmt.Errorf("提前的工作日应是 0 到 %d 的整数", MostDaysBefore)
	}
	if !slices.Contains(r.Before, before) {
		r.Before = append(r.Before, before)
	}
	return nil
}

// SetTime sets the time of the day, written 09:00; the error says what is allowed.
func (r *Reminders) SetTime(at string) error {
	t, err := time.Parse("15:04", at)
	if minute := t.Hour()*60 + t.Minute(); err != nil || minute < earliestReminder || minute > latestReminder {
		return fmt.Errorf("提醒的时刻“%s”不对，应在 08:30 到 19:59 之间", at)
	}
	r.Hour, r.Minute = t.Hour(), t.Minute()
	return nil
}

// Valid reports whether days and time are allowed.
func (r *Reminders) Valid() bool {
	for _, n := range r.Before {
		if n < 0 || n > MostDaysBefore {
			return false
		}
	}
	minute := r.Hour*60 + r.Minute
	return len(r.Before) <= MostDaysBefore+1 && r.Minute >= 0 && r.Minute < 60 && minute >= earliestReminder && minute <= latestReminder
}

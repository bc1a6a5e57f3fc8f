package scoring

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// mostDaysBefore is how many working days before the deadline people may be reminded at the most.
const mostDaysBefore = 60

// The first and the last minute of the day at which people may be reminded.
const (
	earliestReminder = 8*60 + 30
	latestReminder   = 19*60 + 59
)

// reminders reads when people are reminded of the deadline.
func (l *loader) reminders(m *mapping) {
	if !m.has("reminders") {
		return
	}
	r := l.file.mapping(m.node("reminders"), "提醒")
	rem := &Reminders{Before: []int{7, 3, 1}, Hour: 9, Overdue: true}
	if r.has("before") {
		rem.Before = nil
	}
	for _, word := range r.texts("before") {
		n, err := strconv.Atoi(word)
		switch {
		case err != nil || n < 0 || n > mostDaysBefore:
			r.defect("before", fmt.Sprintf("提前的工作日“%s”应是 0 到 %d 的整数", word, mostDaysBefore), "例：before: [7, 3, 1]")
		case !slices.Contains(rem.Before, n):
			rem.Before = append(rem.Before, n)
		}
	}
	if at := r.text("at"); at != "" {
		t, err := time.Parse("15:04", at)
		if minute := t.Hour()*60 + t.Minute(); err != nil || minute < earliestReminder || minute > latestReminder {
			r.defect("at", fmt.Sprintf("提醒的时刻“%s”不对", at), `写 "08:30" 到 "19:59" 之间的时刻，加引号，例：at: "09:00"`)
		} else {
			rem.Hour, rem.Minute = t.Hour(), t.Minute()
		}
	}
	overdue := r.boolean("overdue")
	if r.has("overdue") {
		rem.Overdue = overdue
	}
	r.done()
	l.pack.Reminders = rem
}

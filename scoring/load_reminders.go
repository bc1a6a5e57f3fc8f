package scoring

import (
	"fmt"
	"strconv"
)

// reminders reads when people are reminded of the deadline.
func (l *loader) reminders(m *mapping) {
	if !m.has("reminders") {
		return
	}
	r := l.file.mapping(m.node("reminders"), "提醒")
	rem := UsualReminders()
	if r.has("before") {
		rem.Before = nil
	}
	for _, word := range r.texts("before") {
		n, err := strconv.Atoi(word)
		if err != nil || rem.AddDay(n) != nil {
			r.defect("before", fmt.Sprintf("提前的工作日“%s”应是 0 到 %d 的整数", word, mostDaysBefore), "例：before: [7, 3, 1]")
		}
	}
	if at := r.text("at"); at != "" {
		if err := rem.SetTime(at); err != nil {
			r.defect("at", err.Error(), `加引号，例：at: "09:00"`)
		}
	}
	overdue := r.boolean("overdue")
	if r.has("overdue") {
		rem.Overdue = overdue
	}
	r.done()
	l.pack.Reminders = &rem
}

package load

import (
	"fmt"
	"strconv"

	"ziping/scoring"
	"ziping/scoring/strictyaml"
)

// reminders reads when people are reminded of the deadline.
func (l *loader) reminders(m *strictyaml.Mapping) {
	if !m.Has("reminders") {
		return
	}
	r := l.file.Mapping(m.Node("reminders"), "提醒")
	rem := scoring.UsualReminders()
	if r.Has("before") {
		rem.Before = nil
	}
	for _, word := range r.Texts("before") {
		n, err := strconv.Atoi(word)
		if err != nil || rem.AddDay(n) != nil {
			r.Defect("before", fmt.Sprintf("提前的工作日“%s”应是 0 到 %d 的整数", word, scoring.MostDaysBefore), "例：before: [7, 3, 1]")
		}
	}
	if at := r.Text("at"); at != "" {
		if err := rem.SetTime(at); err != nil {
			r.Defect("at", err.Error(), `加引号，例：at: "09:00"`)
		}
	}
	overdue := r.Boolean("overdue")
	if r.Has("overdue") {
		rem.Overdue = overdue
	}
	r.Done()
	l.pack.Reminders = &rem
}

package main

import (
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"ziping/dialog/calendar"
)

// workdays is the calendar of working days: the built-in years, and those of an operator's
// file. A year whose holidays nobody has told yet is warned of: from its first day on, and from
// December on for the next one.
func workdays(file string, now time.Time, log *slog.Logger) (*calendar.Calendar, error) {
	days := calendar.Official()
	if file != "" {
		list, err := os.ReadFile(file)
		if err != nil {
			return nil, usagef("读不了节假日文件：%v", err)
		}
		if days, err = days.With(file, list); err != nil {
			return nil, usagef("节假日文件 %v", err)
		}
	}
	for _, year := range uncovered(days, now) {
		log.Warn("holidays of this year are not known: Monday to Friday count as working days",
			"year", year, "known", yearList(days), "mend", "ZIPING_WORKDAYS")
	}
	return days, nil
}

// uncovered are the years soon needed whose holidays are not known.
func uncovered(days *calendar.Calendar, now time.Time) []int {
	var years []int
	for _, t := range []time.Time{now, now.AddDate(0, 1, 0)} {
		if y := t.Year(); !days.Covers(y) && (len(years) == 0 || years[0] != y) {
			years = append(years, y)
		}
	}
	return years
}

// yearList are the years whose holidays are known.
func yearList(days *calendar.Calendar) string {
	return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(days.Years())), "、"), "[]")
}

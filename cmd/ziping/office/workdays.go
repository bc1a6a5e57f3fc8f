package office

import (
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"ziping/dialog/remind/calendar"
)

// Workdays is the calendar of working days: the built-in years, and those of an operator's
// file. From December on it warns when the next year's holidays are not known; of the present
// year's the bot warns itself.
func Workdays(file string, now time.Time, log *slog.Logger) (*calendar.Calendar, error) {
	days := calendar.Official()
	if file != "" {
		list, err := os.ReadFile(file)
		if err != nil {
			return nil, Refuse("读不了节假日文件：%v", err)
		}
		if days, err = days.With(file, list); err != nil {
			return nil, Refuse("节假日文件 %v", err)
		}
	}
	if year := now.AddDate(0, 1, 0).Year(); year != now.Year() && !days.Covers(year) {
		log.Warn("next year's holidays are not known yet: name a file with them", "year", year,
			"known", yearList(days), "setting", "ZIPING_WORKDAYS")
	}
	return days, nil
}

// yearList are the years whose holidays are known.
func yearList(days *calendar.Calendar) string {
	return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(days.Years())), "、"), "[]")
}

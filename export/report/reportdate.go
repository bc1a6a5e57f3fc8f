package report

import (
	"fmt"
	"maps"
	"time"

	"ziping/scoring"
)

// dateCode is the field that states the report's date, where a pack asks for it.
const dateCode = "report_date"

// reportDate is the one date of a report, on its cover, under its signature, in its table and in the
// file: what the data state, otherwise Options.Date. It is a day without a time, so that a report made
// again on another day is the same report.
func (c *composer) reportDate() time.Time {
	d := c.opt.Date
	if stated, ok := scoring.DateIn(c.facts[dateCode].Text); ok && c.facts[dateCode].State == scoring.Known {
		d = time.Date(stated.Year(), stated.Month(), stated.Day(), 0, 0, 0, 0, d.Location())
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, d.Location())
}

// Dated gives an evaluation a date for its report, as a person writes one: it is stated among the data
// where the pack asks for it. Without a text nothing is stated, and the date is today. The error is for
// the person, also about a unit that nobody filled in.
func Dated(pack *scoring.Pack, e scoring.Evaluation, text string, today time.Time) (scoring.Evaluation, time.Time, error) {
	if err := CheckUnit(e.Unit); err != nil || text == "" {
		return e, today, err
	}
	d, ok := scoring.DateIn(text)
	if !ok {
		return e, d, fmt.Errorf("报告日期“%s”不是日期，请写成 2024-03-15", text)
	}
	d = time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, today.Location())
	if _, asked := pack.Field(dateCode); asked {
		e.Facts = maps.Clone(e.Facts)
		e.Facts[dateCode] = scoring.Text(d.Format(time.DateOnly))
	}
	return e, d, nil
}

// dateText is a date as official documents write it, without padding zeros
// (GB/T 9704-2012 §7.3.5.4).
func dateText(t time.Time) string {
	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}

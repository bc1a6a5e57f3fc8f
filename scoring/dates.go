package scoring

import (
	"regexp"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"ziping/scoring/formula"
)

// writtenDate is a date as people write it: 2024年3月15日, 2024-3-15, 2024.03.15, 20240315.
var writtenDate = regexp.MustCompile(`^\s*([12][0-9]{3})\s*(?:年|[-/.．－])\s*([0-9]{1,2})\s*(?:月|[-/.．－])\s*([0-9]{1,2})\s*日?\s*$|^\s*([12][0-9]{3})([01][0-9])([0-3][0-9])\s*$`)

// DateIn reads a date; false when the text is none that exists.
func DateIn(text string) (time.Time, bool) {
	m := writtenDate.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, false
	}
	if m[1] == "" {
		m = m[3:]
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // digits only, by the pattern
	}
	d := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	return d, d.Month() == time.Month(n[1]) && d.Day() == n[2]
}

func isDate(text string) bool {
	_, ok := DateIn(text)
	return ok
}

// daysBetween counts the days from the first date to the second.
func daysBetween(_ *formula.Env, args []formula.Value) (formula.Value, error) {
	from, ok1 := DateIn(args[0].Text)
	to, ok2 := DateIn(args[1].Text)
	if !ok1 || !ok2 {
		return formula.Value{}, formula.ErrNotYet
	}
	return formula.Value{Number: days(from, to)}, nil
}

// daysAfterYear counts the days from 31 December of the year under evaluation to a date.
func (sc *scope) daysAfterYear(text string) (decimal.Decimal, error) {
	to, ok := DateIn(text)
	if !ok || sc.year == 0 {
		return decimal.Decimal{}, formula.ErrNotYet
	}
	return days(time.Date(sc.year, time.December, 31, 0, 0, 0, 0, time.UTC), to), nil
}

func days(from, to time.Time) decimal.Decimal {
	return decimal.NewFromInt(int64(to.Sub(from) / (24 * time.Hour)))
}

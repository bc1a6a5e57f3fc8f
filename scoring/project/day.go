package project

import (
	"regexp"
	"strconv"

	"ziping/scoring/fact"
)

// day is a date in a table, a deadline (2023年12月底前) or when something was done.
type day struct {
	year        int // 0 when none is written
	first, last int // the days of the year it may be, with 31 days to each month
	limit       bool
	plain       bool // nothing but a month, which may as well be a number of months
}

var dated = regexp.MustCompile(`^(?:于|在|不晚于|不迟于)?(?:(20[0-9]{2})年度?)?([0-9]{1,2})月(?:([0-9]{1,2})[日号]|(底|末|初|上旬|中旬|下旬|份))?` +
	`(之?前|以前|以内|内)?(?:全部|均|已|按期|按时)*(?:完成|完工|竣工|验收|建成|投入使用|发放|到位)*$`)

const daysOfMonth = 31

// partsOfMonth are the days that words for a part of a month may mean.
var partsOfMonth = map[string][2]int{"": {1, 31}, "份": {1, 31}, "初": {1, 10}, "上旬": {1, 10}, "中旬": {11, 20}, "下旬": {21, 31}, "底": {25, 31}, "末": {25, 31}}

// dayOf reads a date out of a cell.
func dayOf(v fact.Value) (day, bool) {
	m := dated.FindStringSubmatch(cell(v.Text))
	if v.State != fact.Known || m == nil {
		return day{}, false
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n } // digits, or none: 0
	month, on := number(m[2]), number(m[3])
	if month < 1 || month > 12 || on > daysOfMonth {
		return day{}, false
	}
	within := partsOfMonth[m[4]]
	if on > 0 {
		within = [2]int{on, on}
	}
	start := month * daysOfMonth
	return day{
		year: number(m[1]), first: start + within[0], last: start + within[1], limit: m[5] != "",
		plain: m[1]+m[3]+m[4]+m[5] == "",
	}, true
}

// after reports whether the day is certainly later than a deadline. A year that is not written is
// that of the other.
func (d day) after(deadline day) bool {
	if d.year != 0 && deadline.year != 0 && d.year != deadline.year {
		return d.year > deadline.year
	}
	return d.first > deadline.last
}

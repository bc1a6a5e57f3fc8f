package remind

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/remind/calendar"
	"ziping/scoring"
)

var cst = time.FixedZone("CST", 8*3600)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, cst)
	if err != nil {
		panic(err)
	}
	return t
}

func defaultTable() Timetable { return TimetableOf(dialog.Evaluation{}, nil, calendar.Official()) }

func TestMoments(t *testing.T) {
	table := defaultTable()
	// The Monday after the National Day week, as an operator sets it: the day's last second, in UTC.
	deadline := at("2026-10-12 23:59").UTC()
	var got []string
	for now, until := at("2026-09-01 00:00"), at("2026-10-16 00:00"); ; {
		next, ok := table.Next(deadline, now)
		if !ok || next.After(until) {
			break
		}
		got, now = append(got, next.Format("01-02 15:04")), next
	}
	// 09-20 is a Sunday that is worked, 09-25..27 and 10-01..07 are holidays, 10-10 is a Saturday that is worked.
	want := []string{"09-24 09:00", "10-08 09:00", "10-10 09:00", "10-13 09:00", "10-14 09:00", "10-15 09:00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMomentsOfAPack(t *testing.T) {
	pack := &scoring.Pack{Reminders: &scoring.Reminders{Before: []int{2, 0}, Hour: 14, Minute: 30}}
	table := TimetableOf(dialog.Evaluation{}, pack, calendar.Official())
	for from, want := range map[string]string{
		"2026-03-01 00:00": "2026-03-16 14:30",
		"2026-03-16 14:30": "2026-03-18 14:30",
		"2026-03-18 14:30": "", // nothing after the deadline
	} {
		next, ok := table.Next(at("2026-03-18 23:59"), at(from))
		if got := next.Format("2006-01-02 15:04"); ok != (want != "") || ok && got != want {
			t.Errorf("after %s: %s %v, want %s", from, got, ok, want)
		}
	}
	own := TimetableOf(dialog.Evaluation{Reminders: &scoring.Reminders{Before: []int{4}, Hour: 10, Overdue: true}}, pack, calendar.Official())
	if next, ok := own.Next(at("2026-03-18 23:59"), at("2026-03-01 00:00")); !ok || !next.Equal(at("2026-03-12 10:00")) {
		t.Errorf("the unit's own: %s %v", next, ok)
	}
	if _, ok := table.Next(time.Time{}, at("2026-03-01 00:00")); ok {
		t.Error("a moment without a deadline")
	}
	// The deadline's own day is a Sunday.
	if next, ok := table.Next(at("2026-03-15 23:59"), at("2026-03-13 00:00")); ok {
		t.Errorf("a reminder on a Sunday: %s", next)
	}
}

func TestQuietHours(t *testing.T) {
	table := defaultTable()
	for now, want := range map[string]string{
		"2026-10-09 09:00": "2026-10-09 09:00", "2026-10-09 08:30": "2026-10-09 08:30", "2026-10-09 19:59": "2026-10-09 19:59",
		"2026-10-09 08:29": "2026-10-09 08:30", "2026-10-09 20:00": "2026-10-10 08:30", "2026-10-10 10:00": "2026-10-10 10:00",
		"2026-10-10 23:00": "2026-10-12 08:30", "2026-10-03 12:00": "2026-10-08 08:30",
	} {
		if got := table.NextAllowed(at(now)); !got.Equal(at(want)) {
			t.Errorf("%s: %s, want %s", now, got, want)
		}
		if got := table.Allowed(at(now)); got != (now == want) {
			t.Errorf("%s allowed: %v", now, got)
		}
	}
}

func TestOccasions(t *testing.T) {
	table := defaultTable()
	deadlines := []time.Time{at("2026-03-17 23:59"), at("2026-03-21 23:59")} // a Tuesday, a Saturday
	for day, want := range map[string]bool{
		"2026-03-16 08:00": true, "2026-03-17 08:00": false, "2026-03-18 08:00": true, "2026-03-19 08:00": false,
		"2026-03-21 08:00": false, "2026-03-23 08:00": true,
		"2026-02-24 08:00": true,                            // the holidays have ended on a Monday
		"2026-01-04 08:00": false, "2026-01-05 08:00": true, // a Sunday that is worked belongs to the week before
		"2026-10-08 08:00": true, "2026-10-10 08:00": false, "2026-10-12 08:00": true, // a Saturday that is worked is no new week
	} {
		moment, ok := table.Occasion(at(day), deadlines)
		if ok != want || ok && moment.Hour() != 9 {
			t.Errorf("%s: %v %s", day, ok, moment)
		}
	}
}

func TestMomentsAreOrderedAndWorked(t *testing.T) {
	days := calendar.Official()
	rapid.Check(t, func(t *rapid.T) {
		table := Timetable{
			Calendar: days, Before: rapid.SliceOfN(rapid.IntRange(0, 12), 0, 4).Draw(t, "before"),
			At: time.Duration(rapid.IntRange(8*60+30, 19*60+59).Draw(t, "at")) * time.Minute, Overdue: rapid.Bool().Draw(t, "overdue"),
		}
		deadline := at("2025-06-01 23:59").AddDate(0, 0, rapid.IntRange(0, 500).Draw(t, "deadline"))
		first := deadline.AddDate(0, 0, rapid.IntRange(-30, 30).Draw(t, "from"))
		now, seen := first, 0
		for range 30 {
			next, ok := table.Next(deadline, now)
			if !ok {
				break
			}
			if !next.After(now) || !table.Allowed(next) {
				t.Fatalf("after %s comes %s", now, next)
			}
			if early, ok := table.Next(deadline, next.Add(-time.Second)); !ok || !early.Equal(next) {
				t.Fatalf("%s is next, but a second before it %s is", next, early)
			}
			now = next
			seen++
		}
		if seen > 0 {
			begin, _ := table.Next(deadline, first)
			count, last := table.Due(deadline, begin, now)
			if count != seen || !last.Equal(now) {
				t.Fatalf("%d moments up to %s, counted %d up to %s", seen, now, count, last)
			}
		}
	})
}

func TestDeadlineWord(t *testing.T) {
	table := defaultTable()
	for now, want := range map[string]string{
		"2026-10-08 09:00": "距截止还有 3 个工作日", "2026-10-10 09:00": "距截止还有 1 个工作日", "2026-10-12 08:00": "今天截止",
		"2026-10-13 09:00": "已超过截止日期 1 个工作日",
	} {
		if got := deadlineWord(at("2026-10-12 23:59").UTC(), at(now), table); got != want {
			t.Errorf("%s: %s", now, got)
		}
	}
	for now, want := range map[string]string{"2026-03-14 09:00": "即将截止", "2026-03-15 23:00": "今天截止"} {
		if got := deadlineWord(at("2026-03-15 23:59"), at(now), table); got != want {
			t.Errorf("%s: %s", now, got)
		}
	}
	if got := deadlineWord(at("2026-03-14 23:59"), at("2026-03-15 09:00"), table); got != "已超过截止日期" {
		t.Error(got)
	}
}

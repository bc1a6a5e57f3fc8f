package calendar

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d.Add(9 * time.Hour)
}

func TestWorks(t *testing.T) {
	c := Official()
	for s, want := range map[string]bool{
		"2026-02-14": true, "2026-02-15": false, "2026-02-18": false, "2026-02-23": false, "2026-02-24": true,
		"2026-02-28": true, "2026-10-10": true, "2026-10-08": true, "2026-10-07": false, "2026-01-04": true,
		"2025-01-26": true, "2025-10-11": true, "2025-10-08": false, "2025-12-31": true, "2026-01-01": false,
		"2026-11-21": false, "2026-11-23": true,
		"2027-01-01": true, "2027-01-02": false, // nobody knows yet
	} {
		if got := c.Works(day(s)); got != want {
			t.Errorf("%s works: %v", s, got)
		}
	}
	if diff := cmp.Diff([]int{2025, 2026}, c.Years()); diff != "" || c.Covers(2027) || !c.Covers(2026) {
		t.Errorf("years: %s", diff)
	}
}

func TestAdd(t *testing.T) {
	c := Official()
	for _, test := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-10-12", -1, "2026-10-10"}, // a Saturday that is worked
		{"2026-10-12", -3, "2026-10-08"},
		{"2026-10-12", -4, "2026-09-30"}, // over the holidays
		{"2026-02-14", 1, "2026-02-24"},
		{"2025-12-31", 1, "2026-01-04"}, // over the year, to a Sunday that is worked
		{"2026-01-05", -2, "2025-12-31"},
		{"2026-12-31", 1, "2027-01-01"}, // into a year nobody knows
		{"2026-03-07", 0, "2026-03-07"},
	} {
		if got := c.Add(day(test.from), test.n); got != day(test.want) {
			t.Errorf("%s %+d: %s, want %s", test.from, test.n, got, test.want)
		}
	}
}

// A zone with a change of the clock: a day is a day.
func TestAddKeepsTheTimeOfTheDay(t *testing.T) {
	where, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no zone data")
	}
	got := Official().Add(time.Date(2026, 3, 27, 9, 0, 0, 0, where), 1)
	if want := time.Date(2026, 3, 30, 9, 0, 0, 0, where); !got.Equal(want) {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestAddAndBetweenAgree(t *testing.T) {
	c := Official()
	rapid.Check(t, func(t *rapid.T) {
		from := day("2024-12-01").AddDate(0, 0, rapid.IntRange(0, 900).Draw(t, "from"))
		n := rapid.IntRange(-40, 40).Draw(t, "n")
		to := c.Add(from, n)
		if got := c.Between(from, to); got != n {
			t.Fatalf("%s %+d = %s, but %d between", from, n, to, got)
		}
		if n != 0 && !c.Works(to) {
			t.Fatalf("%s is no working day", to)
		}
	})
}

func TestWith(t *testing.T) {
	c, err := Official().With("next.txt", []byte("\ufeff# 明年\r\n2027-01-01 至 2027-01-03 放假 元旦\r\n2027-01-04 上班\r\n2026-11-23 放假\n"))
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]bool{
		"2027-01-01": false, "2027-01-04": true, "2026-11-23": false,
		"2026-02-18": true, // the year was replaced as a whole
		"2025-10-08": false,
	} {
		if got := c.Works(day(s)); got != want {
			t.Errorf("%s works: %v", s, got)
		}
	}
	if !Official().Works(day("2026-11-23")) {
		t.Error("the calendar before was changed")
	}
}

func TestWithRefuses(t *testing.T) {
	for list, want := range map[string]string{
		"":                             "没有写任何日期",
		"# 只有说明\n":                     "没有写任何日期",
		"2026-02-15":                   "f.txt 第 1 行：日期后面应写“放假”或“上班”",
		"\n2026-02-30 放假":              "f.txt 第 2 行：“2026-02-30”不是日期",
		"2026-02-15 至 2026-02-1 放假":    "“2026-02-1”不是日期",
		"2026-02-15 加班":                "“加班”看不懂",
		"2026-02-15 至 2026-02-14 放假":   "早于起日",
		"2026-02-15 至 2026-05-14 放假":   "超过 31 天",
		"2026-02-15 放假\n2026-02-15 上班": "f.txt 第 2 行：2026-02-15 既写了放假又写了上班",
		"\xff\xfe2026":                 "UTF-8",
		strings.Repeat("#", maxFile+1): "超过 1 MB",
		"2026-02-15 至 放假":              "“放假”不是日期",
		"1926-02-15 放假":                "“1926-02-15”不是日期",
	} {
		_, err := Official().With("f.txt", []byte(list))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %s", list, err, want)
		}
	}
}

func FuzzWith(f *testing.F) {
	f.Add([]byte("2026-02-15 至 2026-02-23 放假 春节\n2026-02-14 上班"))
	f.Add([]byte("2026-12-31 至 2027-01-02 休\r\n# x"))
	f.Fuzz(func(t *testing.T, list []byte) {
		c, err := Official().With("f", list)
		if err == nil && len(c.Years()) < 2 {
			t.Error("years were lost")
		}
	})
}

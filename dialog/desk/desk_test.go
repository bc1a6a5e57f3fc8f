package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/scoring"
	"ziping/scoring/packs"
)

var deskNow = time.Date(2024, 3, 5, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

// aStand is a unit's stand: its state, days to the deadline (99: none), points, findings of error level.
func aStand(unit string, state dialog.UnitState, days int, points int64, errors int) dialog.Stand {
	s := dialog.Stand{Evaluation: dialog.Evaluation{UnitID: fmt.Sprintf("u%x", unit), Unit: unit, Year: 2023, Status: dialog.Open}}
	if days != 99 {
		s.Evaluation.Deadline = time.Date(2024, 3, 5+days, 23, 59, 59, 0, deskNow.Location())
	}
	switch state {
	case dialog.NotBegun:
		return s
	case dialog.UnderReview:
		s.Evaluation.Status = dialog.Submitted
	case dialog.PassedReview:
		s.Evaluation.Status = dialog.Approved
	case dialog.Filling:
	}
	s.Now = &dialog.Standing{
		At: deskNow, Total: decimal.NewFromInt(points), Max: decimal.NewFromInt(100), Complete: state != dialog.Filling,
		Sections: []dialog.SectionStanding{{Answered: 3}, {Answered: 1, Open: 2}},
	}
	switch {
	case points >= 90:
		s.Now.Grade = "优"
	case points >= 80:
		s.Now.Grade = "良"
	default:
		s.Now.Grade = "中"
	}
	if errors > 0 {
		s.Now.Findings = []dialog.CheckStanding{{Check: "A02", Title: "支出大于预算", Severity: scoring.Error, Count: errors, Lost: decimal.NewFromInt(2)}}
	}
	return s
}

func someStands() []dialog.Stand {
	return []dialog.Stand{
		aStand("甲镇", dialog.PassedReview, -3, 95, 0),
		aStand("乙镇", dialog.Filling, 20, 40, 0),
		aStand("丙镇", dialog.Filling, 20, 40, 2),
		aStand("丁局", dialog.NotBegun, 3, 0, 0),
		aStand("戊局", dialog.NotBegun, 30, 0, 0),
		aStand("己局", dialog.UnderReview, -1, 75, 0),
		aStand("庚局", dialog.NotBegun, 99, 0, 0),
		aStand("辛局", dialog.Filling, -9, 10, 1),
	}
}

func names(stands []dialog.Stand) string {
	var all []string
	for _, s := range stands {
		all = append(all, s.Evaluation.Unit)
	}
	return strings.Join(all, " ")
}

func TestFiltersAndTheirOrder(t *testing.T) {
	for _, c := range []struct {
		filter Filter
		want   string
	}{
		{Filter{}, "辛局 己局 丁局 丙镇 乙镇 庚局 戊局 甲镇"},
		{Filter{State: dialog.NotBegun}, "丁局 庚局 戊局"},
		{Filter{State: dialog.Filling, Errors: true}, "辛局 丙镇"},
		{Filter{Overdue: true}, "辛局 己局"},
		{Filter{DueSoon: true}, "丁局"},
		{Filter{Below: 80}, "己局"}, // only those whose points are all known
		{Filter{Name: "局", State: dialog.UnderReview}, "己局"},
		{Filter{Year: 2022}, ""},
	} {
		if got := names(c.filter.Select(someStands(), deskNow)); got != c.want {
			t.Errorf("%s: %s, want %s", c.filter.Words(), got, c.want)
		}
	}
}

// Whatever the filter, it comes back from a button as it was, and every button stays in its limit.
func TestFiltersSurviveButtons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Filter{
			Page: rapid.IntRange(0, 1200).Draw(t, "page"), Year: rapid.SampledFrom([]int{0, 2023, 2100}).Draw(t, "year"),
			State:   rapid.SampledFrom(append([]dialog.UnitState{""}, dialog.UnitStates...)).Draw(t, "state"),
			Overdue: rapid.Bool().Draw(t, "overdue"), DueSoon: rapid.Bool().Draw(t, "soon"), Errors: rapid.Bool().Draw(t, "errors"),
			Below: rapid.SampledFrom(append([]int{0}, belowChoices...)).Draw(t, "below"), Name: filterName(rapid.String().Draw(t, "name")),
		}
		if got, ok := ParseFilter(f.String()); !ok || got != f {
			t.Errorf("%+v became %+v, %v", f, got, ok)
		}
		d := Desk{Stands: someStands()}
		card := &Card{Evaluation: dialog.Evaluation{UnitID: "abcdefghij", Year: 2023}}
		for _, r := range []dialog.Reply{deskList(d, f, deskNow), deskFilterScreen(d, f, deskNow)} {
			for _, row := range r.Buttons {
				for _, b := range row {
					if _, ok := parseDeskTap(b.Data); !ok || len(b.Data) > dialog.MaxTap {
						t.Errorf("button %q: %q", b.Label, b.Data)
					}
				}
			}
		}
		for act, arg := range map[deskAct]string{deskDismissAct: "1234567890123456", deskRevokeAct: "01234567", deskDueAct: "2024-03-31"} {
			if b := card.button("", act, f, arg, "yes"); len(b.Data) > dialog.MaxTap {
				t.Errorf("%q has %d bytes", b.Data, len(b.Data))
			}
		}
	})
}

// FuzzDeskTap: forged buttons do nothing but what a button could do.
func FuzzDeskTap(f *testing.F) {
	for _, data := range []string{"@desk|l|0.2023..0|0|", "@desk|u|0.2023..0/镇|0|abcdefghij 2023", "@desk|x|0.0.noe.60|0|u 2023 7 yes", "@desk|p|3|0|", "@desk|u|abc|0|2023", "desk"} {
		f.Add(data)
	}
	pack, err := packs.Find("town-2023")
	if err != nil {
		f.Fatal(err)
	}
	town := form.New(pack)
	f.Fuzz(func(t *testing.T, data string) {
		in := dialog.Input{Kind: dialog.TapInput, Data: data, At: deskNow}
		d := Desk{Stands: someStands()}
		unitID, year, ok := Wants(in)
		if ok {
			d = Desk{Card: &Card{Evaluation: dialog.Evaluation{UnitID: unitID, Unit: "甲镇", Year: year}, Form: town, Members: []dialog.Member{{User: 7, Name: "小王"}}}}
		}
		replies, effects := Step(d, in)
		if len(replies)+len(effects) == 0 {
			t.Errorf("%q is not answered", data)
		}
		for _, e := range effects {
			if dismiss, ok := e.(DismissMember); ok && (dismiss.User != 7 || dismiss.UnitID != unitID) {
				t.Errorf("%q takes out %+v", data, dismiss)
			}
			if _, ok := e.(RevokeInvitation); ok {
				t.Errorf("%q takes back an invitation that is not there", data)
			}
		}
	})
}

func TestOrdersOfTheDesk(t *testing.T) {
	d := Desk{Stands: someStands()}
	for text, want := range map[string][]dialog.Effect{
		"新建 壬局 2023":           {CreateUnit{Name: "壬局", Year: 2023}},
		"新建 壬局 ２０２３年 2024.4.1": {CreateUnit{Name: "壬局", Year: 2023, Deadline: time.Date(2024, 4, 1, 23, 59, 59, 0, deskNow.Location())}},
		"新建 甲镇 2023":           nil, // is there
		"新建 壬局 1999":           nil,
		"新建 壬局":                nil,
		"截止 甲镇 4月1日":           nil, // without the year
		"截止 没有的镇 2024-04-01":   nil,
		"找 甲":                  nil,
		"局":                    nil,
		"":                     nil,
	} {
		replies, got := Step(d, dialog.Input{Kind: dialog.TextInput, Text: text, At: deskNow})
		if diff := cmp.Diff(want, got); diff != "" || len(replies) == 0 {
			t.Errorf("%q: %d replies, effects %s", text, len(replies), diff)
		}
	}
	replies, effects := Step(d, dialog.Input{Kind: dialog.TextInput, Text: "新建 壬局 2023\n\n新建　癸局 2023\n新建 壬局 2023\n截止 甲镇 2024-04-01\n随便\n截止 癸局 2024-04-01", At: deskNow})
	if text := replies[0].Text; len(effects) != 3 || !strings.Contains(text, "已办理 3 行") || !strings.Contains(text, "第 4 行：壬局 2023年度已经建立。\n第 6 行：每行应以") {
		t.Errorf("several lines: %d effects, %s", len(effects), text)
	}
	if replies, _ := Step(d, dialog.Input{Kind: dialog.TextInput, Text: "找 镇", At: deskNow}); !strings.Contains(replies[0].Text, "共 3 个") {
		t.Errorf("found %s", replies[0].Text)
	}
}

func TestDaysArePeoplesDays(t *testing.T) {
	for _, text := range []string{"2024-03-31", "2024.3.31", "2024/3/31", "2024年3月31日", "２０２４年３月３１日"} {
		got, err := reading.Day(text, deskNow.Location())
		if err != nil || got.Format(time.DateTime) != "2024-03-31 23:59:59" {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "2024-02-30", "3-31", "明天"} {
		if got, err := reading.Day(text, time.UTC); err == nil {
			t.Errorf("%q: %s", text, got)
		}
	}
	for days, want := range map[int]string{-2: "已逾期 2 天", 0: "今天截止", 1: "明天截止", 9: "还有 9 天"} {
		due := time.Date(2024, 3, 5+days, 23, 59, 59, 0, deskNow.Location())
		if got := dialog.LeftWords(due.UTC(), deskNow); got != want {
			t.Errorf("%d days: %s, want %s", days, got, want)
		}
	}
}

// TestListOfManyUnits: every page stays in a message, and the pages have every unit once.
func TestListOfManyUnits(t *testing.T) {
	var d Desk
	for i := range 1000 {
		s := aStand(fmt.Sprintf("%s%04d", strings.Repeat("长", maxUnitName-4), i), dialog.UnitStates[i%4], i%50-20, 1000, i%3)
		s.Evaluation.UnitID = fmt.Sprintf("unit%06d", i)
		d.Stands = append(d.Stands, s)
	}
	seen := map[string]bool{}
	for page := range 100 {
		r := deskList(d, Filter{Year: 2023, Page: page}, deskNow)
		if n := len([]rune(r.Title + r.Text)); n > 4000 {
			t.Fatalf("page %d has %d characters", page, n)
		}
		for _, row := range r.Buttons {
			for _, b := range row {
				if tap, ok := parseDeskTap(b.Data); ok && tap.unitID != "" {
					seen[tap.unitID] = true
				}
			}
		}
	}
	if len(seen) != len(d.Stands) {
		t.Errorf("the pages have %d units of %d", len(seen), len(d.Stands))
	}
}

// FuzzDeskText: whatever an operator types is answered within one message, and only orders that
// name a unit do something.
func FuzzDeskText(f *testing.F) {
	for _, text := range []string{"新建 壬局 2023 2024-03-31", "截止 甲镇 2024年3月31日\n新建 癸局 2023", "找 镇", "\n", "新建\n新建\n"} {
		f.Add(text)
	}
	d := Desk{Stands: someStands()}
	f.Fuzz(func(t *testing.T, text string) {
		if len([]rune(text)) > 4096 { // Telegram's limit
			return
		}
		replies, effects := Step(d, dialog.Input{Kind: dialog.TextInput, Text: text, At: deskNow})
		if len(replies) == 0 || len([]rune(replies[0].Title+replies[0].Text)) > 4096 {
			t.Errorf("%q: %d replies", text, len(replies))
		}
		for _, e := range effects {
			switch e := e.(type) {
			case CreateUnit:
				if e.Name == "" || e.Year < 2000 {
					t.Errorf("%q creates %+v", text, e)
				}
			case MoveDeadline:
				if e.UnitID == "" || e.Deadline.IsZero() {
					t.Errorf("%q moves %+v", text, e)
				}
			default:
				t.Errorf("%q wants %T", text, e)
			}
		}
	})
}

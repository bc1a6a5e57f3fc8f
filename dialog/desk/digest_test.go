package desk

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/scoring"
)

func TestDigest(t *testing.T) {
	d := DigestOf(someStands(), Filter{Year: 2023, Page: 3}, deskNow)
	if diff := cmp.Diff([]StateCount{{dialog.NotBegun, 3}, {dialog.Filling, 3}, {dialog.UnderReview, 1}, {dialog.PassedReview, 1}}, d.States); diff != "" {
		t.Error(diff)
	}
	if d.Done() != 2 || d.Overdue != 2 || d.Errors != 2 {
		t.Errorf("done %d, overdue %d, with errors %d", d.Done(), d.Overdue, d.Errors)
	}
	want := []CommonFinding{{
		Check: "A02", Title: "支出大于预算", Severity: scoring.Error, Units: 2, Count: 3, Lost: decimal.NewFromInt(4), Names: []string{"辛局", "丙镇"},
	}}
	if diff := cmp.Diff(want, d.Findings); diff != "" {
		t.Error(diff)
	}
	if s := d.Scores; len(s.Scores) != 2 || s.Low.String() != "75" || s.Median.String() != "85" || s.Q1.String() != "80" || s.Mean.String() != "85" {
		t.Errorf("scores %+v", s)
	}
	text := d.Reply().Text
	for _, part := range []string{
		"共 8 个：未开始 3，填报中 3，已送审 1，审核通过 1，逾期 2，有错误 2", "已送审或审核通过 2 个，占 25%",
		"1. ❗ A02 支出大于预算：2 个单位 3 处，共失 4 分", "最低 75，中位数 85，最高 95，平均 85", "等次：优 1，中 1", "分布：90～100 分 1，70～79 分 1",
		"· 己局　已送审 1/2 章节　75 分　已逾期 1 天", "· 丁局　未开始　还有 3 天",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("the digest has no %q:\n%s", part, text)
		}
	}
	if empty := DigestOf(nil, Filter{}, deskNow).Reply(); !strings.Contains(empty.Text, "还没有单位") {
		t.Errorf("a digest of nothing: %s", empty.Text)
	}
}

// TestDigestAddsUp: whatever the units, the parts of a digest add up and its message fits.
func TestDigestAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var stands []dialog.Stand
		for i := range rapid.IntRange(0, 60).Draw(t, "units") {
			s := aStand(fmt.Sprintf("第%d%s", i, strings.Repeat("镇", rapid.IntRange(0, 50).Draw(t, "name"))),
				rapid.SampledFrom(dialog.UnitStates).Draw(t, "state"), rapid.IntRange(-9, 20).Draw(t, "days"), rapid.Int64Range(0, 100).Draw(t, "points"), 0)
			for k := range rapid.IntRange(0, 30).Draw(t, "findings") {
				if s.Now != nil {
					s.Now.Findings = append(s.Now.Findings, dialog.CheckStanding{
						Check: fmt.Sprintf("A%02d", k), Title: strings.Repeat("题", k), Severity: scoring.Warning, Count: k + 1, Lost: decimal.New(int64(k), -1),
					})
				}
			}
			stands = append(stands, s)
		}
		d := DigestOf(stands, Filter{}, deskNow)
		states, tens, grades := 0, 0, 0
		for _, s := range d.States {
			states += s.Count
		}
		for _, n := range d.Scores.Tens {
			tens += n.Count
		}
		for _, g := range d.Scores.Grades {
			grades += g.Count
		}
		if states != len(stands) || tens != len(d.Scores.Scores) || grades != tens {
			t.Errorf("%d units: %d by state, %d scores, %d by ten, %d by grade", len(stands), states, len(d.Scores.Scores), tens, grades)
		}
		if s := d.Scores; len(s.Scores) > 0 {
			for _, pair := range [][2]decimal.Decimal{{s.Low, s.Q1}, {s.Q1, s.Median}, {s.Median, s.Q3}, {s.Q3, s.Top}} {
				if pair[0].GreaterThan(pair[1]) {
					t.Errorf("quartiles out of order: %+v", s)
				}
			}
		}
		if r := d.Reply(); len([]rune(r.Title+r.Text)) > 4000 {
			t.Errorf("the message has %d characters", len([]rune(r.Text)))
		}
	})
}

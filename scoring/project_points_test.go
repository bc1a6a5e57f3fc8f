package scoring_test

import (
	"strings"
	"testing"

	"ziping/scoring"
)

const (
	option2 = "部分达成年度指标并具有一定效果"
	option3 = "未达成年度指标且效果较差"
)

// indicatorCases are one indicator of each kind on both sides of every edge, and the
// figures of published forms.
var indicatorCases = []struct {
	profile, direction, target, actual, weight, own, want string
	missing                                               string
}{
	// Targets to reach.
	{"mof-2020", "≥", "98%", "98%", "20", "", "20", ""}, // a published form gave 19.6
	{"mof-2020", "≥", "98%", "97.9%", "20", "", "19.98", ""},
	{"mof-2020", ">", "12", "12", "20", "", "20", ""},
	{"mof-2020", "≥", "3", "1", "10", "", "3.33", ""},
	{"mof-2020", "≥", "3", "2", "10", "", "6.67", ""},
	{"mof-2020", "≥", "12", "0", "10", "", "0", ""},
	{"mof-2020", "≥", "12", "-3", "10", "", "0", ""},
	{"mof-2020", "≥", "0", "0", "10", "", "10", ""},
	{"mof-2020", "≥", "0", "-1", "10", "", "10", ""}, // counted as 0
	{"mof-2020", "≥", "≥12次", "12 次", "10", "", "10", ""},
	{"mof-2020", "=", "3", "3", "10", "", "10", ""},
	{"mof-2020", "=", "3", "4", "10", "", "10", ""},
	{"mof-2020", "=", "3", "2.9", "10", "", "9.67", ""},
	{"mof-2020", "=", "0", "0", "10", "", "10", ""},
	{"mof-2020", "=", "0", "-2", "10", "", "10", ""},
	{"mof-2020", "=", "0", "0.1", "10", "", "0", ""},
	// Limits: the excess off, and the ratio of the form before 2020.
	{"mof-2020", "≤", "90", "90", "10", "", "10", ""},
	{"mof-2020", "≤", "90", "89", "10", "", "10", ""},
	{"mof-2020", "≤", "90", "100", "10", "", "8.89", ""},
	{"form-2017", "≤", "90", "100", "10", "", "9", ""},
	{"mof-2020", "<", "90", "135", "10", "", "5", ""},
	{"form-2017", "<", "90", "135", "10", "", "6.67", ""},
	{"mof-2020", "≤", "90", "179.9", "10", "", "0.01", ""},
	{"mof-2020", "≤", "90", "180", "10", "", "0", ""},
	{"mof-2020", "≤", "90", "200", "10", "", "0", ""},
	{"form-2017", "≤", "90", "180", "10", "", "5", ""},
	{"mof-2020", "≤", "0", "0", "10", "", "10", ""},
	{"mof-2020", "≤", "0", "1", "10", "", "0", ""},
	{"form-2017", "≤", "0", "1", "10", "", "0", ""},
	// Over-achievement: two points off from 130 %, or what the unit gives itself from 120 %.
	{"capped-2022", "≥", "100", "129.9", "10", "", "10", ""},
	{"capped-2022", "≥", "100", "130", "10", "", "8", ""},
	{"capped-2022", "≥", "100", "130", "1", "", "0", ""},
	{"capped-2022", "≥", "0", "29", "10", "", "10", ""},
	{"capped-2022", "≥", "0", "30", "10", "", "8", ""},
	{"capped-2022", "≤", "100", "10", "10", "", "10", ""},
	{"mof-2020", "≥", "100", "119.9", "10", "7", "10", ""},
	{"mof-2020", "≥", "100", "120", "10", "7", "7", ""},
	{"mof-2020", "≥", "100", "120", "10", "11", "10", ""},
	// Qualitative, 2020: [8, 10], [6, 8), [0, 6).
	{"mof-2020", "定性", "改善", "达成年度指标", "10", "", "10", ""},
	{"mof-2020", "定性", "", "达成预期指标", "10", "10", "10", ""},
	{"mof-2020", "定性", "改善", "达成年度指标", "10", "8", "8", ""},
	{"mof-2020", "定性", "改善", "达成年度指标", "10", "7.99", "", "points"},
	{"mof-2020", "定性", "改善", "达成年度指标", "10", "10.01", "", "points"},
	{"mof-2020", "定性", "改善", option2, "10", "", "", "points"},
	{"mof-2020", "定性", "改善", option2, "10", "8", "", "points"},
	{"mof-2020", "定性", "改善", option2, "10", "7.99", "7.99", ""},
	{"mof-2020", "定性", "改善", option2, "10", "6", "6", ""},
	{"mof-2020", "定性", "改善", option2, "10", "5.99", "", "points"},
	{"mof-2020", "定性", "改善", option3, "10", "6", "", "points"},
	{"mof-2020", "定性", "改善", option3, "10", "5.99", "5.99", ""},
	{"mof-2020", "定性", "改善", option3, "10", "0", "0", ""},
	// What is none of the options says nothing of the level; the points do.
	{"mof-2020", "定性", "改善", "完成得很好", "10", "9", "9", ""},
	// The second option before 2020 went down to 50 %.
	{"form-2017", "定性", "改善", option2, "10", "5", "5", ""},
	{"form-2017", "定性", "改善", option2, "10", "4.99", "", "points"},
	{"form-2017", "定性", "改善", option3, "10", "5", "", "points"},
	{"mof-2021", "定性", "改善", "基本达成目标", "10", "9", "9", ""},
	// Bounds are rounded to two decimals: 80 % of 3.33 is 2.664.
	{"mof-2020", "定性", "改善", "达成年度指标", "3.33", "2.66", "2.66", ""},
	// What cannot be read.
	{"mof-2020", "≥", "12", "完成", "10", "10", "", "actual"},
	{"mof-2020", "≥", "若干", "12", "10", "", "", "target"},
	{"mof-2020", "≥", "-1", "12", "10", "", "", "target"},
	{"mof-2020", "≥", "", "12", "10", "10", "", "target"},
	{"mof-2020", "≥", "12", "", "10", "", "", "actual"},
	{"mof-2020", "", "12", "12", "10", "", "", "direction"},
}

func TestProjectIndicatorPoints(t *testing.T) {
	for _, c := range indicatorCases {
		p := projectPack(t, c.profile)
		r := row("产出指标", "某项", c.direction, c.target, c.actual, c.weight, c.own, "")
		r["unit"] = scoring.Text("次")
		got := evaluateProjects(p, with(tidyProject("甲"), scoring.Facts{"indicators": scoring.RowsOf(r)})).Projects[0].Indicators[0]
		points := nullText(got.Points.Decimal, got.Points.Valid)
		if points != c.want || strings.Join(got.Missing, " ") != c.missing {
			t.Errorf("%s: %s %s, actual %s, own %q of %s: %q points, want %q; missing %v, want %q (%s)",
				c.profile, c.direction, c.target, c.actual, c.own, c.weight, points, c.want, got.Missing, c.missing, got.Working)
		}
		if got.Points.Valid && !strings.HasSuffix(got.Working, "得 "+points+" 分") && !strings.HasSuffix(got.Working, "自评，得 "+points+" 分") {
			t.Errorf("working %q of %s points", got.Working, points)
		}
	}
}

func TestSatisfactionBands(t *testing.T) {
	p := projectPack(t, "mof-2021")
	for actual, want := range map[string]string{
		"100%": "10", "90": "10", "89.99%": "8", "80%": "8", "79.9%": "5", "60%": "5", "59.9%": "0", "0": "0",
	} {
		r := row("社会公众或服务对象满意度指标", "群众满意度", "≥", "95%", actual, "10", "", "")
		got := evaluateProjects(p, with(tidyProject("甲"), scoring.Facts{"indicators": scoring.RowsOf(r)})).Projects[0].Indicators[0]
		if got.Points.Decimal.String() != want || !got.Points.Valid {
			t.Errorf("%s: %s, want %s (%s)", actual, got.Points.Decimal, want, got.Working)
		}
	}
}

func TestExecutionPoints(t *testing.T) {
	for _, c := range []struct{ profile, budget, spent, stated, want, rate, working string }{
		{"mof-2020", "310.2", "154.74", "", "4.99", "49.883946", "154.74 ÷ 310.20 = 49.88%，按比例得 4.99 分"}, // a published form wrote 50 % and 5
		{"mof-2020", "985.19", "914.97", "", "9.29", "92.872441", "914.97 ÷ 985.19 = 92.87%，按比例得 9.29 分"},
		{"mof-2020", "2179.77", "2183.25", "", "10", "100.15965", "2183.25 ÷ 2179.77 = 100.16%，超过 100%，最高得 10 分"},
		{"mof-2020", "100", "100", "", "10", "100", "100 ÷ 100 = 100%，得 10 分"},
		{"mof-2020", "100", "0", "", "0", "0", "0 ÷ 100 = 0%，按比例得 0 分"},
		{"execution-20", "100", "50", "", "10", "50", "50 ÷ 100 = 50%，按比例得 10 分"},
		{"mof-2020", "0", "0", "", "", "", "全年预算和执行数均为 0，执行率不适用，请填写本项得分（0～10 分）"},
		{"mof-2020", "0", "0", "10", "10", "", "全年预算和执行数均为 0，执行率不适用，按填报得 10 分"},
		{"mof-2020", "0", "0", "10.5", "", "", "全年预算和执行数均为 0，执行率不适用，请填写本项得分（0～10 分）"},
		{"mof-2020", "0", "89.97", "10", "", "", "全年预算为 0 而执行 89.97 万元，属无预算有支出，无法计算执行率"},
	} {
		project := with(tidyProject("甲"), scoring.Facts{"budget": num(c.budget), "spent": num(c.spent)})
		if c.stated != "" {
			project["execution_points"] = num(c.stated)
		}
		got := evaluateProjects(projectPack(t, c.profile), project).Projects[0]
		points, rate := nullText(got.ExecutionPoints.Decimal, got.ExecutionPoints.Valid), nullText(got.ExecutionRate.Decimal, got.ExecutionRate.Valid)
		if points != c.want || rate != c.rate || got.ExecutionWorking != c.working {
			t.Errorf("%s of %s: %q points, rate %q, %s", c.spent, c.budget, points, rate, got.ExecutionWorking)
		}
		if (c.want == "") != (len(got.Missing) == 1) {
			t.Errorf("%s of %s: missing %v", c.spent, c.budget, got.Missing)
		}
	}
}

// The cap of the total on both sides of every edge, and which side owns it.
func TestExecutionCaps(t *testing.T) {
	upper, err := loadProjectPack(t, "profile: edges, profiles: [{id: edges, title: 另一种, basis: 某市, provenance: proposal, like: capped-2022, caps_edge: upper}]")
	if err != nil {
		t.Fatal(err)
	}
	lower := projectPack(t, "capped-2022")
	for _, c := range []struct{ spent, lower, upper string }{
		{"80", "98", "89"}, {"79.99", "89", "89"}, {"70", "89", "79"}, {"69.99", "79", "79"}, {"60", "79", "69"},
		{"59.99", "69", "69"}, {"50", "69", "59"}, {"49.99", "59", "59"}, {"0", "59", "59"},
	} {
		project := with(tidyProject("甲"), scoring.Facts{"spent": num(c.spent)})
		for want, p := range map[string]*scoring.Pack{c.lower: lower, c.upper: upper} {
			if c.lower == c.upper {
				p = lower
			}
			if got := evaluateProjects(p, project).Projects[0]; got.Points.Decimal.String() != want {
				t.Errorf("%s%%: %s, want %s (%s)", c.spent, got.Points.Decimal, want, got.Working)
			}
		}
	}
}

// The grade is that of the total as printed: 89.995 is 90.00 and 优.
func TestGradeOfThePrintedTotal(t *testing.T) {
	p, err := loadProjectPack(t, "profile: fine, profiles: [{id: fine, title: 三位小数, basis: 某市, provenance: proposal, like: mof-2020, decimals: 3}]")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ own, points, grade string }{{"19.995", "90", "优"}, {"19.994", "89.99", "良"}, {"10", "80", "良"}, {"9.994", "79.99", "中"}} {
		project := withIndicator(tidyProject("甲"), row("产出指标", "某项", "≥", "30", c.own, "30", "", "天气原因"))
		got := evaluateProjects(p, project).Projects[0]
		if got.Points.Decimal.String() != c.points || got.Grade != c.grade {
			t.Errorf("%s: %s %s, want %s %s", c.own, got.Points.Decimal, got.Grade, c.points, c.grade)
		}
	}
}

func TestFlags(t *testing.T) {
	p := projectPack(t, "mof-2020")
	for _, c := range []struct{ budget, spent, want string }{
		{"100", "95", ""}, // the outcome's rate is ahead by exactly 5 %
		{"100", "94.9", "red"},
		{"100", "80", "red"},
		{"100", "79.9", "red yellow"},
		{"0", "0", "yellow"},
		{"100", "120", ""},
	} {
		var got []string
		for _, f := range evaluateProjects(p, with(tidyProject("甲"), scoring.Facts{"budget": num(c.budget), "spent": num(c.spent)})).Projects[0].Flags {
			got = append(got, f.Level)
			if f.Text == "" {
				t.Error("a flag without words")
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s of %s: %v, want %q", c.spent, c.budget, got, c.want)
		}
	}
}

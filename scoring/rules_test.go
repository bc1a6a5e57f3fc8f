package scoring_test

import (
	"testing"

	"ziping/scoring"
)

// ratio is a row whose value is a / b in percent; with b = 100 the value is a.
const ratio = "    formula: a / b\n    percent: true\n"

type ruleCase struct {
	a       string // the value in percent, or the answer
	points  string
	working string // "" where the points are enough
}

var rateRules = map[string]struct {
	row   string
	cases []ruleCase
}{
	"bands": {ratio + `    rule: {kind: bands, bands: [{eq: 0, points: 10}, {gt: 0, le: 10, points: 8}, {gt: 10, le: 20, points: 6}, {gt: 20, points: 0}]}`, []ruleCase{
		{"0", "10", "0 ÷ 100 = 0%，在 0% 档，得 10 分"},
		{"0.01", "8", "0.01 ÷ 100 = 0.01%，在 0%～10%（含）档，得 8 分"},
		{"10", "8", ""}, {"10.000001", "6", ""}, {"20", "6", "20 ÷ 100 = 20%，在 10%～20%（含）档，得 6 分"},
		{"20.000001", "0", "20.000001 ÷ 100 = 20%，在高于 20% 档，得 0 分"},
		{"-0.01", "", "(-0.01) ÷ 100 = -0.01%，评分标准没有规定这种情形"},
	}},
	"bands from above": {ratio + `    rule: {kind: bands, bands: [{ge: 90, points: 10}, {ge: 80, lt: 90, points: 5}, {lt: 80, points: 0}]}`, []ruleCase{
		{"90", "10", "90 ÷ 100 = 90%，在 90% 及以上档，得 10 分"},
		{"89.999999", "5", ""}, {"80", "5", "80 ÷ 100 = 80%，在 80%（含）～90% 档，得 5 分"},
		{"79.999999", "0", ""}, {"-3", "0", "(-3) ÷ 100 = -3%，在低于 80% 档，得 0 分"},
	}},
	"bands after rounding": {ratio + "    round: 0\n" + `    rule: {kind: bands, bands: [{le: 10, points: 10}, {gt: 10, points: 0}]}`, []ruleCase{
		{"10.49", "10", "10.49 ÷ 100 = 10.49%，取整为 10%，在不高于 10% 档，得 10 分"},
		{"10.5", "0", "10.50 ÷ 100 = 10.5%，取整为 11%，在高于 10% 档，得 0 分"},
		{"10", "10", "10 ÷ 100 = 10%，在不高于 10% 档，得 10 分"},
	}},
	"bands after rounding to one decimal": {ratio + "    round: 1\n" + `    rule: {kind: bands, bands: [{le: 10, points: 10}, {gt: 10, points: 0}]}`, []ruleCase{
		{"10.04", "10", "10.04 ÷ 100 = 10.04%，保留 1 位小数为 10%，在不高于 10% 档，得 10 分"},
		{"10.05", "0", ""},
	}},
	"over, whole points": {ratio + `    rule: {kind: over, threshold: 100, per_point: 0.5}`, []ruleCase{
		{"100", "10", "100 ÷ 100 = 100%，不高于 100%，得 10 分"}, {"73", "10", ""},
		{"100.99", "10", "100.99 ÷ 100 = 100.99%，高出 0.99 个百分点，计 0 个完整百分点，每点扣 0.5 分，扣 0 分，得 10 分（如按比例扣分则得 9.51 分）"},
		{"103", "8.5", "103 ÷ 100 = 103%，高出 3 个完整百分点，每点扣 0.5 分，扣 1.5 分，得 8.5 分"},
		{"103.7", "8.5", "103.70 ÷ 100 = 103.7%，高出 3.7 个百分点，计 3 个完整百分点，每点扣 0.5 分，扣 1.5 分，得 8.5 分（如按比例扣分则得 8.15 分）"},
		{"120", "0", "120 ÷ 100 = 120%，高出 20 个完整百分点，每点扣 0.5 分，扣 10 分，得 0 分"},
		{"121", "0", "121 ÷ 100 = 121%，高出 21 个完整百分点，每点扣 0.5 分，应扣 10.5 分，扣完为止，得 0 分"},
	}},
	"over, pro rata": {ratio + `    rule: {kind: over, threshold: 0, per_point: 1, steps: pro_rata}`, []ruleCase{
		{"0", "10", ""}, {"-5", "10", ""}, {"1", "9", ""},
		{"2.5", "7.5", "2.50 ÷ 100 = 2.5%，高出 2.5 个百分点，每点扣 1 分，扣 2.5 分，得 7.5 分（如只计完整百分点则得 8 分）"},
	}},
	"step below": {ratio + `    rule: {kind: step_below, target: 100, step: 5, deduct: 2}`, []ruleCase{
		{"100", "10", "100 ÷ 100 = 100%，不低于 100%，得 10 分"}, {"130", "10", ""},
		{"99.27", "10", "99.27 ÷ 100 = 99.27%，低于 100% 计 0.73 个百分点，不足 5 个百分点，不扣分，得 10 分"},
		{"95.000001", "10", ""}, {"95", "8", ""},
		{"92.8", "8", "92.80 ÷ 100 = 92.8%，低于 100% 计 7.2 个百分点，满 1 个 5 个百分点，每个扣 2 分，扣 2 分，得 8 分"},
		{"90.000001", "8", ""}, {"90", "6", ""}, {"0", "0", ""},
	}},
	"step over": {ratio + `    rule: {kind: step_over, target: 100, step: 5, deduct: 2}`, []ruleCase{
		{"100", "10", ""}, {"40", "10", ""}, {"104.999999", "10", ""}, {"105", "8", ""}, {"109.999999", "8", ""}, {"110", "6", ""}, {"300", "0", ""},
	}},
	"step off target": {ratio + `    rule: {kind: step_off_target, target: 100, step: 5, deduct: 2}`, []ruleCase{
		{"100", "10", "100 ÷ 100 = 100%，等于 100%，得 10 分"}, {"95.1", "10", ""}, {"104.9", "10", ""}, {"95", "8", ""}, {"105", "8", ""},
		{"72.74", "0", "72.74 ÷ 100 = 72.74%，低于 100% 计 27.26 个百分点，满 5 个 5 个百分点，每个扣 2 分，扣 10 分，得 0 分"},
		{"131", "0", ""},
	}},
	"proportion": {ratio + `    rule: {kind: proportion}`, []ruleCase{
		{"95", "9.5", "95 ÷ 100 = 95%，按比例计分，10 × 95%，得 9.5 分"}, {"100", "10", ""}, {"140", "10", ""}, {"0", "0", ""}, {"33.333333", "3.33", ""}, {"-4", "0", ""},
	}},
	"inverse proportion": {ratio + `    rule: {kind: inverse_proportion}`, []ruleCase{
		{"100", "10", ""}, {"60", "10", ""}, {"125", "8", "125 ÷ 100 = 125%，超过 100%，按比例计分，10 ÷ 125%，得 8 分"}, {"150", "6.67", ""},
	}},
	"formula for points": {"    formula: a / b\n" + `    rule: {kind: formula_points, points: (1 - 10 * value) * max, best_at: 0}`, []ruleCase{
		{"0", "10", ""}, {"5", "5", "5 ÷ 100 = 0.05，按计分公式计算，得 5 分"}, {"10", "0", ""},
		{"11", "0", "11 ÷ 100 = 0.11，按计分公式计算为 -1 分，限于 0～10 分，得 0 分"},
	}},
}

func TestRulesOnARate(t *testing.T) {
	for name, c := range rateRules {
		t.Run(name, func(t *testing.T) {
			p := withRow(t, c.row+"\n")
			for _, rc := range c.cases {
				r := scoring.Evaluate(p, scoring.Evaluation{Facts: scoring.Facts{"a": num(rc.a), "b": num("100")}})
				checkScore(t, rc.a, r, rc)
			}
		})
	}
}

func checkScore(t *testing.T, input string, r scoring.Result, want ruleCase) {
	t.Helper()
	s, _ := r.Score("X1")
	got := ""
	if s.Points.Valid {
		got = s.Points.Decimal.String()
		if lost := s.Max.Sub(s.Points.Decimal); !lost.Equal(s.Lost.Decimal) {
			t.Errorf("%s: lost %s, want %s", input, s.Lost.Decimal, lost)
		}
	}
	if got != want.points {
		t.Errorf("%s: points %q, want %q (%s)", input, got, want.points, s.Working)
	}
	if want.working != "" && s.Working != want.working {
		t.Errorf("%s: working\n got %s\nwant %s", input, s.Working, want.working)
	}
}

var answerRules = map[string]struct {
	row   string
	cases map[string]struct {
		facts           scoring.Facts
		points, working string
	}
}{
	"checklist": {`    rule: {kind: checklist, field: ticks, items: [{label: 第一, points: 5}, {label: 第二, points: 3}, {label: 第三, points: 2}]}`, map[string]struct {
		facts           scoring.Facts
		points, working string
	}{
		"all":  {scoring.Facts{"ticks": scoring.Items("第一", "第二", "第三")}, "10", "3 项要求全部符合，得 10 分"},
		"none": {scoring.Facts{"ticks": scoring.Items()}, "0", "3 项要求符合 0 项，“第一”扣 5 分，“第二”扣 3 分，“第三”扣 2 分，得 0 分"},
		"two":  {scoring.Facts{"ticks": scoring.Items("第一", "第三")}, "7", "3 项要求符合 2 项，“第二”扣 3 分，得 7 分"},
		"open": {scoring.Facts{}, "", "数据不全，尚未计分"},
	}},
	"per case": {`    rule: {kind: per_case, field: n, deduct: 3, noun: 违规事项}`, map[string]struct {
		facts           scoring.Facts
		points, working string
	}{
		"0": {scoring.Facts{"n": num("0")}, "10", "没有违规事项，得 10 分"},
		"2": {scoring.Facts{"n": num("2")}, "4", "违规事项 2 项，每项扣 3 分，扣 6 分，得 4 分"},
		"4": {scoring.Facts{"n": num("4")}, "0", "违规事项 4 项，每项扣 3 分，应扣 12 分，扣完为止，得 0 分"},
	}},
	"grade": {`    rule: {kind: grade, field: pick, grades: [{label: 优秀, points: 10}, {label: 良好, points: 8}, {label: 较差, points: 0}]}`, map[string]struct {
		facts           scoring.Facts
		points, working string
	}{
		"best":    {scoring.Facts{"pick": scoring.Text("优秀")}, "10", ""},
		"good":    {scoring.Facts{"pick": scoring.Text("良好")}, "8", "等次为“良好”，得 8 分"},
		"unknown": {scoring.Facts{"pick": scoring.Text("尚可")}, "", "评分标准没有规定“尚可”的得分"},
	}},
	"coefficient": {`    rule: {kind: coefficient, field: p}`, map[string]struct {
		facts           scoring.Facts
		points, working string
	}{
		"92":  {scoring.Facts{"p": num("92")}, "9.2", "得分系数 92%，10 × 92%，得 9.2 分"},
		"130": {scoring.Facts{"p": num("130")}, "10", ""},
	}},
	"manual": {`    rule: {kind: manual, field: rest}`, map[string]struct {
		facts           scoring.Facts
		points, working string
	}{
		"7.5": {scoring.Facts{"rest": num("7.5")}, "7.5", "由填报单位评定，得 7.5 分"},
		"11":  {scoring.Facts{"rest": num("11")}, "10", "由填报单位评定为 11 分，限于 0～10 分，得 10 分"},
	}},
	"manual with options": {`    rule: {kind: manual, field: pick, options: [{label: 优秀, points: 10}, {label: 良好, points: 6}, {label: 较差, points: 0}]}`, map[string]struct {
		facts           scoring.Facts
		points, working string
	}{
		"good": {scoring.Facts{"pick": scoring.Text("良好")}, "6", "评定为“良好”，得 6 分"},
	}},
}

func TestRulesOnAnAnswer(t *testing.T) {
	for name, c := range answerRules {
		t.Run(name, func(t *testing.T) {
			p := withRow(t, c.row+"\n")
			for input, rc := range c.cases {
				checkScore(t, input, scoring.Evaluate(p, scoring.Evaluation{Facts: rc.facts}), ruleCase{"", rc.points, rc.working})
			}
		})
	}
}

func TestPartlyMetItemsGiveHalf(t *testing.T) {
	row := `    rule: {kind: checklist, field: ticks, partial: true, items: [{label: 第一, points: 5}, {label: 第二, points: 5}]}` + "\n"
	yaml := change(t, ", options: [第一, 第二, 第三]}", "}")
	p := mustLoad(t, replaceRow(t, yaml, row))
	f, _ := p.Field("ticks")
	if len(f.Options) != 4 || f.Options[1] != "第一（部分符合）" {
		t.Fatalf("options %v", f.Options)
	}
	r := scoring.Evaluate(p, scoring.Evaluation{Facts: scoring.Facts{"ticks": scoring.Items("第一（部分符合）", "第二")}})
	checkScore(t, "half", r, ruleCase{"", "7.5", "2 项要求符合 1 项，“第一”扣 2.5 分，得 7.5 分"})
}

func TestCasesComeBeforeTheFormula(t *testing.T) {
	row := ratio + `    cases:
      - {when: yes, points: full, says: 没有这类事项}
      - {when: b == 0 and a > 0, points: 2, says: 基数为零}
      - {when: a < 0, ask: rest, says: 评分标准没有规定}
    rule: {kind: proportion}
`
	p := withRow(t, row)
	no, yes := scoring.Yes(false), scoring.Yes(true)
	for name, c := range map[string]struct {
		facts           scoring.Facts
		points, working string
		missing         int
	}{
		"first":         {scoring.Facts{"yes": yes}, "10", "没有这类事项，得 10 分", 0},
		"second":        {scoring.Facts{"yes": no, "a": num("1"), "b": num("0")}, "2", "基数为零，得 2 分", 0},
		"zero by zero":  {scoring.Facts{"yes": no, "a": num("0"), "b": num("0")}, "", "0 ÷ 0，除数为 0，无法计算", 2},
		"asked":         {scoring.Facts{"yes": no, "a": num("-1"), "b": num("2")}, "", "评分标准没有规定", 1},
		"asked, said":   {scoring.Facts{"yes": no, "a": num("-1"), "b": num("2"), "rest": num("4")}, "4", "评分标准没有规定，由填报单位评定，得 4 分", 0},
		"formula":       {scoring.Facts{"yes": no, "a": num("1"), "b": num("2")}, "5", "", 0},
		"undecided":     {scoring.Facts{"a": num("1"), "b": num("2")}, "", "", 1},
		"not there":     {scoring.Facts{"yes": no, "a": {State: scoring.NotApplicable}, "b": num("2")}, "", "", 1},
		"pending":       {scoring.Facts{"yes": no, "a": {State: scoring.Pending}, "b": num("2")}, "", "", 1},
		"nothing known": {scoring.Facts{}, "", "", 3},
	} {
		r := scoring.Evaluate(p, scoring.Evaluation{Facts: c.facts})
		checkScore(t, name, r, ruleCase{"", c.points, c.working})
		if s, _ := r.Score("X1"); len(s.Missing) != c.missing {
			t.Errorf("%s: missing %v, want %d codes", name, s.Missing, c.missing)
		}
	}
}

// A quotient that does not end is carried far enough to stay on its side of an edge.
func TestValuesBesideAnEdge(t *testing.T) {
	p := withRow(t, ratio+`    rule: {kind: bands, bands: [{le: 20, points: 10}, {gt: 20, points: 0}]}`+"\n")
	for _, c := range []struct{ a, b, points string }{
		{"361.552", "1807.76", "10"}, {"361.552001", "1807.76", "0"}, {"361.551999", "1807.76", "10"},
		{"199999999999.999999", "999999999999.999999", "10"}, {"200000000000", "999999999999.999999", "0"},
	} {
		r := scoring.Evaluate(p, scoring.Evaluation{Facts: scoring.Facts{"a": num(c.a), "b": num(c.b)}})
		checkScore(t, c.a+"/"+c.b, r, ruleCase{"", c.points, ""})
	}
}

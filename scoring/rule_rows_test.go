package scoring_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
)

// ownRows is a row X1 of self-set rows: the list `own` has the columns its rule reads.
func ownRows(t testing.TB, rule string) string {
	t.Helper()
	list := "      - {code: own, label: 自设, kind: rows, columns: [{code: title, label: 名称, kind: text}, {code: share, label: 权重, kind: number}, " +
		"{code: got, label: 得分, kind: number}, {code: coef, label: 系数, kind: percent, most: 100}, {code: ok, label: 完成, kind: yesno}]}\n"
	yaml := change(t, "      - {code: note,", list+"      - {code: note,")
	return replaceRow(t, yaml, "    rule: {kind: rows, field: own, "+rule+"}\n")
}

func ownRow(title, share, got string) scoring.Facts {
	row := scoring.Facts{}
	if title != "" {
		row["title"] = scoring.Text(title)
	}
	for code, s := range map[string]string{"share": share, "got": got, "coef": got} {
		if s != "" {
			row[code] = num(s)
		}
	}
	return row
}

func TestSelfSetRows(t *testing.T) {
	byPoints, byCoefficient := "name: title, weight: share, points: got", "name: title, weight: share, coefficient: coef"
	rows := func(r ...scoring.Facts) []scoring.Facts { return r }
	for name, c := range map[string]struct {
		rule    string
		rows    []scoring.Facts
		points  string
		working string
	}{
		"all of the points": {byPoints, rows(ownRow("甲", "4", "4"), ownRow("乙", "6", "6")), "10",
			"自设指标 2 行，权重合计 10 分，得分 4 + 6 = 10，得 10 分"},
		"some of the points": {byPoints, rows(ownRow("甲", "4", "4"), ownRow("乙", "6", "4.5")), "8.5",
			"自设指标 2 行，权重合计 10 分，得分 4 + 4.5 = 8.5，“乙”失 1.5 分，得 8.5 分"},
		"more than its weight": {byPoints, rows(ownRow("甲", "4", "5"), ownRow("乙", "6", "0")), "4",
			"自设指标 2 行，权重合计 10 分，得分 4 + 0 = 4，“甲”填 5 分，按权重 4 分计，“乙”失 6 分，得 4 分"},
		"coefficients": {byCoefficient, rows(ownRow("甲", "3.5", "100"), ownRow("", "6.5", "33.33")), "5.67",
			"自设指标 2 行，权重合计 10 分，得分 3.5 + 2.17 = 5.67，第 2 行得分系数 33.33%，失 4.33 分，得 5.67 分"},
		"one row": {byCoefficient, rows(ownRow("甲", "10", "80")), "8",
			"自设指标 1 行，权重合计 10 分，得分 8，“甲”得分系数 80%，失 2 分，得 8 分"},
		"weights too small": {byPoints, rows(ownRow("甲", "4", "4"), ownRow("乙", "5.5", "5.5")), "",
			"自设指标 2 行，权重合计 9.5 分，应为 10 分，少 0.5 分，调整后才能计分"},
		"weights too large": {byPoints, rows(ownRow("甲", "12", "4")), "", "自设指标 1 行，权重合计 12 分，应为 10 分，多 2 分，调整后才能计分"},
		"no rows":           {byPoints, rows(), "", "自设指标 0 行，权重合计 0 分，应为 10 分，少 10 分，调整后才能计分"},
		"no weight":         {byPoints, rows(ownRow("甲", "10", "10"), ownRow("乙", "", "1")), "", "“乙”缺少权重"},
		"no points":         {byPoints, rows(ownRow("", "10", "")), "", "第 1 行缺少得分"},
		"no coefficient":    {byCoefficient, rows(ownRow("甲", "10", "")), "", "“甲”缺少得分系数"},
	} {
		t.Run(name, func(t *testing.T) {
			p := mustLoad(t, ownRows(t, c.rule))
			r := scoring.Evaluate(p, scoring.Evaluation{Facts: scoring.Facts{"own": scoring.RowsOf(c.rows...)}})
			s, _ := r.Score("X1")
			got := ""
			if s.Points.Valid {
				got = s.Points.Decimal.String()
			}
			if got != c.points || s.Working != c.working {
				t.Errorf("%s points, %s\nwant %s, %s", got, s.Working, c.points, c.working)
			}
			if want := s.Points.Valid; want == (len(s.Missing) > 0) {
				t.Errorf("missing %v", s.Missing)
			}
		})
	}
}

func TestSelfSetRowsNameSomeLosses(t *testing.T) {
	p := mustLoad(t, ownRows(t, "name: title, weight: share, points: got"))
	var rows []scoring.Facts
	for range 10 {
		rows = append(rows, ownRow("甲", "1", "0.5"))
	}
	r := scoring.Evaluate(p, scoring.Evaluation{Facts: scoring.Facts{"own": scoring.RowsOf(rows...)}})
	s, _ := r.Score("X1")
	if strings.Count(s.Working, "“甲”") != 5 || !strings.Contains(s.Working, "另有 5 行失分或调整") {
		t.Error(s.Working)
	}
}

func TestSelfSetRowsDefects(t *testing.T) {
	for rule, want := range map[string]string{
		"name: title, weight: share":                              "要写 points 或 coefficient 其中一个",
		"name: title, weight: share, points: got, coefficient: p": "要写 points 或 coefficient 其中一个",
		"name: title, weight: shares, points: got":                "没有“shares”这一列；是不是“share”？",
		"name: share, weight: share, points: got":                 "列“share”应是文字",
		"name: title, weight: ok, points: got":                    "列“ok”应是数字",
		"weight: share, points: got":                              "缺少“name”",
	} {
		_, err := loadYAML(ownRows(t, rule))
		if got := strings.Join(defectsOf(t, err), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s: %s\nwant %s", rule, got, want)
		}
	}
	_, err := loadYAML(strings.Replace(ownRows(t, "name: title, weight: share, points: got"), "field: own", "field: note", 1))
	if got := strings.Join(defectsOf(t, err), "\n"); !strings.Contains(got, "字段“note”类型应是 rows（列表），实际是 text（一行字）") {
		t.Error(got)
	}
}

// A coefficient is entered by a person; what it is judged by is computed beside it and
// makes no points.
func TestCoefficientWithAValueBeside(t *testing.T) {
	p := withRow(t, ratio+"    rule: {kind: coefficient, field: p}\n")
	for _, c := range []struct {
		facts   scoring.Facts
		value   bool
		points  string
		working string
	}{
		{scoring.Facts{"a": num("92"), "b": num("100"), "p": num("90")}, true, "9", "92 ÷ 100 = 92%，得分系数 90%，10 × 90%，得 9 分"},
		{scoring.Facts{"a": num("92"), "b": num("100")}, true, "", "92 ÷ 100 = 92%，尚未计分"},
		{scoring.Facts{"p": num("90")}, false, "9", "得分系数 90%，10 × 90%，得 9 分"},
		{scoring.Facts{"a": num("1"), "b": num("0"), "p": num("100")}, false, "10", "得分系数 100%，10 × 100%，得 10 分"},
	} {
		s, _ := scoring.Evaluate(p, scoring.Evaluation{Facts: c.facts}).Score("X1")
		got := ""
		if s.Points.Valid {
			got = s.Points.Decimal.String()
		}
		if got != c.points || s.Working != c.working || s.Value.Valid != c.value {
			t.Errorf("%v: %s points, value %v, %s", c.facts, got, s.Value, s.Working)
		}
		if c.points == "" && !cmp.Equal(s.Missing, []string{"p"}) {
			t.Errorf("missing %v", s.Missing)
		}
	}
}

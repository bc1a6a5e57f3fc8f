package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog/reading/cell"
)

// sheetOf makes a sheet of rows whose cells are separated by bars.
func sheetOf(rows ...string) cell.Document {
	s := cell.Sheet{First: 1}
	for _, row := range rows {
		var cells []cell.Cell
		for text := range strings.SplitSeq(row, "|") {
			cells = append(cells, cell.Cell{Text: text})
		}
		s.Rows = append(s.Rows, cells)
	}
	return cell.Document{Sheets: []cell.Sheet{s}}
}

var someTables = []Table{{"town-2023", "乡镇自评表"}, {"sichuan-80-20", "四川绩效表"}}

func TestRoster(t *testing.T) {
	due := time.Date(2024, 3, 31, 23, 59, 59, 0, deskNow.Location())
	for name, tt := range map[string]struct {
		doc      cell.Document
		rows     []RosterRow
		problems []string
	}{
		"all columns, with a title and blanks": {
			sheetOf("2023年度自评单位名单", "序号|单位名称|年 度|指标体系|截止日期|填报人数|负责人数", "1|某镇 人民政府|2023年|四川|2024年3月31日|３人|0", "||", "2|某局|2023||2024.3.31||"),
			[]RosterRow{
				{"第 3 行", "某镇人民政府", 2023, "sichuan-80-20", due, 3, 0},
				{"第 5 行", "某局", 2023, "", due, 1, 1},
			}, nil,
		},
		"two columns":   {sheetOf("单位|年度", "某局|2023"), []RosterRow{{"第 2 行", "某局", 2023, "", time.Time{}, 1, 1}}, nil},
		"no such table": {sheetOf("单位|年度|指标体系", "某局|2023|湖南"), nil, []string{"第 2 行：没有“湖南”这套指标体系，可用的有：town-2023、sichuan-80-20。"}},
		"every mistake": {
			sheetOf("单位|年度|截止日期|填报人数|负责人数", "|二三|明天|x|99", "某局|2023|||", "某局|2023|||"),
			[]RosterRow{{"第 3 行", "某局", 2023, "", time.Time{}, 1, 1}},
			[]string{"没有写单位名称", "年度“二三”不对", "截止日期“明天”不对", "填报人数“x”不对", "负责人数“99”不对", "第 4 行：某局 2023年度在第 3 行已经写过"},
		},
		"no heads": {sheetOf("某局|2023"), nil, []string{"没有找到“单位”和“年度”两列"}},
		"no rows":  {sheetOf("单位|年度"), nil, []string{"表头下面没有单位"}},
	} {
		rows, problems := ReadRoster(tt.doc, someTables, deskNow)
		if diff := cmp.Diff(tt.rows, rows); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		for _, want := range tt.problems {
			if !strings.Contains(strings.Join(problems, "\n"), want) {
				t.Errorf("%s: not told %q: %q", name, want, problems)
			}
		}
		if len(problems) != len(tt.problems) {
			t.Errorf("%s: problems %q", name, problems)
		}
	}
}

// A list that was written out reads back as it was, in whatever order its columns stand.
func TestRosterReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "units")
		var want []RosterRow
		for i := range n {
			row := RosterRow{Name: fmt.Sprintf("某单位%d", i), Year: rapid.IntRange(2000, deskNow.Year()).Draw(t, "year"),
				Scheme: rapid.SampledFrom([]string{"", "town-2023", "sichuan-80-20"}).Draw(t, "table"),
				Staff:  rapid.IntRange(0, maxInvite).Draw(t, "staff"), Managers: rapid.IntRange(0, maxInvite).Draw(t, "managers")}
			want = append(want, row)
		}
		order := rapid.Permutation([]int{0, 1, 2, 3, 4}).Draw(t, "order")
		line := func(cells []string) string {
			out := make([]string, len(cells))
			for i, from := range order {
				out[i] = cells[from]
			}
			return strings.Join(out, "|")
		}
		lines := []string{line([]string{"单位", "年度", "指标体系", "填报人数", "负责人数"})}
		for i, r := range want {
			lines = append(lines, line([]string{r.Name, fmt.Sprint(r.Year), r.Scheme, fmt.Sprint(r.Staff), fmt.Sprint(r.Managers)}))
			want[i].Place = fmt.Sprintf("第 %d 行", i+2)
		}
		rows, problems := ReadRoster(sheetOf(lines...), someTables, deskNow)
		if diff := cmp.Diff(want, rows); diff != "" || len(problems) > 0 {
			t.Fatalf("%s%q", diff, problems)
		}
	})
}

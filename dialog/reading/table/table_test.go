package table_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ziping/dialog/reading/source"
	"ziping/dialog/reading/table"
	"ziping/scoring"
	"ziping/scoring/packs"
)

func listOf(t testing.TB, code string) *scoring.Field {
	t.Helper()
	pack, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	f, ok := pack.Field(code)
	if !ok {
		t.Fatalf("no list %s", code)
	}
	return f
}

// shown writes what was understood, a line for each row, total and thing left out.
func shown(t table.Table) string {
	var b strings.Builder
	for _, r := range t.Rows {
		var parts []string
		for _, c := range t.List.Flat() {
			a, ok := r.Cells[c.Code]
			switch {
			case !ok:
				continue
			case a.Doubt != "":
				parts = append(parts, c.Code+"=?")
			case c.Kind.Numeric():
				parts = append(parts, c.Code+"="+a.Value.Number.String())
			case c.Code == "evaluated":
				parts = append(parts, fmt.Sprintf("%s=%v", c.Code, a.Value.Yes))
			default:
				parts = append(parts, a.Value.Text)
			}
		}
		b.WriteString(strings.Join(parts, " ") + "\n")
	}
	for _, total := range t.Totals {
		fmt.Fprintf(&b, "total %s %s %v\n", total.Column.Code, total.Stated, total.Agrees)
	}
	for _, l := range t.Left {
		b.WriteString("left " + l.Text + "\n")
	}
	for _, u := range t.Unused() {
		b.WriteString("unused " + u + "\n")
	}
	for _, u := range t.UnitUnknown {
		b.WriteString("unit? " + u + "\n")
	}
	return strings.TrimSpace(b.String())
}

func TestPastedTables(t *testing.T) {
	const whole = "村级组织经费 budget_initial=50 budget=50 spent=48 evaluated=true"
	for _, c := range []struct{ list, text, want string }{
		{"projects", "项目名称 全年预算数 全年执行数\n道路养护 26.9 26.9\n村级 组织 经费 1 2\n合计 27.9 28.9",
			"道路养护 budget=26.9 spent=26.9\n村级 组织 经费 budget=1 spent=2\ntotal budget 27.9 true\ntotal spent 28.9 true"},
		{"projects", "道路养护 26.9 26.9\n环卫 3 3", "道路养护 budget=26.9 spent=26.9\n环卫 budget=3 spent=3"},
		{"projects", "道路养护 20 26.9 26.9\n环卫 3 3 3", "道路养护 budget_initial=20 budget=26.9 spent=26.9\n环卫 budget_initial=3 budget=3 spent=3"},
		{"projects", "1 道路养护 26.9 26.9\n2 环卫 3 3", "道路养护 budget=26.9 spent=26.9\n环卫 budget=3 spent=3"},
		{"projects", "道路养护 26.9 26.9", "道路养护 budget=26.9 spent=26.9"},
		{"projects", "村级组织经费", ""},
		{"projects", "道路养护\n环境治理", "道路养护\n环境治理"},
		{"projects", "项目名称，全年预算数，全年执行数\n道路，26.9，1,026.9\n环卫，3，3", "道路 budget=26.9 spent=1026.9\n环卫 budget=3 spent=3"},
		{"projects", "序号 项目名称 年初预算 调整后预算数 预算执行数\n1 甲乙 0 3.36 3.36\n2 丙丁  1 1",
			"甲乙 budget_initial=0 budget=3.36 spent=3.36\n丙丁 budget=1 spent=1"},
		{"projects", "单位：元\n项目名称 全年预算数 全年执行数 是否自评\n道路 500000 400000 是\n其中：人员 100 100 是\n环卫  100 否\n备注：无",
			"道路 budget=50 spent=40 evaluated=true\n环卫 spent=0.01 evaluated=false\nleft 其中：人员 100 100 是"},
		{"projects", "项目名称 全年预算数 绩效目标\n道路 1 好", "道路 budget=1\nunused “绩效目标”"},
		{"projects", "项目名称 全年预算数 全年执行数\n道路 50000000 40000000", "道路 budget=? spent=?\nunit? 全年预算数\nunit? 全年执行数"},
		{"projects", "项目名称 预算数 全年执行数\n道路 5 4", "道路 spent=4\nunused “预算数”（可能是年初预算数或全年预算数或年中调整数，请把表头写明确）"},
		{"projects", "sep=;\n项目名称;年初预算数;全年预算数;全年执行数;是否自评\n村级组织经费;50;50;48;是", whole},
		{"projects", "项目名称 全年预算数 全年执行数\n合计 5 4\n道路 2 2\n环卫 2 2", "道路 budget=2 spent=2\n环卫 budget=2 spent=2\ntotal budget 5 false\ntotal spent 4 true"},
		{"projects", "项目名称 全年预算数 全年执行数\n道路 2 2\n小计 2 2\n环卫 3 3\n小计 3 3\n总计 5 5",
			"道路 budget=2 spent=2\n环卫 budget=3 spent=3\ntotal budget 2 true\ntotal spent 2 true\ntotal budget 3 true\ntotal spent 3 true\ntotal budget 5 true\ntotal spent 5 true"},
		{"offices", "党政综合办公室 负责机关文电运转\n党建工作办公室 负责党员队伍", "党政综合办公室 负责机关文电运转\n党建工作办公室 负责党员队伍"},
		{"offices", "党政综合办公室：负责机关文电运转、会务\n党建工作办公室：负责党员队伍", "党政综合办公室 负责机关文电运转、会务\n党建工作办公室 负责党员队伍"},
		{"offices", "1、党政综合办公室\n2、党建办", "党政综合办公室\n党建办"},
		{"projects", "项目 金额\n道路 5\n环卫 3", "道路\n环卫\nunused “金额”"},
		{"offices", "1、党政综合办公室。负责机关文电运转、会务。\n2、党建工作办公室。负责党员队伍建设。",
			"党政综合办公室 负责机关文电运转、会务。\n党建工作办公室 负责党员队伍建设。"},
		{"offices", "党政综合办公室。负责机关文电运转", "党政综合办公室 负责机关文电运转"},
		{"offices", "党政综合办公室", ""},
		{"projects", "项目名称/全年预算数/全年执行数\n道路养护/26.9/26.9\n环卫/3/3", "道路养护 budget=26.9 spent=26.9\n环卫 budget=3 spent=3"},
		{"projects", "道路养护/26.9/26.9\n环卫/3/3", "left 道路养护/26.9/26.9\nleft 环卫/3/3"},
		{"projects", "项目名称，全年预算数，全年执行数\n环卫，绿化，3，3", "环卫，绿化 budget=3 spent=3"},
		{"projects", "项目名称,全年预算数,全年执行数\n环卫,1,200.5,1,200.5\n道路,2,2", "道路 budget=2 spent=2\nleft 环卫 1 200.5 1 200.5"},
		{"projects", "1.道路养护 26.9 26.9\n2.环卫 3 3\n合计 29.9 29.9",
			"道路养护 budget=26.9 spent=26.9\n环卫 budget=3 spent=3\ntotal budget 29.9 true\ntotal spent 29.9 true"},
		{"projects", "1、道路养护：全年预算26.9万元，实际支出269000元；\n2、环卫：全年预算 3 万元，实际支出3万元。",
			"道路养护 budget=26.9 spent=26.9\n环卫 budget=3 spent=3"},
		{"projects", "道路养护 全年预算数：26.9 实际支出：26", "道路养护 budget=26.9 spent=26"},
		{"projects", "道路养护26.9万元，环卫3万元", ""},
		{"projects", "| 项目名称 | 全年预算数 |\n| :--- | ---: |\n| **道路** | 5 |\n| **合计** | 5 |", "道路 budget=5\ntotal budget 5 true"},
		{"other_staff", "校车司机2人，保洁3人", "校车司机 count=2\n保洁 count=3"},
		{"other_staff", "校车司机2人、保洁3人", "校车司机 count=2\n保洁 count=3"},
		{"other_staff", "校车司机2人", "校车司机 count=2"},
		{"other_staff", "校车司机 2\n保洁 3人", "校车司机 count=2\n保洁 count=3"},
	} {
		got, _ := table.FromText(listOf(t, c.list), c.text, table.Options{})
		if shown(got) != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.text, shown(got), c.want)
		}
	}
}

// A person's word on the unit settles the columns that have none.
func TestUnitSaid(t *testing.T) {
	const text = "项目名称 全年预算数（万元） 全年执行数\n道路 50 400000"
	list := listOf(t, "projects")
	if got, _ := table.FromText(list, text, table.Options{}); shown(got) != "道路 budget=50 spent=?\nunit? 全年执行数" {
		t.Errorf("asked: %s", shown(got))
	}
	if got, _ := table.FromText(list, text, table.Options{Unit: "元"}); shown(got) != "道路 budget=50 spent=40" {
		t.Errorf("said: %s", shown(got))
	}
}

// Every table of the cases is read the same as a file, as pasted with its tabs, and as Telegram
// delivers it, with a blank for every tab.
func TestCaseTables(t *testing.T) {
	const row = "村级组织经费 budget_initial=50 budget=50 spent=48 evaluated=true"
	for name, want := range map[string]string{
		"csv-header-yuan.csv":      "村级组织经费 budget_initial=5 budget=5 spent=4.8 evaluated=true",
		"csv-other-labels.csv":     "村级组织经费 budget=50 spent=48",
		"csv-sep-line.csv":         row,
		"csv-title-row.csv":        row,
		"csv-total-row.csv":        row + "\ntotal budget_initial 50 true\ntotal budget 50 true\ntotal spent 48 true",
		"paste-markdown.txt":       "村级组织经费 budget_initial=50 budget=50",
		"paste-multiline-cell.txt": row + "\n道路养护 budget_initial=1 budget=1 spent=1 evaluated=false",
		"paste-nbsp.txt":           row,
	} {
		data, err := os.ReadFile(filepath.Join("../testdata/inputs", name))
		if err != nil {
			t.Fatal(err)
		}
		list := listOf(t, "projects")
		doc, err := source.Read(t.Context(), name, data, source.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range doc.Sheets {
			if got := shown(table.Read(list, s, table.Options{})); got != want {
				t.Errorf("%s as a file:\n%s\nwant\n%s", name, got, want)
			}
		}
		for _, text := range []string{string(data), strings.ReplaceAll(string(data), "\t", " ")} {
			if got, _ := table.FromText(list, text, table.Options{}); shown(got) != want {
				t.Errorf("%s pasted:\n%s\nwant\n%s", name, shown(got), want)
			}
		}
	}
}

// The two messages that a client cuts a long paste into are one table.
func TestCutTables(t *testing.T) {
	for _, kind := range []string{"plain", "astral"} {
		var text string
		for _, part := range []string{"1", "2"} {
			data, err := os.ReadFile("../testdata/inputs/cut-table-" + kind + "-" + part + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			text += strings.ReplaceAll(string(data), "\t", " ")
		}
		got, _ := table.FromText(listOf(t, "projects"), text, table.Options{})
		odd := slices.IndexFunc(got.Rows, func(r table.Row) bool { return r.Cells["spent"].Value.Number.String() != "1205.5" })
		if len(got.Rows) != 118 || odd >= 0 || len(got.Left) > 0 {
			t.Errorf("%s: %d rows, row %d is odd, left %v", kind, len(got.Rows), odd, got.Left)
		}
	}
}

// TestTextsWithoutAHead: lines of a name and a text are taken apart at the first blank, however many
// blanks there are and whatever marks the texts have in them.
func TestTextsWithoutAHead(t *testing.T) {
	want := [][2]string{{"党政综合办公室", "负责机关文电运转、会务；并管理预算"}, {"综合行政执法队", "承担执法工作，负责食品 安全"}, {"退役军人服务站", "负责拥军优属"}}
	for _, blank := range []string{" ", "  ", "   ", "\u3000", "\u00a0", "\t"} {
		for _, number := range []string{"", "%d ", "%d. ", "%d、"} {
			var lines []string
			for i, w := range want {
				place := ""
				if number != "" {
					place = fmt.Sprintf(number, i+1)
				}
				lines = append(lines, place+w[0]+blank+w[1])
			}
			got, ok := table.FromText(listOf(t, "offices"), strings.Join(lines, "\n"), table.Options{})
			if !ok || len(got.Rows) != len(want) {
				t.Errorf("%q numbered %q: %d rows", blank, number, len(got.Rows))
				continue
			}
			for i, r := range got.Rows {
				if name, duty := r.Cells["name"].Value.Text, r.Cells["duties"].Value.Text; name != want[i][0] || duty != want[i][1] {
					t.Errorf("%q numbered %q: %q and %q", blank, number, name, duty)
				}
			}
		}
	}
}

package table_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/dialog/reading/table"
)

// project is one row of a table to be written.
type project struct {
	name          string
	budget, spent decimal.Decimal // 万元
	evaluated     bool
}

var projectNames = rapid.Custom(func(t *rapid.T) string {
	name := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"村级", "道路", "养护", "环境", "治理", "服务", "群众", "党建", "水利", "设施"}), 1, 4).Draw(t, "words"), "")
	return name + rapid.SampledFrom([]string{"", "经费", "（2023年）", "3号线", " 二期", "A标段", "补助 专项"}).Draw(t, "ending")
})

func drawProjects(t *rapid.T) []project {
	figure := rapid.Custom(func(t *rapid.T) decimal.Decimal {
		return decimal.New(rapid.Int64Range(100, 9_999_999).Draw(t, "cents"), -2)
	})
	rows := make([]project, rapid.IntRange(2, 12).Draw(t, "rows"))
	for i := range rows {
		rows[i] = project{projectNames.Draw(t, "name"), figure.Draw(t, "budget"), figure.Draw(t, "spent"), rapid.Bool().Draw(t, "evaluated")}
	}
	return rows
}

// shape is one of the ways in which a table may be written.
type shape struct {
	separator, unit string
	inHead          bool // the unit stands in the head, else in a line above
	title           bool
	numbered        bool
	total           bool
	grouped         bool
	heads           [4]string
}

func drawShape(t *rapid.T) shape {
	pick := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "pick") }
	return shape{
		separator: pick(" ", "|", ",", "，", ";", "  ", "\t"), unit: pick("", "万元", "元", "千元"),
		inHead: rapid.Bool().Draw(t, "in head"), title: rapid.Bool().Draw(t, "title"), numbered: rapid.Bool().Draw(t, "numbered"),
		total: rapid.Bool().Draw(t, "total"), grouped: rapid.Bool().Draw(t, "grouped"),
		heads: [4]string{
			pick("项目名称", "项目", "名称"), pick("全年预算数", "全年预算", "调整后预算数", "全 年 预 算 数"),
			pick("全年执行数", "实际支出", "预算执行数"), pick("是否已开展绩效自评", "是否自评", "已自评"),
		},
	}
}

func (s shape) figure(d decimal.Decimal) string {
	switch s.unit {
	case "元":
		d = d.Shift(4)
	case "千元":
		d = d.Shift(1)
	}
	text := d.String()
	if !s.grouped || s.separator == "," || s.separator == "，" {
		return text
	}
	whole, fraction, found := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + fraction
	}
	return whole
}

func (s shape) write(rows []project) string {
	var b strings.Builder
	line := func(number string, cells ...string) {
		if s.numbered {
			cells = append([]string{number}, cells...)
		}
		b.WriteString(strings.Join(cells, s.separator) + "\n")
	}
	if s.title {
		b.WriteString("某镇2023年度项目支出明细表\n")
	}
	heads := s.heads
	switch {
	case s.unit != "" && s.inHead:
		heads[1], heads[2] = heads[1]+"（"+s.unit+"）", heads[2]+"（"+s.unit+"）"
	case s.unit != "":
		b.WriteString("单位：" + s.unit + "\n")
	}
	if strings.TrimSpace(s.separator) == "" {
		heads[1] = strings.ReplaceAll(heads[1], " ", "")
	}
	line("序号", heads[:]...)
	var budget, spent decimal.Decimal
	for i, r := range rows {
		budget, spent = budget.Add(r.budget), spent.Add(r.spent)
		line(fmt.Sprint(i+1), r.name, s.figure(r.budget), s.figure(r.spent), map[bool]string{true: "是", false: "否"}[r.evaluated])
	}
	if s.total {
		line("", "合计", s.figure(budget), s.figure(spent), "")
	}
	return b.String()
}

// A table written in any of the supported shapes reads back as itself, or is asked about.
func TestTablesReadBack(t *testing.T) {
	list := listOf(t, "projects")
	rapid.Check(t, func(t *rapid.T) {
		rows, s := drawProjects(t), drawShape(t)
		text := s.write(rows)
		got, ok := table.FromText(list, text, table.Options{})
		if !ok {
			t.Fatalf("not read:\n%s", text)
		}
		if len(got.UnitUnknown) > 0 {
			if s.unit != "" {
				t.Fatalf("the unit is written and was asked for:\n%s", text)
			}
			return
		}
		if len(got.Rows) != len(rows) || len(got.Left) > 0 {
			t.Fatalf("%d of %d rows, left %v:\n%s", len(got.Rows), len(rows), got.Left, text)
		}
		for i, want := range rows {
			c := got.Rows[i].Cells
			name := strings.ReplaceAll(want.name, "  ", " ")
			if got.Rows[i].Name(list) != name || !c["budget"].Value.Number.Equal(want.budget) ||
				!c["spent"].Value.Number.Equal(want.spent) || c["evaluated"].Value.Yes != want.evaluated {
				t.Fatalf("row %d is %+v, want %+v:\n%s", i+1, c, want, text)
			}
		}
		for _, total := range got.Totals {
			if !total.Agrees {
				t.Fatalf("total %+v does not agree:\n%s", total, text)
			}
		}
		if want := map[bool]int{true: 2}[s.total]; len(got.Totals) != want {
			t.Fatalf("%d totals, want %d:\n%s", len(got.Totals), want, text)
		}
	})
}

// Whatever is sent, each figure of it is in a row, a total or among what is left out.
func FuzzFromText(f *testing.F) {
	f.Add("项目名称 全年预算数 全年执行数\n道路养护 26.9 26.9\n合计 26.9 26.9")
	f.Add("| 项目 | 预算数 |\n|--|--|\n| 甲 | 1 |")
	f.Add("sep=;\n项目名称;全年预算数\n\"甲\n乙\";1")
	list := listOf(f, "projects")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		got, ok := table.FromText(list, text, table.Options{})
		if ok && len(got.Rows) == 0 && len(got.Left) == 0 && len(got.Totals) == 0 {
			t.Errorf("read, and nothing to show: %q", text)
		}
		for _, r := range got.Rows {
			if r.Place == "" || len(r.Cells) == 0 {
				t.Errorf("row without a place or cells: %+v", r)
			}
		}
	})
}

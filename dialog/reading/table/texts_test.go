package table_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ziping/dialog/reading/table"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// textList is a list of texts alone: a name, more short texts, and a long one.
func textList(columns int) *scoring.Field {
	list := &scoring.Field{Code: "list", Label: "清单", Kind: fact.Rows}
	for i := range columns {
		kind := fact.ShortText
		if i == columns-1 {
			kind = fact.LongText
		}
		list.Columns = append(list.Columns, scoring.Field{Code: fmt.Sprint("c", i), Label: []string{"机构名称", "负责人职务", "主要职责"}[i+3-columns], Kind: kind})
	}
	return list
}

// Lines of texts without a head read back, whatever blanks separate them and whatever marks are in them.
func TestTextsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := textList(rapid.IntRange(2, 3).Draw(t, "columns"))
		separator := rapid.SampledFrom([]string{"\t", "  ", "   ", "\u3000", " \u3000", "\u00a0\u00a0", " "}).Draw(t, "separator")
		words := func(most int, marks ...string) string {
			out := rapid.SampledFrom([]string{"党政", "党建", "经济", "平安"}).Draw(t, "first")
			for range rapid.IntRange(1, most).Draw(t, "more") {
				out += rapid.SampledFrom(marks).Draw(t, "mark") + rapid.SampledFrom([]string{"文电", "会务", "办公室", "队伍建设"}).Draw(t, "word")
			}
			return out
		}
		var rows [][]string
		var lines []string
		for range rapid.IntRange(2, 8).Draw(t, "rows") {
			row := []string{words(2, "")}
			for i := 1; i < len(list.Columns); i++ {
				row = append(row, words(5, "，", "、", "；", "：", ""))
			}
			rows, lines = append(rows, row), append(lines, strings.Join(row, separator))
		}
		text := strings.Join(lines, "\n")
		got, ok := table.FromText(list, text, table.Options{})
		if !ok || len(got.Rows) != len(rows) || len(got.Left) > 0 {
			t.Fatalf("%d of %d rows, left %v:\n%s", len(got.Rows), len(rows), got.Left, text)
		}
		for i, row := range rows {
			for j, want := range row {
				if cell := got.Rows[i].Cells[list.Columns[j].Code].Value.Text; cell != want {
					t.Fatalf("row %d column %d is %q, want %q:\n%s", i+1, j+1, cell, want, text)
				}
			}
		}
	})
}

// One mark in one line of many separates nothing.
func TestOneLineOfManyIsChance(t *testing.T) {
	list := listOf(t, "offices")
	text := strings.Repeat("党政综合办公室\n", 7) + "党建办，负责党务"
	if got, _ := table.FromText(list, text, table.Options{}); got.Rows[7].Name(list) != "党建办，负责党务" || len(got.Rows) != 8 {
		t.Errorf("%+v", got.Rows)
	}
	one := "党政综合办公室  负责机关文电运转、会务，后勤"
	if got, ok := table.FromText(list, one, table.Options{}); !ok || got.Rows[0].Cells["duties"].Value.Text != "负责机关文电运转、会务，后勤" {
		t.Errorf("one line: %v %+v", ok, got.Rows)
	}
}

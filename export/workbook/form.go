package workbook

import (
	"context"
	"fmt"
	"strings"

	"ziping/scoring"
)

// Entry is one filled cell of the sheet of single figures and texts.
type Entry struct {
	Code, Text string
	Row        int // on the sheet, from 1
}

// Form is a filled workbook of a pack, as text. What the texts mean is for the caller to
// read, as it reads what people type.
type Form struct {
	Entries []Entry
	// Lists are the rows of the lists by code. The first row is the head; row i is row
	// i+1 of the sheet, nil where it is empty.
	Lists map[string][][]string
	// Sheets names the sheet of each list, for messages.
	Sheets   map[string]string
	Problems []Problem
}

// Read reads a workbook made by Template and filled in. Sheets and codes the pack does not
// have are problems; all others are read whatever is wrong with them. It fails like
// ReadGrids, and when there is no sheet of the template at all.
func Read(ctx context.Context, data []byte, pack *scoring.Pack, limits Limits) (Form, error) {
	grids, problems, err := ReadGrids(ctx, data, limits)
	if err != nil {
		return Form{}, err
	}
	form := Form{Lists: map[string][][]string{}, Sheets: listSheets(pack), Problems: problems}
	byName := map[string]*scoring.Field{}
	for _, list := range lists(pack) {
		byName[form.Sheets[list.Code]] = list
	}
	found := false
	for _, grid := range grids {
		list, isList := byName[strings.TrimSpace(grid.Name)]
		switch {
		case strings.TrimSpace(grid.Name) == guideSheet:
			continue
		case strings.TrimSpace(grid.Name) == dataSheet:
			form.data(grid, pack)
		case isList:
			form.list(grid, list)
		default:
			if len(grid.Rows) > 0 {
				form.complain(grid.Name, 0, 0, "不是填报表中的工作表，没有读取")
			}
			continue
		}
		found = true
	}
	if !found {
		return Form{}, fmt.Errorf("工作簿中没有“%s”表，也没有清单表；请使用本程序提供的填报表", dataSheet)
	}
	return form, nil
}

func (f *Form) complain(sheet string, row, column int, format string, args ...any) {
	f.Problems = append(f.Problems, Problem{sheet, row, column, fmt.Sprintf(format, args...)})
}

// data reads code and text of each row; the columns are found by their heads.
func (f *Form) data(grid Grid, pack *scoring.Pack) {
	if len(grid.Rows) == 0 {
		return
	}
	code, value := headed(grid.Rows[0], codeHead), headed(grid.Rows[0], valueHead)
	if code < 0 || value < 0 {
		f.complain(grid.Name, 1, 0, "表头缺少“%s”或“%s”列（“%s”列平时是隐藏的），请使用本程序提供的填报表", codeHead, valueHead, codeHead)
		return
	}
	known := map[string]bool{}
	for _, field := range singles(pack) {
		known[field.Code] = true
	}
	seen := map[string]int{}
	for i, cells := range grid.Rows[1:] {
		row := i + 2
		key, text := at(cells, code), at(cells, value)
		switch {
		case text == "":
		case key == "":
			f.complain(grid.Name, row, value+1, "这一行没有代码，不知道“%s”是哪一项", shortened(text, 20))
		case !known[key]:
			f.complain(grid.Name, row, code+1, "代码“%s”不在本指标体系中", shortened(key, 40))
		case seen[key] > 0:
			f.complain(grid.Name, row, value+1, "与第 %d 行是同一项，以第 %d 行为准", seen[key], seen[key])
		default:
			seen[key] = row
			f.Entries = append(f.Entries, Entry{Code: key, Text: text, Row: row})
		}
	}
}

// list takes the rows of a list; without any beside the head the list is not there.
func (f *Form) list(grid Grid, list *scoring.Field) {
	filled := 0
	for _, cells := range grid.Rows[min(1, len(grid.Rows)):] {
		if cells != nil {
			filled++
		}
	}
	if filled > 0 {
		f.Lists[list.Code] = grid.Rows
	}
}

func headed(cells []string, head string) int {
	for k, cell := range cells {
		if strings.TrimSpace(cell) == head {
			return k
		}
	}
	return -1
}

func at(cells []string, k int) string {
	if k >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[k])
}

package desk

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/cell"
)

// RosterRow is one unit of a list of many: what it fills, until when, and for how many people
// invitations are wanted.
type RosterRow struct {
	Place    string // where it stands in the file
	Name     string
	Year     int
	Scheme   string    // a table's id; "": the usual one
	Deadline time.Time // zero: none
	Staff    int
	Managers int
}

// rosterColumn is a column of a list of units: how its head may read.
type rosterColumn struct {
	name  string
	heads []string
}

// The columns of a list of units. The first two must be there.
var rosterColumns = []rosterColumn{
	{"单位", []string{"单位", "单位名称", "单位全称", "部门", "部门名称", "填报单位"}},
	{"年度", []string{"年度", "评价年度", "年份"}},
	{"指标体系", []string{"指标体系", "指标表", "表"}},
	{"截止日期", []string{"截止日期", "截止", "截止时间", "报送期限"}},
	{"填报人数", []string{"填报人数", "填报人", "填报人员数"}},
	{"负责人数", []string{"负责人数", "负责人", "审核人数"}},
}

// RosterHelp says what a list of units looks like.
const RosterHelp = "第一行写：单位、年度、指标体系、截止日期、填报人数、负责人数（后四列可以不要：指标体系默认，没有截止日期，各邀请 1 人）；以后一行一个单位。"

const (
	maxRoster = 2000 // units in one file
	maxInvite = 50   // people one invitation is for
)

// ReadRoster reads a list of units. Where anything is wrong nothing should be done: problems has a
// sentence for each, with its place.
func ReadRoster(doc cell.Document, tables []Table, now time.Time) (rows []RosterRow, problems []string) {
	r := rosterReader{d: Desk{Tables: tables}, now: now, seen: map[string]string{}}
	found := false
	for _, sheet := range doc.Sheets {
		head, columns := rosterHead(sheet)
		if head < 0 {
			continue
		}
		found = true
		r.sheet(sheet, head, columns)
	}
	switch {
	case !found:
		return nil, []string{"没有找到“单位”和“年度”两列。" + RosterHelp}
	case len(r.rows) == 0 && len(r.problems) == 0:
		return nil, []string{"表头下面没有单位。" + RosterHelp}
	case len(r.rows) > maxRoster:
		return nil, []string{fmt.Sprintf("一个文件最多 %d 个单位，这里有 %d 个，请分成几个文件。", maxRoster, len(r.rows))}
	}
	return r.rows, r.problems
}

// rosterHead finds the row of heads among the first ones and the places of the columns; -1: none.
func rosterHead(sheet cell.Sheet) (row int, columns map[string]int) {
	const first = 10
	for i := range min(first, len(sheet.Rows)) {
		columns = map[string]int{}
		for j := range sheet.Rows[i] {
			text := strings.TrimRight(cell.Squeezed(sheet.At(i, j).Text), "*＊：:")
			for _, c := range rosterColumns {
				for _, head := range c.heads {
					if _, taken := columns[c.name]; text == head && !taken {
						columns[c.name] = j
					}
				}
			}
		}
		_, unit := columns["单位"]
		_, year := columns["年度"]
		if unit && year {
			return i, columns
		}
	}
	return -1, nil
}

type rosterReader struct {
	d        Desk
	now      time.Time
	rows     []RosterRow
	problems []string
	seen     map[string]string // unit and year -> where it stood first
}

func (r *rosterReader) wrong(where, format string, args ...any) {
	r.problems = append(r.problems, where+"："+fmt.Sprintf(format, args...))
}

func (r *rosterReader) sheet(sheet cell.Sheet, head int, columns map[string]int) {
	for i := head + 1; i < len(sheet.Rows); i++ {
		text := func(column string) string {
			j, there := columns[column]
			if !there {
				return ""
			}
			return cell.Trim(sheet.At(i, j).Text)
		}
		if blankRow(sheet, i) {
			continue
		}
		r.row(sheet.Where(i, -1), text)
	}
}

func blankRow(sheet cell.Sheet, i int) bool {
	for j := range sheet.Rows[i] {
		if sheet.At(i, j).Own() {
			return false
		}
	}
	return true
}

// row reads one unit and says everything that is wrong with it.
func (r *rosterReader) row(where string, text func(column string) string) {
	row, before := RosterRow{Place: where, Name: strings.Join(strings.Fields(text("单位")), ""), Staff: 1, Managers: 1}, len(r.problems)
	if n := utf8.RuneCountInString(row.Name); n == 0 {
		r.wrong(where, "没有写单位名称。")
	} else if n > maxUnitName {
		r.wrong(where, "单位名称最多 %d 个字，这里有 %d 个字。", maxUnitName, n)
	}
	year, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(dialog.FoldDigits(text("年度")), "年度"), "年"))
	if row.Year = year; err != nil || year < 2000 || year > r.now.Year()+1 {
		r.wrong(where, "年度“%s”不对，应为例如 %d。", form.Excerpt(text("年度"), 20), r.now.Year()-1)
	}
	if word := text("指标体系"); word != "" {
		table, ok := r.d.tableNamed(word)
		if row.Scheme = table.ID; !ok {
			r.wrong(where, "没有“%s”这套指标体系，可用的有：%s。", form.Excerpt(word, 30), r.tableIDs())
		}
	}
	if day := text("截止日期"); day != "" {
		if row.Deadline, err = reading.Day(day, r.now.Location()); err != nil {
			r.wrong(where, "截止日期“%s”不对，应为例如 %d-03-31。", form.Excerpt(day, 20), r.now.Year())
		}
	}
	r.people(where, "填报人数", text("填报人数"), &row.Staff)
	r.people(where, "负责人数", text("负责人数"), &row.Managers)
	key := row.Name + "/" + strconv.Itoa(row.Year)
	if first := r.seen[key]; first != "" && row.Name != "" {
		r.wrong(where, "%s %d年度在%s已经写过。", row.Name, row.Year, first)
	}
	r.seen[key] = where
	if len(r.problems) == before {
		r.rows = append(r.rows, row)
	}
}

// people reads how many people are to be invited; a blank leaves the usual number.
func (r *rosterReader) people(where, column, text string, into *int) {
	number := strings.TrimSuffix(dialog.FoldDigits(text), "人")
	if number == "" {
		return
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n > maxInvite {
		r.wrong(where, "%s“%s”不对，应为 0～%d。", column, form.Excerpt(number, 20), maxInvite)
		return
	}
	*into = n
}

func (r *rosterReader) tableIDs() string {
	var ids []string
	for _, t := range r.d.Tables {
		ids = append(ids, t.ID)
	}
	return strings.Join(ids, "、")
}

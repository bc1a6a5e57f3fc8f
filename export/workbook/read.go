package workbook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// Grid is the cells of one sheet as text: Rows[i] is its row i+1, nil when it is empty.
type Grid struct {
	Name string
	Rows [][]string
}

// Problem is something on a sheet that could not be read as it stands.
type Problem struct {
	Sheet string
	// Row and Column count from 1; 0 when the problem is the whole sheet's.
	Row, Column int
	Text        string
}

// String is the problem with its place: 工作表“项目清单”C5：…
func (p Problem) String() string {
	where := "工作表“" + p.Sheet + "”"
	if p.Row > 0 && p.Column > 0 {
		where += Address(p.Column-1, p.Row)
	} else if p.Row > 0 {
		where += fmt.Sprintf("第 %d 行", p.Row)
	}
	return where + "：" + p.Text
}

// ReadGrids reads the visible sheets of a workbook as text. Figures come with all their
// digits, whatever their format shows, percentages with their sign, dates as shown.
// Formulas are never computed: the stored value counts, a formula without one is a problem.
// So are merged cells, whose text stands in the first cell only. It fails for what is no
// workbook or is beyond the limits.
func ReadGrids(ctx context.Context, data []byte, limits Limits) ([]Grid, []Problem, error) {
	if int64(len(data)) > limits.Bytes {
		return nil, nil, fmt.Errorf("文件有 %.1f MB，最多 %.1f MB", float64(len(data))/(1<<20), float64(limits.Bytes)/(1<<20))
	}
	type result struct {
		grids    []Grid
		problems []Problem
	}
	out, err := guarded(ctx, limits, func(ctx context.Context) (result, error) {
		grids, problems, err := readGrids(ctx, data, limits)
		return result{grids, problems}, err
	})
	return out.grids, out.problems, err
}

func readGrids(ctx context.Context, data []byte, limits Limits) ([]Grid, []Problem, error) {
	archive, err := unpacked(ctx, data, limits)
	if err != nil {
		return nil, nil, err
	}
	remarks, err := inspect(ctx, archive, limits)
	if err != nil {
		return nil, nil, err
	}
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: limits.Unpacked, UnzipXMLSizeLimit: limits.Part})
	if err != nil {
		return nil, nil, fmt.Errorf("打不开工作簿：%w", err)
	}
	defer file.Close() // only read
	var grids []Grid
	var problems []Problem
	for _, name := range file.GetSheetList() {
		remark, ok := remarks[name]
		if !ok || remark.hidden {
			continue
		}
		grid, found, err := readGrid(ctx, file, name, limits)
		if err != nil {
			return nil, nil, fmt.Errorf("工作表“%s”：%w", name, err)
		}
		grids = append(grids, grid)
		problems = append(problems, found...)
		problems = append(problems, remark.problems...)
	}
	return grids, problems, nil
}

// readGrid goes through a sheet twice, for the figures as stored and as shown.
func readGrid(ctx context.Context, file *excelize.File, name string, limits Limits) (Grid, []Problem, error) {
	stored, err := passOver(ctx, file, name, limits, excelize.Options{RawCellValue: true})
	if err != nil {
		return Grid{}, nil, err
	}
	shown, err := passOver(ctx, file, name, limits, excelize.Options{
		ShortDatePattern: "yyyy-m-d", LongDatePattern: "yyyy年m月d日", CultureInfo: excelize.CultureNameZhCN,
	})
	if err != nil {
		return Grid{}, nil, err
	}
	grid := Grid{Name: name, Rows: stored}
	var problems []Problem
	for i, row := range stored {
		for k := range row {
			text := ""
			if i < len(shown) && k < len(shown[i]) {
				text = shown[i][k]
			}
			row[k] = cellText(row[k], text)
			if strings.HasPrefix(row[k], "#") && errorValues[row[k]] {
				problems = append(problems, Problem{name, i + 1, k + 1, "单元格是错误值 " + row[k]})
				row[k] = ""
			}
		}
	}
	return grid, problems, nil
}

// errorValues are what a formula that failed leaves.
var errorValues = map[string]bool{
	"#REF!": true, "#VALUE!": true, "#DIV/0!": true, "#N/A": true, "#NAME?": true, "#NUM!": true, "#NULL!": true, "#SPILL!": true, "#CALC!": true,
}

var (
	errTooManyRows    = errors.New("行数太多")
	errTooManyColumns = errors.New("列数太多")
)

// passOver reads the rows of a sheet one by one; never all at once, because one cell far to
// the right would make the library fill up all before it.
func passOver(ctx context.Context, file *excelize.File, name string, limits Limits, options excelize.Options) ([][]string, error) {
	rows, err := file.Rows(name)
	if err != nil {
		return nil, err
	}
	defer rows.Close() // only read
	var out [][]string
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(out) >= limits.Rows {
			return nil, fmt.Errorf("%w，最多 %d 行", errTooManyRows, limits.Rows)
		}
		cells, err := rows.Columns(options)
		if err != nil {
			return nil, err
		}
		if len(cells) > limits.Columns {
			return nil, fmt.Errorf("第 %d 行%w，最多 %d 列", len(out)+1, errTooManyColumns, limits.Columns)
		}
		out = append(out, trimRow(cells))
	}
	if err := rows.Error(); err != nil {
		return nil, err
	}
	for len(out) > 0 && out[len(out)-1] == nil {
		out = out[:len(out)-1]
	}
	return out, nil
}

// trimRow drops the empty cells at the end; an empty row is nil.
func trimRow(cells []string) []string {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	return cells
}

// significant is the number of digits a workbook's figures have; further ones are left
// over from binary fractions (0.30000000000000004).
const significant = 15

// mostDigits is the length from which a stored value is no figure of an office.
const mostDigits = 40

// cellText is a cell as a person would type it: a figure with all its digits, a percentage
// with its sign; a date or anything else as shown.
func cellText(stored, shown string) string {
	shown = strings.TrimSpace(shown)
	switch {
	case stored == "1" && shown == "TRUE":
		return "是"
	case stored == "0" && shown == "FALSE":
		return "否"
	case len(stored) > mostDigits:
		return shown
	}
	d, err := decimal.NewFromString(stored)
	if err != nil || d.Exponent() > mostDigits || d.Exponent() < -2*mostDigits {
		return shown
	}
	switch bare, percent := strings.CutSuffix(shown, "%"); {
	case percent && isFigure(bare):
		return rounded(d.Shift(2)).String() + "%"
	case stored == shown && len(stored) <= significant:
		return shown // as typed, with its zeros
	case isFigure(shown) && (stored != shown || strings.Contains(stored, ".")):
		return rounded(d).String()
	}
	return shown
}

// rounded keeps the digits that mean something.
func rounded(d decimal.Decimal) decimal.Decimal {
	return d.Round(int32(significant - d.NumDigits() - int(d.Exponent())))
}

// figure is a plain number as cells show it: with separators, a sign, a currency mark, an
// exponent or brackets around a negative one. Dates (2024-3-5) are not.
var figure = regexp.MustCompile(`^\(?[-+]?\s*[¥￥$]?\s*[-+]?[0-9][0-9,]*(?:\.[0-9]*)?(?:[Ee][-+]?[0-9]+)?\s*\)?$`)

func isFigure(text string) bool { return figure.MatchString(strings.TrimSpace(text)) }

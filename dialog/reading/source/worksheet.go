package source

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/cell"
)

// sheetReader reads one worksheet. Only cells with a value take room; formatted empty ones pass by.
type sheetReader struct {
	*book
	name   string
	sheet  cell.Sheet
	merges [][4]int // row, column, last row, last column, from 0

	row, column  int // the cell's place, from 0
	kind         string
	style        int
	value        strings.Builder
	inValue      bool
	aside        int
	formula, any bool
}

func (b *book) sheet(link sheetLink) (cell.Sheet, error) {
	r := &sheetReader{book: b, name: link.name, sheet: cell.Sheet{Name: link.name}, row: -1}
	if err := b.walk(link.part, r.visit); err != nil {
		return cell.Sheet{}, err
	}
	r.spread()
	return r.sheet, nil
}

func (r *sheetReader) visit(e event) error {
	switch {
	case e.text != "":
		if r.inValue && r.aside == 0 {
			r.value.WriteString(e.text)
		}
	case e.name == "row" && e.opens:
		r.startRow(e)
	case e.name == "c" && e.opens:
		r.startCell(e)
	case e.name == "c":
		return r.endCell()
	case e.name == "v", e.name == "t":
		r.inValue = e.opens
		r.any = r.any || e.opens
	case e.name == "rPh" && e.opens:
		r.aside++
	case e.name == "rPh":
		r.aside--
	case e.name == "f" && e.opens:
		r.formula = true
	case e.name == "mergeCell" && e.opens:
		r.merge(e.attr("ref"))
	}
	return nil
}

func (r *sheetReader) startRow(e event) {
	r.row++
	if n, err := strconv.Atoi(e.attr("r")); err == nil && n > 0 {
		r.row = n - 1
	}
	r.column = -1
}

func (r *sheetReader) startCell(e event) {
	r.column++
	if row, column, ok := address(e.attr("r")); ok {
		r.row, r.column = row, column
	}
	r.kind, r.style, r.formula, r.any = e.attr("t"), 0, false, false
	if n, err := strconv.Atoi(e.attr("s")); err == nil {
		r.style = n
	}
	r.value.Reset()
}

// address reads C5.
func address(ref string) (row, column int, ok bool) {
	i := 0
	for i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && i < 4 {
		column = column*26 + int(ref[i]-'A') + 1
		i++
	}
	row, err := strconv.Atoi(ref[i:])
	return row - 1, column - 1, err == nil && row > 0 && i > 0
}

func (r *sheetReader) where() string {
	return "工作表“" + r.name + "”" + cell.Letters(r.column) + strconv.Itoa(r.row+1)
}

func (r *sheetReader) endCell() error {
	text := cell.Trim(r.value.String())
	switch {
	case !r.any && r.formula:
		r.unread("%s 是公式，文件里没有它的结果，没有读取；请在 Excel 或 WPS 中打开，重新保存后再发", r.where())
		return nil
	case text == "":
		return nil
	case r.column >= r.limits.Columns:
		r.unread("%s 在第 %d 列以外，没有读取", r.where(), r.limits.Columns)
		return nil
	}
	c, ok := r.read(text)
	if !ok {
		return nil
	}
	if err := r.take(len(c.Text)); err != nil {
		return err
	}
	return r.put(c)
}

// read is the cell of a stored value.
func (r *sheetReader) read(stored string) (cell.Cell, bool) {
	switch r.kind {
	case "s":
		n, err := strconv.Atoi(stored)
		if err != nil || n < 0 || n >= len(r.strings) {
			r.unread("%s 指向不存在的文字，没有读取", r.where())
			return cell.Cell{}, false
		}
		text := cell.Trim(r.strings[n])
		return cell.Cell{Text: text}, text != ""
	case "b":
		return cell.Cell{Text: map[bool]string{true: "是", false: "否"}[stored == "1" || stored == "true"]}, true
	case "e":
		r.unread("%s 是错误值 %s，没有读取", r.where(), stored)
		return cell.Cell{}, false
	case "str", "inlineStr", "d":
		return cell.Cell{Text: stored}, true
	}
	number, ok := storedNumber(stored)
	if !ok {
		return cell.Cell{Text: stored}, true
	}
	return r.numeric(number), true
}

// significant is the number of digits a workbook's figures have; further ones are left over from
// binary fractions (0.30000000000000004).
const significant = 15

// mostDigits is the length from which a stored value is no figure of an office.
const mostDigits = 40

func storedNumber(stored string) (decimal.Decimal, bool) {
	if len(stored) > mostDigits {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(stored)
	if err != nil || d.Exponent() > mostDigits || d.Exponent() < -400 {
		return decimal.Decimal{}, false
	}
	return d.Round(int32(significant - d.NumDigits() - int(d.Exponent()))), true
}

// numeric is a numeric cell with what its format says of it.
func (r *sheetReader) numeric(number decimal.Decimal) cell.Cell {
	c := cell.Cell{Number: decimal.NewNullDecimal(number), Format: r.format(number)}
	switch f := c.Format; {
	case f.Date:
		c.Text = r.days.text(number)
	case f.Percent:
		c.Text = number.Shift(2).String() + "%"
	default:
		c.Text = f.Currency + number.Shift(-f.Shift).String() + f.Unit
	}
	return c
}

func (r *sheetReader) format(number decimal.Decimal) cell.Format {
	id := 0
	if r.style >= 0 && r.style < len(r.styles) {
		id = r.styles[r.style]
	}
	if code, ok := r.codes[id]; ok {
		return cell.ParseFormat(code, number)
	}
	return cell.BuiltinFormat(id)
}

// put stores a cell; rows without a value take no room.
func (r *sheetReader) put(c cell.Cell) error {
	s := &r.sheet
	n := len(s.Rows)
	if n == 0 || s.Lines[n-1] != r.row+1 {
		if n >= r.limits.Rows {
			return refuse("工作表“%s”的行数太多，最多 %d 行；请只保留要上传的行，另存后再发。", r.name, r.limits.Rows)
		}
		s.Rows, s.Lines = append(s.Rows, nil), append(s.Lines, r.row+1)
		n++
	}
	row := s.Rows[n-1]
	if grow := r.column + 1 - len(row); grow > 0 {
		if r.cells -= grow; r.cells < 0 {
			return errTooMuch
		}
		row = append(row, make([]cell.Cell, grow)...)
	}
	row[r.column] = c
	s.Rows[n-1] = row
	return nil
}

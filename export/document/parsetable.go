package document

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// tableLines is a table while its lines are read.
type tableLines struct {
	table   Table
	heads   []string
	aligned bool
}

func (p *parser) tableLine(text string) error {
	if p.table == nil {
		if err := p.flush(); err != nil {
			return err
		}
		p.table = &tableLines{}
	}
	return p.table.row(text)
}

// caption reads 标题 | 单位; both may be missing.
func (t *tableLines) caption(rest string) error {
	parts := cutUnescaped(rest, '|')
	if len(parts) > 2 {
		return fmt.Errorf("“%s”后面只能有标题和单位", markTable)
	}
	var err error
	if t.table.Caption, err = unescape(parts[0]); err != nil {
		return err
	}
	if len(parts) == 2 {
		t.table.Note, err = unescape(parts[1])
	}
	return err
}

func (t *tableLines) row(text string) error {
	total := strings.HasPrefix(text, "|=")
	cells := cutUnescaped(strings.TrimPrefix(strings.TrimPrefix(text, "|"), "="), '|')
	if len(cells) < 2 || strings.TrimSpace(cells[len(cells)-1]) != "" {
		return errors.New("表格的一行要以“|”结束")
	}
	cells = cells[:len(cells)-1]
	for i, cell := range cells {
		plain, err := unescape(cell)
		if err != nil {
			return err
		}
		cells[i] = plain
	}
	if t.heads != nil && len(cells) != len(t.heads) {
		return fmt.Errorf("这一行有 %d 格，表头有 %d 格", len(cells), len(t.heads))
	}
	if t.table.Total != nil {
		return errors.New("合计行（|=）后面不能再有行")
	}
	return t.enter(cells, total)
}

func (t *tableLines) enter(cells []string, total bool) error {
	switch {
	case total && !t.aligned:
		return errors.New("合计行（|=）前面要有表头行和对齐行")
	case t.heads == nil:
		t.heads = cells
	case !t.aligned:
		for i, cell := range cells {
			column, err := parseColumn(cell)
			if err != nil {
				return err
			}
			column.Head = t.heads[i]
			t.table.Columns = append(t.table.Columns, column)
		}
		t.aligned = true
	case total:
		t.table.Total = cells
	default:
		t.table.Rows = append(t.table.Rows, cells)
	}
	return nil
}

func (t *tableLines) finish() (Table, error) {
	switch {
	case t.heads == nil:
		return Table{}, fmt.Errorf("“%s”后面缺少表格", markTable)
	case !t.aligned:
		return Table{}, errors.New("表头下面缺少对齐行，如 | --- | ---: |")
	}
	return t.table, nil
}

// alignments are the marks of the line under the head.
var alignments = map[string]Align{
	"---": Left, ":--": Left, ":-:": Center, "--:": Right, "--.": Decimal,
}

// parseColumn reads one cell of the line under the head: --- or :-- left, :-:
// centred, --: right, --. decimal points under each other; then ^ when equal
// neighbours are merged. A number after it, the width in templates of old, is read over: columns are
// as wide as what stands in them needs. Example: :-:^
func parseColumn(text string) (Column, error) {
	mark, weight, _ := strings.Cut(text, " ")
	column := Column{}
	mark, column.Merge = strings.CutSuffix(mark, "^")
	align, known := alignments[mark]
	if !known {
		return Column{}, fmt.Errorf("对齐行里不认识“%s”，可用 --- :-: --: --.", text)
	}
	column.Align = align
	if weight = strings.TrimSpace(weight); weight != "" {
		number, err := strconv.ParseFloat(weight, 64)
		if err != nil || !(number > 0 && number < 1e6) {
			return Column{}, fmt.Errorf("列宽“%s”不是正数", weight)
		}
	}
	return column, nil
}

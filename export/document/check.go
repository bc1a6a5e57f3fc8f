package document

import (
	"errors"
	"fmt"
)

// MaxColumns is how many columns a table may have; more cannot be read on A4.
const MaxColumns = 20

// Check reports what no writer can draw: a table without columns or with
// more than MaxColumns, a row with
// more cells than columns, a negative weight, an unknown block.
func (d *Document) Check() error {
	var faults []error
	for i, block := range d.Blocks {
		switch b := block.(type) {
		case Heading, Paragraph, Notice, PageBreak, Attachment:
		case Table:
			if err := b.check(); err != nil {
				faults = append(faults, fmt.Errorf("第 %d 块：%w", i+1, err))
			}
		case Figure:
			if err := b.check(); err != nil {
				faults = append(faults, fmt.Errorf("第 %d 块：%w", i+1, err))
			}
		default:
			faults = append(faults, fmt.Errorf("第 %d 块：不认识的内容 %T", i+1, block))
		}
	}
	return errors.Join(faults...)
}

func (t Table) check() error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("表格“%s”没有列", t.Caption)
	}
	if len(t.Columns) > MaxColumns {
		return fmt.Errorf("表格“%s”有 %d 列，最多 %d 列", t.Caption, len(t.Columns), MaxColumns)
	}
	for i, row := range t.Rows {
		if len(row) > len(t.Columns) {
			return fmt.Errorf("表格“%s”第 %d 行有 %d 格，只有 %d 列", t.Caption, i+1, len(row), len(t.Columns))
		}
	}
	for i, spans := range t.Spans {
		for k := range spans {
			for covered := k + 1; i < len(t.Rows) && covered < min(k+t.Span(i, k), len(t.Rows[i])); covered++ {
				if t.Rows[i][covered] != "" {
					return fmt.Errorf("表格“%s”第 %d 行第 %d 格被左边的格占去，却有文字", t.Caption, i+1, covered+1)
				}
			}
		}
	}
	if len(t.Total) > len(t.Columns) {
		return fmt.Errorf("表格“%s”合计行有 %d 格，只有 %d 列", t.Caption, len(t.Total), len(t.Columns))
	}
	return nil
}

package source

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog/reading/cell"
)

// book is a workbook (ECMA-376 Part 1 §18) being read. It is read as a stream: a library that
// builds whole sheets pays for every formatted empty cell.
type book struct {
	*archive
	strings []string
	codes   map[int]string // format codes by number
	styles  []int          // the number format of each cell style
	days    dayCount
	doc     cell.Document
	cells   int // places left
}

// sheetLink is a sheet as the workbook lists it.
type sheetLink struct {
	name, part string
	hidden     bool
}

func (a *archive) readWorkbook(main string) (cell.Document, error) {
	b := &book{archive: a, codes: map[int]string{}, cells: a.limits.Cells}
	sheets, err := b.list(main)
	if err != nil {
		return cell.Document{}, err
	}
	for _, s := range sheets {
		if s.hidden {
			b.unread("工作表“%s”是隐藏的，没有读取", s.name)
			continue
		}
		if !strings.Contains(s.part, "worksheets/") {
			b.unread("“%s”是图表，没有读取", s.name)
			continue
		}
		sheet, err := b.sheet(s)
		if err != nil {
			return cell.Document{}, err
		}
		if len(sheet.Rows) > 0 {
			b.doc.Sheets = append(b.doc.Sheets, sheet)
		}
	}
	return b.doc, nil
}

// mostUnread is how many things not read are named one by one.
const mostUnread = 40

func (b *book) unread(format string, args ...any) {
	switch n := len(b.doc.Unread); {
	case n < mostUnread:
		b.doc.Unread = append(b.doc.Unread, fmt.Sprintf(format, args...))
	case n == mostUnread:
		b.doc.Unread = append(b.doc.Unread, "还有更多单元格没有读取，请检查原表")
	}
}

// list reads the workbook's own part and what all its sheets share.
func (b *book) list(main string) ([]sheetLink, error) {
	links, err := b.relations(strings.Replace(main, "xl/", "xl/_rels/", 1)+".rels", "xl")
	if err != nil {
		return nil, err
	}
	parts, shared, styles := map[string]string{}, "", ""
	for _, l := range links {
		parts[l.ID] = l.Target
		switch {
		case strings.HasSuffix(l.Type, "/sharedStrings"):
			shared = l.Target
		case strings.HasSuffix(l.Type, "/styles"):
			styles = l.Target
		}
	}
	var sheets []sheetLink
	err = b.walk(main, func(e event) error {
		switch {
		case e.opens && e.name == "workbookPr":
			b.days.from1904 = e.attr("date1904") == "1" || e.attr("date1904") == "true"
		case e.opens && e.name == "sheet":
			if len(sheets) >= b.limits.Sheets {
				return refuse("工作簿有太多工作表，最多 %d 张；请只保留要上传的工作表，另存后再发。", b.limits.Sheets)
			}
			state := e.attr("state")
			sheets = append(sheets, sheetLink{cell.Trim(e.attr("name")), parts[e.link()], state != "" && state != "visible"})
		}
		return nil
	})
	if err == nil && shared != "" {
		err = b.readStrings(shared)
	}
	if err == nil && styles != "" {
		err = b.readStyles(styles)
	}
	return sheets, err
}

// readStrings reads the texts that cells point to, without the reading aids written over them.
func (b *book) readStrings(part string) error {
	if b.files[strings.ToLower(part)] == nil {
		return nil
	}
	var text strings.Builder
	inText, aside := false, 0
	return b.walk(part, func(e event) error {
		switch {
		case e.name == "rPh" && e.opens:
			aside++
		case e.name == "rPh":
			aside--
		case e.name == "t":
			inText = e.opens
		case e.name == "si" && e.opens:
			text.Reset()
		case e.name == "si":
			b.strings = append(b.strings, text.String())
		case e.text != "" && inText && aside == 0:
			text.WriteString(e.text)
			return b.take(len(e.text))
		}
		return nil
	})
}

// readStyles reads which number format each style has.
func (b *book) readStyles(part string) error {
	if b.files[strings.ToLower(part)] == nil {
		return nil
	}
	inCells := false
	return b.walk(part, func(e event) error {
		switch {
		case e.name == "numFmt" && e.opens:
			id, err := strconv.Atoi(e.attr("numFmtId"))
			if err == nil && len(e.attr("formatCode")) <= mostFormat {
				b.codes[id] = e.attr("formatCode")
			}
		case e.name == "cellXfs":
			inCells = e.opens
		case e.name == "xf" && e.opens && inCells:
			id, err := strconv.Atoi(e.attr("numFmtId"))
			if err != nil {
				id = 0 // no format of its own
			}
			b.styles = append(b.styles, id)
		}
		return nil
	})
}

// mostFormat is the longest format code (Excel's own limit is 255).
const mostFormat = 1024

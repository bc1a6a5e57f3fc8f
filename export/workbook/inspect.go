package workbook

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// remark is what a sheet's own XML says that its rows of text do not.
type remark struct {
	hidden   bool
	problems []Problem
}

// mostRemarks is how many problems of one sheet are named one by one.
const mostRemarks = 50

// inspect goes through the sheets' XML for formulas without a stored value and for merged
// cells. The library would have to build a whole sheet in memory to tell, which a cell far
// to the right makes enormous.
func inspect(ctx context.Context, archive *zip.Reader, limits Limits) (map[string]remark, error) {
	var book struct {
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
			// Strict workbooks have another namespace.
			Strict string `xml:"http://purl.oclc.org/ooxml/officeDocument/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := readPart(archive, "xl/workbook.xml", limits, &book); err != nil {
		return nil, err
	}
	var relations struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := readPart(archive, "xl/_rels/workbook.xml.rels", limits, &relations); err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for _, r := range relations.List {
		target := strings.TrimPrefix(r.Target, "/")
		if !strings.HasPrefix(r.Target, "/") {
			target = path.Join("xl", r.Target)
		}
		targets[r.ID] = target
	}
	remarks := map[string]remark{}
	for _, s := range book.Sheets {
		found := remark{hidden: s.State != "" && s.State != "visible"}
		target := targets[s.ID+s.Strict]
		if strings.Contains(target, "worksheets/") && !found.hidden {
			problems, err := scan(ctx, archive, target, s.Name, limits)
			if err != nil {
				return nil, fmt.Errorf("工作表“%s”：%w", s.Name, err)
			}
			found.problems = problems
			remarks[s.Name] = found
		}
	}
	return remarks, nil
}

// open finds a part of the archive, whatever its case: some programs differ in it.
func open(archive *zip.Reader, name string) (io.ReadCloser, error) {
	for _, f := range archive.File {
		if strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			return f.Open()
		}
	}
	return nil, ErrNotWorkbook
}

func readPart(archive *zip.Reader, name string, limits Limits, into any) error {
	r, err := open(archive, name)
	if err != nil {
		return err
	}
	defer r.Close() // only read
	if err := xml.NewDecoder(io.LimitReader(r, limits.Part)).Decode(into); err != nil {
		return fmt.Errorf("文件内容有误（%s）：%w", path.Base(name), err)
	}
	return nil
}

// scanned is the cell being scanned.
type scanned struct {
	place           string
	formula, stored bool
}

// scan reads one sheet's XML as a stream.
func scan(ctx context.Context, archive *zip.Reader, name, sheet string, limits Limits) ([]Problem, error) {
	r, err := open(archive, name)
	if err != nil {
		return nil, err
	}
	defer r.Close() // only read
	decoder := xml.NewDecoder(io.LimitReader(r, limits.Part))
	var problems []Problem
	var cell scanned
	for tokens := 0; len(problems) < mostRemarks; tokens++ {
		if tokens%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return problems, nil
		}
		if err != nil {
			return nil, fmt.Errorf("文件内容有误：%w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if p, found := cell.start(t, sheet); found {
				problems = append(problems, p)
			}
		case xml.EndElement:
			if t.Name.Local == "c" && cell.formula && !cell.stored {
				column, row, err := excelize.CellNameToCoordinates(cell.place)
				if err != nil {
					column, row = 0, 0
				}
				problems = append(problems, Problem{sheet, row, column, "公式没有保存计算结果；请在表格软件中打开并保存一次，或直接填写数值"})
			}
		}
	}
	return problems, nil
}

// start notes an element; a merged area is a problem.
func (c *scanned) start(t xml.StartElement, sheet string) (Problem, bool) {
	attribute := func(name string) string {
		for _, a := range t.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	switch t.Name.Local {
	case "c":
		*c = scanned{place: attribute("r")}
	case "f":
		c.formula = true
	case "v", "is":
		c.stored = true // an empty one is the result of a formula too
	case "mergeCell":
		area := attribute("ref")
		first, _, _ := strings.Cut(area, ":")
		column, row, err := excelize.CellNameToCoordinates(first)
		if err != nil {
			column, row = 0, 0
		}
		return Problem{sheet, row, column, "合并单元格 " + area + "：只读取左上角的内容，请取消合并、逐格填写"}, true
	}
	return Problem{}, false
}

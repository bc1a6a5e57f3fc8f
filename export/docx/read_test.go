package docx

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// plain reads the text of the body back: a line for every paragraph, a tab between the
// cells of a row, the words of a drawing in its place. The list of attachments before the
// signature is left out, as Plain does.
func plain(tb interface{ Fatal(...any) }, body string) []string {
	r := &bodyReader{}
	for decoder := xml.NewDecoder(strings.NewReader(body)); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return r.lines
		}
		if err != nil {
			tb.Fatal("not well-formed: ", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			r.start(t)
		case xml.CharData:
			if r.inText {
				r.text.Write(t)
			}
		case xml.EndElement:
			r.end(t.Name.Local)
		}
	}
}

type bodyReader struct {
	lines, cells, above    []string
	text                   strings.Builder
	style                  string
	inCell, inText, merged bool
	span                   int
}

func (r *bodyReader) start(t xml.StartElement) {
	value := ""
	for _, a := range t.Attr {
		if a.Name.Local == "val" || t.Name.Local == "docPr" && a.Name.Local == "descr" {
			value = a.Value
		}
	}
	switch t.Name.Local {
	case "tr":
		r.cells = nil
	case "tc":
		r.inCell, r.merged, r.span = true, false, 1
		r.text.Reset()
	case "vMerge":
		r.merged = value == ""
	case "gridSpan":
		r.span = int(value[0] - '0')
	case "p":
		if !r.inCell {
			r.text.Reset()
		}
	case "pStyle":
		r.style = value
	case "docPr":
		r.text.WriteString(value)
	case "t":
		r.inText = true
	}
}

func (r *bodyReader) end(name string) {
	switch name {
	case "t":
		r.inText = false
	case "tc":
		r.inCell = false
		cell := r.text.String()
		if r.merged {
			cell = r.above[len(r.cells)]
		}
		r.cells = append(r.cells, cell)
		for range r.span - 1 {
			r.cells = append(r.cells, "")
		}
	case "tr":
		r.lines, r.above = append(r.lines, strings.Join(r.cells, "\t")), r.cells
	case "p":
		if !r.inCell && r.text.Len() > 0 && r.style != "AttachmentList" {
			r.lines = append(r.lines, r.text.String())
		}
	}
}

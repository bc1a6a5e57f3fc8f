package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// skipped are elements without text to read: properties, deleted and moved text, field
// codes, what a program that knows more draws instead.
var skipped = map[string]bool{
	"sectPr": true, "tblPr": true, "tblGrid": true, "tcPr": true, "moveFrom": true, "delText": true,
	"instrText": true, "delInstrText": true, "Fallback": true, "rt": true, "object": true,
}

// textReader collects the text of a body.
type textReader struct {
	out   bytes.Buffer
	open  []element
	texts []*bytes.Buffer // of the paragraphs and cells being read, the innermost last
	rows  []tableRow
	// written counts what was ever collected, so that no nesting makes it cost more.
	written int
}

// element is an element being read and what its properties say of it.
type element struct {
	name string
	// hidden is a run, row or control whose text is not to be read; merged is a paragraph
	// whose end was deleted.
	hidden, merged bool
	// mark is where its text begins, to take it back when it turns out to be hidden.
	mark int
}

type tableRow struct{ cells []string }

func (t *textReader) read(d *xml.Decoder) error {
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if errors.Is(err, errTooLarge) {
			return errTooLarge
		}
		if err != nil {
			return damaged(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			err = t.start(d, token)
		case xml.EndElement:
			t.end()
		case xml.CharData:
			t.characters(string(token))
		}
		if err != nil {
			return err
		}
		if t.written > mostTextBytes {
			return errors.New("文字太多，读不完；请分成几个文件再发")
		}
	}
}

func (t *textReader) start(d *xml.Decoder, e xml.StartElement) error {
	name := e.Name.Local
	if len(t.open) >= mostDepth {
		return damaged(fmt.Errorf("嵌套超过 %d 层", mostDepth))
	}
	if skipped[name] || name == "del" && !t.within("rPr") && !t.within("trPr") {
		if err := d.Skip(); err != nil {
			return damaged(err)
		}
		return nil
	}
	t.property(e)
	inRun := t.within("r")
	t.open = append(t.open, element{name: name})
	switch name {
	case "p", "tc":
		t.texts = append(t.texts, &bytes.Buffer{})
	case "tr":
		t.rows = append(t.rows, tableRow{})
	case "tab", "ptab":
		if inRun { // not a stop among a paragraph's properties
			t.write("\t")
		}
	case "br", "cr":
		t.write("\n")
	case "noBreakHyphen":
		t.write("-")
	case "sym":
		t.write(symbol(e))
	}
	t.open[len(t.open)-1].mark = t.here()
	return nil
}

// within reports whether the innermost element is of a name.
func (t *textReader) within(name string) bool {
	return len(t.open) > 0 && t.open[len(t.open)-1].name == name
}

// property notes what an element inside properties says of the element they belong to.
func (t *textReader) property(e xml.StartElement) {
	n := len(t.open)
	if n < 2 || off(e) {
		return
	}
	switch parent := t.open[n-1].name; {
	case parent == "rPr" && (e.Name.Local == "vanish" || e.Name.Local == "specVanish") && t.open[n-2].name == "r":
		t.open[n-2].hidden = true
	case parent == "rPr" && e.Name.Local == "del" && n > 2 && t.open[n-2].name == "pPr":
		t.open[n-3].merged = true
	case parent == "trPr" && e.Name.Local == "del", parent == "sdtPr" && e.Name.Local == "showingPlcHdr":
		t.open[n-2].hidden = true
	}
}

// off reports whether a switch is written as switched off.
func off(e xml.StartElement) bool {
	for _, a := range e.Attr {
		if a.Name.Local == "val" {
			return a.Value == "0" || a.Value == "false" || a.Value == "off"
		}
	}
	return false
}

// here is the length of the text being collected.
func (t *textReader) here() int {
	if len(t.texts) == 0 {
		return t.out.Len()
	}
	return t.texts[len(t.texts)-1].Len()
}

func (t *textReader) write(text string) {
	if len(t.texts) > 0 {
		t.texts[len(t.texts)-1].WriteString(text)
		t.written += len(text)
	}
}

// characters are text only inside the elements that hold it, of the body and of formulas.
func (t *textReader) characters(text string) {
	if t.within("t") {
		t.write(text)
	}
}

func (t *textReader) end() {
	n := len(t.open)
	if n == 0 {
		return
	}
	e := t.open[n-1]
	t.open = t.open[:n-1]
	if e.hidden && e.name != "tr" {
		t.takeBack(e.mark)
	}
	switch e.name {
	case "p":
		t.paragraph(e.merged)
	case "tc":
		t.cell()
	case "tr":
		t.row(e.hidden)
	}
}

// takeBack leaves out what was collected since a mark.
func (t *textReader) takeBack(mark int) {
	text := &t.out
	if len(t.texts) > 0 {
		text = t.texts[len(t.texts)-1]
	}
	text.Truncate(min(mark, text.Len()))
}

// pop is the innermost text, finished.
func (t *textReader) pop() string {
	n := len(t.texts)
	text := t.texts[n-1].String()
	t.texts = t.texts[:n-1]
	return text
}

// paragraph ends a line of the text, or a part of the cell or paragraph around it.
func (t *textReader) paragraph(merged bool) {
	text := t.pop()
	switch {
	case len(t.texts) == 0 && merged:
		t.out.WriteString(text)
	case len(t.texts) == 0:
		t.out.WriteString(text + "\n")
	default:
		t.apart(text)
	}
}

// apart adds a text to the cell or paragraph around it, with a blank between.
func (t *textReader) apart(text string) {
	around := t.texts[len(t.texts)-1]
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		if around.Len() > 0 {
			around.WriteString(" ")
		}
		around.WriteString(text)
		t.written += len(text)
	}
}

func (t *textReader) cell() {
	text := strings.Join(strings.Fields(t.pop()), " ")
	if n := len(t.rows); n > 0 {
		t.rows[n-1].cells = append(t.rows[n-1].cells, text)
	}
}

// row ends a line of cells; the row of a table inside a cell is a part of that cell.
func (t *textReader) row(hidden bool) {
	n := len(t.rows)
	text := strings.Join(t.rows[n-1].cells, "\t")
	t.rows = t.rows[:n-1]
	switch {
	case hidden:
	case len(t.texts) == 0:
		t.out.WriteString(text + "\n")
	default:
		t.apart(text)
	}
}

// symbol is a character of a symbol face: the boxes and ticks of forms, else its own code
// where that is no private one.
func symbol(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local != "char" {
			continue
		}
		code, err := strconv.ParseUint(a.Value, 16, 32)
		if err != nil {
			return ""
		}
		switch code {
		case 0xF0FE, 0xF052:
			return "☑"
		case 0xF0A8, 0xF06F, 0xF0A3:
			return "□"
		case 0xF0FC, 0xF050:
			return "√"
		}
		if allowed(rune(code)) && (code < 0xE000 || code > 0xF8FF) {
			return string(rune(code))
		}
	}
	return ""
}

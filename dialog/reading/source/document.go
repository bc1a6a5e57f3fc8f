package source

import (
	"fmt"
	"path"
	"strings"

	"ziping/dialog/reading/cell"
)

// mostDepth is how deep elements of a document may be nested.
const mostDepth = 500

// skipped are elements without text to read: properties of sections and tables, deleted and moved
// text, field codes, what older programs draw instead.
var skipped = map[string]bool{
	"sectPr": true, "tblPr": true, "tblGrid": true, "moveFrom": true, "delText": true, "instrText": true,
	"delInstrText": true, "Fallback": true, "rt": true, "object": true, "pPrChange": true, "rPrChange": true,
}

// word is a text document (ECMA-376 Part 1 §17) being read.
type word struct {
	*archive
	numbers numbering
	notes   map[string]string // texts of the notes by kind and id
	doc     cell.Document
	said    map[string]bool // what is named as unread, once each
}

// readDocument reads the body: paragraphs with their numbers, tables as sheets, text boxes as
// paragraphs of their own. Fractions stay fractions, raised figures raised figures, notes stand in
// brackets where they belong. Headers, footers and comments are left out.
func (a *archive) readDocument(main string) (cell.Document, error) {
	w := &word{archive: a, notes: map[string]string{}, said: map[string]bool{}}
	folder := path.Dir(main)
	links, err := a.relations(path.Join(folder, "_rels", path.Base(main)+".rels"), folder)
	if err != nil {
		return cell.Document{}, err
	}
	numbers := path.Join(folder, "numbering.xml") // the usual place, where the links do not tell
	for _, l := range links {
		if a.files[strings.ToLower(l.Target)] == nil {
			continue
		}
		switch {
		case strings.HasSuffix(l.Type, "/numbering"):
			numbers = l.Target
		case strings.HasSuffix(l.Type, "/footnotes"), strings.HasSuffix(l.Type, "/endnotes"):
			if err := w.readNotes(l.Target); err != nil {
				return cell.Document{}, err
			}
		}
	}
	if a.files[numbers] != nil {
		if err := w.numbers.read(a, numbers); err != nil {
			return cell.Document{}, err
		}
	}
	b := &body{word: w}
	if err := a.walk(main, b.visit); err != nil {
		return cell.Document{}, err
	}
	if len(w.doc.Paragraphs) == 0 && len(w.doc.Sheets) == 0 {
		return cell.Document{}, refuse("文件里没有文字（可能是图片或扫描件）；请发送有文字的文件，或直接粘贴文字。")
	}
	return w.doc, nil
}

// readNotes reads footnotes or endnotes by their id.
func (w *word) readNotes(part string) error {
	id, inText := "", false
	return w.walk(part, func(e event) error {
		switch {
		case e.name == "footnote" || e.name == "endnote":
			id = ""
			if e.opens && e.attr("type") == "" {
				id = e.name + e.attr("id")
			}
		case e.name == "t":
			inText = e.opens
		case e.text != "" && inText && id != "":
			w.notes[id] += e.text
			return w.take(len(e.text))
		}
		return nil
	})
}

// sayOnce names something the reader does not take.
func (w *word) sayOnce(what string) {
	if !w.said[what] {
		w.said[what] = true
		w.doc.Unread = append(w.doc.Unread, what)
	}
}

// paragraph stores a finished paragraph of the body.
func (w *word) paragraph(text string) {
	if text = cell.Trim(text); text != "" {
		n := len(w.doc.Paragraphs) + 1
		w.doc.Paragraphs = append(w.doc.Paragraphs, cell.Paragraph{Text: text, Place: fmt.Sprintf("第 %d 段", n)})
	}
}

// table stores a finished table of the body.
func (w *word) table(t *grid) error {
	n := len(w.doc.Sheets) + 1
	places := 0
	for _, row := range t.rows {
		places += len(row)
	}
	if len(t.rows) > w.limits.Rows || places > w.limits.Cells {
		return errTooMuch
	}
	if len(t.rows) > 0 {
		w.doc.Sheets = append(w.doc.Sheets, cell.Sheet{Place: fmt.Sprintf("表 %d ", n), First: 1, Rows: t.rows})
	}
	return nil
}

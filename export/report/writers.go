// Package report composes the report of an evaluation and writes it in every form.
//
// A report is composed once: a rule pack's template (text/template over the markup of
// document.Parse) is expanded over the facts and the result and becomes a document.Document.
// Every writer reads that document, so all of them say the same.
package report

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"ziping/export/docx"
	"ziping/export/fonts"
	"ziping/export/pdf"
	"ziping/scoring"
)

// Writer writes one form of the report. r must be the result of evaluating e with pack. Nothing
// is written when it fails before the file is complete.
type Writer func(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result,
	opt Options) (Outcome, error)

// Outcome is what a person is told of a report that was written.
type Outcome struct {
	// Draft says that the report is a draft: asked for, or because it lacks something.
	Draft bool
	// Lacks says in sentences what keeps the report from being final.
	Lacks []string
	// Notes say what could not be set as typed; only a PDF has any.
	Notes []string
}

// Label names a draft after a file's name.
func (o Outcome) Label() string {
	if o.Draft {
		return "（草稿）"
	}
	return ""
}

// Remarks are all sentences for the person who asked for the report, a line each.
func (o Outcome) Remarks() string {
	var out strings.Builder
	for _, text := range append(slices.Clone(o.Notes), o.Lacks...) {
		out.WriteString(text + "\n")
	}
	return out.String()
}

// WriterFor is the writer of the form that a file name's ending (".pdf", ".docx", ".xlsx",
// ".txt") names; false for any other.
func WriterFor(ending string) (Writer, bool) {
	w, ok := writers[ending]
	return w, ok
}

var writers = map[string]Writer{".pdf": PDF, ".docx": DOCX, ".xlsx": Workbook, ".txt": Text}

// PDF composes the report and writes it to w as a PDF. The notes say in Chinese what could not
// be set as typed: characters no typeface has, characters taken from another.
func PDF(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) (Outcome, error) {
	opt.typeset = true
	doc, lacks, err := compose(pack, e, r, opt)
	if err != nil {
		return Outcome{}, err
	}
	set, err := opt.faces()
	if err != nil {
		return Outcome{}, err
	}
	release, err := admit(ctx)
	if err != nil {
		return Outcome{}, err
	}
	defer release()
	report, err := pdf.Write(doc, set, w)
	if err != nil {
		return Outcome{}, fmt.Errorf("write a PDF: %w", err)
	}
	out := Outcome{Draft: doc.Draft, Lacks: lacks, Notes: report.Notes()}
	if opt.Coverage {
		out.Notes = append(out.Notes, report.CoverageNotes()...)
	}
	return out, nil
}

// DOCX composes the report and writes it to w as an editable text document: the same
// composition as PDF.
func DOCX(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) (Outcome, error) {
	doc, lacks, err := compose(pack, e, r, opt)
	if err != nil {
		return Outcome{}, err
	}
	set, err := opt.faces()
	if err != nil {
		return Outcome{}, err
	}
	if err := ctx.Err(); err != nil {
		return Outcome{}, fmt.Errorf("write a text document: %w", err)
	}
	if err := docx.Write(doc, set, w); err != nil {
		return Outcome{}, fmt.Errorf("write a text document: %w", err)
	}
	return Outcome{Draft: doc.Draft, Lacks: lacks}, nil
}

// Text composes the report and writes the whole of it to w as text, a paragraph on a line, for
// pasting into another system.
func Text(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) (Outcome, error) {
	doc, lacks, err := compose(pack, e, r, opt)
	if err != nil {
		return Outcome{}, err
	}
	if err := ctx.Err(); err != nil {
		return Outcome{}, fmt.Errorf("write a text: %w", err)
	}
	if _, err := io.WriteString(w, doc.Text()); err != nil {
		return Outcome{}, fmt.Errorf("write a text: %w", err)
	}
	return Outcome{Draft: doc.Draft, Lacks: lacks}, nil
}

// faces are the faces to draw with: the office's, or the built-in ones.
func (o Options) faces() (*fonts.Set, error) {
	if o.Fonts != nil {
		return o.Fonts, nil
	}
	set, err := fonts.Builtin()
	if err != nil {
		return nil, fmt.Errorf("读取字体：%w", err)
	}
	return set, nil
}

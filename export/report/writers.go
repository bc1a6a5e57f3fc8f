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

	"ziping/export/docx"
	"ziping/export/fonts"
	"ziping/export/pdf"
	"ziping/scoring"
)

// Writer writes one form of the report. r must be the result of evaluating e with pack. Nothing
// is written when it fails before the file is complete. The notes say in Chinese what could not
// be set as typed; only a PDF has any.
type Writer func(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result,
	opt Options) (notes []string, err error)

// WriterFor is the writer of the form that a file name's ending (".pdf", ".docx", ".xlsx",
// ".txt") names; false for any other.
func WriterFor(ending string) (Writer, bool) {
	w, ok := writers[ending]
	return w, ok
}

var writers = map[string]Writer{
	".pdf":  PDF,
	".docx": quiet(DOCX),
	".xlsx": quiet(Workbook),
	".txt": func(_ context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result,
		opt Options) ([]string, error) {
		_, err := io.WriteString(w, PlainText(pack, e, r, opt))
		return nil, err
	},
}

// quiet is a writer that has nothing to remark.
func quiet(write func(context.Context, io.Writer, *scoring.Pack, scoring.Evaluation, scoring.Result, Options) error) Writer {
	return func(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result,
		opt Options) ([]string, error) {
		return nil, write(ctx, w, pack, e, r, opt)
	}
}

// PDF composes the report and writes it to w as a PDF. The notes say in Chinese what could not
// be set as typed: characters no typeface has, characters taken from another.
func PDF(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result,
	opt Options) (notes []string, err error) {
	opt.typeset = true
	doc, err := Compose(pack, e, r, opt)
	if err != nil {
		return nil, err
	}
	set, err := opt.faces()
	if err != nil {
		return nil, err
	}
	release, err := admit(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	report, err := pdf.Write(doc, set, w)
	if err != nil {
		return nil, fmt.Errorf("排版：%w", err)
	}
	notes = report.Notes()
	if opt.Coverage {
		notes = append(notes, report.CoverageNotes()...)
	}
	return notes, nil
}

// DOCX composes the report and writes it to w as an editable text document: the same
// composition as PDF.
func DOCX(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) error {
	doc, err := Compose(pack, e, r, opt)
	if err != nil {
		return err
	}
	set, err := opt.faces()
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("排版前中止：%w", err)
	}
	if err := docx.Write(doc, set, w); err != nil {
		return fmt.Errorf("写文字文档：%w", err)
	}
	return nil
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

package export

import (
	"context"
	"io"

	"ziping/scoring"
)

// Writer writes one form of the report. r must be the result of evaluating e with pack. The
// notes say in Chinese what could not be set as typed; only a PDF has any.
type Writer func(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) (notes []string, err error)

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
	".txt": func(_ context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) ([]string, error) {
		_, err := io.WriteString(w, PlainText(pack, e, r, opt))
		return nil, err
	},
}

// quiet is a writer that has nothing to remark.
func quiet(write func(context.Context, io.Writer, *scoring.Pack, scoring.Evaluation, scoring.Result, Options) error) Writer {
	return func(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) ([]string, error) {
		return nil, write(ctx, w, pack, e, r, opt)
	}
}

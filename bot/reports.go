package bot

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/export"
	"ziping/export/fonts"
	"ziping/export/workbook"
	"ziping/scoring"
)

// Answers gives evaluations with their answers as they are now, and where all of them stand.
type Answers interface {
	standingStore
	MembersOf(ctx context.Context, unitIDs []string) ([][]dialog.Member, error)
}

// Reports builds reports from the answers as they are at that moment. It is a Reporter.
type Reports struct {
	Answers Answers
	Forms   Forms
	Fonts   *fonts.Set       // nil: the built-in faces
	Now     func() time.Time // the report's day, in the office's time zone
}

// Report scores and checks the evaluation and writes it in the form asked for. draft asks for a watermark;
// a report that nobody has approved has one in any case.
func (r *Reports) Report(ctx context.Context, unitID string, year int, form string, draft bool) (Document, error) {
	write, ok := export.WriterFor(form)
	if !ok {
		return Document{}, fmt.Errorf("report: no form %q", form)
	}
	stored, answers, err := r.Answers.Evaluation(ctx, unitID, year)
	if err != nil {
		return Document{}, fmt.Errorf("report: load answers: %w", err)
	}
	questionnaire, err := r.Forms.Form(stored.Scheme)
	if err != nil {
		return Document{}, fmt.Errorf("report: %w", err)
	}
	pack := questionnaire.Pack
	e := scoring.Evaluation{
		Scheme: stored.Scheme, Unit: stored.Unit, Year: stored.Year, Facts: dialog.Facts(pack, answers),
	}
	result := scoring.Evaluate(pack, e)
	draft = draft || stored.Status != dialog.Approved
	var data bytes.Buffer
	if _, err := write(ctx, &data, pack, e, result, export.Options{Draft: draft, Date: r.Now(), Fonts: r.Fonts}); err != nil {
		return Document{}, fmt.Errorf("report: %w", err)
	}
	return Document{
		Name: strings.TrimSuffix(export.FileName(e.Unit, e.Year), ".pdf") + form, Data: data.Bytes(),
		Caption: export.Caption(e, result, draft),
	}, nil
}

// Template is the empty workbook of the evaluation's pack.
func (r *Reports) Template(ctx context.Context, unitID string, year int) (Document, error) {
	stored, _, err := r.Answers.Evaluation(ctx, unitID, year)
	if err != nil {
		return Document{}, fmt.Errorf("template: load the evaluation: %w", err)
	}
	form, err := r.Forms.Form(stored.Scheme)
	if err != nil {
		return Document{}, fmt.Errorf("template: %w", err)
	}
	data, err := workbook.Template(form.Pack)
	if err != nil {
		return Document{}, fmt.Errorf("template: %w", err)
	}
	return Document{Name: "部门整体支出绩效自评填报表.xlsx", Data: data, Caption: "在电脑上填好后传回来，逐格核对后记录；已填的答案不会被覆盖。"}, nil
}

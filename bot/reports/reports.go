// Package reports builds what the bot sends as a document or picture: reports, empty workbooks,
// overviews of many units, and the paragraphs that a person may put into own words. It is the one
// place where evaluations as they are stored meet the writers of ziping/export.
package reports

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"ziping/bot"
	"ziping/dialog"
	"ziping/export/fonts"
	"ziping/export/report"
	"ziping/export/workbook"
)

// Answers gives evaluations with their answers as they are now, and where all of them stand.
type Answers interface {
	bot.StandingStore
	MembersOf(ctx context.Context, unitIDs []string) ([][]dialog.Member, error)
}

// Builder builds what is sent from the answers as they are at that moment. It is a [bot.Reporter].
type Builder struct {
	Answers Answers
	Forms   bot.Forms
	Fonts   *fonts.Set       // nil: the built-in faces
	Now     func() time.Time // the report's day, in the office's time zone
}

// Report scores and checks the evaluation and writes it in the form asked for. draft asks for a watermark;
// a report that nobody has approved, or that lacks something, has one in any case. The form
// dialog.WorkingPaper is the working paper, as a PDF.
func (b *Builder) Report(ctx context.Context, unitID string, year int, form string, draft bool) (bot.Document, error) {
	ending := form
	if form == dialog.WorkingPaper {
		ending = ".pdf"
	}
	write, ok := report.WriterFor(ending)
	if !ok {
		return bot.Document{}, fmt.Errorf("report: no form %q", form)
	}
	stored, answers, err := b.Answers.Evaluation(ctx, unitID, year)
	if err != nil {
		return bot.Document{}, fmt.Errorf("report: load answers: %w", err)
	}
	c, err := b.composition(stored, answers)
	if err != nil {
		return bot.Document{}, fmt.Errorf("report: %w", err)
	}
	c.opt.Draft, c.opt.Check = draft || stored.Status != dialog.Approved, form == dialog.WorkingPaper
	var data bytes.Buffer
	made, err := write(ctx, &data, c.pack, c.e, c.result, c.opt)
	if err != nil {
		return bot.Document{}, fmt.Errorf("report: %w", err)
	}
	doc := bot.Document{
		Name: report.FileName(c.e.Unit, c.e.Year, ending), Data: data.Bytes(),
		Caption: report.Caption(c.e, c.result, made.Draft), Draft: made.Draft,
	}
	if c.opt.Check {
		doc.Name, doc.Caption = report.WorkingPaperName(c.e.Unit, c.e.Year), report.WorkingPaperCaption(c.e, c.result)
	}
	if stored.Status == dialog.Approved && len(made.Lacks) > 0 {
		doc.Caption += "\n仍以草稿生成：" + strings.Join(made.Lacks, "") + "补齐（没有的填“不涉及”）后可取得正式报告。"
	}
	for _, note := range made.Notes {
		doc.Caption += "\n" + note
	}
	if !c.opt.Draft { // of an approved state, which makes the same file every time
		doc.Edition = stored.Changes
	}
	return doc, nil
}

// Template is the empty workbook of the evaluation's pack.
func (b *Builder) Template(ctx context.Context, unitID string, year int) (bot.Document, error) {
	stored, _, err := b.Answers.Evaluation(ctx, unitID, year)
	if err != nil {
		return bot.Document{}, fmt.Errorf("template: load the evaluation: %w", err)
	}
	form, err := b.Forms.Form(stored.Scheme)
	if err != nil {
		return bot.Document{}, fmt.Errorf("template: %w", err)
	}
	data, err := workbook.Template(form.Pack)
	if err != nil {
		return bot.Document{}, fmt.Errorf("template: %w", err)
	}
	return bot.Document{Name: "部门整体支出绩效自评填报表.xlsx", Data: data, Caption: "在电脑上填好后传回来，逐格核对后记录；已填的答案不会被覆盖。"}, nil
}

package reports

import (
	"context"
	"fmt"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/export/report"
	"ziping/scoring"
)

// composition is what a report is composed of at this moment.
type composition struct {
	pack   *scoring.Pack
	e      scoring.Evaluation
	result scoring.Result
	opt    report.Options
}

func (b *Builder) composition(stored dialog.Evaluation, a dialog.Answers) (c composition, err error) {
	questions, err := b.Forms.Form(stored.Scheme)
	if err != nil {
		return c, err
	}
	c.pack = questions.Pack
	c.e = scoring.Evaluation{Scheme: stored.Scheme, Unit: stored.Unit, Year: stored.Year, Facts: form.Facts(c.pack, a)}
	c.result = scoring.Evaluate(c.pack, c.e)
	c.opt = report.Options{Date: b.day(stored, a), Fonts: b.Fonts, Wording: form.Wording(a)}
	return c, nil
}

// day is the report's where its data name none: that of the approval, so that a report fetched later
// is the same one; of what nobody has approved today.
func (b *Builder) day(stored dialog.Evaluation, a dialog.Answers) time.Time {
	now := b.Now()
	if at := a[form.ApprovedKey].At; stored.Status == dialog.Approved && !at.IsZero() {
		return at.In(now.Location())
	}
	return now
}

// Paragraphs are the paragraphs of the report that may be put into own words, with the own words
// that stand among the answers.
func (b *Builder) Paragraphs(_ context.Context, stored dialog.Evaluation, a dialog.Answers) ([]dialog.Paragraph, error) {
	c, err := b.composition(stored, a)
	if err != nil {
		return nil, fmt.Errorf("paragraphs: %w", err)
	}
	list, err := report.Paragraphs(c.pack, c.e, c.result, c.opt)
	if err != nil {
		return nil, fmt.Errorf("paragraphs: %w", err)
	}
	paragraphs := make([]dialog.Paragraph, len(list))
	for i, p := range list {
		paragraphs[i] = dialog.Paragraph{
			ID: p.ID, Heading: p.Heading, Text: p.Text, Editable: p.Editable, Changed: p.Changed, Earlier: p.Earlier, Stale: p.Stale,
		}
		for _, m := range p.Marks {
			paragraphs[i].Marks = append(paragraphs[i].Marks, dialog.Mark(m))
		}
	}
	return paragraphs, nil
}

// CheckParagraph says why a text cannot stand for a paragraph of the report; empty: it can.
func (b *Builder) CheckParagraph(_ context.Context, stored dialog.Evaluation, a dialog.Answers, id, text string) (why string, err error) {
	c, err := b.composition(stored, a)
	if err != nil {
		return "", fmt.Errorf("check a paragraph: %w", err)
	}
	if why, err = report.CheckParagraph(c.pack, c.e, c.result, c.opt, id, text); err != nil {
		return "", fmt.Errorf("check a paragraph: %w", err)
	}
	return why, nil
}

package bot

import (
	"context"
	"fmt"

	"ziping/dialog"
	"ziping/export"
	"ziping/scoring"
)

// word gives an input the report's paragraphs where the step needs them, and what becomes of them
// by a change that the input asks for. Where that fails the step says that they cannot be had.
func (b *Bot) word(ctx context.Context, s dialog.Session, in *dialog.Input) {
	in.Paragraphs, in.Unfit, in.Rewritten = nil, "", nil // of an earlier try
	if !dialog.WordingWanted(s, *in) {
		return
	}
	if err := b.paragraphs(ctx, s, in); err != nil {
		b.log.Warn("no paragraphs", "unit", s.Evaluation.UnitID, "year", s.Evaluation.Year, "error", err)
		in.Paragraphs = nil
	}
}

func (b *Bot) paragraphs(ctx context.Context, s dialog.Session, in *dialog.Input) (err error) {
	if in.Paragraphs, err = b.reporter.Paragraphs(ctx, s.Evaluation, s.Answers); err != nil {
		return err
	}
	id, words, ok := dialog.WordingChange(s, *in)
	if !ok {
		return nil
	}
	if words != "" {
		if in.Unfit, err = b.reporter.CheckParagraph(ctx, s.Evaluation, s.Answers, id, words); err != nil || in.Unfit != "" {
			return err
		}
	}
	in.Rewritten, err = b.reporter.Paragraphs(ctx, s.Evaluation, dialog.Reworded(s.Answers, id, words))
	return err
}

// composition is what a report is composed of at this moment.
type composition struct {
	pack   *scoring.Pack
	e      scoring.Evaluation
	result scoring.Result
	opt    export.Options
}

func (r *Reports) composition(stored dialog.Evaluation, a dialog.Answers) (c composition, err error) {
	form, err := r.Forms.Form(stored.Scheme)
	if err != nil {
		return c, err
	}
	c.pack = form.Pack
	c.e = scoring.Evaluation{Scheme: stored.Scheme, Unit: stored.Unit, Year: stored.Year, Facts: dialog.Facts(c.pack, a)}
	c.result = scoring.Evaluate(c.pack, c.e)
	c.opt = export.Options{Date: r.Now(), Fonts: r.Fonts, Wording: dialog.Wording(a)}
	return c, nil
}

// Paragraphs are the paragraphs of the report that may be put into own words, with the own words
// that stand among the answers.
func (r *Reports) Paragraphs(_ context.Context, stored dialog.Evaluation, a dialog.Answers) ([]dialog.Paragraph, error) {
	c, err := r.composition(stored, a)
	if err != nil {
		return nil, fmt.Errorf("paragraphs: %w", err)
	}
	list, err := export.Paragraphs(c.pack, c.e, c.result, c.opt)
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
func (r *Reports) CheckParagraph(_ context.Context, stored dialog.Evaluation, a dialog.Answers, id, text string) (why string, err error) {
	c, err := r.composition(stored, a)
	if err != nil {
		return "", fmt.Errorf("check a paragraph: %w", err)
	}
	if err := export.CheckParagraph(c.pack, c.e, c.result, c.opt, id, text); err != nil {
		return err.Error(), nil
	}
	return "", nil
}

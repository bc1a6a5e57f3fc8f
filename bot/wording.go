package bot

import (
	"context"

	"ziping/dialog"
	"ziping/dialog/turn"
)

// word gives an input the report's paragraphs where the step needs them, and what becomes of them
// by a change that the input asks for. Where that fails the step says that they cannot be had.
func (b *Bot) word(ctx context.Context, s dialog.Session, in *dialog.Input) {
	in.Paragraphs, in.Unfit, in.Rewritten = nil, "", nil // of an earlier try
	if !turn.WordingWanted(s, *in) {
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
	id, words, ok := turn.WordingChange(s, *in)
	if !ok {
		return nil
	}
	if words != "" {
		if in.Unfit, err = b.reporter.CheckParagraph(ctx, s.Evaluation, s.Answers, id, words); err != nil || in.Unfit != "" {
			return err
		}
	}
	in.Rewritten, err = b.reporter.Paragraphs(ctx, s.Evaluation, turn.Reworded(s.Answers, id, words))
	return err
}

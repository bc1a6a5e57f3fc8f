package bot

import (
	"context"
	"fmt"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/turn"
	"ziping/dialog/turn/rewording"
)

// given loads what a step needs besides the session.
func (b *Bot) given(ctx context.Context, e *event, s dialog.Session, questions *form.Form) (g dialog.Given, err error) {
	want := turn.Needs(s, e.in)
	if e.file != nil && e.read == nil { // once, however often the step is made
		e.read = b.fetch(ctx, e.file)
	}
	g.File = e.read
	if want.Entries > 0 {
		if g.Log, err = b.changes(ctx, s.Evaluation, want); err != nil {
			return g, err
		}
	}
	if want.Paragraphs { // where they cannot be had the step says so
		if err := b.paragraphs(ctx, s, want.Rewording, &g); err != nil {
			b.log.Warn("no paragraphs", "unit", s.Evaluation.UnitID, "year", s.Evaluation.Year, "error", err)
			g.Paragraphs = nil
		}
	}
	return g, nil
}

// changes loads a part of the log.
func (b *Bot) changes(ctx context.Context, e dialog.Evaluation, want turn.Want) ([]dialog.Change, error) {
	entries, err := b.store.Log(ctx, e.UnitID, e.Year, want.First, want.Entries)
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	changes := make([]dialog.Change, len(entries))
	for i, e := range entries {
		changes[i] = e.Change()
	}
	return changes, nil
}

// paragraphs are the report's, and what becomes of them by the change that is asked for.
func (b *Bot) paragraphs(ctx context.Context, s dialog.Session, change *dialog.Rewording, g *dialog.Given) (err error) {
	if g.Paragraphs, err = b.reporter.Paragraphs(ctx, s.Evaluation, s.Answers); err != nil || change == nil {
		return err
	}
	p, known := dialog.ParagraphOf(g.Paragraphs, change.ID)
	words, ok := change.For(p)
	if !known || !ok {
		return nil
	}
	if words != "" {
		g.Unfit, err = b.reporter.CheckParagraph(ctx, s.Evaluation, s.Answers, change.ID, words)
		if err != nil || g.Unfit != "" {
			return err
		}
	}
	g.Rewritten, err = b.reporter.Paragraphs(ctx, s.Evaluation, rewording.Reworded(s.Answers, change.ID, words))
	return err
}

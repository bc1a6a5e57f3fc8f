package bot

import (
	"context"
	"fmt"

	"ziping/dialog"
	"ziping/dialog/turn"
)

// changes loads the part of the log that the next step shows, if it shows any.
func (b *Bot) changes(ctx context.Context, s dialog.Session, in dialog.Input) ([]dialog.Change, error) {
	from, limit, ok := turn.LogWanted(s, in)
	if !ok {
		return nil, nil
	}
	entries, err := b.store.Log(ctx, s.Evaluation.UnitID, s.Evaluation.Year, from, limit)
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	changes := make([]dialog.Change, len(entries))
	for i, e := range entries {
		changes[i] = e.Change()
	}
	return changes, nil
}

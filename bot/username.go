package bot

import (
	"context"
	"fmt"
	"log/slog"
)

// Username asks Telegram for the bot's user name, which stands in deep links.
func Username(ctx context.Context, token, apiURL string) (string, error) {
	a, err := newAPI(token, apiURL, nil, noMeter{}, &status{}, slog.New(slog.DiscardHandler))
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	me, err := a.GetMe(ctx)
	if err != nil {
		return "", fmt.Errorf("问不到机器人的名称：%w", refusedToken(a.clean(err)))
	}
	return me.Username, nil
}

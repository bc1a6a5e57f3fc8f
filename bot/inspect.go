package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	tg "github.com/go-telegram/bot"
)

// ErrToken says that Telegram does not know the token.
var ErrToken = errors.New("Telegram 不认这个机器人令牌，请向 @BotFather 核对")

// Info is what Telegram says of a bot.
type Info struct {
	Username     string
	Webhook      string // the address it is registered with; "" none
	WebhookError string // why Telegram could not deliver to it, lately
	Pending      int    // updates that wait
}

// Inspect asks Telegram for the bot and its webhook. Errors: ErrToken; anything that kept Telegram
// from answering.
func Inspect(ctx context.Context, token, apiURL string) (Info, error) {
	a, err := newAPI(token, apiURL, nil, noMeter{}, &status{}, slog.New(slog.DiscardHandler))
	if err != nil {
		return Info{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	me, err := a.GetMe(ctx)
	if err != nil {
		return Info{}, refusedToken(a.clean(err))
	}
	hook, err := a.GetWebhookInfo(ctx)
	if err != nil {
		return Info{}, a.clean(err)
	}
	return Info{Username: me.Username, Webhook: hook.URL, WebhookError: hook.LastErrorMessage, Pending: hook.PendingUpdateCount}, nil
}

// refusedToken makes the answers to a wrong token ErrToken.
func refusedToken(err error) error {
	if errors.Is(err, tg.ErrorUnauthorized) || errors.Is(err, tg.ErrorNotFound) {
		return fmt.Errorf("%w（%w）", ErrToken, err)
	}
	return err
}

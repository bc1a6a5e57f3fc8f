package bot

import (
	"errors"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
)

// verdictKind says what an answer of Telegram means for a message.
type verdictKind uint8

const (
	accepted  verdictKind = iota
	unchanged             // the edit changes nothing: as good as done
	gone                  // there is no message to edit, or it cannot be edited
	badMarkup             // the text's markup was not understood
	forbidden             // the person blocked the bot, never started it, or is deleted
	tooFast               // wait, then again
	refused               // this message will never be accepted
	unreached             // nobody knows; again later
)

type verdict struct {
	kind verdictKind
	wait time.Duration // for tooFast
}

// wordings are the descriptions by which Telegram tells its refusals apart; they are not
// documented but old, and follow the public source of the Bot API server.
var wordings = []struct {
	text string
	kind verdictKind
}{
	{"message is not modified", unchanged},
	{"message to edit not found", gone},
	{"message can't be edited", gone},
	{"MESSAGE_ID_INVALID", gone},
	{"there is no text in the message to edit", gone},
	{"can't parse entities", badMarkup},
	{"chat not found", forbidden},
	{"user is deactivated", forbidden},
	{"PEER_ID_INVALID", forbidden},
}

// judge reads the error of an API call.
func judge(err error) verdict {
	var slow *tg.TooManyRequestsError
	var moved *tg.MigrateError
	switch {
	case err == nil:
		return verdict{kind: accepted}
	case errors.As(err, &slow):
		return verdict{kind: tooFast, wait: time.Duration(max(slow.RetryAfter, 1)) * time.Second}
	case errors.Is(err, tg.ErrorForbidden):
		return verdict{kind: forbidden}
	case errors.As(err, &moved):
		return verdict{kind: refused}
	case errors.Is(err, tg.ErrorBadRequest):
		for _, w := range wordings {
			if strings.Contains(err.Error(), w.text) {
				return verdict{kind: w.kind}
			}
		}
		return verdict{kind: refused}
	}
	return verdict{kind: unreached}
}

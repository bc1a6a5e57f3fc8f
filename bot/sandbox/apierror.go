package sandbox

import (
	"errors"
	"fmt"
	"net/http"
)

// apiError is an answer of the Bot API that is not ok.
type apiError struct {
	code        int // HTTP status, repeated as error_code
	description string
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.code, e.description) }

// badRequest is a 400 answer; the text follows Telegram's "Bad Request: ".
func badRequest(format string, args ...any) error {
	return &apiError{code: http.StatusBadRequest, description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(reason string) error {
	return &apiError{code: http.StatusForbidden, description: "Forbidden: " + reason}
}

func conflict(reason string) error {
	return &apiError{code: http.StatusConflict, description: "Conflict: " + reason}
}

// Answers whose wording is fixed.
var (
	errUnauthorized = &apiError{code: http.StatusUnauthorized, description: "Unauthorized"}
	errNotFound     = &apiError{code: http.StatusNotFound, description: "Not Found"}
	errTooLarge     = &apiError{code: http.StatusRequestEntityTooLarge, description: "Request Entity Too Large"}

	errOtherPoller = conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
	errWebhookSet  = conflict("terminated by setWebhook request")
	errWebhookOn   = conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")

	errBlocked    = forbidden("bot was blocked by the user")
	errNotStarted = forbidden("bot can't initiate conversation with a user")

	errNotModified = badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	errQueryOld    = badRequest("query is too old and response timeout expired or query ID is invalid")
)

// asAPIError turns any error into what is sent to the bot.
func asAPIError(err error) *apiError {
	var api *apiError
	if errors.As(err, &api) {
		return api
	}
	return &apiError{code: http.StatusInternalServerError, description: "Internal Server Error: " + err.Error()}
}

package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

//go:embed scripts/*.lua
var sources embed.FS

// script joins fragments and a script into one Redis script.
func script(names ...string) *redis.Script {
	var src strings.Builder
	for _, name := range names {
		b, err := sources.ReadFile("scripts/" + name + ".lua")
		if err != nil {
			panic("store: script " + name + " is not embedded: " + err.Error()) // a build without its files
		}
		src.Write(b)
	}
	made := redis.NewScript(src.String())
	allScripts = append(allScripts, made)
	return made
}

// allScripts are what Open loads; script puts each one here.
var allScripts []*redis.Script

// The changes of state. Each script's header says its keys, arguments and replies.
var (
	commitScript       = script("outbox_put", "standing_keep", "tick_plan", "news_put", "commit")
	commitChatScript   = script("outbox_put", "commit_chat")
	claimScript        = script("outbox_put", "claim")
	deliveredScript    = script("outbox_put", "news_put", "outbox_finish", "delivered")
	postponeScript     = script("outbox_put", "outbox_finish", "postpone")
	dropScript         = script("outbox_put", "outbox_finish", "dead_keep", "drop")
	deadLetterScript   = script("dead_keep", "dead_letter")
	renewScript        = script("outbox_put", "renew")
	freeScript         = script("outbox_put", "free")
	attemptScript      = script("attempt")
	addUnitScript      = script("tick_plan", "add_unit")
	saveStandingScript = script("standing_keep", "save_standing")
	deadlineScript     = script("tick_plan", "deadline")
	addMemberScript    = script("member_join", "add_member")
	removeMemberScript = script("remove_member")
	inviteScript       = script("invite")
	redeemScript       = script("member_join", "redeem")
	guessScript        = script("guess")
	revokeScript       = script("revoke")
	setRemindersScript = script("tick_plan", "set_reminders")
	tickClaimScript    = script("tick_claim")
	tickDoneScript     = script("outbox_put", "tick_plan", "tick_done")
	tickEnsureScript   = script("tick_plan", "tick_ensure")
	reminderToldScript = script("reminder_told")
	newsTurnScript     = script("news_turn")
	setSchemeScript    = script("tick_plan", "set_scheme")
	claimNameScript    = script("claim_name")
	renameUnitScript   = script("rename_unit")

	removeEvaluationScript = script("remove_evaluation")
	routeScript            = script("route")
	shelfTakeScript        = script("shelf_take")
	drawScript             = script("draw")
)

// pauses are the waits between tries; they bridge a restart of the child server and the
// moment a fail-over takes to show, not an outage.
var pauses = []time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 400 * time.Millisecond}

// run executes a script and repeats it while its outcome is unknown or the server is not
// ready; every script may be repeated. again reports that an earlier try may have been
// executed, so that the caller can read DUP as its own success.
func (s *Store) run(ctx context.Context, op string, sc *redis.Script, keys []string, args ...any) (reply []string, again bool, err error) {
	return s.runFunc(ctx, op, sc, keys, func(bool) []any { return args })
}

// runFunc is run for scripts that must be told when they are repeated.
func (s *Store) runFunc(ctx context.Context, op string, sc *redis.Script, keys []string, args func(again bool) []any) (reply []string, again bool, err error) {
	for try := 0; ; try++ {
		reply, err = sc.Run(ctx, s.client, keys, args(again)...).StringSlice()
		if err == nil {
			return reply, again, nil
		}
		if try == len(pauses) || ctx.Err() != nil || !mayRepeat(err) {
			return nil, again, unavailable(op, err)
		}
		again = again || outcomeUnknown(err)
		select {
		case <-ctx.Done():
			return nil, again, unavailable(op, err)
		case <-time.After(pauses[try]):
		}
	}
}

// read runs a function that only reads and repeats it like run.
func (s *Store) read(ctx context.Context, op string, f func() error) error {
	for try := 0; ; try++ {
		err := f()
		if err == nil || errors.Is(err, redis.Nil) {
			return err
		}
		if try == len(pauses) || ctx.Err() != nil || !mayRepeat(err) {
			return unavailable(op, err)
		}
		select {
		case <-ctx.Done():
			return unavailable(op, err)
		case <-time.After(pauses[try]):
		}
	}
}

// mayRepeat reports whether the same command may succeed in a moment.
func mayRepeat(err error) bool {
	if errors.Is(err, redis.ErrPoolTimeout) || errors.Is(err, redis.ErrClosed) {
		return false // busy or shut down: repeating only adds to it
	}
	var reply redis.Error
	if !errors.As(err, &reply) {
		return true // timeout, connection closed, connection refused
	}
	for _, word := range []string{"LOADING", "READONLY", "CLUSTERDOWN", "TRYAGAIN", "MASTERDOWN"} {
		if strings.HasPrefix(reply.Error(), word) {
			return true
		}
	}
	return false
}

// isReply reports whether the server itself answered with an error.
func isReply(err error) bool {
	var reply redis.Error
	return errors.As(err, &reply)
}

// outcomeUnknown reports whether the command may have been executed although it failed.
func outcomeUnknown(err error) bool {
	var op *net.OpError
	return !isReply(err) && !(errors.As(err, &op) && op.Op == "dial")
}

// unavailable wraps an error of the connection; it never contains arguments of a command.
func unavailable(op string, err error) error {
	if errors.Is(err, ErrUnavailable) {
		return err
	}
	return fmt.Errorf("%w（%s: %w）", ErrUnavailable, op, err)
}

// strange is the error for a reply no script gives.
func strange(op string, reply []string) error {
	word := "nothing"
	if len(reply) > 0 {
		word = reply[0]
	}
	return fmt.Errorf("store: %s: unexpected reply %q", op, word)
}

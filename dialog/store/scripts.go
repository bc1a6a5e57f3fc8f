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

// script is one change of state: Lua, with the names of its keys and arguments in their order. The
// names are the fields of the tables K and A in the source, and what run counts a call's against; a
// last name with … stands for all that follow, its field for the index of the first.
type script struct {
	*redis.Script
	keys, args []string
}

// newScript joins fragments and a script under the names of its keys and arguments.
func newScript(keys, args string, files ...string) *script {
	made := &script{keys: strings.Fields(keys), args: strings.Fields(args)}
	var src strings.Builder
	src.WriteString(table("K", "KEYS", made.keys) + table("A", "ARGV", made.args))
	for _, name := range files {
		b, err := sources.ReadFile("scripts/" + name + ".lua")
		if err != nil {
			missing = errors.Join(missing, fmt.Errorf("store: a script is not in this build: %w", err))
		}
		src.Write(b)
	}
	made.Script = redis.NewScript(src.String())
	allScripts = append(allScripts, made)
	return made
}

// rest ends the name of what a script has any number of.
const rest = "…"

// table is a line of Lua that names the values of a list.
func table(name, list string, names []string) string {
	var fields []string
	for i, n := range names {
		if of, many := strings.CutSuffix(n, rest); many {
			fields = append(fields, fmt.Sprintf("%s = %d", of, i+1))
			continue
		}
		fields = append(fields, fmt.Sprintf("%s = %s[%d]", n, list, i+1))
	}
	return "local " + name + " = {" + strings.Join(fields, ", ") + "}\n"
}

// fits reports whether a call has what the script names.
func (sc *script) fits(keys, args int) bool { return count(sc.keys, keys) && count(sc.args, args) }

func count(names []string, n int) bool {
	if len(names) > 0 && strings.HasSuffix(names[len(names)-1], rest) {
		return n >= len(names)-1
	}
	return n == len(names)
}

// allScripts are what Open loads; newScript puts each one here. missing is why there are fewer, which
// Open reports.
var (
	allScripts []*script
	missing    error
)

// finishes are the keys and arguments of scripts that end a message's lease, before their own.
const (
	finishKeys = "queue chats payloads leases held "
	finishArgs = "now id fence attempts "
)

// The changes of state. Each script's header says what its keys, arguments and replies are.
var (
	commitScript = newScript("meta answers cursors seen log members queue chats later payloads sequence standings earlier ticks plans muted unreachable news waiting own leases held prompts register",
		"now update user role rev cursor was status version status_answer place seq standing mute claimer fence lease prompt register records…",
		"outbox_put", "standing_keep", "tick_plan", "news_put", "commit")
	commitChatScript = newScript("seen queue chats later payloads sequence leases held prompts",
		"now update claimer fence lease prompt messages…",
		"outbox_put", "commit_chat")
	claimScript = newScript("queue chats later payloads leases held",
		"now lease limit worst claimer fence again",
		"outbox_put", "claim")
	deliveredScript = newScript(finishKeys+"prompts news waiting later sequence",
		finishArgs+"field prompt told_field told due payload",
		"outbox_put", "news_put", "outbox_finish", "delivered")
	postponeScript = newScript(finishKeys+"later",
		finishArgs+"due aside",
		"outbox_put", "outbox_finish", "postpone")
	dropScript = newScript(finishKeys+"dead times news waiting",
		finishArgs+"letter field",
		"outbox_put", "outbox_finish", "dead_keep", "drop")
	deadLetterScript = newScript("dead times",
		"now id letter",
		"dead_keep", "dead_letter")
	renewScript = newScript("chats leases",
		"now lease claimer chats…",
		"outbox_put", "renew")
	freeScript = newScript("chats leases held",
		"now",
		"outbox_put", "free")
	attemptScript = newScript("attempts times",
		"now update oldest",
		"attempt")
	addUnitScript = newScript("units evaluations years meta ticks plans",
		"unit name year evaluation scheme version deadline status seq now",
		"tick_plan", "add_unit")
	saveStandingScript = newScript("meta standings earlier",
		"place seq standing",
		"standing_keep", "save_standing")
	deadlineScript = newScript("meta ticks plans",
		"deadline place now",
		"tick_plan", "deadline")
	addMemberScript = newScript("units members left users",
		"unit user role name",
		"member_join", "add_member")
	removeMemberScript = newScript("members left users",
		"unit user now",
		"remove_member")
	inviteScript = newScript("units invites ends",
		"hash uses expires created role unit by oldest",
		"invite")
	redeemScript = newScript("invites members left users",
		"hash unit user name now",
		"member_join", "redeem")
	guessScript = newScript("guesses",
		"now hash tries oldest kept",
		"guess")
	revokeScript = newScript("invites ends",
		"hash unit",
		"revoke")
	setRemindersScript = newScript("meta ticks plans",
		"reminders place now",
		"tick_plan", "set_reminders")
	tickClaimScript = newScript("ticks plans",
		"now lease limit fence again",
		"tick_claim")
	tickDoneScript = newScript("ticks plans meta reminders held queue chats later payloads sequence",
		"now place fence deadline status look plan messages…",
		"outbox_put", "tick_plan", "tick_done")
	tickEnsureScript = newScript("ticks plans",
		"now places…",
		"tick_plan", "tick_ensure")
	reminderToldScript = newScript("reminders",
		"field id",
		"reminder_told")
	newsTurnScript = newScript("turns",
		"now chat id between urgent",
		"news_turn")
	setSchemeScript = newScript("meta standings earlier files ticks plans",
		"scheme version place now",
		"tick_plan", "set_scheme")
	claimNameScript = newScript("units names",
		"named unit",
		"claim_name")
	renameUnitScript = newScript("units files metas…",
		"unit name",
		"rename_unit")

	removeEvaluationScript = newScript("units evaluations years meta answers cursors seen log standings earlier files ticks plans news waiting reminders members muted unreachable left users invites ends prompts",
		"unit year",
		"remove_evaluation")
	routeScript = newScript("seen routes",
		"update place most kept",
		"route")
	shelfTakeScript = newScript("shelf leases",
		"now till",
		"shelf_take")
	drawScript = newScript("bucket",
		"rate burst wanted",
		"draw")
)

// pauses are the waits between tries; they bridge a restart of the child server and the
// moment a fail-over takes to show, not an outage.
var pauses = []time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 400 * time.Millisecond}

// run executes a script and repeats it while its outcome is unknown or the server is not
// ready; every script may be repeated. again reports that an earlier try may have been
// executed, so that the caller can read DUP as its own success.
func (s *Store) run(ctx context.Context, op string, sc *script, keys []string, args ...any) (reply []string, again bool, err error) {
	return s.runFunc(ctx, op, sc, keys, func(bool) []any { return args })
}

// runRegistered is run for scripts that change what the register counts: both happen, or neither.
func (s *Store) runRegistered(ctx context.Context, op string, sc *script, keys []string, args ...any) (reply []string, again bool, err error) {
	way := s.registered
	if s.apart {
		way = s.execute
	}
	return s.repeat(ctx, op, sc, keys, func(bool) []any { return args }, way)
}

// runFunc is run for scripts that must be told when they are repeated.
func (s *Store) runFunc(ctx context.Context, op string, sc *script, keys []string, args func(again bool) []any) (reply []string, again bool, err error) {
	return s.repeat(ctx, op, sc, keys, args, s.execute)
}

// way is how a script reaches the server.
type way func(ctx context.Context, sc *script, keys []string, values []any) ([]string, error)

func (s *Store) repeat(ctx context.Context, op string, sc *script, keys []string, args func(again bool) []any, execute way) (reply []string, again bool, err error) {
	for try := 0; ; try++ {
		values := args(again)
		if !sc.fits(len(keys), len(values)) {
			return nil, again, fmt.Errorf("store: %s: %d keys and %d arguments for %q and %q", op, len(keys), len(values), sc.keys, sc.args)
		}
		reply, err = execute(ctx, sc, keys, values)
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

func (s *Store) execute(ctx context.Context, sc *script, keys []string, values []any) ([]string, error) {
	if !s.apart && (sc == commitScript || sc == commitChatScript || sc == deliveredScript) {
		return s.gathered(ctx, sc, keys, values) // with servers apart, one that is away would hold up all
	}
	return sc.Run(ctx, s.client, keys, values...).StringSlice()
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

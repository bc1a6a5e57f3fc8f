package store

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// Where an update goes is looked up from state that later updates change: the evaluation a person
// works on, the units the person is in. So an update that comes again must be recognised whatever
// that state says by then, or an answer would be written into a second unit.
//
// All updates of a chat are therefore marked in one place, the chat's partition, by the script that
// commits them. On a Cluster one script cannot reach the chat's partition and the unit's: there the
// destination is written down before the commit (Route), and the mark stands with the answers.

// keptApart reports whether a script with keys of two partitions is refused.
func (s *Store) keptApart(ctx context.Context) (bool, error) {
	if _, cluster := s.client.(*redis.ClusterClient); cluster {
		return true, nil
	}
	err := s.read(ctx, "open", func() error {
		return s.client.Eval(ctx, "return redis.call('EXISTS', KEYS[1], KEYS[2])", []string{keyChatSeen(0), keyChatSeen(1)}).Err()
	})
	if err != nil && strings.Contains(err.Error(), "CROSSSLOT") {
		return true, nil
	}
	return false, err
}

// seenKey is where the commit of a chat's update into an evaluation is marked.
func (s *Store) seenKey(chat int64, unitID string, year int) string {
	if s.apart {
		return keySeen(unitID, year)
	}
	return keyChatSeen(partitionOfUser(chat))
}

// What is kept of where a chat's updates went: Telegram repeats an update for 24 hours at the most,
// and only those it has not been told are settled.
const (
	keepRoutes    = 500
	keepRoutesFor = 72 * time.Hour
)

// Route returns where an update goes that does not name its evaluation itself: unitID and year, or
// wherever it went when it came before. Errors: ErrDuplicate (it was settled without an evaluation),
// ErrUnavailable.
func (s *Store) Route(ctx context.Context, update, chat int64, unitID string, year int) (string, int, error) {
	if !s.apart || update == 0 {
		return unitID, year, nil // the commit knows by itself
	}
	reply, _, err := s.run(ctx, "route", routeScript, []string{keyChatSeen(partitionOfUser(chat)), keyRoutes(chat)},
		update, whereIs(unitID, year), keepRoutes, strconv.FormatInt(keepRoutesFor.Milliseconds(), 10))
	switch {
	case err != nil:
		return "", 0, err
	case reply[0] == "SEEN":
		return "", 0, ErrDuplicate
	case reply[0] == "OK" && len(reply) == 2:
		return splitWhere(reply[1])
	}
	return "", 0, strange("route", reply)
}

// Seen reports whether an update of a chat was settled before, for what has to be done ahead of the
// commit that marks it; on a Cluster, whether it was without an evaluation. Error: ErrUnavailable.
func (s *Store) Seen(ctx context.Context, update, chat int64) (bool, error) {
	err := s.read(ctx, "seen", func() error {
		return s.client.ZScore(ctx, keyChatSeen(partitionOfUser(chat)), strconv.FormatInt(update, 10)).Err()
	})
	if errors.Is(err, redis.Nil) {
		return false, nil
	}
	return err == nil, err
}

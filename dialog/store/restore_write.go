package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// batchSize is how many commands a restore sends at once.
const batchSize = 500

// restorer writes the records of a backup that was checked before.
type restorer struct {
	*Store
	merge bool
	batch []func(redis.Pipeliner)

	evaluation *record         // whose records are being written; nil: they are skipped
	entries    int64           // its log entries so far
	there      map[string]bool // units that had an evaluation before: their messages are not queued again
}

func (s *Store) restoreAll(ctx context.Context, r io.Reader, merge bool) error {
	w := &restorer{Store: s, merge: merge, there: map[string]bool{}}
	for in := newBackupReader(r); ; {
		_, rec, err := in.next()
		if err != nil {
			return err // the closing line comes first
		}
		if rec.Kind == kindEnd {
			break
		}
		if err := w.write(ctx, rec); err != nil {
			return err
		}
	}
	if err := w.finish(ctx); err != nil {
		return err
	}
	if !s.apart {
		if err := w.add(ctx, func(p redis.Pipeliner) { p.Incr(ctx, s.keyRegister(0)) }); err != nil {
			return err
		}
	}
	return w.flush(ctx)
}

func (w *restorer) write(ctx context.Context, r record) error {
	switch r.Kind {
	case backupName:
		return nil
	case kindAnswer, kindCursor, kindLog:
		return w.content(ctx, r)
	case kindSeen:
		if r.Partition == nil {
			return w.content(ctx, r)
		}
	}
	if err := w.finish(ctx); err != nil {
		return err
	}
	switch r.Kind {
	case kindUnit:
		return w.add(ctx, func(p redis.Pipeliner) {
			p.HSetNX(ctx, keyUnits(partitionOf(r.ID)), r.ID, r.Name)
			if named := UnitNamed(r.Name).ID; named != r.ID { // it was renamed
				p.HSetNX(ctx, keyNames(partitionOf(named)), named, r.ID)
			}
		})
	case kindEvaluation:
		return w.begin(ctx, r)
	case kindMember:
		return w.member(ctx, r)
	case kindMessage:
		return w.message(ctx, r.message())
	}
	return w.person(ctx, r)
}

// add puts a command into the batch. All of them may be repeated, but for the log's,
// whose length is checked at the end.
func (w *restorer) add(ctx context.Context, command func(redis.Pipeliner)) error {
	w.batch = append(w.batch, command)
	if len(w.batch) < batchSize {
		return nil
	}
	return w.flush(ctx)
}

func (w *restorer) flush(ctx context.Context) error {
	if len(w.batch) == 0 {
		return nil
	}
	err := failedIn(w.client.Pipelined(ctx, filled(func(p redis.Pipeliner) {
		for _, command := range w.batch {
			command(p)
		}
	})))
	w.batch = w.batch[:0]
	if err != nil {
		return unavailable("restore", err)
	}
	return nil
}

// begin prepares an evaluation, unless the store has it. The evaluation itself is entered
// last, by finish, so that one that was interrupted is not taken for a whole one.
func (w *restorer) begin(ctx context.Context, r record) error {
	if err := w.flush(ctx); err != nil {
		return err
	}
	there, err := w.client.HExists(ctx, keyYears(r.Unit), strconv.Itoa(r.Year)).Result()
	if err != nil {
		return unavailable("restore", err)
	}
	if there {
		w.there[r.Unit] = true
		return nil
	}
	w.evaluation, w.entries = &r, 0
	return w.add(ctx, func(p redis.Pipeliner) {
		for _, key := range []func(string, int) string{keyMeta, keyAnswers, keyCursors, keyLog, keySeen} {
			p.Del(ctx, key(r.Unit, r.Year))
		}
	})
}

// content writes a record of the evaluation begun.
func (w *restorer) content(ctx context.Context, r record) error {
	if w.evaluation == nil {
		return nil
	}
	switch r.Kind {
	case kindSeen:
		return w.add(ctx, func(p redis.Pipeliner) { p.ZAdd(ctx, keySeen(r.Unit, r.Year), mark(r)) })
	case kindCursor:
		place, err := encode(r.Cursor)
		if err != nil {
			return err
		}
		return w.add(ctx, func(p redis.Pipeliner) {
			p.HSet(ctx, keyCursors(r.Unit, r.Year), r.User, revised(r.Rev, place))
		})
	}
	answer, err := encode(r.Answer)
	if err != nil {
		return err
	}
	if r.Kind == kindAnswer {
		return w.add(ctx, func(p redis.Pipeliner) {
			p.HSet(ctx, keyAnswers(r.Unit, r.Year), string(r.Key), revised(r.Rev, answer))
		})
	}
	old := ""
	if r.Old != nil {
		if old, err = encode(r.Old); err != nil {
			return err
		}
		old = revised(r.Rev, old)
	}
	w.entries++
	line := strconv.FormatInt(r.Seq, 10) + "|" + r.Update + "|" + string(r.Key) + "\n" + answer + "\n" + old
	return w.add(ctx, func(p redis.Pipeliner) { p.RPush(ctx, keyLog(r.Unit, r.Year), line) })
}

func revised(rev int64, json string) string { return strconv.FormatInt(rev, 10) + "|" + json }

func mark(r record) redis.Z { return redis.Z{Score: float64(r.At.UnixMilli()), Member: r.Update} }

// finish enters the evaluation whose records have been written.
func (w *restorer) finish(ctx context.Context) error {
	r := w.evaluation
	w.evaluation = nil
	if r == nil {
		return nil
	}
	if err := w.flush(ctx); err != nil {
		return err
	}
	length, err := w.client.LLen(ctx, keyLog(r.Unit, r.Year)).Result()
	if err != nil {
		return unavailable("restore", err)
	}
	if length != w.entries {
		return fmt.Errorf("store: restore: the log has %d entries instead of %d", length, w.entries)
	}
	name, err := w.client.HGet(ctx, keyUnits(partitionOf(r.Unit)), r.Unit).Result()
	if err != nil {
		return unavailable("restore", err)
	}
	e := dialog.Evaluation{ID: r.ID, UnitID: r.Unit, Unit: name, Year: r.Year, Scheme: r.Scheme,
		Version: r.Version, Status: r.Status, Deadline: r.Deadline}
	for range 20 {
		entered, err := w.addUnit(ctx, e, w.entries)
		switch {
		case err != nil:
			return err
		case entered && r.Reminders != nil:
			return w.SetReminders(ctx, r.Unit, r.Year, r.Reminders)
		case entered:
			return nil
		}
		e.ID = w.evaluationID(r.Unit) // another evaluation of the store has this id
	}
	return errors.New("store: restore: no free evaluation id")
}

// member adds a person who is not in the unit yet. The unit's name must be there first.
func (w *restorer) member(ctx context.Context, r record) error {
	if err := w.flush(ctx); err != nil {
		return err
	}
	if w.merge {
		there, err := w.client.HExists(ctx, keyMembers(r.Unit), strconv.FormatInt(r.User, 10)).Result()
		if err != nil {
			return unavailable("restore", err)
		}
		if there {
			return nil
		}
	}
	return w.AddMember(ctx, r.Unit, dialog.Member{User: r.User, Name: r.Name, Role: r.Role})
}

func (w *restorer) message(ctx context.Context, m Message) error {
	if w.merge && (m.UnitID == "" || w.there[m.UnitID]) {
		return nil // it may have been sent since
	}
	return w.enqueue(ctx, m.home(), 0, []Message{m}, w.now().Truncate(time.Millisecond))
}

// person writes what belongs to a person or a partition, where there is nothing yet.
func (w *restorer) person(ctx context.Context, r record) error {
	user := strconv.FormatInt(r.User, 10)
	news, err := r.newsLines()
	if err != nil {
		return err
	}
	return w.add(ctx, func(p redis.Pipeliner) {
		switch r.Kind {
		case kindSeen:
			if !w.merge {
				p.ZAddNX(ctx, keyChatSeen(*r.Partition), mark(r))
			}
		case kindLeft:
			p.HSetNX(ctx, keyLeft(r.Unit), user, millis(r.At))
		case kindMuted:
			p.HSetNX(ctx, keyMuted(r.Unit), user, millis(r.At))
		case kindUnreached:
			p.HSetNX(ctx, keyUnreachable(r.Unit), user, millis(r.At))
		case kindNews:
			if !w.merge { // else they may have been told since
				p.HSetNX(ctx, keyNews(partitionOf(r.Unit)), placeOfChat(r.Chat, r.Unit, r.Year), news)
			}
		case kindActive:
			p.HSetNX(ctx, keyActive(partitionOfUser(r.User)), user, r.Unit+":"+strconv.Itoa(r.Year))
		case kindBlocked:
			p.HSetNX(ctx, keyBlocked(partitionOfUser(r.User)), user, millis(r.At))
		case kindPrompt:
			home := Message{Chat: r.Chat, UnitID: r.Unit}.home()
			p.HSetNX(ctx, keyPrompts(home), promptField(r.Chat, r.Unit), r.Message)
		case kindInvite:
			part := partitionOf(r.Unit)
			p.HSetNX(ctx, keyInvites(part), r.ID, inviteValue(r.Uses, r.Expires, r.At, r.Role, r.Unit, r.User))
			p.ZAddNX(ctx, keyInviteEnds(part), redis.Z{Score: float64(r.Expires.UnixMilli()), Member: r.ID})
		}
	})
}

// inviteValue is an invitation as the scripts keep it.
func inviteValue(uses int, expires, created time.Time, role dialog.Role, unitID string, by int64) string {
	return fmt.Sprintf("%d|%s|%s|%s|%s|%d", uses, millis(expires), millis(created), role, unitID, by)
}

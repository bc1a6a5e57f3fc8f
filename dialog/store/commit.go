package store

import (
	"context"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/scoring"
)

// StatusKey is the key under which changes of an evaluation's status stand in the log;
// no answer has such a key.
const StatusKey = dialog.StatusKey

// Commit is one turn of one person: what the step changed, and what it says.
type Commit struct {
	// Update is Telegram's update_id. What no update causes takes a negative number that
	// names its cause; 0 is never found to be a duplicate.
	Update  int64
	Chat    int64
	Before  dialog.Session  // as loaded: names the evaluation, the speaker, the cursor's revision
	Cursor  dialog.Cursor   // after
	Records []dialog.Record // each key once
	Status  dialog.Status   // "": unchanged
	Version int             // the pack version the answers are at now; 0: unchanged
	// Standing is where the evaluation stands now; nil when the turn did not change it.
	Standing *dialog.Standing
	// Mute is until when the person wants no reminders of the unit; zero: unchanged.
	Mute   time.Time
	Outbox []Message // the store fills ID, Chat, UnitID, Year and Due
	At     time.Time
}

// Commit makes a turn final, all of it or nothing: answers, log entries, cursor, status,
// messages and the update's seen-mark. Errors: ErrDuplicate (this update was committed
// before; that is success), *Conflict (load and step again), ErrNotMember, ErrClosed,
// ErrNotFound, ErrInvalid, ErrUnavailable (outcome unknown; repeat with the same update).
func (s *Store) Commit(ctx context.Context, c Commit) error {
	e := c.Before.Evaluation
	out, err := addressAll(c.Outbox, c.Chat, e, c.At)
	if err != nil {
		return err
	}
	sent, news := splitNews(out)
	holder, fence := s.holder()
	args, err := c.arguments(holder, sent, news)
	if err != nil {
		return err
	}
	p := partitionOf(e.UnitID)
	keys := []string{
		keyMeta(e.UnitID, e.Year), keyAnswers(e.UnitID, e.Year), keyCursors(e.UnitID, e.Year),
		s.seenKey(c.Chat, e.UnitID, e.Year), keyLog(e.UnitID, e.Year), keyMembers(e.UnitID),
		keyQueue(p), keyChats(p), keyLater(p), keyPayloads(p), keySequence(p),
		keyStandings(p), keyEarlierStandings(p),
		keyTicks(p), keyPlans(p), keyMuted(e.UnitID), keyUnreachable(e.UnitID), keyNews(p), keyNewsWaiting(p),
		keySeen(e.UnitID, e.Year), keyLeases(p), keyHeld(p),
	}
	reply, again, err := s.run(ctx, "commit", commitScript, keys, args...)
	if err != nil {
		return err
	}
	return s.committed(reply, again, p, fence, sent, len(news))
}

// committed turns the commit script's reply into the outcome, and takes up the messages that it
// leased to this process under the fence. A reply that was lost leaves them to their lease.
func (s *Store) committed(reply []string, again bool, p int, fence string, sent []Message, news int) error {
	switch reply[0] {
	case "OK":
		if s.takeUp(p, fence, sent, reply[3:]) || news > 0 {
			s.mark(p)
		} else if len(sent) > 0 {
			s.signal()
		}
		return nil
	case "DUP":
		s.mark(p) // whoever committed it may be gone; its messages are there
		if again {
			return nil
		}
		return ErrDuplicate
	case "NOMEMBER":
		return ErrNotMember
	case "GONE":
		return ErrNotFound
	case "CLOSED":
		return ErrClosed
	case "ROLE":
		return &Conflict{Role: true}
	case "STATUS":
		return &Conflict{Status: true}
	case "CURSOR":
		return &Conflict{Cursor: true}
	case "STALE":
		conflict := &Conflict{}
		for _, k := range reply[1:] {
			conflict.Keys = append(conflict.Keys, dialog.Key(k))
		}
		return conflict
	}
	return strange("commit", reply)
}

// arguments are the commit script's ARGV.
func (c Commit) arguments(holder []any, sent, news []Message) ([]any, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	cursor, err := encode(c.Cursor)
	if err != nil {
		return nil, err
	}
	status, version, mute := "", "", ""
	if !c.Mute.IsZero() {
		mute = millis(c.Mute)
	}
	if c.Status != "" {
		if status, err = c.answer(scoring.Text(string(c.Status)), "", 0); err != nil {
			return nil, err
		}
	}
	if c.Version != 0 {
		version = strconv.Itoa(c.Version)
	}
	standing := ""
	if c.Standing != nil {
		if standing, err = standingBlob(*c.Standing); err != nil {
			return nil, err
		}
	}
	e := c.Before.Evaluation
	args := []any{
		millis(c.At), updateMark(c.Update), c.Before.Who.User, string(c.Before.Who.Role),
		c.Before.Cursor.Rev, cursor, string(c.Before.Evaluation.Status), string(c.Status), version, status,
		whereIs(e.UnitID, e.Year), e.Changes, standing, mute,
	}
	args = append(append(args, holder...), len(c.Records))
	for _, r := range c.Records {
		answer, err := c.answer(r.Value, r.Typed, r.Message)
		if err != nil {
			return nil, err
		}
		args = append(args, string(r.Key), r.Was, answer)
	}
	if args, err = appendMessages(args, sent); err == nil {
		args, err = appendNews(args, news)
	}
	return args, err
}

func (c Commit) answer(v scoring.Value, typed string, message int) (string, error) {
	return encode(storeAnswer(dialog.Answer{Value: v, Typed: typed, Message: message,
		By: c.Before.Who.User, ByName: c.Before.Who.Name, At: c.At}))
}

func (c Commit) check() error {
	if c.At.IsZero() {
		return invalid("缺少时间")
	}
	switch c.Status {
	case "", dialog.Open, dialog.Submitted, dialog.Approved:
	default:
		return invalid("自评状态不正确")
	}
	seen := make(map[dialog.Key]bool, len(c.Records))
	for _, r := range c.Records {
		switch {
		case !validKey(r.Key):
			return invalid("答案编码不正确")
		case seen[r.Key]:
			return invalid("同一答案在一次提交中出现两次：" + string(r.Key))
		}
		seen[r.Key] = true
	}
	return nil
}

func validKey(k dialog.Key) bool {
	return k != "" && len(k) <= 200 && k[0] != '@' && !strings.ContainsAny(string(k), "\r\n|")
}

// updateMark names an update in the seen set. What has none gets a random name, so that
// at least the store's own repetition of it is noticed.
func updateMark(update int64) string {
	if update == 0 {
		return "x" + strconv.FormatUint(rand.Uint64(), 36)
	}
	return strconv.FormatInt(update, 10)
}

// CommitChat puts messages into the outbox for a person who is not at work on an
// evaluation, once per update, with the guarantees of Commit. Errors: ErrDuplicate
// (success), ErrInvalid, ErrUnavailable.
func (s *Store) CommitChat(ctx context.Context, update, chat int64, out []Message, at time.Time) error {
	if at.IsZero() {
		return invalid("缺少时间")
	}
	out, err := addressAll(out, chat, dialog.Evaluation{}, at)
	if err != nil {
		return err
	}
	return s.enqueue(ctx, partitionOfUser(chat), update, out, at)
}

func (s *Store) enqueue(ctx context.Context, p int, update int64, out []Message, at time.Time) error {
	holder, fence := s.holder()
	args, err := appendMessages(append([]any{millis(at), updateMark(update)}, holder...), out)
	if err != nil {
		return err
	}
	keys := []string{
		keyChatSeen(p), keyQueue(p), keyChats(p), keyLater(p), keyPayloads(p), keySequence(p), keyLeases(p), keyHeld(p),
	}
	reply, again, err := s.run(ctx, "commit chat", commitChatScript, keys, args...)
	if err != nil {
		return err
	}
	return s.committed(reply, again, p, fence, out, 0)
}

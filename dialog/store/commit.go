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
	// Recalled says that Before was remembered and not loaded: when anything it consists of has changed
	// since, the commit is a conflict.
	Recalled bool
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
	records, err := c.answers()
	if err != nil {
		return err
	}
	cursor, err := encode(c.Cursor)
	if err != nil {
		return err
	}
	args, err := c.arguments(holder, cursor, records, sent, news)
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
		keyPrompts(p), s.keyRegister(p),
	}
	begun := s.prompts.next()
	reply, again, err := s.run(ctx, "commit", commitScript, keys, args...)
	if err != nil {
		s.memory.forget(c.Before.Who.User)
		return err
	}
	if !s.apart { // the register reaches one server only
		s.memory.follow(c, records, cursor, reply, s.now())
	}
	return s.committed(reply, again, claim{p, fence, begun}, sent, len(news))
}

// claim is what a commit's messages are held by.
type claim struct {
	partition int
	fence     string
	begun     int64 // when the commit set out, in the order of prompts
}

// committed turns the commit script's reply into the outcome, and takes up the messages that it
// leased to this process under the fence. A reply that was lost leaves them to their lease.
func (s *Store) committed(reply []string, again bool, by claim, sent []Message, news int) error {
	switch reply[0] {
	case "OK":
		prompt, _ := strconv.Atoi(reply[3]) // "": 0, there is none
		if s.takeUp(by, prompt, sent, reply[4:]) || news > 0 {
			s.mark(by.partition)
		} else if len(sent) > 0 {
			s.signal()
		}
		return nil
	case "MOVED":
		return &Conflict{Memory: true}
	case "DUP":
		s.mark(by.partition) // whoever committed it may be gone; its messages are there
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
func (c Commit) arguments(holder []any, cursor string, records []string, sent, news []Message) (args []any, err error) {
	if err := c.check(); err != nil {
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
	args = []any{
		millis(c.At), updateMark(c.Update), c.Before.Who.User, string(c.Before.Who.Role),
		c.Before.Cursor.Rev, cursor, string(c.Before.Evaluation.Status), string(c.Status), version, status,
		whereIs(e.UnitID, e.Year), e.Changes, standing, mute,
	}
	register := ""
	if c.Recalled {
		register = "=" + c.Before.Register // "=" alone: nothing was counted yet
	}
	args = append(append(args, holder...), promptField(c.Chat, e.UnitID), register, len(c.Records))
	for i, r := range c.Records {
		args = append(args, string(r.Key), r.Was, records[i])
	}
	if args, err = appendMessages(args, sent); err == nil {
		args, err = appendNews(args, news)
	}
	return args, err
}

// answers are the records as they are kept.
func (c Commit) answers() ([]string, error) {
	blobs := make([]string, len(c.Records))
	for i, r := range c.Records {
		var err error
		if blobs[i], err = c.answer(r.Value, r.Typed, r.Message); err != nil {
			return nil, err
		}
	}
	return blobs, nil
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
	prompt := ""
	if len(out) > 0 {
		prompt = promptField(out[0].Chat, out[0].UnitID)
	}
	args, err := appendMessages(append(append([]any{millis(at), updateMark(update)}, holder...), prompt), out)
	if err != nil {
		return err
	}
	keys := []string{
		keyChatSeen(p), keyQueue(p), keyChats(p), keyLater(p), keyPayloads(p), keySequence(p), keyLeases(p), keyHeld(p), keyPrompts(p),
	}
	begun := s.prompts.next()
	reply, again, err := s.run(ctx, "commit chat", commitChatScript, keys, args...)
	if err != nil {
		return err
	}
	return s.committed(reply, again, claim{p, fence, begun}, out, 0)
}

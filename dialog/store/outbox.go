package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// lane is the distance between classes in a chat's score; the same number stands in
// scripts/outbox_put.lua.
const lane = 100_000_000_000_000

// Claim leases up to limit due messages, the better classes first. The messages of one
// chat come together and in commit order. Until they are finished, or the lease runs out,
// only this Store gets later messages of that chat. (A chat's messages from different
// partitions, i.e. of different units, may be held by different claimers.) A message
// whose deliverer dies is claimed again when its lease has run out. Messages that come
// beside an error are leased too.
func (s *Store) Claim(ctx context.Context, limit int) ([]Message, error) {
	if limit <= 0 {
		return nil, nil
	}
	now := s.now()
	state, failed := s.peek(ctx, now)
	var all []Message
	start := int(s.turn.Add(1))
	for class := Answer; class <= Reminder; class++ {
		for i := range Partitions {
			p := (start + i) % Partitions
			if !state[p].has(class) || len(all) >= limit {
				continue
			}
			some, err := s.claim(ctx, p, class, limit-len(all), now)
			if err != nil {
				state[p], failed = waiting{}, err // the other partitions' chats need not wait for this one
				continue
			}
			s.holds[p].Add(int32(len(some)))
			all = append(all, some...)
		}
	}
	return byChat(all), failed
}

// ClaimMarked is Claim in the partitions alone where this process knows of something: what a commit
// could not lease, and what a finished message has made claimable.
func (s *Store) ClaimMarked(ctx context.Context, limit int) ([]Message, error) {
	now := s.now()
	var all []Message
	var failed error
	for p := range Partitions {
		if limit-len(all) <= 0 || !s.marks[p].Swap(false) {
			continue
		}
		some, err := s.claim(ctx, p, Reminder, limit-len(all), now)
		if err != nil {
			s.marks[p].Store(true)
			failed = err
			continue
		}
		if len(all)+len(some) == limit {
			s.marks[p].Store(true) // there may be more
		}
		s.holds[p].Add(int32(len(some)))
		all = append(all, some...)
	}
	return byChat(all), failed
}

// Marked reports whether ClaimMarked may find something.
func (s *Store) Marked() bool {
	for p := range Partitions {
		if s.marks[p].Load() {
			return true
		}
	}
	return false
}

// waiting says what of a partition's outbox can be claimed now.
type waiting struct {
	free  [Reminder + 1]int64 // chats nobody has, by the class they stand in line with
	later int64               // messages that have become due
	fresh bool                // there may be more messages of chats this Store has
}

func (w waiting) has(class Class) bool {
	return w.free[class] > 0 || class == Answer && w.fresh || class == Reminder && w.later > 0
}

// peek looks at all partitions, cheaply enough to do it often: two numbers each, and
// more only where there is something.
func (s *Store) peek(ctx context.Context, now time.Time) (state [Partitions]waiting, err error) {
	var chats, later [Partitions]*redis.IntCmd
	err = s.read(ctx, "claim", func() error {
		_, err := s.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
			for p := range Partitions {
				chats[p], later[p] = pipe.ZCard(ctx, keyChats(p)), pipe.ZCard(ctx, keyLater(p))
			}
			return nil
		})
		return err
	})
	if err != nil && !answered(chats[:]) {
		return state, err
	}
	err = s.read(ctx, "claim", func() error {
		pipe := s.client.Pipeline()
		var fill []func()
		for p := range Partitions {
			if chats[p].Val() > 0 || later[p].Val() > 0 {
				fill = append(fill, s.look(ctx, pipe, p, now, &state[p]))
			}
		}
		if len(fill) == 0 {
			return nil
		}
		_, err := pipe.Exec(ctx)
		for _, f := range fill {
			f()
		}
		return err
	})
	return state, err
}

// answered reports whether any of the replies came: in a Cluster, one node may be away.
func answered(replies []*redis.IntCmd) bool {
	return slices.ContainsFunc(replies, func(c *redis.IntCmd) bool { return c.Err() == nil })
}

// look asks what can be claimed in one partition; the function it returns reads the
// replies.
func (s *Store) look(ctx context.Context, pipe redis.Pipeliner, p int, now time.Time, w *waiting) func() {
	var free [Reminder + 1]*redis.IntCmd
	for class := range free {
		from := int64(class) * lane
		free[class] = pipe.ZCount(ctx, keyChats(p), strconv.FormatInt(from, 10), strconv.FormatInt(from+now.UnixMilli(), 10))
	}
	later := pipe.ZCount(ctx, keyLater(p), "-inf", millis(now))
	var queue, held *redis.IntCmd
	if s.holds[p].Load() > 0 {
		queue, held = pipe.ZCard(ctx, keyQueue(p)), pipe.HLen(ctx, keyHeld(p))
	}
	return func() {
		for class, n := range free {
			w.free[class] = n.Val()
		}
		w.later = later.Val()
		w.fresh = queue != nil && queue.Val() > held.Val()
	}
}

func (s *Store) claim(ctx context.Context, p int, class Class, limit int, now time.Time) ([]Message, error) {
	fence := s.claimer + randomID(8)
	keys := []string{keyQueue(p), keyChats(p), keyLater(p), keyPayloads(p), keyLeases(p), keyHeld(p)}
	reply, _, err := s.runFunc(ctx, "claim", claimScript, keys, func(again bool) []any {
		repeated := ""
		if again {
			repeated = "1"
		}
		return []any{millis(now), strconv.FormatInt(s.lease.Milliseconds(), 10), limit, int(class), s.claimer, fence, repeated}
	})
	if err != nil {
		return nil, err
	}
	var all []Message
	for pair := range slices.Chunk(reply, 2) {
		if len(pair) != 2 {
			return nil, strange("claim", nil)
		}
		m, err := decodeMessage(p, pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		m.fence = fence
		all = append(all, m)
	}
	return all, nil
}

// byChat brings the messages of one chat together, in commit order, at the place of the
// first of them.
func byChat(all []Message) []Message {
	first := make(map[int64]int, len(all))
	for i, m := range all {
		if _, ok := first[m.Chat]; !ok {
			first[m.Chat] = i
		}
	}
	slices.SortStableFunc(all, func(a, b Message) int {
		if c := cmp.Compare(first[a.Chat], first[b.Chat]); c != 0 {
			return c
		}
		if a.partition == b.partition {
			return cmp.Compare(a.ID, b.ID)
		}
		return cmp.Compare(a.at, b.at)
	})
	return all
}

// Depth counts the messages in the outbox: those that are due, with those in hand, and those
// that are not. Error: ErrUnavailable.
func (s *Store) Depth(ctx context.Context) (due, later int, err error) {
	var queued, waiting, ripe [Partitions]*redis.IntCmd
	now := millis(s.now())
	err = s.together(ctx, "depth", func(pipe redis.Pipeliner) {
		for p := range Partitions {
			queued[p], waiting[p] = pipe.ZCard(ctx, keyQueue(p)), pipe.ZCard(ctx, keyLater(p))
			ripe[p] = pipe.ZCount(ctx, keyLater(p), "-inf", now)
		}
	})
	if err != nil {
		return 0, 0, err
	}
	for p := range Partitions {
		due += int(queued[p].Val() + ripe[p].Val())
		later += int(waiting[p].Val() - ripe[p].Val())
	}
	return due, later, nil
}

// Delivered takes a message that Telegram accepted out of the outbox. messageID, if not
// 0, is remembered as the chat's open question when the reply is a prompt; an edited
// prompt that is none any more is forgotten. Errors: ErrLeaseLost, ErrUnavailable.
func (s *Store) Delivered(ctx context.Context, m Message, messageID int) error {
	prompt := ""
	now, changes := m.opens(messageID)
	switch {
	case changes && now == 0:
		prompt = "close"
	case changes:
		prompt = strconv.Itoa(now)
	}
	news, next := "", ""
	if m.tellsNews() {
		news = placeOfChat(m.Chat, m.UnitID, m.Year)
		var err error
		if next, err = m.newsMessage(); err != nil {
			return err
		}
	}
	p := m.partition
	err := s.finish(ctx, "delivered", deliveredScript, m,
		[]string{keyPrompts(p), keyNews(p), keyNewsWaiting(p), keyLater(p), keySequence(p)},
		promptField(m.Chat, m.UnitID), prompt, news, m.Told, millis(s.now().Add(newsEvery)), next)
	if err == nil && changes {
		s.prompts.kept(m, now)
	}
	return err
}

// Postpone keeps a message that could not be delivered and counts the attempt. Its
// chat's later messages wait with it, but for a Reminder and for news, which step aside.
// Errors: ErrLeaseLost, ErrUnavailable.
func (s *Store) Postpone(ctx context.Context, m Message, until time.Time) error {
	aside := ""
	if m.Class == Reminder || m.News != nil {
		aside = "1"
	}
	return s.finish(ctx, "postpone", postponeScript, m, []string{keyLater(m.partition)}, millis(until), aside)
}

// Drop takes a message that can never be delivered out of the outbox and keeps it among
// the dead letters. Errors: ErrLeaseLost, ErrUnavailable.
func (s *Store) Drop(ctx context.Context, m Message, reason string) error {
	body, err := encodeMessage(m)
	if err != nil {
		return err
	}
	letter, err := encode(deadLetter{At: toMillis(s.now()), Reason: reason, Chat: m.Chat, Message: body})
	if err != nil {
		return err
	}
	news := ""
	if m.tellsNews() {
		news = placeOfChat(m.Chat, m.UnitID, m.Year)
	}
	p := m.partition
	return s.finish(ctx, "drop", dropScript, m, []string{keyDead(p), keyDeadTimes(p), keyNews(p), keyNewsWaiting(p)}, letter, news)
}

// finish runs a script that ends this claim's hold of a message.
func (s *Store) finish(ctx context.Context, op string, sc *script, m Message, keys []string, args ...any) error {
	p := m.partition
	keys = append([]string{keyQueue(p), keyChats(p), keyPayloads(p), keyLeases(p), keyHeld(p)}, keys...)
	args = append([]any{millis(s.now()), m.ID, m.fence, m.Attempts}, args...)
	reply, again, err := s.run(ctx, op, sc, keys, args...)
	if err != nil {
		return err
	}
	if s.holds[p].Add(-1) < 0 {
		s.holds[p].Store(0) // a message of another Store; the count is only a hint
	}
	switch reply[0] {
	case "OK":
		return nil
	case "MORE":
		s.mark(p)
		return nil
	case "GONE", "LOST":
		if again {
			return nil // our own try whose reply was lost, or nobody's harm: the message is finished or will be tried again
		}
		return ErrLeaseLost
	}
	return strange(op, reply)
}

// prompt reads the message id of the chat's open question in a unit.
func (s *Store) prompt(ctx context.Context, chat int64, unitID string) (int, error) {
	p := partitionOf(unitID)
	if unitID == "" {
		p = partitionOfUser(chat)
	}
	var id int
	err := s.read(ctx, "prompt", func() (err error) {
		id, err = s.client.HGet(ctx, keyPrompts(p), promptField(chat, unitID)).Int()
		return err
	})
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	return id, err
}

func promptField(chat int64, unitID string) string {
	return strconv.FormatInt(chat, 10) + ":" + unitID
}

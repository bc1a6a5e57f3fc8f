package store

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// backupWriter writes records and remembers count and checksum.
type backupWriter struct {
	out   *bufio.Writer
	sum   hash.Hash
	count int
}

func (b *backupWriter) write(r record) error {
	line, err := encode(r)
	if err != nil {
		return err
	}
	line += "\n"
	b.sum.Write([]byte(line)) // hash.Hash never fails
	b.count++
	if _, err := b.out.WriteString(line); err != nil {
		return fmt.Errorf("store: write the backup: %w", err)
	}
	return nil
}

// Backup writes everything that cannot be made again: units, people, evaluations with
// answers, places and log, invitations (only the SHA-256 of their tokens) and messages
// not sent yet. Each evaluation is as of one instant. It may run beside the bot; a
// message whose commit comes while it runs may be missing, but never its answer.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	b := &backupWriter{out: bufio.NewWriter(w), sum: sha256.New(), count: -1} // the header is not counted
	if err := b.write(record{Kind: backupName, Backup: backupVersion, Time: toMillis(s.now())}); err != nil {
		return err
	}
	pending, err := s.pending(ctx)
	if err != nil {
		return err
	}
	for p := range Partitions {
		if err := s.backupPartition(ctx, b, p); err != nil {
			return err
		}
	}
	for _, m := range pending {
		r := record{Kind: kindMessage, Chat: m.Chat, Class: m.Class, Attempts: m.Attempts, Pending: m.stored()}
		if err := b.write(r); err != nil {
			return err
		}
	}
	end := record{Kind: kindEnd, Records: b.count, SHA256: hex.EncodeToString(b.sum.Sum(nil))}
	if err := b.write(end); err != nil {
		return err
	}
	if err := b.out.Flush(); err != nil {
		return fmt.Errorf("store: write the backup: %w", err)
	}
	return nil
}

// pending returns the messages not sent yet, in the order in which a restore queues them.
func (s *Store) pending(ctx context.Context) ([]Message, error) {
	parts, err := s.eachPartition(ctx, "backup", keyPayloads)
	if err != nil {
		return nil, err
	}
	var all []Message
	for p, payloads := range parts {
		for id, blob := range payloads {
			m, err := decodeMessage(p, id, blob)
			if err != nil {
				return nil, err
			}
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b Message) int {
		return cmp.Or(cmp.Compare(a.home(), b.home()), cmp.Compare(a.Chat, b.Chat), cmp.Compare(a.at, b.at), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

func (s *Store) backupPartition(ctx context.Context, b *backupWriter, p int) error {
	var units, evaluations, invites, active, blocked, prompts, news *redis.MapStringStringCmd
	var seen *redis.ZSliceCmd
	err := s.atOnce(ctx, "backup", func(pipe redis.Pipeliner) {
		units, evaluations = pipe.HGetAll(ctx, keyUnits(p)), pipe.HGetAll(ctx, keyEvaluations(p))
		invites, prompts = pipe.HGetAll(ctx, keyInvites(p)), pipe.HGetAll(ctx, keyPrompts(p))
		active, blocked = pipe.HGetAll(ctx, keyActive(p)), pipe.HGetAll(ctx, keyBlocked(p))
		news, seen = pipe.HGetAll(ctx, keyNews(p)), pipe.ZRangeWithScores(ctx, keyChatSeen(p), 0, -1)
	})
	if err != nil {
		return err
	}
	places, err := placesFrom(evaluations.Val())
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(units.Val())) {
		if err := s.backupUnit(ctx, b, Unit{ID: id, Name: units.Val()[id]}, places[id]); err != nil {
			return err
		}
	}
	if err := writeSeen(b, record{Kind: kindSeen, Partition: &p}, seen.Val()); err != nil {
		return err
	}
	for _, part := range []struct {
		of   map[string]string
		read func(field, value string) (record, error)
	}{{invites.Val(), inviteRecord}, {active.Val(), activeRecord}, {blocked.Val(), blockedRecord}, {prompts.Val(), promptRecord}, {news.Val(), newsRecord}} {
		if err := writeHash(b, part.of, part.read); err != nil {
			return err
		}
	}
	return nil
}

// placesFrom returns the years of each unit in ascending order.
func placesFrom(evaluations map[string]string) (map[string][]int, error) {
	years := map[string][]int{}
	for _, where := range evaluations {
		unitID, year, err := splitWhere(where)
		if err != nil {
			return nil, err
		}
		years[unitID] = append(years[unitID], year)
	}
	for _, y := range years {
		slices.Sort(y)
	}
	return years, nil
}

func (s *Store) backupUnit(ctx context.Context, b *backupWriter, unit Unit, years []int) error {
	var members, left, muted, unreached *redis.MapStringStringCmd
	err := s.atOnce(ctx, "backup", func(pipe redis.Pipeliner) {
		members, left = pipe.HGetAll(ctx, keyMembers(unit.ID)), pipe.HGetAll(ctx, keyLeft(unit.ID))
		muted, unreached = pipe.HGetAll(ctx, keyMuted(unit.ID)), pipe.HGetAll(ctx, keyUnreachable(unit.ID))
	})
	if err != nil {
		return err
	}
	if err := b.write(record{Kind: kindUnit, ID: unit.ID, Name: unit.Name}); err != nil {
		return err
	}
	err = writeHash(b, members.Val(), func(user, blob string) (record, error) {
		m, err := memberFrom(user, blob)
		return record{Kind: kindMember, Unit: unit.ID, User: m.User, Role: m.Role, Name: m.Name}, err
	})
	if err != nil {
		return err
	}
	for _, part := range []struct {
		kind string
		of   map[string]string
	}{{kindLeft, left.Val()}, {kindMuted, muted.Val()}, {kindUnreached, unreached.Val()}} {
		err := writeHash(b, part.of, func(user, at string) (record, error) {
			r, err := blockedRecord(user, at)
			r.Kind, r.Unit = part.kind, unit.ID
			return r, err
		})
		if err != nil {
			return err
		}
	}
	for _, year := range years {
		if err := s.backupEvaluation(ctx, b, place{unit.ID, year}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) backupEvaluation(ctx context.Context, b *backupWriter, at place) error {
	var meta, answers, cursors *redis.MapStringStringCmd
	var log *redis.StringSliceCmd
	var seen *redis.ZSliceCmd
	err := s.atOnce(ctx, "backup", func(pipe redis.Pipeliner) {
		meta, answers = pipe.HGetAll(ctx, keyMeta(at.unit, at.year)), pipe.HGetAll(ctx, keyAnswers(at.unit, at.year))
		cursors, log = pipe.HGetAll(ctx, keyCursors(at.unit, at.year)), pipe.LRange(ctx, keyLog(at.unit, at.year), 0, -1)
		seen = pipe.ZRangeWithScores(ctx, keySeen(at.unit, at.year), 0, -1)
	})
	if err != nil {
		return err
	}
	e, err := evaluationFrom(at.unit, at.year, meta.Val())
	if err != nil {
		return err
	}
	base := record{Unit: at.unit, Year: at.year}
	r := base
	r.Kind, r.ID, r.Scheme, r.Version, r.Status, r.Deadline = kindEvaluation, e.ID, e.Scheme, e.Version, e.Status, e.Deadline
	r.Reminders = e.Reminders
	if err := b.write(r); err != nil {
		return err
	}
	if err := writeHash(b, answers.Val(), base.answerRecord); err != nil {
		return err
	}
	if err := writeHash(b, cursors.Val(), base.cursorRecord); err != nil {
		return err
	}
	for _, line := range log.Val() {
		r, err := base.logRecord(line)
		if err != nil {
			return err
		}
		if err := b.write(r); err != nil {
			return err
		}
	}
	base.Kind = kindSeen
	return writeSeen(b, base, seen.Val())
}

// writeHash writes one record a field, sorted by field.
func writeHash(b *backupWriter, of map[string]string, read func(field, value string) (record, error)) error {
	for _, field := range slices.Sorted(maps.Keys(of)) {
		r, err := read(field, of[field])
		if err != nil {
			return err
		}
		if err := b.write(r); err != nil {
			return err
		}
	}
	return nil
}

func writeSeen(b *backupWriter, base record, seen []redis.Z) error {
	for _, z := range seen {
		base.Update = fmt.Sprint(z.Member)
		if strings.HasPrefix(base.Update, "x") {
			continue // no update: it will not come again
		}
		at, err := fromMillis(strconv.FormatInt(int64(z.Score), 10))
		if err != nil {
			return err
		}
		base.At = at
		if err := b.write(base); err != nil {
			return err
		}
	}
	return nil
}

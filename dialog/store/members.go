package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// Membership is one evaluation a person may work on.
type Membership struct {
	UnitID, Unit string
	Year         int
	Role         dialog.Role
	Name         string
}

func knownRole(r dialog.Role) bool {
	return r == dialog.Staff || r == dialog.Manager || r == dialog.Operator
}

// AddMember gives a person a role in a unit, or changes role and name.
// Errors: ErrNotFound (no such unit), ErrInvalid, ErrUnavailable.
func (s *Store) AddMember(ctx context.Context, unitID string, m dialog.Member) error {
	if !knownRole(m.Role) || m.User == 0 {
		return invalid("人员或角色不正确")
	}
	p := partitionOf(unitID)
	keys := []string{keyUnits(p), keyMembers(unitID), keyLeft(unitID), keyUsers(p)}
	reply, _, err := s.runRegistered(ctx, "add member", addMemberScript, keys,
		unitID, m.User, string(m.Role), cleanName(m.Name, 64))
	if err != nil {
		return err
	}
	if reply[0] == "NOUNIT" {
		return ErrNotFound
	}
	return nil
}

// RemoveMember takes a person's role in a unit away, at once: a commit that is under way
// is refused. Errors: ErrNotMember, ErrUnavailable.
func (s *Store) RemoveMember(ctx context.Context, unitID string, user int64) error {
	keys := []string{keyMembers(unitID), keyLeft(unitID), keyUsers(partitionOf(unitID))}
	reply, again, err := s.runRegistered(ctx, "remove member", removeMemberScript, keys, unitID, user, millis(s.now()))
	if err != nil {
		return err
	}
	if reply[0] == "NOMEMBER" && !again {
		return ErrNotMember
	}
	return nil
}

// Members returns everybody in a unit, by user id; nobody for an unknown unit.
func (s *Store) Members(ctx context.Context, unitID string) ([]dialog.Member, error) {
	var all map[string]string
	err := s.read(ctx, "members", func() (err error) {
		all, err = s.client.HGetAll(ctx, keyMembers(unitID)).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	return membersFrom(all)
}

// MembersOf returns everybody in each of many units, in their order.
func (s *Store) MembersOf(ctx context.Context, unitIDs []string) ([][]dialog.Member, error) {
	all := make([][]dialog.Member, 0, len(unitIDs))
	for part := range slices.Chunk(unitIDs, unitsAtOnce) {
		cmds := make([]*redis.MapStringStringCmd, len(part))
		err := s.together(ctx, "members", func(p redis.Pipeliner) {
			for i, id := range part {
				cmds[i] = p.HGetAll(ctx, keyMembers(id))
			}
		})
		if err != nil {
			return nil, err
		}
		for _, cmd := range cmds {
			members, err := membersFrom(cmd.Val())
			if err != nil {
				return nil, err
			}
			all = append(all, members)
		}
	}
	return all, nil
}

// unitsAtOnce is of how many units one pipeline reads something.
const unitsAtOnce = 500

func membersFrom(all map[string]string) ([]dialog.Member, error) {
	members := make([]dialog.Member, 0, len(all))
	for user, blob := range all {
		m, err := memberFrom(user, blob)
		if err != nil {
			return nil, err
		}
		members = append(members, m)
	}
	slices.SortFunc(members, func(a, b dialog.Member) int { return cmp.Compare(a.User, b.User) })
	return members, nil
}

func memberFrom(user, blob string) (dialog.Member, error) {
	id, err := strconv.ParseInt(user, 10, 64)
	role, name, ok := strings.Cut(blob, "|")
	if err != nil || !ok {
		return dialog.Member{}, errors.New("store: a member is malformed")
	}
	return dialog.Member{User: id, Name: name, Role: dialog.Role(role)}, nil
}

// Memberships returns every evaluation a person may work on, the newest year first. It
// is read from the units' own partitions, so it is never out of date.
func (s *Store) Memberships(ctx context.Context, user int64) ([]Membership, error) {
	units, register, err := s.unitsOf(ctx, user)
	if err != nil || len(units) == 0 {
		s.memory.seated(user, register, 0)
		return nil, err
	}
	id := strconv.FormatInt(user, 10)
	years := make([]*redis.StringSliceCmd, len(units))
	roles := make([]*redis.StringCmd, len(units))
	names := make([]*redis.StringCmd, len(units))
	err = s.together(ctx, "memberships", func(p redis.Pipeliner) {
		for i, u := range units {
			years[i] = p.HKeys(ctx, keyYears(u))
			roles[i] = p.HGet(ctx, keyMembers(u), id)
			names[i] = p.HGet(ctx, keyUnits(partitionOf(u)), u)
		}
	})
	if err != nil {
		return nil, err
	}
	var all []Membership
	for i, u := range units {
		if errors.Is(roles[i].Err(), redis.Nil) {
			continue // removed since the index was read
		}
		m, err := memberFrom(id, roles[i].Val())
		if err != nil {
			return nil, err
		}
		for _, y := range years[i].Val() {
			year, err := strconv.Atoi(y)
			if err != nil {
				return nil, errors.New("store: a unit's year is malformed")
			}
			all = append(all, Membership{UnitID: u, Unit: names[i].Val(), Year: year, Role: m.Role, Name: m.Name})
		}
	}
	slices.SortFunc(all, func(a, b Membership) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(a.Unit, b.Unit))
	})
	s.memory.seated(user, register, len(all))
	return all, nil
}

// unitsOf reads the person's entry in every partition's index; the register is that of before.
func (s *Store) unitsOf(ctx context.Context, user int64) (units []string, register string, err error) {
	cmds := make([]*redis.StringCmd, Partitions)
	var counted *redis.StringCmd
	err = s.together(ctx, "memberships", func(p redis.Pipeliner) {
		counted = p.Get(ctx, s.keyRegister(0))
		for i := range cmds {
			cmds[i] = p.HGet(ctx, keyUsers(i), strconv.FormatInt(user, 10))
		}
	})
	if err != nil {
		return nil, "", err
	}
	for _, c := range cmds {
		units = append(units, strings.Fields(c.Val())...)
	}
	return units, counted.Val(), nil
}

// Active returns the evaluation a person works on; "" and 0 when none was chosen.
// It says nothing about the person's role there.
func (s *Store) Active(ctx context.Context, user int64) (unitID string, year int, err error) {
	var where string
	err = s.read(ctx, "active", func() (err error) {
		where, err = s.client.HGet(ctx, keyActive(partitionOfUser(user)), strconv.FormatInt(user, 10)).Result()
		return err
	})
	if errors.Is(err, redis.Nil) {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	return splitWhere(where)
}

// SetActive chooses the evaluation a person works on; "" and 0 for none.
func (s *Store) SetActive(ctx context.Context, user int64, unitID string, year int) error {
	id := strconv.FormatInt(user, 10)
	return s.read(ctx, "set active", func() error { // a plain overwrite may be repeated
		if unitID == "" {
			return s.client.HDel(ctx, keyActive(partitionOfUser(user)), id).Err()
		}
		return s.client.HSet(ctx, keyActive(partitionOfUser(user)), id, unitID+":"+strconv.Itoa(year)).Err()
	})
}

// Blocked remembers that a person has blocked the bot, or has come back, for all units the person
// is in. It may be repeated.
func (s *Store) Blocked(ctx context.Context, user int64, blocked bool) error {
	units, _, err := s.unitsOf(ctx, user)
	if err != nil {
		return err
	}
	id, now := strconv.FormatInt(user, 10), millis(s.now())
	pipeline := s.together
	if !s.apart {
		pipeline = s.atOnce
	}
	return pipeline(ctx, "blocked", func(p redis.Pipeliner) {
		if !s.apart {
			p.Incr(ctx, s.keyRegister(0))
		}
		if !blocked {
			p.HDel(ctx, keyBlocked(partitionOfUser(user)), id)
			for _, u := range units {
				p.HDel(ctx, keyUnreachable(u), id)
			}
			return
		}
		p.HSetNX(ctx, keyBlocked(partitionOfUser(user)), id, now)
		for _, u := range units {
			p.HSetNX(ctx, keyUnreachable(u), id, now)
		}
	})
}

// BlockedSince returns since when a person has the bot blocked; the zero time: not at all.
func (s *Store) BlockedSince(ctx context.Context, user int64) (time.Time, error) {
	var since string
	err := s.read(ctx, "blocked", func() (err error) {
		since, err = s.client.HGet(ctx, keyBlocked(partitionOfUser(user)), strconv.FormatInt(user, 10)).Result()
		return err
	})
	if errors.Is(err, redis.Nil) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return fromMillis(since)
}

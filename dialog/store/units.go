package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
	"ziping/scoring"
)

// Unit is a town government or department.
type Unit struct{ ID, Name string }

// UnitNamed returns the unit a name stands for unless it was renamed. The id follows from the first
// name, so that the same name is the same unit in every process, without an index over partitions.
func UnitNamed(name string) Unit {
	name = cleanName(name, 60)
	sum := sha256.Sum256([]byte(name))
	id := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:]))
	return Unit{ID: id[:10], Name: name}
}

// cleanName drops what could break a line or turn its direction, and cuts at limit
// characters.
func cleanName(name string, limit int) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069,
			r == 0x200e || r == 0x200f || r == 0xfeff || r == 0xfffd:
			return -1
		}
		return r
	}, name)
	runes := []rune(strings.TrimSpace(clean))
	if len(runes) > limit {
		runes = runes[:limit]
	}
	return strings.TrimSpace(string(runes))
}

func validYear(year int) bool { return year >= 2000 && year <= 2100 }

// AddUnit creates a unit, unless there is one of that name, and its evaluation of the
// year. A zero deadline is none. Errors: ErrExists, ErrInvalid, ErrUnavailable.
func (s *Store) AddUnit(ctx context.Context, name string, year int, scheme string, version int, deadline time.Time) (dialog.Evaluation, error) {
	unit, err := s.unitOf(ctx, name)
	switch {
	case err != nil:
		return dialog.Evaluation{}, err
	case unit.Name == "":
		return dialog.Evaluation{}, invalid("单位名称为空")
	case !validYear(year):
		return dialog.Evaluation{}, invalid("年度应在 2000 至 2100 之间")
	case scheme == "":
		return dialog.Evaluation{}, invalid("未指定指标体系")
	}
	e := dialog.Evaluation{UnitID: unit.ID, Unit: unit.Name, Year: year, Scheme: scheme,
		Version: version, Status: dialog.Open}
	if !deadline.IsZero() {
		e.Deadline = toMillis(deadline)
	}
	for range 20 {
		e.ID = s.evaluationID(unit.ID)
		done, err := s.addUnit(ctx, e, 0)
		if err != nil || done {
			return e, err
		}
	}
	return dialog.Evaluation{}, fmt.Errorf("store: add unit: no free evaluation id")
}

// evaluationID is two digits of the partition and up to six characters, so that ids are
// unique in the whole store when they are unique in their partition.
func (s *Store) evaluationID(unitID string) string {
	id := s.newID()
	return fmt.Sprintf("%02d%s", partitionOf(unitID), id[max(0, len(id)-6):])
}

// addUnit enters an evaluation whose log has so many entries, and its unit. It reports
// whether the evaluation id was free.
func (s *Store) addUnit(ctx context.Context, e dialog.Evaluation, entries int64) (bool, error) {
	p := partitionOf(e.UnitID)
	keys := []string{keyUnits(p), keyEvaluations(p), keyYears(e.UnitID), keyMeta(e.UnitID, e.Year), keyTicks(p), keyPlans(p)}
	reply, _, err := s.runRegistered(ctx, "add unit", addUnitScript, keys,
		e.UnitID, e.Unit, e.Year, e.ID, e.Scheme, e.Version, millis(e.Deadline), string(e.Status), entries, millis(s.now()))
	if err != nil {
		return false, err
	}
	switch reply[0] {
	case "OK":
		return true, nil
	case "EXISTS":
		if reply[1] == e.ID {
			return true, nil // our own try, whose reply was lost
		}
		return false, ErrExists
	case "NAME":
		return false, ErrNameTaken
	case "TAKEN":
		return false, nil
	}
	return false, strange("add unit", reply)
}

// SetDeadline changes an evaluation's deadline; the zero time is none. Its reminders are planned
// anew with it.
// Errors: ErrNotFound, ErrUnavailable.
func (s *Store) SetDeadline(ctx context.Context, unitID string, year int, t time.Time) error {
	p := partitionOf(unitID)
	reply, _, err := s.runRegistered(ctx, "set deadline", deadlineScript, []string{keyMeta(unitID, year), keyTicks(p), keyPlans(p)},
		millis(t), whereIs(unitID, year), millis(s.now()))
	if err != nil {
		return err
	}
	if reply[0] == "NOUNIT" {
		return ErrNotFound
	}
	return nil
}

// SetReminders gives an evaluation reminders of its own, which are planned anew; nil: those of
// its pack. Errors: ErrNotFound, ErrUnavailable.
func (s *Store) SetReminders(ctx context.Context, unitID string, year int, own *scoring.Reminders) error {
	blob := ""
	if own != nil {
		var err error
		if blob, err = encode(own); err != nil {
			return err
		}
	}
	p := partitionOf(unitID)
	reply, _, err := s.runRegistered(ctx, "set reminders", setRemindersScript, []string{keyMeta(unitID, year), keyTicks(p), keyPlans(p)},
		blob, whereIs(unitID, year), millis(s.now()))
	if err != nil {
		return err
	}
	if reply[0] == "NOUNIT" {
		return ErrNotFound
	}
	return nil
}

// Units returns every evaluation, by unit name, the newest year first.
func (s *Store) Units(ctx context.Context) ([]dialog.Evaluation, error) {
	index, err := s.eachPartition(ctx, "units", keyEvaluations)
	if err != nil {
		return nil, err
	}
	var all []dialog.Evaluation
	for _, ids := range index {
		for _, where := range ids {
			unitID, year, err := splitWhere(where)
			if err != nil {
				return nil, err
			}
			all = append(all, dialog.Evaluation{UnitID: unitID, Year: year})
		}
	}
	for part := range slices.Chunk(all, unitsAtOnce) {
		if err := s.fillEvaluations(ctx, part); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(all, func(a, b dialog.Evaluation) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(b.Year, a.Year))
	})
	return all, nil
}

func (s *Store) fillEvaluations(ctx context.Context, part []dialog.Evaluation) error {
	cmds := make([]*redis.MapStringStringCmd, len(part))
	err := s.together(ctx, "units", func(p redis.Pipeliner) {
		for i, e := range part {
			cmds[i] = p.HGetAll(ctx, keyMeta(e.UnitID, e.Year))
		}
	})
	if err != nil {
		return err
	}
	for i := range part {
		if part[i], err = evaluationFrom(part[i].UnitID, part[i].Year, cmds[i].Val()); err != nil {
			return err
		}
	}
	return nil
}

// eachPartition reads one hash of every partition.
func (s *Store) eachPartition(ctx context.Context, op string, key func(int) string) ([]map[string]string, error) {
	cmds := make([]*redis.MapStringStringCmd, Partitions)
	err := s.together(ctx, op, func(p redis.Pipeliner) {
		for i := range cmds {
			cmds[i] = p.HGetAll(ctx, key(i))
		}
	})
	if err != nil {
		return nil, err
	}
	all := make([]map[string]string, Partitions)
	for i, c := range cmds {
		all[i] = c.Val()
	}
	return all, nil
}

// splitWhere takes "unit:year" apart.
func splitWhere(where string) (string, int, error) {
	unitID, y, ok := strings.Cut(where, ":")
	year, err := strconv.Atoi(y)
	if !ok || err != nil {
		return "", 0, fmt.Errorf("store: the place of an evaluation is malformed")
	}
	return unitID, year, nil
}

// evaluationFrom reads an evaluation's meta hash. Error: ErrNotFound when it is empty.
func evaluationFrom(unitID string, year int, meta map[string]string) (dialog.Evaluation, error) {
	if len(meta) == 0 {
		return dialog.Evaluation{}, ErrNotFound
	}
	version, err := strconv.Atoi(meta["version"])
	deadline, err2 := fromMillis(meta["deadline"])
	changes, err3 := strconv.ParseInt(meta["seq"], 10, 64)
	var own *scoring.Reminders
	var err4 error
	if blob := meta["reminders"]; blob != "" {
		err4 = decodeInto(blob, &own)
	}
	if err := errors.Join(err, err2, err3, err4); err != nil {
		return dialog.Evaluation{}, fmt.Errorf("store: evaluation %s: %w", meta["id"], err)
	}
	return dialog.Evaluation{ID: meta["id"], UnitID: unitID, Unit: meta["unit"], Year: year,
		Scheme: meta["scheme"], Version: version, Status: dialog.Status(meta["status"]), Deadline: deadline, Reminders: own, Changes: changes}, nil
}

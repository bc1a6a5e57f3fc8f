package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

const (
	defaultExpiry  = 72 * time.Hour
	forgetInvites  = 30 * 24 * time.Hour // after the expiry; until then ErrInviteExpired can be told from ErrInviteInvalid
	guessesAllowed = 5
	guessWindow    = time.Hour
	tokenBytes     = 16
)

// tokenLength is that of two partition digits and the random part in base64url; Telegram's
// start parameter may have 64 characters of A-Z a-z 0-9 _ -.
var tokenLength = 2 + base64.RawURLEncoding.EncodedLen(tokenBytes)

// Invite makes an invitation to a unit and returns its token, which is not kept: the
// store has its SHA-256 only. uses below 1 is one use, expires of 0 or less 72 hours.
// Errors: ErrNotFound (no such unit), ErrInvalid (no such role), ErrUnavailable.
func (s *Store) Invite(ctx context.Context, unitID string, role dialog.Role, uses int, expires time.Duration, by int64) (string, error) {
	if !knownRole(role) {
		return "", invalid("角色不正确")
	}
	if expires <= 0 {
		expires = defaultExpiry
	}
	p, now := partitionOf(unitID), s.now()
	random := make([]byte, tokenBytes)
	_, _ = rand.Read(random) // crypto/rand.Read never fails
	token := fmt.Sprintf("%02d%s", p, base64.RawURLEncoding.EncodeToString(random))
	reply, _, err := s.run(ctx, "invite", inviteScript, []string{keyUnits(p), keyInvites(p), keyInviteEnds(p)},
		hashToken(token), max(uses, 1), millis(now.Add(expires)), millis(now), string(role), unitID, by,
		millis(now.Add(-forgetInvites)))
	if err != nil {
		return "", err
	}
	if reply[0] == "NOUNIT" {
		return "", ErrNotFound
	}
	return token, nil
}

// Redeem uses an invitation and gives the person its role. Whoever is a member already
// keeps a higher role and uses nothing. at is the time of the update. Errors:
// ErrInviteInvalid, ErrInviteExpired, ErrInviteUsed, ErrInviteLimit after five different
// wrong tokens within an hour, ErrUnavailable.
func (s *Store) Redeem(ctx context.Context, token string, user int64, name string, at time.Time) (Membership, error) {
	token = strings.TrimSpace(token)
	hash := hashToken(token)
	reply, _, err := s.run(ctx, "redeem", guessScript, []string{keyGuesses(user)},
		millis(at), hash, guessesAllowed, millis(at.Add(-guessWindow)), strconv.FormatInt(guessWindow.Milliseconds(), 10))
	if err != nil {
		return Membership{}, err
	}
	if reply[0] == "LIMIT" {
		return Membership{}, ErrInviteLimit
	}
	m, err := s.redeem(ctx, token, hash, user, cleanName(name, 64), at)
	if !errors.Is(err, ErrInviteInvalid) && !errors.Is(err, ErrUnavailable) {
		// A real token was no guess.
		if err := s.read(ctx, "redeem", func() error { return s.client.ZRem(ctx, keyGuesses(user), hash).Err() }); err != nil {
			return m, err
		}
	}
	return m, err
}

func (s *Store) redeem(ctx context.Context, token, hash string, user int64, name string, at time.Time) (Membership, error) {
	p, ok := tokenPartition(token)
	if !ok {
		return Membership{}, ErrInviteInvalid
	}
	unitID, err := s.invitedTo(ctx, p, hash)
	if err != nil {
		return Membership{}, err
	}
	keys := []string{keyInvites(p), keyMembers(unitID), keyLeft(unitID), keyUsers(p)}
	reply, _, err := s.runRegistered(ctx, "redeem", redeemScript, keys, hash, unitID, user, name, millis(at))
	if err != nil {
		return Membership{}, err
	}
	switch reply[0] {
	case "OK", "MEMBER":
		return s.membershipIn(ctx, unitID, user)
	case "INVALID":
		return Membership{}, ErrInviteInvalid
	case "EXPIRED":
		return Membership{}, ErrInviteExpired
	case "USED":
		return Membership{}, ErrInviteUsed
	}
	return Membership{}, strange("redeem", reply)
}

func tokenPartition(token string) (int, bool) {
	if len(token) != tokenLength {
		return 0, false
	}
	p, err := strconv.ParseUint(token[:2], 10, 8)
	return int(p), err == nil && p < Partitions
}

// invitedTo returns the unit an invitation is for, which never changes.
func (s *Store) invitedTo(ctx context.Context, p int, hash string) (string, error) {
	var blob string
	err := s.read(ctx, "redeem", func() (err error) {
		blob, err = s.client.HGet(ctx, keyInvites(p), hash).Result()
		return err
	})
	if errors.Is(err, redis.Nil) {
		return "", ErrInviteInvalid
	}
	if err != nil {
		return "", err
	}
	i, err := inviteFrom(hash, blob)
	return i.unitID, err
}

// membershipIn returns the person's membership in the unit's newest evaluation.
func (s *Store) membershipIn(ctx context.Context, unitID string, user int64) (Membership, error) {
	all, err := s.Memberships(ctx, user)
	if err != nil {
		return Membership{}, err
	}
	for _, m := range all {
		if m.UnitID == unitID {
			return m, nil
		}
	}
	return Membership{}, ErrNotMember // removed in the meantime
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

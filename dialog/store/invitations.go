package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"ziping/dialog"
)

// markLength is how much of a token's SHA-256 names an invitation among those of its unit.
const markLength = 8

// invite is an invitation as the store keeps it.
type invite struct {
	hash   string // of its token
	unitID string
	dialog.Invitation
}

// Invitations are the unit's invitations that can still be used, the newest first. Nobody can
// make a token of them. Error: ErrUnavailable.
func (s *Store) Invitations(ctx context.Context, unitID string) ([]dialog.Invitation, error) {
	all, err := s.invitesOf(ctx, unitID)
	if err != nil {
		return nil, err
	}
	var usable []dialog.Invitation
	for _, i := range all {
		if i.Uses > 0 && s.now().Before(i.Expires) {
			usable = append(usable, i.Invitation)
		}
	}
	slices.SortFunc(usable, func(a, b dialog.Invitation) int {
		return cmp.Or(b.Made.Compare(a.Made), strings.Compare(a.Mark, b.Mark))
	})
	return usable, nil
}

// Revoke takes an invitation of a unit back, by its mark. It does nothing when there is no such
// invitation. Error: ErrUnavailable.
func (s *Store) Revoke(ctx context.Context, unitID, mark string) error {
	all, err := s.invitesOf(ctx, unitID)
	if err != nil {
		return err
	}
	p := partitionOf(unitID)
	for _, i := range all {
		if i.Mark != mark {
			continue
		}
		if _, _, err := s.run(ctx, "revoke", revokeScript, []string{keyInvites(p), keyInviteEnds(p)}, i.hash, unitID); err != nil {
			return err
		}
	}
	return nil
}

// invitesOf reads a unit's invitations from its partition's hash, which forgets them a month
// after their end.
func (s *Store) invitesOf(ctx context.Context, unitID string) ([]invite, error) {
	var blobs map[string]string
	err := s.read(ctx, "invitations", func() (err error) {
		blobs, err = s.client.HGetAll(ctx, keyInvites(partitionOf(unitID))).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	var all []invite
	for hash, blob := range blobs {
		if !strings.Contains(blob, "|"+unitID+"|") {
			continue
		}
		i, err := inviteFrom(hash, blob)
		if err != nil {
			return nil, err
		}
		if i.unitID == unitID {
			all = append(all, i)
		}
	}
	return all, nil
}

func inviteFrom(hash, blob string) (invite, error) {
	parts := strings.Split(blob, "|")
	if len(parts) != 6 || len(hash) < markLength {
		return invite{}, errors.New("store: an invitation is malformed")
	}
	i := invite{hash: hash, unitID: parts[4]}
	i.Mark, i.Role = hash[:markLength], dialog.Role(parts[3])
	var errs [3]error
	i.Uses, errs[0] = strconv.Atoi(parts[0])
	i.Expires, errs[1] = fromMillis(parts[1])
	i.Made, errs[2] = fromMillis(parts[2])
	if err := errors.Join(errs[:]...); err != nil {
		return invite{}, errors.New("store: an invitation is malformed")
	}
	return i, nil
}

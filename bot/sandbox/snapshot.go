package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// snapshotVersion changes when a snapshot can no longer be read by older code.
const snapshotVersion = 1

// snapshot is everything worth keeping over a restart: chats, files, menus, unconfirmed updates.
// Open queries and webhooks end with the process.
type snapshot struct {
	Version       int              `json:"version"`
	NextMessageID int              `json:"next_message_id"`
	NextQueryID   int64            `json:"next_query_id"`
	NextUpdateID  int64            `json:"next_update_id"`
	Pending       []*update        `json:"pending"`
	Allowed       []string         `json:"allowed_updates"`
	People        []snapshotPerson `json:"people"`
	Files         []*storedFile    `json:"files"`
	Menus         []snapshotMenu   `json:"menus"`
}

type snapshotPerson struct {
	Person
	Started  bool      `json:"started"`
	Blocked  bool      `json:"blocked"`
	Updates  int       `json:"updates"`
	Messages []Message `json:"messages"`
}

type snapshotMenu struct {
	commandKey
	Commands []Command `json:"commands"`
}

// Snapshot is the state as JSON, for Restore.
func (s *Server) Snapshot() ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap := snapshot{
		Version: snapshotVersion, NextMessageID: s.nextMessageID, NextQueryID: s.nextQueryID,
		NextUpdateID: s.updates.next, Pending: s.updates.pending, Allowed: s.updates.allowed,
	}
	for _, p := range s.people {
		sp := snapshotPerson{Person: p.Person, Started: p.started, Blocked: p.blocked, Updates: p.updates}
		for _, m := range p.messages {
			sp.Messages = append(sp.Messages, *m)
		}
		snap.People = append(snap.People, sp)
	}
	for _, id := range slices.Sorted(maps.Keys(s.files)) {
		snap.Files = append(snap.Files, s.files[id])
	}
	for key, list := range s.commands {
		snap.Menus = append(snap.Menus, snapshotMenu{key, list})
	}
	data, err := json.Marshal(snap)
	if err != nil {
		return nil, fmt.Errorf("encode snapshot: %w", err)
	}
	return data, nil
}

// Restore replaces the state by a snapshot. People of Options keep the name and role given there;
// people the snapshot does not know stay. Nothing is changed when the snapshot cannot be read.
func (s *Server) Restore(data []byte) error {
	var snap snapshot
	if err := json.Unmarshal(data, &snap); err != nil {
		return fmt.Errorf("decode snapshot: %w", err)
	}
	if err := snap.check(); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextMessageID, s.nextQueryID = snap.NextMessageID, snap.NextQueryID
	s.queries = map[string]*query{}
	s.updates.next, s.updates.pending = snap.NextUpdateID, snap.Pending
	s.updates.allowed = snap.Allowed
	s.files = map[string]*storedFile{}
	for _, f := range snap.Files {
		s.files[f.ID] = f
	}
	s.commands = map[commandKey][]Command{}
	for _, m := range snap.Menus {
		s.commands[m.commandKey] = m.Commands
	}
	for _, sp := range snap.People {
		s.restorePerson(sp)
	}
	s.touchPeople()
	return nil
}

// check finds what would make a restored server misbehave.
func (snap *snapshot) check() error {
	if snap.Version != snapshotVersion {
		return fmt.Errorf("version %d, want %d", snap.Version, snapshotVersion)
	}
	if snap.NextMessageID < 1 || snap.NextUpdateID < 1 {
		return errors.New("sequence numbers are missing")
	}
	for _, p := range snap.People {
		if p.ID <= 0 {
			return fmt.Errorf("person with id %d", p.ID)
		}
		last := 0
		for _, m := range p.Messages {
			if m.ID <= last || m.ID >= snap.NextMessageID {
				return fmt.Errorf("message %d of %d is out of order", m.ID, p.ID)
			}
			last = m.ID
		}
	}
	if slices.Contains(snap.Pending, nil) || slices.Contains(snap.Files, nil) {
		return errors.New("an entry is null")
	}
	return nil
}

func (s *Server) restorePerson(sp snapshotPerson) {
	p := s.person(sp.ID)
	if p == nil {
		p = s.addPerson(sp.Person)
	}
	p.started, p.blocked, p.updates = sp.Started, sp.Blocked, sp.Updates
	p.messages, p.deleted, p.answers = nil, nil, nil
	revision := s.touch()
	for _, m := range sp.Messages {
		restored := m.clone()
		restored.Revision = revision
		p.messages = append(p.messages, &restored)
	}
}

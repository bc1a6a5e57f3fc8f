package sandbox

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// User is what one person does on the phone.
type User struct {
	server *Server
	id     int64
}

// Receipt tells what an action of a person caused.
type Receipt struct {
	MessageID int    // the message written or edited; of several pieces the last
	UpdateID  int64  // its update; 0 when the bot did not ask for updates of this kind
	Number    int    // how many updates this person has caused, this one included
	QueryID   string // Tap: the id of the callback query
}

// Errors of a person's actions.
var (
	ErrBlocked   = errors.New("the person has blocked the bot")
	ErrEmpty     = errors.New("there is nothing to send")
	ErrNoMessage = errors.New("no such message in this chat")
	ErrTooLarge  = errors.New("the file is larger than 50 MB")
)

// Post is a message a person writes.
type Post struct {
	Text      string
	ReplyTo   int    // id of the message answered, 0: none
	Forwarded string // name of the original sender: the message is forwarded
	File      *Attachment
}

// Attachment is a file a person sends; the text of the Post is its caption.
type Attachment struct {
	Kind string // KindDocument, KindPhoto, KindVoice or KindSticker
	Name string
	MIME string // empty: by the name
	Data []byte
}

// User is the phone of a person; nil when there is nobody with this id.
func (s *Server) User(id int64) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.person(id) == nil {
		return nil
	}
	return &User{server: s, id: id}
}

// AddUser adds a person, or renames the one with this id.
func (s *Server) AddUser(who Person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.addPerson(who)
}

// act runs an action of the person under the lock.
func (u *User) act(do func(s *Server, p *person) (Receipt, error)) (Receipt, error) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return do(u.server, u.server.person(u.id))
}

// Post writes a message of any kind.
func (u *User) Post(post Post) (Receipt, error) {
	return u.act(func(s *Server, p *person) (Receipt, error) {
		if p.blocked {
			return Receipt{}, ErrBlocked
		}
		if post.File != nil {
			return s.postFile(p, post)
		}
		pieces := split(post.Text)
		if len(pieces) == 0 {
			return Receipt{}, ErrEmpty
		}
		var last Receipt
		for _, piece := range pieces {
			m := &Message{Text: piece.text, Entities: piece.entities, ReplyTo: post.ReplyTo, Forwarded: post.Forwarded}
			var err error
			if last, err = s.write(p, m); err != nil {
				return last, err
			}
		}
		return last, nil
	})
}

func (s *Server) postFile(p *person, post Post) (Receipt, error) {
	a := post.File
	if len(a.Data) == 0 {
		return Receipt{}, ErrEmpty
	}
	if len(a.Data) > MaxUploadBytes {
		return Receipt{}, ErrTooLarge
	}
	f := plain(post.Text)
	if f.length() > MaxCaption {
		return Receipt{}, fmt.Errorf("the caption has more than %d characters", MaxCaption)
	}
	return s.write(p, &Message{
		Text: f.text, Entities: f.entities, ReplyTo: post.ReplyTo, Forwarded: post.Forwarded,
		File: s.keep(a.Kind, a.Name, a.MIME, a.Data),
	})
}

// write puts a person's message into the chat and queues its update.
func (s *Server) write(p *person, m *Message) (Receipt, error) {
	p.started = true
	s.enter(p, m)
	id, err := s.push(p, updateMessage, m.ID, s.wire(p, m))
	m.UpdateID = id
	return Receipt{MessageID: m.ID, UpdateID: id, Number: p.updates}, err
}

// split cuts a text as the plainest clients do, into pieces of MaxText UTF-16 units, wherever that
// falls, only not inside of a character. Each piece is cleaned and trimmed by itself, as a message
// is; one that shows nothing is not sent.
func split(text string) []formatted {
	var pieces []formatted
	for rest := strings.Trim(text, " \n"); rest != ""; {
		end, n := len(rest), 0
		for i, r := range rest {
			if n += utf16Len(r); n > MaxText {
				end = i
				break
			}
		}
		if f := plain(rest[:end]); f.text != "" {
			pieces = append(pieces, f)
		}
		rest = rest[end:]
	}
	return pieces
}

// Edit changes the text or caption of a message the person wrote.
func (u *User) Edit(messageID int, text string) (Receipt, error) {
	return u.act(func(s *Server, p *person) (Receipt, error) {
		m := p.find(messageID)
		f := plain(text)
		switch {
		case p.blocked:
			return Receipt{}, ErrBlocked
		case m == nil || m.FromBot:
			return Receipt{}, ErrNoMessage
		case f.text == "" && m.File == nil:
			return Receipt{}, ErrEmpty
		case f.length() > MaxText:
			return Receipt{}, fmt.Errorf("the text has more than %d characters", MaxText)
		}
		m.Text, m.Entities, m.Edited = f.text, f.entities, s.opts.Now()
		m.Revision = s.touch()
		id, err := s.push(p, updateEdited, m.ID, s.wire(p, m))
		return Receipt{MessageID: m.ID, UpdateID: id, Number: p.updates}, err
	})
}

// TapData sends callback data for a message of the chat. The data need not be under the message
// any more, and the message may be gone, as on a stale screen.
func (u *User) TapData(messageID int, data string) (Receipt, error) {
	return u.act(func(s *Server, p *person) (Receipt, error) { return s.tap(p, messageID, data) })
}

func (s *Server) tap(p *person, messageID int, data string) (Receipt, error) {
	if p.blocked {
		return Receipt{}, ErrBlocked
	}
	s.forgetOldQueries()
	queryID := strconv.FormatInt(4_000_000_000_000_000+s.nextQueryID, 10)
	s.nextQueryID++
	s.queries[queryID] = &query{person: p, at: s.opts.Now()}
	callback := wireCallback{
		ID: queryID, From: wirePerson(p), ChatInstance: strconv.FormatInt(-p.ID, 10), Data: data,
		Message: wireInaccessible{Chat: wirePrivateChat(p), MessageID: messageID},
	}
	if m := p.find(messageID); m != nil {
		callback.Message = s.wire(p, m)
	}
	id, err := s.push(p, updateCallback, messageID, callback)
	return Receipt{MessageID: messageID, UpdateID: id, Number: p.updates, QueryID: queryID}, err
}

// SetBlocked stops the bot, which can no longer write and hears of it by my_chat_member, or lets it
// write again.
func (u *User) SetBlocked(blocked bool) (Receipt, error) {
	return u.act(func(s *Server, p *person) (Receipt, error) {
		if p.blocked == blocked {
			return Receipt{Number: p.updates}, nil
		}
		p.blocked = blocked
		p.revision = s.touch()
		free, forever := wireMemberRole{Status: "member", User: s.wireBot()}, int64(0)
		kicked := wireMemberRole{Status: "kicked", User: s.wireBot(), UntilDate: &forever}
		change := wireMember{Chat: wirePrivateChat(p), From: wirePerson(p), Date: s.opts.Now().Unix(), Old: kicked, New: free}
		if blocked {
			change.Old, change.New = free, kicked
		}
		id, err := s.push(p, updateMember, 0, change)
		return Receipt{UpdateID: id, Number: p.updates}, err
	})
}

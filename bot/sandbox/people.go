package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// User is one person's phone: what the person does, and what the person sees.
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
	ErrNoButton  = errors.New("no such button under the message")
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

// User is the phone of a person. Somebody who is not in Options gets one too.
func (s *Server) User(id int64) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.person(id) == nil {
		s.addPerson(Person{ID: id, Name: "用户" + strconv.FormatInt(id, 10)})
	}
	return &User{server: s, id: id}
}

// AddUser adds a person, or renames the one with this id.
func (s *Server) AddUser(who Person) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.addPerson(who)
	return &User{server: s, id: who.ID}
}

// People are all persons in the order they were added.
func (s *Server) People() []Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Person, len(s.people))
	for i, p := range s.people {
		list[i] = p.Person
	}
	return list
}

// ID is the person's user id, which is also the id of the chat.
func (u *User) ID() int64 { return u.id }

// Send writes a text. One longer than a message may be leaves in several pieces, as clients do.
func (u *User) Send(text string) (Receipt, error) { return u.Post(Post{Text: text}) }

// Start opens the chat, with the payload of a deep link unless that is empty.
func (u *User) Start(payload string) (Receipt, error) { return u.Command("start", payload) }

// Command writes /name followed by the arguments that are not empty.
func (u *User) Command(name string, args ...string) (Receipt, error) {
	words := append([]string{"/" + strings.TrimPrefix(name, "/")}, args...)
	return u.Send(strings.TrimSpace(strings.Join(words, " ")))
}

// Reply answers a message.
func (u *User) Reply(messageID int, text string) (Receipt, error) {
	return u.Post(Post{Text: text, ReplyTo: messageID})
}

// Forward forwards somebody else's text.
func (u *User) Forward(from, text string) (Receipt, error) {
	return u.Post(Post{Text: text, Forwarded: from})
}

// SendDocument sends a file.
func (u *User) SendDocument(name string, data []byte) (Receipt, error) {
	return u.Post(Post{File: &Attachment{Kind: KindDocument, Name: name, Data: data}})
}

// SendPhoto sends a picture with a caption, which may be empty.
func (u *User) SendPhoto(data []byte, caption string) (Receipt, error) {
	return u.Post(Post{Text: caption, File: &Attachment{Kind: KindPhoto, Name: "photo.jpg", Data: data}})
}

// SendVoice sends a voice message.
func (u *User) SendVoice(data []byte) (Receipt, error) {
	return u.Post(Post{File: &Attachment{Kind: KindVoice, Name: "voice.ogg", MIME: "audio/ogg", Data: data}})
}

// SendSticker sends a sticker.
func (u *User) SendSticker(data []byte) (Receipt, error) {
	return u.Post(Post{File: &Attachment{Kind: KindSticker, Name: "sticker.webp", MIME: "image/webp", Data: data}})
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
			f := plain(piece)
			m := &Message{Text: f.text, Entities: f.entities, ReplyTo: post.ReplyTo, Forwarded: post.Forwarded}
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

// split cuts a text into pieces a message can hold, at a line break where one is near the end.
func split(text string) []string {
	var pieces []string
	rest := []rune(strings.TrimSpace(text))
	for len(rest) > MaxText {
		cut := MaxText
		for i := MaxText - 1; i > MaxText*3/4; i-- {
			if rest[i] == '\n' {
				cut = i
				break
			}
		}
		pieces = append(pieces, string(rest[:cut]))
		rest = []rune(strings.TrimSpace(string(rest[cut:])))
	}
	if len(rest) > 0 {
		pieces = append(pieces, string(rest))
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

// Tap taps a button, named by its data or its label, under a message of the bot.
func (u *User) Tap(messageID int, dataOrLabel string) (Receipt, error) {
	return u.act(func(s *Server, p *person) (Receipt, error) {
		m := p.find(messageID)
		if m == nil {
			return Receipt{}, ErrNoMessage
		}
		b, ok := m.Button(dataOrLabel)
		if !ok {
			return Receipt{}, fmt.Errorf("%w: %q, there are %q", ErrNoButton, dataOrLabel, m.Labels())
		}
		if b.Data == "" {
			return Receipt{}, fmt.Errorf("the button %q sends nothing to the bot", b.Label)
		}
		return s.tap(p, messageID, b.Data)
	})
}

// TapForged sends any callback data for any message of the chat, as a modified client or a stale
// screen does. The message may be gone.
func (u *User) TapForged(messageID int, data string) (Receipt, error) {
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

// Block stops the bot: it can no longer write, and hears of it by my_chat_member.
func (u *User) Block() (Receipt, error) { return u.setBlocked(true) }

// Unblock lets the bot write again.
func (u *User) Unblock() (Receipt, error) { return u.setBlocked(false) }

func (u *User) setBlocked(blocked bool) (Receipt, error) {
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

// File returns the content of a file in a message.
func (u *User) File(f *File) ([]byte, error) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	if f == nil || u.server.files[f.ID] == nil {
		return nil, errors.New("no such file")
	}
	return slices.Clone(u.server.files[f.ID].Data), nil
}

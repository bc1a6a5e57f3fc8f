package sandbox

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Message is one message of a chat as the person sees it.
type Message struct {
	ID        int        `json:"id"` // grows over all chats, as ids in private chats do
	FromBot   bool       `json:"from_bot"`
	Date      time.Time  `json:"date"`
	Edited    time.Time  `json:"edited,omitzero"`    // zero: never edited
	Text      string     `json:"text,omitempty"`     // text or caption, without markup
	Entities  []Entity   `json:"entities,omitempty"` // formatting of Text
	Buttons   [][]Button `json:"buttons,omitempty"`  // inline keyboard, row by row
	File      *File      `json:"file,omitempty"`
	ReplyTo   int        `json:"reply_to,omitempty"`  // id of the message answered, 0: none
	Forwarded string     `json:"forwarded,omitempty"` // name of the original sender
	Reaction  string     `json:"reaction,omitempty"`  // emoji set by the bot
	AskReply  string     `json:"ask_reply,omitempty"` // force_reply: the input's placeholder
	Protected bool       `json:"protected,omitempty"` // the bot asked clients not to save or forward
	Confirmed bool       `json:"confirmed,omitempty"` // person's message: the bot confirmed its update
	UpdateID  int64      `json:"update_id,omitempty"` // person's message: its update, 0 when none was queued
	Revision  uint64     `json:"revision,omitempty"`  // of the last change, for the page
}

// Button is one button of an inline keyboard. Exactly one of Data, URL and CopyText is set.
type Button struct {
	Label    string `json:"label"`
	Data     string `json:"data,omitempty"`
	URL      string `json:"url,omitempty"`
	CopyText string `json:"copy_text,omitempty"`
}

// Kinds of files in messages.
const (
	KindDocument = "document"
	KindPhoto    = "photo"
	KindVoice    = "voice"
	KindSticker  = "sticker"
)

// File is what a message carries besides text.
type File struct {
	ID     string `json:"id"` // file_id of the Bot API
	Kind   string `json:"kind"`
	Name   string `json:"name,omitempty"`
	MIME   string `json:"mime,omitempty"`
	Size   int64  `json:"size"`             // bytes
	Width  int    `json:"width,omitempty"`  // pixels, pictures only
	Height int    `json:"height,omitempty"` // pixels, pictures only
}

// HTML is the text with its formatting in the Bot API's HTML style.
func (m Message) HTML() string { return renderHTML(m.Text, m.Entities) }

// Labels are the labels of all buttons in reading order.
func (m Message) Labels() []string {
	var labels []string
	for _, row := range m.Buttons {
		for _, b := range row {
			labels = append(labels, b.Label)
		}
	}
	return labels
}

// Button finds a button by its data or, failing that, by its label.
func (m Message) Button(dataOrLabel string) (Button, bool) {
	for _, matches := range []func(Button) bool{
		func(b Button) bool { return b.Data != "" && b.Data == dataOrLabel },
		func(b Button) bool { return b.Label == dataOrLabel },
	} {
		for _, row := range m.Buttons {
			if i := slices.IndexFunc(row, matches); i >= 0 {
				return row[i], true
			}
		}
	}
	return Button{}, false
}

// String shows a message in one line, for test failures.
func (m Message) String() string {
	var b strings.Builder
	b.WriteString("人: ")
	if m.FromBot {
		b.Reset()
		b.WriteString("机器人: ")
	}
	b.WriteString(m.Text)
	if m.File != nil {
		b.WriteString(" 〔" + cmp.Or(m.File.Name, m.File.Kind) + "〕")
	}
	for _, label := range m.Labels() {
		b.WriteString(" [" + label + "]")
	}
	return b.String()
}

// clone is a copy that shares nothing with the server's state.
func (m *Message) clone() Message {
	c := *m
	c.Entities = slices.Clone(m.Entities)
	c.Buttons = cloneButtons(m.Buttons)
	if m.File != nil {
		f := *m.File
		c.File = &f
	}
	return c
}

func cloneButtons(rows [][]Button) [][]Button {
	if rows == nil {
		return nil
	}
	c := make([][]Button, len(rows))
	for i, row := range rows {
		c[i] = slices.Clone(row)
	}
	return c
}

func equalButtons(a, b [][]Button) bool {
	return slices.EqualFunc(a, b, func(x, y []Button) bool { return slices.Equal(x, y) })
}

// person is a Person with the chat. All fields are guarded by Server.mu.
type person struct {
	Person
	started     bool // has ever written, so the bot may write
	blocked     bool
	messages    []*Message // in order of id
	deleted     []tombstone
	action      string // sendChatAction, until actionUntil
	actionUntil time.Time
	answers     []Answer
	updates     int    // updates this person has caused
	revision    uint64 // of the last change to started, blocked, action
}

// tombstone tells open pages that a message is gone.
type tombstone struct {
	id       int
	revision uint64
}

// actionAt is the chat action still shown at a time.
func (p *person) actionAt(now time.Time) string {
	if !now.Before(p.actionUntil) {
		return ""
	}
	return p.action
}

// find returns the message with an id, nil when there is none.
func (p *person) find(id int) *Message {
	i, ok := slices.BinarySearchFunc(p.messages, id, func(m *Message, id int) int { return cmp.Compare(m.ID, id) })
	if !ok {
		return nil
	}
	return p.messages[i]
}

// enter gives the message its id and date and puts it into the chat. The caller holds mu.
func (s *Server) enter(p *person, m *Message) {
	m.ID = s.nextMessageID
	s.nextMessageID++
	m.Date = s.opts.Now()
	p.messages = append(p.messages, m)
	if m.FromBot {
		p.action, p.actionUntil = "", time.Time{}
	}
	m.Revision = s.touch()
	p.revision = m.Revision
}

// remove deletes a message from the chat. The caller holds mu.
func (s *Server) remove(p *person, id int) {
	p.messages = slices.DeleteFunc(p.messages, func(m *Message) bool { return m.ID == id })
	p.deleted = append(p.deleted, tombstone{id: id, revision: s.touch()})
}

// person finds a person by id, nil when unknown. The caller holds mu.
func (s *Server) person(id int64) *person {
	for _, p := range s.people {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// addPerson adds somebody, or renames whoever has this id already.
func (s *Server) addPerson(who Person) *person {
	if p := s.person(who.ID); p != nil {
		p.Person = who
		p.revision = s.touch()
		return p
	}
	p := &person{Person: who, revision: s.touch()}
	s.people = append(s.people, p)
	return p
}

package store

import (
	"errors"
	"time"

	"ziping/dialog"
)

// Class is a message's priority in the outbox; lower is sent first.
type Class uint8

// The classes.
const (
	Answer   Class = iota // the reply to what the person just did
	Notice                // news of somebody else's doing
	Reminder              // 催办; steps aside when postponed, so it never holds up an answer
)

// ReportJob asks for a report to be built and sent from the state at the time of sending.
type ReportJob struct {
	UnitID string `json:"unit"`
	Year   int    `json:"year"`
	Draft  bool   `json:"draft,omitempty"` // watermark 草稿
	// Form is the ending of the file's name: .pdf when empty, .docx, .xlsx, .txt; or dialog.WorkingPaper.
	Form string `json:"form,omitempty"`
	// Template asks for the empty workbook of the unit's pack instead.
	Template bool `json:"template,omitempty"`
	// Overview asks for something over many units, or a picture, instead; UnitID and Year then
	// only matter where it is about one unit.
	Overview Overview `json:"overview,omitempty"`
	// Filter restricts an overview over many units to those a dialog.DeskFilter shows; empty: all
	// of the newest year.
	Filter string `json:"filter,omitempty"`
}

// Overview is something to look at that is made at the time of sending.
type Overview string

// The overviews.
const (
	UnitPicture   Overview = "unit.png"  // a unit's sections and points by block
	UnitsPicture  Overview = "units.png" // where all units stand
	UnitsWorkbook Overview = "units.xlsx"
	Digest        Overview = "digest" // the operators' digest: message, picture and workbook
)

// Message is one thing to send. The committer fills Class, Due, what is sent, and
// Tapped; the store fills the rest.
type Message struct {
	ID     string // "chat:sequence:class", unique in the store
	Chat   int64  // 0 when committing: Reply.To, else the commit's chat
	UnitID string // the unit whose commit made it; empty for CommitChat
	Year   int    // and the year; 0 for CommitChat
	Class  Class
	Due    time.Time // zero: at once
	// One of these says what is sent.
	Reply  *dialog.Reply
	Report *ReportJob
	Remind *ReminderJob
	News   *NewsJob
	// Told is how many of the waiting news a delivered message told.
	Told   int
	Tapped int // message_id of the tapped message, for dialog.EditTapped and dialog.Toast
	// Attempts counts how often it was postponed.
	Attempts int

	at        int64 // ms of the commit, to order one chat's messages over partitions
	partition int
	fence     string // the claim that holds it

	prompt     int   // the open question of its chat and unit, as its commit saw it
	promptAsOf int64 // when the commit set out, in the order of prompts; 0: not known
}

// home is the partition that a message's chat or unit has by itself; messages restored
// from a backup go there.
func (m Message) home() int {
	if m.UnitID != "" {
		return partitionOf(m.UnitID)
	}
	return partitionOfUser(m.Chat)
}

func (m Message) check() error {
	switch {
	case m.kinds() != 1:
		return invalid("消息须有且只有一种内容")
	case m.Class > Reminder:
		return invalid("消息类别不正确")
	case m.Chat == 0:
		return invalid("消息没有收件人")
	}
	return nil
}

// kinds is how many kinds of content the message has.
func (m Message) kinds() (n int) {
	for _, there := range []bool{m.Reply != nil, m.Report != nil, m.Remind != nil, m.News != nil} {
		if there {
			n++
		}
	}
	return n
}

// address fills what the committer left open.
func (m Message) address(chat int64, e dialog.Evaluation, at time.Time) (Message, error) {
	if m.Chat == 0 && m.Reply != nil {
		m.Chat = m.Reply.To
	}
	if m.Chat == 0 {
		m.Chat = chat
	}
	if m.Due.IsZero() {
		m.Due = at
	}
	m.UnitID, m.Year, m.at = e.UnitID, e.Year, at.UnixMilli()
	if err := m.check(); err != nil {
		return m, err
	}
	return m, nil
}

// addressAll addresses the messages of one commit.
func addressAll(out []Message, chat int64, e dialog.Evaluation, at time.Time) ([]Message, error) {
	done := make([]Message, 0, len(out))
	var errs []error
	for _, m := range out {
		m, err := m.address(chat, e, at)
		done, errs = append(done, m), append(errs, err)
	}
	return done, errors.Join(errs...)
}

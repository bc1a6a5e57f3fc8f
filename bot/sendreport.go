package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"slices"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ziping/dialog"
	"ziping/dialog/store"
)

// Reporter builds the report of a unit's evaluation from its present state, in the form that a
// file name's ending names. It may take seconds
// and is called for several at the same time. Its error is logged and the person is told that
// the report could not be made.
type Reporter interface {
	Report(ctx context.Context, unitID string, year int, form string, draft bool) (Document, error)
	// Template is the empty workbook of the unit's pack.
	Template(ctx context.Context, unitID string, year int) (Document, error)
	// Overview is what an overview job asks for: messages and documents, in order.
	Overview(ctx context.Context, job store.ReportJob) ([]Part, error)
	// Paragraphs are the report's, with the own words that stand among the answers. It is called
	// within a step and should take milliseconds.
	Paragraphs(ctx context.Context, e dialog.Evaluation, a dialog.Answers) ([]dialog.Paragraph, error)
	// CheckParagraph says, in words for the person, why a text cannot stand for a paragraph; empty: it can.
	CheckParagraph(ctx context.Context, e dialog.Evaluation, a dialog.Answers, id, text string) (why string, err error)
}

// Part is one message of what a job sends: a reply, or a document.
type Part struct {
	Reply    *dialog.Reply
	Document Document
	Picture  bool // the document is a PNG to be shown in the chat
}

// Document is a report as it is sent.
type Document struct {
	Name    string // the file's name
	Data    []byte
	Caption string // who, when, score; plain text, cut after 1024 characters
	// Edition is Evaluation.Changes of the state a final report was built from; 0 for what is not final.
	Edition int64
	// Draft marks a report that nobody has approved.
	Draft bool
	// FileID stands for Data of a document that Telegram has already.
	FileID string
}

// maxCaption is Telegram's limit for a document's caption (Bot API, sendDocument).
const maxCaption = 1024

// actionEvery is how often the chat is told that a document is coming; Telegram shows it for 5 s.
const actionEvery = 4 * time.Second

// buildTimeout bounds the building of one report.
const buildTimeout = time.Minute

const textNoOverview = "抱歉，没有做成，已记录。请稍后再试。"

const textNoReport = "抱歉，报告生成失败，已记录。请稍后发送 /report 再试；如仍失败，请与财政部门联系。"

// report builds and sends what a job asks for, and says so when that is not possible. Parts that
// were accepted are not sent again.
func (d *deliverer) report(ctx context.Context, m store.Message) outcome {
	log := d.log.With("message", m.ID, "chat", m.Chat, "unit", m.Report.UnitID, "year", m.Report.Year, "overview", m.Report.Overview)
	may, err := d.mayHave(ctx, m)
	if err != nil {
		log.Warn("not known who may have the report", "error", err)
		return d.again(m)
	}
	if !may {
		return outcome{what: never, reason: "not a member any more"}
	}
	parts, err := d.built(ctx, m)
	if err != nil {
		log.Error("report not built", "error", err, "attempts", m.Attempts)
		if ctx.Err() != nil || errors.Is(err, store.ErrUnavailable) || m.Attempts+1 < d.limits.Attempts {
			return d.again(m)
		}
		return d.apologise(ctx, m, err)
	}
	id := 0
	for i := min(d.progress.get(keyOf(m)), len(parts)-1); i < len(parts); i++ {
		if !d.pace.await(ctx, m.Chat, true) {
			return d.again(m)
		}
		if id, err = d.putPart(ctx, m, parts[i]); err != nil {
			log.Warn("report not sent", "error", d.api.clean(err), "part", i, "bytes", len(parts[i].Document.Data))
			if parts[i].Document.FileID != "" && judge(err).kind == refused && d.forget(ctx, m) {
				if parts, err = d.built(ctx, m); err == nil {
					i--
					continue
				}
			}
			return d.outcomeOf(m, judge(err), err)
		}
		d.progress.set(keyOf(m), i+1)
		log.Info("report sent", "part", i, "bytes", len(parts[i].Document.Data))
	}
	return outcome{what: done, message: id}
}

// mayHave reports whether a job's recipient may have what it asks for now: an operator, or a
// member of the unit it is about. Somebody may have left since the job was committed.
func (d *deliverer) mayHave(ctx context.Context, m store.Message) (bool, error) {
	if slices.Contains(d.operators, m.Chat) {
		return true, nil
	}
	switch m.Report.Overview {
	case store.UnitsPicture, store.UnitsWorkbook, store.Digest:
		return false, nil
	case store.UnitPicture, "":
	}
	call, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	members, err := d.store.Members(call, m.Report.UnitID)
	if err != nil {
		return false, fmt.Errorf("list the members: %w", err)
	}
	return slices.ContainsFunc(members, func(o dialog.Member) bool { return o.User == m.Chat }), nil
}

// built builds what a job asks for while the chat shows that it is coming.
func (d *deliverer) built(ctx context.Context, m store.Message) (parts []Part, err error) {
	begun := instant()
	defer func() { d.meter.Built(err == nil, time.Since(begun)) }()
	ctx, cancel := context.WithTimeout(ctx, buildTimeout)
	shown := make(chan struct{})
	go func() {
		defer close(shown)
		for d.showUpload(ctx, m.Chat); pause(ctx, actionEvery); d.showUpload(ctx, m.Chat) {
		}
	}()
	defer func() {
		cancel()
		<-shown
		if r := recover(); r != nil {
			err = panicked(r)
		}
	}()
	var doc Document
	switch job := m.Report; {
	case job.Overview != "":
		parts, err = d.reporter.Overview(ctx, *job)
	case job.Template:
		doc, err = d.reporter.Template(ctx, job.UnitID, job.Year)
		parts = []Part{{Document: doc}}
	default:
		doc, err = d.finalOrBuilt(ctx, m)
		parts = []Part{{Document: doc}}
	}
	empty := func(p Part) bool { return p.Reply == nil && len(p.Document.Data) == 0 && p.Document.FileID == "" }
	if err == nil && (len(parts) == 0 || slices.ContainsFunc(parts, empty)) {
		err = errors.New("the report is empty")
	}
	return parts, err
}

// putPart brings one part into the chat and returns the id of its message.
func (d *deliverer) putPart(ctx context.Context, m store.Message, p Part) (int, error) {
	chat := m.Chat
	if p.Reply != nil {
		pieces := render(*p.Reply)
		if len(pieces) == 0 {
			return 0, errors.New("a part without text")
		}
		buttons, _ := keyboard(p.Reply.Buttons)
		return d.put(ctx, part{chat: chat, piece: pieces[0], last: true, buttons: buttons})
	}
	ctx, cancel := context.WithTimeout(ctx, uploadTimeout)
	defer cancel()
	file := func() *models.InputFileUpload { // read once by each call
		return &models.InputFileUpload{Filename: fileName(p.Document.Name), Data: bytes.NewReader(p.Document.Data)}
	}
	caption := shorten(clean(p.Document.Caption), maxCaption)
	if p.Picture && showable(p.Document.Data) {
		sent, err := d.api.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: chat, Photo: file(), Caption: caption})
		if err == nil {
			return sent.ID, nil
		}
		if judge(err).kind != refused {
			return 0, fmt.Errorf("send a picture: %w", err)
		}
		d.log.Warn("picture refused, sent as a file", "chat", chat, "error", d.api.clean(err))
	}
	params := tg.SendDocumentParams{ChatID: chat, Caption: caption, ProtectContent: d.protectDrafts && p.Document.Draft}
	if params.Document = file(); p.Document.FileID != "" {
		params.Document = &models.InputFileString{Data: p.Document.FileID}
	}
	sent, err := d.api.SendDocument(ctx, &params)
	if err != nil {
		return 0, fmt.Errorf("send a document: %w", err)
	}
	if p.Document.Edition > 0 && sent.Document != nil {
		d.remember(ctx, m, store.SentFile{Changes: p.Document.Edition, FileID: sent.Document.FileID, Caption: p.Document.Caption})
	}
	return sent.ID, nil
}

// Telegram's limits for a picture that is shown in the chat (Bot API, sendPhoto): its size, the
// sum of width and height, and how many times one may be as long as the other.
const (
	maxPhotoBytes = 10 << 20
	maxPhotoSides = 10000
	maxPhotoRatio = 20
)

// showable reports whether Telegram takes a picture as a photo.
func showable(picture []byte) bool {
	c, err := png.DecodeConfig(bytes.NewReader(picture))
	return err == nil && len(picture) <= maxPhotoBytes && c.Width+c.Height <= maxPhotoSides &&
		max(c.Width, c.Height) <= maxPhotoRatio*min(c.Width, c.Height)
}

// showUpload shows the chat that a document is coming. It is decoration: a failure is logged.
func (d *deliverer) showUpload(ctx context.Context, chat int64) {
	ctx, cancel := context.WithTimeout(ctx, actionEvery)
	defer cancel()
	_, err := d.api.SendChatAction(ctx, &tg.SendChatActionParams{ChatID: chat, Action: models.ChatActionUploadDocument})
	if err != nil && !errors.Is(err, context.Canceled) {
		d.log.Info("chat action not shown", "chat", chat, "error", d.api.clean(err))
	}
}

// apologise tells the person that there will be no report, and gives it up.
func (d *deliverer) apologise(ctx context.Context, m store.Message, cause error) outcome {
	if !d.pace.await(ctx, m.Chat, true) {
		return d.again(m)
	}
	text := textNoReport
	if m.Report.Overview != "" {
		text = textNoOverview
	}
	p := part{chat: m.Chat, piece: piece{text: text}, last: true, buttons: &models.InlineKeyboardMarkup{}}
	if _, err := d.put(ctx, p); err != nil {
		if o := d.outcomeOf(m, judge(err), err); o.what == later || o.blocked {
			return o
		}
	}
	return outcome{what: never, reason: fmt.Sprintf("report not built: %v", cause)}
}

// fileName makes a name safe to save under.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`+"\n\t", r) {
			return '_'
		}
		return r
	}, clean(name))
	if name == "" {
		return "report.pdf"
	}
	return name
}

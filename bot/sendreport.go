package bot

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

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
}

// Document is a report as it is sent.
type Document struct {
	Name    string // the file's name
	Data    []byte
	Caption string // who, when, score; plain text, cut after 1024 characters
}

// maxCaption is Telegram's limit for a document's caption (Bot API, sendDocument).
const maxCaption = 1024

// actionEvery is how often the chat is told that a document is coming; Telegram shows it for 5 s.
const actionEvery = 4 * time.Second

// buildTimeout bounds the building of one report.
const buildTimeout = time.Minute

const textNoReport = "抱歉，报告生成失败，已记录。请稍后发送 /report 再试；如仍失败，请与财政部门联系。"

// report builds and sends a report, and says so when that is not possible.
func (d *deliverer) report(ctx context.Context, m store.Message) outcome {
	log := d.log.With("message", m.ID, "chat", m.Chat, "unit", m.Report.UnitID, "year", m.Report.Year)
	doc, err := d.built(ctx, m)
	if err != nil {
		log.Error("report not built", "error", err, "attempts", m.Attempts)
		if ctx.Err() != nil || errors.Is(err, store.ErrUnavailable) || m.Attempts+1 < d.limits.Attempts {
			return d.again(m)
		}
		return d.apologise(ctx, m, err)
	}
	if !d.pace.await(ctx, m.Chat, true) {
		return d.again(m)
	}
	call, cancel := context.WithTimeout(ctx, uploadTimeout)
	defer cancel()
	sent, err := d.api.SendDocument(call, &tg.SendDocumentParams{
		ChatID:   m.Chat,
		Document: &models.InputFileUpload{Filename: fileName(doc.Name), Data: bytes.NewReader(doc.Data)},
		Caption:  shorten(clean(doc.Caption), maxCaption),
	})
	if err != nil {
		log.Warn("report not sent", "error", d.api.clean(err), "bytes", len(doc.Data))
		return d.outcomeOf(m, judge(err), err)
	}
	log.Info("report sent", "bytes", len(doc.Data))
	return outcome{what: done, message: sent.ID}
}

// built builds the document while the chat shows that one is coming.
func (d *deliverer) built(ctx context.Context, m store.Message) (doc Document, err error) {
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
	if m.Report.Template {
		doc, err = d.reporter.Template(ctx, m.Report.UnitID, m.Report.Year)
	} else {
		doc, err = d.reporter.Report(ctx, m.Report.UnitID, m.Report.Year, cmp.Or(m.Report.Form, ".pdf"), m.Report.Draft)
	}
	if err == nil && len(doc.Data) == 0 {
		err = errors.New("the report is empty")
	}
	return doc, err
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
	p := part{chat: m.Chat, piece: piece{text: textNoReport}, last: true, buttons: &models.InlineKeyboardMarkup{}}
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

package bot

import (
	"context"
	"fmt"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ziping/dialog"
	"ziping/dialog/store"
)

// isNew reports whether delivering a message begins with a new message in the chat.
func isNew(m store.Message) bool {
	return m.Reply == nil || m.Reply.Kind == dialog.Send || (m.Reply.Kind == dialog.EditTapped && m.Tapped == 0)
}

// reply sends or edits what a reply asks for.
func (d *deliverer) reply(ctx context.Context, m store.Message) outcome {
	if m.Reply == nil {
		return outcome{what: never, reason: "neither a reply nor a report"}
	}
	open, err := d.openQuestion(ctx, m)
	if err != nil {
		d.log.Warn("open question not found", "message", m.ID, "chat", m.Chat, "error", err)
		return d.again(m)
	}
	target, before := target(m, open), 0
	if m.Reply.Prompt { // a new live message takes the buttons over
		before = open
	}
	buttons, left := keyboard(m.Reply.Buttons)
	if left > 0 {
		d.log.Error("buttons beyond Telegram's limits left out", "message", m.ID, "chat", m.Chat, "buttons", left)
	}
	pieces := render(*m.Reply)
	if len(pieces) == 0 {
		return d.buttonsOnly(ctx, m, target, buttons)
	}
	id := 0
	first := d.progress.get(keyOf(m))
	for i := min(first, len(pieces)-1); i < len(pieces); i++ {
		p := part{
			chat: m.Chat, piece: pieces[i], last: i == len(pieces)-1, buttons: buttons,
			plain: m.Attempts >= plainAfter, quiet: m.Class == store.Notice && !m.Reply.Urgent,
		}
		if i == 0 {
			p.target = target
		}
		if i > first && !d.pace.await(ctx, m.Chat, true) {
			return d.again(m)
		}
		if id, err = d.put(ctx, p); err != nil {
			return d.outcomeOf(m, judge(err), err)
		}
		d.progress.set(keyOf(m), i+1)
	}
	if before != id && !d.full.Load() { // without room its buttons stay, and are answered as expired
		d.retire(ctx, m.Chat, before)
	}
	return outcome{what: done, message: id}
}

// openQuestion is the message that a reply strikes off or takes over from; 0: there is none.
func (d *deliverer) openQuestion(ctx context.Context, m store.Message) (int, error) {
	if m.Reply.Kind != dialog.EditPrompt && !m.Reply.Prompt {
		return 0, nil
	}
	call, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	id, err := d.store.OpenQuestion(call, m)
	if err != nil {
		return 0, fmt.Errorf("look up the open question: %w", err)
	}
	return id, nil
}

// retire takes the buttons off a message that is not the live one any more. Where that fails its
// buttons are answered as expired, so nothing is tried again.
func (d *deliverer) retire(ctx context.Context, chat int64, message int) {
	if message == 0 || !d.pace.await(ctx, chat, false) {
		return
	}
	call, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := d.api.EditMessageReplyMarkup(call, &tg.EditMessageReplyMarkupParams{ChatID: chat, MessageID: message})
	if v := judge(err); v.kind != accepted && v.kind != unchanged && v.kind != gone {
		d.log.Info("old buttons stay", "chat", chat, "message", message, "error", d.api.clean(err))
	}
}

// target is the message a reply changes, when open is the chat's open question; 0 when there is none,
// and a new one takes its place.
func target(m store.Message, open int) int {
	switch m.Reply.Kind {
	case dialog.EditTapped:
		return m.Tapped
	case dialog.EditPrompt:
		return open
	case dialog.Send, dialog.Toast:
	}
	return 0
}

// buttonsOnly serves a reply without text, which can only change the buttons of a message.
func (d *deliverer) buttonsOnly(ctx context.Context, m store.Message, target int, buttons *models.InlineKeyboardMarkup) outcome {
	if target == 0 {
		if m.Reply.Kind == dialog.Send {
			return outcome{what: never, reason: "a message without text"}
		}
		return outcome{what: done} // nothing there, nothing to change
	}
	call, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := d.api.EditMessageReplyMarkup(call, &tg.EditMessageReplyMarkupParams{
		ChatID: m.Chat, MessageID: target, ReplyMarkup: buttons,
	})
	switch v := judge(err); v.kind {
	case accepted, unchanged, gone:
		return outcome{what: done, message: target}
	default:
		return d.outcomeOf(m, v, err)
	}
}

// part is one piece of a message on its way.
type part struct {
	chat    int64
	target  int // the message to change; 0: a new one
	piece   piece
	plain   bool // without its markup
	last    bool // the last piece carries the buttons
	buttons *models.InlineKeyboardMarkup
	quiet   bool // it comes without a sound: news that ask for nothing
}

// put brings a piece into the chat and returns the id of its message. What cannot be changed any
// more is sent anew, and what Telegram does not understand as HTML is sent as plain text, since a
// question must not be lost over its looks.
func (d *deliverer) put(ctx context.Context, p part) (int, error) {
	if p.target != 0 {
		err := d.asPlainToo(p, func(text string, mode models.ParseMode) error { return d.edit(ctx, p, text, mode) })
		switch judge(err).kind {
		case accepted, unchanged:
			return p.target, nil
		case gone, refused:
			d.log.Info("message to change is gone, sent anew", "chat", p.chat)
			if !d.pace.await(ctx, p.chat, true) {
				return 0, fmt.Errorf("wait for the chat's turn: %w", ctx.Err())
			}
		default:
			return 0, err
		}
	}
	id := 0
	err := d.asPlainToo(p, func(text string, mode models.ParseMode) (err error) {
		id, err = d.sendNew(ctx, p, text, mode)
		return err
	})
	return id, err
}

func (d *deliverer) asPlainToo(p part, call func(text string, mode models.ParseMode) error) error {
	if p.plain {
		return call(p.piece.text, "")
	}
	err := call(p.piece.html(), models.ParseModeHTML)
	if judge(err).kind == badMarkup {
		d.log.Error("HTML not understood, sent as plain text", "chat", p.chat, "error", d.api.clean(err))
		err = call(p.piece.text, "")
	}
	return err
}

func (d *deliverer) edit(ctx context.Context, p part, text string, mode models.ParseMode) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	params := &tg.EditMessageTextParams{
		ChatID: p.chat, MessageID: p.target, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview,
		ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{}},
	}
	if p.last {
		params.ReplyMarkup = p.buttons
	}
	if _, err := d.api.EditMessageText(ctx, params); err != nil {
		return fmt.Errorf("change a message: %w", err)
	}
	return nil
}

func (d *deliverer) sendNew(ctx context.Context, p part, text string, mode models.ParseMode) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	params := &tg.SendMessageParams{ChatID: p.chat, Text: text, ParseMode: mode, LinkPreviewOptions: noPreview, DisableNotification: p.quiet}
	if p.last && len(p.buttons.InlineKeyboard) > 0 {
		params.ReplyMarkup = p.buttons
	}
	message, err := d.api.SendMessage(ctx, params)
	if err != nil {
		return 0, fmt.Errorf("send a message: %w", err)
	}
	return message.ID, nil
}

// noPreview keeps Telegram from fetching addresses that people type.
var noPreview = &models.LinkPreviewOptions{IsDisabled: tg.True()}

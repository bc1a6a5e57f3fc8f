package bot

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-telegram/bot/models"

	"ziping/dialog"
)

// eventKind says what an update is to the bot.
type eventKind uint8

const (
	ignored  eventKind = iota // nothing to do and nobody to answer
	spoken                    // a person did something in the private chat
	outside                   // something happened in a group or channel
	blocking                  // a person blocked the bot or came back
)

// event is an update stripped of everything Telegram.
type event struct {
	kind    eventKind
	update  int64
	chat    int64
	user    int64            // who did it; in a private chat the same as chat
	name    string           // as Telegram has it
	in      dialog.Input     // for spoken, without the time
	query   string           // a tap that has to be answered; empty: none
	tapped  int              // the tapped message; 0: none or not known
	blocked bool             // for blocking
	file    *models.Document // an uploaded file; nil: none
	read    *dialog.File     // what it says, once it was fetched
}

// translate reads an update. It trusts nothing in it.
func translate(u *models.Update) event {
	switch {
	case u.CallbackQuery != nil:
		return tapEvent(u.ID, u.CallbackQuery)
	case u.Message != nil:
		return messageEvent(u.ID, u.Message, false)
	case u.EditedMessage != nil:
		return messageEvent(u.ID, u.EditedMessage, true)
	case u.MyChatMember != nil:
		return memberEvent(u.ID, u.MyChatMember)
	}
	return event{update: u.ID}
}

// tapEvent reads a tap. The message may be gone (Bot API, MaybeInaccessibleMessage), and the data
// may be forged; the person is certain.
func tapEvent(update int64, q *models.CallbackQuery) event {
	e := event{
		kind: spoken, update: update, chat: q.From.ID, user: q.From.ID, name: fullName(&q.From),
		query: q.ID, in: dialog.Input{Kind: dialog.TapInput, Data: q.Data},
	}
	var chat models.Chat
	switch {
	case q.Message.Message != nil:
		e.tapped, chat = q.Message.Message.ID, q.Message.Message.Chat
	case q.Message.InaccessibleMessage != nil:
		e.tapped, chat = q.Message.InaccessibleMessage.MessageID, q.Message.InaccessibleMessage.Chat
	}
	if chat.ID != 0 && chat.ID != q.From.ID {
		e.kind, e.chat, e.tapped = outside, chat.ID, 0
	}
	if q.From.ID <= 0 || q.From.IsBot {
		e.kind = ignored
	}
	return e
}

// messageEvent reads a message, which may be one that the person changed after sending it.
func messageEvent(update int64, m *models.Message, edited bool) event {
	e := event{kind: spoken, update: update, chat: m.Chat.ID}
	if m.Chat.Type != models.ChatTypePrivate {
		e.kind = outside
		return e
	}
	if m.From == nil || m.From.IsBot || m.From.ID != m.Chat.ID || isService(m) {
		e.kind = ignored
		return e
	}
	e.user, e.name = m.From.ID, fullName(m.From)
	e.in = input(m, edited)
	if m.Document != nil && e.in.Kind == dialog.OtherInput && e.in.Text == documentName {
		e.in, e.file = dialog.Input{Kind: dialog.FileInput}, m.Document
	}
	return e
}

// documentName is what people call an uploaded file.
const documentName = "文件"

func input(m *models.Message, edited bool) dialog.Input {
	if other := unusable(m); other != "" {
		return dialog.Input{Kind: dialog.OtherInput, Text: other}
	}
	if name, argument, ok := command(m.Text); ok {
		if m.ForwardOrigin != nil || m.IsAutomaticForward { // somebody else wrote it
			return dialog.Input{Kind: dialog.OtherInput, Text: "转发的命令"}
		}
		if edited {
			return dialog.Input{Kind: dialog.OtherInput, Text: "修改过的命令"}
		}
		return dialog.Input{Kind: dialog.CommandInput, Command: name, Text: argument}
	}
	return dialog.Input{Kind: dialog.TextInput, Text: m.Text, Message: m.ID, Edited: edited, About: repliedTo(m), Quoted: quoted(m)}
}

// repliedTo is the data of the buttons of the bot's own message that m replies to.
func repliedTo(m *models.Message) []string {
	r := m.ReplyToMessage
	if r == nil || r.From == nil || !r.From.IsBot || r.ReplyMarkup == nil {
		return nil
	}
	var data []string
	for _, row := range r.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			data = append(data, b.CallbackData)
		}
	}
	return data
}

// isService reports whether Telegram wrote the message itself, about the chat.
func isService(m *models.Message) bool {
	return m.PinnedMessage != nil || m.MessageAutoDeleteTimerChanged != nil || m.WriteAccessAllowed != nil ||
		m.ConnectedWebsite != "" || m.ChatBackgroundSet != nil
}

// unusable names what the message is when it is not a typed text, in the words of the person.
func unusable(m *models.Message) string {
	names := []struct {
		is   bool
		name string
	}{
		{m.Voice != nil, "语音"},
		{len(m.Photo) > 0, "图片"},
		{m.Sticker != nil, "贴纸"},
		{m.Animation != nil, "动图"}, // before the file: Telegram sends it as both
		{m.VideoNote != nil, "视频留言"},
		{m.Video != nil, "视频"},
		{m.Audio != nil, "音频"},
		{m.Document != nil, documentName},
		{m.Contact != nil, "名片"},
		{m.Venue != nil || m.Location != nil, "位置"},
		{m.Poll != nil, "投票"},
		{m.Dice != nil, "骰子"},
		{m.Game != nil, "游戏"},
		{m.Checklist != nil, "清单"},
		{m.Story != nil, "动态"},
		{m.Text == "", "这类消息"},
	}
	for _, n := range names {
		if n.is {
			return n.name
		}
	}
	return ""
}

// memberEvent reads a change of the bot's own membership in a chat.
func memberEvent(update int64, c *models.ChatMemberUpdated) event {
	e := event{kind: blocking, update: update, chat: c.Chat.ID, user: c.From.ID}
	gone := c.NewChatMember.Type == models.ChatMemberTypeBanned || c.NewChatMember.Type == models.ChatMemberTypeLeft
	switch {
	case c.Chat.Type == models.ChatTypePrivate && c.Chat.ID == c.From.ID:
		e.blocked = gone
	case c.Chat.Type != models.ChatTypePrivate && !gone:
		e.kind = outside
	default:
		e.kind = ignored
	}
	return e
}

// fullName is the person's name, family name first unless it is in Latin letters. Invisible
// characters, which could turn a name around or hide it, are left out.
func fullName(u *models.User) string {
	name := u.LastName + u.FirstName
	if isLatin(name) {
		name = u.FirstName + " " + u.LastName
	}
	visible := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || r == '\n' || r == '\t' {
			return -1
		}
		return r
	}, name)
	return cmp.Or(shorten(clean(visible), maxName), "用户"+strconv.FormatInt(u.ID, 10))
}

// maxName is the longest name kept; Telegram's own limit is 64 for each of its halves.
const maxName = 64

// isLatin reports whether a name is written in letters, whose order is first name first.
func isLatin(name string) bool {
	for _, r := range name {
		if r > 0x24F {
			return false
		}
	}
	return true
}

// quoted is the text of the bot's message that a message replies to, where its buttons are gone.
func quoted(m *models.Message) string {
	r := m.ReplyToMessage
	if r == nil || r.From == nil || !r.From.IsBot || len(repliedTo(m)) > 0 {
		return ""
	}
	return r.Text
}

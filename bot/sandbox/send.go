package sandbox

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// recipient finds the chat of a call and refuses it as Telegram does: unknown, never started,
// blocked. The caller holds mu.
func (s *Server) recipient(p params) (*person, error) {
	text := strings.TrimSpace(p.str("chat_id"))
	if text == "" {
		return nil, badRequest("chat_id is empty")
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, badRequest("chat not found")
	}
	who := s.person(id)
	switch {
	case who == nil:
		return nil, badRequest("chat not found")
	case !who.started:
		return nil, errNotStarted
	case who.blocked:
		return nil, errBlocked
	}
	return who, nil
}

// draft reads what all sending methods share: the chat, the quoted message, the keyboard.
func (s *Server) draft(p params) (*person, *Message, error) {
	who, err := s.recipient(p)
	if err != nil {
		return nil, nil, err
	}
	quoted, err := who.quoted(p)
	if err != nil {
		return nil, nil, err
	}
	m, err := readMarkup(p)
	if err != nil {
		return nil, nil, err
	}
	return who, &Message{
		FromBot: true, ReplyTo: quoted, Buttons: m.buttons, AskReply: m.askReply, Protected: p.truth("protect_content"),
	}, nil
}

// quoted is the id in reply_parameters, 0 when there is none.
func (p *person) quoted(call params) (int, error) {
	var reply struct {
		MessageID      int  `json:"message_id"`
		SendingWithout bool `json:"allow_sending_without_reply"`
	}
	given, err := call.decode("reply_parameters", &reply)
	if err != nil || !given || reply.MessageID == 0 {
		return 0, err
	}
	if p.find(reply.MessageID) != nil {
		return reply.MessageID, nil
	}
	if reply.SendingWithout {
		return 0, nil
	}
	return 0, badRequest("message to be replied not found")
}

func (s *Server) sendMessage(p params) (any, error) {
	who, m, err := s.draft(p)
	if err != nil {
		return nil, err
	}
	text, err := readText(p, "text", "entities")
	switch {
	case err != nil:
		return nil, err
	case text.text == "":
		return nil, badRequest("message text is empty")
	case text.length() > MaxText:
		return nil, badRequest("message is too long")
	}
	m.Text, m.Entities = text.text, text.entities
	s.enter(who, m)
	return s.wire(who, m), nil
}

func (s *Server) sendDocument(p params) (any, error) { return s.sendFile(p, KindDocument) }

func (s *Server) sendPhoto(p params) (any, error) { return s.sendFile(p, KindPhoto) }

// sendFile sends a new file, or one sent before by its file_id.
func (s *Server) sendFile(p params, kind string) (any, error) {
	who, m, err := s.draft(p)
	if err != nil {
		return nil, err
	}
	caption, err := readText(p, "caption", "caption_entities")
	if err != nil {
		return nil, err
	}
	if caption.length() > MaxCaption {
		return nil, badRequest("message caption is too long")
	}
	if m.File, err = s.attached(p, kind); err != nil {
		return nil, err
	}
	m.Text, m.Entities = caption.text, caption.entities
	s.enter(who, m)
	return s.wire(who, m), nil
}

// actionTexts are the chat actions of the Bot API and what a client shows for them.
var actionTexts = map[string]string{
	"typing":            "正在输入…",
	"upload_photo":      "正在发送图片…",
	"record_video":      "正在录制视频…",
	"upload_video":      "正在发送视频…",
	"record_voice":      "正在录音…",
	"upload_voice":      "正在发送语音…",
	"upload_document":   "正在发送文件…",
	"choose_sticker":    "正在选择贴纸…",
	"find_location":     "正在查找位置…",
	"record_video_note": "正在录制视频…",
	"upload_video_note": "正在发送视频…",
}

func (s *Server) sendChatAction(p params) (any, error) {
	who, err := s.recipient(p)
	if err != nil {
		return nil, err
	}
	text, ok := actionTexts[p.str("action")]
	if !ok {
		return nil, badRequest("wrong parameter action in request")
	}
	who.action, who.actionUntil = text, s.opts.Now().Add(actionLifetime)
	who.revision = s.touch()
	return true, nil
}

// reactions are the emoji of ReactionTypeEmoji.
var reactions = strings.Fields("❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡")

func (s *Server) setMessageReaction(p params) (any, error) {
	who, err := s.recipient(p)
	if err != nil {
		return nil, err
	}
	id, err := p.integer("message_id", 0)
	if err != nil {
		return nil, err
	}
	m := who.find(int(id))
	if m == nil {
		return nil, badRequest("message to react not found")
	}
	var wanted []struct {
		Type  string `json:"type"`
		Emoji string `json:"emoji"`
	}
	if _, err := p.decode("reaction", &wanted); err != nil {
		return nil, err
	}
	emoji := ""
	switch {
	case len(wanted) > 1:
		return nil, badRequest("REACTIONS_TOO_MANY")
	case len(wanted) == 1:
		emoji = wanted[0].Emoji
		if wanted[0].Type != "emoji" || !isReaction(emoji) {
			return nil, badRequest("REACTION_INVALID")
		}
	}
	m.Reaction = emoji
	m.Revision = s.touch()
	return true, nil
}

func isReaction(emoji string) bool {
	if !utf8.ValidString(emoji) {
		return false
	}
	for _, r := range reactions {
		if r == strings.TrimSuffix(emoji, "\uFE0F") {
			return true
		}
	}
	return false
}

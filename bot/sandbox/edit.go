package sandbox

// editable finds the bot's own message which a call wants to change. The caller holds mu.
func (s *Server) editable(p params) (*person, *Message, error) {
	who, m, err := s.addressed(p, "message to edit not found")
	if err != nil {
		return nil, nil, err
	}
	if !m.FromBot {
		return nil, nil, badRequest("message can't be edited")
	}
	return who, m, nil
}

// addressed finds the message named by chat_id and message_id.
func (s *Server) addressed(p params, notFound string) (*person, *Message, error) {
	if p.str("inline_message_id") != "" {
		return nil, nil, badRequest("inline messages are not supported by the sandbox")
	}
	who, err := s.recipient(p)
	if err != nil {
		return nil, nil, err
	}
	id, err := p.integer("message_id", 0)
	if err != nil {
		return nil, nil, err
	}
	if id == 0 {
		return nil, nil, badRequest("message identifier is not specified")
	}
	m := who.find(int(id))
	if m == nil {
		return nil, nil, badRequest("%s", notFound)
	}
	return who, m, nil
}

func (s *Server) editMessageText(p params) (any, error) {
	who, m, err := s.editable(p)
	if err != nil {
		return nil, err
	}
	if m.File != nil {
		return nil, badRequest("there is no text in the message to edit")
	}
	text, err := readText(p, "text", "entities")
	switch {
	case err != nil:
		return nil, err
	case text.text == "":
		return nil, badRequest("message text is empty")
	case text.length() > MaxText:
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	change, err := readMarkup(p)
	if err != nil {
		return nil, err
	}
	buttons := change.apply(m.Buttons)
	if text.equal(m.Text, m.Entities) && equalButtons(buttons, m.Buttons) {
		return nil, errNotModified
	}
	if !text.equal(m.Text, m.Entities) {
		m.Edited = s.opts.Now() // a new keyboard alone is not shown as an edit
	}
	m.Text, m.Entities, m.Buttons = text.text, text.entities, buttons
	m.Revision = s.touch()
	return s.wire(who, m), nil
}

func (s *Server) editMessageReplyMarkup(p params) (any, error) {
	who, m, err := s.editable(p)
	if err != nil {
		return nil, err
	}
	change, err := readMarkup(p)
	if err != nil {
		return nil, err
	}
	buttons := change.apply(m.Buttons)
	if equalButtons(buttons, m.Buttons) {
		return nil, errNotModified
	}
	m.Buttons = buttons
	m.Revision = s.touch()
	return s.wire(who, m), nil
}

// deleteMessage removes a message of either side, as a bot may in a private chat, within 48 hours.
func (s *Server) deleteMessage(p params) (any, error) {
	who, m, err := s.addressed(p, "message to delete not found")
	if err != nil {
		return nil, err
	}
	if s.opts.Now().Sub(m.Date) >= deleteAge {
		return nil, badRequest("message can't be deleted for everyone")
	}
	s.remove(who, m.ID)
	return true, nil
}

package sandbox

// Objects of the Bot API as they are sent. Only the fields a private chat with the methods of
// this server can have are here.

type wireUser struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
}

type wireChat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	FirstName string `json:"first_name,omitempty"`
	Username  string `json:"username,omitempty"`
}

type wireMessage struct {
	MessageID       int           `json:"message_id"`
	From            *wireUser     `json:"from,omitempty"`
	Chat            wireChat      `json:"chat"`
	Date            int64         `json:"date"`
	EditDate        int64         `json:"edit_date,omitempty"`
	ForwardOrigin   *wireOrigin   `json:"forward_origin,omitempty"`
	ReplyTo         *wireMessage  `json:"reply_to_message,omitempty"`
	Protected       bool          `json:"has_protected_content,omitempty"`
	Text            string        `json:"text,omitempty"`
	Entities        []Entity      `json:"entities,omitempty"`
	Caption         string        `json:"caption,omitempty"`
	CaptionEntities []Entity      `json:"caption_entities,omitempty"`
	Document        *wireFile     `json:"document,omitempty"`
	Photo           []wireFile    `json:"photo,omitempty"`
	Voice           *wireFile     `json:"voice,omitempty"`
	Sticker         *wireFile     `json:"sticker,omitempty"`
	ReplyMarkup     *wireKeyboard `json:"reply_markup,omitempty"`
}

// wireOrigin is a MessageOrigin of type hidden_user: the sandbox knows names, not accounts.
type wireOrigin struct {
	Type           string `json:"type"`
	Date           int64  `json:"date"`
	SenderUserName string `json:"sender_user_name"`
}

// wireFile is any of Document, PhotoSize, Voice and Sticker; each uses its own fields.
type wireFile struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	FileSize     int64  `json:"file_size,omitempty"`
	FileName     string `json:"file_name,omitempty"`
	MIMEType     string `json:"mime_type,omitempty"`
	Width        int    `json:"width,omitempty"`
	Height       int    `json:"height,omitempty"`
	Duration     *int   `json:"duration,omitempty"`
	Type         string `json:"type,omitempty"`
}

type wireKeyboard struct {
	Rows [][]wireButton `json:"inline_keyboard"`
}

type wireButton struct {
	Text         string        `json:"text"`
	URL          string        `json:"url,omitempty"`
	CallbackData string        `json:"callback_data,omitempty"`
	CopyText     *wireCopyText `json:"copy_text,omitempty"`
}

type wireCopyText struct {
	Text string `json:"text"`
}

type wireCallback struct {
	ID           string   `json:"id"`
	From         wireUser `json:"from"`
	Message      any      `json:"message"` // wireMessage or wireInaccessible
	ChatInstance string   `json:"chat_instance"`
	Data         string   `json:"data"`
}

// wireInaccessible stands for a deleted message; Date is always 0.
type wireInaccessible struct {
	Chat      wireChat `json:"chat"`
	MessageID int      `json:"message_id"`
	Date      int64    `json:"date"`
}

type wireMember struct {
	Chat wireChat       `json:"chat"`
	From wireUser       `json:"from"`
	Date int64          `json:"date"`
	Old  wireMemberRole `json:"old_chat_member"`
	New  wireMemberRole `json:"new_chat_member"`
}

type wireMemberRole struct {
	Status    string   `json:"status"`
	User      wireUser `json:"user"`
	UntilDate *int64   `json:"until_date,omitempty"`
}

func (s *Server) wireBot() wireUser {
	return wireUser{ID: s.botID, IsBot: true, FirstName: s.opts.BotName, Username: s.opts.BotUsername}
}

func wirePerson(p *person) wireUser {
	return wireUser{ID: p.ID, FirstName: p.Name, Username: p.Username, LanguageCode: "zh-hans"}
}

func wirePrivateChat(p *person) wireChat {
	return wireChat{ID: p.ID, Type: "private", FirstName: p.Name, Username: p.Username}
}

// wire is a message as the Bot API sends it. A quoted message comes along, but not what that one
// quotes. The caller holds mu.
func (s *Server) wire(p *person, m *Message) wireMessage {
	w := s.wireAlone(p, m)
	if quoted := p.find(m.ReplyTo); quoted != nil {
		q := s.wireAlone(p, quoted)
		w.ReplyTo = &q
	}
	return w
}

func (s *Server) wireAlone(p *person, m *Message) wireMessage {
	from := wirePerson(p)
	if m.FromBot {
		from = s.wireBot()
	}
	w := wireMessage{
		MessageID: m.ID, From: &from, Chat: wirePrivateChat(p), Date: m.Date.Unix(), Protected: m.Protected,
	}
	if !m.Edited.IsZero() {
		w.EditDate = m.Edited.Unix()
	}
	if m.Forwarded != "" {
		w.ForwardOrigin = &wireOrigin{Type: "hidden_user", Date: m.Date.Unix(), SenderUserName: m.Forwarded}
	}
	if m.File == nil {
		w.Text, w.Entities = m.Text, m.Entities
	} else {
		w.Caption, w.CaptionEntities = m.Text, m.Entities
		w.addFile(m.File)
	}
	w.ReplyMarkup = wireButtons(m.Buttons)
	return w
}

func (w *wireMessage) addFile(f *File) {
	file := wireFile{FileID: f.ID, FileUniqueID: "u" + f.ID, FileSize: f.Size}
	switch f.Kind {
	case KindPhoto:
		file.Width, file.Height = f.Width, f.Height
		w.Photo = []wireFile{file}
	case KindVoice:
		seconds := 3
		file.MIMEType, file.Duration = f.MIME, &seconds
		w.Voice = &file
	case KindSticker:
		file.Type, file.Width, file.Height = "regular", 512, 512
		w.Sticker = &file
	default:
		file.FileName, file.MIMEType = f.Name, f.MIME
		w.Document = &file
	}
}

func wireButtons(rows [][]Button) *wireKeyboard {
	if len(rows) == 0 {
		return nil
	}
	k := &wireKeyboard{Rows: make([][]wireButton, len(rows))}
	for i, row := range rows {
		for _, b := range row {
			wb := wireButton{Text: b.Label, URL: b.URL, CallbackData: b.Data}
			if b.CopyText != "" {
				wb.CopyText = &wireCopyText{Text: b.CopyText}
			}
			k.Rows[i] = append(k.Rows[i], wb)
		}
	}
	return k
}

package sandboxtest

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"ziping/bot/sandbox"
)

// User is one person's phone: what the person does, and what the person sees.
type User struct {
	*sandbox.User
	server *Server
	id     int64
}

// ErrNoButton says that the message has no such button.
var ErrNoButton = errors.New("no such button under the message")

// ID is the person's user id, which is also the id of the chat.
func (u *User) ID() int64 { return u.id }

// Send writes a text. One longer than a message may be leaves in several pieces, as clients do.
func (u *User) Send(text string) (sandbox.Receipt, error) { return u.Post(sandbox.Post{Text: text}) }

// Start opens the chat, with the payload of a deep link unless that is empty.
func (u *User) Start(payload string) (sandbox.Receipt, error) { return u.Command("start", payload) }

// Command writes /name followed by the arguments that are not empty.
func (u *User) Command(name string, args ...string) (sandbox.Receipt, error) {
	words := append([]string{"/" + strings.TrimPrefix(name, "/")}, args...)
	return u.Send(strings.TrimSpace(strings.Join(words, " ")))
}

// Reply answers a message.
func (u *User) Reply(messageID int, text string) (sandbox.Receipt, error) {
	return u.Post(sandbox.Post{Text: text, ReplyTo: messageID})
}

// Forward forwards somebody else's text.
func (u *User) Forward(from, text string) (sandbox.Receipt, error) {
	return u.Post(sandbox.Post{Text: text, Forwarded: from})
}

// SendDocument sends a file.
func (u *User) SendDocument(name string, data []byte) (sandbox.Receipt, error) {
	return u.Post(sandbox.Post{File: &sandbox.Attachment{Kind: sandbox.KindDocument, Name: name, Data: data}})
}

// SendPhoto sends a picture with a caption, which may be empty.
func (u *User) SendPhoto(data []byte, caption string) (sandbox.Receipt, error) {
	return u.Post(sandbox.Post{Text: caption, File: &sandbox.Attachment{Kind: sandbox.KindPhoto, Name: "photo.jpg", Data: data}})
}

// SendVoice sends a voice message.
func (u *User) SendVoice(data []byte) (sandbox.Receipt, error) {
	return u.Post(sandbox.Post{File: &sandbox.Attachment{Kind: sandbox.KindVoice, Name: "voice.ogg", MIME: "audio/ogg", Data: data}})
}

// SendSticker sends a sticker.
func (u *User) SendSticker(data []byte) (sandbox.Receipt, error) {
	return u.Post(sandbox.Post{File: &sandbox.Attachment{Kind: sandbox.KindSticker, Name: "sticker.webp", MIME: "image/webp", Data: data}})
}

// Tap taps a button, named by its data or its label, under a message of the bot.
func (u *User) Tap(messageID int, dataOrLabel string) (sandbox.Receipt, error) {
	m, ok := u.Message(messageID)
	if !ok {
		return sandbox.Receipt{}, sandbox.ErrNoMessage
	}
	b, ok := m.Button(dataOrLabel)
	if !ok {
		return sandbox.Receipt{}, fmt.Errorf("%w: %q, there are %q", ErrNoButton, dataOrLabel, m.Labels())
	}
	if b.Data == "" {
		return sandbox.Receipt{}, fmt.Errorf("the button %q sends nothing to the bot", b.Label)
	}
	return u.TapData(messageID, b.Data)
}

// Block stops the bot: it can no longer write, and hears of it by my_chat_member.
func (u *User) Block() (sandbox.Receipt, error) { return u.SetBlocked(true) }

// Unblock lets the bot write again.
func (u *User) Unblock() (sandbox.Receipt, error) { return u.SetBlocked(false) }

// File returns the content of a file in a message.
func (u *User) File(f *sandbox.File) ([]byte, error) {
	if f == nil {
		return nil, errors.New("no such file")
	}
	answer := u.server.ask("/page/file/" + f.ID + "/x")
	if answer.Code != http.StatusOK {
		return nil, fmt.Errorf("no such file: %d", answer.Code)
	}
	return answer.Body.Bytes(), nil
}

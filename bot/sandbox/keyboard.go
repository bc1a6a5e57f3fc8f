package sandbox

import (
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"
)

// markup is the reply_markup of a call.
type markup struct {
	// keyboard says what the call wants with the inline keyboard.
	keyboard keyboardChange
	buttons  [][]Button
	askReply string // force_reply: the placeholder, or a single space when there is none
}

// keyboardChange is what an edit does to the inline keyboard of its message.
type keyboardChange int

const (
	keyboardAbsent keyboardChange = iota // no reply_markup: an edit removes the keyboard
	keyboardKept                         // {"inline_keyboard":null}: an edit leaves it as it is
	keyboardGiven                        // a list: an edit replaces the keyboard; an empty one removes it
)

// apply is the keyboard a message has after an edit.
func (m markup) apply(old [][]Button) [][]Button {
	switch m.keyboard {
	case keyboardKept:
		return old
	case keyboardGiven:
		return m.buttons
	}
	return nil
}

// noPlaceholder marks a forced reply without a placeholder of its own.
const noPlaceholder = " "

// readMarkup reads and checks reply_markup.
func readMarkup(p params) (markup, error) {
	text := strings.TrimSpace(p.str("reply_markup"))
	if text == "" {
		return markup{}, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &fields); err != nil {
		return markup{}, badRequest("object expected as reply markup")
	}
	switch {
	case fields["inline_keyboard"] != nil:
		return readInlineKeyboard(fields["inline_keyboard"])
	case fields["keyboard"] != nil:
		return markup{}, badRequest("reply keyboards are not supported by the sandbox")
	case fields["force_reply"] != nil:
		return readForceReply(text)
	}
	return markup{}, nil
}

func readForceReply(text string) (markup, error) {
	var force struct {
		ForceReply  bool   `json:"force_reply"`
		Placeholder string `json:"input_field_placeholder"`
	}
	if err := json.Unmarshal([]byte(text), &force); err != nil {
		return markup{}, badRequest("can't parse reply markup: %v", err)
	}
	if utf8.RuneCountInString(force.Placeholder) > MaxPlaceholder {
		return markup{}, badRequest("input field placeholder is too long")
	}
	m := markup{}
	if force.ForceReply {
		m.askReply = noPlaceholder
		if force.Placeholder != "" {
			m.askReply = force.Placeholder
		}
	}
	return m, nil
}

func readInlineKeyboard(raw json.RawMessage) (markup, error) {
	if string(raw) == "null" {
		return markup{keyboard: keyboardKept}, nil
	}
	var rows [][]json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		return markup{}, badRequest("can't parse inline keyboard: an Array of Array of InlineKeyboardButton is expected")
	}
	m := markup{keyboard: keyboardGiven}
	total := 0
	for _, row := range rows {
		if len(row) == 0 {
			continue
		}
		total += len(row)
		if len(row) > MaxButtonsPerRow || total > MaxButtons {
			return markup{}, badRequest("reply markup is too long")
		}
		buttons := make([]Button, 0, len(row))
		for _, raw := range row {
			b, err := readButton(raw)
			if err != nil {
				return markup{}, err
			}
			buttons = append(buttons, b)
		}
		m.buttons = append(m.buttons, buttons)
	}
	return m, nil
}

// unsupportedActions are button kinds of the Bot API which the sandbox does not imitate.
var unsupportedActions = []string{
	"web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
	"switch_inline_query_chosen_chat", "callback_game", "pay",
}

// readButton checks one button: a text and exactly one action. An empty value is no action;
// go-telegram/bot sends an empty copy_text with every button.
func readButton(raw json.RawMessage) (Button, error) {
	var fields map[string]json.RawMessage
	var b struct {
		Text         *string `json:"text"`
		CallbackData string  `json:"callback_data"`
		URL          string  `json:"url"`
		CopyText     struct {
			Text string `json:"text"`
		} `json:"copy_text"`
	}
	if json.Unmarshal(raw, &fields) != nil || json.Unmarshal(raw, &b) != nil {
		return Button{}, badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
	}
	if b.Text == nil {
		return Button{}, badRequest("can't parse inline keyboard button: can't find field \"text\"")
	}
	if strings.TrimSpace(*b.Text) == "" {
		return Button{}, badRequest("inline keyboard button text is empty")
	}
	for _, name := range unsupportedActions {
		if v := string(fields[name]); v != "" && v != "null" && v != "false" && v != `""` {
			return Button{}, badRequest("buttons with %s are not supported by the sandbox", name)
		}
	}
	actions := 0
	for _, value := range []string{b.CallbackData, b.URL, b.CopyText.Text} {
		if value != "" {
			actions++
		}
	}
	switch {
	case actions == 0 && fields["copy_text"] != nil:
		return Button{}, badRequest("BUTTON_COPY_TEXT_INVALID")
	case actions == 0:
		return Button{}, badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case actions > 1:
		return Button{}, badRequest("can't parse inline keyboard button: exactly one action must be used")
	}
	button := Button{Label: *b.Text, Data: b.CallbackData, URL: b.URL, CopyText: b.CopyText.Text}
	return button, button.check()
}

// check holds the limits of a button's action.
func (b Button) check() error {
	if len(b.Data) > MaxCallbackBytes {
		return badRequest("BUTTON_DATA_INVALID")
	}
	if utf8.RuneCountInString(b.CopyText) > MaxCopyText {
		return badRequest("BUTTON_COPY_TEXT_INVALID")
	}
	if b.URL == "" {
		return nil
	}
	u, err := url.Parse(b.URL)
	if err != nil {
		return badRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
	}
	switch u.Scheme {
	case "http", "https", "tg":
	default:
		return badRequest("inline keyboard button URL '%s' is invalid: Unsupported URL protocol", b.URL)
	}
	if u.Host == "" {
		return badRequest("inline keyboard button URL '%s' is invalid: URL host is empty", b.URL)
	}
	return nil
}

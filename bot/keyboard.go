package bot

import (
	"github.com/go-telegram/bot/models"

	"ziping/dialog"
)

// Telegram's limits for inline keyboards: bytes of a button's data (Bot API,
// InlineKeyboardButton), buttons side by side, buttons of a message.
const (
	maxData    = 64
	maxCopy    = 256 // characters of a text that a tap copies (CopyTextButton)
	maxInRow   = 8
	maxButtons = 100
)

// styles are how Telegram draws buttons that decide (Bot API, InlineKeyboardButton, style).
var styles = map[dialog.Weight]string{dialog.Advances: "success", dialog.Undoes: "danger"}

// keyboard makes the inline keyboard of a message, and counts the buttons left out because they
// are beyond Telegram's limits: one of them would otherwise cost the whole message. The rows are
// never nil, since Telegram takes an empty list as "no buttons" but null as "no change".
func keyboard(rows [][]dialog.Button) (markup *models.InlineKeyboardMarkup, left int) {
	markup = &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{}}
	total := 0
	for _, row := range rows {
		var line []models.InlineKeyboardButton
		for _, b := range row {
			label := clean(b.Label)
			key := models.InlineKeyboardButton{Text: label, CallbackData: b.Data, Style: styles[b.Weight]}
			if b.Copy != "" {
				key.CallbackData, key.CopyText = "", models.CopyTextButton{Text: b.Copy}
			}
			if label == "" || b.Data+b.Copy == "" || len(b.Data) > maxData || length(b.Copy) > maxCopy || total == maxButtons {
				left++
				continue
			}
			if len(line) == maxInRow {
				markup.InlineKeyboard = append(markup.InlineKeyboard, line)
				line = nil
			}
			line = append(line, key)
			total++
		}
		if len(line) > 0 {
			markup.InlineKeyboard = append(markup.InlineKeyboard, line)
		}
	}
	return markup, left
}

package bot

import (
	"cmp"
	"encoding/json"
)

// peek is what can be known of an update without understanding it: enough to keep its chat's
// order, and to answer the person even when the rest cannot be decoded.
type peek struct {
	update  int64
	chat    int64  // whose order the update belongs to; 0: unknown
	private bool   // the chat is a person's own
	query   string // the tap that waits for an answer
	file    bool   // it brings a file
}

// look peeks into an update. An update without a readable id gets the one after the previous:
// Telegram numbers them in order.
func look(raw rawUpdate, previous int64) peek {
	type chat struct {
		ID   int64  `json:"id"`
		Type string `json:"type"`
	}
	type holder struct {
		Chat     chat            `json:"chat"`
		Document json.RawMessage `json:"document"`
	}
	var id struct {
		ID int64 `json:"update_id"`
	}
	var u struct {
		Message  holder `json:"message"`
		Edited   holder `json:"edited_message"`
		Member   holder `json:"my_chat_member"`
		Callback struct {
			ID   string `json:"id"`
			From chat   `json:"from"`
		} `json:"callback_query"`
	}
	// Errors are expected here: whatever could be read before them is used.
	if err := json.Unmarshal(raw, &id); err != nil || id.ID <= 0 {
		id.ID = max(previous+1, 1)
	}
	p := peek{update: id.ID}
	if err := json.Unmarshal(raw, &u); err != nil {
		return p
	}
	if u.Callback.ID != "" {
		p.chat, p.private, p.query = u.Callback.From.ID, true, u.Callback.ID
		return p
	}
	c := cmp.Or(u.Message.Chat, u.Edited.Chat, u.Member.Chat)
	p.chat, p.private = c.ID, c.Type == "private"
	p.file = p.private && (u.Message.Document != nil || u.Edited.Document != nil)
	return p
}

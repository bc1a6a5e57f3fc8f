package dialog

// ReplyKind says what a reply does in the chat.
type ReplyKind string

// The kinds of replies.
const (
	Send       ReplyKind = "send"        // a new message
	EditPrompt ReplyKind = "edit_prompt" // changes the last message that was sent with Prompt set; the prompt is then closed unless Prompt is set again
	EditTapped ReplyKind = "edit_tapped" // changes the message whose button was tapped
	Toast      ReplyKind = "toast"       // a short notice on a tapped button; at most 200 characters, may be lost
)

// Reply is a message to a person. It is plain text; the edge makes Title bold and
// escapes everything.
type Reply struct {
	Kind    ReplyKind  `json:"kind"`
	To      int64      `json:"to,omitempty"`    // user id; 0 is the person who spoke
	Lead    string     `json:"lead,omitempty"`  // the echo of what was just recorded
	Title   string     `json:"title,omitempty"` // e.g. 【预算收支 · 3/24】年中追加金额
	Text    string     `json:"text,omitempty"`
	Buttons [][]Button `json:"buttons,omitempty"` // none removes the buttons of an edited message
	// Prompt marks the message as the live one, so that a later EditPrompt finds it. The one before
	// loses its buttons.
	Prompt bool `json:"prompt,omitempty"`
	// Tidies marks an edit that closes what the next message goes on from. When there is no room for
	// both, the next message leads with what it says.
	Tidies bool `json:"tidies,omitempty"`
	// News is the one line that stands for a message that asks for nothing: it may wait a while
	// and be told together with others; empty for every other message.
	News string `json:"news,omitempty"`
	// Urgent marks a message that asks for something: it is sent at once, and takes along the
	// news that wait for the person.
	Urgent bool `json:"urgent,omitempty"`
}

// Button is an inline button: it says Data to the bot, at most 64 bytes, or has a tap copy a text,
// at most 256 characters.
type Button struct {
	Label string `json:"label"`
	Data  string `json:"data"`
	Copy  string `json:"copy,omitempty"`
	// Weight sets a button apart that decides something.
	Weight Weight `json:"weight,omitempty"`
}

// Weight says what a button decides.
type Weight string

// The weights; most buttons have none.
const (
	Advances Weight = "advances" // what one has worked towards: 送审, 审核通过
	Undoes   Weight = "undoes"   // what cannot be taken back by a tap: 退出, 移出
)

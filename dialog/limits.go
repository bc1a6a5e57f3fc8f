package dialog

// Limits of what goes between a person and the conversation.
const (
	MaxMessage = 4096    // characters of a message; Telegram's clients cut longer ones into several
	MaxFile    = 2 << 20 // bytes of an uploaded file
	MaxFileMB  = MaxFile >> 20
)

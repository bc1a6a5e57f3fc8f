package sandbox

import "time"

// Limits of the Bot API as its documentation gives them. Texts and captions are counted in UTF-16
// units after entities parsing, as clients and servers count them; other lengths in characters
// (Unicode code points) unless a name says bytes.
const (
	MaxText             = 4096 // sendMessage, editMessageText: text
	MaxCaption          = 1024 // sendDocument, sendPhoto: caption
	MaxCallbackBytes    = 64   // InlineKeyboardButton: callback_data, in bytes
	MaxAnswer           = 200  // answerCallbackQuery: text
	MaxCopyText         = 256  // CopyTextButton: text
	MaxPlaceholder      = 64   // ForceReply: input_field_placeholder
	MaxButtons          = 100  // buttons of one inline keyboard
	MaxButtonsPerRow    = 8    // buttons side by side
	MaxCommands         = 100  // setMyCommands: commands of one scope
	MaxCommandName      = 32   // BotCommand: command
	MaxDescription      = 512  // setMyDescription
	MaxShortDescription = 120  // setMyShortDescription
	MaxCommandAbout     = 256  // BotCommand: description
	MaxBatch            = 100  // getUpdates: limit

	MaxUploadBytes   = 50 << 20 // sendDocument
	MaxPhotoBytes    = 10 << 20 // sendPhoto
	MaxDownloadBytes = 20 << 20 // getFile
)

// Times of the Bot API.
const (
	// maxPollTimeout is the longest a getUpdates call is held, whatever timeout it asks for.
	maxPollTimeout = 50 * time.Second
	// actionLifetime is how long a chat action is shown unless a message of the bot ends it.
	actionLifetime = 5 * time.Second
	// deleteAge is the age from which deleteMessage refuses a message.
	deleteAge = 48 * time.Hour
	// offsetSlack: an offset further than this past the next update's id is taken for a mistake,
	// and reading restarts at the head of the queue.
	offsetSlack = 10
)

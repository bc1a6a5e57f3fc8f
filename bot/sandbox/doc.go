// Package sandbox is a Telegram Bot API server on loopback together with a chat page in the
// browser. A bot talks to it exactly as it talks to Telegram; people talk to the bot through the
// page, or, in tests, through the Go methods of [User].
//
// The server keeps everything in memory. It is strict where Telegram is strict: the documented
// limits (text, caption, callback data, …), HTML parsing, unknown or twice answered queries,
// edits that change nothing and chats that were never started are refused with Telegram's own
// wording, so that a bot which works here is not surprised there. Where Telegram accepts
// something the sandbox does not imitate (reply keyboards, MarkdownV2, web apps, payments,
// groups) it answers 400 and says so rather than pretending.
//
// Sources: Bot API documentation (core.telegram.org/bots/api), and for the wording of errors the
// behaviour of the open-source Bot API server (github.com/tdlib/telegram-bot-api).
//
//	srv := sandbox.New(sandbox.Options{Users: []sandbox.Person{{ID: 1001, Name: "张敏", Role: "填报人"}}})
//	defer srv.Close()
//	web := httptest.NewServer(srv.Handler()) // give web.URL to the bot as its API address
//	person := srv.User(1001)
//	person.Command("start")
//	person.WaitFor(ctx, func(chat []sandbox.Message) bool { … })
package sandbox

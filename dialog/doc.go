// Package dialog holds the words of the conversation: keys and answers, evaluations and members,
// sessions, what comes in (Input), what goes out (Reply, Button, Effect), where a unit stands. The
// packages below it speak in these words; it knows none of them, no Telegram and no Redis.
package dialog

package bot

import (
	"strings"
	"unicode"
)

// maxCommand is the longest name of a command (Bot API, BotCommand).
const maxCommand = 32

// command reads "/name@bot argument". The slash may be the full-width one of Chinese keyboards,
// the name in any case; a slash before anything else, as in "/无", is text.
func command(text string) (name, argument string, ok bool) {
	text = strings.TrimSpace(text)
	rest, ok := strings.CutPrefix(text, "/")
	if !ok {
		rest, ok = strings.CutPrefix(text, "／")
	}
	if !ok {
		return "", "", false
	}
	word, argument := rest, ""
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		word, argument = rest[:i], strings.TrimSpace(rest[i:])
	}
	name, _, _ = strings.Cut(word, "@")
	if name == "" || len(name) > maxCommand || strings.Trim(name, commandLetters) != "" {
		return "", "", false
	}
	return strings.ToLower(name), argument, true
}

const commandLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

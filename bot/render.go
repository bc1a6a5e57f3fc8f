package bot

import (
	"html"
	"strings"
	"unicode"

	"ziping/dialog"
)

// maxText is Telegram's limit for a message after its markup was read (Bot API, sendMessage). It
// is counted in UTF-16 units, as entities are; that is never fewer than the characters.
const maxText = dialog.MaxMessage

// piece is a message's text before markup: its title is bold.
type piece struct {
	text       string
	bold, thin int // bytes of text between which it is bold
}

// html is the only place where text becomes markup.
func (p piece) html() string {
	if p.bold >= p.thin {
		return html.EscapeString(p.text)
	}
	return html.EscapeString(p.text[:p.bold]) + "<b>" + html.EscapeString(p.text[p.bold:p.thin]) + "</b>" +
		html.EscapeString(p.text[p.thin:])
}

// render makes a reply's messages: lead, bold title and text, in as many pieces as Telegram's
// limit asks for, none of them blank. A reply without any text gives none.
func render(r dialog.Reply) []piece {
	lead, title, text := clean(r.Lead), clean(r.Title), clean(r.Text)
	var b strings.Builder
	b.WriteString(lead)
	if lead != "" && title+text != "" {
		b.WriteString("\n\n")
	}
	whole := piece{bold: b.Len()}
	b.WriteString(title)
	whole.thin = b.Len()
	if title != "" && text != "" {
		b.WriteString("\n")
	}
	b.WriteString(text)
	whole.text = b.String()
	return whole.split(maxText)
}

// clean removes what Telegram refuses or would trim by itself: invalid UTF-8, control
// characters, blanks around the text.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.TrimSpace(s)
}

// split cuts a text into pieces of at most limit UTF-16 units, at the ends of paragraphs where
// there are any in the second half of a piece, else of lines, of sentences, else anywhere.
func (p piece) split(limit int) []piece {
	var pieces []piece
	for start := 0; start < len(p.text); {
		end := start + cut(p.text[start:], limit)
		if part := p.slice(start, end); part.text != "" {
			pieces = append(pieces, part)
		}
		start = end
	}
	return pieces
}

// slice is the part of a text between two bytes, without blanks around it.
func (p piece) slice(start, end int) piece {
	raw := p.text[start:end]
	left := len(raw) - len(strings.TrimLeftFunc(raw, unicode.IsSpace))
	text := strings.TrimSpace(raw)
	from := start + left
	return piece{
		text: text,
		bold: clamp(p.bold-from, len(text)),
		thin: clamp(p.thin-from, len(text)),
	}
}

func clamp(n, length int) int { return min(max(n, 0), length) }

// breaks are the places where a text may be cut, the better first. A cut comes after them.
var breaks = []string{"\n\n", "\n", "。", "；", "！", "？", "，", " "}

// cut is how many bytes of s the first piece takes.
func cut(s string, limit int) int {
	hard := prefix(s, limit)
	if hard == len(s) {
		return hard
	}
	half := hard / 2
	for _, mark := range breaks {
		if at := strings.LastIndex(s[:hard], mark); at >= half {
			return at + len(mark)
		}
	}
	return hard
}

// prefix is the length in bytes of the longest prefix of s of at most limit UTF-16 units. It is
// at least one character, so that cutting always ends.
func prefix(s string, limit int) int {
	units := 0
	for i, r := range s {
		units += unitsOf(r)
		if units > limit && i > 0 {
			return i
		}
	}
	return len(s)
}

// length is the length of s in UTF-16 units.
func length(s string) int {
	n := 0
	for _, r := range s {
		n += unitsOf(r)
	}
	return n
}

func unitsOf(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// shorten cuts s to at most limit UTF-16 units and shows by an ellipsis that it did.
func shorten(s string, limit int) string {
	if length(s) <= limit {
		return s
	}
	return s[:prefix(s, limit-1)] + "…"
}

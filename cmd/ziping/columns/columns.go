// Package columns lays text out for a terminal, where a Chinese character is two columns wide.
package columns

import "strings"

// Most is how many columns a line of help may have.
const Most = 80

// Pad fills s to the given width in columns, counting a Chinese character as two.
func Pad(s string, width int) string { return s + strings.Repeat(" ", max(0, width-Width(s))) }

// Width is how wide a text is on a terminal.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0x2e7f || strings.ContainsRune("“”‘’…—", r) {
			n++
		}
	}
	return n
}

// Write writes a text behind a head, in lines that fit; the lines after the first begin at indent.
func Write(b *strings.Builder, head, text string, indent int) {
	if Width(head) > indent {
		b.WriteString(head + "\n")
		head = strings.Repeat(" ", indent)
	}
	at := Width(head)
	b.WriteString(head)
	for _, piece := range pieces(text) {
		if w := Width(piece); at+Width(strings.TrimRight(piece, " ")) > Most && at > indent {
			b.WriteString("\n" + strings.Repeat(" ", indent))
			at = indent + w
		} else {
			at += w
		}
		b.WriteString(piece)
	}
	b.WriteString("\n")
}

// pieces are the parts of a text between which a line may end: after a blank, and around Chinese
// characters, but not before punctuation.
func pieces(text string) []string {
	const opening, closing = "（【“", "，。；：、）】”？！"
	var out []string
	for _, r := range text {
		n := len(out)
		chinese := r > 0x2e7f || strings.ContainsRune(closing, r)
		switch {
		case n > 0 && (strings.ContainsRune(closing, r) || ends(out[n-1], opening)), n > 0 && !chinese && out[n-1] != "" && !endsPiece(out[n-1]):
			out[n-1] += string(r)
		default:
			out = append(out, string(r))
		}
	}
	return out
}

// ends reports whether a piece ends with one of these characters.
func ends(piece, any string) bool {
	runes := []rune(piece)
	return strings.ContainsRune(any, runes[len(runes)-1])
}

// endsPiece reports whether a line may end behind a piece.
func endsPiece(piece string) bool {
	runes := []rune(piece)
	last := runes[len(runes)-1]
	return last == ' ' || last > 0x2e7f || last == '”'
}

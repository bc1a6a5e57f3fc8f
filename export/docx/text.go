package docx

import (
	"strings"
	"unicode/utf8"
)

// escaped makes a text safe inside an element or an attribute: what XML 1.0 does
// not allow is left out, tabs and line ends become blanks.
func escaped(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == '&':
			out.WriteString("&amp;")
		case r == '<':
			out.WriteString("&lt;")
		case r == '>':
			out.WriteString("&gt;")
		case r == '"':
			out.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r':
			out.WriteByte(' ')
		case allowed(r):
			out.WriteRune(r)
		}
	}
	return out.String()
}

// allowed reports whether r may occur in XML 1.0 (§2.2), without control characters
// that mean nothing in a text. Broken UTF-8 reads as the replacement character.
func allowed(r rune) bool {
	switch {
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return false
	case r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError:
		return false
	}
	return r <= 0xD7FF || r >= 0xE000 && r <= 0x10FFFF
}

// lines splits a text where its author broke it; each line is trimmed, empty ones
// are left out.
func lines(text string) []string {
	var out []string
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if line = strings.Trim(line, " \t\u3000"); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// run is a run of text. The hint makes ambiguous marks (“ ” … — ×) Chinese ones.
func run(text string) string {
	return `<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">` + escaped(text) + `</w:t></w:r>`
}

// broken is a run for each line, with line breaks between them.
func broken(parts []string) string {
	runs := make([]string, len(parts))
	for i, text := range parts {
		runs[i] = run(text)
	}
	return strings.Join(runs, `<w:r><w:br/></w:r>`)
}

// paragraph is a paragraph in a style, with further properties.
func paragraph(style, properties, content string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + properties + `</w:pPr>` + content + `</w:p>`
}

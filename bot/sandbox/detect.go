package sandbox

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	commandPattern = regexp.MustCompile(`/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]{3,32})?`)
	urlPattern     = regexp.MustCompile(`https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+`)
)

// addDetected adds what Telegram finds in a text by itself, here bot commands and web addresses,
// where no code or link is already.
func addDetected(text string, entities []Entity) []Entity {
	detect := func(kind string, spans [][]int) {
		for _, span := range spans {
			e := Entity{Type: kind, Offset: units(text[:span[0]]), Length: units(text[span[0]:span[1]])}
			if !slices.ContainsFunc(entities, e.collides) {
				entities = append(entities, e)
			}
		}
	}
	detect(entityURL, trimPunctuation(text, urlPattern.FindAllStringIndex(text, -1)))
	detect(entityCommand, slices.DeleteFunc(commandPattern.FindAllStringIndex(text, -1), func(span []int) bool {
		return !standsAlone(text, span[0], span[1])
	}))
	sortEntities(entities)
	return entities
}

// collides says whether a detected entity overlaps a given one that excludes it.
func (e Entity) collides(given Entity) bool {
	switch given.Type {
	case entityCode, entityPre, entityLink, entityURL, entityCommand:
		return e.Offset < given.Offset+given.Length && given.Offset < e.Offset+e.Length
	}
	return false
}

// standsAlone tells /start from a/b, and/or, 2023/12 and the like.
func standsAlone(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	boundary := func(r rune) bool {
		return r == utf8.RuneError || !(r == '/' || r == '<' || r == '.' || isWord(r))
	}
	return boundary(before) && (boundary(after) || after == '.' || after > utf8.RuneSelf)
}

// isWord is a character a command may not follow directly. Chinese needs no space before it.
func isWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'
}

// trimPunctuation leaves out the full stop or comma after an address.
func trimPunctuation(text string, spans [][]int) [][]int {
	for _, span := range spans {
		span[1] = span[0] + len(strings.TrimRight(text[span[0]:span[1]], ".,;:!?)'"))
	}
	return spans
}

// units is the length of a text in UTF-16 code units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16Len(r)
	}
	return n
}

var escapeHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// renderHTML writes formatting as the Bot API's HTML. Detected entities have no markup.
func renderHTML(text string, entities []Entity) string {
	opens, closes := map[int]string{}, map[int]string{}
	for _, e := range entities {
		open, end := htmlTags(e)
		if open == "" {
			continue
		}
		opens[e.Offset] += open
		closes[e.Offset+e.Length] = end + closes[e.Offset+e.Length]
	}
	var b strings.Builder
	at := 0
	for _, r := range text {
		b.WriteString(closes[at])
		b.WriteString(opens[at])
		b.WriteString(escapeHTML.Replace(string(r)))
		at += utf16Len(r)
	}
	b.WriteString(closes[at])
	return b.String()
}

func htmlTags(e Entity) (open, end string) {
	quote := strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;")
	switch e.Type {
	case entityBold:
		return "<b>", "</b>"
	case entityItalic:
		return "<i>", "</i>"
	case entityUnderline:
		return "<u>", "</u>"
	case entityStrikethrough:
		return "<s>", "</s>"
	case entitySpoiler:
		return "<tg-spoiler>", "</tg-spoiler>"
	case entityCode:
		return "<code>", "</code>"
	case entityPre:
		if e.Language != "" {
			return `<pre><code class="language-` + quote.Replace(e.Language) + `">`, "</code></pre>"
		}
		return "<pre>", "</pre>"
	case entityLink:
		return `<a href="` + quote.Replace(e.URL) + `">`, "</a>"
	case entityQuote:
		return "<blockquote>", "</blockquote>"
	case entityLongQuote:
		return "<blockquote expandable>", "</blockquote>"
	}
	return "", ""
}

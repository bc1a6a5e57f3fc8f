package sandbox

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Entity is a formatted part of a text. Offset and Length count UTF-16 code units, as the Bot API
// and JavaScript do.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`      // text_link
	Language string `json:"language,omitempty"` // pre
}

// Types of entities this server produces.
const (
	entityBold          = "bold"
	entityItalic        = "italic"
	entityUnderline     = "underline"
	entityStrikethrough = "strikethrough"
	entitySpoiler       = "spoiler"
	entityCode          = "code"
	entityPre           = "pre"
	entityLink          = "text_link"
	entityQuote         = "blockquote"
	entityLongQuote     = "expandable_blockquote"
	entityCommand       = "bot_command"
	entityURL           = "url"
)

// builder collects text without markup and counts it in UTF-16 code units.
type builder struct {
	text  strings.Builder
	units int
}

// add appends a character the way Telegram cleans texts (TDLib, misc.cpp, clean_input_string):
// control characters and tabs become spaces; carriage returns, separators of lines and paragraphs,
// changes of direction, and three marks that draw lines through their neighbours go.
func (b *builder) add(r rune) {
	switch {
	case r == '\r', r >= '\u2028' && r <= '\u202e', r == '\u030a', r == '\u0333', r == '\u033f':
		return
	case r < ' ' && r != '\n':
		r = ' '
	}
	b.text.WriteRune(r)
	b.units += utf16Len(r)
}

func utf16Len(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// formatted is a text with its entities, cleaned and trimmed.
type formatted struct {
	text     string
	entities []Entity
}

// readText reads a text parameter with its parse_mode or explicit entities.
func readText(p params, textName, entitiesName string) (formatted, error) {
	raw := p.str(textName)
	var f formatted
	switch strings.ToLower(p.str("parse_mode")) {
	case "":
		var err error
		if f, err = readPlain(p, raw, entitiesName); err != nil {
			return f, err
		}
	case "html":
		text, entities, err := parseHTML(raw)
		if err != nil {
			return f, err
		}
		f = formatted{text, entities}
	case "markdown", "markdownv2":
		return f, badRequest("parse_mode %s is not supported by the sandbox, use HTML", p.str("parse_mode"))
	default:
		return f, badRequest("unsupported parse_mode")
	}
	f = f.trim()
	f.entities = addDetected(f.text, f.entities)
	return f, nil
}

func readPlain(p params, raw, entitiesName string) (formatted, error) {
	var b builder
	for _, r := range raw {
		b.add(r)
	}
	f := formatted{text: b.text.String()}
	if _, err := p.decode(entitiesName, &f.entities); err != nil {
		return f, err
	}
	for _, e := range f.entities {
		if e.Type == "" || e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > b.units {
			return f, badRequest("entity beginning at UTF-16 offset %d is invalid", e.Offset)
		}
	}
	sortEntities(f.entities)
	return f, nil
}

// plain is a person's text: cleaned, with commands and addresses detected.
func plain(text string) formatted {
	var b builder
	for _, r := range text {
		b.add(r)
	}
	f := formatted{text: b.text.String()}.trim()
	f.entities = addDetected(f.text, nil)
	return f
}

// trim removes spaces and line breaks at both ends, as Telegram does, and moves the entities along.
// A text that shows nothing becomes empty.
func (f formatted) trim() formatted {
	const blanks = " \n"
	if strings.TrimFunc(f.text, showsNothing) == "" {
		return formatted{}
	}
	left := strings.TrimLeft(f.text, blanks)
	cut := units(f.text[:len(f.text)-len(left)])
	text := strings.TrimRight(left, blanks)
	end := units(text)
	kept := f.entities[:0]
	for _, e := range f.entities {
		from, to := max(0, e.Offset-cut), min(end, e.Offset+e.Length-cut)
		if from < to {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	return formatted{text, kept}
}

// showsNothing reports whether a character leaves no mark: blanks of every width, joiners, marks of
// direction, and those that stand for nothing (TDLib, misc.cpp, is_empty_string).
func showsNothing(r rune) bool {
	switch r {
	case '\u180e', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u202e', '\u2800', '\ufeff', '\ufffc':
		return true
	}
	return unicode.IsSpace(r) || r >= 0xE0000 && r <= 0xE007F
}

// length is in UTF-16 units, as the limits of texts and captions are.
func (f formatted) length() int { return units(f.text) }

// equal compares text and formatting.
func (f formatted) equal(text string, entities []Entity) bool {
	return f.text == text && slices.Equal(f.entities, entities)
}

// sortEntities puts outer entities before inner ones.
func sortEntities(entities []Entity) {
	slices.SortStableFunc(entities, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
}

package sandbox

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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

// add appends a character the way Telegram cleans texts: carriage returns go, other control
// characters become spaces.
func (b *builder) add(r rune) {
	switch {
	case r == '\r':
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

// trim removes white space at both ends and moves the entities along.
func (f formatted) trim() formatted {
	left := strings.TrimLeftFunc(f.text, unicode.IsSpace)
	cut := 0
	for _, r := range f.text[:len(f.text)-len(left)] {
		cut += utf16Len(r)
	}
	text := strings.TrimRightFunc(left, unicode.IsSpace)
	end := 0
	for _, r := range text {
		end += utf16Len(r)
	}
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

// length is in characters, as the limits are.
func (f formatted) length() int { return utf8.RuneCountInString(f.text) }

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

package sandbox

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tagTypes are the HTML tags of the Bot API ("HTML style") and what they mean. span and pre/code
// pairs are treated apart.
var tagTypes = map[string]string{
	"b": entityBold, "strong": entityBold,
	"i": entityItalic, "em": entityItalic,
	"u": entityUnderline, "ins": entityUnderline,
	"s": entityStrikethrough, "strike": entityStrikethrough, "del": entityStrikethrough,
	"tg-spoiler": entitySpoiler, "span": entitySpoiler,
	"code": entityCode, "pre": entityPre,
	"a":          entityLink,
	"blockquote": entityQuote,
}

// openTag is a tag that awaits its end.
type openTag struct {
	name   string
	entity Entity // Length still open
	order  int    // place in entities, kept so that outer comes before inner
}

// wrongMarkup is Telegram's answer to a text it cannot parse.
func wrongMarkup(format string, args ...any) error {
	return badRequest("can't parse entities: "+format, args...)
}

// htmlParser reads the Bot API's HTML as strictly as Telegram does. Offsets in its errors are in
// bytes of the source.
type htmlParser struct {
	src      string
	at       int
	out      builder
	stack    []openTag
	entities []Entity
}

// parseHTML separates text and formatting.
func parseHTML(src string) (string, []Entity, error) {
	p := &htmlParser{src: src}
	for p.at < len(src) {
		var err error
		switch {
		case src[p.at] == '&':
			p.out.add(p.character())
		case strings.HasPrefix(src[p.at:], "</"):
			err = p.endTag()
		case src[p.at] == '<':
			err = p.startTag()
		default:
			r, size := utf8.DecodeRuneInString(src[p.at:])
			p.out.add(r)
			p.at += size
		}
		if err != nil {
			return "", nil, err
		}
	}
	if n := len(p.stack); n > 0 {
		return "", nil, wrongMarkup("Can't find end tag corresponding to start tag \"%s\"", p.stack[n-1].name)
	}
	entities := p.entities[:0]
	for _, e := range p.entities {
		if e.Length > 0 && e.Type != "" {
			entities = append(entities, e)
		}
	}
	sortEntities(entities)
	return p.out.text.String(), entities, nil
}

// character reads an HTML character reference: the four named ones and numbers. Anything else is
// an ordinary ampersand.
func (p *htmlParser) character() rune {
	rest := p.src[p.at:]
	for name, r := range map[string]rune{"&lt;": '<', "&gt;": '>', "&amp;": '&', "&quot;": '"'} {
		if strings.HasPrefix(rest, name) {
			p.at += len(name)
			return r
		}
	}
	if r, size := numericReference(rest); size > 0 {
		p.at += size
		return r
	}
	p.at++
	return '&'
}

// numericReference reads &#123; or &#x1f;; size 0 means there is none.
func numericReference(s string) (r rune, size int) {
	digits, ok := strings.CutPrefix(s, "&#")
	if !ok {
		return 0, 0
	}
	base := 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	end := strings.IndexByte(digits, ';')
	if end < 1 || end > 8 {
		return 0, 0
	}
	n, err := strconv.ParseUint(digits[:end], base, 32)
	if err != nil || n == 0 || !utf8.ValidRune(rune(n)) {
		return 0, 0
	}
	return rune(n), len(s) - len(digits) + end + 1
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0 || c == '\v'
}

// skip advances over bytes that match.
func (p *htmlParser) skip(match func(byte) bool) string {
	from := p.at
	for p.at < len(p.src) && match(p.src[p.at]) {
		p.at++
	}
	return p.src[from:p.at]
}

func (p *htmlParser) startTag() error {
	begin := p.at
	p.at++
	name := strings.ToLower(p.skip(func(c byte) bool { return !isSpace(c) && c != '>' }))
	kind, ok := tagTypes[name]
	if !ok {
		return wrongMarkup("Unsupported start tag \"%s\" at byte offset %d", name, begin)
	}
	attributes, err := p.attributes(name, begin)
	if err != nil {
		return err
	}
	e := Entity{Type: kind, Offset: p.out.units}
	switch name {
	case "a":
		e.URL = linkTarget(attributes["href"])
		if e.URL == "" {
			e.Type = ""
		}
	case "span":
		if attributes["class"] != "tg-spoiler" {
			return wrongMarkup("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
		}
	case "blockquote":
		if _, long := attributes["expandable"]; long {
			e.Type = entityLongQuote
		}
	case "code":
		p.nameLanguage(&e, attributes["class"])
	}
	p.stack = append(p.stack, openTag{name: name, entity: e, order: len(p.entities)})
	p.entities = append(p.entities, Entity{})
	return nil
}

// nameLanguage turns <pre><code class="language-x"> into a pre with a language.
func (p *htmlParser) nameLanguage(e *Entity, class string) {
	language, ok := strings.CutPrefix(class, "language-")
	n := len(p.stack)
	if !ok || n == 0 || p.stack[n-1].name != "pre" || p.stack[n-1].entity.Offset != e.Offset {
		return
	}
	p.stack[n-1].entity.Language = language
	e.Type = ""
}

// attributes reads the rest of a start tag.
func (p *htmlParser) attributes(tag string, begin int) (map[string]string, error) {
	found := map[string]string{}
	for {
		p.skip(isSpace)
		if p.at == len(p.src) {
			return nil, wrongMarkup("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
		}
		if p.src[p.at] == '>' {
			p.at++
			return found, nil
		}
		name := strings.ToLower(p.skip(func(c byte) bool { return !isSpace(c) && c != '=' && c != '>' }))
		if name == "" {
			return nil, wrongMarkup("Empty attribute name in the tag \"%s\" at byte offset %d", tag, begin)
		}
		p.skip(isSpace)
		value := ""
		if p.at < len(p.src) && p.src[p.at] == '=' {
			p.at++
			p.skip(isSpace)
			var err error
			if value, err = p.attributeValue(tag, begin); err != nil {
				return nil, err
			}
		}
		found[name] = value
	}
}

// attributeValue is quoted, or a bare word of letters, digits, dots and dashes.
func (p *htmlParser) attributeValue(tag string, begin int) (string, error) {
	unclosed := wrongMarkup("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
	if p.at == len(p.src) {
		return "", unclosed
	}
	quote := p.src[p.at]
	if quote != '"' && quote != '\'' {
		word := p.skip(func(c byte) bool {
			return c == '.' || c == '-' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
		})
		if p.at < len(p.src) && !isSpace(p.src[p.at]) && p.src[p.at] != '>' {
			return "", wrongMarkup("Unexpected end of name token at byte offset %d", p.at)
		}
		return word, nil
	}
	p.at++
	var value strings.Builder
	for p.at < len(p.src) && p.src[p.at] != quote {
		if p.src[p.at] == '&' {
			value.WriteRune(p.character())
			continue
		}
		value.WriteByte(p.src[p.at])
		p.at++
	}
	if p.at == len(p.src) {
		return "", unclosed
	}
	p.at++
	return value.String(), nil
}

func (p *htmlParser) endTag() error {
	begin := p.at
	n := len(p.stack)
	if n == 0 {
		return wrongMarkup("Unexpected end tag at byte offset %d", begin)
	}
	p.at += len("</")
	name := strings.ToLower(p.skip(func(c byte) bool { return !isSpace(c) && c != '>' }))
	p.skip(isSpace)
	if p.at == len(p.src) || p.src[p.at] != '>' {
		return wrongMarkup("Unclosed end tag at byte offset %d", begin)
	}
	p.at++
	tag := p.stack[n-1]
	if name != tag.name {
		return wrongMarkup("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.stack = p.stack[:n-1]
	tag.entity.Length = p.out.units - tag.entity.Offset
	p.entities[tag.order] = tag.entity
	return nil
}

// linkTarget is the address of a link, or empty when Telegram would show plain text instead.
func linkTarget(href string) string {
	if href == "" {
		return ""
	}
	if !strings.Contains(href, "://") {
		href = "http://" + href
	}
	u, err := url.Parse(href)
	if err != nil || u.Host == "" {
		return ""
	}
	switch u.Scheme {
	case "http", "https", "tg":
		return u.String()
	}
	return ""
}

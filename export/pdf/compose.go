package pdf

import (
	"strconv"
	"strings"

	"ziping/export/document"
	"ziping/export/fonts"
)

var (
	bodyStyle   = style{role: fonts.Body, size: sizeBody, tracking: bodyTracking}
	titleStyle  = style{role: fonts.Title, size: sizeTitle}
	kaiStyle    = style{role: fonts.Kai, size: sizeBody, tracking: bodyTracking}
	heiStyle    = style{role: fonts.Hei, size: sizeBody, tracking: bodyTracking}
	noticeStyle = style{role: fonts.Song, size: sizeTable}
)

// headingStyles are those of GB/T 9704-2012 §7.3.3, by level.
var headingStyles = [5]style{1: heiStyle, 2: kaiStyle, 3: bodyStyle, 4: bodyStyle}

// composer turns the blocks of a document into boxes.
type composer struct {
	shaper  *shaper
	breaker breaker
	tally   *tally
	boxes   []box
	// root is the document's structure, of the element that is being set.
	root, of *element
	// scratch is memory for a text that is only measured.
	scratch []*glyph
	// area is the frame of the pages being composed.
	area frame
	// depth is the outline level of the last bookmark; levels may not jump.
	depth int
}

func newComposer(set *fonts.Set, t *tally) *composer {
	return &composer{shaper: newShaper(set, t), tally: t, area: upright, root: &element{kind: kindDocument}}
}

func (c *composer) compose(doc *document.Document) []box {
	c.depth = -1
	if doc.Cover == nil && strings.TrimSpace(doc.Title) != "" { // under a cover the title begins the page
		c.add(box{height: linePitch})
	}
	c.title(doc.Title, true)
	signed := doc.Signature == nil
	end := func() {
		if !signed {
			signed = true
			c.signature(doc)
		}
	}
	items := document.Items(doc.Blocks)
	for i, item := range items {
		switch b := item.Block.(type) {
		case document.Heading:
			c.heading(item.Label, b)
		case document.Paragraph:
			c.paragraphs(b)
		case document.Notice:
			c.notice(b, i+1 < len(items) && isNotice(items[i+1].Block))
		case document.Table:
			c.table(b, c.notesHeight(items[i+1:]))
		case document.Figure:
			c.figure(b)
		case document.PageBreak:
			c.add(box{newPage: true, turned: c.area == sideways, free: true})
		case document.Attachment:
			end()
			c.area = upright
			if b.Wide {
				c.area = sideways
			}
			c.attachment(item.Label, b)
			if !tableFollows(items[i+1:]) {
				c.blankLine(true)
			}
		}
	}
	end()
	return c.boxes
}

// add adds boxes of the element that is being set.
func (c *composer) add(b ...box) {
	for i := range b {
		b[i].of = c.of
	}
	c.boxes = append(c.boxes, b...)
}

// begin begins an element of the document.
func (c *composer) begin(kind string) *element {
	c.of = c.root.child(kind)
	return c.of
}

// blankLine is an empty line of the grid.
func (c *composer) blankLine(keep bool) {
	c.add(box{height: linePitch, blank: true, keep: keep})
}

// typeset breaks a text into lines.
func (c *composer) typeset(st style, text string, m measure) []line {
	c.breaker.load(c.shaper.shape(st, text), st.size)
	lines := c.breaker.lines(m)
	centre := c.shaper.set.Face(st.role).Centre() * st.size
	for i := range lines {
		lines[i].centre = centre
	}
	return lines
}

// single sets a text on one line, however long it is.
func (c *composer) single(st style, text string) line {
	lines := c.typeset(st, text, measure{first: 1e9, rest: 1e9})
	if len(lines) == 0 {
		return line{size: st.size}
	}
	return lines[0]
}

// bodyLines adds the lines of a paragraph. The first and the last line never
// stand alone on a page (孤行不成页).
func (c *composer) bodyLines(lines []line, indent float64, keepNext bool, mark *bookmark) {
	for i, l := range lines {
		x := c.area.left
		if i == 0 {
			x += indent
		}
		keep := i+1 < len(lines) && (i == 0 || i == len(lines)-2) || i == len(lines)-1 && keepNext
		atStart := i == 0
		c.add(box{height: linePitch, keep: keep, text: mark == nil, heading: mark != nil, draw: func(p *page, top float64) {
			p.text(x, top+l.size/2, l)
			if atStart && mark != nil {
				m := *mark
				m.y = top
				p.bookmarks = append(p.bookmarks, m)
			}
		}})
	}
}

func (c *composer) paragraphs(b document.Paragraph) {
	for part := range strings.SplitSeq(c.tally.clean(b.Text), "\n") {
		if part = strings.Trim(part, " \u3000"); part == "" {
			continue
		}
		c.begin(kindParagraph)
		indent := float64(indentCharacters) * cell
		if b.Flush {
			indent = 0
		}
		m := measure{first: c.area.width - indent, rest: c.area.width, justify: true}
		c.bodyLines(c.typeset(bodyStyle, part, m), indent, false, nil)
	}
}

func (c *composer) heading(label string, b document.Heading) {
	c.begin(kindHeading + strconv.Itoa(b.Level))
	text := label + c.flat(b.Text)
	mark := c.bookmark(text, b.Level-1)
	indent := float64(indentCharacters) * cell
	m := measure{first: c.area.width - indent, rest: c.area.width, justify: true}
	c.bodyLines(c.typeset(headingStyles[b.Level], text, m), indent, true, mark)
}

// bookmark makes an outline entry no more than one level below the last.
func (c *composer) bookmark(text string, level int) *bookmark {
	c.depth = min(level, c.depth+1)
	return &bookmark{text: text, level: c.depth}
}

// flat cleans a text that has to stay on one line.
func (c *composer) flat(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(c.tally.clean(text), "\n", ""))
}

func isNotice(b document.Block) bool {
	_, ok := b.(document.Notice)
	return ok
}

// mostNotes is how much of a page the notes under a table may take and still be kept with its end.
const mostNotes = 0.25

// notesHeight is about how much the notes that follow a table take: it is not left without them.
// Long ones may stand by themselves.
func (c *composer) notesHeight(items []document.Item) float64 {
	perLine := int(c.area.width / sizeTable)
	sum := 0.0
	for _, item := range items {
		b, ok := item.Block.(document.Notice)
		if !ok {
			break
		}
		sum += noticePitch * float64((len([]rune(b.Text))+2)/perLine+1)
	}
	if sum > mostNotes*c.area.height {
		return 0
	}
	return sum
}

// notice sets small print, indented by two of its own characters. Notices that
// follow each other stay on one page if it can hold them.
func (c *composer) notice(b document.Notice, keepNext bool) {
	for part := range strings.SplitSeq(c.tally.clean(b.Text), "\n") {
		c.begin(kindParagraph)
		indent := 2 * sizeTable
		m := measure{first: c.area.width - indent, rest: c.area.width, justify: true}
		for i, l := range c.typeset(noticeStyle, strings.TrimSpace(part), m) {
			x := c.area.left
			if i == 0 {
				x += indent
			}
			c.add(box{height: noticePitch, free: true, keep: keepNext, draw: func(p *page, top float64) {
				p.text(x, top+noticePitch/2, l)
			}})
		}
	}
}

// title is centred, with an empty line before (the report's own title) and
// after it.
func (c *composer) title(text string, own bool) {
	lines := c.titleLines(titleStyle, c.tally.clean(text))
	if len(lines) == 0 {
		return
	}
	if own {
		c.begin(kindTitle)
	} else {
		c.begin(kindHeading + "1")
	}
	area := c.area
	for _, l := range lines {
		c.add(box{height: titlePitch, keep: true, free: true, draw: func(p *page, top float64) {
			p.text(area.left+(area.width-l.width)/2, top+titlePitch/2, l)
		}})
	}
	if own {
		c.add(box{height: linePitch, keep: true})
	}
}

// tableFollows reports whether a table, which has space above it, or another attachment is next.
func tableFollows(items []document.Item) bool {
	if len(items) == 0 {
		return true
	}
	switch items[0].Block.(type) {
	case document.Table, document.Attachment:
		return true
	}
	return false
}

// attachment starts a page: its label at the left in 黑体, its title centred on
// the third line (§7.3.7).
func (c *composer) attachment(label string, b document.Attachment) {
	text := strings.TrimPrefix(label+"　"+c.flat(b.Title), "　")
	mark := c.bookmark(text, 0)
	l := c.single(heiStyle, label)
	c.begin(kindParagraph)
	c.add(box{height: linePitch, keep: true, newPage: true, turned: c.area == sideways, draw: func(p *page, top float64) {
		p.text(areaLeft, top+l.size/2, l)
		m := *mark
		m.y = top
		p.bookmarks = append(p.bookmarks, m)
	}}, box{height: linePitch, keep: true})
	c.title(b.Title, false)
}

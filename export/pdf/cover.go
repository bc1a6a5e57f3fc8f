package pdf

import (
	"strings"

	"ziping/export/document"
	"ziping/export/document/official"
	"ziping/export/fonts"
)

// Measures of the cover in points.
const (
	sizeCoverTitle  = official.SizeCover
	coverTitlePitch = official.CoverTitlePitch
	coverIndent     = 50.0 // of the entries on both sides
	entryPitch      = 40.0
	// ruleDrop is how far the rule of an entry lies under the middle of its text.
	ruleDrop  = sizeBody/2 + 3
	ruleEntry = 0.75
	// entryLines is how many lines a value should have; a longer one is given
	// the width of the type area, then smaller type.
	entryLines = 2
	// labelShare is the part of the entries' width that labels may take.
	labelShare = 0.45
	// What the texts of a cover leave of the page is shared out among the space
	// above the title, below it, and above the foot.
	shareTop, shareTitle, shareFoot = 0.3, 0.4, 0.3
)

// coverMark is the cover's entry in the outline.
const coverMark = "封面"

var (
	coverTitleStyle = style{role: fonts.Title, size: sizeCoverTitle}
	// valueStyles are those tried for the value of an entry, in this order.
	valueStyles = []style{bodyStyle, {role: fonts.Body, size: sizePageNumber}, {role: fonts.Body, size: sizeCaption}}
)

// cover sets the 封面: the title in its upper part, under it the entries, each a
// label and a ruled line to be filled in, the foot at the end. It is one page
// unless its texts are too long for one.
func (c *composer) cover(doc *document.Document) []box {
	c.depth = -1
	mark := c.bookmark(coverMark, 0)
	var title, foot []box
	lines, pitch := c.coverTitle((&tally{}).clean(doc.Title)) // the page after it counts what is dropped
	c.begin(kindTitle)
	for _, l := range lines {
		title = append(title, c.centred(l, pitch))
	}
	entries := c.entries(doc.Cover.Entries)
	c.begin(kindParagraph)
	for _, l := range c.typeset(kaiStyle, c.flat(doc.Cover.Foot), measure{first: areaWidth, rest: areaWidth}) {
		foot = append(foot, c.centred(l, linePitch))
	}
	foot = append(foot, box{height: linePitch, blank: true, free: true})
	free := max(areaHeight-height(title)-height(entries)-height(foot), 0)
	boxes := []box{{height: free * shareTop, free: true, draw: func(p *page, top float64) {
		mark.y = top
		p.bookmarks = append(p.bookmarks, *mark)
	}}}
	boxes = append(append(boxes, title...), box{height: free * shareTitle, blank: true, free: true})
	boxes = append(append(boxes, entries...), box{height: free * shareFoot, blank: true, free: true})
	return append(boxes, foot...)
}

// coverTitle sets the title, in the size of the report's own where it would take
// too many lines in that of a cover.
func (c *composer) coverTitle(text string) ([]line, float64) {
	resume := c.uncounted()
	count := len(c.titleLines(coverTitleStyle, text))
	resume()
	if count > maxTitleLines {
		return c.titleLines(titleStyle, text), titlePitch
	}
	return c.titleLines(coverTitleStyle, text), coverTitlePitch
}

// centred is a line in the middle of the type area.
func (c *composer) centred(l line, pitch float64) box {
	return box{height: pitch, free: true, of: c.of, draw: func(p *page, top float64) {
		p.text(areaLeft+(areaWidth-l.width)/2, top+pitch/2, l)
	}}
}

// entries sets the entries of a cover, their labels spread to the same width.
func (c *composer) entries(entries []document.Entry) []box {
	left, width := areaLeft+coverIndent, areaWidth-2*coverIndent
	label := c.labelWidth(entries, labelShare*width)
	for _, e := range entries {
		if c.countLines(bodyStyle, e.Value, width-label-cell-cellPadX) > entryLines {
			left, width = areaLeft, areaWidth
		}
	}
	var boxes []box
	for _, e := range entries {
		boxes = append(boxes, c.entry(e, label, left, width)...)
	}
	return boxes
}

// entry sets one entry: as many lines as its label or its value has, a rule
// under each that is to be written on.
func (c *composer) entry(e document.Entry, label, left, width float64) []box {
	c.begin(kindParagraph)
	names, valueLeft := c.label(e.Label, label), left+label+cell
	room := left + width - valueLeft - cellPadX
	values := c.typeset(c.valueStyle(e.Value, room), c.flat(e.Value), measure{first: room, rest: room})
	var boxes []box
	for i := range max(len(names), len(values), 1) {
		pitch := linePitch
		if i == 0 {
			pitch = entryPitch
		}
		boxes = append(boxes, box{height: pitch, free: true, of: c.of, draw: func(p *page, top float64) {
			middle := top + pitch - ruleDrop - ruleEntry
			if i < len(names) {
				p.text(left, middle, names[i])
			}
			if i < len(values) {
				p.text(valueLeft+cellPadX, middle, values[i])
			}
			if i < max(len(values), 1) {
				p.rules = append(p.rules, rule{valueLeft, middle + ruleDrop, left + width, middle + ruleDrop, ruleEntry})
			}
		}})
	}
	return boxes
}

// labelWidth is that of the longest label, at most the given one.
func (c *composer) labelWidth(entries []document.Entry, most float64) float64 {
	wide := 0.0
	for _, e := range entries {
		for _, l := range c.trial(bodyStyle, bareLabel(e.Label), most) {
			wide = max(wide, l.width)
		}
	}
	return wide
}

// label sets a label with its colon; one that is shorter than the others is
// spread to their width, a longer one has several lines.
func (c *composer) label(text string, width float64) []line {
	text = c.flat(bareLabel(text))
	if text == "" {
		return nil
	}
	lines := c.typeset(bodyStyle, text, measure{first: width, rest: width})
	if len(lines) == 1 {
		lines[0].spread(width)
	}
	last, colon := &lines[len(lines)-1], c.single(bodyStyle, "：")
	last.at = append(last.at[:len(last.at):len(last.at)], max(width, last.width))
	last.glyphs = append(last.glyphs[:len(last.glyphs):len(last.glyphs)], colon.glyphs...)
	return lines
}

// bareLabel is a label without the colon it may have been typed with.
func bareLabel(text string) string { return strings.TrimRight(strings.TrimSpace(text), "：: ") }

// spread widens a line by even gaps, up to the end of its last character.
func (l *line) spread(width float64) {
	if len(l.glyphs) < 2 || l.width >= width {
		return
	}
	gap := (width - l.width) / float64(len(l.glyphs)-1)
	for i := range l.at {
		l.at[i] += float64(i) * gap
	}
	l.width = width
}

// valueStyle is the first with no more than entryLines lines, or else the one
// with the fewest.
func (c *composer) valueStyle(text string, width float64) style {
	best, fewest := valueStyles[0], 0
	for _, st := range valueStyles {
		count := c.countLines(st, text, width)
		if fewest == 0 || count < fewest {
			best, fewest = st, count
		}
		if count <= entryLines {
			break
		}
	}
	return best
}

func (c *composer) countLines(st style, text string, width float64) int {
	return len(c.trial(st, text, width))
}

// trial breaks a text that is not drawn, or not now.
func (c *composer) trial(st style, text string, width float64) []line {
	defer c.uncounted()()
	return c.typeset(st, c.flat(text), measure{first: width, rest: width})
}

// uncounted keeps characters that are only measured out of the report, until
// what it returns is called.
func (c *composer) uncounted() (resume func()) {
	counted := c.tally
	c.tally, c.shaper.measuring = newTally(), true
	return func() { c.tally, c.shaper.measuring = counted, false }
}

package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ziping/export/document"
)

// printed is the output of a template, its paragraphs told apart.
type printed struct {
	*composer
	outline    *outline
	printers   map[partOf]printer
	lines      []string
	paragraphs []*printedParagraph
	headings   []document.Block // in their order
	unused     []Paragraph      // of the clerk's texts
}

// printedParagraph is one paragraph of the output.
type printedParagraph struct {
	id       string // passage and variant; empty when it is not offered
	base     string // passage alone
	from, to int    // lines
	heading  int    // how many headings and attachments stand before it
	pieces   []piece
	words    string // the clerk's, when they are printed
	earlier  string // the clerk's, for another variant
}

// piece is a text of the template, as markup, or what an action printed.
type piece struct {
	part  partOf
	text  string
	name  string // of a figure; empty for text
	value bool
}

// markup is the output as document.Read takes it.
func (p *printed) markup() string {
	out := make([]string, len(p.lines))
	for i, line := range p.lines {
		out[i] = unmarked(line)
	}
	return strings.Join(out, "\n")
}

// split finds the paragraphs by the rules of document.Parse.
func (p *printed) split() {
	from := -1
	end := func(to int) {
		if from >= 0 {
			p.paragraph(from, to)
		}
		from = -1
	}
	for i, line := range p.lines {
		text := strings.TrimSpace(unmarked(line))
		if text == "" || strings.ContainsAny(text[:1], "#>@|") {
			end(i)
			p.headed(text)
		} else if from < 0 {
			from = i
		}
	}
	end(len(p.lines))
	p.settleIDs()
}

func (p *printed) headed(text string) {
	if !strings.HasPrefix(text, "##") && !strings.HasPrefix(text, markAttachment) && !strings.HasPrefix(text, markWideAttachment) {
		return
	}
	if _, blocks, err := document.Parse(text); err == nil {
		p.headings = append(p.headings, blocks...)
	}
}

func (p *printed) paragraph(from, to int) {
	q := &printedParagraph{from: from, to: to, heading: len(p.headings)}
	for _, line := range p.lines[from:to] {
		q.pieces = append(q.pieces, pieces(strings.TrimSpace(line))...)
	}
	if len(q.pieces) == 0 || token.MatchString(unmarked(p.lines[from])) {
		return
	}
	p.paragraphs = append(p.paragraphs, q)
	own := q.pieces[0].part.passage
	if own < 0 {
		return
	}
	passage := p.outline.passages[own]
	if passage.fixed || passage.repeated || passage.answer {
		return
	}
	var trace strings.Builder
	for _, piece := range q.pieces {
		if !piece.value && strings.Contains(piece.text, missingWord) {
			return // it stands in for an answer
		}
		if piece.part.passage != own && piece.part.passage >= 0 {
			trace.WriteString(p.outline.passages[piece.part.passage].id)
		}
		fmt.Fprintf(&trace, ".%d", piece.part.part)
	}
	sum := sha256.Sum256([]byte(trace.String()))
	q.base, q.id = passage.id, passage.id+"-"+shortHash(sum[:], 4)
	p.nameFigures(q)
}

// pieces cuts a line of the output at its marks.
func pieces(line string) []piece {
	var out []piece
	part := partOf{-1, 0}
	add := func(text string) {
		if text = unmarked(text); text != "" {
			out = append(out, piece{part: part, text: text})
		}
	}
	at := 0
	for _, m := range piecePattern.FindAllStringSubmatchIndex(line, -1) {
		add(line[at:m[0]])
		at = m[1]
		if m[2] >= 0 {
			part = partOf{digits(line[m[2]:m[3]]), digits(line[m[4]:m[5]])}
			continue
		}
		own := partOf{digits(line[m[6]:m[7]]), digits(line[m[8]:m[9]])}
		out = append(out, piece{part: own, text: line[m[10]:m[11]], value: true})
	}
	add(line[at:])
	return out
}

// digits is a number of the marks, which hold nothing but digits.
func digits(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return -1
	}
	return n
}

// nameFigures names the figures of a paragraph. The same figure has one name; different
// ones never share one, whatever they print today.
func (p *printed) nameFigures(q *printedParagraph) {
	taken := map[string]string{} // source by name
	for i := range q.pieces {
		piece := &q.pieces[i]
		if !piece.value {
			continue
		}
		printer := p.printers[piece.part]
		source := printer.source
		if printer.looped {
			source = fmt.Sprintf("%s in its row %d", source, i) // each row has its own
		}
		name := printer.name
		for n := 2; ; n++ {
			if other, ok := taken[name]; !ok || other == source {
				break
			}
			name = fmt.Sprintf("%s%d", printer.name, n)
		}
		taken[name], piece.name = source, name
	}
}

// settleIDs withdraws what cannot be offered: a passage that is printed twice, a paragraph
// that would not come back as it was.
func (p *printed) settleIDs() {
	count := map[string]int{}
	for _, q := range p.paragraphs {
		count[q.base]++
	}
	for _, q := range p.paragraphs {
		if q.id == "" {
			continue
		}
		back, err := p.filled(q, q.editable())
		if count[q.base] > 1 || err != nil || plainText(back) != plainText(q.markup()) {
			q.id = ""
		}
	}
}

// markup is the paragraph as the template has it, as markup.
func (q *printedParagraph) markup() string {
	var out strings.Builder
	for _, piece := range q.pieces {
		out.WriteString(piece.text)
	}
	return out.String()
}

// editable is the paragraph as the template has it, with its figures as 〔name〕.
func (q *printedParagraph) editable() string {
	var out strings.Builder
	for _, piece := range q.pieces {
		if piece.value {
			// A figure may be nothing at all: the mark stands for it all the same.
			out.WriteString("〔" + hold(piece.name) + "〕")
			continue
		}
		out.WriteString(piece.text)
	}
	return plainText(out.String())
}

// plainText is a paragraph's markup as text, its parts on lines of their own.
func plainText(markup string) string {
	_, blocks, err := document.Parse(markup)
	if err != nil {
		return markup
	}
	var lines []string
	for _, b := range blocks {
		if p, ok := b.(document.Paragraph); ok {
			lines = append(lines, p.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// reword puts the clerk's words in the place of the template's.
func (p *printed) reword() {
	left := map[string]string{}
	for id, text := range p.opt.Wording {
		left[id] = text
	}
	for _, q := range p.paragraphs {
		text, ok := left[q.id]
		if q.id == "" || !ok {
			continue
		}
		delete(left, q.id)
		markup, err := p.filled(q, text)
		if err == nil {
			err = fits(text)
		}
		if err != nil {
			p.unused = append(p.unused, Paragraph{ID: q.id, Heading: p.headingOf(q), Editable: text, Stale: err.Error()})
			continue
		}
		q.words = text
		p.lines[q.from] = markup
		for i := q.from + 1; i < q.to; i++ {
			p.lines[i] = ""
		}
	}
	p.leaveOver(left)
}

// leaveOver keeps the clerk's texts that are not printed under the present facts.
func (p *printed) leaveOver(left map[string]string) {
	for _, id := range slices.Sorted(func(yield func(string) bool) {
		for id := range left {
			if !yield(id) {
				return
			}
		}
	}) {
		stale := Paragraph{ID: id, Editable: left[id], Stale: "按现在的数据，报告里没有这一段"}
		for _, q := range p.paragraphs {
			if q.id != "" && strings.HasPrefix(id, q.base+"-") {
				q.earlier = cmp.Or(q.earlier, left[id])
				stale.Heading = p.headingOf(q)
				stale.Stale = "数据变了，这一段的写法已经不同，改写的文字暂不采用"
			}
		}
		p.unused = append(p.unused, stale)
	}
}

// headingOf says where a paragraph stands: the headings above it with their numbers.
func (p *printed) headingOf(q *printedParagraph) string {
	var path [5]string
	for _, item := range document.Items(p.headings)[:q.heading] {
		switch b := item.Block.(type) {
		case document.Heading:
			path[b.Level] = item.Label + b.Text
			clear(path[b.Level+1:])
		case document.Attachment:
			path = [5]string{item.Label + " " + b.Title}
		}
	}
	parts := slices.DeleteFunc(path[:], func(s string) bool { return s == "" })
	if len(parts) == 0 {
		return "开头"
	}
	return strings.Join(parts, " ")
}

// yearOnly matches what stands between the brackets of a document's number: 中发〔2018〕34号.
var yearOnly = regexp.MustCompile(`^[0-9]{4}$`)

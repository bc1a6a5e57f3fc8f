package pdf

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ziping/export/document"
	"ziping/export/document/official"
	"ziping/export/fonts"
)

// pageText is the text of a page in drawing order, without its number.
func pageText(p *page) string {
	var out strings.Builder
	for _, r := range p.runs {
		if r.y < areaBottom {
			for _, g := range r.glyphs {
				out.WriteRune(g.char)
			}
		}
	}
	return out.String()
}

func laidOut(t failer, set *fonts.Set, d *document.Document) []*page {
	pages, _ := layOut(d, set)
	for i, p := range pages {
		checkArea(t, i+1, p)
		if p.turned != nil {
			checkFrame(t, i+1, p.turned, sideways)
		}
	}
	return pages
}

// checkArea makes sure that nothing but the page number leaves the type area.
func checkArea(t failer, number int, p *page) { checkFrame(t, number, p, upright) }

func checkFrame(t failer, number int, p *page, area frame) {
	for _, r := range p.runs {
		last := len(r.glyphs) - 1
		right := r.x + float64(last)*r.tracking
		for i, g := range r.glyphs {
			if i < last {
				right += r.face.Advance(g.shown) * r.size
			} else {
				right += r.face.Advance(g.shown)*r.size - g.blankRight
			}
		}
		text := string(r.glyphs[0].char)
		if r.x < area.left-0.1 || right > area.right()+0.6 {
			t.Fatalf("page %d: %s… reaches from %.1f to %.1f", number, text, r.x, right)
		}
		if r.y-0.8*r.size < area.top-2 || r.y > area.bottom()+0.5 && r.size != sizePageNumber {
			t.Fatalf("page %d: %s… stands at %.1f", number, text, r.y)
		}
	}
	for _, l := range p.rules {
		if l.x1 < area.left-0.1 || l.x2 > area.right()+0.1 || l.y1 < area.top-0.1 || l.y2 > area.bottom()+0.6 {
			t.Fatalf("page %d: a rule leaves the type area: %+v", number, l)
		}
	}
}

func TestSampleStaysInTheTypeArea(t *testing.T) {
	laidOut(t, builtin(t), sampleDocument())
}

func TestBodyStandsOnTheGrid(t *testing.T) {
	long := strings.Repeat("绩效自评工作按照通知要求组织开展", 80)
	d := bodyOf(document.Paragraph{Text: long}, sampleProjects(7), document.Paragraph{Text: long})
	d.Title = ""
	pages := laidOut(t, builtin(t), d)
	lines := map[float64]bool{}
	for _, r := range pages[0].runs {
		if r.size == sizeBody {
			line := (r.y - pages[0].runs[0].y) / linePitch
			if math.Abs(line-math.Round(line)) > 0.01 {
				t.Errorf("a line stands %.2f lines under the first", line)
			}
			lines[math.Round(line)] = true
		}
	}
	if len(lines) != official.LinesPerPage {
		t.Errorf("page 1 has %d lines, want %d", len(lines), official.LinesPerPage)
	}
	if got := pages[0].runs[0].x - areaLeft; math.Abs(got-2*cell) > 0.01 {
		t.Errorf("indent of %.2f pt, want %.2f", got, 2*cell)
	}
	for _, p := range pages {
		for _, r := range p.runs {
			line := (r.y - pages[0].runs[0].y) / linePitch
			if r.size == sizeBody && math.Abs(line-math.Round(line)) > 0.01 {
				t.Errorf("text after a table is off the grid by %.2f lines", line)
			}
		}
	}
}

func TestPageNumbersFollowTheStandard(t *testing.T) {
	pages := laidOut(t, builtin(t), bodyOf(document.Paragraph{Text: strings.Repeat("绩效自评。", 500)}))
	for i, p := range pages {
		var text strings.Builder
		var number []run
		for _, r := range p.runs {
			if r.y > areaBottom {
				number = append(number, r)
				for _, g := range r.glyphs {
					text.WriteRune(g.char)
				}
			}
		}
		if want := fmt.Sprintf("—%d—", i+1); unspaced(text.String()) != want {
			t.Fatalf("page %d is numbered %q", i+1, text.String())
		}
		first, last := number[0], number[len(number)-1]
		box, _ := first.face.Box('—')
		if drop := first.y - box.Top*first.size - areaBottom; math.Abs(drop-7*official.Millimetre) > 0.01 {
			t.Errorf("the dash stands %.2f mm under the type area", drop/official.Millimetre)
		}
		edge := first.x - areaLeft
		if i%2 == 0 {
			edge = areaRight - last.x - last.glyphs[len(last.glyphs)-1].width
		}
		if math.Abs(edge-cell) > 0.01 {
			t.Errorf("page %d: number %.2f pt from the edge, want one character", i+1, edge)
		}
	}
}

// Text of every kind on several pages: headings never end a page, no line of
// a paragraph stands alone, nothing is lost.
func TestPagesAreTurnedWell(t *testing.T) {
	set := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		var blocks []document.Block
		var want strings.Builder
		for i := range rapid.IntRange(10, 40).Draw(t, "blocks") {
			if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
				blocks = append(blocks, document.Heading{Level: 1, Text: "标题"})
				continue
			}
			lines := rapid.IntRange(1, 9).Draw(t, "lines")
			text := string(rune('A'+i%26)) + strings.Repeat("文", 24+28*(lines-1)) + string(rune('a'+i%26))
			blocks = append(blocks, document.Paragraph{Text: text})
			want.WriteString(text)
		}
		d := bodyOf(blocks...)
		d.Title = ""
		var got strings.Builder
		pages := laidOut(t, set, d)
		for i, p := range pages {
			lines := textLines(p)
			for _, l := range lines {
				if !strings.Contains(l, "标题") {
					got.WriteString(l)
				}
			}
			if i+1 == len(pages) {
				continue
			}
			last, next := lines[len(lines)-1], textLines(pages[i+1])[0]
			first := last[0] >= 'A' && last[0] <= 'Z'
			end := next[len(next)-1] >= 'a' && next[len(next)-1] <= 'z'
			if strings.Contains(last, "标题") {
				t.Fatalf("a heading ends page %d", i+1)
			}
			if first && last[len(last)-1] > 'z' {
				t.Fatalf("page %d ends with the first line of a paragraph: %s", i+1, last)
			}
			if end && next[0] > 'Z' {
				t.Fatalf("page %d begins with the last line of a paragraph: %s", i+2, next)
			}
		}
		if got.String() != want.String() {
			t.Fatalf("text changed:\n%s\n%s", got.String(), want.String())
		}
	})
}

// textLines are the lines of a page by height, without its number.
func textLines(p *page) []string {
	var lines []string
	y := math.Inf(-1)
	for _, r := range p.runs {
		if r.y > areaBottom {
			continue
		}
		if math.Abs(r.y-y) > linePitch/2 {
			lines = append(lines, "")
			y = r.y
		}
		for _, g := range r.glyphs {
			lines[len(lines)-1] += string(g.char)
		}
	}
	return lines
}

func TestSignatureNeverStandsAlone(t *testing.T) {
	set := builtin(t)
	for n := 1; n <= official.LinesPerPage; n++ {
		d := bodyOf(document.Paragraph{Text: strings.Repeat("文", 26+28*(n-1))})
		d.Title = ""
		d.Signature = &document.Signature{Unit: "某镇人民政府", Date: "2024年3月5日", Sealed: true}
		pages := laidOut(t, set, d)
		last := textLines(pages[len(pages)-1])
		if !strings.Contains(last[0], "文") {
			t.Errorf("%d lines of text: the last page begins with %s", n, last[0])
		}
	}
}

func TestSignaturePlaces(t *testing.T) {
	unit, date := 6*cell, 5*cell
	if u, d := signaturePlaces(unit, date, false); math.Abs(areaRight-u-unit-2*cell) > 0.01 || math.Abs(d-u-2*cell) > 0.01 {
		t.Errorf("unsealed: unit at %.1f, date at %.1f", u, d)
	}
	if u, d := signaturePlaces(unit, 9*cell, false); math.Abs(areaRight-d-9*cell-2*cell) > 0.01 || math.Abs(d-u-2*cell) > 0.01 {
		t.Errorf("long date: unit at %.1f, date at %.1f", u, d)
	}
	if u, d := signaturePlaces(unit, date, true); math.Abs(areaRight-d-date-4*cell) > 0.01 || math.Abs(u+unit/2-d-date/2) > 0.01 {
		t.Errorf("sealed: unit at %.1f, date at %.1f", u, d)
	}
	if u, _ := signaturePlaces(30*cell, date, true); u != areaLeft {
		t.Errorf("a unit too long starts at %.1f", u)
	}
}

func TestAttachmentBeginsAPage(t *testing.T) {
	pages := laidOut(t, builtin(t), bodyOf(document.Paragraph{Text: "正文。"}, document.PageBreak{},
		document.Attachment{Title: "甲表"}, document.Paragraph{Text: "内容。"}, document.Attachment{Title: "乙表"}))
	if len(pages) != 3 {
		t.Fatalf("%d pages, want 3", len(pages))
	}
	label, title := pages[1].runs[0], run{}
	if pageText(pages[1]) != "附件1甲表内容。" || label.x != areaLeft {
		t.Errorf("page 2 is %s", pageText(pages[1]))
	}
	for _, r := range pages[1].runs {
		if r.size == sizeTitle {
			title = r
		}
	}
	if line := (title.y - label.y) / linePitch; line < 1.8 || line > 2.6 {
		t.Errorf("the title stands %.1f lines under the label", line)
	}
}

func TestTrailingPageBreakMakesNoEmptyPage(t *testing.T) {
	if pages := laidOut(t, builtin(t), bodyOf(document.Paragraph{Text: "正文。"}, document.PageBreak{}, document.PageBreak{})); len(pages) != 1 {
		t.Errorf("%d pages", len(pages))
	}
}

package pdf

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ziping/export/document"
)

// word is what pdftotext finds of a word, in points from the page's top left.
type word struct {
	left, top, right, bottom float64
	text                     string
}

var wordBox = regexp.MustCompile(`<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>`)

// words reads the words of each page of the written file back.
func words(t *testing.T, d *document.Document) [][]word {
	t.Helper()
	var pages [][]word
	for page := range strings.SplitSeq(read(t, d, "pdftotext", "-bbox-layout", "{}", "-"), "<page ") {
		var found []word
		for _, m := range wordBox.FindAllStringSubmatch(page, -1) {
			var at [4]float64
			for i := range at {
				number, err := strconv.ParseFloat(m[i+1], 64)
				if err != nil {
					t.Fatal(err)
				}
				at[i] = number
			}
			found = append(found, word{at[0], at[1], at[2], at[3], m[5]})
		}
		pages = append(pages, found)
	}
	return pages[1:]
}

// The distance of lines, the indent and the place of the page number, as a
// reader of the file sees them.
func TestGeometryOfTheFile(t *testing.T) {
	d := bodyOf(document.Paragraph{Text: strings.Repeat("绩效自评工作按照通知要求组织开展，", 60)})
	d.Title = ""
	for i, page := range words(t, d) {
		// The grid is the same on every page.
		first := page[0].top
		for _, w := range page {
			number := strings.Contains(w.text, "—") || w.top > areaBottom
			lines := (w.top - first) / linePitch
			switch {
			case number:
			case math.Abs(lines-math.Round(lines)) > 0.01:
				t.Errorf("page %d: %s stands %.3f lines under the first", i+1, w.text, lines)
			case w.left < areaLeft-0.5 || w.right > areaRight+sizeBody/2+1: // the blank half of a mark
				t.Errorf("page %d: %s reaches from %.1f to %.1f", i+1, w.text, w.left, w.right)
			}
		}
		if indent := page[0].left - areaLeft; i == 0 && math.Abs(indent-2*cell) > 0.5 {
			t.Errorf("the first line is indented by %.2f mm", indent/millimetre)
		}
		left, right := page[len(page)-1].left, page[len(page)-1].right
		for _, w := range page {
			if w.top > areaBottom {
				left, right = min(left, w.left), max(right, w.right)
			}
		}
		if i%2 == 0 && math.Abs(areaRight-right-cell) > 0.5 || i%2 == 1 && math.Abs(left-areaLeft-cell) > 0.5 {
			t.Errorf("page %d: its number reaches from %.1f to %.1f", i+1, left, right)
		}
	}
}

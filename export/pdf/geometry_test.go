package pdf

import (
	"image"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ziping/export/document"
	"ziping/export/document/official"
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
			t.Errorf("the first line is indented by %.2f mm", indent/official.Millimetre)
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

// TestPageNumberAsPrinted measures the ink of the page number: its dashes 269 mm
// from the top of the sheet, which is 7 mm under the type area, and a character
// from the type area's edge (GB/T 9704-2012 §7.5).
func TestPageNumberAsPrinted(t *testing.T) {
	const perMillimetre, tolerance = 10.0, 0.25
	d := bodyOf(document.Paragraph{Text: strings.Repeat("绩效自评。", 200)})
	for number, at := range map[int]struct{ edge, dash float64 }{1: {28 + 156 - 156.0/28, 28 + 156 - 156.0/28 - 2.5}, 2: {28 + 156.0/28, 28 + 156.0/28 + 2.5}} {
		base, page := filepath.Join(t.TempDir(), "page"), strconv.Itoa(number)
		read(t, d, "pdftoppm", "-gray", "-png", "-singlefile", "-r", "254", "-f", page, "-l", page, "{}", base)
		data, err := os.ReadFile(base + ".png")
		if err != nil {
			t.Fatal(err)
		}
		m := decode(t, data)
		left, right := ink(m, (37+225+2)*perMillimetre)
		side := right
		if number%2 == 0 {
			side = left
		}
		if got := float64(side) / perMillimetre; math.Abs(got-at.edge) > tolerance {
			t.Errorf("page %d: the number's ink ends at %.2f mm, want %.2f", number, got, at.edge)
		}
		if got := float64(firstInk(m, int(at.dash*perMillimetre), (37+225+2)*perMillimetre)) / perMillimetre; math.Abs(got-269) > tolerance {
			t.Errorf("page %d: the dash stands at %.2f mm", number, got)
		}
	}
}

// ink bounds, sideways, what is dark from a height on, in pixels.
func ink(m image.Image, from int) (left, right int) {
	left = math.MaxInt
	for y := from; y < m.Bounds().Dy(); y++ {
		for x := range m.Bounds().Dx() {
			if grey(m, x, y) < 128 {
				left, right = min(left, x), max(right, x+1)
			}
		}
	}
	return left, right
}

// firstInk is where a column of pixels is dark first, from a height on.
func firstInk(m image.Image, x, from int) int {
	for y := from; y < m.Bounds().Dy(); y++ {
		if grey(m, x, y) < 128 {
			return y
		}
	}
	return -1
}

package dialog

import (
	"regexp"
	"slices"
	"strings"
)

// Paragraph is a paragraph of the report that the staff may put into their own words.
type Paragraph struct {
	ID       string // short ASCII, at most 40 bytes; it stands in buttons
	Heading  string // where it stands in the report
	Text     string // as it prints now
	Editable string // the same with its figures as 〔marks〕
	Marks    []Mark // what the marks stand for
	Changed  bool   // somebody's own words are printed
	Earlier  string // own words for this place that were written under other facts; "" for none
	// Stale says why own words are not printed now; such paragraphs come last, with ID, Heading
	// (when known), Editable and Stale.
	Stale string
}

// Mark is a figure of a paragraph: its name, and what it prints today.
type Mark struct{ Name, Value string }

// PlaceWording is where the report's words are changed: Cursor.Key is the open paragraph, none
// for the list.
const PlaceWording Place = "wording"

// markPattern finds what may be a mark.
var markPattern = regexp.MustCompile(`[〔﹝]([^〔〕﹝﹞]+)[〕﹞]|[【\[［]([^【】\[\]［］]+)[】\]］]`)

// HasMarks reports whether words have figures in them that stay live. A year in 〔〕 is none, and
// other brackets hold a mark only when they hold a name of the paragraph.
func (p Paragraph) HasMarks(words string) bool {
	for _, m := range markPattern.FindAllStringSubmatch(words, -1) {
		named := slices.ContainsFunc(p.Marks, func(mark Mark) bool { return mark.Name == strings.TrimSpace(m[2]) })
		if named || m[1] != "" && !yearPattern.MatchString(m[1]) {
			return true
		}
	}
	return false
}

var yearPattern = regexp.MustCompile(`^\s*[0-9０-９]{4}\s*$`)

// ParagraphOf is the paragraph of that id.
func ParagraphOf(list []Paragraph, id string) (Paragraph, bool) {
	i := slices.IndexFunc(list, func(p Paragraph) bool { return p.ID == id })
	if i < 0 {
		return Paragraph{}, false
	}
	return list[i], true
}

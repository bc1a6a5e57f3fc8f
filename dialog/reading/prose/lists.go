package prose

import (
	"regexp"
	"strings"

	"ziping/scoring"
)

// officeLine is one paragraph of the list of offices: 1、党政综合办公室。负责……
var officeLine = regexp.MustCompile(`^(?:\d{1,2}[、.]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]+是)([^。：:，；]{2,24}?(?:办公室|办|队|中心|站|所|科|股|室|局|处|部|委|院))[。：:，](.{4,})$`)

// officeStart is where an office's line begins inside a paragraph: files whose lines were joined
// (a PDF's) have several in one.
var officeStart = regexp.MustCompile(`[。；](\d{1,2}[、.][^。：:，；]{2,24}?(?:办公室|办|队|中心|站|所|科|股|室|局|处|部|委|院)[。：:，])`)

// unjoined cuts a paragraph before each office that begins inside it.
func unjoined(p Paragraph) []Paragraph {
	var out []Paragraph
	at := 0
	if officeLine.MatchString(p.Text) {
		for _, m := range officeStart.FindAllStringSubmatchIndex(p.Text, -1) {
			out = append(out, Paragraph{Text: p.Text[at:m[2]], Place: p.Place})
			at = m[2]
		}
	}
	return append(out, Paragraph{Text: p.Text[at:], Place: p.Place})
}

// office takes a paragraph as one row of the list of offices.
func (r *reader) office(p Paragraph) bool {
	if _, asked := r.vocabulary.pack.Field("offices"); !asked {
		return false
	}
	m := officeLine.FindStringSubmatch(p.Text)
	if m == nil || len(figures(m[2])) > 0 {
		return false
	}
	r.offices++
	words := m[1]
	r.cell("offices", "name", r.offices, m[1], words, p.Place)
	r.cell("offices", "duties", r.offices, m[2], words, p.Place)
	return true
}

func (r *reader) cell(field, column string, row int, value, words, place string) {
	r.hits = append(r.hits, Hit{Field: field, Row: row, Column: column, Value: value, Words: words, Place: place})
}

// longestPost is the most runes of a kind of staff.
const longestPost = 10

// otherStaff takes a kind of staff that no question asks for (校车司机2人) where it stands among
// the others.
func (r *reader) otherStaff(s statement) bool {
	post := plain(s.label)
	if _, asked := r.vocabulary.pack.Field("other_staff"); !asked || s.figure.unit != "人" || s.inside ||
		strings.HasPrefix(post, "其中") || strings.HasPrefix(post, "含") || post == "" || len([]rune(post)) > longestPost || !r.amongStaff(s.place) || says(post) {
		return false
	}
	value, ok := s.figure.value(scoring.Count)
	if !ok {
		return false
	}
	r.others++
	r.cell("other_staff", "name", r.others, post, s.words, s.place)
	r.cell("other_staff", "count", r.others, value, s.words, s.place)
	return true
}

// amongStaff reports whether the hit before was a kind of staff, in the same paragraph.
func (r *reader) amongStaff(place string) bool {
	if len(r.hits) == 0 {
		return false
	}
	last := r.hits[len(r.hits)-1]
	if last.Place != place {
		return false
	}
	if last.Field == "other_staff" {
		return true
	}
	for _, n := range staffNames {
		if n.field == last.Field {
			return true
		}
	}
	return false
}

// longTexts are the questions whose text stands in a section of its own, by the words of its heading.
var longTexts = []struct{ field, heading string }{
	{"other_notes", "其他需要说明"},
	{"problems_general", "存在的问题"},
	{"problems_general", "存在问题"},
	{"problems_general", "主要问题"},
	{"achievements", "主要成效"},
	{"achievements", "工作成效"},
}

// lead-ins of paragraphs that are an answer of their own.
var leadIns = []struct{ field, words string }{
	{"achievements", "在职责履行方面，"},
}

func (r *reader) longText(p Paragraph) {
	for _, l := range leadIns {
		if rest, ok := strings.CutPrefix(p.Text, l.words); ok {
			r.text(l.field, rest, p.Place, l.words)
		}
	}
}

func (r *reader) text(field, value, place, words string) {
	if _, asked := r.vocabulary.pack.Field(field); asked {
		r.hits = append(r.hits, Hit{Field: field, Value: value, Words: words, Place: place})
	}
}

// endOfSection takes the section's paragraphs as the answer its heading names. Paragraphs that
// state points are the list of losses, not the general remarks.
func (r *reader) endOfSection() {
	for _, l := range longTexts {
		if !strings.Contains(r.heading, l.heading) {
			continue
		}
		var kept []string
		place := ""
		for _, p := range r.section {
			if l.field == "problems_general" && statesPoints(p.Text) {
				continue
			}
			if place == "" {
				place = p.Place
			}
			kept = append(kept, p.Text)
		}
		if len(kept) > 0 {
			r.text(l.field, strings.Join(kept, "\n"), place, r.heading)
		}
		return
	}
}

func statesPoints(text string) bool {
	for _, f := range figures(text) {
		if f.unit == "分" {
			return true
		}
	}
	return false
}

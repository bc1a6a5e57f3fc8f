package prose

import (
	"strings"

	"ziping/scoring"
)

// boundaries end the words that may name a figure.
const boundaries = "，。；、,;（）()！？《》"

// figuresOf takes the figures of one item, in their order.
func (r *reader) figuresOf(item, place string) {
	r.nameIndicator(item)
	found := figures(item)
	read := 0
	for i, f := range found {
		r.topics.read(plain(item[read:f.begin]))
		read = f.begin
		label := labelBefore(item, f, found[:i])
		s := statement{figure: f, label: label, words: passage(item, f, label), place: place, inside: inBrackets(item[:f.begin]), year: yearBefore(item[:f.begin])}
		if i+1 < len(found) {
			s.behind = item[f.end:found[i+1].begin]
		} else {
			s.behind = item[f.end:]
		}
		r.statement(s)
	}
	r.topics.read(plain(item[read:]))
}

// statement is one figure with the words that may name it.
type statement struct {
	figure figure
	label  string // from the boundary before it
	behind string // up to the next figure
	inside bool   // in brackets: a part of the figure before them
	year   int    // the year named last before it in the sentence; 0 for none
	words  string // to show
	place  string
}

func (r *reader) statement(s statement) {
	unit := s.figure.class()
	switch {
	case r.stated(s), r.rate(s, unit), r.answer(s, unit), r.otherStaff(s):
	case unit == money || unit == people || unit == percent || unit == points || r.soundsLike(s):
		r.unread = append(r.unread, Unread{Words: s.words, Place: s.place})
	}
}

// soundsLike reports words that name a question although the unit or what is spoken of does not fit.
func (r *reader) soundsLike(s statement) bool {
	if s.figure.unit == "" {
		return false
	}
	for _, n := range staffNames {
		if m, ok := match(s.label, []name{{field: n.field, words: n.words, units: ^class(0)}}, r.topics, s.figure.class()); ok {
			return m.words != ""
		}
	}
	return false
}

// ofAnotherYear reports a figure that stands behind the name of another year than the report's.
func (r *reader) ofAnotherYear(s statement) bool {
	return s.year != 0 && r.year != 0 && s.year != r.year
}

// rate takes a rate that the report states of itself.
func (r *reader) rate(s statement, unit class) bool {
	m, ok := match(s.label, r.vocabulary.rates, r.topics, unit)
	if !ok || r.ofAnotherYear(s) {
		return false
	}
	value, ok := s.figure.value(scoring.Rate)
	if ok {
		r.claims = append(r.claims, Claim{Kind: Rate, Code: m.name.field, Value: value, Words: s.words, Place: s.place})
	}
	return ok
}

// answer takes a figure that answers one of the pack's questions.
func (r *reader) answer(s statement, unit class) bool {
	m, ok := match(s.label, r.vocabulary.fields, r.topics, unit)
	if !ok {
		m, ok = r.countedBehind(s, unit)
	}
	if !ok {
		return r.partOfNothing(s)
	}
	value, ok := s.figure.value(r.vocabulary.kinds[m.name.field])
	if !ok {
		return false
	}
	if r.ofAnotherYear(s) {
		return false
	}
	r.hit(m.name.field, value, s)
	if m.name.opens != "" {
		r.topics[roster] = m.name.opens
	}
	if m.name.field == "projects_count" {
		r.sameAsEvaluated(s, value)
	}
	return true
}

func (r *reader) hit(field, value string, s statement) {
	r.hits = append(r.hits, Hit{Field: field, Value: value, Words: s.words, Place: s.place})
}

// countedBehind takes “27个项目”, where the name follows its figure. 追加8个项目 is of the added.
func (r *reader) countedBehind(s statement, unit class) (matched, bool) {
	if unit != things || !strings.HasPrefix(s.behind, "项目") {
		return matched{}, false
	}
	r.topics.read("项目")
	code := "projects_count"
	if strings.Contains(s.label, "追加") {
		code = "added_count"
	}
	for _, n := range r.vocabulary.fields {
		if n.field == code {
			return matched{n, "项目"}, true
		}
	}
	return matched{}, false
}

// partOfNothing takes totals that no question asks for but that say what the next figures are
// parts of: 专项转移支付 0 万元（包含中央 0 万元…）.
func (r *reader) partOfNothing(s statement) bool {
	label := plain(withoutFiller(s.label))
	return s.figure.class() == money && (strings.HasSuffix(label, "共同财政事权转移支付") || strings.HasSuffix(label, "专项转移支付"))
}

// sameAsEvaluated takes the promise of the fixed sentence: 与部门开展项目自评个数相同.
func (r *reader) sameAsEvaluated(s statement, value string) {
	if _, asked := r.vocabulary.kinds["projects_evaluated"]; !asked {
		return
	}
	if at := strings.Index(s.behind, "自评个数"); at >= 0 && sameWords(s.behind[at:]) {
		s.words += s.behind
		r.hit("projects_evaluated", value, s)
	}
}

func sameWords(s string) bool { return strings.Contains(s, "相同") || strings.Contains(s, "一致") }

// inBrackets reports an open bracket in the words before a figure.
func inBrackets(before string) bool {
	open := strings.LastIndexAny(before, "（(")
	return open >= 0 && !strings.ContainsAny(before[open:], "）)")
}

// labelBefore is what stands between the boundary and the figure.
func labelBefore(item string, f figure, earlier []figure) string {
	from := 0
	if len(earlier) > 0 {
		from = earlier[len(earlier)-1].end
	}
	before := item[from:f.begin]
	if at := strings.LastIndexAny(before, boundaries); at >= 0 {
		_, size := firstRune(before[at:])
		before = before[at+size:]
	}
	return before
}

func firstRune(s string) (rune, int) {
	for i, c := range s {
		if i > 0 {
			return 0, i
		}
		_ = c
	}
	return 0, len(s)
}

// mostShown is how many runes before a figure are shown with it.
const mostShown = 18

// passage is the figure with the words before it, to show where it was read.
func passage(item string, f figure, label string) string {
	words := []rune(label)
	if len(words) > mostShown {
		words = words[len(words)-mostShown:]
	}
	return string(words) + item[f.begin:f.end]
}

package dialog

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"ziping/scoring"
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

// wordingKey/<paragraph id> holds the staff's own words for a paragraph of the report. It belongs
// to no question.
const wordingKey Key = "wording"

// PlaceWording is where the report's words are changed: Cursor.Key is the open paragraph, none
// for the list.
const PlaceWording Place = "wording"

// actWording does what the option says with the paragraph that the key names; without a paragraph
// it shows the page of the list that the option names.
const actWording action = "W"

// What is done with a paragraph.
const (
	wordingOpen    = ""
	wordingRestore = "r" // back to the report's own words
	wordingEarlier = "u" // take the words written under other facts
	wordingMine    = "y" // yes, in the place of a colleague's words
)

// Wording are the own words for paragraphs of the report, by the paragraph's id.
func Wording(a Answers) map[string]string {
	words := map[string]string{}
	for key, answer := range a {
		if id, ok := strings.CutPrefix(string(key), string(wordingKey)+"/"); ok && answer.Value.State == scoring.Known {
			words[id] = answer.Value.Text
		}
	}
	return words
}

// Reworded are the answers with other words for a paragraph; no words are the report's own.
func Reworded(a Answers, id, words string) Answers {
	changed := make(Answers, len(a)+1)
	for key, answer := range a {
		changed[key] = answer
	}
	changed[wordingKey.child(id)] = Answer{Value: wordingValue(words)}
	return changed
}

func wordingValue(words string) scoring.Value {
	if words == "" {
		return scoring.Value{}
	}
	return scoring.Text(words)
}

// WordingWanted reports whether a step needs Input.Paragraphs.
func WordingWanted(s Session, in Input) bool {
	switch in.Kind {
	case TapInput:
		if b, ok := parseTap(in.Data); ok && b.action == actWording {
			return true
		}
	case CommandInput:
		if in.Command == "report" && asksForWording(in.Text) {
			return true
		}
	}
	return s.Cursor.Place == PlaceWording
}

// asksForWording reads the argument of /report.
func asksForWording(argument string) bool {
	return slices.Contains([]string{"文字", "改文字", "报告文字", "改报告文字"}, strings.TrimSpace(argument))
}

// WordingChange is the change of words that an input asks for: the paragraph and its new words,
// none for the report's own. In must have its Paragraphs. The step makes the change unless
// Input.Unfit says what is wrong with the words; Input.Rewritten are the paragraphs after it.
func WordingChange(s Session, in Input) (id, words string, ok bool) {
	if s.Who.Role != Staff || s.Evaluation.Status != Open && s.Evaluation.Status != "" {
		return "", "", false
	}
	if in.Kind == TextInput {
		id, open := s.Cursor.paragraph()
		words = strings.TrimSpace(in.Text)
		return id, words, open && words != ""
	}
	b, isTap := parseTap(in.Data)
	if in.Kind != TapInput || !isTap || b.action != actWording {
		return "", "", false
	}
	p, known := paragraphOf(in.Paragraphs, string(b.key))
	if !known {
		return "", "", false
	}
	switch b.option {
	case wordingRestore:
		return p.ID, "", true
	case wordingEarlier:
		return p.ID, p.Earlier, p.Earlier != ""
	case wordingMine:
		open, _ := s.Cursor.paragraph()
		return p.ID, s.Cursor.Typed, open == p.ID && s.Cursor.Typed != ""
	}
	return "", "", false
}

// paragraph is the id of the open paragraph, if there is one.
func (c Cursor) paragraph() (id string, open bool) {
	if c.Place != PlaceWording {
		return "", false
	}
	return strings.CutPrefix(string(c.Key), string(wordingKey)+"/")
}

func paragraphOf(list []Paragraph, id string) (Paragraph, bool) {
	i := slices.IndexFunc(list, func(p Paragraph) bool { return p.ID == id })
	if i < 0 {
		return Paragraph{}, false
	}
	return list[i], true
}

// markPattern finds what may be a mark.
var markPattern = regexp.MustCompile(`[〔﹝]([^〔〕﹝﹞]+)[〕﹞]|[【\[［]([^【】\[\]［］]+)[】\]］]`)

// hasMarks reports whether words have figures in them that stay live. A year in 〔〕 is none, and
// other brackets hold a mark only when they hold a name of the paragraph.
func (p Paragraph) hasMarks(words string) bool {
	for _, m := range markPattern.FindAllStringSubmatch(words, -1) {
		named := slices.ContainsFunc(p.Marks, func(mark Mark) bool { return mark.Name == strings.TrimSpace(m[2]) })
		if named || m[1] != "" && !yearPattern.MatchString(m[1]) {
			return true
		}
	}
	return false
}

var yearPattern = regexp.MustCompile(`^\s*[0-9０-９]{4}\s*$`)

// writeChangedWording lists paragraphs whose own words are no longer as they were approved.
func (t *turn) writeChangedWording(b *strings.Builder, approved map[string]string) {
	now, was := Wording(t.s.Answers), map[string]string{}
	for key, words := range approved {
		if id, ok := strings.CutPrefix(key, string(wordingKey)+"/"); ok {
			was[id] = words
		}
	}
	ids := slices.Collect(maps.Keys(now))
	for id := range was {
		if _, still := now[id]; !still {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		if was[id] != now[id] {
			fmt.Fprintf(b, "\n· 报告文字：%s → %s", excerpt(orOriginal(was[id]), 30), excerpt(orOriginal(now[id]), 30))
		}
	}
}

func orOriginal(words string) string { return orElse(words, "（原文）") }

// wordingNote tells who decides that the report has own words; "" when it has none.
func (t *turn) wordingNote() string {
	n := len(Wording(t.s.Answers))
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("\n报告文字改写过 %d 段，发送“/report 文字”查看。", n)
}

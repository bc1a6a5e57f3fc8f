// Package sentence reads short messages that name questions beside their answers, several at once:
// 行政编制26人，事业编制36人; 年初预算1807.76万，追加364万; 退休人员改成25; or a row of bare figures in
// the order of the questions. It knows labels and kinds, not what is open or recorded.
package sentence

import (
	"regexp"
	"slices"
	"strings"

	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/label"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// Found is one question with what was said for it.
type Found struct {
	Field  *scoring.Field
	Answer answer.Answer
	Words  string
}

// Reading is what a message says.
type Reading struct {
	Found []Found
	// Rest are parts with a figure that no question was found for, or more than one, and why.
	Rest []string
}

// Read reads a message. fields are the questions that it may speak of, the likeliest first: a word
// that two of the same kind share means the one that comes first only where near is that one.
func Read(fields []*scoring.Field, near *scoring.Field, text string) Reading {
	r := reader{near: near, unit: label.Unit(text)}
	for _, f := range fields {
		r.add(f)
	}
	for _, part := range clauses(tidy(text)) {
		r.clause(part)
	}
	return r.out
}

// word is one way of naming questions.
type word struct {
	text   []rune
	fields []*scoring.Field
}

type reader struct {
	words []word
	near  *scoring.Field
	unit  string
	out   Reading
}

// add takes the words of a field that can be told in a few words.
func (r *reader) add(f *scoring.Field) {
	switch f.Kind {
	case fact.Rows, fact.PerIndicator, fact.PerFinding, fact.LongText:
		return
	}
	for _, w := range label.Of(f).Words {
		bare := []rune(label.Bare(w))
		if len(bare) < 2 {
			continue
		}
		at := slices.IndexFunc(r.words, func(have word) bool { return string(have.text) == string(bare) })
		if at < 0 {
			r.words = append(r.words, word{text: bare})
			at = len(r.words) - 1
		}
		if !slices.Contains(r.words[at].fields, f) {
			r.words[at].fields = append(r.words[at].fields, f)
		}
	}
}

// tidy maps blanks and the forms of signs to one each.
func tidy(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case 0x200B <= r && r <= 0x200D || r == 0xFEFF || r == 0x2060:
			return -1
		case cell.Blank(r):
			return ' '
		case strings.ContainsRune("“”\"‘’", r):
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return r
	}, strings.ReplaceAll(text, "\r", "\n"))
}

// clauses cuts a text at its commas and stops, not at those inside a figure.
func clauses(text string) []string {
	rs := []rune(text)
	digit := func(i int) bool { return i >= 0 && i < len(rs) && rs[i] >= '0' && rs[i] <= '9' }
	var out []string
	start := 0
	for i, r := range rs {
		cut := strings.ContainsRune("，,；;。、\n|", r)
		if (r == ',' || r == '，' || r == '。') && digit(i-1) && digit(i+1) {
			cut = (r == ',' || r == '，') && !(digit(i+2) && digit(i+3) && !digit(i+4))
		}
		if cut {
			out = append(out, string(rs[start:i]))
			start = i + 1
		}
	}
	out = append(out, string(rs[start:]))
	return slices.DeleteFunc(out, func(s string) bool { return cell.Trim(s) == "" })
}

// mention is a question's name in a clause.
type mention struct {
	from, to int // runes
	fields   []*scoring.Field
}

// clause reads the names in a clause and what stands behind each.
func (r *reader) clause(text string) {
	rs := []rune(text)
	found := r.mentions(rs)
	if len(found) == 0 {
		r.rest(text, "没有对应的题目")
		return
	}
	for i, m := range found {
		end := len(rs)
		if i+1 < len(found) {
			end = found[i+1].from
		}
		r.pair(m, cell.Trim(string(rs[m.from:end])), cell.Trim(string(rs[m.to:end])))
	}
}

// mentions are the names in a clause, longest first where they overlap.
func (r *reader) mentions(rs []rune) []mention {
	var out []mention
	for i := 0; i < len(rs); {
		best := mention{}
		for _, w := range r.words {
			if n := matchAt(rs, i, w.text); n > best.to-best.from {
				best = mention{i, i + n, w.fields}
			}
		}
		if best.to == 0 {
			i++
			continue
		}
		out = append(out, best)
		i = best.to
	}
	return out
}

// matchAt is how many runes of a text the word takes at i, blanks inside it and brackets left out
// of labels included; 0: it is not there.
func matchAt(rs []rune, i int, w []rune) int {
	j := i
	for k := 0; k < len(w); k++ {
		for k > 0 && j < len(rs) && (rs[j] == ' ' || strings.ContainsRune("（）()", rs[j]) && k < len(w)) {
			j++
		}
		if j >= len(rs) || lower(rs[j]) != w[k] {
			return 0
		}
		j++
	}
	return j - i
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

var (
	glue    = regexp.MustCompile(`^(?:人员|人数|金额|总额|总数|合计|共计|数额|数|项目)*(?:的|都|应该|应当|应|已|实际)?(?:改成|改为|更正为|调整为|变为|填成|填|是|为|有|共|达到|达|计|[:：=＝]|（元）|\(元\)|（万元）|\(万元\)| )*`)
	numbers = regexp.MustCompile(`[0-9零〇一二两三四五六七八九十百千]`)
	digits  = regexp.MustCompile(`[0-9]`)
)

// aside is what a label says in brackets behind its name.
var aside = regexp.MustCompile(`^\s*[（(][^（）()]{1,12}[)）]`)

// leastNamed is the length of a name, in characters, from which what stands behind it is named when
// it was not understood, figure or not.
const leastNamed = 4

// pair reads what stands behind a name.
func (r *reader) pair(m mention, words, behind string) {
	said := strings.TrimSuffix(strings.TrimSuffix(behind, "。"), ".")
	colon := strings.HasPrefix(said, "：") || strings.HasPrefix(said, ":") || strings.HasPrefix(said, "=") || strings.HasPrefix(said, "＝")
	said = cell.Trim(glue.ReplaceAllString(aside.ReplaceAllString(said, ""), ""))
	if said == "" {
		return // a name alone: a head, or the beginning of what the next clause says
	}
	var fit []Found
	for _, f := range m.fields {
		if _, state := answer.StateWord(f, said); f.Kind == fact.ShortText && !colon && !state {
			continue
		}
		a := answer.Read(f, cell.Cell{Text: said}, r.unitFor(f))
		if a.Value.State != fact.Missing {
			fit = append(fit, Found{f, a, words})
		}
	}
	if len(fit) > 1 && r.near != nil {
		if at := slices.IndexFunc(fit, func(f Found) bool { return f.Field == r.near }); at >= 0 {
			fit = fit[at : at+1]
		}
	}
	switch {
	case len(fit) == 1:
		r.take(fit[0])
	case len(fit) > 1:
		r.rest(words, "可能是"+labelsOf(fit))
	case m.to-m.from >= leastNamed:
		r.out.Rest = append(r.out.Rest, "“"+words+"”没有读懂")
	default:
		r.rest(words, "没有读懂")
	}
}

func (r *reader) unitFor(f *scoring.Field) string {
	if f.Kind == fact.Money {
		return r.unit
	}
	return ""
}

func labelsOf(found []Found) string {
	labels := make([]string, len(found))
	for i, f := range found {
		labels[i] = "“" + f.Field.Label + "”"
	}
	return strings.Join(labels, "或")
}

// take adds what was said for a question; said twice and differently is a doubt.
func (r *reader) take(f Found) {
	for i, have := range r.out.Found {
		if have.Field != f.Field {
			continue
		}
		if !sameValue(have.Answer.Value, f.Answer.Value) {
			r.out.Found[i].Answer.Doubt = "前后说法不同：" + have.Words + "，" + f.Words
			r.out.Found[i].Answer.Others = append(have.Answer.Others, f.Answer.Value)
		}
		return
	}
	r.out.Found = append(r.out.Found, f)
}

func sameValue(a, b fact.Value) bool {
	return a.State == b.State && a.Number.Equal(b.Number) && a.Text == b.Text && a.Yes == b.Yes && slices.Equal(a.Items, b.Items)
}

// rest names a part that has a figure and was not taken.
func (r *reader) rest(text, why string) {
	if text = cell.Trim(text); digits.MatchString(text) {
		r.out.Rest = append(r.out.Rest, "“"+text+"”"+why)
	}
}

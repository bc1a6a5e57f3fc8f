// Package sentence reads short messages that name questions beside their answers, several at once:
// 行政编制26人，事业编制36人; 年初预算1807.76万，追加364万; 退休人员改成25; or a row of bare figures in
// the order of the questions. It knows labels and kinds, not what is open or recorded.
package sentence

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

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
	for line := range strings.SplitSeq(inBrackets.ReplaceAllString(tidy(text), "，$1，"), "\n") {
		if r.ticked(line) {
			continue
		}
		for _, part := range clauses(line) {
			r.clause(part)
		}
	}
	if len(r.out.Found) > 0 {
		for _, text := range r.idle {
			r.out.Rest = append(r.out.Rest, "“"+text+"”没有用到")
		}
	}
	return r.out
}

// ticked takes a line that is the name of a checklist with its items: their separators are those of
// clauses too.
func (r *reader) ticked(line string) bool {
	rs := []rune(line)
	found := r.mentions(rs)
	if len(found) == 0 || found[0].from > 0 || len(found[0].fields) != 1 || found[0].fields[0].Kind != fact.Checklist {
		return false
	}
	f := found[0].fields[0]
	said := strings.TrimLeft(string(rs[found[0].to:]), " ）)：:=＝，,|;；")
	a := answer.Read(f, cell.Cell{Text: said}, "")
	if said == "" || !a.Certain() {
		return false
	}
	r.take(Found{f, a, line})
	return true
}

// inBrackets are figures said in brackets: 编制65人（行政26人，事业36人）.
var inBrackets = regexp.MustCompile(`[（(]([^（()）]*\p{Han}[^（()）0-9]*[0-9][^（()）]*)[)）]`)

// word is one way of naming questions.
type word struct {
	text   []rune
	fields []*scoring.Field
}

type reader struct {
	words []word
	near  *scoring.Field
	unit  string
	last  []*scoring.Field // that the last name may mean
	named bool             // the last part was a name and nothing else
	alone alone
	idle  []string // parts without a name or figure
	out   Reading
}

// add takes the words of a field that can be told in a few words.
func (r *reader) add(f *scoring.Field) {
	switch f.Kind {
	case fact.Rows, fact.PerIndicator, fact.PerFinding, fact.LongText:
		return
	}
	ways := []string{label.Plain(f.Label)} // with what its brackets say
	for _, w := range label.Of(f).Words {
		ways = append(ways, label.Bare(w))
	}
	for _, w := range ways {
		bare := []rune(w)
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
	if len(found) > 0 {
		r.alone, r.named = alone{}, false
	}
	if len(found) == 0 {
		r.nameless(cell.Trim(text))
		return
	}
	for i, m := range found {
		end := len(rs)
		if i+1 < len(found) {
			end = found[i+1].from
		}
		r.pair(m, cell.Trim(string(rs[m.from:end])), cell.Trim(strings.TrimLeft(string(rs[m.to:end]), "）)")))
	}
}

// mentions are the names in a clause, longest first where they overlap.
func (r *reader) mentions(rs []rune) []mention {
	var out []mention
	for i := 0; i < len(rs); {
		best := mention{}
		for _, w := range r.words {
			n := matchAt(rs, i, w.text)
			if n > best.to-best.from && (len(w.text) >= leastInside || standsAlone(rs, i, i+n)) {
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

// leastInside is the length of a word, in characters, from which it may stand anywhere in a clause.
const leastInside = 3

// standsAlone reports a word that begins a part and has its figure right behind it: 行政26 and not
// 行政村8个, 支出2183 and not 基本支出914.
func standsAlone(rs []rune, from, to int) bool {
	if from > 0 && unicode.Is(unicode.Han, rs[from-1]) && !strings.ContainsRune("中含和及与人个万元项", rs[from-1]) {
		return false
	}
	behind := cell.Trim(glue.ReplaceAllString(string(rs[to:]), ""))
	return direct.MatchString(behind)
}

// direct is a figure, or a word in its place, at the beginning.
var direct = regexp.MustCompile(`^(?:[-−(（]?[0-9]|[零〇一二两三四五六七八九十百千万亿]+(?:[点元人个项份%]|$)|[无约近≥≤<>=]|不低于|不超过|暂缺|不涉及|不知道|大约|大概)`)

// alone is a figure that stood in a part of its own, and the unit that did before it.
type alone struct {
	field *scoring.Field // that the figure was taken for; nil: the part before was none
	text  string
	unit  string
}

// nameless reads a part that names no question: a unit belongs to the figure before or behind it; a
// bare answer is that of the name before (编制数|65), or of the open question.
func (r *reader) nameless(text string) {
	was, named := r.alone, r.named
	r.alone, r.named = alone{}, false
	if unit := cell.Squeezed(text); label.Unit("（"+unit+"）") != "" {
		if r.alone.unit = unit; was.field != nil {
			r.again(was.field, was.text+unit)
		}
		return
	}
	for _, f := range r.last {
		switch {
		case !f.Kind.Numeric():
			if named && r.fits(f, text, false) {
				return
			}
		case direct.MatchString(text) && r.fits(f, text+was.unit, true):
			r.alone.field, r.alone.text = f, text
			return
		}
	}
	if f := r.near; f != nil && (f.Kind == fact.YesNo || f.Kind == fact.Choice || f.Kind.Numeric() && direct.MatchString(text)) && r.fits(f, text, false) {
		return
	}
	if digits.MatchString(text) {
		r.rest(text, "没有对应的题目")
		return
	}
	if label.Unit(text) == "" {
		r.idle = append(r.idle, text)
	}
}

// fits takes a text for a question that has nothing yet, if it answers it; extracted: also a figure
// with words behind it (8个项目).
func (r *reader) fits(f *scoring.Field, text string, extracted bool) bool {
	if slices.ContainsFunc(r.out.Found, func(have Found) bool { return have.Field == f }) {
		return false
	}
	a := answer.Read(f, cell.Cell{Text: text}, r.unitFor(f))
	if a.Value.State == fact.Missing || a.Extracted && !extracted {
		return false
	}
	r.take(Found{f, a, text})
	return true
}

// again reads the figure of a question anew, now that its unit is known.
func (r *reader) again(f *scoring.Field, text string) {
	at := slices.IndexFunc(r.out.Found, func(have Found) bool { return have.Field == f })
	if a := answer.Read(f, cell.Cell{Text: text}, ""); at >= 0 && a.Value.State != fact.Missing {
		r.out.Found[at] = Found{f, a, text}
	}
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
	glue    = regexp.MustCompile(`^(?:人员|人数|金额|总额|总数|合计|共计|数额|数|项目)*(?:的|都|应该|应当|应|已|实际)?(?:改成|改为|更正为|调整为|变为|填成|填|是|为|有|共|达到|达|计|安排|批复|下达|核定|批准|完成|[:：=＝]|（元）|\(元\)|（万元）|\(万元\)| )*`)
	numbers = regexp.MustCompile(`[0-9零〇一二两三四五六七八九十百千]`)
	digits  = regexp.MustCompile(`[0-9]`)
)

// amounts are figures that follow each other with their units: 8个项目364万元.
var amounts = regexp.MustCompile(`[0-9][0-9.,]*\s*\p{Han}{1,4}\s*`)

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
	r.last = m.fields
	if unit, figure, ok := strings.Cut(said, " "); ok && label.Unit("（"+unit+"）") != "" { // a column of units before the figures
		said = cell.Trim(figure) + unit
	}
	if said == "" {
		r.named = true
		return // a name alone: a head, or the beginning of what the next clause says
	}
	if parts := amounts.FindAllString(said, -1); len(parts) > 1 && strings.Join(parts, "") == said {
		for _, part := range parts {
			r.nameless(part)
		}
		return
	}
	var fit []Found
	for _, f := range m.fields {
		if _, state := answer.StateWord(f, said); f.Kind == fact.ShortText && !colon && !state {
			continue
		}
		a := answer.Read(f, cell.Cell{Text: said}, r.unitFor(f))
		if a.Value.State != fact.Missing && (!a.Extracted || direct.MatchString(said)) {
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
	var labels []string
	for _, f := range found {
		if quoted := "“" + f.Field.Label + "”"; !slices.Contains(labels, quoted) {
			labels = append(labels, quoted)
		}
	}
	if len(labels) < len(found) {
		return strings.Join(labels, "或") + "（有同名的题，请写明是哪一项）"
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

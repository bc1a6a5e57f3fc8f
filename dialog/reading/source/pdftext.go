package source

import (
	"context"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// run is text that was shown at one place. Its width is estimated: a Chinese character is as wide
// as it is high, a Latin one half.
type run struct {
	x, y, size, end float64
	text            strings.Builder
}

// pdfText follows the operators that show text (ISO 32000-1 §9.4).
type pdfText struct {
	ctx     context.Context
	left    int // bytes of text left
	ops     int
	unknown int // characters without a meaning
	fonts   map[string]*pdfFont
	runs    []*run
}

// pdfFont is a typeface and how its codes are read.
type pdfFont struct {
	encoding pdf.TextEncoding
	wide     bool // codes of two bytes
	blind    bool // its codes mean nothing to anybody
}

type matrix [6]float64 // a b c d e f

func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

var identity = matrix{1, 0, 0, 1, 0, 0}

// textState is what the operators change.
type textState struct {
	ctm, tm, line            matrix
	font                     *pdfFont
	size, leading, char, ext float64
}

// mostForms is how deep forms may be drawn inside one another.
const mostForms = 6

// content reads a page's content or a form drawn by it.
func (p *pdfText) content(stream pdf.Value, resources pdf.Value, depth int) {
	if stream.Kind() != pdf.Stream && stream.Kind() != pdf.Array {
		return
	}
	if depth > mostForms {
		panic(stopped{errDepth})
	}
	s := textState{ctm: identity, tm: identity, line: identity, ext: 1}
	var saved []textState
	pdf.Interpret(stream, func(stack *pdf.Stack, op string) {
		p.count()
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		switch op {
		case "q":
			if len(saved) < mostDepth {
				saved = append(saved, s)
			}
		case "Q":
			if n := len(saved); n > 0 {
				s, saved = saved[n-1], saved[:n-1]
			}
		case "cm":
			if m, ok := matrixOf(args); ok {
				s.ctm = m.mul(s.ctm)
			}
		case "Tf":
			if len(args) == 2 {
				s.font, s.size = p.font(args[0].Name(), resources), args[1].Float64()
			}
		case "Do":
			if len(args) == 1 {
				p.form(resources.Key("XObject").Key(args[0].Name()), resources, depth)
			}
		default:
			p.text(&s, op, args)
		}
	})
}

// count stops what takes too long or gives too much.
func (p *pdfText) count() {
	if p.ops++; p.ops%contextEvery == 0 && p.ctx.Err() != nil {
		panic(stopped{p.ctx.Err()})
	}
	if p.left < 0 {
		panic(stopped{errTooMuch})
	}
}

func (p *pdfText) form(form, resources pdf.Value, depth int) {
	if form.Key("Subtype").Name() != "Form" {
		return
	}
	if own := form.Key("Resources"); !own.IsNull() {
		fonts := p.fonts
		p.fonts = map[string]*pdfFont{}
		defer func() { p.fonts = fonts }()
		resources = own
	}
	p.content(form, resources, depth+1)
}

func matrixOf(args []pdf.Value) (m matrix, ok bool) {
	if len(args) != 6 {
		return m, false
	}
	for i := range m {
		m[i] = args[i].Float64()
	}
	return m, true
}

// text does the operators of text objects.
func (p *pdfText) text(s *textState, op string, args []pdf.Value) {
	number := func(i int) float64 {
		if i < len(args) {
			return args[i].Float64()
		}
		return 0
	}
	switch op {
	case "BT":
		s.tm, s.line = identity, identity
	case "Tc":
		s.char = number(0)
	case "Tz":
		s.ext = number(0) / 100
	case "TL":
		s.leading = number(0)
	case "Td":
		s.move(number(0), number(1))
	case "TD":
		s.leading = -number(1)
		s.move(number(0), number(1))
	case "T*":
		s.move(0, -s.leading)
	case "Tm":
		if m, ok := matrixOf(args); ok {
			s.tm, s.line = m, m
		}
	case "'", "\"":
		s.move(0, -s.leading)
		if len(args) > 0 {
			p.show(s, args[len(args)-1].RawString())
		}
	case "Tj":
		if len(args) == 1 {
			p.show(s, args[0].RawString())
		}
	case "TJ":
		if len(args) == 1 {
			p.showAll(s, args[0])
		}
	}
}

func (s *textState) move(x, y float64) {
	s.line = matrix{1, 0, 0, 1, x, y}.mul(s.line)
	s.tm = s.line
}

func (p *pdfText) showAll(s *textState, list pdf.Value) {
	for i := range list.Len() {
		p.count()
		v := list.Index(i)
		if v.Kind() == pdf.String {
			p.show(s, v.RawString())
			continue
		}
		s.tm = matrix{1, 0, 0, 1, -v.Float64() / 1000 * s.size * s.ext, 0}.mul(s.tm)
	}
}

// show adds text at the present place: to the run before where it goes on there.
func (p *pdfText) show(s *textState, raw string) {
	if s.font == nil || raw == "" {
		return
	}
	p.left -= len(raw)
	text := p.decode(s.font, raw)
	at := s.tm.mul(s.ctm)
	size := math.Abs(s.size) * math.Hypot(at[2], at[3])
	ems, n := 0.0, 0
	for _, r := range text {
		n++
		ems += emsOf(r)
	}
	width := (ems*s.size + float64(n)*s.char) * s.ext
	x, y := at[4], at[5]
	s.tm = matrix{1, 0, 0, 1, width, 0}.mul(s.tm)
	end := s.tm.mul(s.ctm)[4]
	if last := len(p.runs) - 1; last >= 0 {
		r := p.runs[last]
		if math.Abs(r.y-y) < 0.3*size && x > r.x && math.Abs(x-r.end) < 0.35*size {
			r.text.WriteString(text)
			r.end = end
			return
		}
	}
	r := &run{x: x, y: y, size: size, end: end}
	r.text.WriteString(text)
	p.runs = append(p.runs, r)
}

func emsOf(r rune) float64 {
	if r < 0x2E80 && r != '—' && r != '…' && r != '“' && r != '”' {
		return 0.5
	}
	return 1
}

// decode is the text of shown codes; those without a meaning are counted and left out.
func (p *pdfText) decode(f *pdfFont, raw string) string {
	if f.blind {
		n := len(raw)
		if f.wide {
			n /= 2
		}
		p.unknown += n
		return ""
	}
	text := f.encoding.Decode(raw)
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError || r >= 0xE000 && r <= 0xF8FF:
			p.unknown++
			return -1
		case r < ' ':
			return -1
		}
		return oneShape(r)
	}, text)
}

// oneShape maps the radicals that some typefaces stand for characters to the characters.
func oneShape(r rune) rune {
	if to, ok := radicals[r]; ok {
		return to
	}
	return r
}

// font finds a typeface of the resources.
func (p *pdfText) font(name string, resources pdf.Value) *pdfFont {
	if f := p.fonts[name]; f != nil {
		return f
	}
	v := resources.Key("Font").Key(name)
	font := pdf.Font{V: v}
	f := &pdfFont{encoding: font.Encoder(), wide: v.Key("Subtype").Name() == "Type0"}
	encoding := v.Key("Encoding").Name()
	hasMap := v.Key("ToUnicode").Kind() == pdf.Stream
	f.blind = f.wide && !hasMap && encoding != "UniGB-UCS2-H"
	p.fonts[name] = f
	return f
}

// radicals are the Kangxi radicals (U+2F00…) that PDF writers put for everyday characters.
var radicals = map[rune]rune{
	'⼀': '一', '⼆': '二', '⼈': '人', '⼊': '入', '⼋': '八', '⼒': '力', '⼗': '十', '⼝': '口', '⼟': '土', '⼤': '大',
	'⼥': '女', '⼦': '子', '⼩': '小', '⼯': '工', '⼰': '己', '⼲': '干', '⼴': '广', '⼼': '心', '⼿': '手', '⽀': '支',
	'⽂': '文', '⽅': '方', '⽇': '日', '⽉': '月', '⽊': '木', '⽔': '水', '⽕': '火', '⽗': '父', '⽣': '生', '⽤': '用',
	'⽥': '田', '⽬': '目', '⽯': '石', '⽰': '示', '⽴': '立', '⽼': '老', '⽽': '而', '⾃': '自', '⾄': '至', '⾏': '行',
	'⾐': '衣', '⾒': '见', '⾔': '言', '⾛': '走', '⾜': '足', '⾝': '身', '⾞': '车', '⾥': '里', '⾦': '金', '⾨': '门',
	'⾮': '非', '⾯': '面', '⾷': '食', '⾼': '高',
}

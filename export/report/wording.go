package report

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/export/typed"
	"ziping/scoring"
)

// Paragraph is a paragraph of the report that a clerk may put into own words.
//
// In Editable every figure is a mark, 〔全年预算数〕. The clerk sends the text back with
// marks standing where figures belong; composing puts the day's figures in. A mark may name
// a figure of this paragraph, any question by its label, any indicator (〔预算控制率〕,
// 〔预算控制率得分〕, 〔预算控制率分值〕, 〔预算控制率失分〕) and 〔单位名称〕 〔评价年度〕 〔自评得分〕
// 〔满分〕 〔失分合计〕 〔评价等级〕 〔报告日期〕.
type Paragraph struct {
	// ID is short ASCII, at most 40 bytes. It names the paragraph together with the
	// conditions its words depend on: when facts change so that the template would say
	// something else there (超出编制 instead of 控制在编制以内), it is another paragraph, and
	// words written for the first are not printed for it. It does not depend on figures, on
	// other paragraphs or on anybody's wording.
	ID string
	// Heading says where it stands: 一、部门整体概况 （二）部门预算执行情况; 开头 before the first heading.
	Heading string
	// Text is the paragraph as it prints now.
	Text string
	// Editable is the text with marks for its figures.
	Editable string
	// Marks are the figures of the template's paragraph with what they print now, in order.
	Marks []Mark
	// Changed says that a clerk's words are printed.
	Changed bool
	// Earlier is a clerk's text for this place written under other facts, to offer anew.
	Earlier string
	// Stale says, in Chinese, why a clerk's text is not printed now: its paragraph is not in
	// the report, says something else, or a mark in it no longer exists. Such texts come
	// last, only with ID, Heading (when known), Editable and Stale. They apply again when
	// their paragraph comes back.
	Stale string
}

// Mark is a figure of a paragraph: its name, and what it prints now.
type Mark struct{ Name, Value string }

// Paragraphs are the paragraphs of the report that may be put into own words, in their
// order, and after them the texts of opt.Wording that are not printed, with Stale. r must be
// the result of evaluating e with pack. Answers of several paragraphs (主要工作成效), lists of
// rows and lost points are not among them: they are changed where they were answered.
func Paragraphs(pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) ([]Paragraph, error) {
	p, err := newComposer(pack, e, r, opt).print()
	if err != nil {
		return nil, fmt.Errorf("套用模板 %s：%w", pack.ID, err)
	}
	var list []Paragraph
	for _, q := range p.paragraphs {
		if q.id == "" {
			continue
		}
		one := Paragraph{ID: q.id, Heading: p.headingOf(q), Editable: q.editable(), Text: plainText(q.markup()), Earlier: q.earlier}
		if q.words != "" {
			one.Changed = q.words != one.Editable
			one.Editable, one.Text = q.words, plainText(unmarked(p.lines[q.from]))
		}
		for _, piece := range q.pieces {
			mark := Mark{Name: piece.name, Value: plainText(piece.text)}
			if piece.value && !slices.Contains(one.Marks, mark) {
				one.Marks = append(one.Marks, mark)
			}
		}
		list = append(list, one)
	}
	return append(list, p.unused...), nil
}

// CheckParagraph says, in Chinese for the clerk, what is wrong with a text for a
// paragraph: there is no such paragraph now, the text is empty or too long, its brackets do
// not pair, a mark names nothing (with the nearest name there is). Empty when it can be printed.
// The error is of the pack's template, not of the text.
func CheckParagraph(pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options, id, text string) (why string, err error) {
	opt.Wording = nil
	p, err := newComposer(pack, e, r, opt).print()
	if err != nil {
		return "", fmt.Errorf("套用模板 %s：%w", pack.ID, err)
	}
	for _, q := range p.paragraphs {
		if q.id == id && id != "" {
			fault := fits(text)
			if fault == nil {
				_, fault = p.filled(q, text)
			}
			if fault != nil {
				return fault.Error(), nil
			}
			return "", nil
		}
	}
	return "按现在的数据，报告里没有这一段，请重新选择", nil
}

// mostWordingRunes is how long a clerk's paragraph may be.
const mostWordingRunes = 3000

func fits(text string) error {
	switch n := utf8.RuneCountInString(typed.Paragraphs(text)); {
	case n == 0:
		return errors.New("没有文字；要恢复原来的写法，请删除改写的文字")
	case n > mostWordingRunes:
		return fmt.Errorf("文字太长：%d字，一段最多%d字", n, mostWordingRunes)
	}
	return nil
}

// bracketed matches a mark: its name in 〔〕, or in brackets that are easier to type.
var bracketed = regexp.MustCompile(`〔([^〔〕]*)〕|﹝([^﹝﹞]*)﹞|【([^【】]*)】|\[([^\[\]]*)\]|［([^［］]*)］`)

// filled is a text with the day's figures in the place of its marks, as markup on one line.
// Everything but the figures is text, whatever it holds. Brackets other than 〔〕 and ﹝﹞
// are marks only where they hold a name.
func (p *printed) filled(q *printedParagraph, text string) (string, error) {
	text = typed.Paragraphs(text)
	own := map[string]string{}
	for _, piece := range q.pieces {
		if piece.value {
			own[piece.name] = piece.text
		}
	}
	var out strings.Builder
	at := 0
	for _, m := range bracketed.FindAllStringSubmatchIndex(text, -1) {
		if err := p.literal(&out, text[at:m[0]]); err != nil {
			return "", err
		}
		at = m[1]
		whole := text[m[0]:m[1]]
		name := unspaced(strings.Trim(whole, "〔〕﹝﹞【】[]［］"))
		value, ok := p.figureCalled(name, own)
		switch {
		case ok:
			out.WriteString(value)
		case yearOnly.MatchString(name) || !strings.ContainsAny(whole, "〔﹝"):
			out.WriteString(hold(whole))
		default:
			return "", p.unknown(name, own)
		}
	}
	if err := p.literal(&out, text[at:]); err != nil {
		return "", err
	}
	return out.String(), nil
}

// figureCalled is what a mark prints: a figure of its own paragraph, or one of the report.
func (p *printed) figureCalled(name string, own map[string]string) (string, bool) {
	if value, ok := own[name]; ok {
		return value, true
	}
	if yearOnly.MatchString(name) {
		return "", false
	}
	return p.valueOf(name)
}

// literal writes text that holds no marks.
func (p *printed) literal(out *strings.Builder, text string) error {
	if i := strings.IndexAny(text, "〔〕"); i >= 0 {
		return fmt.Errorf("“〔”和“〕”要成对，中间写数据的名称：%s", excerpt(text[i:]))
	}
	out.WriteString(hold(text))
	return nil
}

func excerpt(text string) string {
	runes := []rune(text)
	if len(runes) > 12 {
		return string(runes[:12]) + "……"
	}
	return text
}

func (p *printed) unknown(name string, own map[string]string) error {
	known := slices.Sorted(maps.Keys(own))
	known = append(known, p.names()...)
	if near := nearestName(name, known); near != "" {
		return fmt.Errorf("没有名为〔%s〕的数据，是不是〔%s〕？", excerpt(name), near)
	}
	return fmt.Errorf("没有名为〔%s〕的数据，请用这一段原有的标记，或题目、指标的名称", excerpt(name))
}

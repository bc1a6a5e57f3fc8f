package document

import (
	"errors"
	"fmt"
	"strings"
)

// The words of the markup.
const (
	markAttachment = "@附件"
	markWide       = "@横排附件"
	markPage       = "@分页"
	markFlush      = "@顶格"
	markTable      = "@表"
	markCover      = "@封面"
	markCoverFoot  = "@封面落款"
	markNoCover    = "@无封面"
	markNotice     = ">"
)

// Parse reads the markup that a pack's template expands to, line by line:
//
//	# 标题             a line of the document's title
//	## ### #### #####  headings 一、 （一） 1. （1）; numbers are made, not typed
//	> 文字             small print
//	@顶格 文字         a paragraph without indent
//	@附件 标题         an attachment begins
//	@横排附件 标题     one that lies across the sheet, for a wide table
//	@封面 标签 | 内容  a line of the cover
//	@封面落款 文字     what stands at the cover's foot
//	@无封面            there is no cover
//	@分页              a new page
//	@表 标题 | 单位    the caption and note of the table that follows
//	| 列 | 列 |        a table: head, alignment, rows; see parseColumn
//	|= 合计 | … |      its total
//	文字               body text; lines that follow each other make one
//	                   paragraph, a blank line ends it
//
// Texts of people are put through Escape first. Errors name the line. What the markup says
// of the cover is left out; Read gives it too.
func Parse(markup string) (title string, blocks []Block, err error) {
	source, err := Read(markup)
	return source.Title, source.Blocks, err
}

// Source is what markup says of a document.
type Source struct {
	Title string
	// Cover holds the cover's lines; nil when the markup has none.
	Cover *Cover
	// NoCover says that the markup wants the document without one.
	NoCover bool
	Blocks  []Block
}

// Read reads markup as Parse does, with what it says of the cover.
func Read(markup string) (Source, error) {
	p := parser{}
	for i, text := range strings.Split(strings.ReplaceAll(markup, "\r\n", "\n"), "\n") {
		p.line = i + 1
		if err := p.read(strings.TrimSpace(text)); err != nil {
			return Source{}, fmt.Errorf("第 %d 行：%w", p.line, err)
		}
	}
	p.line++
	if err := p.flush(); err != nil {
		return Source{}, fmt.Errorf("第 %d 行：%w", p.line, err)
	}
	return Source{Title: strings.Join(p.titles, "\n"), Cover: p.cover, NoCover: p.noCover, Blocks: p.blocks}, nil
}

type parser struct {
	line   int
	titles []string
	blocks []Block
	// cover is nil until the markup says something of it.
	cover   *Cover
	noCover bool
	// paragraph collects the lines of a paragraph, table those of a table.
	paragraph []string
	table     *tableLines
}

func (p *parser) read(text string) error {
	if strings.HasPrefix(text, "|") {
		return p.tableLine(text)
	}
	word, rest, _ := strings.Cut(text, " ")
	marked := text != "" && strings.ContainsAny(text[:1], "#>@")
	if text == "" || marked || p.table != nil {
		if err := p.flush(); err != nil {
			return err
		}
	}
	switch {
	case text == "":
		return nil
	case !marked:
		p.paragraph = append(p.paragraph, text)
		return nil
	case text[0] == '#':
		return p.heading(word, rest)
	}
	return p.directive(word, rest)
}

func (p *parser) heading(word, rest string) error {
	level := len(word)
	if strings.Trim(word, "#") != "" {
		return fmt.Errorf("“#”与标题之间请空一格：%s", word)
	}
	if level > 5 {
		return errors.New("标题最多四级（#####）")
	}
	text, err := p.text(rest, word)
	if err != nil {
		return err
	}
	if level == 1 {
		p.titles = append(p.titles, text)
		return nil
	}
	p.blocks = append(p.blocks, Heading{Level: level - 1, Text: text})
	return nil
}

func (p *parser) directive(word, rest string) error {
	switch word {
	case markPage, markNoCover:
		if strings.TrimSpace(rest) != "" {
			return fmt.Errorf("“%s”后面不能有文字", word)
		}
		if word == markNoCover {
			p.noCover = true
			return nil
		}
		p.blocks = append(p.blocks, PageBreak{})
		return nil
	case markCover, markCoverFoot:
		return p.coverLine(word, rest)
	case markTable:
		p.table = &tableLines{}
		return p.table.caption(rest)
	case markNotice, markAttachment, markWide, markFlush:
	default:
		return fmt.Errorf("不认识的标记：%s", word)
	}
	text, err := p.text(rest, word)
	if err != nil {
		return err
	}
	switch word {
	case markNotice:
		p.blocks = append(p.blocks, Notice{Text: text})
	case markAttachment:
		p.blocks = append(p.blocks, Attachment{Title: text})
	case markWide:
		p.blocks = append(p.blocks, Attachment{Title: text, Wide: true})
	case markFlush:
		p.blocks = append(p.blocks, Paragraph{Text: text, Flush: true})
	}
	return nil
}

// text reads what stands after a mark; it may not be missing.
func (p *parser) text(rest, word string) (string, error) {
	text, err := unescape(rest)
	if err == nil && text == "" {
		err = fmt.Errorf("“%s”后面缺少文字", word)
	}
	return text, err
}

// flush ends the paragraph or table being read.
func (p *parser) flush() error {
	if p.table != nil {
		table, err := p.table.finish()
		if err != nil {
			return err
		}
		p.blocks, p.table = append(p.blocks, table), nil
	}
	if len(p.paragraph) == 0 {
		return nil
	}
	text, err := unescape(strings.Join(p.paragraph, ""))
	p.paragraph = nil
	if err != nil {
		return err
	}
	for part := range strings.SplitSeq(text, "\n") {
		if part = strings.TrimSpace(part); part != "" {
			p.blocks = append(p.blocks, Paragraph{Text: part})
		}
	}
	return nil
}

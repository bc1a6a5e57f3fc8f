package export

import (
	"fmt"
	"strings"

	"ziping/export/document"
)

// The markup of a report template, line by line:
//
//	# 标题            a line of the title
//	## ### #### #####  headings 一、 （一） 1. （1）; numbers are made, not typed
//	> 文字            small print
//	@附件 标题         an attachment begins, on a new page
//	@分页             a new page
//	文字              body text; lines that follow each other make one paragraph,
//	                  a blank line ends it
//
// Blanks at both ends of a line mean nothing.
const (
	attachmentMark = "@附件"
	pageMark       = "@分页"
)

// readMarkup reads expanded markup into a title and blocks.
func readMarkup(markup string) (title string, blocks []document.Block, err error) {
	var titles, paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			blocks = append(blocks, document.Paragraph{Text: strings.Join(paragraph, "")})
			paragraph = nil
		}
	}
	for line := range strings.SplitSeq(markup, "\n") {
		line = strings.TrimSpace(line)
		mark, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		level := len(mark)
		if strings.Trim(mark, "#") != "" {
			level = 0
		}
		if line == "" || level > 0 || mark == ">" || strings.HasPrefix(mark, "@") {
			flush()
		}
		switch {
		case line == "":
		case level == 1:
			titles = append(titles, rest)
		case level >= 2 && level <= 5:
			blocks = append(blocks, document.Heading{Level: level - 1, Text: rest})
		case level > 5:
			return "", nil, fmt.Errorf("标题最多四级：%s", line)
		case mark == ">":
			blocks = append(blocks, document.Notice{Text: rest})
		case mark == attachmentMark:
			blocks = append(blocks, document.Attachment{Title: rest})
		case mark == pageMark:
			blocks = append(blocks, document.PageBreak{})
		case strings.HasPrefix(mark, "@"):
			return "", nil, fmt.Errorf("不认识的标记：%s", line)
		default:
			paragraph = append(paragraph, line)
		}
	}
	flush()
	return strings.Join(titles, "\n"), blocks, nil
}

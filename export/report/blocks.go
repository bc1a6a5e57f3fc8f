package report

import (
	"fmt"
	"regexp"
	"strconv"

	"ziping/export/document"
)

// Blocks made by functions pass the template and the markup as tokens between two
// private-use characters, which no text of a person can hold (see typed.Clean), and are put in
// at the end.
const (
	tokenStart = '\uE000'
	tokenEnd   = '\uE001'
)

var token = regexp.MustCompile(`^` + string(tokenStart) + `(\d+)` + string(tokenEnd) + `$`)

// shelf keeps the blocks that the tokens of one composition stand for.
type shelf struct {
	blocks []func() []document.Block
}

// hold makes a text safe inside the markup, so that it can never become a heading, a
// table or an attachment, whatever it holds.
func hold(text string) string { return document.Escape(text) }

// holdBlocks puts blocks away that are made when the whole template has been expanded;
// their token stands as a paragraph of its own.
func (s *shelf) holdBlocks(build func() []document.Block) string {
	s.blocks = append(s.blocks, build)
	return fmt.Sprintf("\n\n%c%d%c\n\n", tokenStart, len(s.blocks)-1, tokenEnd)
}

// lookup finds the blocks of a paragraph that is nothing but their token.
func (s *shelf) lookup(paragraph string) (func() []document.Block, bool) {
	m := token.FindStringSubmatch(paragraph)
	if m == nil {
		return nil, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n >= len(s.blocks) {
		return nil, false
	}
	return s.blocks[n], true
}

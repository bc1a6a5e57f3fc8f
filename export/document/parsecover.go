package document

import "fmt"

// coverLine reads a line of the cover, 标签 | 内容, or its foot. The content may be empty:
// it is then filled in by hand.
func (p *parser) coverLine(word, rest string) error {
	cells := cutUnescaped(rest, '|')
	if word == markCover && len(cells) != 2 {
		return fmt.Errorf("“%s”后面要写“标签 | 内容”", word)
	}
	label, err := p.text(cells[0], word)
	if err != nil {
		return err
	}
	if p.cover == nil {
		p.cover = &Cover{}
	}
	if word == markCoverFoot {
		if len(cells) > 1 {
			return fmt.Errorf("“%s”后面只写一项，没有“|”", word)
		}
		p.cover.Foot = label
		return nil
	}
	value, err := unescape(cells[1])
	if err != nil {
		return err
	}
	p.cover.Entries = append(p.cover.Entries, Entry{Label: label, Value: value})
	return nil
}

package dialog

// Given is what a step is given besides the session and the input: what turn.Needs asked for.
type Given struct {
	File *File    // what an uploaded file says
	Log  []Change // a part of the log, oldest first
	// Paragraphs are the report's; none: they could not be had.
	Paragraphs []Paragraph
	// Of a change of the report's words: what is wrong with the new ones, for the person to read and
	// without a full stop, or the paragraphs as they are after it.
	Unfit     string
	Rewritten []Paragraph
}

// Rewording is a change of one paragraph of the report: its new words, none for the report's own.
type Rewording struct {
	ID    string
	Words string
	// Earlier says that the new words are the ones written under other facts: Paragraph.Earlier.
	Earlier bool
}

// For are the new words of the paragraph; ok is false when it has no such words.
func (r Rewording) For(p Paragraph) (words string, ok bool) {
	if r.Earlier {
		return p.Earlier, p.Earlier != ""
	}
	return r.Words, true
}

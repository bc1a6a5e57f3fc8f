package dialog

// File is an uploaded file, already taken apart into texts.
type File struct {
	Name    string
	Refused string // why nothing could be read, in words for the person; empty: read
	// A filled workbook: single answers by code, lists by code (the head first), and what
	// was wrong with the cells, by sheet and address.
	Entries  []FileEntry
	Lists    map[string][][]string
	Problems []string
	// A table by itself, for the open list.
	Table [][]string
	// A text by itself, for the open question.
	Text string
}

// FileEntry is one filled cell of a workbook's single answers.
type FileEntry struct {
	Code, Text, Place string
}

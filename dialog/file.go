package dialog

import "ziping/dialog/reading/cell"

// File is an uploaded file, already taken apart into cells and paragraphs.
type File struct {
	Name     string
	Refused  string // why nothing could be read, in words for the person; empty: read
	Document cell.Document
}

package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"

	"ziping/export/pdf/archive"
)

// version of the format: what PDF/A-2 is defined over (ISO 19005-2, 6.1.2). The second line says
// by four bytes beyond ASCII that the file is not text.
const version = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"

// bookmarkRoot finds the library's object for the bookmarks in its catalog; a file without bookmarks has none.
var bookmarkRoot = regexp.MustCompile(`/Outlines (\d+ 0 R)`)

// pageTree is the number of the library's object for the tree of pages.
const pageTree = 1

// describe adds the description and the profile, and replaces the library's catalog and
// information by the file's own: what an archive asks for stands there.
func (f *finish) describe(p archive.Properties) error {
	metadata := p.Metadata()
	described := f.add(fmt.Sprintf("<</Type /Metadata /Subtype /XML /Length %d>>\nstream\n%s\nendstream", len(metadata), metadata))
	profile, err := f.addStream("/N 1 ", archive.Profile())
	if err != nil {
		return err
	}
	last := len(f.offsets) - 1
	var marks []byte
	if m := bookmarkRoot.FindSubmatch(f.file[f.offsets[last]:f.ends[last]]); m != nil {
		marks = fmt.Appendf(nil, "/Outlines %s /PageMode /UseOutlines\n", m[1])
	}
	f.catalog = fmt.Appendf(nil, "<</Type /Catalog /Pages %d 0 R\n%s%s/Lang (%s) /ViewerPreferences <</DisplayDocTitle true>>\n"+
		"/Metadata %d 0 R\n/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (%s) /Info (%s) /DestOutputProfile %d 0 R>>]>>",
		pageTree, append(marks, f.tagged...), f.labels, archive.Language, described, archive.ProfileName, archive.ProfileName, profile)
	f.information = information(p)
	return nil
}

// information is the information dictionary (ISO 32000-1, 14.3.3).
func information(p archive.Properties) []byte {
	out := []byte("<<")
	for _, entry := range []struct{ name, text string }{
		{"Title", p.Title}, {"Author", p.Author}, {"Subject", p.Subject}, {"Keywords", p.Keywords},
	} {
		if entry.text != "" {
			out = fmt.Appendf(out, "/%s <%X>\n", entry.name, textString(entry.text))
		}
	}
	date := archive.Date(p.Created)
	return fmt.Appendf(out, "/Producer (%s) /Creator (%s)\n/CreationDate (%s) /ModDate (%s)>>", p.Producer, p.Producer, date, date)
}

// identifier is the file's /ID: it follows from the content, so that equal documents are equal files.
func identifier(content []byte) []byte {
	sum := sha256.Sum256(content)
	return fmt.Appendf(nil, "/ID [<%X> <%X>]\n", sum[:16], sum[:16])
}

// numbered is an object under its number.
func numbered(number int, content []byte) []byte {
	return fmt.Appendf(nil, "%d 0 obj\n%s\nendobj\n", number, bytes.TrimSpace(content))
}

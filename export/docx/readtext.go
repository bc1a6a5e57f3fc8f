package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// What reading a file of unknown origin may cost. A report of a hundred pages is well below
// half of each.
const (
	mostFileBytes = 20 << 20 // the file, and what a bot may fetch of one
	mostPartBytes = 16 << 20 // the body's XML, unpacked
	mostLinkBytes = 1 << 20  // the list of the package's parts, unpacked
	mostEntries   = 2000
	mostTextBytes = 4 << 20
	mostDepth     = 500
)

// ErrNotDocument says that a file is no text document, with what may be done about it.
var ErrNotDocument = errors.New("不是 .docx 文件；请用 Word 或 WPS 打开，另存为 .docx 再发")

// ReadText reads the text of an uploaded text document (.docx), size bytes long, in the order
// of its body: a line for every paragraph, its tabs and line breaks kept, a line for every row
// of a table with tabs between the cells. Deleted revisions, hidden text, field codes, prompts
// of empty controls, headers, footers, notes and comments are left out, as are the numbers that
// lists and headings get automatically.
//
// Errors are Chinese sentences for whoever sent the file: it is no .docx (wraps
// ErrNotDocument), locked, damaged or too large. Only the body is unpacked, and no more of it
// than the limits allow.
func ReadText(r io.ReaderAt, size int64) (string, error) {
	if size > mostFileBytes {
		return "", fmt.Errorf("文件有 %.1f MB，最多 %d MB；请删去图片再发", float64(size)/(1<<20), mostFileBytes>>20)
	}
	if err := recognise(r, size); err != nil {
		return "", err
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return "", fmt.Errorf("文件已损坏，打不开（%w）；请重新另存为 .docx 再发", err)
	}
	if len(archive.File) > mostEntries {
		return "", fmt.Errorf("文件由 %d 个部分组成，最多 %d 个；请只保留正文再发", len(archive.File), mostEntries)
	}
	body, err := bodyPart(archive)
	if err != nil {
		return "", err
	}
	in, err := body.Open()
	if err != nil {
		return "", damaged(err)
	}
	defer in.Close() // only read
	t := &textReader{}
	if err := t.read(xml.NewDecoder(&bounded{r: in, left: mostPartBytes})); err != nil {
		return "", err
	}
	return strings.TrimRight(t.out.String(), "\n"), nil
}

func damaged(err error) error {
	return fmt.Errorf("文件内容有误，读不出文字（%w）；请重新另存为 .docx 再发", err)
}

// recognise names the formats that are sent in place of a .docx by how they begin.
func recognise(r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, 64<<10))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("读取文件：%w", err)
	}
	wrong := func(what string) error { return fmt.Errorf("这是%s，%w", what, ErrNotDocument) }
	switch {
	case len(head) == 0:
		return fmt.Errorf("文件是空的，%w", ErrNotDocument)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return nil
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		// A locked .docx lies in the same container as the old format; its parts are
		// named in UTF-16.
		if bytes.Contains(head, utf16("EncryptedPackage")) {
			return errors.New("文件设了打开密码；请取消密码，另存为 .docx 再发")
		}
		return wrong("旧的 .doc 或 .wps 文件")
	case bytes.HasPrefix(head, []byte("{\\rtf")):
		return wrong(" RTF 文件")
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return wrong(" PDF 文件")
	}
	return ErrNotDocument
}

func utf16(ascii string) []byte {
	out := make([]byte, 0, 2*len(ascii))
	for i := range len(ascii) {
		out = append(out, ascii[i], 0)
	}
	return out
}

// bodyPart is the part with the document's body: the one the package names, or the usual.
func bodyPart(archive *zip.Reader) (*zip.File, error) {
	const usual = "word/document.xml"
	files := map[string]*zip.File{}
	for _, f := range archive.File {
		// Some programs write "\" and capitals.
		files[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	for _, name := range []string{linkedBody(files["_rels/.rels"]), usual} {
		if f := files[strings.ToLower(name)]; f != nil && strings.HasPrefix(strings.ToLower(name), "word/") {
			return f, nil
		}
	}
	switch {
	case files["xl/workbook.xml"] != nil:
		return nil, fmt.Errorf("这是表格（.xlsx），%w", ErrNotDocument)
	case files["ppt/presentation.xml"] != nil:
		return nil, fmt.Errorf("这是演示文稿（.pptx），%w", ErrNotDocument)
	case files["content.xml"] != nil:
		return nil, fmt.Errorf("这是 .odt 一类的文件，%w", ErrNotDocument)
	}
	return nil, ErrNotDocument
}

// linkedBody is the body's name as the package's relations have it; empty when they do not
// tell, for then the usual name is tried.
func linkedBody(links *zip.File) string {
	if links == nil {
		return ""
	}
	in, err := links.Open()
	if err != nil {
		return ""
	}
	defer in.Close() // only read
	var list struct {
		Links []struct {
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := xml.NewDecoder(&bounded{r: in, left: mostLinkBytes}).Decode(&list); err != nil {
		return ""
	}
	for _, link := range list.Links {
		if strings.HasSuffix(link.Type, "/officeDocument") {
			return strings.TrimPrefix(path.Clean("/"+link.Target), "/")
		}
	}
	return ""
}

// errTooLarge says that a part unpacks to more than it may.
var errTooLarge = errors.New("文件解压后太大；请删去修订记录和图片，只保留正文再发")

// bounded is a reader that fails beyond a number of bytes, rather than end as if all were read.
type bounded struct {
	r    io.Reader
	left int64
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLarge
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

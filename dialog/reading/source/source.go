// Package source takes files and messages of unknown origin apart into cells and paragraphs:
// workbooks, separated text in any encoding, Word documents, PDF with text, pasted text. It knows
// nothing of questionnaires. What it cannot read it names, in sentences for the person who sent it.
package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"ziping/dialog/reading/cell"
)

// Limits bound what reading a file of unknown origin may cost.
type Limits struct {
	Bytes    int64         // of the file
	Unpacked int64         // of all parts that are read, after decompression
	Part     int64         // of one part, after decompression
	Parts    int           // of an archive
	Sheets   int           // of a workbook
	Elements int           // of XML, over all parts
	Cells    int           // places for cells, blank ones within a row included
	Rows     int           // with a value, of one sheet
	Columns  int           // of one sheet
	Text     int           // bytes of text, over all cells and paragraphs
	Pages    int           // of a PDF
	Time     time.Duration //
}

// DefaultLimits hold for what offices fill in by hand and for reports of some hundred pages.
var DefaultLimits = Limits{
	Bytes: 2 << 20, Unpacked: 24 << 20, Part: 8 << 20, Parts: 500, Sheets: 64, Elements: 500_000, Cells: 100_000,
	Rows: 5000, Columns: 200, Text: 4 << 20, Pages: 300, Time: 8 * time.Second,
}

// Refusal says in Chinese why nothing of a file can be read and what to do; it is for the person.
type Refusal struct{ Text string }

// Error implements error.
func (r *Refusal) Error() string { return r.Text }

func refuse(format string, args ...any) error { return &Refusal{fmt.Sprintf(format, args...)} }

// slots bound how many files are read at once, whoever asks: memory is the sum of all.
var slots = make(chan struct{}, 2)

// Read takes a file apart. name tells its kind where the bytes do not. The error is a *Refusal.
func Read(ctx context.Context, name string, data []byte, limits Limits) (cell.Document, error) {
	if int64(len(data)) > limits.Bytes {
		return cell.Document{}, refuse("文件有 %.1f MB，最多 %.0f MB；请只保留要上传的内容，图片请删去。",
			float64(len(data))/(1<<20), float64(limits.Bytes)/(1<<20))
	}
	if len(data) == 0 {
		return cell.Document{}, refuse("文件是空的，请检查后再发。")
	}
	read := readerOf(strings.ToLower(path.Ext(name)), data)
	ctx, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
	case <-ctx.Done():
		return cell.Document{}, errBusy
	}
	doc, err := read(ctx, data, limits)
	return doc, refusal(ctx, err)
}

var errBusy = refuse("现在同时读取的文件太多，请稍后再传。")

// refusal turns whatever went wrong into a sentence for the person.
func refusal(ctx context.Context, err error) error {
	var known *Refusal
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case ctx.Err() != nil:
		return refuse("文件太复杂，没有在规定时间内读完；请只保留要上传的表格或文字，稍后再传。")
	}
	return refuse("文件内容有误，读不出来（%v）；请用 Office 或 WPS 打开，重新另存后再发。", err)
}

type reader func(context.Context, []byte, Limits) (cell.Document, error)

// readerOf chooses by how the file begins, and by its name for plain text.
func readerOf(ending string, data []byte) reader {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return readArchive
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return func(context.Context, []byte, Limits) (cell.Document, error) {
			return cell.Document{}, oldFormat(ending, data)
		}
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return readPDF
	case bytes.HasPrefix(data, []byte("{\\rtf")):
		return refusing("这是 RTF 文件，读不了；请用 Word 或 WPS 打开，另存为 .docx 再发。")
	case isPicture(data):
		return refusing("这是图片，读不出文字；请发送表格文件、Word 文件，或直接粘贴文字。")
	case ending == ".xlsx" || ending == ".docx" || ending == ".xlsm":
		return refusing("文件已损坏或不是 " + ending + " 文件；请用 Office 或 WPS 打开，重新另存后再发。")
	}
	return readPlain
}

func refusing(text string) reader {
	return func(context.Context, []byte, Limits) (cell.Document, error) { return cell.Document{}, &Refusal{text} }
}

func isPicture(data []byte) bool {
	for _, magic := range []string{"\x89PNG", "\xFF\xD8\xFF", "GIF8", "BM", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return magic != "BM" || bytes.IndexByte(data, 0) >= 0
		}
	}
	return bytes.HasPrefix(data, []byte("RIFF")) && bytes.Contains(data[:min(16, len(data))], []byte("WEBP"))
}

// oldFormat says what to do with the container of the old office formats, in which a file with a
// password lies too.
func oldFormat(ending string, data []byte) error {
	if bytes.Contains(data, utf16("EncryptedPackage")) {
		return refuse("文件设了打开密码，读不了；请打开后取消密码（文件→信息→保护），另存后再发。")
	}
	switch {
	case ending == ".xls" || ending == ".et" || bytes.Contains(data, utf16("Workbook")):
		return refuse("这是旧版表格文件（%s），读不了；请用 Excel 或 WPS 打开，另存为 .xlsx 再发，或复制表格直接粘贴过来。", orElse(ending, ".xls"))
	case ending == ".doc" || ending == ".wps" || bytes.Contains(data, utf16("WordDocument")):
		return refuse("这是旧版文字文件（%s），读不了；请用 Word 或 WPS 打开，另存为 .docx 再发，或直接粘贴文字。", orElse(ending, ".doc"))
	}
	return refuse("这种旧版文件读不了；请用 Office 或 WPS 打开，另存为 .xlsx 或 .docx 再发。")
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func utf16(ascii string) []byte {
	out := make([]byte, 0, 2*len(ascii))
	for i := range len(ascii) {
		out = append(out, ascii[i], 0)
	}
	return out
}

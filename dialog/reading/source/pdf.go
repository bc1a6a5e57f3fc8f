package source

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/ledongthuc/pdf"

	"ziping/dialog/reading/cell"
)

// pdfSlots are held until the library ends, in time or not.
var pdfSlots = make(chan struct{}, 2)

var errNoText = refuse("这个 PDF 里没有文字（是扫描件或图片），读不了；请发送 Word 文件、表格，或有文字的 PDF。")

// readPDF reads the text of a PDF, lines joined to paragraphs, rows of cells as sheets. The library
// is not made for hostile files: what it would unpack is measured before, and it works apart, where
// its panics are caught.
func readPDF(ctx context.Context, data []byte, limits Limits) (cell.Document, error) {
	if regexp.MustCompile(`/Encrypt\s+\d+\s+\d+\s+R`).Match(data) {
		return cell.Document{}, refuse("这个 PDF 加了密码或权限限制，读不了；请另存为不加密的 PDF，或发送 Word 文件。")
	}
	if !plainFilters(data) {
		return cell.Document{}, refuse("这个 PDF 的压缩方式少见，读不了；请重新导出 PDF，或发送 Word 文件。")
	}
	if err := measureStreams(ctx, data, limits); err != nil {
		return cell.Document{}, err
	}
	type result struct {
		doc cell.Document
		err error
	}
	select {
	case pdfSlots <- struct{}{}:
	case <-ctx.Done():
		return cell.Document{}, errBusy
	}
	done := make(chan result, 1)
	go func() {
		defer func() { <-pdfSlots }()
		doc, err := pages(ctx, data, limits)
		done <- result{doc, err}
	}()
	select {
	case r := <-done:
		return r.doc, r.err
	case <-ctx.Done():
		return cell.Document{}, ctx.Err()
	}
}

// mostStream is the size of a stream with text, unpacked. Pictures and typefaces may be larger:
// nothing reads them.
const mostStream = 3 << 20

var (
	streamStart = regexp.MustCompile(`stream(\r\n|\r|\n)`)
	textMarks   = [][]byte{[]byte("Tj"), []byte("TJ"), []byte("beginbf"), []byte("/Type"), []byte(" Do")}
)

var (
	filterKey   = regexp.MustCompile(`/(?:F|#46)(?:i|#69)(?:l|#6[cC])(?:t|#74)(?:e|#65)(?:r|#72)\s*(\[[^\]]*\]|/[^\s/<>\[\]()]+|[^/\[])`)
	filterNames = regexp.MustCompile(`/[^\s/<>\[\]()]+`)
)

// plainFilters reports whether every stream is packed in a way that can be measured, written out
// where it stands: a picture's, or deflated.
func plainFilters(data []byte) bool {
	for _, m := range filterKey.FindAllSubmatch(data, -1) {
		names := filterNames.FindAll(m[1], -1)
		if len(names) == 0 && !bytes.HasPrefix(m[1], []byte("[")) || !bytes.HasPrefix(m[0], []byte("/Filter")) {
			return false
		}
		for _, name := range names {
			switch string(name) {
			case "/FlateDecode", "/Fl", "/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode":
			default:
				return false
			}
		}
	}
	return true
}

// measureStreams unpacks every compressed stream without keeping it.
func measureStreams(ctx context.Context, data []byte, limits Limits) error {
	var all int64
	for _, at := range streamStart.FindAllIndex(data, -1) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		n, textual := inflated(data[at[1]:], mostStream, 0)
		if all += n; textual && n > mostStream || all > 4*limits.Unpacked {
			return errTooMuch
		}
	}
	return nil
}

// mostNested is how often a stream may be compressed over again.
const mostNested = 3

// inflated is the size of a compressed stream up to a little over most, and whether it may be text.
func inflated(data []byte, most int64, depth int) (size int64, textual bool) {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return 0, false
	}
	defer z.Close() // only read
	var head bytes.Buffer
	n, _ := io.Copy(&head, io.LimitReader(z, most+1)) // what is broken further on is not read by anybody
	if depth < mostNested {
		if deeper, text := inflated(head.Bytes(), most, depth+1); deeper > 0 {
			return n + deeper, text
		}
	}
	for _, mark := range textMarks {
		textual = textual || bytes.Contains(head.Bytes(), mark)
	}
	return n, textual
}

func pages(ctx context.Context, data []byte, limits Limits) (doc cell.Document, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			if stop, ok := fault.(stopped); ok {
				err = stop.err
				return
			}
			err = fmt.Errorf("PDF：%v", fault)
		}
	}()
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return doc, refuse("PDF 文件已损坏或格式特殊，打不开；请重新导出 PDF，或发送 Word 文件。")
	}
	n := r.NumPage()
	if n > limits.Pages {
		return doc, refuse("PDF 有 %d 页，最多 %d 页；请只保留要上传的几页。", n, limits.Pages)
	}
	p := &pdfText{ctx: ctx, left: limits.Text}
	l := &layout{limits: limits}
	for i := 1; i <= n; i++ {
		page := r.Page(i)
		if page.V.IsNull() {
			continue
		}
		p.runs, p.fonts = nil, map[string]*pdfFont{}
		p.content(page.V.Key("Contents"), page.Resources(), 0)
		if err := l.page(i, p.runs); err != nil {
			return doc, err
		}
	}
	doc = l.finish()
	if p.unknown > 0 {
		doc.Unread = append(doc.Unread, fmt.Sprintf("PDF 中有 %d 个字的编码认不出来，没有读取；请核对，或发送 Word 文件", p.unknown))
	}
	if len(doc.Paragraphs) == 0 && len(doc.Sheets) == 0 {
		return doc, errNoText
	}
	return doc, nil
}

// stopped ends the library's interpreter from within its callback.
type stopped struct{ err error }

var errDepth = errors.New("nested too deep")

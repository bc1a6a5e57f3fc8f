package source

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"ziping/dialog/reading/cell"
)

// archive is an opened office file. All its readings share one budget, because an archive's own
// word about its sizes is not to be trusted.
type archive struct {
	ctx      context.Context
	files    map[string]*zip.File
	limits   Limits
	unpacked int64 // bytes left
	elements int   // elements left
	text     int   // bytes of text left
}

// readArchive tells workbooks from documents by what is inside.
func readArchive(ctx context.Context, data []byte, limits Limits) (cell.Document, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return cell.Document{}, refuse("文件已损坏，打不开；请用 Office 或 WPS 打开，重新另存后再发。")
	}
	if len(z.File) > limits.Parts {
		return cell.Document{}, refuse("文件由 %d 个部分组成，最多 %d 个；请只保留要上传的内容，另存后再发。", len(z.File), limits.Parts)
	}
	a := &archive{
		ctx: ctx, files: map[string]*zip.File{}, limits: limits,
		unpacked: limits.Unpacked, elements: limits.Elements, text: limits.Text,
	}
	for _, f := range z.File {
		// Some programs write "\" and capitals.
		a.files[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	main, err := a.mainPart()
	switch {
	case err != nil:
		return cell.Document{}, err
	case strings.HasPrefix(main, "xl/"):
		return a.readWorkbook(main)
	case strings.HasPrefix(main, "word/"):
		return a.readDocument(main)
	case a.files["content.xml"] != nil:
		return cell.Document{}, refuse("这是 OpenDocument 文件（.ods、.odt），读不了；请另存为 .xlsx 或 .docx 再发。")
	case a.files["ppt/presentation.xml"] != nil:
		return cell.Document{}, refuse("这是演示文稿，读不了；请发送表格、Word 文件，或直接粘贴文字。")
	}
	return cell.Document{}, refuse("这是压缩包或不认识的文件，读不了；请解压后逐个发送 .xlsx、.docx、.csv、.txt 或 .pdf 文件。")
}

// relation is one link of a part to another.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// mainPart is the part that the package names as its document, or the usual one.
func (a *archive) mainPart() (string, error) {
	links, err := a.relations("_rels/.rels", "")
	if err != nil {
		return "", err
	}
	for _, link := range links {
		if strings.HasSuffix(link.Type, "/officeDocument") && a.files[strings.ToLower(link.Target)] != nil {
			return strings.ToLower(link.Target), nil
		}
	}
	for _, usual := range []string{"xl/workbook.xml", "word/document.xml"} {
		if a.files[usual] != nil {
			return usual, nil
		}
	}
	return "", nil
}

// mostRelations is how many links of one part are read.
const mostRelations = 2000

// relations are a part's links, their targets as paths in the archive; none where there is no list.
func (a *archive) relations(name, base string) ([]relation, error) {
	if a.files[strings.ToLower(name)] == nil {
		return nil, nil
	}
	var list []relation
	err := a.walk(name, func(e event) error {
		if !e.opens || e.name != "Relationship" {
			return nil
		}
		if len(list) >= mostRelations {
			return refuse("文件的内部链接太多；请只保留要上传的内容，另存后再发。")
		}
		target := e.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(base, target)
		}
		list = append(list, relation{e.attr("Id"), e.attr("Type"), strings.TrimPrefix(path.Clean("/"+target), "/")})
		return nil
	})
	return list, err
}

// event is what happens in the XML: an element opens or closes, or text comes.
type event struct {
	opens, closes bool
	name          string // without its prefix
	attrs         []xml.Attr
	text          string
}

func (e event) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// link is the relationship's id among the attributes, whatever namespace the file uses for it.
func (e event) link() string {
	for _, a := range e.attrs {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

var errTooMuch = refuse("文件里的内容太多，读不完；请只保留要上传的表格或文字（修订记录、空行和图片请删去），另存后再发。")

// contextEvery is after how many tokens the deadline is looked at.
const contextEvery = 4096

// walk goes through a part. Entities beyond XML's own are errors, so that nothing is fetched or
// blown up.
func (a *archive) walk(name string, visit func(event) error) error {
	f := a.files[strings.ToLower(name)]
	if f == nil {
		return refuse("文件不完整，缺少 %s；请用 Office 或 WPS 打开，重新另存后再发。", name)
	}
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close() // only read
	part := min(a.limits.Part, a.unpacked)
	defer func(had int64) { a.unpacked -= had - part }(part)
	d := xml.NewDecoder(&budgeted{r: in, left: &part})
	for n := 1; ; n++ {
		if n%contextEvery == 0 && a.ctx.Err() != nil {
			return a.ctx.Err()
		}
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if a.elements--; a.elements < 0 {
				return errTooMuch
			}
			err = visit(event{opens: true, name: token.Name.Local, attrs: token.Attr})
		case xml.EndElement:
			err = visit(event{closes: true, name: token.Name.Local})
		case xml.CharData:
			err = visit(event{text: string(token)})
		}
		if err != nil {
			return err
		}
	}
}

// take counts text against the budget.
func (a *archive) take(bytes int) error {
	if a.text -= bytes; a.text < 0 {
		return errTooMuch
	}
	return nil
}

// budgeted is a reader that fails beyond a number of bytes, rather than end as if all were read.
type budgeted struct {
	r    io.Reader
	left *int64
}

// Read implements io.Reader.
func (b *budgeted) Read(p []byte) (int, error) {
	if *b.left <= 0 {
		return 0, errTooMuch
	}
	n, err := b.r.Read(p[:min(int64(len(p)), *b.left)])
	*b.left -= int64(n)
	return n, err
}

package source

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"ziping/dialog/reading/cell"
)

// readPlain reads text in whatever encoding: separated text as a sheet, all of it as paragraphs.
func readPlain(ctx context.Context, data []byte, limits Limits) (cell.Document, error) {
	text, err := decoded(data)
	if err != nil {
		return cell.Document{}, err
	}
	if cell.Trim(text) == "" {
		return cell.Document{}, refuse("文件里没有文字。")
	}
	if len(text) > limits.Text {
		return cell.Document{}, errTooMuch
	}
	doc := Text(text)
	for _, s := range doc.Sheets {
		if len(s.Rows) > limits.Rows {
			return cell.Document{}, refuse("表格的行数太多，最多 %d 行；请只保留要上传的行。", limits.Rows)
		}
		places := 0
		for i, row := range s.Rows {
			if places += len(row); len(row) > limits.Columns || places > limits.Cells {
				return cell.Document{}, refuse("第 %d 行的列数太多，最多 %d 列；请只保留要上传的列。", s.Line(i), limits.Columns)
			}
		}
	}
	return doc, ctx.Err()
}

// Text takes a text apart: its lines as paragraphs and, where its lines are separated alike, a
// sheet. Texts whose tabs have become single blanks are left to the reader that knows the columns.
func Text(text string) cell.Document {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var doc cell.Document
	separator, rest, declared := cell.Declared(text)
	if !declared {
		separator = separatorOf(text)
	}
	if separator != 0 {
		if s := cell.SheetOf(cell.Separated(rest, separator)); len(s.Rows) > 0 {
			if declared {
				for i := range s.Lines {
					s.Lines[i]++
				}
			}
			doc.Sheets = append(doc.Sheets, s)
		}
	}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if line = cell.Trim(line); line != "" {
			doc.Paragraphs = append(doc.Paragraphs, cell.Paragraph{Text: line, Place: fmt.Sprintf("第 %d 行", n)})
		}
	}
	return doc
}

// separators are tried in this order where two separate equally well.
var separators = []rune{'\t', '|', '｜', ',', ';', '，', '；'}

// separatorOf is the mark that cuts the most lines into equally many fields, at least two; 0 when
// none cuts half of them.
func separatorOf(text string) rune {
	best, most := rune(0), 0
	for _, mark := range separators {
		counts, lines := map[int]int{}, 0
		for _, r := range cell.Separated(firstLines(text, 60), mark) {
			lines++
			counts[len(r.Fields)]++
		}
		for fields, n := range counts {
			score := n * min(fields-1, 20)
			if fields >= 2 && 2*n >= lines && score > most && !(lines == 1 && (mark == '，' || mark == '；')) {
				best, most = mark, score
			}
		}
	}
	return best
}

func firstLines(text string, n int) string {
	end := 0
	for range n {
		i := strings.IndexByte(text[end:], '\n')
		if i < 0 {
			return text
		}
		end += i + 1
	}
	return text[:end]
}

// decoded is the text in UTF-8: UTF-8 and UTF-16 with or without a mark, else GB18030, as Chinese
// programs save it.
func decoded(data []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		from = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.IndexByte(data, 0) >= 0:
		from = unmarkedUTF16(data)
	case utf8.Valid(data):
		from = unicode.UTF8BOM
	default:
		from = simplifiedchinese.GB18030
	}
	out, err := from.NewDecoder().Bytes(data)
	if err != nil || !utf8.Valid(out) || bytes.ContainsRune(out, utf8.RuneError) || bytes.IndexByte(out, 0) >= 0 {
		return "", refuse("文件不是文字，或者编码不认识；能读的有 .xlsx、.docx、.csv、.txt 和有文字的 .pdf，文本请另存为 UTF-8 编码。")
	}
	return string(out), nil
}

// unmarkedUTF16 guesses the byte order by where the zeros of Latin letters, digits and line ends stand.
func unmarkedUTF16(data []byte) encoding.Encoding {
	even, odd := 0, 0
	for i, b := range data[:min(len(data), 4096)] {
		switch {
		case b != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	if even > odd {
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
}

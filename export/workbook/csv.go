package workbook

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// ReadCSV reads separated text as cells: UTF-8 with or without a byte order mark, UTF-16
// with one, or GB18030, as Chinese spreadsheet programs save it; separated by commas, tabs
// or semicolons. Row i is line i+1 of the text, nil where it is empty or goes on with a
// quoted line end. It fails for what is no text and beyond the limits.
func ReadCSV(data []byte, limits Limits) ([][]string, error) {
	if int64(len(data)) > limits.Bytes {
		return nil, fmt.Errorf("文件有 %.1f MB，最多 %.1f MB", float64(len(data))/(1<<20), float64(limits.Bytes)/(1<<20))
	}
	text, err := decoded(data)
	if err != nil {
		return nil, err
	}
	// A lone carriage return ends lines on old systems.
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = separator(text)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	var rows [][]string
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("读取文本表格：%w", err)
		}
		line, _ := r.FieldPos(0)
		switch {
		case line > limits.Rows:
			return nil, fmt.Errorf("%w，最多 %d 行", errTooManyRows, limits.Rows)
		case len(cells) > limits.Columns:
			return nil, fmt.Errorf("第 %d 行%w，最多 %d 列", line, errTooManyColumns, limits.Columns)
		}
		for len(rows) < line-1 {
			rows = append(rows, nil)
		}
		rows = append(rows, trimRow(cells))
	}
}

// decoded is the text in UTF-8.
func decoded(data []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(data):
		from = unicode.UTF8BOM
	default:
		from = simplifiedchinese.GB18030
	}
	out, err := from.NewDecoder().Bytes(data)
	if err != nil || !utf8.Valid(out) || bytes.ContainsRune(out, utf8.RuneError) || bytes.IndexByte(out, 0) >= 0 {
		return "", errors.New("文件不是文本，或编码不认识；请另存为 UTF-8 编码的 .csv")
	}
	return string(out), nil
}

// separator is the mark that the first line with any has most of.
func separator(text string) rune {
	for line := range strings.SplitSeq(text, "\n") {
		best, most := ',', 0
		for _, mark := range []rune{'\t', ',', ';'} {
			if n := unquoted(line, mark); n > most {
				best, most = mark, n
			}
		}
		if most > 0 {
			return best
		}
	}
	return ','
}

// unquoted counts a mark outside quotation marks.
func unquoted(line string, mark rune) int {
	count, quoted := 0, false
	for _, r := range line {
		switch r {
		case '"':
			quoted = !quoted
		case mark:
			if !quoted {
				count++
			}
		}
	}
	return count
}

package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
)

// finish rewrites a file of gofpdf without changing what it shows: the streams
// it left bare are compressed, and every font's ToUnicode map, which the
// library always writes as the identity, becomes the next of maps. The
// library would make a new compressor of 1.2 MB for each page.
func finish(file []byte, maps []string) ([]byte, error) {
	offsets, trailer, err := readOffsets(file)
	if err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(make([]byte, 0, len(file)/2))
	out.Write(file[:slices.Min(offsets[1:])])
	moved := make([]int, len(offsets))
	next := 0
	for number := 1; number < len(offsets); number++ {
		moved[number] = out.Len()
		object := objectAt(file, offsets[number])
		content, bare := bareStream(object)
		if bare && bytes.HasPrefix(content, []byte("/CIDInit")) && next < len(maps) {
			content, next = []byte(maps[next]), next+1
		}
		if !bare {
			out.Write(object)
			continue
		}
		packed, err := compress(content)
		if err != nil {
			return nil, fmt.Errorf("压缩：%w", err)
		}
		fmt.Fprintf(out, "%d 0 obj\n<</Filter /FlateDecode /Length %d>>\nstream\n", number, len(packed))
		out.Write(packed)
		out.WriteString("\nendstream\nendobj\n")
	}
	if next != len(maps) {
		return nil, errors.New("字体的文字对照表不齐")
	}
	start := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(moved))
	for _, offset := range moved[1:] {
		fmt.Fprintf(out, "%010d 00000 n \n", offset)
	}
	out.Write(trailer)
	fmt.Fprintf(out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes(), nil
}

var errFile = errors.New("PDF 文件的结构与预期不符")

// readOffsets finds the places of the objects, by number from 1, and the
// trailer up to startxref.
func readOffsets(file []byte) (offsets []int, trailer []byte, err error) {
	end := bytes.LastIndex(file, []byte("startxref\n"))
	if end < 0 {
		return nil, nil, errFile
	}
	digits, _, _ := bytes.Cut(file[end+len("startxref\n"):], []byte("\n"))
	start, err := strconv.Atoi(string(digits))
	if err != nil || start < 0 || start > end {
		return nil, nil, errFile
	}
	table, rest, found := bytes.Cut(file[start:end], []byte("trailer\n"))
	lines := bytes.Split(bytes.TrimRight(table, "\n"), []byte("\n"))
	if !found || len(lines) < 4 {
		return nil, nil, errFile
	}
	offsets = make([]int, len(lines)-2)
	for i, line := range lines[2:] {
		digits, _, _ := bytes.Cut(line, []byte(" "))
		if offsets[i], err = strconv.Atoi(string(digits)); err != nil || offsets[i] >= start {
			return nil, nil, errFile
		}
	}
	return offsets, append([]byte("trailer\n"), rest...), nil
}

// objectAt is an object with the words around it. A stream may hold any bytes,
// so its end is found by its length.
func objectAt(file []byte, offset int) []byte {
	object := file[offset:]
	from := 0
	if at, length, ok := streamIn(object); ok {
		from = at + length
	}
	const last = "endobj\n"
	if end := bytes.Index(object[from:], []byte(last)); end >= 0 {
		return object[:from+end+len(last)]
	}
	return object
}

// streamIn finds the stream of an object.
func streamIn(object []byte) (at, length int, ok bool) {
	const opens, measures = "stream\n", "/Length "
	at = bytes.Index(object, []byte(opens))
	closes := bytes.Index(object, []byte("endobj\n"))
	if at < 0 || closes >= 0 && closes < at {
		return 0, 0, false
	}
	from := bytes.Index(object[:at], []byte(measures))
	if from < 0 {
		return 0, 0, false
	}
	digits := object[from+len(measures) : at]
	end := 0
	for end < len(digits) && digits[end] >= '0' && digits[end] <= '9' {
		end++
	}
	length, err := strconv.Atoi(string(digits[:end]))
	at += len(opens)
	return at, length, err == nil && at+length <= len(object)
}

// bareStream gives the content of an object that is nothing but a stream
// without a filter.
func bareStream(object []byte) ([]byte, bool) {
	at, length, ok := streamIn(object)
	if !ok || bytes.Contains(object[:at], []byte("/Filter")) {
		return nil, false
	}
	return object[at : at+length], true
}

// compressors are used again and again; a new one clears 1.2 MB.
var compressors = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		return err
	}
	return w
}}

func compress(content []byte) ([]byte, error) {
	w, ok := compressors.Get().(*zlib.Writer)
	if !ok {
		return nil, errors.New("压缩程序不能用")
	}
	defer compressors.Put(w)
	var out bytes.Buffer
	w.Reset(&out)
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

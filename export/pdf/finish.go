package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// finish completes a file of gofpdf: the contents of pages, which the library
// left bare, are compressed, and further objects are added behind its own.
type finish struct {
	file    []byte
	offsets []int // of the library's objects, by number
	ends    []int // where they end
	added   []addition
	pages   []int  // the numbers of the library's pages
	tagged  []byte // entries of the structure for the catalog
	fonts   []byte // entries for the pages' resources
	drawing []byte
	labels  []byte // of the pages, for the catalog; nil where they count from 1
	// catalog and information replace the library's, which come last in its file.
	catalog, information []byte
}

// addition is an object added; packed ones stand compressed in one stream.
type addition struct {
	content []byte
	packed  bool
}

var errFile = errors.New("PDF 文件的结构与预期不符")

// newFinish reads the table of the file's objects.
func newFinish(file []byte) (*finish, error) {
	end := bytes.LastIndex(file, []byte("startxref\n"))
	if end < 0 {
		return nil, errFile
	}
	digits, _, _ := bytes.Cut(file[end+len("startxref\n"):], []byte("\n"))
	start, err := strconv.Atoi(string(digits))
	if err != nil || start < 0 || start > end {
		return nil, errFile
	}
	table, _, found := bytes.Cut(file[start:end], []byte("trailer\n"))
	lines := bytes.Split(bytes.TrimRight(table, "\n"), []byte("\n"))
	if !found || len(lines) < 4 {
		return nil, errFile
	}
	f := &finish{file: file, offsets: make([]int, len(lines)-2), ends: make([]int, len(lines)-2)}
	for i, line := range lines[2:] {
		digits, _, _ := bytes.Cut(line, []byte(" "))
		if f.offsets[i], err = strconv.Atoi(string(digits)); err != nil || f.offsets[i] > start {
			return nil, errFile
		}
	}
	// Each object ends where the next one in the file begins.
	inOrder := slices.Sorted(slices.Values(f.offsets[1:]))
	inOrder = append(inOrder, start)
	for i, offset := range f.offsets {
		next, _ := slices.BinarySearch(inOrder, offset+1)
		f.ends[i] = inOrder[next]
		if object := file[offset:f.ends[i]]; i > 0 && bytes.Contains(object[:min(len(object), 40)], []byte(pageHead)) {
			f.pages = append(f.pages, i)
		}
	}
	return f, nil
}

// pageHead begins the library's object of a page.
const pageHead = "/Type /Page\n"

// add appends an object and gives its number.
func (f *finish) add(content string) int {
	f.added = append(f.added, addition{content: []byte(content)})
	return len(f.offsets) + len(f.added) - 1
}

// pack adds an object that is no stream and stands among others (ISO 32000-1, 7.5.7).
func (f *finish) pack(content string) int {
	f.added = append(f.added, addition{content: []byte(content), packed: true})
	return len(f.offsets) + len(f.added) - 1
}

// addStream appends a compressed stream with further entries in its dictionary.
func (f *finish) addStream(entries string, content []byte) (int, error) {
	packed, err := compress(content)
	if err != nil {
		return 0, err
	}
	return f.addPacked(entries, packed), nil
}

// addPacked appends a stream that is compressed already.
func (f *finish) addPacked(entries string, packed []byte) int {
	head := fmt.Sprintf("<<%s/Filter /FlateDecode /Length %d>>\nstream\n", entries, len(packed))
	f.added = append(f.added, addition{content: slices.Concat([]byte(head), packed, []byte("\nendstream"))})
	return len(f.offsets) + len(f.added) - 1
}

// bytes is the whole file.
func (f *finish) bytes() ([]byte, error) {
	size := len(f.file)
	for _, object := range f.added {
		size += len(object.content) + 40
	}
	out := make([]byte, 0, size)
	out = append(out, version...)
	places := make([]place, 1, len(f.offsets)+len(f.added)+2)
	for number := 1; number < len(f.offsets); number++ {
		places = append(places, place{offset: len(out)})
		object, err := f.object(number)
		if err != nil {
			return nil, err
		}
		out = append(out, object...)
	}
	stream := len(f.offsets) + len(f.added) // of the packed objects
	var heads, packed []byte
	count := 0
	for i, object := range f.added {
		number := len(f.offsets) + i
		if object.packed {
			places = append(places, place{stream: stream, offset: count})
			heads = fmt.Appendf(heads, "%d %d ", number, len(packed))
			packed = append(append(packed, object.content...), '\n')
			count++
			continue
		}
		places = append(places, place{offset: len(out)})
		out = append(strconv.AppendInt(out, int64(number), 10), " 0 obj\n"...)
		out = append(append(out, object.content...), "\nendobj\n"...)
	}
	places = append(places, place{offset: len(out)})
	content, err := compress(append(heads, packed...))
	if err != nil {
		return nil, err
	}
	out = fmt.Appendf(out, "%d 0 obj\n<</Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\nendobj\n",
		stream, count, len(heads), len(content), content)
	return f.appendTable(out, places)
}

// place is where an object stands: at an offset of the file, or under a number in a stream of objects.
type place struct{ stream, offset int }

// resources is the number of the object that the library names all resources in.
const resources = 2

// object is an object of the library as it is in the finished file.
func (f *finish) object(number int) ([]byte, error) {
	object := f.file[f.offsets[number]:f.ends[number]]
	if number == resources {
		return f.named(object)
	}
	switch number {
	case len(f.offsets) - 1:
		return numbered(number, f.catalog), nil
	case len(f.offsets) - 2:
		return numbered(number, f.information), nil
	}
	if page := slices.Index(f.pages, number); page >= 0 {
		head, rest, _ := bytes.Cut(object, []byte(pageHead))
		return slices.Concat(head, []byte(pageHead), fmt.Appendf(nil, "/StructParents %d\n", page), rest), nil
	}
	content, bare := bareStream(object)
	if !bare {
		return object, nil
	}
	packed, err := compress(content)
	if err != nil {
		return nil, err
	}
	head := fmt.Appendf(nil, "%d 0 obj\n<</Filter /FlateDecode /Length %d>>\nstream\n", number, len(packed))
	return append(append(head, packed...), "\nendstream\nendobj\n"...), nil
}

// named puts the added fonts and drawings among the resources.
func (f *finish) named(object []byte) ([]byte, error) {
	for _, entry := range []struct{ kind, names string }{{"/Font <<\n", string(f.fonts)}, {"/XObject <<\n", string(f.drawing)}} {
		before, after, found := bytes.Cut(object, []byte(entry.kind))
		if !found {
			return nil, errFile
		}
		object = slices.Concat(before, []byte(entry.kind), []byte(entry.names), after)
	}
	return object, nil
}

// label has readers count pages as they are numbered: after the cover's, from 1
// on (ISO 32000-1, 12.4.2).
func (f *finish) label(cover int) {
	f.labels = fmt.Appendf(nil, "/PageLabels <</Nums [0 <</P <%X>>> %d <</S /D>>]>>\n", textString(coverMark), cover)
}

// appendTable writes the places of all objects as a stream, with what a trailer says
// (ISO 32000-1, 7.5.8).
func (f *finish) appendTable(out []byte, places []place) ([]byte, error) {
	start := len(out)
	places = append(places, place{offset: start})
	table := make([]byte, 0, 7*len(places))
	table = append(table, 0, 0, 0, 0, 0, 0xFF, 0xFF)
	for _, p := range places[1:] {
		kind, where, index := byte(1), p.offset, 0
		if p.stream > 0 {
			kind, where, index = 2, p.stream, p.offset
		}
		table = binary.BigEndian.AppendUint32(append(table, kind), uint32(where))
		table = binary.BigEndian.AppendUint16(table, uint16(index))
	}
	packed, err := compress(table)
	if err != nil {
		return nil, err
	}
	last := len(f.offsets) - 1
	id := identifier(out)
	out = fmt.Appendf(out, "%d 0 obj\n<</Type /XRef /Size %d /W [1 4 2] /Root %d 0 R /Info %d 0 R\n%s/Filter /FlateDecode /Length %d>>\nstream\n",
		len(places)-1, len(places), last, last-1, id, len(packed))
	out = append(append(out, packed...), "\nendstream\nendobj\n"...)
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", start), nil
}

// bareStream gives the content of an object that is nothing but a stream
// without a filter.
func bareStream(object []byte) ([]byte, bool) {
	const opens, closes, measures = "stream\n", "\nendstream\nendobj\n", "/Length "
	head, content, found := bytes.Cut(object, []byte(opens))
	if !found || !bytes.HasSuffix(content, []byte(closes)) || !bytes.Contains(head, []byte(measures)) || bytes.Contains(head, []byte("/Filter")) {
		return nil, false
	}
	return content[:len(content)-len(closes)], true
}

package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"hash/maphash"
	"sync"
)

// Most of a file are outlines of glyphs, and half of the time went into compressing the same ones for
// every document. An outline is compressed once, as a piece that can stand among others in one stream
// (RFC 1951: blocks that end on a byte and refer to nothing before them).

// outlineCache keeps compressed pieces by what they hold.
type outlineCache struct {
	lock   sync.Mutex
	seed   maphash.Seed
	pieces map[uint64]piece
	size   int // of all pieces, in bytes
}

type piece struct{ plain, packed []byte }

// mostCached bounds the cache in bytes; a full one is emptied. The characters of all reports of a
// district take a tenth of it.
const mostCached = 8 << 20

var outlines = outlineCache{seed: maphash.MakeSeed(), pieces: map[uint64]piece{}}

// The parts of a zlib stream around its blocks (RFC 1950).
var (
	zlibHead  = []byte{0x78, 0x9C}
	lastBlock = []byte{0x03, 0x00} // the empty block that ends a stream
)

// compress is a zlib stream of a program whose parts between ends are kept compressed.
func (o *outlineCache) compress(program []byte, ends []int) ([]byte, error) {
	out := make([]byte, 0, len(program))
	out = append(out, zlibHead...)
	w := writers.Get().(*flate.Writer)
	defer writers.Put(w)
	var scratch bytes.Buffer
	plain := func(part []byte) error {
		scratch.Reset()
		if err := blocks(w, &scratch, part); err != nil {
			return err
		}
		out = append(out, scratch.Bytes()...)
		return nil
	}
	if err := plain(program[:ends[0]]); err != nil {
		return nil, err
	}
	o.lock.Lock()
	defer o.lock.Unlock()
	for i, end := range ends[1:] {
		part := program[ends[i]:end]
		if len(part) == 0 {
			continue
		}
		key := maphash.Bytes(o.seed, part)
		p, known := o.pieces[key]
		if !known || !bytes.Equal(p.plain, part) {
			scratch.Reset()
			if err := blocks(w, &scratch, part); err != nil {
				return nil, err
			}
			p = piece{bytes.Clone(part), bytes.Clone(scratch.Bytes())}
			if o.size += len(p.plain) + len(p.packed); o.size > mostCached {
				clear(o.pieces)
				o.size = len(p.plain) + len(p.packed)
			}
			o.pieces[key] = p
		}
		out = append(out, p.packed...)
	}
	if err := plain(program[ends[len(ends)-1]:]); err != nil {
		return nil, err
	}
	out = append(out, lastBlock...)
	return binary.BigEndian.AppendUint32(out, adler32.Checksum(program)), nil
}

// writers are used again and again.
var writers = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.HuffmanOnly) // the level is right
	return w
}}

// blocks compresses a part into blocks that end on a byte.
func blocks(w *flate.Writer, out *bytes.Buffer, part []byte) error {
	w.Reset(out)
	if _, err := w.Write(part); err != nil {
		return fmt.Errorf("compress an outline: %w", err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("compress an outline: %w", err)
	}
	return nil
}

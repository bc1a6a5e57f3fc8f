package archive

import (
	"bytes"
	"encoding/binary"
	"math"
	"sync"
)

// ProfileName is what the profile is called in the file.
const ProfileName = "Grey, gamma 2.2, D50"

// Profile is an ICC profile (ICC.1:2001-04, version 2.4) of a grey display: all that is drawn is
// black, grey or white, and PDF/A asks for the profile that these are meant in (ISO 19005-2, 6.2.3).
var Profile = sync.OnceValue(func() []byte {
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", description(ProfileName)},
		{"cprt", text("text", "No rights reserved")},
		{"wtpt", whitePoint()},
		{"kTRC", gamma(2.2)},
	}
	const header, entry = 128, 12
	table := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var body []byte
	for _, tag := range tags {
		table = append(table, tag.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(header+4+entry*len(tags)+len(body)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(tag.data)))
		body = append(body, padded(tag.data)...)
	}
	out := profileHeader(header + len(table) + len(body))
	return append(append(out, table...), body...)
})

// profileHeader is the fixed beginning (ICC.1:2001-04, 6.1); its date is that of the standard.
func profileHeader(size int) []byte {
	out := make([]byte, 128)
	binary.BigEndian.PutUint32(out[0:], uint32(size))
	binary.BigEndian.PutUint32(out[8:], 0x02400000) // version 2.4
	copy(out[12:], "mntrGRAYXYZ ")
	for i, part := range []uint16{2001, 4, 1, 0, 0, 0} {
		binary.BigEndian.PutUint16(out[24+2*i:], part)
	}
	copy(out[36:], "acsp")
	copy(out[68:], d50()) // the illuminant of the connection space
	return out
}

// d50 is the white of the connection space as three s15Fixed16 numbers.
func d50() []byte {
	var out []byte
	for _, part := range []float64{0.9642, 1, 0.8249} {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(math.Round(part*65536))))
	}
	return out
}

func whitePoint() []byte { return append([]byte("XYZ \x00\x00\x00\x00"), d50()...) }

// gamma is a curve of one exponent (curveType with one u8Fixed8 number).
func gamma(exponent float64) []byte {
	out := append([]byte("curv\x00\x00\x00\x00"), 0, 0, 0, 1)
	return binary.BigEndian.AppendUint16(out, uint16(math.Round(exponent*256)))
}

func text(kind, words string) []byte {
	return append([]byte(kind+"\x00\x00\x00\x00"+words), 0)
}

// description is a textDescriptionType: the words in ASCII, and none in the two other scripts.
func description(words string) []byte {
	out := binary.BigEndian.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(words)+1))
	out = append(append(out, words...), 0)
	return append(out, make([]byte, 4+4+2+1+67)...)
}

// padded fills up to the next multiple of four.
func padded(data []byte) []byte {
	return append(data, bytes.Repeat([]byte{0}, -len(data)&3)...)
}

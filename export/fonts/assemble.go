package fonts

import "math/bits"

// table is one table of a font.
type table struct {
	tag  string
	data []byte
}

// padding is what a table is filled up with.
var padding [3]byte

const (
	// checksumAt is where the head table has the checksum of the whole font,
	// which with it comes to checksumWhole (OpenType specification, "head").
	checksumAt    = 8
	checksumWhole = 0xB1B0AFBA
)

// assemble joins tables, sorted by tag, into a font.
func assemble(tables []table) []byte {
	count, length := len(tables), sfntHeader+len(tables)*tableRecord
	for _, t := range tables {
		length += padded(len(t.data))
	}
	font := make([]byte, 0, length)
	power := bits.Len(uint(count)) - 1
	font = be.AppendUint32(font, sfntTrueType)
	for _, v := range [...]int{count, 16 << power, power, 16*count - 16<<power} {
		font = be.AppendUint16(font, uint16(v))
	}
	offset, head := sfntHeader+count*tableRecord, 0
	for _, t := range tables {
		if t.tag == "head" {
			head = offset
		}
		font = append(font, t.tag...)
		font = be.AppendUint32(font, checksum(t.data))
		font = be.AppendUint32(font, uint32(offset))
		font = be.AppendUint32(font, uint32(len(t.data)))
		offset += padded(len(t.data))
	}
	for _, t := range tables {
		font = append(font, t.data...)
		font = append(font, padding[:padded(len(t.data))-len(t.data)]...)
	}
	be.PutUint32(font[head+checksumAt:], checksumWhole-checksum(font))
	return font
}

// checksum sums a table up as numbers of four bytes.
func checksum(data []byte) uint32 {
	sum := uint32(0)
	for ; len(data) >= 4; data = data[4:] {
		sum += be.Uint32(data)
	}
	var rest [4]byte
	copy(rest[:], data)
	return sum + be.Uint32(rest[:])
}

// padded rounds up to four.
func padded(length int) int { return (length + 3) &^ 3 }

package fonts

import "unicode/utf16"

const (
	familyName      = 1
	fullName        = 4
	typographicName = 16
	nameRecord      = 12
)

// readNames lists the family and full names in every language; faults in the
// name table only lose names.
func readNames(table []byte) []string {
	if len(table) < 6 {
		return nil
	}
	count, store := int(be.Uint16(table[2:])), int(be.Uint16(table[4:]))
	var names []string
	for i := range count {
		at := 6 + nameRecord*i
		if at+nameRecord > len(table) {
			break
		}
		record := table[at:]
		platform, encoding, kind := be.Uint16(record), be.Uint16(record[2:]), be.Uint16(record[6:])
		length, offset := int(be.Uint16(record[8:])), store+int(be.Uint16(record[10:]))
		wanted := kind == familyName || kind == fullName || kind == typographicName
		if !wanted || platform != 3 || encoding != 1 && encoding != 10 || offset+length > len(table) {
			continue
		}
		units := make([]uint16, length/2)
		for u := range units {
			units[u] = be.Uint16(table[offset+2*u:])
		}
		names = append(names, string(utf16.Decode(units)))
	}
	return names
}

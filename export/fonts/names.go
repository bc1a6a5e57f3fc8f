package fonts

import (
	"slices"
	"strings"
	"unicode/utf16"
)

const (
	familyName      = 1
	fullName        = 4
	postScriptName  = 6
	typographicName = 16
	nameRecord      = 12
)

// readNames lists the names of some kinds in every language; faults in the name
// table only lose names.
func readNames(table []byte, kinds ...uint16) []string {
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
		if !slices.Contains(kinds, kind) || platform != 3 || encoding != 1 && encoding != 10 || offset+length > len(table) {
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

// namelessFace is the PostScript name of a face whose file gives none.
const namelessFace = "Unnamed"

// longestName is how many characters a PostScript name may have (OpenType
// specification, "name", name ID 6).
const longestName = 63

// plainName is the first of the names that has characters a PostScript name may
// have, and of it but those.
func plainName(names []string) string {
	for _, name := range names {
		name = strings.Map(func(r rune) rune {
			if r <= ' ' || r > '~' || strings.ContainsRune("[](){}<>/%#", r) {
				return -1
			}
			return r
		}, name)
		if name != "" {
			return name[:min(len(name), longestName)]
		}
	}
	return namelessFace
}

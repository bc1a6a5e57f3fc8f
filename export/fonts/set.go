package fonts

import (
	_ "embed"
	"fmt"
	"sync"
)

// Role is what a face is for, after GB/T 9704-2012 §5.2 and §7.
type Role int

// The roles and the faces offices use for them.
const (
	Title Role = iota // 小标宋: titles
	Body              // 仿宋: body, headings of the third and fourth level
	Kai               // 楷体: headings of the second level
	Hei               // 黑体: headings of the first level, table heads
	Song              // 宋体: tables, page numbers
	Roman             // Times-like: Latin letters and digits beside Body, Kai, Song
	roles
)

// Roles is how many roles there are.
const Roles = int(roles)

var roleNames = [roles]string{"小标宋", "仿宋", "楷体", "黑体", "宋体", "西文"}

// String is the Chinese name of the style.
func (r Role) String() string {
	if r < 0 || r >= roles {
		return fmt.Sprintf("Role(%d)", int(r))
	}
	return roleNames[r]
}

// The bytes are embedded one by one: unlike embed.FS, that makes no copy of
// the 20 MB when they are read.
var (
	//go:embed faces/noto-serif/title.ttf
	titleFile []byte
	//go:embed faces/lxgw-wenkai/body.ttf
	bodyFile []byte
	//go:embed faces/lxgw-wenkai/kai.ttf
	kaiFile []byte
	//go:embed faces/noto-sans/hei.ttf
	heiFile []byte
	//go:embed faces/noto-serif/song.ttf
	songFile []byte
	//go:embed faces/liberation/roman.ttf
	romanFile []byte
)

// builtin parses the embedded faces once. They are part of the program and
// tested with it, so a fault is a fault of the build.
var builtin = sync.OnceValues(func() (*Set, error) {
	set := &Set{}
	for role, data := range [roles][]byte{titleFile, bodyFile, kaiFile, heiFile, songFile, romanFile} {
		face, err := Parse("内置"+roleNames[role], data)
		if err != nil {
			return nil, err
		}
		set.own[role], set.builtin[role] = face, face
	}
	return set, nil
})

// Builtin is the set of the faces inside the program.
func Builtin() (*Set, error) { return builtin() }

// Set is a face for every role, with the built-in faces behind for the
// characters a face lacks. Immutable, safe for concurrent use.
type Set struct {
	own     [roles]*Face
	builtin [roles]*Face
}

// Face is the face set for a role.
func (s *Set) Face(role Role) *Face { return s.own[role] }

// Substituted lists the roles without a face of the office's own.
func (s *Set) Substituted() []Role {
	var list []Role
	for role := range roles {
		if s.own[role] == s.builtin[role] {
			list = append(list, role)
		}
	}
	return list
}

// Pick finds the face that draws r in the style of role. ok is false when no
// face of the set has r; the face is then the role's own. A face other than
// the role's own (or Roman) means r came from a fallback.
func (s *Set) Pick(role Role, r rune) (face *Face, ok bool) {
	if role != Title && role != Hei && IsRoman(r) && s.own[Roman].Has(r) {
		return s.own[Roman], true
	}
	if s.own[role].Has(r) {
		return s.own[role], true
	}
	for _, try := range fallback[role] {
		if s.builtin[try].Has(r) {
			return s.builtin[try], true
		}
	}
	for _, face := range s.own {
		if face.Has(r) {
			return face, true
		}
	}
	return s.own[role], false
}

// fallback orders the built-in faces by likeness.
var fallback = [roles][]Role{
	Title: {Title, Song, Hei, Kai, Roman},
	Body:  {Body, Kai, Song, Hei, Roman},
	Kai:   {Kai, Body, Song, Hei, Roman},
	Hei:   {Hei, Song, Kai, Roman},
	Song:  {Song, Body, Kai, Hei, Roman},
	Roman: {Roman, Song, Body, Hei},
}

// IsRoman reports whether r is set in the Times-like face inside Chinese text:
// ASCII and the letters of Latin-1. Quotation marks, dashes and mathematical
// signs belong to the Chinese face.
func IsRoman(r rune) bool {
	return r >= 0x20 && r < 0x7F || r >= 0xC0 && r <= 0xFF && r != '×' && r != '÷'
}

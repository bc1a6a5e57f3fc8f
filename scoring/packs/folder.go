package packs

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"ziping/scoring"
)

// FindIn is the pack of that id in the folder dir, where a finance bureau keeps its own, or
// else the shipped one. A bureau's pack goes before a shipped one of the same id. The
// folder's packs are read on each call: keep what you get.
func FindIn(dir, id string) (*scoring.Pack, error) {
	if dir == "" || id == "" || strings.ContainsAny(id, `/\`) || strings.HasPrefix(id, ".") {
		return Find(id)
	}
	pack, err := Open(filepath.Join(dir, id))
	if errors.Is(err, fs.ErrNotExist) {
		return Find(id)
	}
	return pack, err
}

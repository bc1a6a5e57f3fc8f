// Package packs holds the rule packs that ship with the program, one folder each, and
// what they share. A folder with a pack.yaml is a pack.
package packs

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"ziping/scoring"
	"ziping/scoring/load"
)

//go:embed */* pack.schema.json *.md
var files embed.FS

// FS holds the packs that ship: one folder a pack, and the folder shared.
var FS fs.FS = files

const packFile = "pack.yaml"

// Info says what a pack is, for lists.
type Info struct {
	ID      string
	Title   string
	Region  string
	Issuer  string
	Year    int
	Version int
	Notice  string
}

// loaded keeps the packs that were asked for: a pack is compiled once.
var loaded struct {
	sync.Mutex
	packs map[string]*scoring.Pack
}

// List describes the packs that ship, in the order of their ids. One that cannot be
// loaded is left out; the tests of this package see to it that there is none.
func List() []Info {
	var infos []Info
	for _, id := range ids() {
		p, err := Find(id)
		if err != nil {
			continue
		}
		infos = append(infos, infoOf(p))
	}
	return infos
}

func infoOf(p *scoring.Pack) Info {
	return Info{ID: p.ID, Title: p.Title, Region: p.Region, Issuer: p.Issuer, Year: p.Year, Version: p.Version, Notice: p.Notice}
}

func ids() []string {
	found, err := fs.Glob(FS, "*/"+packFile)
	if err != nil {
		return nil // only a malformed pattern gives an error
	}
	var out []string
	for _, name := range found {
		out = append(out, path.Dir(name))
	}
	return out
}

// Find is the shipped pack of that id. The pack is shared: callers must not change it.
func Find(id string) (*scoring.Pack, error) {
	loaded.Lock()
	defer loaded.Unlock()
	if p, ok := loaded.packs[id]; ok {
		return p, nil
	}
	known := ids()
	if !slices.Contains(known, id) {
		return nil, fmt.Errorf("没有规则包 %q，现有：%s", id, strings.Join(known, "、"))
	}
	p, err := load.Pack(FS, id)
	if err != nil {
		return nil, fmt.Errorf("load rule pack %s: %w", id, err)
	}
	if loaded.packs == nil {
		loaded.packs = map[string]*scoring.Pack{}
	}
	loaded.packs[id] = p
	return p, nil
}

// Open loads a pack from a folder, or from its pack.yaml, anywhere. What it includes is
// looked for in the folder, beside it, and last among what ships. Defects name the
// files as the caller would; the pack beside them is as load.Pack says.
func Open(name string) (*scoring.Pack, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err // names the folder
	}
	dir := name
	if !info.IsDir() {
		if filepath.Base(name) != packFile {
			return nil, fmt.Errorf("规则包的文件名应是 %s：%s", packFile, name)
		}
		dir = filepath.Dir(name)
	}
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, err // names the folder
	}
	p, err := load.Pack(overlay{os.DirFS(filepath.Dir(full)), FS}, filepath.Base(full))
	var defects scoring.Defects
	if errors.As(err, &defects) {
		return p, named(defects, filepath.Base(full), dir)
	}
	return p, err
}

// named replaces the folder's bare name in defects by the path the caller gave.
func named(defects scoring.Defects, base, dir string) scoring.Defects {
	out := make(scoring.Defects, len(defects))
	for i, d := range defects {
		if rest, ok := strings.CutPrefix(d.File, base+"/"); ok {
			d.File = filepath.Join(dir, filepath.FromSlash(rest))
		}
		out[i] = d
	}
	return out
}

// overlay looks for a file in each file system in turn.
type overlay []fs.FS

// Open opens the first file of that name.
func (o overlay) Open(name string) (fs.File, error) {
	for _, fsys := range o {
		f, err := fsys.Open(name)
		if !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

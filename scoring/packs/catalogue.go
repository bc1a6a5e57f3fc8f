package packs

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ziping/scoring"
)

// Catalogue is the packs of one installation: those that ship, and a finance bureau's own, which
// go before a shipped one of the same id. It does not change and may be used by many at once.
type Catalogue struct {
	own []Own
}

// Own is a pack of a bureau's folder.
type Own struct {
	Folder string
	Pack   *scoring.Pack
}

// OpenCatalogue reads the packs in the folders of dir; "" is no folder. All of it is read now, so
// that nothing is wrong with it later. Errors: dir cannot be read; two folders have a pack of the
// same id; all [scoring.Defects] of all packs.
func OpenCatalogue(dir string) (*Catalogue, error) {
	c := &Catalogue{}
	if dir == "" {
		return c, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("打不开放指标体系的文件夹：%w", err)
	}
	var defects scoring.Defects
	for _, e := range entries {
		folder := filepath.Join(dir, e.Name())
		if _, err := os.Stat(filepath.Join(folder, packFile)); errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) || strings.HasPrefix(e.Name(), ".") {
			continue // what packs share, or no pack at all
		}
		pack, err := Open(folder)
		var found scoring.Defects
		if errors.As(err, &found) {
			defects = append(defects, found...)
			continue
		}
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(c.own, func(o Own) bool { return o.Pack.ID == pack.ID }); i >= 0 {
			return nil, fmt.Errorf("%s 和 %s 的 id 都是 %s，只能留一个", c.own[i].Folder, folder, pack.ID)
		}
		c.own = append(c.own, Own{Folder: folder, Pack: pack})
	}
	if len(defects) > 0 {
		return nil, defects
	}
	return c, nil
}

// Own are the packs of the bureau's folder.
func (c *Catalogue) Own() []Own { return slices.Clone(c.own) }

// Find is the pack of that id. It is shared: callers must not change it.
func (c *Catalogue) Find(id string) (*scoring.Pack, error) {
	for _, o := range c.own {
		if o.Pack.ID == id {
			return o.Pack, nil
		}
	}
	return Find(id)
}

// List describes all packs, in the order of their ids.
func (c *Catalogue) List() []Info {
	var infos []Info
	for _, o := range c.own {
		infos = append(infos, infoOf(o.Pack))
	}
	for _, info := range List() {
		if !slices.ContainsFunc(infos, func(i Info) bool { return i.ID == info.ID }) {
			infos = append(infos, info)
		}
	}
	slices.SortFunc(infos, func(a, b Info) int { return strings.Compare(a.ID, b.ID) })
	return infos
}

// IDs are the ids of all packs, in order.
func (c *Catalogue) IDs() []string {
	var ids []string
	for _, info := range c.List() {
		ids = append(ids, info.ID)
	}
	return ids
}

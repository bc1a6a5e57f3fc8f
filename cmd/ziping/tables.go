package main

import (
	"fmt"
	"os"
	"strings"

	"ziping/dialog"
	"ziping/dialog/desk"
	"ziping/scoring"
	"ziping/scoring/packs"
)

// defaultScheme is the pack that is meant where none is named and none is set.
const defaultScheme = "town-2023"

// tables are the rule packs of this installation, and the one that is meant where none is named.
type tables struct {
	*packs.Catalogue
	usual string
}

// tables opens the catalogue. A folder that cannot be read or has a faulty pack is refused, and so
// is a usual pack that does not exist.
func (c *config) tables() (*tables, error) {
	catalogue, err := packs.OpenCatalogue(c.schemes)
	switch {
	case err != nil && isInput(err):
		return nil, fmt.Errorf("ZIPING_SCHEMES 文件夹 %s 里的指标体系有错误：\n%w", c.schemes, err)
	case err != nil:
		return nil, usagef("ZIPING_SCHEMES：%v", err)
	}
	t := &tables{catalogue, c.scheme}
	if _, err := t.stored(t.usual); err != nil {
		return nil, fmt.Errorf("ZIPING_DEFAULT_SCHEME：%w", err)
	}
	return t, nil
}

// pack is the pack of an id, or of a folder or file on disk; "" is the usual one.
func (t *tables) pack(idOrPath string) (*scoring.Pack, error) {
	if idOrPath == "" {
		return t.stored(t.usual)
	}
	_, err := os.Stat(idOrPath)
	if err == nil || strings.ContainsAny(idOrPath, `/\`) || strings.HasSuffix(idOrPath, ".yaml") {
		pack, err := packs.Open(idOrPath)
		if err != nil && !isInput(err) {
			return nil, usagef("打不开指标体系 %s：%v", idOrPath, err)
		}
		return pack, err
	}
	return t.stored(idOrPath)
}

// stored is a pack that a unit may be given: one that every process of this installation finds by
// its id. "" is the usual one.
func (t *tables) stored(id string) (*scoring.Pack, error) {
	if id == "" {
		id = t.usual
	}
	pack, err := t.Find(id)
	if err != nil {
		return nil, usagef("没有“%s”这套指标体系；可用的有：%s。自己编写的请放进 ZIPING_SCHEMES 文件夹。", id, strings.Join(t.IDs(), "、"))
	}
	return pack, nil
}

// offered are the tables an operator may choose in the chat.
func (t *tables) offered() []desk.Table {
	var list []desk.Table
	for _, info := range t.List() {
		list = append(list, desk.Table{ID: info.ID, Title: info.Title})
	}
	return list
}

// missing are the evaluations whose pack this installation does not have, in a sentence each.
func (t *tables) missing(units []dialog.Evaluation) []string {
	var told []string
	for _, e := range units {
		if _, err := t.Find(e.Scheme); err != nil {
			told = append(told, fmt.Sprintf("%s %d年度用的指标体系 %s 不在本机：请把它放进 ZIPING_SCHEMES 文件夹，或用 ziping unit scheme 另选一套。", e.Unit, e.Year, e.Scheme))
		}
	}
	return told
}

// Package office opens what a finance bureau has set up: its tables, its faces, its working days, its
// clock. What is wrong with a setting is refused in a sentence that says what is expected.
package office

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"ziping/dialog"
	"ziping/dialog/desk"
	"ziping/scoring"
	"ziping/scoring/packs"
)

// DefaultScheme is the pack that is meant where none is named and none is set.
const DefaultScheme = "town-2023"

// Tables are the rule packs of this installation, and the one that is meant where none is named.
type Tables struct {
	*packs.Catalogue
	Usual string
}

// OpenTables opens the catalogue: the packs that ship and those in the folder own ("" none). A folder that cannot be read or has a faulty pack is refused, and so
// is a usual pack that does not exist.
func OpenTables(own, usual string) (*Tables, error) {
	catalogue, err := packs.OpenCatalogue(own)
	switch {
	case isDefects(err):
		return nil, fmt.Errorf("ZIPING_SCHEMES 文件夹 %s 里的指标体系有错误：\n%w", own, err)
	case err != nil:
		return nil, Refuse("ZIPING_SCHEMES：%v", err)
	}
	t := &Tables{catalogue, usual}
	if _, err := t.Stored(t.Usual); err != nil {
		return nil, fmt.Errorf("ZIPING_DEFAULT_SCHEME：%w", err)
	}
	return t, nil
}

// Pack is the pack of an id, or of a folder or file on disk; "" is the usual one.
func (t *Tables) Pack(idOrPath string) (*scoring.Pack, error) {
	if idOrPath == "" {
		return t.Stored(t.Usual)
	}
	_, err := os.Stat(idOrPath)
	if err == nil || strings.ContainsAny(idOrPath, `/\`) || strings.HasSuffix(idOrPath, ".yaml") {
		pack, err := packs.Open(idOrPath)
		if err != nil && !isDefects(err) {
			return nil, Refuse("打不开指标体系 %s：%v", idOrPath, err)
		}
		return pack, err
	}
	return t.Stored(idOrPath)
}

// Stored is a pack that a unit may be given: one that every process of this installation finds by
// its id. "" is the usual one.
func (t *Tables) Stored(id string) (*scoring.Pack, error) {
	if id == "" {
		id = t.Usual
	}
	pack, err := t.Find(id)
	if err != nil {
		return nil, Refuse("没有“%s”这套指标体系；可用的有：%s。自己编写的请放进 ZIPING_SCHEMES 文件夹。", id, strings.Join(t.IDs(), "、"))
	}
	return pack, nil
}

// Offered are the tables an operator may choose in the chat.
func (t *Tables) Offered() []desk.Table {
	var list []desk.Table
	for _, info := range t.List() {
		list = append(list, desk.Table{ID: info.ID, Title: info.Title})
	}
	return list
}

// Missing are the evaluations whose pack this installation does not have, in a sentence each.
func (t *Tables) Missing(units []dialog.Evaluation) []string {
	var told []string
	for _, e := range units {
		if _, err := t.Find(e.Scheme); err != nil {
			told = append(told, fmt.Sprintf("%s %d年度用的指标体系 %s 不在本机：请把它放进 ZIPING_SCHEMES 文件夹，或用 ziping unit scheme 另选一套。", e.Unit, e.Year, e.Scheme))
		}
	}
	return told
}

// Named is a pack's id with its title, or what to do where there is no such pack.
func (t *Tables) Named(id string) string {
	pack, err := t.Find(id)
	if err != nil {
		return id + "（本机没有：请放进 ZIPING_SCHEMES 文件夹）"
	}
	return id + "（" + pack.Title + "）"
}

func isDefects(err error) bool {
	var defects scoring.Defects
	return errors.As(err, &defects)
}

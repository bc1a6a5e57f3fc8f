package packs_test

import (
	"os"
	"path/filepath"
	"testing"

	"ziping/scoring/packs"
)

// A pack taken out of the program is one that can be read, under its own name or a new one.
func TestExport(t *testing.T) {
	for _, info := range packs.List() {
		dir := filepath.Join(t.TempDir(), "our-table")
		if err := packs.Export(info.ID, dir, "our-table"); err != nil {
			t.Fatal(err)
		}
		p, err := packs.Open(dir)
		if err != nil || p.ID != "our-table" || p.Title != info.Title || p.Report == "" && info.ID == "town-2023" {
			t.Errorf("%s: %+v, %v", info.ID, p, err)
		}
		if _, err := os.Stat(filepath.Join(dir, "pack.schema.json")); err != nil {
			t.Error(err)
		}
		if err := packs.Export(info.ID, dir, ""); err == nil {
			t.Error("what stood in the folder was written over")
		}
	}
	if err := packs.Export("nowhere", t.TempDir(), ""); err == nil {
		t.Error("a pack that does not ship was written")
	}
}

package packs_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ziping/scoring"
	"ziping/scoring/packs"
)

// bureau is a folder of a bureau's own packs: the guide's, under other ids.
func bureau(t *testing.T, folders map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for folder, id := range folders {
		if err := os.CopyFS(filepath.Join(dir, folder), os.DirFS("../testdata/guide/our-town")); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, folder, "pack.yaml")
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(data), "id: our-town", "id: "+id, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCatalogue(t *testing.T) {
	dir := bureau(t, map[string]string{"ours": "our-town", "theirs": "town-2023"})
	if err := os.Mkdir(filepath.Join(dir, "shared"), 0o700); err != nil {
		t.Fatal(err)
	}
	c, err := packs.OpenCatalogue(dir)
	if err != nil {
		t.Fatal(err)
	}
	ids := c.IDs()
	if !slices.Contains(ids, "our-town") || !slices.Contains(ids, "sichuan-80-20") || !slices.IsSorted(ids) || len(ids) != len(packs.List())+1 {
		t.Errorf("ids %v", ids)
	}
	own, err := c.Find("town-2023")
	shipped, err2 := packs.Find("town-2023")
	if err != nil || err2 != nil || own == shipped || len(c.Own()) != 2 {
		t.Errorf("the bureau's pack does not go before the shipped one: %v, %v", err, err2)
	}
	if _, err := c.Find("none"); err == nil {
		t.Error("a pack that is not there was found")
	}
}

func TestBadCatalogues(t *testing.T) {
	if _, err := packs.OpenCatalogue(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that is not there was opened")
	}
	if _, err := packs.OpenCatalogue(bureau(t, map[string]string{"a": "our-town", "b": "our-town"})); err == nil || !strings.Contains(err.Error(), "our-town") {
		t.Errorf("two packs of one id: %v", err)
	}
	dir := bureau(t, map[string]string{"a": "a", "b": "b"})
	for _, folder := range []string{"a", "b"} {
		if err := os.WriteFile(filepath.Join(dir, folder, "pack.yaml"), []byte("id: x\nnonsense: 1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, err := packs.OpenCatalogue(dir)
	var defects scoring.Defects
	if !errors.As(err, &defects) || !strings.Contains(err.Error(), filepath.Join("a", "pack.yaml")) || !strings.Contains(err.Error(), filepath.Join("b", "pack.yaml")) {
		t.Errorf("not all defects are told: %v", err)
	}
}

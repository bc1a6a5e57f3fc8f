package packs_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ziping/scoring/packs"
)

var checkRow = regexp.MustCompile(`(?m)^\| ([ABPTX][0-9]{2}) \|.*\| ([^|]*) \|$`)

// The table of all checks says of each number where it stands, and is right.
func TestTableOfChecks(t *testing.T) {
	text, err := os.ReadFile("CHECKS.md")
	if err != nil {
		t.Fatal(err)
	}
	town, declared := checksOf(t, "town-2023"), map[string]bool{}
	for _, info := range packs.List() {
		maps.Copy(declared, checksOf(t, info.ID))
	}
	var listed []string
	for _, m := range checkRow.FindAllStringSubmatch(string(text), -1) {
		listed = append(listed, m[1])
		byProgram := strings.HasPrefix(m[2], "程序")
		if !byProgram && (!declared[m[1]] && !strings.Contains(m[2], "没有写") || !strings.Contains(m[2], ".yaml")) {
			t.Errorf("%s is listed as %q and is in no pack", m[1], m[2])
		}
	}
	for _, want := range []struct {
		letter string
		most   int
	}{{"A", 20}, {"B", 14}, {"P", 7}, {"T", 12}, {"X", 9}} {
		for n := 1; n <= want.most; n++ {
			id := want.letter + string(rune('0'+n/10)) + string(rune('0'+n%10))
			if !slices.Contains(listed, id) {
				t.Errorf("%s is not listed", id)
			}
		}
	}
	for id := range town {
		if id[0] != 'J' && !slices.Contains(listed, id) {
			t.Errorf("%s of town-2023 is not listed", id)
		}
	}
}

// checksOf are the numbers of the checks a pack has.
func checksOf(t *testing.T, id string) map[string]bool {
	t.Helper()
	p, err := packs.Find(id)
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]bool{}
	for _, c := range p.Checks {
		declared[c.ID[:3]] = true
	}
	if p.Projects != nil {
		for _, c := range p.Projects.Checks {
			declared[c.ID[:3]] = true
		}
	}
	return declared
}

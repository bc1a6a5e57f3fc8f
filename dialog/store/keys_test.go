package store

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog/store/server"
)

// slot is the part of a key that Cluster hashes.
func slot(key string) string {
	_, rest, _ := strings.Cut(key, "{")
	tag, _, _ := strings.Cut(rest, "}")
	return tag
}

// TestKeysOfAScriptShareASlot watches the keys every script is called with.
func TestKeysOfAScriptShareASlot(t *testing.T) {
	e, err := server.StartEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	w := newWorld(t, e.URL())
	w.apart = true // as on a Cluster
	seen := map[string]bool{}
	w.client.AddHook(watchScripts{func(keys []string) {
		seen[keys[0]] = true
		for _, k := range keys[1:] {
			if slot(k) != slot(keys[0]) || slot(k) == "" {
				t.Errorf("keys of one script in two slots: %q", keys)
			}
		}
	}})
	exercise(w)
	if len(seen) < 10 {
		t.Errorf("only %d kinds of calls were seen", len(seen))
	}
}

func TestPartitionsSpread(t *testing.T) {
	count := map[int]int{}
	for _, name := range strings.Split(strings.Repeat("镇乡街道局办所站院校队", 20), "") {
		p := partitionOf(UnitNamed(name + strings.Repeat("x", len(count))).ID)
		if p < 0 || p >= Partitions {
			t.Fatal(p)
		}
		count[p]++
	}
	if len(count) < 40 {
		t.Errorf("only %d partitions are used", len(count))
	}
}

// TestPartitionIsForever: a change would lose what is stored.
func TestPartitionIsForever(t *testing.T) {
	unit := UnitNamed("某镇人民政府")
	got := []any{unit.ID, partitionOf(unit.ID), partitionOfUser(42), keyAnswers(unit.ID, 2023)}
	want := []any{"j3dybzbrie", 39, 3, "{p39}:e:j3dybzbrie:2023:answers"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestScriptsArePortable holds what miniredis, Valkey and Cluster have in common.
func TestScriptsArePortable(t *testing.T) {
	files, err := os.ReadDir("scripts")
	if err != nil {
		t.Fatal(err)
	}
	banned := regexp.MustCompile(`cjson|cmsgpack|struct\.|bit\.|unpack|'KEYS'|SCAN|'P?EXPIRE'|HGETALL|TIME'|redis\.error_reply|%d'|\{p\d`)
	passing := map[string]bool{"guess.lua": true, "route.lua": true} // their keys are worth nothing after a while
	for _, f := range files {
		src, err := sources.ReadFile("scripts/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(src), "\n") {
			code, _, _ := strings.Cut(line, "--")
			if m := banned.FindString(code); m != "" && !(m == "'PEXPIRE'" && passing[f.Name()]) && !(m == "TIME'" && f.Name() == "draw.lua") {
				t.Errorf("%s:%d uses %s", f.Name(), i+1, m)
			}
		}
		if !strings.HasPrefix(string(src), "-- ") {
			t.Errorf("%s has no header", f.Name())
		}
	}
}

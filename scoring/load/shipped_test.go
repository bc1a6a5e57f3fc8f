package load_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"ziping/scoring/load"
	"ziping/scoring/packs"
)

var update = flag.Bool("update", false, "write pack.schema.json anew")

// schema is the shipped schema, which has to be the one the loader gives.
func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	readme, err := os.ReadFile("../packs/README.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := load.Schema(string(readme))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("../packs/pack.schema.json", want, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile("../packs/pack.schema.json")
	if err != nil || !bytes.Equal(have, want) {
		t.Fatalf("pack.schema.json is not what the loader reads; run go test ./scoring/load -update (%v)", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(have))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("pack.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("pack.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain is a YAML document as JSON has it.
func plain(t testing.TB, data []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return jsonValue(v)
}

func jsonValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = jsonValue(v[k])
		}
	case map[any]any: // keys that YAML reads as something else than text
		m := map[string]any{}
		for k := range v {
			m[fmt.Sprint(k)] = jsonValue(v[k])
		}
		return m
	case []any:
		for i := range v {
			v[i] = jsonValue(v[i])
		}
	case int:
		return float64(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return v
}

func TestSchemaTakesEveryPack(t *testing.T) {
	s := schema(t)
	files, err := filepath.Glob("../packs/*/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("../testdata/*/*/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, more...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(plain(t, data)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// What the form alone shows to be wrong is refused by the schema and by the loader.
func TestSchemaRefusesWhatTheLoaderDoes(t *testing.T) {
	s := schema(t)
	town, err := os.ReadFile("../packs/town-2023/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ from, to string }{
		"an unknown key":              {"title: 镇", "regoin: 某省\ntitle: 镇"},
		"an unknown key of a row":     {"    topic: staff_control\n", "    topci: staff_control\n"},
		"an unknown key of a field":   {"        kind: number\n        most: 5\n", "        kind: number\n        mots: 5\n"},
		"an unknown key of a section": {"  - code: procurement\n", "  - code: procurement\n    tilte: 采购\n"},
		"an unknown key of a rule":    {"{kind: over, threshold: 100, per_point: 0.5}", "{kind: over, threshold: 100, per_piont: 0.5}"},
		"a key of another rule":       {"{kind: over, threshold: 100, per_point: 0.5}", "{kind: over, threshold: 100, per_point: 0.5, deduct: 1}"},
		"an unknown kind":             {"        kind: number\n        most: 5\n", "        kind: figure\n        most: 5\n"},
		"an unknown rule":             {"{kind: over, threshold: 100, per_point: 0.5}", "{kind: above, threshold: 100, per_point: 0.5}"},
		"an unknown provenance":       {"    provenance: inferred\n    sources: [某镇 2023 年度部门整体绩效自评报告（公开）, 湖南", "    provenance: guessed\n    sources: [某镇 2023 年度部门整体绩效自评报告（公开）, 湖南"},
		"no points":                   {"    topic: staff_control\n    max: 8\n", "    topic: staff_control\n"},
		"no code":                     {"  - code: procurement\n    title", "  - title"},
		"words for points":            {"    topic: staff_control\n    max: 8\n", "    topic: staff_control\n    max: 八\n"},
		"a text for a list":           {"grades:\n  - {name: 优, from: 90}\n  - {name: 良, from: 80}\n  - {name: 中, from: 60}\n  - {name: 差, from: 0}\n", "grades: 优\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Count(string(town), c.from) != 1 {
				t.Fatalf("%q stands %d times in the pack", c.from, strings.Count(string(town), c.from))
			}
			text := strings.Replace(string(town), c.from, c.to, 1)
			if err := s.Validate(plain(t, []byte(text))); err == nil {
				t.Error("the schema takes it")
			}
			dir := filepath.Join(t.TempDir(), "town-2023")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "pack.yaml"), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := packs.Open(dir); err == nil {
				t.Error("the loader takes it")
			}
		})
	}
}

// Every kind of rule the readme names is one the schema knows, and the other way round.
func TestSchemaKnowsTheRules(t *testing.T) {
	readme, err := os.ReadFile("../packs/README.md")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../packs/pack.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for name := range doc.(map[string]any)["$defs"].(map[string]any) {
		if kind, ok := strings.CutPrefix(name, "评分规则-"); ok {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	if len(kinds) < 13 {
		t.Errorf("the schema knows %v", kinds)
	}
	for _, kind := range kinds {
		if !strings.Contains(string(readme), "`"+kind+"`") {
			t.Errorf("README.md does not explain %s", kind)
		}
	}
}

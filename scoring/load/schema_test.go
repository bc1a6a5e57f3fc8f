package load

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"ziping/scoring/fact"
	"ziping/scoring/project"
	"ziping/scoring/rule"
	"ziping/scoring/strictyaml"
)

// probe is a pack with one of everything. The loader reads it and notes which keys it looks
// for and how, so that the schema cannot say anything else than the loader does.
func probe() string {
	var b strings.Builder
	b.WriteString(`
include: []
report: ""
grades: [{}]
renames: {}
reminders: {}
blocks: [{}]
claims: [{}]
checks: [{}]
project_checks: [{}]
projects:
  execution_max: 10
  profiles:
    - {weights: [{}], over: [{}], caps: [{}], qualitative: [{}], satisfaction: [{}], grades: [{}]}
whole: {profiles: [{}], columns: {}}
sections:
  - {use: none}
  - fields: [{use: none}, {columns: [{}]}]
indicators:
  - {use: none, sources: [], note: ""}
`)
	for _, kind := range slices.Sorted(maps.Keys(ruleReaders)) {
		fmt.Fprintf(&b, "  - {cases: [{}, {ask: a}, {points: full}], rule: {kind: %s, bands: [{}], covers: {}, items: [{}], grades: [{}], options: [{}]}}\n", kind)
		fmt.Fprintf(&b, "  - {rule: {kind: %s}}\n", kind)
		fmt.Fprintf(&b, "  - {rule: {kind: %s, profile: none}}\n", kind)
	}
	return b.String()
}

// nested says what stands in the lists and mappings of a mapping.
var nested = map[string]string{
	"规则包.grades": "等次", "规则包.blocks": "一级指标", "规则包.claims": "自报数据", "规则包.checks": "检查",
	"规则包.project_checks": "项目检查", "规则包.reminders": "提醒", "规则包.projects": "项目自评规则", "规则包.sections": "部分", "规则包.indicators": "指标",
	"项目自评规则.profiles": "项目评分口径", "规则包.whole": "整体自评规则", "整体自评规则.profiles": "项目评分口径", "项目评分口径.over": "超额档", "项目评分口径.caps": "封顶档", "项目评分口径.qualitative": "定性档",
	"项目评分口径.satisfaction": "满意度档", "项目评分口径.grades": "等次",
	"部分.fields": "字段", "字段.columns": "字段", "指标.cases": "特殊情形", "指标.rule": ruleWhat,
	"评分规则.bands": "分档", "评分规则.covers": "取值范围", "评分规则.items": "选项", "评分规则.grades": "选项", "评分规则.options": "选项",
}

// plainMappings are mappings with keys of the author's own.
var plainMappings = map[string]bool{"规则包.renames": true, "部分.group_also": true, "整体自评规则.columns": true, "字段.option_also": true}

// words are the values some keys are limited to.
func schemaWords() map[string][]string {
	kinds := make([]string, len(allKinds))
	for i, k := range allKinds {
		kinds[i] = string(k)
	}
	severities := []string{string(fact.Error), string(fact.Warning), string(fact.Note)}
	provenances := []string{string(fact.Seen), string(fact.Recalled), string(fact.Inferred), string(fact.Proposal)}
	return map[string][]string{
		"字段.kind": kinds, "检查.severity": severities, "项目检查.severity": severities, "指标.provenance": provenances, "项目评分口径.provenance": provenances,
		"规则包.steps": {"whole", "pro_rata"}, "检查.each": {"indicator", rule.BandsKind}, "项目检查.detect": slices.Sorted(maps.Keys(project.Detectors)),
	}
}

// Schema is the JSON Schema (draft 2020-12) of a pack.yaml, for editors that complete and
// check while one types. readme is packs/README.md, from whose tables the descriptions are
// taken. The schema knows form only; Load checks what the pack means.
func Schema(readme string) ([]byte, error) {
	asked := strictyaml.AskedKeys{}
	l := newLoader(nil, "probe") // the probe names no file
	elsewhere := strictyaml.NewFile("probe", &l.defects)
	l.parts.indicators["none"] = elsewhere.Mapping(&yaml.Node{Kind: yaml.MappingNode}, "指标")
	l.file.Asked = asked
	root := l.file.Parse([]byte(probe()))
	if root == nil {
		return nil, fmt.Errorf("read the probe: %w", l.defects)
	}
	l.read(l.file.Mapping(root, "规则包"))
	s := schemaWriter{asked: asked, words: schemaWords(), says: descriptions(readme)}
	defs := map[string]any{}
	for _, what := range slices.Sorted(maps.Keys(asked)) {
		defs[defName(what)] = s.object(what)
	}
	defs[defName(ruleWhat)] = s.anyRule()
	defs["权重"] = map[string]any{"type": "object", "additionalProperties": numberSchema()}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "规则包 pack.yaml",
		"$ref": "#/$defs/" + defName("规则包"), "$defs": defs,
	})
	if err != nil {
		return nil, fmt.Errorf("write the schema: %w", err)
	}
	return b.Bytes(), nil
}

// defName is a name for $defs; a slash would part a JSON pointer.
func defName(what string) string { return strings.ReplaceAll(what, "/", "-") }

type schemaWriter struct {
	asked strictyaml.AskedKeys
	words map[string][]string
	says  map[string]string
}

// object is the schema of one kind of mapping.
func (s schemaWriter) object(what string) map[string]any {
	m := s.asked[what]
	properties := map[string]any{}
	for _, key := range slices.Sorted(maps.Keys(m.Keys)) {
		properties[key] = s.property(what, key, m.Keys[key])
	}
	required := slices.Sorted(maps.Keys(m.Required))
	out := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	switch {
	case m.Use:
		out["anyOf"] = []any{map[string]any{"required": []string{"use"}}, map[string]any{"required": required}}
	case len(required) > 0:
		out["required"] = required
	}
	return out
}

// anyRule tells the kinds of rules apart by their kind.
func (s schemaWriter) anyRule() map[string]any {
	kinds := slices.Sorted(maps.Keys(ruleReaders))
	branches := make([]any, len(kinds))
	for i, kind := range kinds {
		branches[i] = map[string]any{
			"if":   map[string]any{"properties": map[string]any{"kind": map[string]any{"const": kind}}, "required": []string{"kind"}},
			"then": map[string]any{"$ref": "#/$defs/" + defName(ruleWhat+"/"+kind)},
		}
	}
	return map[string]any{
		"type": "object", "required": []string{"kind"}, "allOf": branches,
		"properties": map[string]any{"kind": map[string]any{"enum": kinds, "description": s.says["kind"]}},
	}
}

func (s schemaWriter) property(what, key string, ways map[string]bool) map[string]any {
	general, _, _ := strings.Cut(what, "/")
	place := general + "." + key
	p := s.value(place, ways)
	if words := s.words[place]; words != nil {
		p = map[string]any{"enum": words}
	}
	if !s.asked[what].Required[key] { // an empty value is none
		p = map[string]any{"anyOf": []any{p, map[string]any{"type": "null"}}}
	}
	if says := s.says[key]; says != "" {
		p["description"] = says
	}
	return p
}

func (s schemaWriter) value(place string, ways map[string]bool) map[string]any {
	item, isNested := nested[place]
	ref := map[string]any{"$ref": "#/$defs/" + defName(item)}
	switch {
	case place == "项目评分口径.weights":
		return map[string]any{"type": "array", "items": map[string]any{"$ref": "#/$defs/权重"}}
	case plainMappings[place]:
		return map[string]any{"type": "object"}
	case ways[strictyaml.AskedTexts]:
		return map[string]any{"type": "array", "items": textSchema()}
	case ways[strictyaml.AskedList] && isNested:
		return map[string]any{"type": "array", "items": ref}
	case ways[strictyaml.AskedList]:
		return map[string]any{"type": "array"}
	case isNested:
		return ref
	case ways[strictyaml.AskedBoolean]:
		return map[string]any{"type": "boolean"}
	case ways[strictyaml.AskedText]:
		return textSchema()
	case ways[strictyaml.AskedNumber]:
		return numberSchema()
	}
	return map[string]any{}
}

// textSchema is any scalar: the loader takes 12 and 是 as the text they are written as.
func textSchema() map[string]any {
	return map[string]any{"type": []string{"string", "number", "boolean"}}
}

func numberSchema() map[string]any {
	return map[string]any{"anyOf": []any{map[string]any{"type": "number"}, map[string]any{"type": "string", "pattern": fact.PlainPattern}}}
}

var (
	tableRow = regexp.MustCompile("(?m)^\\| (`[^|]*`[^|]*) \\| ([^\\n]*) \\|$")
	codeSpan = regexp.MustCompile("`([a-z_]+)`")
)

// descriptions are what the tables of the readme say of each key.
func descriptions(readme string) map[string]string {
	says := map[string]string{}
	for _, row := range tableRow.FindAllStringSubmatch(readme, -1) {
		if strings.Contains(row[1], "(") || slices.Contains([]string{"指标", "列表"}, row[1]) {
			continue // functions
		}
		for _, key := range codeSpan.FindAllStringSubmatch(row[1], -1) {
			if says[key[1]] == "" {
				says[key[1]] = strings.NewReplacer("`", "", "\\|", "|").Replace(row[2])
			}
		}
	}
	return says
}

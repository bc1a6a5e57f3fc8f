// Package load reads a rule pack from the files a finance bureau writes, checks that it is one that
// can be scored, and compiles it. Whatever is wrong is told at once, with line and mend.
package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"ziping/scoring"
	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/project"
	"ziping/scoring/strictyaml"
)

// Names of the files of a pack.
const (
	packFile   = "pack.yaml"
	reportFile = "report.md"
)

// maxPackFile is how large a pack's file may be, in bytes.
const maxPackFile = 4 << 20

// Pack reads the pack in folder dir of fsys: pack.yaml, the fragments it includes, and the
// report's template if there is one: the file that `report` names, or report.md. The error is Defects when the pack itself is wrong; all of
// them are told at once, and the pack is what could be read, good for nothing but to look at its report: nil when no question was.
func Pack(fsys fs.FS, dir string) (*scoring.Pack, error) {
	l := newLoader(fsys, dir)
	data, err := readLimited(fsys, path.Join(dir, packFile))
	if err != nil {
		return nil, err // names the file
	}
	if root := l.file.Parse(data); root != nil {
		l.read(l.file.Mapping(root, "规则包"))
	}
	if l.pack.Report == "" {
		report, err := readLimited(fsys, path.Join(dir, reportFile))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read report template: %w", err)
		}
		l.pack.Report = string(report)
	}
	if err := l.defects.Err(); err != nil {
		if len(l.pack.Sections) == 0 {
			return nil, err
		}
		return l.pack, err
	}
	return l.pack, nil
}

func newLoader(fsys fs.FS, dir string) *loader {
	l := &loader{fsys: fsys, using: map[string]bool{}, written: map[*formula.Formula]strictyaml.Position{}, defs: projectDefs{profiles: map[string]*project.Profile{}}, dir: dir, pack: &scoring.Pack{PointDecimals: 2}, claimNeeds: map[string][]string{}, absent: absent{}, topics: map[string]topic{}, groups: map[string]fieldGroup{},
		lines: lines{use: map[string]usedAt{}},
		parts: parts{sections: map[string]*strictyaml.Mapping{}, indicators: map[string]*strictyaml.Mapping{}}}
	l.file = strictyaml.NewFile(path.Join(dir, packFile), &l.defects)
	return l
}

func readLimited(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxPackFile {
		return nil, fmt.Errorf("%s: %d bytes, at most %d are read", name, info.Size(), maxPackFile)
	}
	return fs.ReadFile(fsys, name)
}

// loader reads one pack. Formulas are compiled in a second pass, when all names are
// known.
type loader struct {
	fsys    fs.FS
	dir     string
	file    *strictyaml.File
	pack    *scoring.Pack
	defects strictyaml.Defects

	topics       map[string]topic
	groups       map[string]fieldGroup
	parts        parts
	written      map[*formula.Formula]strictyaml.Position // where formulas stand that are not compiled yet
	wholeWithout []string                                 // the checks of projects that the unit's own form does without
	only         []string                                 // the shared checks the pack has; all when empty
	using        map[string]bool                          // the groups being read, against a group that uses itself
	defs         projectDefs
	// later are the checks of names that have to wait until all of them are known.
	later        []func()
	stepsProRata bool
	lines        lines
	checks       []checkSource
	absent       absent
	claimNeeds   map[string][]string // the fields without which a pack has not a claim, by its code
}

// lines are where things stand, for defects that are found after reading.
type lines struct {
	grades, blocks, indicators int
	field, indicator, check    map[string]strictyaml.Position
	use                        map[string]usedAt // by the code of a shared field
}

// usedAt is where the author's own file takes a shared group of fields.
type usedAt struct {
	at    strictyaml.Position
	group string
}

// fieldGroup are fields that several packs share.
type fieldGroup struct {
	file  *strictyaml.File
	nodes []*yaml.Node
}

func (l *loader) defectAt(at strictyaml.Position, text, mend string) {
	if at.File == nil {
		at = l.file.Position(1)
	}
	at.File.Defect(at.Line, text, mend)
}

// pending is a formula that is compiled when all codes are known; nil when key is absent.
func (l *loader) pending(m *strictyaml.Mapping, key string) *formula.Formula {
	source := m.Text(key)
	if source == "" {
		return nil
	}
	f := formula.Written(source)
	l.written[f] = m.Position(key)
	return f
}

// compile replaces a pending formula by the compiled one. It stays nil where the pack
// has none, and where it cannot be compiled: that is a defect then. of is what it belongs to.
func (l *loader) compile(s *formula.Scope, f *formula.Formula, want formula.Type, of string) *formula.Formula {
	if f == nil {
		return nil
	}
	compiled, err := s.Compile(f.String(), want)
	if err != nil {
		l.wrongFormula(l.written[f], of, err)
		return nil
	}
	return compiled
}

// topic is what packs share about an indicator.
type topic struct{ causes, measures []string }

func (l *loader) read(m *strictyaml.Mapping) {
	p := l.pack
	p.ID, p.Title = m.RequiredText("id"), m.RequiredText("title")
	p.Region, p.Issuer, p.Notice = m.Text("region"), m.Text("issuer"), m.Text("notice")
	p.Sources = m.Texts("sources")
	if n, ok := m.Integer("year", 1990, 2100); ok {
		p.Year = int(n)
	}
	if n, ok := m.Integer("version", 1, 1e6); ok {
		p.Version = int(n)
	} else if !m.Has("version") {
		m.Defect("version", "规则包缺少“version”", "从 1 开始，每次修改加 1")
	}
	if n, ok := m.Integer("point_decimals", 0, 6); ok {
		p.PointDecimals = int32(n)
	}
	l.stepsProRata = readSteps(m, "steps", false)
	without := l.includes(m)
	l.only = m.Texts("only")
	if m.Has("report") {
		_, data, _ := l.find(m, "report", m.Text("report"))
		p.Report = string(data)
	}
	l.grades(m)
	l.sections(m)
	l.renames(m)
	l.reminders(m)
	l.blocks(m)
	l.projects(m) // with their profiles, which rules name
	l.indicators(m)
	l.claims(m)
	l.ownChecks(m)
	m.Done()
	l.finish(without, m.Position("include"))
}

// finish compiles and checks what needs the whole pack.
func (l *loader) finish(without map[string]int, include strictyaml.Position) {
	l.pack.Index()
	l.dropClaims()
	l.lines.check = map[string]strictyaml.Position{}
	l.fillOptions()
	l.compileFields()
	l.compileIndicators()
	l.compileClaims()
	l.expandChecks(without)
	for _, check := range l.later {
		check()
	}
	l.validate()
	l.tellAbsent(include)
	if len(l.defects) == 0 {
		l.pack.Seal()
	}
}

// readSteps reads whether deductions per point count whole points or pro rata.
func readSteps(m *strictyaml.Mapping, key string, otherwise bool) bool {
	switch s := m.Text(key); s {
	case "":
		return otherwise
	case "whole":
		return false
	case "pro_rata":
		return true
	default:
		m.Defect(key, fmt.Sprintf("“%s”不能是“%s”", key, s), "写 whole（只计完整百分点）或 pro_rata（按比例）")
		return otherwise
	}
}

func (l *loader) grades(m *strictyaml.Mapping) {
	m.Require("grades")
	l.lines.grades = m.At("grades")
	strictyaml.ReadList(m, "grades", "等次", &l.pack.Grades, readGrade)
}

func readGrade(m *strictyaml.Mapping) fact.Grade {
	return fact.Grade{Name: m.RequiredText("name"), From: m.RequiredDecimal("from")}
}

func (l *loader) blocks(m *strictyaml.Mapping) {
	m.Require("blocks")
	l.lines.blocks = m.At("blocks")
	seen := map[string]bool{}
	for _, n := range m.List("blocks") {
		b := l.file.Mapping(n, "一级指标")
		block := scoring.Block{Name: b.RequiredText("name")}
		b.Require("max")
		block.Max, _ = b.Decimal("max")
		b.Done()
		if seen[block.Name] {
			b.Defect("name", fmt.Sprintf("一级指标“%s”写了两次", block.Name), "删去其中一个")
		}
		seen[block.Name] = true
		l.pack.Blocks = append(l.pack.Blocks, block)
	}
}

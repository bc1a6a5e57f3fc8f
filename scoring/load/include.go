package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"ziping/scoring/hint"
	"ziping/scoring/strictyaml"
)

// includes reads the fragments a pack names: definitions that several packs share stand
// once. A fragment is looked for beside the pack first, then from the root. It returns
// the keys of shared checks the pack does without, with their lines.
func (l *loader) includes(m *strictyaml.Mapping) map[string]int {
	for _, n := range m.List("include") {
		l.fragment(m, n.Value)
	}
	without := map[string]int{}
	for _, n := range m.List("without") {
		without[n.Value] = n.Line
	}
	return without
}

// find reads a file that the pack names under key: beside the pack, or else from the root.
// It is a defect when it cannot be read; full is the file's name.
func (l *loader) find(m *strictyaml.Mapping, key, name string) (full string, data []byte, ok bool) {
	if !fs.ValidPath(name) || name == "." {
		m.Defect(key, fmt.Sprintf("“%s”不是文件名", name), "写相对路径，例：shared/checks.yaml")
		return name, nil, false
	}
	err := fs.ErrNotExist
	for _, full := range []string{path.Join(l.dir, name), name} {
		if data, err = readLimited(l.fsys, full); !errors.Is(err, fs.ErrNotExist) {
			name = full
			break
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		m.Defect(key, fmt.Sprintf("没有“%s”这个文件", name), "检查文件名")
		return name, nil, false
	}
	if err != nil {
		m.Defect(key, fmt.Sprintf("读不了“%s”（%v）", name, err), "检查文件")
		return name, nil, false
	}
	return name, data, true
}

func (l *loader) fragment(m *strictyaml.Mapping, name string) {
	name, data, ok := l.find(m, "include", name)
	if !ok {
		return
	}
	file := strictyaml.NewFile(name, &l.defects)
	root := file.Parse(data)
	if root == nil {
		return
	}
	f := file.Mapping(root, "共用定义")
	l.topicsOf(f)
	l.groupsOf(f)
	l.defs.profilesOf(f)
	l.defs.projectChecksOf(f, true)
	l.claims(f)
	keepParts(f, "sections", l.parts.sections)
	keepParts(f, "indicators", l.parts.indicators)
	for _, n := range f.List("checks") {
		l.checks = append(l.checks, l.check(file.Mapping(n, "检查"), true))
	}
	f.Done()
}

func (l *loader) topicsOf(f *strictyaml.Mapping) {
	for _, n := range f.List("topics") {
		t := f.File.Mapping(n, "主题")
		name := t.RequiredText("name")
		if _, twice := l.topics[name]; twice {
			t.Defect("name", fmt.Sprintf("主题“%s”写了两次", name), "删去其中一个")
		}
		l.topics[name] = topic{causes: t.Texts("causes"), measures: t.Texts("measures")}
		t.Done()
	}
}

func (l *loader) groupsOf(f *strictyaml.Mapping) {
	for _, n := range f.List("field_groups") {
		g := f.File.Mapping(n, "字段组")
		name := g.RequiredText("name")
		if _, twice := l.groups[name]; twice {
			g.Defect("name", fmt.Sprintf("字段组“%s”写了两次", name), "删去其中一个")
		}
		l.groups[name] = fieldGroup{file: f.File, nodes: g.List("fields")}
		g.Done()
	}
}

// parts are the sections and indicators of fragments by code, for packs to use.
type parts struct {
	sections, indicators map[string]*strictyaml.Mapping
}

// keepParts keeps a fragment's sections or indicators; they are read when the pack uses them.
func keepParts(f *strictyaml.Mapping, key string, kept map[string]*strictyaml.Mapping) {
	for _, n := range f.List(key) {
		part := f.File.Mapping(n, "共用定义")
		code := part.RequiredText("code")
		if _, twice := kept[code]; twice {
			part.Defect("code", fmt.Sprintf("%s 里的“%s”写了两次", key, code), "删去其中一个")
		}
		kept[code] = part
	}
}

// sharedPart is the shared definition that an entry `use: CODE` of the pack stands for.
func sharedPart(m *strictyaml.Mapping, kept map[string]*strictyaml.Mapping) (*strictyaml.Mapping, bool) {
	code := m.Text("use")
	shared, ok := kept[code]
	if !ok {
		m.Defect("use", fmt.Sprintf("没有代码为“%s”的共用定义", code), hint.Meant(code, hint.Names(kept), "检查 include 的文件"))
	}
	return shared, ok
}

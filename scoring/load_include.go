package scoring

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// includes reads the fragments a pack names: definitions that several packs share stand
// once. A fragment is looked for beside the pack first, then from the root. It returns
// the keys of shared checks the pack does without, with their lines.
func (l *loader) includes(m *mapping) map[string]int {
	for _, n := range m.list("include") {
		l.fragment(m, n.Value)
	}
	without := map[string]int{}
	for _, n := range m.list("without") {
		without[n.Value] = n.Line
	}
	return without
}

// find reads a file that the pack names under key: beside the pack, or else from the root.
// It is a defect when it cannot be read; full is the file's name.
func (l *loader) find(m *mapping, key, name string) (full string, data []byte, ok bool) {
	if !fs.ValidPath(name) || name == "." {
		m.defect(key, fmt.Sprintf("“%s”不是文件名", name), "写相对路径，例：shared/checks.yaml")
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
		m.defect(key, fmt.Sprintf("没有“%s”这个文件", name), "检查文件名")
		return name, nil, false
	}
	if err != nil {
		m.defect(key, fmt.Sprintf("读不了“%s”（%v）", name, err), "检查文件")
		return name, nil, false
	}
	return name, data, true
}

func (l *loader) fragment(m *mapping, name string) {
	name, data, ok := l.find(m, "include", name)
	if !ok {
		return
	}
	file := &yamlFile{name: name, defects: &l.defects}
	root := file.parse(data)
	if root == nil {
		return
	}
	f := file.mapping(root, "共用定义")
	l.topicsOf(f)
	l.groupsOf(f)
	l.profilesOf(f)
	l.projectChecksOf(f, true)
	l.claims(f)
	l.partsOf(f, "sections", l.parts.sections)
	l.partsOf(f, "indicators", l.parts.indicators)
	for _, n := range f.list("checks") {
		l.checks = append(l.checks, l.check(file.mapping(n, "检查"), true))
	}
	f.done()
}

func (l *loader) topicsOf(f *mapping) {
	for _, n := range f.list("topics") {
		t := f.file.mapping(n, "主题")
		name := t.requiredText("name")
		if _, twice := l.topics[name]; twice {
			t.defect("name", fmt.Sprintf("主题“%s”写了两次", name), "删去其中一个")
		}
		l.topics[name] = topic{causes: t.texts("causes"), measures: t.texts("measures")}
		t.done()
	}
}

func (l *loader) groupsOf(f *mapping) {
	for _, n := range f.list("field_groups") {
		g := f.file.mapping(n, "字段组")
		name := g.requiredText("name")
		if _, twice := l.groups[name]; twice {
			g.defect("name", fmt.Sprintf("字段组“%s”写了两次", name), "删去其中一个")
		}
		l.groups[name] = fieldGroup{file: f.file, nodes: g.list("fields")}
		g.done()
	}
}

// parts are the sections and indicators of fragments by code, for packs to use.
type parts struct{ sections, indicators map[string]*mapping }

// partsOf keeps a fragment's sections or indicators; they are read when the pack uses them.
func (l *loader) partsOf(f *mapping, key string, kept map[string]*mapping) {
	for _, n := range f.list(key) {
		part := f.file.mapping(n, "共用定义")
		code := part.requiredText("code")
		if _, twice := kept[code]; twice {
			part.defect("code", fmt.Sprintf("%s 里的“%s”写了两次", key, code), "删去其中一个")
		}
		kept[code] = part
	}
}

// part is the shared definition that an entry `use: CODE` of the pack stands for.
func (l *loader) part(m *mapping, kept map[string]*mapping) (*mapping, bool) {
	code := m.text("use")
	shared, ok := kept[code]
	if !ok {
		m.defect("use", fmt.Sprintf("没有代码为“%s”的共用定义", code), meant(code, keysOf(kept), "检查 include 的文件"))
	}
	return shared, ok
}

package scoring_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"ziping/scoring"
	"ziping/scoring/load"
	"ziping/scoring/packs"
)

const projectPackYAML = `id: formpack
title: 项目自评
version: 1
include: [shared/topics.yaml, shared/fields.yaml, shared/profiles.yaml, shared/project_checks.yaml]
grades:
  - {name: 优, from: 90}
  - {name: 良, from: 80}
  - {name: 中, from: 60}
  - {name: 差, from: 0}
projects: {list: projects, PROFILE}
sections:
  - code: project
    title: 项目
    fields:
      - use: projects
      - {code: rest, label: 其余, kind: number}
blocks:
  - {name: 甲, max: 100}
indicators:
  - {code: Y1, level1: 甲, level2: 乙, name: 其余, max: 100, provenance: proposal, rule: {kind: manual, field: rest}}
`

// loadProjectPack loads a pack of one project list with the settings under `projects`.
func loadProjectPack(t testing.TB, settings string) (*scoring.Pack, error) {
	t.Helper()
	fsys := fstest.MapFS{"formpack/pack.yaml": {Data: []byte(strings.Replace(projectPackYAML, "PROFILE", settings, 1))}}
	for _, name := range []string{"topics", "fields", "profiles", "project_checks"} {
		file := "shared/" + name + ".yaml"
		data, err := fs.ReadFile(packs.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		fsys[file] = &fstest.MapFile{Data: data}
	}
	return load.Pack(fsys, "formpack")
}

// projectPack scores projects by a shared profile.
func projectPack(t testing.TB, profile string) *scoring.Pack {
	t.Helper()
	p, err := loadProjectPack(t, "profile: "+profile)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// row is a project's indicator; own is the unit's score, "" when there is none.
func row(level, name, direction, target, actual, weight, own, reason string) scoring.Facts {
	f := scoring.Facts{
		"level1": scoring.Text(level), "level2": scoring.Text(level + "二级"), "name": scoring.Text(name), "direction": scoring.Text(direction),
		"target": scoring.Text(target), "actual": scoring.Text(actual), "weight": num(weight),
	}
	if own != "" {
		f["points"] = num(own)
	}
	if reason != "" {
		f["reason"] = scoring.Text(reason)
	}
	return f
}

// tidyProject is a project in which nothing is wrong: 100 points.
func tidyProject(name string) scoring.Facts {
	return scoring.Facts{
		"name": scoring.Text(name), "budget_initial": num("100"), "budget": num("100"), "spent": num("100"), "evaluated": scoring.Yes(true),
		"indicators": scoring.RowsOf(
			row("产出指标", "清运次数", "≥", "12", "12", "30", "", ""),
			row("产出指标", "合格率", "≥", "98%", "98%", "20", "", ""),
			row("效益指标", "环境改善", "定性", "改善", "达成年度指标", "30", "", ""),
			row("满意度指标", "群众满意度", "≥", "90%", "95%", "10", "", ""),
		),
	}
}

// with is a copy of facts with some of them replaced; a Missing value takes one away.
func with(f scoring.Facts, changes scoring.Facts) scoring.Facts {
	out := scoring.Facts{}
	for code, v := range f {
		out[code] = v
	}
	for code, v := range changes {
		if v.State == scoring.Missing {
			delete(out, code)
			continue
		}
		out[code] = v
	}
	return out
}

// withIndicator replaces a project's first indicator.
func withIndicator(project, first scoring.Facts) scoring.Facts {
	rows := append([]scoring.Facts{first}, project["indicators"].Rows[1:]...)
	return with(project, scoring.Facts{"indicators": scoring.RowsOf(rows...)})
}

func evaluateProjects(p *scoring.Pack, projects ...scoring.Facts) scoring.Result {
	return scoring.Evaluate(p, scoring.Evaluation{Facts: scoring.Facts{"projects": scoring.RowsOf(projects...), "rest": num("100")}})
}

func nullText(d interface{ String() string }, valid bool) string {
	if !valid {
		return ""
	}
	return d.String()
}

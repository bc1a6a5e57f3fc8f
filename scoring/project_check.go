package scoring

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ziping/scoring/fact"
)

// ProjectCheck is a check that is made for every project: the program finds what Detect
// names, the pack says how grave it is and how it is worded.
type ProjectCheck struct {
	ID       string
	Title    string
	Severity fact.Severity
	Detect   string // the name of a detector, see projectDetectors
	Words    []string
	Message  string // with {name} for what the detector found
	Causes   []string
	Measures []string
	Basis    string
}

// projectSight is what a detector looks at.
type projectSight struct {
	*projectWork
	words []string
	list  *Field
	// earlier are the names of the projects before this one.
	earlier []string
}

// found are a finding's figures and words by the names messages use for them.
type found map[string]string

// projectDetector finds one kind of problem in a project.
type projectDetector struct {
	figures []string // the names a message may use, besides project, row and indicator
	rows    bool     // looks at the project's indicators, so that {row} and {indicator} are there
	words   bool     // needs the check's words
	others  bool     // compares with the projects before
	find    func(s *projectSight, tell func(row int, f found))
}

// noRow tells of a problem of the project itself.
const noRow = -1

var messageName = regexp.MustCompile(`\{([a-z_]*)\}`)

// names are the names a detector's message may use.
func (d projectDetector) names() []string {
	names := append([]string{"project"}, d.figures...)
	if d.rows {
		names = append(names, "row", "indicator")
	}
	return names
}

// render writes the message.
func (c *ProjectCheck) render(f found) string {
	return messageName.ReplaceAllStringFunc(c.Message, func(name string) string {
		return cmp.Or(f[strings.Trim(name, "{}")], fact.UnknownFigure)
	})
}

// projectFindings runs the checks of every project. A project that was checked before
// keeps its findings; only what depends on the other projects is looked at again.
func (p *Pack) projectFindings(works []*projectWork) []fact.Finding {
	if p.Projects == nil || len(works) == 0 {
		return nil
	}
	list, _ := p.Field(p.Projects.List)
	var out []fact.Finding
	earlier := make([]string, 0, len(works))
	keys := map[string]int{}
	for _, w := range works {
		s := &projectSight{projectWork: w, list: list, earlier: earlier}
		if !w.checked {
			w.findings, w.checked = s.run(p.Projects.Checks, false), true
		}
		for _, f := range append(slices.Clip(w.findings), s.run(p.Projects.Checks, true)...) {
			keys[f.Key]++
			if n := keys[f.Key]; n > 1 {
				f.Key += "-" + strconv.Itoa(n)
			}
			out = append(out, f)
		}
		earlier = append(earlier, w.score.Name)
	}
	return out
}

// run runs the checks of the project alone, or those that look at the others too.
func (s *projectSight) run(checks []ProjectCheck, others bool) []fact.Finding {
	var out []fact.Finding
	for i := range checks {
		c := &checks[i]
		d := projectDetectors[c.Detect]
		if d.others != others {
			continue
		}
		s.words = c.Words
		d.find(s, func(row int, f found) { out = append(out, s.finding(c, row, f)) })
	}
	return out
}

func (s *projectSight) finding(c *ProjectCheck, row int, f found) fact.Finding {
	about := s.score.Name
	f["project"] = cmp.Or(strings.TrimSpace(s.score.Name), "第 "+strconv.Itoa(s.at+1)+" 个项目")
	if row != noRow {
		f["row"] = strconv.Itoa(row + 1)
		f["indicator"] = cmp.Or(strings.TrimSpace(s.rows[row].score.Name), "（未命名）")
		about += "\x00" + s.rows[row].score.Name
	}
	out := fact.Finding{
		Key: findingKey(c.ID, about), Severity: c.Severity, Message: c.render(f), Fields: []string{s.list.Code},
		Causes: fact.List(c.Causes), Measures: fact.List(c.Measures),
	}
	out.Check, _, _ = strings.Cut(c.ID, ".")
	return out
}

// findingKey tells findings of one check apart by the names of project and indicator, so
// that an explanation stays with them when rows are moved. It is short and ASCII because
// it travels in Telegram's callback data.
func findingKey(check, about string) string {
	h := fnv.New32a()
	h.Write([]byte(about)) // never fails
	return fmt.Sprintf("%s.%08x", check, h.Sum32())
}

var keyOfFinding = regexp.MustCompile(`^(.+)\.[0-9a-f]{8}(?:-[0-9]{1,4})?$`)

// projectCheck is the check a finding's key belongs to.
func (p *Pack) projectCheck(key string) (*ProjectCheck, bool) {
	if p.Projects == nil {
		return nil, false
	}
	m := keyOfFinding.FindStringSubmatch(key)
	if m == nil {
		return nil, false
	}
	i := slices.IndexFunc(p.Projects.Checks, func(c ProjectCheck) bool { return c.ID == m[1] })
	if i < 0 {
		return nil, false
	}
	return &p.Projects.Checks[i], true
}

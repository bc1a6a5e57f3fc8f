package project

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Check is a check that is made for every project: the program finds what Detect
// names, the pack says how grave it is and how it is worded.
type Check struct {
	ID        string
	Title     string
	Severity  fact.Severity
	Detect    string // the name of a detector, see Detectors
	Words     []string
	Message   string // with {name} for what the detector found
	Statement string // the same for a signed report, as a fact; may be empty
	Causes    []string
	Measures  []string
	Basis     string
}

// sight is what a detector looks at.
type sight struct {
	*Work
	words []string
	list  string // the code of the project list
	form  Form
	// earlier are the names of the projects before this one.
	earlier []string
	amount  decimal.Decimal // the money of what is told next, in 万元
}

// about notes the money that what is told next is about.
func (s *sight) about(d decimal.Decimal) *sight {
	s.amount = d.Abs()
	return s
}

// found are a finding's figures and words by the names messages use for them.
type found map[string]string

// Detector finds one kind of problem in a project.
type Detector struct {
	figures []string // the names a message may use, besides project, row and indicator
	rows    bool     // looks at the project's indicators, so that {row} and {indicator} are there
	Words   bool     // needs the check's words
	others  bool     // compares with the projects before
	// listed says that it is for lists of projects: a unit's own money has checks of its own.
	listed bool
	find   func(s *sight, tell func(row int, f found))
}

// noRow tells of a problem of the project itself.
const noRow = -1

// MessageName finds the names in a message of a project check.
var MessageName = regexp.MustCompile(`\{([a-z_]*)\}`)

// Names are the names a detector's message may use.
func (d Detector) Names() []string {
	names := append([]string{"project"}, d.figures...)
	if d.rows {
		names = append(names, "row", "indicator")
	}
	return names
}

// render writes one of the check's texts.
func render(text string, f found) string {
	var b strings.Builder
	rest := text
	for {
		before, after, open := strings.Cut(rest, "{")
		b.WriteString(before)
		name, behind, closed := strings.Cut(after, "}")
		if !open || !closed {
			return b.String()
		}
		b.WriteString(cmp.Or(f[name], fact.UnknownFigure))
		rest = behind
	}
}

// Findings runs the checks of every project. A project that was checked before
// keeps its findings; only what depends on the other projects is looked at again.
func (r *Rules) Findings(form Form, works []*Work) []fact.Finding {
	out := make([]fact.Finding, 0, 4*len(works))
	earlier := make([]string, 0, len(works))
	keys := map[string]int{}
	for _, w := range works {
		s := &sight{Work: w, list: r.List, form: form, earlier: earlier}
		if !w.checked {
			w.findings, w.checked = s.run(r.Checks, false), true
		}
		for _, found := range [][]fact.Finding{w.findings, s.run(r.Checks, true)} {
			for _, f := range found {
				keys[f.Key]++
				if n := keys[f.Key]; n > 1 {
					f.Key += "-" + strconv.Itoa(n)
				}
				out = append(out, f)
			}
		}
		earlier = append(earlier, w.score.Name)
	}
	return out
}

// run runs the checks of the project alone, or those that look at the others too.
func (s *sight) run(checks []Check, others bool) []fact.Finding {
	var out []fact.Finding
	var c *Check
	tell := func(row int, f found) { out = append(out, s.finding(c, row, f)) }
	for i := range checks {
		c = &checks[i]
		if d := Detectors[c.Detect]; d.others == others {
			s.words = c.Words
			d.find(s, tell)
		}
	}
	return out
}

func (s *sight) finding(c *Check, row int, f found) fact.Finding {
	about := s.score.Name
	f["project"] = cmp.Or(strings.TrimSpace(s.score.Name), "第 "+strconv.Itoa(s.at+1)+" 个项目")
	if row != noRow {
		f["row"] = strconv.Itoa(row + 1)
		f["indicator"] = cmp.Or(strings.TrimSpace(s.rows[row].score.Name), "（未命名）")
		about += "\x00" + s.rows[row].score.Name
	}
	out := fact.Finding{
		Key: findingKey(c.ID, about), Severity: c.Severity, Message: render(c.Message, f), Fields: []string{s.list},
		Amount: s.amount, Causes: fact.List(c.Causes), Measures: fact.List(c.Measures),
		Title: c.Title, Statement: render(c.Statement, f), About: f["project"],
	}
	s.amount = decimal.Zero
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

// Check is the check a finding's key belongs to.
func (r *Rules) Check(key string) (*Check, bool) {
	m := keyOfFinding.FindStringSubmatch(key)
	if m == nil {
		return nil, false
	}
	i := slices.IndexFunc(r.Checks, func(c Check) bool { return c.ID == m[1] })
	if i < 0 {
		return nil, false
	}
	return &r.Checks[i], true
}

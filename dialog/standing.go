package dialog

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// Standing is where an evaluation stood after a change of it: what boards, reminders and
// digests need to know, without its answers. It is kept beside the answers, so that
// thousands of units can be looked at without scoring any of them.
type Standing struct {
	At       time.Time         `json:"at"` // of the change
	By       string            `json:"by"` // who made it
	Sections []SectionStanding `json:"sections"`
	Blocks   []BlockStanding   `json:"blocks"`
	Complete bool              `json:"complete"` // every indicator has its points
	Total    decimal.Decimal   `json:"total"`    // the points known so far
	Max      decimal.Decimal   `json:"max"`
	Grade    string            `json:"grade,omitempty"`
	Findings []CheckStanding   `json:"findings"`
}

// SectionStanding is how far one section is.
type SectionStanding struct {
	Code     string        `json:"code"`
	Title    string        `json:"title"`
	Status   SectionStatus `json:"status"`
	Asked    int           `json:"asked"`
	Answered int           `json:"answered"`
	Open     int           `json:"open"`            // questions that still need an answer
	First    Key           `json:"first,omitempty"` // the first of them
	Missing  []string      `json:"missing,omitempty"`
	Owner    int64         `json:"owner,omitempty"` // who has taken it; 0: nobody
}

// BlockStanding is the points of one block (一级指标).
type BlockStanding struct {
	Name   string          `json:"name"`
	Points decimal.Decimal `json:"points"` // known so far
	Lost   decimal.Decimal `json:"lost"`
	Max    decimal.Decimal `json:"max"`
}

// CheckStanding counts the findings of one check that may be shown. Checks of one number with
// different titles count by themselves.
type CheckStanding struct {
	Check    string           `json:"check"`
	Title    string           `json:"title,omitempty"`
	Severity scoring.Severity `json:"severity"`
	Count    int              `json:"count"`
	Lost     decimal.Decimal  `json:"lost"` // points lost by them
}

// missingNamed is how many open questions of a section a Standing names.
const missingNamed = 5

// StandingOf computes where an evaluation stands from its answers. at and by say when it was
// changed last, and by whom.
func StandingOf(form *Form, e Evaluation, a Answers, at time.Time, by string) Standing {
	return form.state(e, a).standing(at, by)
}

func (st *state) standing(at time.Time, by string) Standing {
	r := st.result
	return Standing{
		At: at, By: by, Sections: st.sectionStandings(), Blocks: st.blockStandings(),
		Complete: r.Complete, Total: r.Total, Max: r.Max, Grade: r.Grade, Findings: st.checkStandings(),
	}
}

func (st *state) sectionStandings() []SectionStanding {
	var all []SectionStanding
	for _, p := range st.progress() {
		s := SectionStanding{
			Code: p.Section.Code, Title: p.Section.Title, Status: p.Status(),
			Asked: p.Asked, Answered: p.Answered, Open: len(p.Open), Owner: st.answers.owner(p.Section.Code),
		}
		for i, k := range p.Open {
			if i == 0 {
				s.First = k
			}
			if q, ok := st.find(k); ok && i < missingNamed {
				s.Missing = append(s.Missing, st.label(q))
			}
		}
		all = append(all, s)
	}
	return all
}

func (st *state) blockStandings() []BlockStanding {
	all := make([]BlockStanding, len(st.form.Pack.Blocks))
	for i, b := range st.form.Pack.Blocks {
		all[i] = BlockStanding{Name: b.Name, Max: b.Max}
		for _, s := range st.result.Indicators {
			if s.Level1 == b.Name && s.Points.Valid {
				all[i].Points = all[i].Points.Add(s.Points.Decimal)
				all[i].Lost = all[i].Lost.Add(s.Lost.Decimal)
			}
		}
	}
	return all
}

func (st *state) checkStandings() []CheckStanding {
	var all []CheckStanding
	at := map[string]int{}
	for _, f := range st.dueFindings() {
		title := ""
		if c, ok := st.form.Pack.Check(f.Key); ok {
			title = c.Title
		}
		key := f.Check + "|" + title + "|" + string(f.Severity)
		i, known := at[key]
		if !known {
			i, at[key] = len(all), len(all)
			all = append(all, CheckStanding{Check: f.Check, Title: title, Severity: f.Severity})
		}
		all[i].Count++
		all[i].Lost = all[i].Lost.Add(f.Lost)
	}
	return all
}

// Done is how many sections are complete.
func (s Standing) Done() int {
	n := 0
	for _, section := range s.Sections {
		if section.Open == 0 && section.Answered > 0 {
			n++
		}
	}
	return n
}

// Answered is how many questions have an answer.
func (s Standing) Answered() int {
	n := 0
	for _, section := range s.Sections {
		n += section.Answered
	}
	return n
}

// Open is how many questions still need an answer.
func (s Standing) Open() int {
	n := 0
	for _, section := range s.Sections {
		n += section.Open
	}
	return n
}

// Count is how many findings of a severity there are.
func (s Standing) Count(severity scoring.Severity) int {
	n := 0
	for _, c := range s.Findings {
		if c.Severity == severity {
			n += c.Count
		}
	}
	return n
}

// takenKey/<section> holds the user id of who has taken the section. It belongs to no question.
const takenKey Key = "taken"

// owner is the user who has taken a section; 0 when nobody has.
func (a Answers) owner(section string) int64 {
	v := a[takenKey.child(section)].Value
	if v.State != scoring.Known {
		return 0
	}
	user, err := strconv.ParseInt(v.Text, 10, 64)
	if err != nil {
		return 0
	}
	return user
}

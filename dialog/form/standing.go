package form

import (
	"time"

	"ziping/dialog"
)

// missingNamed is how many open questions of a section a Standing names.
const missingNamed = 5

// StandingOf computes where an evaluation stands from its answers. at and by say when it was
// changed last, and by whom.
func StandingOf(form *Form, e dialog.Evaluation, a dialog.Answers, at time.Time, by string) dialog.Standing {
	return form.State(e, a).Standing(at, by)
}

// Standing is where the evaluation stands; at and by say when it was changed last, and by whom.
func (st *State) Standing(at time.Time, by string) dialog.Standing {
	r := st.Result
	return dialog.Standing{
		At: at, By: by, Sections: st.SectionStandings(), Blocks: st.blockStandings(),
		Complete: r.Complete, Total: r.Total, Max: r.Max, Grade: r.Grade, Findings: st.checkStandings(),
	}
}

// SectionStandings is where each section stands.
func (st *State) SectionStandings() []dialog.SectionStanding {
	var all []dialog.SectionStanding
	for _, p := range st.Progress() {
		s := dialog.SectionStanding{
			Code: p.Section.Code, Title: p.Section.Title, Status: p.Status(),
			Asked: p.All(), Answered: p.Done(), Open: len(p.Open), Owner: st.Answers.Owner(p.Section.Code),
		}
		for i, k := range p.Open {
			if i == 0 {
				s.First = k
			}
			if q, ok := st.Find(k); ok && i < missingNamed {
				s.Missing = append(s.Missing, st.Label(q))
			}
		}
		all = append(all, s)
	}
	return all
}

func (st *State) blockStandings() []dialog.BlockStanding {
	all := make([]dialog.BlockStanding, len(st.Form.Pack.Blocks))
	for i, b := range st.Form.Pack.Blocks {
		all[i] = dialog.BlockStanding{Name: b.Name, Max: b.Max}
		for _, s := range st.Result.Indicators {
			if s.Level1 == b.Name && s.Points.Valid {
				all[i].Points = all[i].Points.Add(s.Points.Decimal)
				all[i].Lost = all[i].Lost.Add(s.Lost.Decimal)
			}
		}
	}
	return all
}

func (st *State) checkStandings() []dialog.CheckStanding {
	var all []dialog.CheckStanding
	at := map[string]int{}
	for _, f := range st.DueFindings() {
		title := ""
		if c, ok := st.Form.Pack.Check(f.Key); ok {
			title = c.Title
		}
		key := f.Check + "|" + title + "|" + string(f.Severity)
		i, known := at[key]
		if !known {
			i, at[key] = len(all), len(all)
			all = append(all, dialog.CheckStanding{Check: f.Check, Title: title, Severity: f.Severity})
		}
		all[i].Count++
		all[i].Lost = all[i].Lost.Add(f.Lost)
	}
	return all
}

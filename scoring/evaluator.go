package scoring

import (
	"maps"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/project"
)

// Evaluator keeps an evaluation scored while its answers change. After an edit it computes
// anew only what reads the field; what it gives is what Evaluate gives for the same
// answers. It is used by one goroutine.
type Evaluator struct {
	pack       *Pack
	evaluation Evaluation

	active   fact.Facts
	scores   map[string]*scored // by indicator code
	works    []*project.Work
	found    []*fact.Finding // by the check's place in the pack; nil where it finds nothing
	projects []fact.Finding
}

// NewEvaluator scores an evaluation and keeps it. Later changes to e.Facts have no effect:
// tell them to Update. The rows of lists are shared; replace them, don't write into them.
func NewEvaluator(p *Pack, e Evaluation) *Evaluator {
	e.Facts = maps.Clone(e.Facts)
	if e.Facts == nil {
		e.Facts = fact.Facts{}
	}
	v := &Evaluator{pack: p, evaluation: e}
	v.everything()
	return v
}

// Update puts the answers of some fields in place of the earlier ones; the zero Value takes
// an answer away. It gives the result after that.
func (v *Evaluator) Update(changes fact.Facts) Result {
	plan := &v.pack.index.plan
	edited := map[string]bool{} // the fields of which something may be different
	for code, value := range changes {
		if value.State == fact.Missing {
			delete(v.evaluation.Facts, code)
		} else {
			v.evaluation.Facts[code] = value
		}
		for _, follower := range plan.followers[code] {
			edited[follower] = true
		}
	}
	v.reactivate(edited)
	sc := v.scope()
	rescore, recheck := map[int]bool{}, map[int]bool{}
	for code := range edited {
		for _, i := range plan.indicators[code] {
			rescore[i] = true
		}
		for _, i := range plan.checks[code] {
			recheck[i] = true
		}
	}
	sc.scores = nil
	for i := range rescore {
		s := v.pack.score(&v.pack.Indicators[i], sc)
		v.scores[s.Code] = s
	}
	if v.pack.Projects != nil && edited[v.pack.Projects.List] {
		v.scoreProjects()
	}
	sc = v.scope()
	v.check(sc, func(i int) bool { return recheck[i] || plan.always[i] })
	return v.Result()
}

// Unrounded are an indicator's points if its value were not rounded before the rule; not valid
// where nothing is rounded or nothing could be computed.
func (v *Evaluator) Unrounded(code string) decimal.NullDecimal {
	if s, ok := v.scores[code]; ok {
		return s.unrounded
	}
	return decimal.NullDecimal{}
}

// everything computes all there is.
func (v *Evaluator) everything() {
	v.active = v.pack.ActiveFacts(v.evaluation.Facts)
	v.scores = make(map[string]*scored, len(v.pack.Indicators))
	v.found = make([]*fact.Finding, len(v.pack.Checks))
	sc := v.scope()
	sc.scores = nil
	for i := range v.pack.Indicators {
		s := v.pack.score(&v.pack.Indicators[i], sc)
		v.scores[s.Code] = s
	}
	v.scoreProjects()
	v.check(v.scope(), func(int) bool { return true })
}

// scope is what formulas read now.
func (v *Evaluator) scope() *scope {
	sc := newScope(v.pack, v.active, v.evaluation.Claims)
	sc.year, sc.env.Typed, sc.scores = v.evaluation.Year, v.evaluation.Facts, v.scores
	return sc
}

// reactivate settles anew which of the fields count, and with what figure.
func (v *Evaluator) reactivate(edited map[string]bool) {
	if len(edited) == 0 {
		return
	}
	sc := v.scope()
	for _, f := range v.pack.index.order {
		if edited[f.Code] {
			delete(v.active, f.Code)
			activate(f, v.evaluation.Facts, v.active, sc)
		}
	}
}

func (v *Evaluator) scoreProjects() {
	rules := v.pack.Projects
	if rules == nil {
		return
	}
	list, _ := v.pack.Field(rules.List)
	form := projectForm{v.pack, list}
	v.works = rules.Score(form, v.active[rules.List].Rows, v.works)
	v.projects = rules.Findings(form, v.works)
}

// check runs the checks that are due; those that count the others' errors run last. A
// check whose condition reads something unknown finds nothing.
func (v *Evaluator) check(sc *scope, due func(int) bool) {
	for _, last := range []bool{false, true} {
		if last {
			errors := v.errors()
			sc.errors = &errors
		}
		for i := range v.pack.Checks {
			c := &v.pack.Checks[i]
			if c.Condition.Last() != last || !due(i) {
				continue
			}
			v.found[i] = nil
			if yes, st := c.Condition.Holds(&sc.env); st == formula.Evaluated && yes {
				f := c.finding(sc)
				v.found[i] = &f
			}
		}
	}
}

// errors counts the findings of error level of the checks that do not count themselves.
func (v *Evaluator) errors() int {
	n := 0
	for i, f := range v.found {
		if f != nil && f.Severity == fact.Error && !v.pack.Checks[i].Condition.Last() {
			n++
		}
	}
	for _, f := range v.projects {
		if f.Severity == fact.Error {
			n++
		}
	}
	return n
}

// Result is the evaluation as it stands. The lists are the caller's; what is in them is
// shared and must not be changed.
func (v *Evaluator) Result() Result {
	p := v.pack
	r := Result{Scheme: p.ID, Unit: v.evaluation.Unit, Year: v.evaluation.Year, Complete: true, Missing: []string{}}
	r.Indicators = make([]Score, 0, len(p.Indicators))
	missing := map[string]bool{}
	for i := range p.Indicators {
		s := v.scores[p.Indicators[i].Code]
		r.Indicators = append(r.Indicators, s.Score)
		r.Max = r.Max.Add(s.Max)
		r.Total = r.Total.Add(s.Points.Decimal)
		r.Complete = r.Complete && s.Points.Valid
		for _, code := range s.Missing {
			missing[code] = true
		}
	}
	for _, code := range p.index.codes {
		if missing[code] {
			r.Missing = append(r.Missing, code)
		}
	}
	if r.Complete {
		r.Grade = p.Grade(r.Total)
	}
	r.Projects = project.Scores(v.works)
	r.Findings = []fact.Finding{}
	for _, f := range v.found {
		if f != nil {
			r.Findings = append(r.Findings, *f)
		}
	}
	r.Findings = append(r.Findings, v.projects...)
	fact.SortFindings(r.Findings)
	return r
}

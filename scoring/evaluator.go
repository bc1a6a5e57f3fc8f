package scoring

import (
	"maps"
	"slices"
	"sort"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/project"
	"ziping/scoring/slip"
)

// Evaluator keeps an evaluation scored while its answers change. After an edit it computes
// anew only what reads the field; what it gives is what Evaluate gives for the same
// answers. It is used by one goroutine.
type Evaluator struct {
	pack       *Pack
	evaluation Evaluation

	sc     *scope     // reads active and scores
	active fact.Facts // the answers that count
	scores []*scored  // by the indicator's place in the pack
	works  []*project.Work
	found  []*fact.Finding // by the check's place in the pack; nil where it finds nothing
	// inProjects and inWhole are what was found in the projects and in the unit's own form.
	inProjects, inWhole []fact.Finding
	// projects are both, sorted; projectErrors how many of them are errors.
	projects      []*fact.Finding
	projectErrors int
}

// NewEvaluator scores an evaluation and keeps it. Later changes to e.Facts have no effect:
// tell them to Update. The rows of lists are shared; replace them, don't write into them.
func NewEvaluator(p *Pack, e Evaluation) *Evaluator {
	e.Facts = maps.Clone(e.Facts)
	if e.Facts == nil {
		e.Facts = Facts{}
	}
	v := &Evaluator{pack: p, evaluation: e}
	v.everything()
	return v
}

// Update puts the answers of some fields in place of the earlier ones; the zero Value takes
// an answer away. It gives the result after that.
func (v *Evaluator) Update(changes Facts) Result {
	edited := v.edit(changes)
	plan := &v.pack.index.plan
	rescore, recheck := map[int]bool{}, map[int]bool{}
	for code := range edited {
		for _, i := range plan.indicators[code] {
			rescore[i] = true
		}
		for _, i := range plan.checks[code] {
			recheck[i] = true
		}
	}
	v.score(func(score func(i int)) {
		for i := range rescore {
			score(i)
		}
	})
	projects := v.pack.Projects != nil && edited[v.pack.Projects.List]
	whole := false
	for code := range edited {
		whole = whole || v.pack.Whole != nil && v.pack.Whole.Reads(code)
	}
	v.scoreProjects(projects, whole)
	for i := range recheck {
		v.check(i, false)
	}
	for _, i := range plan.always {
		v.check(i, false)
	}
	v.checkLast()
	return v.Result()
}

// edit takes the changes and settles anew which of the fields count, and with what figure. It
// gives the fields of which something may be different.
func (v *Evaluator) edit(changes Facts) map[string]bool {
	ix := &v.pack.index
	edited := map[string]bool{}
	var codes []string
	for code, value := range changes {
		if value.State == Missing {
			delete(v.evaluation.Facts, code)
		} else {
			v.evaluation.Facts[code] = value
		}
		for _, follower := range ix.plan.followers[code] {
			if !edited[follower] {
				edited[follower] = true
				codes = append(codes, follower)
			}
		}
	}
	sort.Slice(codes, func(i, j int) bool { return ix.rank[codes[i]] < ix.rank[codes[j]] })
	for _, code := range codes {
		delete(v.active, code)
		activate(ix.fields[code], v.evaluation.Facts, v.active, &v.sc.env)
		v.sc.texts.read(code, v.active[code])
		for _, kind := range ix.plan.slips[code] {
			delete(v.sc.slips, kind)
		}
	}
	for _, kind := range ix.plan.anySlips {
		delete(v.sc.slips, kind)
	}
	return edited
}

// Unrounded are an indicator's points if its value were not rounded before the rule; not valid
// where nothing is rounded or nothing could be computed.
func (v *Evaluator) Unrounded(code string) decimal.NullDecimal {
	if s, ok := v.sc.scores[code]; ok {
		return s.unrounded
	}
	return decimal.NullDecimal{}
}

// everything computes all there is.
func (v *Evaluator) everything() {
	p := v.pack
	v.active = p.ActiveFacts(v.evaluation.Facts)
	v.sc = newScope(p, v.active, v.evaluation.Claims)
	v.sc.year, v.sc.env.Typed = v.evaluation.Year, v.evaluation.Facts
	v.sc.texts = &texts{pack: p, year: v.evaluation.Year}
	v.sc.texts.gather(v.active)
	v.sc.slips = map[string][]slip.Slip{}
	v.scores = make([]*scored, len(p.Indicators))
	v.found = make([]*fact.Finding, len(p.Checks))
	v.score(func(score func(i int)) {
		for i := range p.Indicators {
			score(i)
		}
	})
	v.scoreProjects(true, true)
	for i := range p.Checks {
		if !p.Checks[i].Condition.Last() {
			v.check(i, false)
		}
	}
	v.checkLast()
}

// score scores the indicators that each names. While they are being scored nothing of them can
// be read.
func (v *Evaluator) score(each func(score func(i int))) {
	byCode := v.sc.scores
	if byCode == nil {
		byCode = make(map[string]*scored, len(v.scores))
	}
	v.sc.scores, v.sc.sums = nil, sums{}
	each(func(i int) {
		v.scores[i] = v.pack.score(&v.pack.Indicators[i], v.sc)
		byCode[v.scores[i].Code] = v.scores[i]
	})
	v.sc.scores, v.sc.sums = byCode, sums{}
}

// scoreProjects scores and checks the projects and the unit's own form, those of the two that are due.
func (v *Evaluator) scoreProjects(projects, whole bool) {
	if rules := v.pack.Projects; rules != nil && projects {
		list, _ := v.pack.Field(rules.List)
		form := projectForm{v.pack, list}
		v.works = rules.Score(form, v.active[rules.List].Rows, v.works)
		v.inProjects = rules.Findings(form, v.works)
	}
	if w := v.pack.Whole; w != nil && whole {
		form := wholeForm{v.pack}
		works := w.Score(form, []fact.Facts{w.Row(v.active)}, nil)
		v.inWhole = w.Findings(form, works)
	}
	if !projects && !whole {
		return
	}
	v.projects, v.projectErrors = make([]*fact.Finding, 0, len(v.inProjects)+len(v.inWhole)), 0
	for _, found := range [][]fact.Finding{v.inProjects, v.inWhole} {
		for i := range found {
			v.projects = append(v.projects, &found[i])
			if found[i].Severity == Error {
				v.projectErrors++
			}
		}
	}
	fact.SortFindings(v.projects)
}

// check makes a check. One that counts the others' errors is left to checkLast; one whose
// condition reads something unknown finds nothing.
func (v *Evaluator) check(i int, last bool) {
	c := &v.pack.Checks[i]
	if c.Condition.Last() != last {
		return
	}
	v.found[i] = nil
	if yes, st := c.Condition.Holds(&v.sc.env); st == formula.Evaluated && yes {
		f := c.finding(v.sc)
		v.found[i] = &f
	}
}

// checkLast makes the checks that count what the others found.
func (v *Evaluator) checkLast() {
	errors := v.projectErrors
	for i, f := range v.found {
		if f != nil && f.Severity == Error && !v.pack.Checks[i].Condition.Last() {
			errors++
		}
	}
	v.sc.errors = &errors
	for _, i := range v.pack.index.plan.last {
		v.check(i, true)
	}
	v.sc.errors = nil
}

// Result is the evaluation as it stands. The lists are the caller's; what is in them is
// shared and must not be changed.
func (v *Evaluator) Result() Result {
	p := v.pack
	r := Result{Scheme: p.ID, Unit: v.evaluation.Unit, Year: v.evaluation.Year, Complete: true, Missing: []string{}}
	r.Indicators = make([]Score, 0, len(p.Indicators))
	for _, s := range v.scores {
		r.Indicators = append(r.Indicators, s.Score)
		r.Max = r.Max.Add(s.Max)
		r.Total = r.Total.Add(s.Points.Decimal)
		r.Complete = r.Complete && s.Points.Valid
		for _, code := range s.Missing {
			if _, ok := p.index.fields[code]; ok && !slices.Contains(r.Missing, code) {
				r.Missing = append(r.Missing, code)
			}
		}
	}
	sort.Slice(r.Missing, func(i, j int) bool { return p.index.at[r.Missing[i]] < p.index.at[r.Missing[j]] })
	if r.Complete {
		r.Grade = p.Grade(r.Total)
	}
	r.Projects = project.Scores(v.works)
	var own []*fact.Finding
	for _, f := range v.found {
		if f != nil {
			own = append(own, f)
		}
	}
	fact.SortFindings(own)
	r.Findings = fact.MergeFindings(own, v.projects)
	return r
}

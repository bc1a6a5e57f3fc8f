package scoring

import (
	"maps"
	"slices"
	"strings"

	"ziping/scoring/formula"
	"ziping/scoring/project"
	"ziping/scoring/rule"
)

// index finds the parts of a pack by code.
type index struct {
	codes      []string // of the fields, in the order of the questionnaire
	fields     map[string]*Field
	sections   map[string]*Section
	sectionOf  map[string]*Section // by field code
	indicators map[string]*Indicator
	claims     map[string]*Claim
	checks     map[string]*Check
	// order are the fields such that each stands after those its When and Derive read.
	order []*Field
	rank  map[string]int // the field's place in order
	at    map[string]int // the field's place in the questionnaire
	// before are the fields a field's own formula depends on, in order.
	before map[*formula.Formula][]*Field
	reads  map[string]Readers
	// asked are the codes whose state a check asks for by name.
	asked map[string]bool
	plan  plan
}

// Readers are what reads a field.
type Readers struct {
	Indicators []string // indicator codes
	Checks     []string // check keys (A05.transfers)
}

// Index makes the parts of the pack findable by code. The loader calls it once all parts are
// there, before formulas are compiled.
func (p *Pack) Index() { p.index.build(p) }

// Seal indexes what needs compiled formulas. After it the pack must not be changed.
func (p *Pack) Seal() { p.index.finish(p) }

// build indexes fields, indicators and claims; where a code stands twice the first counts.
func (ix *index) build(p *Pack) {
	*ix = index{
		fields: map[string]*Field{}, sections: map[string]*Section{}, sectionOf: map[string]*Section{},
		indicators: map[string]*Indicator{}, claims: map[string]*Claim{}, checks: map[string]*Check{},
		reads: map[string]Readers{}, asked: map[string]bool{},
		rank: map[string]int{}, at: map[string]int{}, before: map[*formula.Formula][]*Field{},
	}
	for i := range p.Sections {
		s := &p.Sections[i]
		put(ix.sections, s.Code, s)
		for j := range s.Fields {
			f := &s.Fields[j]
			if put(ix.fields, f.Code, f) {
				ix.sectionOf[f.Code] = s
				ix.codes = append(ix.codes, f.Code)
			}
		}
	}
	for i := range p.Indicators {
		put(ix.indicators, p.Indicators[i].Code, &p.Indicators[i])
	}
	for i := range p.Claims {
		put(ix.claims, p.Claims[i].Code, &p.Claims[i])
	}
}

func put[V any](m map[string]V, key string, v V) bool {
	if _, ok := m[key]; ok {
		return false
	}
	m[key] = v
	return true
}

// finish indexes what needs compiled formulas.
func (ix *index) finish(p *Pack) {
	done := map[string]bool{}
	for i, code := range ix.codes {
		ix.order = ix.collect(code, done, ix.order)
		ix.at[code] = i
	}
	for i, f := range ix.order {
		ix.rank[f.Code] = i
	}
	ix.needs()
	for i := range p.Indicators {
		for _, code := range p.Indicators[i].reads() {
			r := ix.reads[code]
			r.Indicators = append(r.Indicators, p.Indicators[i].Code)
			ix.reads[code] = r
		}
	}
	for i := range p.Checks {
		c := &p.Checks[i]
		ix.checks[c.ID] = c
		for _, code := range c.Condition.States() {
			ix.asked[code] = true
		}
		all := ix.transitive(c.Condition)
		if len(c.Fields) == 0 {
			c.Fields = all
		}
		for _, code := range all {
			r := ix.reads[code]
			r.Checks = append(r.Checks, c.ID)
			ix.reads[code] = r
		}
	}
	ix.plan = planOf(p)
}

// needs notes what each field's own formulas depend on.
func (ix *index) needs() {
	for _, f := range ix.order {
		for _, own := range []*formula.Formula{f.When, f.Offer, f.Derive} {
			if own == nil {
				continue
			}
			fields := []*Field{} // known, even when there are none
			done := map[string]bool{}
			for _, code := range own.Codes() {
				fields = ix.collect(code, done, fields)
			}
			ix.before[own] = fields
		}
	}
}

// collect adds a field after those it depends on. There are no cycles: the loader refuses them.
func (ix *index) collect(code string, done map[string]bool, fields []*Field) []*Field {
	f, ok := ix.fields[code]
	if !ok || done[code] {
		return fields
	}
	done[code] = true
	for _, own := range []*formula.Formula{f.When, f.Derive} {
		if own != nil {
			for _, c := range own.Codes() {
				fields = ix.collect(c, done, fields)
			}
		}
	}
	return append(fields, f)
}

// reads are the field codes an indicator's points depend on.
func (row *Indicator) reads() []string {
	var codes []string
	add := func(more ...string) {
		for _, c := range more {
			if c != "" && !slices.Contains(codes, c) {
				codes = append(codes, c)
			}
		}
	}
	for _, c := range row.Cases {
		if c.When != nil {
			add(c.When.Codes()...)
		}
		add(c.AskField)
	}
	if row.Formula != nil {
		add(row.Formula.Codes()...)
	}
	if row.Rule != nil {
		add(row.Rule.Field())
	}
	return codes
}

// transitive are the codes a formula reads itself and through the claims, indicators and
// slips it mentions.
func (ix *index) transitive(f *formula.Formula) []string {
	codes := slices.Clone(f.Codes())
	for _, kind := range f.Mentions(slipNames) {
		for _, code := range ix.codes {
			if slipKinds[kind].reads(ix.fields[code]) && !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	for _, name := range f.Mentions(claimNames, statedNames, indicatorNames) {
		var more []string
		if c, ok := ix.claims[name]; ok {
			more = c.Formula.Codes()
		} else if row, ok := ix.indicators[name]; ok {
			more = row.reads()
		}
		for _, c := range more {
			if !slices.Contains(codes, c) {
				codes = append(codes, c)
			}
		}
	}
	return codes
}

// Field is the questionnaire's field of that code.
func (p *Pack) Field(code string) (*Field, bool) { return find(p.index.fields, code) }

// Codes are the codes of all fields in the order of the questionnaire. Callers must not change
// the slice.
func (p *Pack) Codes() []string { return p.index.codes }

// IndicatorCodes are the codes of the indicators in alphabetical order.
func (p *Pack) IndicatorCodes() []string { return slices.Sorted(maps.Keys(p.index.indicators)) }

// ClaimCodes are the codes of the claims.
func (p *Pack) ClaimCodes() []string { return slices.Sorted(maps.Keys(p.index.claims)) }

// CheckKeys are the keys of the checks.
func (p *Pack) CheckKeys() []string { return slices.Sorted(maps.Keys(p.index.checks)) }

// HasCheckNumber reports whether findings can show this number (A02), of which there may be several
// checks (A02, A02.spent).
func (p *Pack) HasCheckNumber(number string) bool {
	of := func(id string) bool {
		own, _, _ := strings.Cut(id, ".")
		return own == number
	}
	return slices.ContainsFunc(p.Checks, func(c Check) bool { return of(c.ID) }) ||
		p.Projects != nil && slices.ContainsFunc(p.Projects.Checks, func(c project.Check) bool { return of(c.ID) })
}

// Section is the section of that code.
func (p *Pack) Section(code string) (*Section, bool) { return find(p.index.sections, code) }

// SectionOf is the section a field stands in.
func (p *Pack) SectionOf(fieldCode string) (*Section, bool) {
	return find(p.index.sectionOf, fieldCode)
}

// Indicator is the indicator of that code.
func (p *Pack) Indicator(code string) (*Indicator, bool) { return find(p.index.indicators, code) }

// Claim is the claim of that code.
func (p *Pack) Claim(code string) (*Claim, bool) { return find(p.index.claims, code) }

// Check is the check with that key (A05.transfers). For a finding in a project it has the
// words of the project check.
func (p *Pack) Check(key string) (*Check, bool) {
	if c, ok := p.index.checks[key]; ok {
		return c, true
	}
	list, c, ok := p.projectCheck(key)
	if !ok {
		return nil, false
	}
	return &Check{
		ID: c.ID, Title: c.Title, Severity: c.Severity, Fields: []string{list},
		Causes: c.Causes, Measures: c.Measures, Basis: c.Basis,
	}, true
}

// projectCheck is the check of projects, or of the unit's own form, that a finding's key belongs
// to, and the list it looks at.
func (p *Pack) projectCheck(key string) (list string, c *project.Check, ok bool) {
	if p.Projects != nil {
		if c, ok := p.Projects.Check(key); ok {
			return p.Projects.List, c, true
		}
	}
	if p.Whole != nil {
		if c, ok := p.Whole.Check(key); ok {
			return p.Whole.List, c, true
		}
	}
	return "", nil, false
}

// Reads tells what reads a field: directly, or through a claim or an indicator.
// Callers must not change the slices.
func (p *Pack) Reads(fieldCode string) Readers { return p.index.reads[fieldCode] }

func find[V any](m map[string]V, key string) (V, bool) {
	v, ok := m[key]
	return v, ok
}

// Column is the list's column of that code.
func (f *Field) Column(code string) (*Field, bool) {
	for i := range f.Columns {
		if f.Columns[i].Code == code {
			return &f.Columns[i], true
		}
	}
	return nil, false
}

// Flat are the columns of a list that a cell of a table can hold: not the lists inside a row.
func (f *Field) Flat() []*Field {
	var flat []*Field
	for i := range f.Columns {
		if f.Columns[i].Kind != Rows {
			flat = append(flat, &f.Columns[i])
		}
	}
	return flat
}

// FullOptions are the options of a checklist without those that say an item holds in part only:
// what 全部 means.
func (f *Field) FullOptions() []string {
	var full []string
	for _, o := range f.Options {
		if !strings.HasSuffix(o, rule.PartlySuffix) {
			full = append(full, o)
		}
	}
	return full
}

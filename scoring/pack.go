// Package scoring holds rule packs and what follows from them: facts, formulas,
// points and findings. It is pure: no clock, no I/O, no randomness, and decimals
// throughout.
package scoring

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/project"
	"ziping/scoring/rule"
)

// Pack is one district's rule pack: the questionnaire, the indicator system with
// its scoring rules, the checks and the report's text. A Pack that Load returned
// is compiled, valid and immutable; it may be used by many goroutines at once.
type Pack struct {
	ID      string
	Title   string
	Region  string
	Issuer  string // who published the table, for the colophon
	Year    int    // the first year the table is meant for; 0 when it is not bound to one
	Version int
	Notice  string // what the reader must know of the table, e.g. 以区财政局下发表为准
	Sources []string

	Grades     []fact.Grade
	Sections   []Section
	Blocks     []Block
	Indicators []Indicator
	Claims     []Claim
	Checks     []Check
	// Renames are codes of older versions by what they are called now: fields, and columns with
	// the present codes of the lists they stand in (projects.sum: projects.budget).
	Renames map[string]string
	// PointDecimals is the number of decimals points are rounded to, half up; 2 unless
	// the pack says otherwise.
	PointDecimals int32
	// Projects says how the rows of the project list are scored; nil when they are not.
	Projects *project.Rules
	// Whole says how the unit's own form by its own indicators is checked; nil when there is none.
	Whole *project.Whole
	// Reminders says when people are reminded of the deadline; nil: as usual.
	Reminders *Reminders
	Report    string // the report's template, text/template over markup

	index index // by code; built by Load
}

// Section is one entry of the task list.
type Section struct {
	Code  string
	Title string
	Also  []string // what tables and reports call it besides
	Intro string   // what to have at hand
	// GroupAlso is what tables call the questions of a group (Field.Group) together.
	GroupAlso map[string][]string
	Fields    []Field
}

// Field is one question. Code is stable for ever; labels may change.
type Field struct {
	Code  string
	Label string
	// Also is what tables, forms and reports call it besides its label, most usual first.
	Also     []string
	Kind     fact.Kind
	Unit     string // 万元, 人, 个, %; follows from the kind when empty
	Prompt   string // the question as asked; the label when empty
	Example  string
	Hint     string
	Required bool
	// When says under which answers the question is relevant; nil means always.
	When *formula.Formula
	// Offer is a figure to offer with one tap (沿用合计).
	Offer *formula.Formula
	// Derive computes the figure instead of asking, where its inputs are there (a sum of a list's rows).
	Derive *formula.Formula
	// Group joins questions that one tap can answer with 0 together (全部为 0).
	Group string
	// NotApplicable says whether 不涉及 is an answer.
	NotApplicable bool
	// Negative says whether a money figure below zero is an answer (a net cut).
	Negative bool
	// Most is the largest figure that is an answer; not valid means no limit of its own.
	Most decimal.NullDecimal
	// CarryOver says whether last year's answer may be offered (沿用上年).
	CarryOver bool
	// CarryFrom is the code of the field whose answer of last year is offered, where it is
	// another one than the field itself (年末结转 for 上年结转).
	CarryFrom string
	// Since is the pack's version that first asked the question; 0 when it always was there.
	Since   int
	Options []string // choice and checklist
	// OptionAlso are other words for an option.
	OptionAlso map[string][]string
	Columns    []Field // rows; a column's code is unique in its list
	RowName    string  // rows: what one row is called (机构, 项目)
	MaxRows    int     // rows: how many at the most; 0 means 500
}

// Block is a level-1 indicator and the points its indicators must add up to.
type Block struct {
	Name string
	Max  decimal.Decimal
}

// Indicator is one row of the indicator system.
type Indicator struct {
	Code   string
	Level1 string // a Block's name
	Level2 string
	Name   string
	Also   []string // what printed tables call the row besides
	// Topic is what the row is about, whatever its code (budget_control); shared checks,
	// causes and measures are tied to it.
	Topic      string
	Max        decimal.Decimal
	Provenance fact.Provenance
	Sources    []string
	Note       string // shown with the row, e.g. a defect of the printed table
	Standard   string // the scoring standard in the table's words

	// Formula gives the value the rule is applied to; nil for rules that read a field directly.
	Formula *formula.Formula
	// Percent says that the formula's value is a ratio to be read in percent.
	Percent bool
	// Round is the number of decimals the value is rounded to (half up) before the
	// rule is applied; nil leaves it as it is.
	Round *int32
	// Cases are tried before the formula, in order: situations the rate says nothing about.
	Cases []Case
	Rule  rule.Rule

	Causes   []string // typical causes of lost points, offered as buttons
	Measures []string // typical measures, offered as buttons
}

// Case settles a situation in which the rate is not defined or not asked for
// (nothing planned, a base of zero, 不涉及).
type Case struct {
	When   *formula.Formula
	Points decimal.Decimal
	Ask    bool // the table does not say: a person has to decide
	// AskField is the code of the figure in which the person states the points.
	AskField string
	Says     string // the reason, for the working
}

// Claim is a figure that an existing report states and that can be recomputed.
type Claim struct {
	Code    string
	Label   string
	Also    []string // what reports call it besides
	Unit    string
	Formula *formula.Formula // how it is recomputed
	Percent bool
}

// Check is a declared condition under which something is worth a finding.
type Check struct {
	// ID is the check's number (A02); several cases of one check are told apart by a
	// suffix (A05.transfers), which findings do not show.
	ID        string
	Title     string
	Severity  fact.Severity
	Condition *formula.Formula
	Message   *formula.Message
	// Statement says the same for a signed report, as a fact; nil where Message can be used, without the
	// clauses that advise.
	Statement *formula.Message
	Amount    *formula.Formula // the money it is about, in 万元; nil when it is about none
	Indicator string           // the indicator it belongs to, if any
	Fields    []string         // the fields it concerns; what Condition reads when empty
	Causes    []string
	Measures  []string
	Basis     string // the source or the case it was learnt from
}

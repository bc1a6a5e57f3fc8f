package scoring

import (
	"ziping/scoring/fact"
	"ziping/scoring/project"
	"ziping/scoring/strictyaml"
)

// The words of package fact, under the name most of the program knows them by.
type (
	// Kind says what kind of answer a field takes.
	Kind = fact.Kind
	// State says how much is known of a field.
	State = fact.State
	// Value is the answer to one field.
	Value = fact.Value
	// Facts are the answers of one evaluation, or of one row of it, by field code.
	Facts = fact.Facts
	// Grade is a grade and the total points from which on it is given.
	Grade = fact.Grade
	// Provenance says how sure a row of the table is.
	Provenance = fact.Provenance
	// Severity says how grave a finding is.
	Severity = fact.Severity
	// Finding is one thing that does not tie or loses points.
	Finding = fact.Finding
)

// The kinds of fields, see fact.Kind.
const (
	Money        = fact.Money
	Count        = fact.Count
	Percent      = fact.Percent
	Rate         = fact.Rate
	Figure       = fact.Figure
	YesNo        = fact.YesNo
	Choice       = fact.Choice
	Checklist    = fact.Checklist
	ShortText    = fact.ShortText
	LongText     = fact.LongText
	Rows         = fact.Rows
	PerIndicator = fact.PerIndicator
	PerFinding   = fact.PerFinding
)

// The states of an answer, see fact.State, and the words for two of them.
const (
	Missing       = fact.Missing
	Known         = fact.Known
	NotApplicable = fact.NotApplicable
	Pending       = fact.Pending

	NotApplicableWord = fact.NotApplicableWord
	PendingWord       = fact.PendingWord
)

// The provenances of a row and the severities of a finding.
const (
	Seen     = fact.Seen
	Recalled = fact.Recalled
	Inferred = fact.Inferred
	Proposal = fact.Proposal

	Error   = fact.Error
	Warning = fact.Warning
	Note    = fact.Note
)

// How answers are made and figures written.
var (
	Number        = fact.Number
	Yes           = fact.Yes
	Text          = fact.Text
	Items         = fact.Items
	RowsOf        = fact.RowsOf
	Texts         = fact.Texts
	FormatFigure  = fact.FormatFigure
	FormatPercent = fact.FormatPercent
	FormatPoints  = fact.FormatPoints
)

// Defects are what is wrong in a file a person wrote, see strictyaml.Defects.
type Defects = strictyaml.Defects

// How projects are scored and what comes of it, see package project.
type (
	// ProjectRules say which list is scored, by which profiles.
	ProjectRules = project.Rules
	// ProjectProfile is one way of scoring a project's own form.
	ProjectProfile = project.Profile
	// ProjectScore is one project's points.
	ProjectScore = project.Score
	// ProjectIndicatorScore is one indicator of a project with its points.
	ProjectIndicatorScore = project.IndicatorScore
	// ProjectFlag is what a finance bureau's system marks on a project.
	ProjectFlag = project.Flag
)

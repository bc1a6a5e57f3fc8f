package scoring

import (
	"ziping/scoring/fact"
	"ziping/scoring/project"
	"ziping/scoring/strictyaml"
)

// The words of package fact, under the name most of the program knows them by.
type (
	Kind       = fact.Kind
	State      = fact.State
	Value      = fact.Value
	Facts      = fact.Facts
	Grade      = fact.Grade
	Provenance = fact.Provenance
	Severity   = fact.Severity
	Finding    = fact.Finding
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
	ProjectRules          = project.Rules
	ProjectProfile        = project.Profile
	ProjectScore          = project.Score
	ProjectIndicatorScore = project.IndicatorScore
	ProjectFlag           = project.Flag
)

package project

import "github.com/shopspring/decimal"

// Score is one project's self-evaluation.
type Score struct {
	Name            string              `json:"name"`
	ExecutionPoints decimal.NullDecimal `json:"execution_points"`
	// Points are the project's total as printed; invalid until everything is known and the
	// weights add up to 100.
	Points decimal.NullDecimal `json:"points"`
	Grade  string              `json:"grade"`

	// ExecutionRate is spent of budget in %, to six decimals; above 100 when more was spent.
	ExecutionRate    decimal.NullDecimal `json:"execution_rate"`
	ExecutionWorking string              `json:"execution_working"`
	Indicators       []IndicatorScore    `json:"indicators"`
	Working          string              `json:"working"` // of the total
	Flags            []Flag              `json:"flags"`
	Missing          []string            `json:"missing"` // columns of the project itself
	Profile          string              `json:"profile"` // the id of the profile it was scored by
}

// IndicatorScore is one row of a project's own indicators.
type IndicatorScore struct {
	Name    string              `json:"name"`
	Weight  decimal.NullDecimal `json:"weight"`
	Points  decimal.NullDecimal `json:"points"`
	Working string              `json:"working"`
	Missing []string            `json:"missing"` // the row's columns that stand in the way
}

// Levels of a flag.
const (
	RedFlag    = "red"
	YellowFlag = "yellow"
)

// Flag is what a finance bureau's system marks on a project.
type Flag struct {
	Level string `json:"level"` // RedFlag or YellowFlag
	Text  string `json:"text"`
}

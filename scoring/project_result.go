package scoring

import "github.com/shopspring/decimal"

// ProjectScore is one project's self-evaluation.
type ProjectScore struct {
	Name            string              `json:"name"`
	ExecutionPoints decimal.NullDecimal `json:"execution_points"`
	// Points are the project's total as printed; invalid until everything is known and the
	// weights add up to 100.
	Points decimal.NullDecimal `json:"points"`
	Grade  string              `json:"grade"`

	// ExecutionRate is spent of budget in %, to six decimals; above 100 when more was spent.
	ExecutionRate    decimal.NullDecimal     `json:"execution_rate"`
	ExecutionWorking string                  `json:"execution_working"`
	Indicators       []ProjectIndicatorScore `json:"indicators"`
	Working          string                  `json:"working"` // of the total
	Flags            []ProjectFlag           `json:"flags"`
	Missing          []string                `json:"missing"` // columns of the project itself
	Profile          string                  `json:"profile"` // the id of the profile it was scored by
}

// ProjectIndicatorScore is one row of a project's own indicators.
type ProjectIndicatorScore struct {
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

// ProjectFlag is what a finance bureau's system marks on a project.
type ProjectFlag struct {
	Level string `json:"level"` // RedFlag or YellowFlag
	Text  string `json:"text"`
}

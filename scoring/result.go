package scoring

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/project"
)

// Evaluation is what one unit states for one year.
type Evaluation struct {
	Scheme string
	Unit   string
	Year   int
	Facts  fact.Facts
	Claims Claims
}

// Claims are figures that an existing report states, to be checked against the
// recomputation. The number of decimals is kept: 20 claims less than 20.0.
type Claims struct {
	Figures map[string]decimal.Decimal // by Claim code
	Points  map[string]decimal.Decimal // by indicator code
	Total   *decimal.Decimal
	Grade   string
}

// Result is an evaluation scored and checked. Its JSON form is the one programs rely on:
// every decimal is a string.
type Result struct {
	Scheme string `json:"scheme"`
	Unit   string `json:"unit"`
	Year   int    `json:"year"`
	// Complete says that every indicator has its points; Missing names the field codes that stand in the way.
	Complete   bool            `json:"complete"`
	Missing    []string        `json:"missing"`
	Total      decimal.Decimal `json:"total"` // sum of the points known so far
	Max        decimal.Decimal `json:"max"`
	Grade      string          `json:"grade"` // empty while not complete
	Indicators []Score         `json:"indicators"`
	Projects   []project.Score `json:"projects"`
	Findings   []fact.Finding  `json:"findings"`
}

// Score is one indicator's points with their working.
type Score struct {
	Code   string          `json:"code"`
	Level1 string          `json:"level1"`
	Level2 string          `json:"level2"`
	Name   string          `json:"name"`
	Max    decimal.Decimal `json:"max"`
	// Value is the formula's value, unrounded (carried at least sixteen decimals where it does not end);
	// invalid when there is none.
	Value decimal.NullDecimal `json:"value"`
	// Used is what the rule was applied to.
	Used    decimal.NullDecimal `json:"value_used"`
	Points  decimal.NullDecimal `json:"points"`
	Lost    decimal.NullDecimal `json:"lost"`
	Working string              `json:"working"`
	Missing []string            `json:"missing"`
}

// Score returns the score of an indicator, and false when there is none of that code.
func (r Result) Score(code string) (Score, bool) {
	for _, s := range r.Indicators {
		if s.Code == code {
			return s, true
		}
	}
	return Score{}, false
}

// MarshalJSON shows values with at most six decimals; more are kept inside.
func (s Score) MarshalJSON() ([]byte, error) {
	type plain Score // without this method
	out := plain(s)
	out.Value, out.Used = roundNull(s.Value), roundNull(s.Used)
	return json.Marshal(out)
}

func roundNull(d decimal.NullDecimal) decimal.NullDecimal {
	if d.Valid {
		d.Decimal = d.Decimal.Round(fact.ShownDecimals)
	}
	return d
}

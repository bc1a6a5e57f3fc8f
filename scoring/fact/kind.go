package fact

// Kind says what kind of answer a field takes.
type Kind string

// The kinds of fields.
const (
	Money        Kind = "money"         // 万元, at most six decimals (1 分)
	Count        Kind = "count"         // a whole number of people or things
	Percent      Kind = "percent"       // %, 0 and above
	Rate         Kind = "rate"          // a change in %, may be negative
	Figure       Kind = "number"        // any decimal of 0 and above
	YesNo        Kind = "yesno"         // 是 or 否
	Choice       Kind = "choice"        // one of Options
	Checklist    Kind = "checklist"     // any of Options
	ShortText    Kind = "text"          // one line
	LongText     Kind = "longtext"      // paragraphs
	Rows         Kind = "rows"          // a list of rows with Columns
	PerIndicator Kind = "per_indicator" // one text per indicator that lost points
	PerFinding   Kind = "per_finding"   // one text per finding of error or warning level
)

// Numeric reports whether answers of this kind are figures.
func (k Kind) Numeric() bool {
	switch k {
	case Money, Count, Percent, Rate, Figure:
		return true
	}
	return false
}

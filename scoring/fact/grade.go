package fact

import "github.com/shopspring/decimal"

// Grade is a grade and the total points from which on it is given.
type Grade struct {
	Name string
	From decimal.Decimal
}

// GradeOf is the first grade, best first, that a total reaches; "" when there is none.
func GradeOf(grades []Grade, total decimal.Decimal) string {
	for _, g := range grades {
		if total.GreaterThanOrEqual(g.From) {
			return g.Name
		}
	}
	return ""
}

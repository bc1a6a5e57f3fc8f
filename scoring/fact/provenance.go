package fact

// Provenance says how sure a row of the table is.
type Provenance string

// The provenances a row may carry.
const (
	Seen     Provenance = "seen"     // read in the cited source
	Recalled Provenance = "recalled" // general knowledge of the standard table, not read
	Inferred Provenance = "inferred" // deduced from a published report's figures
	Proposal Provenance = "proposal" // this project's own choice
)

// Official reports whether the row was read in a published table; every other
// row must be marked 以当地财政部门下发表为准 wherever it is shown.
func (p Provenance) Official() bool { return p == Seen }

// Known reports whether it is one of the four.
func (p Provenance) Known() bool {
	switch p {
	case Seen, Recalled, Inferred, Proposal:
		return true
	}
	return false
}

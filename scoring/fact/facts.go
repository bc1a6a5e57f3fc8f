// Package fact holds the words everything in scoring is said in: answers and their states,
// figures and how they are written, grades, provenance and findings. It knows no pack and no rule.
package fact

import (
	"strings"

	"github.com/shopspring/decimal"
)

// State says how much is known of a field.
type State uint8

const (
	// Missing means nobody has answered yet.
	Missing State = iota
	// Known means the value is there.
	Known
	// NotApplicable means the unit has no such thing (不涉及). It is never zero.
	NotApplicable
	// Pending means the figure exists but is not at hand yet (暂缺).
	Pending
)

// Words an answers file and a chat use for the two states that are not a value.
const (
	NotApplicableWord = "不涉及"
	PendingWord       = "暂缺"
)

// Value is the answer to one field. Which member is used follows from the
// field's kind; the others stay zero.
type Value struct {
	State  State
	Number decimal.Decimal   // money (万元), count (人/个), percent and rate (%), number
	Yes    bool              // yes/no
	Text   string            // choice, text, long text
	Items  []string          // checklist: the labels of the items that hold
	Rows   []Facts           // rows: one map of column code to value a row
	Texts  map[string]string // one text per indicator or check, keyed by its code
}

// Facts are the answers of one evaluation, or of one row of it, by field code.
// A code that is not in the map is Missing.
type Facts map[string]Value

// Number is a known figure.
func Number(d decimal.Decimal) Value { return Value{State: Known, Number: d} }

// Yes is a known answer to a yes/no question.
func Yes(yes bool) Value { return Value{State: Known, Yes: yes} }

// Text is a known text or choice.
func Text(s string) Value { return Value{State: Known, Text: s} }

// Items are the known items of a checklist; none at all is an answer too.
func Items(items ...string) Value { return Value{State: Known, Items: items} }

// RowsOf is a known list of rows.
func RowsOf(rows ...Facts) Value { return Value{State: Known, Rows: rows} }

// Texts are known texts keyed by indicator or check.
func Texts(m map[string]string) Value { return Value{State: Known, Texts: m} }

// Known reports whether code has a value (and not just a state).
func (f Facts) Known(code string) bool { return f[code].State == Known }

// Blank reports whether nothing is written in a text.
func (v Value) Blank() bool { return v.State != Known || strings.TrimSpace(v.Text) == "" }

// NullNumber is a known figure.
func (v Value) NullNumber() decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: v.Number, Valid: v.State == Known}
}

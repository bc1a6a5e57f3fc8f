package formula

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Env is what formulas read while they are evaluated. It is used by one goroutine.
type Env struct {
	Facts fact.Facts
	// Typed are the facts as answered, before anything was derived or left out.
	Typed fact.Facts
	// Variables are the figures a scope's own variables stand for.
	Variables map[string]decimal.Decimal
	// Host is what the functions of the domain read.
	Host any

	arguments []Value // of the calls that are being made, innermost last
}

// Value is what an expression yields; which member is used follows from its type.
type Value struct {
	Number decimal.Decimal
	Yes    bool
	Text   string
	Items  []string
	Rows   []fact.Facts
}

// Type is what kind of value an expression yields.
type Type string

// The types, as messages name them.
const (
	NumberType Type = "数字"
	YesType    Type = "是或否"
	TextType   Type = "文字"
	ItemsType  Type = "多选"
	RowsType   Type = "列表"
)

// TypeOf is the type of a field's value in expressions; "" for texts by indicator,
// which expressions cannot read.
func TypeOf(k fact.Kind) Type {
	switch k {
	case fact.YesNo:
		return YesType
	case fact.Choice, fact.ShortText, fact.LongText:
		return TextType
	case fact.Checklist:
		return ItemsType
	case fact.Rows:
		return RowsType
	}
	if k.Numeric() {
		return NumberType
	}
	return ""
}

// valueOf is an answer as expressions see it.
func valueOf(v fact.Value) Value {
	return Value{Number: v.Number, Yes: v.Yes, Text: v.Text, Items: v.Items, Rows: v.Rows}
}

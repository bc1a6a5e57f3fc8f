package figure

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/numeral"
)

// readText reads a figure as people write it, in the unit of the head where it has none of its own.
func readText(a Asked, text string) Figure {
	text = cell.Trim(text)
	if strings.HasPrefix(text, "'") || strings.HasPrefix(text, "‘") {
		text = text[len(firstRune(text)):] // the mark that makes a number a text
	}
	said := withUnit(a, text)
	r := read(a, said)
	out := Figure{Value: r.Value}
	switch r.Status {
	case numeral.OK:
		out.Status = Known
		out.Note = a.note(text, said, r)
	case numeral.NotApplicable:
		out.Status = NotApplicable
	case numeral.Pending:
		out.Status = Pending
	case numeral.Confirm:
		return a.doubt(text, said, r)
	default:
		out.Status, out.Why = Unread, strings.TrimSuffix(numeral.Explain(a.Kind, r, text), "。")
	}
	return out
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

func read(a Asked, text string) numeral.Reading {
	if a.Signed {
		return numeral.ReadSigned(a.Kind, text)
	}
	return numeral.Read(a.Kind, text)
}

// doubt settles what a table says more clearly than a chat can, and leaves the rest to a person.
func (a Asked) doubt(text, said string, r numeral.Reading) Figure {
	out := Figure{Status: Doubtful, Value: r.Value, Others: r.Alternatives}
	switch r.Code {
	case numeral.UnitWan:
		if strings.HasSuffix(strings.TrimRight(said, "整正 "), "元") { // written out, in the cell or in the head
			out.Status, out.Others = Known, nil
			out.Note = a.note(text, said, r)
			return out
		}
		out.UnitUnknown = true
		if len(r.Alternatives) > 0 { // as 万元 first, like every figure without a unit
			out.Value, out.Others, out.Bare = r.Alternatives[0], []decimal.Decimal{r.Value}, true
		}
	case numeral.UnitYuan:
		out.UnitUnknown = true
	case numeral.Over100:
		if strings.ContainsAny(said, "%％") {
			return Figure{Status: Known, Value: r.Value, Note: numeral.Format(a.Kind, r.Value) + " 超过 100%，请核对"}
		}
	case numeral.Extracted:
		return Figure{Status: Known, Value: r.Value, Note: "“" + text + "”取其中的数", Extracted: true}
	case numeral.Sum:
		return Figure{Status: Known, Value: r.Value, Others: nil, Note: "“" + text + "”已相加"}
	}
	out.Why = strings.TrimSuffix(numeral.Explain(a.Kind, r, text), "请点按钮确认，或重新填写。")
	out.Why = strings.TrimSuffix(strings.TrimSuffix(out.Why, "请点按钮选择，或重新填写。"), "。")
	return out
}

// note says that the figure is not in the unit it was written in.
func (a Asked) note(text, said string, r numeral.Reading) string {
	if a.Kind != numeral.Money || !r.Converted && said == text {
		return ""
	}
	if said != text && a.Unit == "万元" {
		return ""
	}
	if said == text {
		return text + " → " + numeral.Format(a.Kind, r.Value)
	}
	return text + a.Unit + " → " + numeral.Format(a.Kind, r.Value)
}

// withUnit writes the head's unit behind a figure that has none.
func withUnit(a Asked, text string) string {
	if a.Kind != numeral.Money || a.Unit == "" || !isPlain(text) {
		return text
	}
	switch a.Unit {
	case "元", "万元", "亿元":
		return text + a.Unit
	}
	factor := map[string]int32{"千元": 3, "百万元": 6, "千万元": 7}[a.Unit]
	if factor == 0 {
		return text
	}
	r := read(Asked{numeral.Number, true, ""}, text)
	if r.Status != numeral.OK {
		return text
	}
	return r.Value.Shift(factor).String() + "元"
}

// isPlain reports digits, with separators and a sign, without any unit.
func isPlain(text string) bool {
	digits := false
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9', r >= '０' && r <= '９':
			digits = true
		case strings.ContainsRune(".,，．- ()（）+－−", r), cell.Blank(r):
		default:
			return false
		}
	}
	return digits
}

// Same reports whether two figures are equal but for the rounding of sums: half of the last of two
// decimals for each addend and the sum itself.
func Same(a, b decimal.Decimal, addends int) bool {
	tolerance := decimal.New(5, -3).Mul(decimal.NewFromInt(int64(addends + 1)))
	return a.Sub(b).Abs().LessThanOrEqual(tolerance)
}

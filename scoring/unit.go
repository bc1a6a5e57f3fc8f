package scoring

import "ziping/scoring/fact"

// Unit is the field's unit: its own, or the one that follows from its kind.
func (p *Pack) Unit(f *Field) string {
	if f.Unit != "" {
		return f.Unit
	}
	switch f.Kind {
	case fact.Money:
		return "万元"
	case fact.Count:
		return "个"
	case fact.Percent, fact.Rate:
		return "%"
	}
	return ""
}

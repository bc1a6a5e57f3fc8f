package official

// SignaturePlaces are the distances from the right edge of the type area at which the 署名 and the
// 成文日期 end, given their widths; all in characters. Sealed (§7.3.5.1): the date four characters
// from the right, the unit centred above it. Otherwise (§7.3.5.2): the unit two characters from
// the right and the date beginning two characters to the right of it; a date longer than the unit
// stands two characters from the right itself. Neither leaves the type area.
func SignaturePlaces(unit, date float64, sealed bool) (unitRight, dateRight float64) {
	switch {
	case sealed:
		dateRight = 4
		unitRight = 4 + date/2 - unit/2
	case date > unit:
		unitRight, dateRight = date-unit+4, 2
	default:
		unitRight, dateRight = 2, unit-date
	}
	inside := func(right, width float64) float64 { return max(min(right, CellsPerLine-width), 0) }
	return inside(unitRight, unit), inside(dateRight, date)
}

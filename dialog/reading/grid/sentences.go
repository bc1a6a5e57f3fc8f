package grid

import (
	"strings"

	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/label"
)

// Sentences writes the labels and values of a form as short sentences (年初预算数1807.76万元), each with
// the place of its value, for readers of running text. A figure of money without a unit anywhere stays
// without one.
func Sentences(s cell.Sheet) []cell.Paragraph {
	var out []cell.Paragraph
	unit := unitOf(s)
	for i, row := range s.Rows {
		for j, c := range row {
			if !c.Own() || c.Number.Valid || !wordy(c.Text) {
				continue
			}
			at, value, found := valueOf(s, i, j)
			if !found || !figures(value) && len([]rune(value.Text)) > 12 {
				continue
			}
			text := value.Text
			if plain := strings.Trim(text, "0123456789.,-"); plain == "" {
				text += firstOf(label.Unit(c.Text), unitBeside(s, i, at), columnUnit(s, i, at), unit)
			}
			out = append(out, cell.Paragraph{Text: label.Bare(c.Text) + text + "。", Place: s.Where(i, at)})
		}
	}
	return out
}

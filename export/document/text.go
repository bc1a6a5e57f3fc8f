package document

import "strings"

// Text is the document for pasting into another system's form: like Plain, with an empty line before
// every heading, table and attachment, 草稿 in the title of a draft. A cell or paragraph that a spreadsheet would
// take for a formula begins with its mark in full-width form.
func (d *Document) Text() string {
	own := *d
	if d.Draft {
		own.Title += "（草稿）"
	}
	var out strings.Builder
	own.write(func(text string) {
		cells := strings.Split(text, "\t")
		for i, cell := range cells {
			cells[i] = harmless(cell)
		}
		out.WriteString(strings.Join(cells, "\t") + "\n")
	}, func() { out.WriteByte('\n') })
	return out.String()
}

// harmless writes a leading mark that spreadsheets take for the start of a formula in its
// full-width form; figures keep their signs.
func harmless(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@", rune(cell[0])) {
		return cell
	}
	if rest := strings.TrimLeft(cell, "+-"); len(cell)-len(rest) == 1 && strings.Trim(rest, "0123456789.%") == "" && rest != "" {
		return cell
	}
	return map[byte]string{'=': "＝", '+': "＋", '-': "－", '@': "＠"}[cell[0]] + cell[1:]
}

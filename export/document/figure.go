package document

import (
	"fmt"
	"strings"

	"ziping/export/chart"
)

// Figure is a drawing set apart, its caption below it.
type Figure struct {
	// Caption is centred below: 图1 得分情况. May be empty.
	Caption string
	// Alt says in words what the drawing shows; it stands in for the drawing
	// wherever there is only text.
	Alt     string
	Drawing chart.Drawing
}

func (Figure) block() {}

func (f Figure) check() error {
	if f.Drawing == nil {
		return fmt.Errorf("图“%s”没有内容", f.Caption)
	}
	return nil
}

// plain is the figure in words.
func (f Figure) plain(line func(string)) {
	for _, text := range []string{f.Alt, f.Caption} {
		if text != "" {
			line(strings.ReplaceAll(text, "\n", ""))
		}
	}
}

package strictyaml

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Defect is one thing that is wrong in a file a person wrote: where, what, and how to
// mend it (may be empty).
type Defect struct {
	File string
	Line int
	Text string
	Mend string
	// Snippet is the spot in the text itself: the line, and a caret under the spot on the next;
	// empty where File and Line say enough.
	Snippet string
}

// String is the defect in one line: `file:line: text；mend`.
func (d Defect) String() string {
	s := fmt.Sprintf("%s:%d: %s", d.File, d.Line, d.Text)
	if d.Mend != "" {
		s += "；" + d.Mend
	}
	return s
}

// Defects are all defects of a file, so that they can be mended in one go.
type Defects []Defect

// Error lists the defects, one a line; under those in a formula stands the formula, with a caret
// under the spot.
func (d Defects) Error() string {
	var lines []string
	for _, one := range d {
		lines = append(lines, one.String())
		if one.Snippet != "" {
			lines = append(lines, "    "+strings.ReplaceAll(one.Snippet, "\n", "\n    "))
		}
	}
	return strings.Join(lines, "\n")
}

// Err is nil when there are no defects; otherwise they are in the order of the lines.
func (d Defects) Err() error {
	if len(d) == 0 {
		return nil
	}
	sort.SliceStable(d, func(i, j int) bool {
		if d[i].File != d[j].File {
			return d[i].File < d[j].File
		}
		return d[i].Line < d[j].Line
	})
	return slices.Compact(d)
}

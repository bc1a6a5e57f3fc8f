package columns

import (
	"math"
	"strings"
)

// How much of a text is not broken, in characters of a Chinese face.
const (
	// WholeWord is how long a cell's line may be and still stand whole: 项目名称.
	WholeWord = 4
	// WholeHead is the same of a head.
	WholeHead = 6
	// LongestWord is the part of a word without breaks that a column makes room for: figures with
	// their unit are shorter, what is longer is broken before it squeezes them.
	LongestWord = 8
)

// WholeIn is how long a line of a cell's text may be and still stand whole: a line that its author
// ended is a label as a head is.
func WholeIn(text string) int {
	if strings.Contains(text, "\n") {
		return WholeHead
	}
	return WholeWord
}

// Unbroken is how much of a line a column must hold: all of a short one, of a longer one two
// characters. Widths and size are in points.
func Unbroken(line, size float64, whole int) float64 {
	if line <= float64(whole)*size+tolerance {
		return line
	}
	return math.Min(line, 2*size)
}

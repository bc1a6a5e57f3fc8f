package official

import "strings"

// IsNumber reports whether a cell takes part in the alignment of decimal points: a figure with its
// sign and 千分位, and at most the sign of a rate.
func IsNumber(text string) bool {
	digits := 0
	for _, r := range strings.TrimSpace(text) {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+-−.,%％", r):
			return false
		}
	}
	return digits > 0
}

// Decimals are how many digits a number has after its point.
func Decimals(number string) int {
	_, after, _ := strings.Cut(strings.TrimRight(strings.TrimSpace(number), "%％"), ".")
	return len(after)
}

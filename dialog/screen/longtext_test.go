package screen

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// However a text is cut for reading, nothing of it is lost and every piece fits a message.
func TestCutText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[一二三。\n]{0,80}`).Draw(t, "text")
		most := rapid.IntRange(1, 20).Draw(t, "most")
		pieces := cutText(text, most)
		if got := strings.Join(pieces, ""); strings.TrimSpace(got) != strings.TrimSpace(text) {
			t.Fatalf("%q came out as %q", text, got)
		}
		for _, p := range pieces {
			if len([]rune(p)) > most {
				t.Fatalf("%q is longer than %d", p, most)
			}
		}
	})
}

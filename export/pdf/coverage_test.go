package pdf

import (
	"strings"
	"testing"

	"ziping/export/document"
	"ziping/export/fonts"
)

func TestCoverageNamesTheFaceOfEveryCharacter(t *testing.T) {
	_, report := written(t, bodyOf(document.Paragraph{Text: "绩效2023年ℏ😀"}))
	for _, c := range report.Coverage {
		if c.Role != fonts.Body {
			continue
		}
		if c.Own != 4 || len(c.Missing) != 1 || c.Missing[0] != '😀' {
			t.Errorf("coverage %+v", c)
		}
		latin := false
		for _, b := range c.Others {
			latin = latin || b.Latin && string(b.Characters) == "023"
		}
		if !latin {
			t.Errorf("the figures do not come from the Latin face: %+v", c.Others)
		}
	}
	notes := strings.Join(report.CoverageNotes(), "\n")
	for _, want := range []string{"仿宋：内置仿宋，4 字", "西文和数字用内置西文，3 字", "缺字：😀（U+1F600）", "小标宋：内置小标宋"} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes lack %q:\n%s", want, notes)
		}
	}
}

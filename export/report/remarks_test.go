package report

import (
	"slices"
	"strings"
	"testing"

	"ziping/scoring"
)

func TestItemsThatHoldInPartAreNoItemsOfTheirOwn(t *testing.T) {
	field := &scoring.Field{Kind: scoring.Checklist, Options: []string{"甲", "甲（部分符合）", "乙", "乙（部分符合）", "丙（部分符合）"}}
	for want, items := range map[string][]string{
		"符合：甲；部分符合：乙；不符合：丙（部分符合）": {"甲", "乙（部分符合）"},
		"全部符合": {"甲", "乙", "丙（部分符合）"},
		"均不符合": {},
		"部分符合：甲；不符合：乙、丙（部分符合）": {"甲（部分符合）"},
		"符合：甲；不符合：乙、丙（部分符合）":   {"甲", "甲（部分符合）"},
	} {
		if got := checklistText(field, scoring.Items(items...)); got != want {
			t.Errorf("%v reads %s, want %s", items, got, want)
		}
	}
}

// The sentences of a checklist close whatever holds, in full or in part.
func TestSentencesOfAChecklist(t *testing.T) {
	pack, e := seed(t)
	field, ok := pack.Field("systems")
	if !ok {
		t.Fatal("no field systems")
	}
	for n := range len(field.Options) + 1 {
		text := plain(t, pack, with(e, scoring.Facts{"systems": scoring.Items(field.Options[:n]...)}))
		for _, bad := range []string{"；。", "：。", "：；", "，；", "方面；"} {
			if strings.Contains(text, bad) {
				t.Errorf("with %d items the report has %s", n, bad)
			}
		}
	}
}

func TestRemarksOfRowsStandInTheWorkingPaper(t *testing.T) {
	pack, e := seed(t)
	own := *pack
	own.Indicators = slices.Clone(pack.Indicators)
	own.Indicators[0].Note = "原表有误\n以区里为准"
	if text := workingPaper(t, &own, e); !strings.Contains(text, own.Indicators[0].Name+"：原表有误以区里为准。\n") {
		t.Errorf("the remark is not told:\n%s", text)
	}
	if strings.Contains(plain(t, &own, e), "原表有误") {
		t.Error("the remark stands in the report")
	}
}

// Only a PDF is set with the program's own faces.
func TestWorkingPaperNamesFacesWhereTheyAreUsed(t *testing.T) {
	pack, e := seed(t)
	for typeset, want := range map[bool]int{true: 1, false: 0} {
		text := composed(t, pack, e, Options{Date: reportDay, Check: true, typeset: typeset}).Plain()
		if got := strings.Count(text, "思源宋体"); got != want {
			t.Errorf("typeset %v: the faces are named %d times", typeset, got)
		}
	}
}

func TestRatesNeverClaimWhatIsNotSo(t *testing.T) {
	for text, want := range map[string]string{
		"100": "100%", "99.9996": "99.9996%", "99.999999999": "99.999999999%", "100.0004": "100.0004%", "99.994": "99.99%", "99.995": "99.995%",
		"0": "0%", "0.0001": "0.0001%", "-0.001": "-0.001%", "-100.001": "-100.001%", "20.135416": "20.14%", "0.005": "0.01%", "12.50": "12.5%",
	} {
		if got := percentText(number(text).Number); got != want {
			t.Errorf("%s reads %s, want %s", text, got, want)
		}
	}
}

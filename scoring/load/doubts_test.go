package load_test

import (
	"slices"
	"strings"
	"testing"

	"ziping/scoring/load"
	"ziping/scoring/packs"
)

// What nobody reads and what a zero leaves open is pointed out; shipped packs leave nothing so.
func TestDoubts(t *testing.T) {
	for _, info := range packs.List() {
		p, err := packs.Find(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		if doubts := load.Doubts(p); len(doubts) > 0 {
			t.Errorf("%s: %v", info.ID, doubts)
		}
	}
	for name, c := range map[string]struct{ from, to, want string }{
		"nothing":         {"", "", ""},
		"read by nobody":  {"kind: choice, options", "kind: choice, required: true, options", "“选”（pick）是必填项"},
		"divided by zero": {"formula: a, rule: {kind: over", "formula: a / b, percent: true, rule: {kind: over", "指标 X1 的公式除以“乙”，填 0 时算不出得分；在 cases 里写明 b == 0"},
		"may be skipped":  {"group: money, required: true}", "group: money}", "指标 X1 要用“甲”（a）计分，这一题却可以跳过"},
		"no amount":       {"blocks:", "checks: [{id: A05.a, title: 某, severity: error, condition: a > 5, message: 某}]\nblocks:", "检查 A05.a 比较金额，却没有写 amount"},
		"an amount":       {"blocks:", "checks: [{id: A05.a, title: 某, severity: error, condition: a > 5, amount: a - 5, message: 某}]\nblocks:", ""},
		"zero is settled": {"formula: a, rule: {kind: over", "formula: a / b, percent: true, cases: [{when: b == 0, points: 0, says: 没有}], rule: {kind: over", ""},
	} {
		yaml := strings.Replace(wordsPack, "      - {code: pick", "      - {code: b, label: 乙, kind: money, required: true}\n      - {when: b >= 0, code: pick", 1)
		p, err := loadWords(strings.Replace(yaml, c.from, c.to, 1))
		if err != nil {
			t.Fatal(err)
		}
		doubts := load.Doubts(p)
		if (c.want == "") != (len(doubts) == 0) || c.want != "" && !slices.ContainsFunc(doubts, func(d string) bool { return strings.Contains(d, c.want) }) {
			t.Errorf("%s: %v", name, doubts)
		}
	}
}

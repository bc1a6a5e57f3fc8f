package report

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"ziping/scoring"
)

// proseOf are the packs whose reports are read aloud, by the sizes of units.
var proseOf = []string{"town-2023", "hunan-10-60-30", "chongqing-10-30-60", "sichuan-80-20", "own-10-50-30-10"}

// sized changes an evaluation to that of a unit with so many projects, everything explained.
func sized(pack *scoring.Pack, e scoring.Evaluation, projects int) scoring.Evaluation {
	changes := scoring.Facts{}
	set := func(code string, v scoring.Value) {
		if _, ok := pack.Field(code); ok {
			changes[code] = v
		}
	}
	if projects == 0 {
		for _, code := range []string{"interns", "dispatched", "retired", "staff_agency", "projects_count", "projects_evaluated", "projects_budget", "projects_spent"} {
			set(code, number("0"))
		}
		set("other_staff", scoring.RowsOf())
		set("projects", scoring.RowsOf())
	}
	if projects > 1 {
		var rows []scoring.Facts
		for i := range projects {
			spent := "100"
			if i%4 == 0 {
				spent = "62.5"
			}
			rows = append(rows, scoring.Facts{"name": scoring.Text(fmt.Sprintf("%s%d", []string{"村级组织经费", "环境治理", "道路养护", "文化服务"}[i%4], i/4+1)),
				"budget_initial": number("100"), "budget": number("100"), "spent": number(spent), "evaluated": scoring.Yes(i != 3), "reason": scoring.Text("部分工程未结算")})
		}
		set("projects", scoring.RowsOf(rows...))
	}
	set("achievements", scoring.Text("一是招商引资，引进企业3家。\n二是民生保障，新改建农村公路12公里。"))
	set("annual_grade_document", scoring.Text("区考〔2024〕5号"))
	set("satisfaction_sample", number("120"))
	e = with(e, changes)
	for range 2 {
		r, explanations := scoring.Evaluate(pack, e), map[string]string{}
		for _, f := range r.Findings {
			explanations[f.Key] = "上级资金年末下达，当年未能支出"
		}
		causes, measures := map[string]string{}, map[string]string{}
		for _, s := range r.Indicators {
			if losesPoints(s) {
				causes[s.Code], measures[s.Code] = s.Name+"方面的工作不够细致", "进一步加强"+s.Name+"方面的工作"
			}
		}
		set("causes", scoring.Texts(causes))
		set("measures", scoring.Texts(measures))
		set(newComposer(pack, e, r, Options{Date: reportDay}).explanationsCode(), scoring.Texts(explanations))
		e = with(e, changes)
	}
	return e
}

// formulaMark matches what a formula has and a sentence has not.
var formulaMark = regexp.MustCompile(`÷|×|[0-9%] = |是否|：[否是]。`)

// statedFinding matches a matter that the unit explains: which there are is the checks' affair.
var statedFinding = regexp.MustCompile(`(?m)^（\d+）.*\n`)

// The reports of five packs for units of three sizes, as they are read. After a wanted change read
// the texts aloud and run with -update.
func TestProse(t *testing.T) {
	for _, id := range proseOf {
		for size, projects := range map[string]int{"small": 0, "middle": 1, "large": 40} {
			t.Run(id+" "+size, func(t *testing.T) {
				pack, e := town(t), scoring.Evaluation{}
				if id == "town-2023" {
					_, e = seed(t)
				} else {
					pack, e = example(t, id)
				}
				e.Claims = scoring.Claims{}
				text := plain(t, pack, sized(pack, e, projects))
				body, _, _ := strings.Cut(text, "\n附件1\n")
				golden(t, filepath.Join("testdata", "prose", id+"-"+size+".txt"), statedFinding.ReplaceAllString(body, ""))
				readAloud(t, body)
			})
		}
	}
}

// readAloud finds what a reader stumbles over: a sentence said twice, a question's label, a formula.
func readAloud(t *testing.T, body string) {
	t.Helper()
	seen := map[string]bool{}
	for line := range strings.SplitSeq(body, "\n") {
		if strings.Contains(line, "\t") {
			continue
		}
		if found := formulaMark.FindString(line); found != "" {
			t.Errorf("%q in a sentence: %s", found, line)
		}
		for sentence := range strings.SplitSeq(line, "。") {
			const short = 12 // 失分原因：…… may well be the same
			if strings.HasPrefix(sentence, "失分原因") || strings.HasPrefix(sentence, "改进措施") || strings.HasPrefix(sentence, "说明：") || utf8.RuneCountInString(sentence) < short {
				continue
			}
			if seen[sentence] {
				t.Errorf("said twice: %s", sentence)
			}
			seen[sentence] = true
		}
	}
}

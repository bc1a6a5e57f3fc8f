package scoring_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

// caseScheme is the pack of a published case: one that ships, or a table of which only some
// rows were published.
func caseScheme(id string) (*scoring.Pack, error) {
	dir := filepath.Join("testdata", "packs", id)
	if _, err := os.Stat(dir); err == nil {
		return packs.Open(dir)
	}
	return packs.Find(id)
}

// Published evaluations as answers files, as far as their figures go: the points that follow
// from the rules, and all findings. Where a published score does not follow, A17 says so.
var publishedCases = map[string]struct {
	points string // code=points
	want   string // check keys
	says   []string
}{
	"C02": {"T1=8 T2=0 G1=8 G2=0", "B01.over30 B09 B10", []string{"为预算的 69.79%|只用了预算的 69.79%", "39.94%", "98.31%"}},
	"C04": {"", "T01.unbacked", []string{"4 项指标写满分，但没有数据可以复核"}},
	"C05": {"", "T01.unbacked", []string{"7 项指标"}},
	"C06": {"", "T01.unbacked", []string{"9 项指标"}},
	"C07": {"T1=5", "", nil},
	"C08": {"T1=5", "B05", []string{"47.5%"}},
	"C10": {"A1=4 B1=10 B2=0 B3=0", "A07 B01.over30 B02 B04 B12", []string{"相差 104.45 万元", "135.76%", "225.54%", "超编 4 人"}},
	"C13": {"N3=3.5", "B12", []string{"超编 3 人"}},
	"C14": {"", "A09 B13 B13.quota T01.claimed", []string{"合计 128 人", "退休 77 人"}},
	"C15": {"T1=5", "", nil},
	"C16": {"", "A02", []string{"超 6.90 万元"}},
	"C17": {"", "A09 B13 B13.quota B14", []string{"1894", "1155"}},
	"C18": {"", "T01.unbacked X01", []string{"2015年"}},
	"C19": {"", "T01.unbacked", nil},
	"C20": {"", "T01.unbacked", nil},
	"C21": {"N1=2 N2=3", "T01.unbacked", []string{"1 项指标写满分，但没有数据可以复核：在职人员控制率"}},
	"C22": {"", "A09 B13 B13.quota", []string{"退休 174 人"}},
	"C24": {"B2=8 B3=9.8", "", nil},
	"C25": {"", "T07.claimed X02", []string{"原报告失分 3 分"}},
	"C27": {"", "P07", nil},
	"C29": {"", "B01.over30", []string{"94.11%"}},
	"C30": {"A1=8", "X01", []string{"2021年末实有"}},
	"C33": {"A1=8", "", nil},
	"C34": {"A1=8", "", nil},
	"C35": {"", "A20.unit", []string{"经费金额"}},
}

func TestPublishedCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.yaml")
	if err != nil || len(files) != len(publishedCases) {
		t.Fatalf("%d files, %d cases (%v)", len(files), len(publishedCases), err)
	}
	for name, c := range publishedCases {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", "cases", name+".yaml")
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			e, p, err := answers.Read(file, data, caseScheme, "")
			if err != nil {
				t.Fatal(err)
			}
			r := scoring.Evaluate(p, e)
			for _, want := range strings.Fields(c.points) {
				code, points, _ := strings.Cut(want, "=")
				if s, ok := r.Score(code); !ok || !s.Points.Valid || s.Points.Decimal.String() != points {
					t.Errorf("%s: %v points, want %s (%s)", code, s.Points, points, s.Working)
				}
			}
			var keys, messages []string
			for _, f := range r.Findings {
				if f.Check[0] != 'J' { // of single projects: they have their own tests
					keys = append(keys, f.Key)
				}
				messages = append(messages, f.Message)
			}
			slices.Sort(keys)
			if diff := cmp.Diff(strings.Fields(c.want), keys); diff != "" && len(keys)+len(c.want) > 0 {
				t.Errorf("%s\n%s", diff, strings.Join(messages, "\n"))
			}
			for _, says := range c.says {
				if !slices.ContainsFunc(strings.Split(says, "|"), func(s string) bool { return strings.Contains(strings.Join(messages, "\n"), s) }) {
					t.Errorf("nothing says %q:\n%s", says, strings.Join(messages, "\n"))
				}
			}
		})
	}
}

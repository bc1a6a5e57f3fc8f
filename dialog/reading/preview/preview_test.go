package preview_test

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/preview"
	"ziping/dialog/reading/source"
	"ziping/scoring"
	"ziping/scoring/packs"
)

func readerFor(t testing.TB, year int) preview.Reader {
	t.Helper()
	pack, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	st := form.New(pack).State(dialog.Evaluation{Scheme: pack.ID, Year: year}, dialog.Answers{})
	return preview.Reader{State: st, Year: year}
}

func published(t testing.TB) cell.Document {
	t.Helper()
	data, err := os.ReadFile("../testdata/seed-report-2023.txt")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := source.Read(t.Context(), "report.txt", data, source.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func keys(p dialog.Proposal) map[dialog.Key]string {
	out := map[dialog.Key]string{}
	for _, e := range p.Entries {
		out[e.Key] = e.Said.Text
	}
	for _, l := range p.Lists {
		out[l.Key] = "rows"
	}
	return out
}

// The report of the year fills the year; the one before gives what stands and what is asked of that
// year; an older one gives nothing and says so.
func TestReportsOfWhichYear(t *testing.T) {
	doc := published(t)
	got := keys(readerFor(t, 2023).Document("report.txt", doc))
	if got["budget_total"] != "2179.77" || got["staff_admin"] != "26" || got["offices"] != "rows" || len(got) < 36 {
		t.Errorf("of the year: %v", got)
	}
	before := readerFor(t, 2024).Document("report.txt", doc)
	got = keys(before)
	if got["offices"] != "rows" || got["budget_total"] != "" || got["spent_total"] != "" || got["annual_grade"] != "" {
		t.Errorf("of the year before: %v", got)
	}
	if !strings.Contains(strings.Join(before.Notes, ""), "2023 年度的报告") {
		t.Errorf("nothing is said: %v", before.Notes)
	}
	if old := readerFor(t, 2026).Document("report.txt", doc); !preview.Empty(old) || !strings.Contains(strings.Join(old.Left, ""), "没有读取") {
		t.Errorf("an old report: %+v", old)
	}
}

// Every value that can be answered comes back from a proposal as it was.
func TestSayingsReadBack(t *testing.T) {
	pack := readerFor(t, 2023).State.Form.Pack
	var fields []*scoring.Field
	for i := range pack.Sections {
		for j := range pack.Sections[i].Fields {
			if f := &pack.Sections[i].Fields[j]; f.Kind != scoring.Rows && f.Kind != scoring.PerIndicator && f.Kind != scoring.PerFinding {
				fields = append(fields, f)
			}
		}
	}
	texts := []string{"12", "65", "0", "是", "否", "全部", "1、2", "优秀", "效果较好", "95%", "某委〔2024〕5号", "不涉及", "暂缺", "几句话。\n第二段"}
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(fields).Draw(t, "field")
		a := answer.Read(f, cell.Cell{Text: rapid.SampledFrom(texts).Draw(t, "text")}, "")
		if !a.Certain() {
			return
		}
		v, ok := preview.Value(f, preview.Saying(f, a.Value))
		if !ok || v.State != a.Value.State || v.Text != a.Value.Text || v.Yes != a.Value.Yes || !v.Number.Equal(a.Value.Number) || strings.Join(v.Items, "|") != strings.Join(a.Value.Items, "|") {
			t.Fatalf("%s: %+v came back as %+v (%v)", f.Code, a.Value, v, ok)
		}
	})
}

// Every case file gives the right value, or names the doubt; none is changed silently.
func TestCaseWorkbooks(t *testing.T) {
	for name, want := range map[string]struct{ key, value, says string }{
		"xlsx-currency-yuan":           {"budget_initial", "", "5 万元"},
		"xlsx-suffix-wan":              {"budget_initial", "2179.77", ""},
		"xlsx-suffix-wanyuan":          {"budget_initial", "2179.77", ""},
		"xlsx-scaled-wan":              {"budget_initial", "2179.77", "21797700"},
		"xlsx-literal-percent":         {"satisfaction", "0.9", ""},
		"xlsx-hidden-by-format":        {"bond_budget", "180", "隐藏"},
		"xlsx-stray-row":               {"budget_initial", "1807.76", ""},
		"xlsx-title-row-in-list-sheet": {"projects", "rows", "道路养护"},
		"xlsx-currency-dollar":         {"budget_initial", "none", "外币"},
	} {
		data, err := os.ReadFile("../testdata/inputs/" + name + ".xlsx")
		if err != nil {
			t.Fatal(err)
		}
		doc, err := source.Read(t.Context(), name+".xlsx", data, source.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		r := readerFor(t, 2023)
		p := r.Document(name, doc)
		got := "none"
		for _, e := range p.Entries {
			if string(e.Key) == want.key {
				if got = e.Said.Text; e.Doubt != "" {
					got = ""
				}
			}
		}
		for _, l := range p.Lists {
			if string(l.Key) == want.key {
				got = "rows"
			}
		}
		shown := preview.Show(r.State, p)
		if got != want.value || !strings.Contains(shown, want.says) {
			t.Errorf("%s: %q, want %q with %q in\n%s", name, got, want.value, want.says, shown)
		}
	}
}

func FuzzUnderstanding(f *testing.F) {
	f.Add("行政编制26人，事业编制36人")
	f.Add("项目名称 全年预算数\n道路 5\n环卫 3")
	f.Add("本部门2023年度申请预算资金2179.77万元，实际支出2183.25万元。")
	r := readerFor(f, 2023)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 8000 {
			return
		}
		for _, p := range []dialog.Proposal{r.Document("a.txt", source.Text(text)), first(r.Sentence(text)), first(r.AnyTable(text))} {
			preview.Show(r.State, p)
			for _, e := range p.Entries {
				field, ok := r.State.Form.Pack.Field(string(e.Key))
				if !ok {
					t.Errorf("no question %s", e.Key)
				} else if _, ok := preview.Value(field, e.Said); !ok && !preview.Open(e) {
					t.Errorf("%s: %+v cannot be recorded", e.Key, e.Said)
				}
			}
		}
	})
}

func first(p dialog.Proposal, _ bool) dialog.Proposal { return p }

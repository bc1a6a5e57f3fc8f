package prose

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/scoring"
	"ziping/scoring/packs"
)

func town(t testing.TB) *scoring.Pack {
	t.Helper()
	pack, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

func paragraphs(text string) []Paragraph {
	var out []Paragraph
	for i, line := range strings.Split(text, "\n") {
		out = append(out, Paragraph{Text: line, Place: fmt.Sprintf("第%d段", i+1)})
	}
	return out
}

// stated are the figures and choices of a reading, without the long texts.
func stated(r Reading) map[string]string {
	out := map[string]string{}
	for _, h := range r.Hits {
		if len([]rune(h.Value)) > 12 {
			continue
		}
		key := h.Field
		if h.Row > 0 {
			key = fmt.Sprintf("%s.%d.%s", h.Field, h.Row, h.Column)
		}
		out[key] = h.Value
	}
	return out
}

func claimed(r Reading) []string {
	var out []string
	for _, c := range r.Claims {
		out = append(out, strings.TrimSpace(fmt.Sprint(c.Kind, " ", c.Code, " ", c.Value)))
	}
	return out
}

// A town's published report states 36 figures and choices and nine claims about itself.
func TestPublishedReport(t *testing.T) {
	text, err := os.ReadFile("testdata/town-2023.txt")
	if err != nil {
		t.Fatal(err)
	}
	got := Read(town(t), 0, paragraphs(string(text)))
	want := map[string]string{
		"staff_admin": "26", "staff_institution": "36", "staff_agency": "1", "staff_contract": "2", "staff_total": "65",
		"interns": "8", "retired": "25", "dispatched": "16", "other_staff.1.name": "校车司机", "other_staff.1.count": "2",
		"budget_total": "2179.77", "spent_total": "2183.25", "budget_initial": "1807.76", "added_count": "8", "budget_added": "364",
		"bond_budget": "0", "bond_spent": "0", "projects_count": "27", "projects_evaluated": "27",
		"projects_budget": "876.36", "projects_spent": "876.36", "annual_grade": "良好", "procurement_planned": "否",
		"procurement_budget": "0", "other_notes": "无。",
	}
	for _, kind := range []string{"shared", "special"} {
		for _, level := range []string{"central", "province", "city"} {
			want[kind+"_transfer_"+level+"_budget"], want[kind+"_transfer_"+level+"_spent"] = "0", "0"
		}
	}
	offices := []string{"党政综合办公室", "党建工作办公室", "应急管理办公室", "自然资源和生态环境办公室",
		"综合行政执法队", "行政综合服务中心", "农业综合服务中心", "退役军人服务站"}
	for i, name := range offices {
		want[fmt.Sprintf("offices.%d.name", i+1)] = name
	}
	if diff := cmp.Diff(want, stated(got)); diff != "" {
		t.Errorf("stated (-want +got):\n%s", diff)
	}
	wantClaims := []string{
		"1 execution_rate 100", "1 project_execution_rate 100", "1 sangong_change_rate 0", "1 self_evaluation_rate 100",
		"3  87", "1 budget_control_rate 20", "2 B2 3", "2 B5 0", "2 D3 4",
	}
	if diff := cmp.Diff(wantClaims, claimed(got)); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	if len(got.Conflicts)+len(got.Unread) > 0 {
		t.Errorf("conflicts %v, unread %v", got.Conflicts, got.Unread)
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       map[string]string
		unread     []string // figures that must not be taken
	}{
		{name: "posts are not people", text: "核定编制65名，其中行政编制30名、事业编制35名；实有在职人员62人，其中行政编制28人，事业编制34人。",
			want:   map[string]string{"staff_quota": "65", "staff_total": "62", "staff_admin": "28", "staff_institution": "34"},
			unread: []string{"30名", "35名"}},
		{name: "posts counted in 个", text: "我局行政编制24个，现有在职人员22人。", want: map[string]string{"staff_total": "22"}, unread: []string{"24个"}},
		{name: "a part of the staff is no staff of its own", text: "实有在职人员60人（机关工勤1人），其中参公3人，退休25人。",
			want: map[string]string{"staff_total": "60", "retired": "25"}, unread: []string{"1人", "3人"}},
		{name: "figures with commas, blanks and full-width digits", text: "2023年年初预算 1,807.76 万元，年中追加预算３６４．００万元，全年预算2,171.76万元。",
			want: map[string]string{"budget_initial": "1807.76", "budget_added": "364", "budget_total": "2171.76"}},
		{name: "yuan", text: "本年度年初预算数18077600元，全年实际支出0.2亿元。", want: map[string]string{"budget_initial": "1807.76", "spent_total": "2000"}},
		{name: "a part is not the whole", text: "“三公”经费上年预算12万元，本年预算11.5万元，实际支出10.52万元。公用经费预算180万元，实际支出176.35万元。",
			want: map[string]string{"sangong_prev": "12", "sangong_budget": "11.5", "sangong_actual": "10.52", "running_budget": "180", "running_actual": "176.35"}},
		{name: "another thing is not the one asked for", text: "人员经费支出500万元，专用材料实际支出30万元，收入合计2000万元。",
			unread: []string{"500万元", "30万元", "2000万元"}},
		{name: "another year", text: "2023年度部门整体绩效自评。2022年全年支出1900万元，2023年全年支出2183.25万元。2023年末。",
			want: map[string]string{"spent_total": "2183.25"}, unread: []string{"1900万元"}},
		{name: "growth is no amount", text: "全年支出2183.25万元，比上年减少20万元，下降0.9%。",
			want: map[string]string{"spent_total": "2183.25"}, unread: []string{"20万元", "0.9%"}},
		{name: "dates, documents and ranges are no figures", text: "根据财绩〔2024〕8号文件，2024年3月15日前完成，共3个月，增长5%至10%。", unread: []string{"5%"}},
		{name: "added projects before the noun", text: "年中追加8个项目，追加资金364万元。", want: map[string]string{"added_count": "8", "budget_added": "364"}},
		{name: "satisfaction", text: "共收回有效问卷120份，群众满意度达96.5%。", want: map[string]string{"satisfaction_sample": "120", "satisfaction": "96.5"}},
		{name: "procurement", text: "已按规定编制政府采购预算46.50万元，实际采购金额45.2万元。",
			want: map[string]string{"procurement_planned": "是", "procurement_budget": "46.5", "procurement_actual": "45.2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Read(town(t), 0, paragraphs(c.text))
			if diff := cmp.Diff(c.want, nonEmpty(stated(got))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			for _, words := range c.unread {
				if !slices.ContainsFunc(got.Unread, func(u Unread) bool { return strings.HasSuffix(u.Words, words) }) {
					t.Errorf("%s is not among the unread %v", words, got.Unread)
				}
			}
		})
	}
}

func nonEmpty(m map[string]string) map[string]string {
	if len(m) == 0 {
		return nil
	}
	return m
}

func TestOfficesThatWereJoined(t *testing.T) {
	got := stated(Read(town(t), 2023, paragraphs("1、党政综合办公室。负责机关文电运转、政务值班工作。2、党建工作办公室。负责辖区党的建设等工作。")))
	if got["offices.1.name"] != "党政综合办公室" || got["offices.2.name"] != "党建工作办公室" {
		t.Errorf("got %v", got)
	}
}

func TestStatementsThatDiffer(t *testing.T) {
	got := Read(town(t), 2023, paragraphs("全年实际支出2183.25万元。\n全年实际支出2138.25万元。"))
	if len(got.Hits) != 0 || len(got.Conflicts) != 1 || got.Conflicts[0].Field != "spent_total" || got.Conflicts[0].Hits[1].Place != "第2段" {
		t.Errorf("got %+v", got)
	}
}

func TestPointsOfTheReport(t *testing.T) {
	text := "部门整体支出绩效自评满分100分，自评得分92.5分，自评等次为“优”。失分原因：1、预算完成率指标，执行率为96.8%，扣2分，得8分；2、重点工作办结率，得4.5分。"
	want := []string{"4  优", "3  92.5", "1 execution_rate 96.8", "2 B1 8", "2 D1 4.5"}
	if diff := cmp.Diff(want, claimed(Read(town(t), 2023, paragraphs(text)))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Whatever figures a report of the usual sentences has, in whatever unit they are written, they
// are read as they are.
func TestUsualSentencesReadBack(t *testing.T) {
	pack := town(t)
	rapid.Check(t, func(t *rapid.T) {
		cents := func(label string) int { return rapid.IntRange(1, 999_999_99).Draw(t, label) }
		budget, added, spent := cents("budget"), cents("added"), cents("spent")
		admin, count := rapid.IntRange(1, 400).Draw(t, "admin"), rapid.IntRange(1, 90).Draw(t, "count")
		unit := rapid.SampledFrom([]string{"万元", "元"}).Draw(t, "unit")
		write := func(hundredths int) string {
			if unit == "元" {
				return fmt.Sprintf("%d元", hundredths*100)
			}
			return fmt.Sprintf("%d.%02d万元", hundredths/100, hundredths%100)
		}
		blank := rapid.SampledFrom([]string{"", " ", "\u00a0", "\u3000"}).Draw(t, "blank")
		text := fmt.Sprintf("本单位在职人员中，行政编制%s%d人。年初预算%s为%s，年中追加项目%d个，追加资金%s。全年实际支出%s。",
			blank, admin, blank, write(budget), count, write(added), write(spent))
		got := stated(Read(pack, 2023, paragraphs(text)))
		for field, want := range map[string]string{
			"staff_admin": fmt.Sprint(admin), "budget_initial": plainAmount(budget), "added_count": fmt.Sprint(count),
			"budget_added": plainAmount(added), "spent_total": plainAmount(spent),
		} {
			if got[field] != want {
				t.Fatalf("%s: got %q, want %q, in %s", field, got[field], want, text)
			}
		}
	})
}

func plainAmount(hundredths int) string {
	s := fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// No text makes the reader fail, and no figure is answered whose digits do not stand in it.
func FuzzRead(f *testing.F) {
	text, err := os.ReadFile("testdata/town-2023.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		f.Add(line)
	}
	pack := town(f)
	f.Fuzz(func(t *testing.T, text string) {
		got := Read(pack, 2023, paragraphs(text))
		for _, h := range got.Hits {
			if h.Words == "" || h.Place == "" {
				t.Errorf("%+v has no words or place", h)
			}
		}
	})
}

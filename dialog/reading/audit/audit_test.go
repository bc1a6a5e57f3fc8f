package audit

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog/reading/prose"
	"ziping/scoring"
	"ziping/scoring/packs"
)

func paragraphs(text string) []prose.Paragraph {
	var out []prose.Paragraph
	for i, line := range strings.Split(text, "\n") {
		out = append(out, prose.Paragraph{Text: line, Place: fmt.Sprintf("第 %d 段", i+1)})
	}
	return out
}

func town(t *testing.T) *scoring.Pack {
	t.Helper()
	pack, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

func published(t *testing.T) Report {
	t.Helper()
	text, err := os.ReadFile("../prose/testdata/town-2023.txt")
	if err != nil {
		t.Fatal(err)
	}
	return Of(town(t), "某镇人民政府", 0, paragraphs(string(text)))
}

func TestPublishedReportIsHeldAgainstItself(t *testing.T) {
	r := published(t)
	if r.Year != 2023 {
		t.Errorf("year %d", r.Year)
	}
	var got []string
	for _, c := range r.Claims {
		got = append(got, fmt.Sprintf("%s %s|%s %t", c.Of, c.Stated, c.Computed, c.Agrees))
	}
	want := []string{
		"execution_rate 100|100.16% false", "project_execution_rate 100|100% true", "sangong_change_rate 0| false",
		"self_evaluation_rate 100|100% true", "total 87| false", "budget_control_rate 20|20.14% true",
		"B2 3|3 true", "B5 0|0 true", "D3 4|4 true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	if r.Recount.Stated.String() != "87" || r.Recount.Computed.String() != "87" || r.Recount.Unrounded.String() != "86" || r.Recount.Rows != 5 {
		t.Errorf("recount %+v", r.Recount)
	}
	for _, id := range []string{"A01", "A02", "A03", "A18", "B01", "P01", "T11"} {
		if !slices.ContainsFunc(r.Findings, func(f scoring.Finding) bool { return f.Check == id }) {
			t.Errorf("%s is not found", id)
		}
	}
	at := slices.IndexFunc(r.Unstated, func(u Unstated) bool { return u.Field == "satisfaction" })
	if at < 0 || r.Unstated[at].Words != "服务对象满意度指标达到目标" {
		t.Errorf("unstated %+v", r.Unstated)
	}
}

// A report that ties gives no finding of errors, and every claim that can be computed agrees.
func TestReportThatTies(t *testing.T) {
	r := Of(town(t), "某镇人民政府", 2023, paragraphs(`核定编制65名，实有在职人员65人，其中行政编制26人，事业编制36人，人事代理1人，聘用制2人。
年初预算1000万元，年中追加项目2个，追加资金50万元。本年度申请预算资金1050万元，实际支出1050万元，预算执行率100%。预算控制率为5%。
已按规定编制政府采购预算46.5万元，实际采购金额46.5万元。`))
	for _, f := range r.Findings {
		if f.Severity == scoring.Error {
			t.Errorf("%s %s", f.Check, f.Message)
		}
	}
	for _, c := range r.Claims {
		if !c.Agrees {
			t.Errorf("%+v does not agree", c)
		}
	}
}

func TestJSON(t *testing.T) {
	raw, err := json.Marshal(published(t))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Scheme string
		Total  string
		Read   []map[string]string
		Claims []map[string]any
	}
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"field": "budget_initial", "label": "年初预算数", "value": "1807.76", "unit": "万元", "place": "第 24 段",
		"words": "年初预算数为1807.76万元",
	}
	at := slices.IndexFunc(got.Read, func(m map[string]string) bool { return m["field"] == "budget_initial" })
	if at < 0 || cmp.Diff(want, got.Read[at]) != "" {
		t.Errorf("read %v", got.Read)
	}
	if got.Scheme != "town-2023" || got.Total != "27" || len(got.Claims) != 9 {
		t.Errorf("got %s, %s, %d claims", got.Scheme, got.Total, len(got.Claims))
	}
}

func TestEmptyTextIsNoError(t *testing.T) {
	raw, err := json.Marshal(Of(town(t), "", 0, nil))
	if err != nil || strings.Contains(string(raw), `"read":null`) || strings.Contains(string(raw), `"claims":null`) {
		t.Errorf("%s, %v", raw, err)
	}
}

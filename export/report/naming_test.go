package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

func TestFileName(t *testing.T) {
	tests := []struct{ unit, want string }{
		{"某镇人民政府", "某镇人民政府2023年度部门整体绩效自评报告.pdf"},
		{"../../etc/某镇", "etc某镇2023年度部门整体绩效自评报告.pdf"},
		{"某\x00镇\r\n\u202E", "某镇2023年度部门整体绩效自评报告.pdf"},
		{`C:\某镇|*?`, "C某镇2023年度部门整体绩效自评报告.pdf"},
		{"", "2023年度部门整体绩效自评报告.pdf"},
	}
	for _, test := range tests {
		if got := FileName(test.unit, 2023, ".pdf"); got != test.want {
			t.Errorf("FileName(%q) = %q, want %q", test.unit, got, test.want)
		}
	}
}

func FuzzFileName(f *testing.F) {
	f.Add("某镇人民政府")
	f.Add(strings.Repeat("镇", 300) + "/..\\")
	f.Fuzz(func(t *testing.T, unit string) {
		name := FileName(unit, 2023, ".pdf")
		if strings.ContainsAny(name, "/\\\x00\n\r") || !utf8.ValidString(name) || len(name) > 255 || strings.HasPrefix(name, ".") {
			t.Errorf("FileName(%q) = %q", unit, name)
		}
	})
}

func TestCaption(t *testing.T) {
	e := scoring.Evaluation{Unit: "某镇人民政府", Year: 2023}
	complete := scoring.Result{Complete: true, Total: decimal.NewFromInt(87), Grade: "良", Findings: []scoring.Finding{
		{Severity: scoring.Error}, {Severity: scoring.Warning}, {Severity: scoring.Warning}, {Severity: scoring.Note},
	}}
	tests := []struct {
		name   string
		result scoring.Result
		draft  bool
		want   string
	}{
		{"final", complete, false, "某镇人民政府2023年度部门整体绩效自评报告\n自评得分87分，等级为良；发现错误1项、提醒2项"},
		{"draft", scoring.Result{Missing: []string{"a", "b"}}, true, "某镇人民政府2023年度部门整体绩效自评报告（草稿）\n资料不全，尚缺2项数据"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Caption(e, test.result, test.draft); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

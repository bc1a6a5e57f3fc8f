package report

import (
	"strings"
	"testing"

	"ziping/scoring/packs"
)

func TestShippedTemplatesAreInOrder(t *testing.T) {
	for _, info := range packs.List() {
		t.Run(info.ID, func(t *testing.T) {
			pack, err := packs.Find(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckTemplate(pack); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCheckTemplateFindsDefects(t *testing.T) {
	tests := []struct{ name, template, want string }{
		{"empty", " ", "没有内容"},
		{"does not parse", "# 甲\n{{if}}", "report.md:2"},
		{"unknown function", "{{figures \"budget_total\"}}", "figures"},
		{"unknown code", "甲\n\n{{figure \"budget_totl\"}}", "budget_totl"},
		{"unknown code in a branch not taken", "甲\n{{if when \"violations == 0\"}}\n{{else}}{{if known \"nothing\"}}乙{{end}}{{end}}", "report.md:3"},
		{"text used as a figure", "{{figure \"achievements\"}}", "不是数字"},
		{"figure used as a text", "{{text \"budget_total\"}}", "不能这样用"},
		{"unknown column", "{{range rows \"offices\"}}{{.Text \"duty\"}}{{end}}", "duty"},
		{"unknown field", "{{range lost}}{{.Reason}}{{end}}", "Reason"},
		{"unknown field of a figure", "{{(figure \"budget_total\").Naked}}", "Naked"},
		{"field without a dot", "{{.Unit}}", "Unit"},
		{"unknown option", "{{if when `annual_grade == \"极好\"`}}甲{{end}}", "极好"},
		{"retired function", "{{ratio \"spent_total\" \"budget_total\"}}", "写成 rate"},
		{"too many arguments", "{{unit \"x\"}}", "参数"},
		{"unknown mark", "@附录 甲", "@附录"},
		{"heading too deep", "###### 甲", "标题最多四级"},
		{"table in a sentence", "甲{{scoreTable}}乙", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pack := *town(t)
			pack.Report = test.template
			err := CheckTemplate(&pack)
			if test.want == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

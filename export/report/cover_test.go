package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/export/document"
	"ziping/scoring"
	"ziping/scoring/packs"
)

func coverOf(t *testing.T, pack *scoring.Pack, e scoring.Evaluation) *document.Cover {
	t.Helper()
	doc, err := Compose(pack, e, scoring.Evaluate(pack, e), Options{Date: reportDay})
	if err != nil {
		t.Fatal(err)
	}
	return doc.Cover
}

func TestEveryPackHasACover(t *testing.T) {
	for _, info := range packs.List() {
		pack, err := packs.Find(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		cover := coverOf(t, pack, scoring.Evaluation{Unit: "某镇人民政府", Year: 2023})
		if cover == nil {
			t.Fatalf("%s has none", info.ID)
		}
		text := ""
		for _, entry := range cover.Entries {
			text += entry.Label + "：" + entry.Value + "\n"
		}
		for _, want := range []string{"填报单位（盖章）：某镇人民政府\n", "评价年度：2023年度\n", "评价方式：部门", "填报日期：2024年3月5日\n"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the cover lacks %s:\n%s", info.ID, want, text)
			}
		}
		if cover.Foot != "" {
			t.Errorf("%s: a pack put together from published forms has the issuer %s", info.ID, cover.Foot)
		}
	}
}

func TestATemplateSaysItsCover(t *testing.T) {
	pack, e := seed(t)
	for name, test := range map[string]struct {
		markup, issuer string
		want           *document.Cover
	}{
		"own lines": {"@封面 部门名称 | {{unit}}\n@封面 预算编码 |\n@封面落款 某区财政局制\n", "",
			&document.Cover{Entries: []document.Entry{{Label: "部门名称", Value: "某镇人民政府"}, {Label: "预算编码"}}, Foot: "某区财政局制"}},
		"none":   {"@无封面\n", "某区财政局", nil},
		"issuer": {"@封面 年度 | {{year}}\n", "某区财政局", &document.Cover{Entries: []document.Entry{{Label: "年度", Value: "2023"}}, Foot: "某区财政局制"}},
		"words":  {"@封面 年度 | {{year}}\n", "据某区财政局公开表整理", &document.Cover{Entries: []document.Entry{{Label: "年度", Value: "2023"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			own := *pack
			own.Report, own.Issuer = test.markup+"# 标题\n正文。\n", test.issuer
			if diff := cmp.Diff(test.want, coverOf(t, &own, e)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

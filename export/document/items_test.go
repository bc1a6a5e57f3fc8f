package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestItemsNumberHeadingsAndAttachments(t *testing.T) {
	var got []string
	for _, item := range Items([]Block{
		Heading{Level: 1, Text: "概况"}, Heading{Level: 2, Text: "职责"}, Heading{Level: 3, Text: "办公室"},
		Heading{Level: 3, Text: "财政所"}, Heading{Level: 4, Text: "预算"}, Heading{Level: 2, Text: "收支"},
		Heading{Level: 3, Text: "收入"}, Heading{Level: 1, Text: "组织"}, Heading{Level: 3, Text: "跳过一级"},
		Heading{Level: 0, Text: "太浅"}, Heading{Level: 9, Text: "太深"},
		Attachment{Title: "甲"}, Heading{Level: 1, Text: "重新起"}, Attachment{Title: "乙"},
	}) {
		switch b := item.Block.(type) {
		case Heading:
			got = append(got, item.Label+b.Text)
		case Attachment:
			got = append(got, item.Label)
		}
	}
	want := []string{"一、概况", "（一）职责", "1.办公室", "2.财政所", "（1）预算", "（二）收支", "1.收入",
		"二、组织", "1.跳过一级", "三、太浅", "（1）太深", "附件1", "一、重新起", "附件2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if label := Items([]Block{Attachment{Title: "甲"}})[0].Label; label != "附件" {
		t.Errorf("a single attachment is labelled %q", label)
	}
}

func TestBareHeadingRemovesTypedNumbersOnly(t *testing.T) {
	for text, want := range map[string]string{
		"1、 部门整体概况": "部门整体概况",
		"（一）自评结论。":  "自评结论",
		"(2) 存在问题":  "存在问题",
		"十二、其他":     "其他",
		"3.资金管理":    "资金管理",
		"2023年度情况":  "2023年度情况",
		"1.5倍增长":    "1.5倍增长",
		"一、二级指标":    "一、二级指标",
		"一体化建设":     "一体化建设",
		"“三公”经费":    "“三公”经费",
		"（一）":       "（一）",
		"两行\n标题":    "两行 标题",
	} {
		if got := BareHeading(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestChineseNumeral(t *testing.T) {
	for n, want := range map[int]string{0: "0", 1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "100"} {
		if got := ChineseNumeral(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}

func TestPlainIsTheTextInReadingOrder(t *testing.T) {
	d := Document{Title: "某镇\n报告", Signature: &Signature{Unit: "某镇人民政府", Date: "2024年3月5日"}, Blocks: []Block{
		Heading{Level: 1, Text: "概况"}, Paragraph{Text: "正文。"},
		Table{Caption: "表1", Note: "单位：分", Columns: []Column{{Head: "甲\n乙"}, {Head: "丙"}}, Rows: [][]string{{"1", "2"}}, Total: []string{"合计", "2"}},
		Notice{Text: "注。"}, PageBreak{}, Attachment{Title: "清单"}, Paragraph{Text: "尾。"}}}
	want := "某镇报告\n一、概况\n正文。\n表1\n单位：分\n甲乙\t丙\n1\t2\n合计\t2\n注。\n某镇人民政府\n2024年3月5日\n附件\n清单\n尾。\n"
	if diff := cmp.Diff(want, d.Plain()); diff != "" {
		t.Error(diff)
	}
}

func TestCheckNamesWhatCannotBeDrawn(t *testing.T) {
	column := []Column{{Head: "甲"}}
	for want, block := range map[string]Block{
		"没有列":      Table{},
		"有 2 格":    Table{Columns: column, Rows: [][]string{{"1", "2"}}},
		"合计行有 2 格": Table{Columns: column, Total: []string{"1", "2"}},
		"不认识的内容":   nil,
	} {
		d := Document{Blocks: []Block{block}}
		if err := d.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseReadsEveryMark(t *testing.T) {
	markup := `# 某镇人民政府2023年度
# 部门整体支出绩效自评报告

@顶格 区财政局：
正文第一行，
接着第二行。

## 总体情况
### 收支
#### 收入
##### 拨款
> 注：含上年结转。
@表 表1 项目支出 | 单位：万元
| 类别 | 预算数\n（万元） | 说明 |
| :-:^ 2 | --. | --- 3.5 |
| 基本 | 12.50 | 甲\|乙 |
| 基本 | 3.00 | |
|= 合计 | 15.50 | — |
后面的文字\n另一段
@分页
@附件 评分表
`
	title, blocks, err := Parse(markup)
	if err != nil {
		t.Fatal(err)
	}
	if want := "某镇人民政府2023年度\n部门整体支出绩效自评报告"; title != want {
		t.Errorf("title %q, want %q", title, want)
	}
	want := []Block{
		Paragraph{Text: "区财政局：", Flush: true},
		Paragraph{Text: "正文第一行，接着第二行。"},
		Heading{Level: 1, Text: "总体情况"}, Heading{Level: 2, Text: "收支"},
		Heading{Level: 3, Text: "收入"}, Heading{Level: 4, Text: "拨款"},
		Notice{Text: "注：含上年结转。"},
		Table{Caption: "表1 项目支出", Note: "单位：万元",
			Columns: []Column{{Head: "类别", Align: Center, Merge: true},
				{Head: "预算数\n（万元）", Align: Decimal}, {Head: "说明"}},
			Rows:  [][]string{{"基本", "12.50", "甲|乙"}, {"基本", "3.00", ""}},
			Total: []string{"合计", "15.50", "—"}},
		Paragraph{Text: "后面的文字"}, Paragraph{Text: "另一段"},
		PageBreak{}, Attachment{Title: "评分表"},
	}
	if diff := cmp.Diff(want, blocks); diff != "" {
		t.Error(diff)
	}
	_, again, err := Parse(Format(title, blocks))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("after Format: %s", diff)
	}
}

func TestParseNamesTheLineOfEachFault(t *testing.T) {
	for name, test := range map[string]struct{ markup, want string }{
		"no blank after #":     {"正文\n##标题", "第 2 行：“#”与标题之间请空一格"},
		"sixth level":          {"###### 标题", "第 1 行：标题最多四级"},
		"empty heading":        {"## ", "第 1 行：“##”后面缺少文字"},
		"unknown mark":         {"@附表 甲", "第 1 行：不认识的标记：@附表"},
		"text after page mark": {"@分页 甲", "第 1 行：“@分页”后面不能有文字"},
		"empty attachment":     {"@附件", "第 1 行：“@附件”后面缺少文字"},
		"row not closed":       {"| 甲 | 乙", "第 1 行：表格的一行要以“|”结束"},
		"no alignment":         {"| 甲 |\n\n正文", "第 2 行：表头下面缺少对齐行"},
		"bad alignment":        {"| 甲 |\n| === |", "第 2 行：对齐行里不认识“===”"},
		"bad width":            {"| 甲 |\n| --- 宽 |", "第 2 行：列宽“宽”不是正数"},
		"width not finite":     {"| 甲 |\n| --- NaN |", "第 2 行：列宽“NaN”不是正数"},
		"too many cells":       {"| 甲 |\n| --- |\n| 1 | 2 |", "第 3 行：这一行有 2 格，表头有 1 格"},
		"row after total":      {"| 甲 |\n| --- |\n|= 1 |\n| 2 |", "第 4 行：合计行（|=）后面不能再有行"},
		"total too early":      {"| 甲 |\n|= 1 |", "第 2 行：合计行（|=）前面要有表头行和对齐行"},
		"cover without value":  {"@封面 单位", "第 1 行：“@封面”后面要写“标签 | 内容”"},
		"cover without label":  {"@封面 | 某镇", "第 1 行：“@封面”后面缺少文字"},
		"two feet":             {"@封面落款 甲 | 乙", "第 1 行：“@封面落款”后面只写一项"},
		"text after no cover":  {"@无封面 甲", "第 1 行：“@无封面”后面不能有文字"},
		"caption alone":        {"@表 表1\n\n正文", "第 2 行：“@表”后面缺少表格"},
		"unknown escape":       {"甲\\乙\n", "第 2 行：“\\乙”不是转义"},
		"backslash at the end": {"| 甲 |\n| --- |\n| 乙\\", "第 3 行：表格的一行要以“|”结束"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := Parse(test.markup)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error %v, want %s…", err, test.want)
			}
		})
	}
}

// A text as it comes back: line ends are \n, no control characters, no blank
// lines, no blanks at the ends of lines.
func normal(text string) []string {
	var lines []string
	for line := range strings.SplitSeq(mustUnescape(Escape(text)), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func mustUnescape(text string) string {
	plain, err := unescape(text)
	if err != nil {
		panic(err)
	}
	return plain
}

func texts(blocks []Block) (lines []string, onlyParagraphs bool) {
	for _, block := range blocks {
		p, ok := block.(Paragraph)
		if !ok || p.Flush {
			return nil, false
		}
		lines = append(lines, p.Text)
	}
	return lines, true
}

func FuzzEscapedTextStaysText(f *testing.F) {
	for _, seed := range []string{"# 标题", "| 甲 | 乙 |", "@附件 甲", "> 注", "\\n\\", "甲\r\n乙\u2028丙", "|= 合计 |\n---", "\x00\x1b", "=| \\"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsRune(text, '\uFFFD') {
			return
		}
		text = strings.ToValidUTF8(text, "")
		title, blocks, err := Parse(Escape(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		lines, ok := texts(blocks)
		if title != "" || !ok {
			t.Fatalf("%q became markup: %q %v", text, title, blocks)
		}
		if diff := cmp.Diff(normal(text), lines); diff != "" {
			t.Fatal(diff)
		}
		table := "| 甲 | 乙 |\n| --- | --- |\n| " + Escape(text) + " | 尾 |"
		_, blocks, err = Parse(table)
		if err != nil || len(blocks) != 1 || len(blocks[0].(Table).Rows) != 1 {
			t.Fatalf("%q in a cell: %v %v", text, blocks, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("# 标题\n## 一\n@表 甲 | 乙\n| 甲 |\n| :-:^ 2 |\n| 1 |\n|= 2 |\n> 注\n@分页\n@附件 丙\n正文\\n正文")
	f.Fuzz(func(t *testing.T, markup string) {
		title, blocks, err := Parse(markup)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "第 ") {
				t.Errorf("error without a line: %v", err)
			}
			return
		}
		document := Document{Title: title, Blocks: blocks}
		if err := document.Check(); err != nil {
			t.Error(err)
		}
		_ = document.Plain()
		if _, _, err := Parse(Format(title, blocks)); err != nil {
			t.Errorf("own output refused: %v\n%s", err, Format(title, blocks))
		}
	})
}

func TestFormatIsTheInverseOfParse(t *testing.T) {
	word := rapid.StringMatching(`[甲乙丙\\|#>@=0-9n（）]{1,8}`)
	rapid.Check(t, func(t *rapid.T) {
		var blocks []Block
		for range rapid.IntRange(0, 6).Draw(t, "blocks") {
			text := word.Draw(t, "text")
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0:
				blocks = append(blocks, Heading{Level: rapid.IntRange(1, 4).Draw(t, "level"), Text: text})
			case 1:
				blocks = append(blocks, Paragraph{Text: text, Flush: rapid.Bool().Draw(t, "flush")})
			case 2:
				blocks = append(blocks, Notice{Text: text})
			case 3:
				blocks = append(blocks, Attachment{Title: text}, PageBreak{})
			default:
				blocks = append(blocks, Table{Caption: text, Note: word.Draw(t, "note"),
					Columns: []Column{{Head: text, Align: Align(rapid.IntRange(0, 3).Draw(t, "align")), Merge: rapid.Bool().Draw(t, "merge")},
						{Head: word.Draw(t, "head")}},
					Rows: [][]string{{word.Draw(t, "cell"), text}}, Total: []string{text, ""}})
			}
		}
		title := word.Draw(t, "title")
		gotTitle, got, err := Parse(Format(title, blocks))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(blocks, got); diff != "" || gotTitle != title {
			t.Fatal(title, gotTitle, diff)
		}
	})
}

func TestWideAttachmentsAndCheckedSpans(t *testing.T) {
	_, blocks, err := Parse("@横排附件 项目清单\n@附件 说明")
	if err != nil || len(blocks) != 2 || blocks[0] != (Block)(Attachment{Title: "项目清单", Wide: true}) || blocks[1] != (Block)(Attachment{Title: "说明"}) {
		t.Errorf("%v, %v", blocks, err)
	}
	if got := Format("", blocks); !strings.Contains(got, "@横排附件 项目清单") {
		t.Errorf("written as %q", got)
	}
	table := Table{Columns: make([]Column, 3), Rows: [][]string{{"甲", "", "乙"}}, Spans: [][]int{{2}}}
	if !table.Headless() || table.Span(0, 0) != 2 || table.Span(0, 2) != 1 || table.Span(5, 0) != 1 {
		t.Error("spans are not as given")
	}
	if err := (&Document{Blocks: []Block{table}}).Check(); err != nil {
		t.Error(err)
	}
	table.Spans = [][]int{{9}}
	if err := (&Document{Blocks: []Block{table}}).Check(); err == nil {
		t.Error("a text under another cell is not refused")
	}
}

package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/export/typed"
	"ziping/scoring"
	"ziping/scoring/packs"
)

func paragraphsIn(t *testing.T, pack *scoring.Pack, e scoring.Evaluation, wording map[string]string) []Paragraph {
	t.Helper()
	list, err := Paragraphs(pack, e, scoring.Evaluate(pack, e), Options{Date: reportDay, Wording: wording})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// paragraphWith finds a paragraph by words of it.
func paragraphWith(t *testing.T, list []Paragraph, words string) Paragraph {
	t.Helper()
	for _, p := range list {
		if strings.Contains(p.Text, words) {
			return p
		}
	}
	t.Fatalf("no paragraph with %s", words)
	return Paragraph{}
}

// trials are all packs with the evaluations a template has to get along with, and the
// published ones.
func trials(t *testing.T, try func(name string, pack *scoring.Pack, e scoring.Evaluation)) {
	for _, info := range packs.List() {
		pack, err := packs.Find(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		for name, e := range sampleEvaluations(pack) {
			try(info.ID+" "+name, pack, e)
		}
		if info.ID != "town-2023" {
			_, e := example(t, info.ID)
			try(info.ID, pack, e)
		}
	}
	pack, e := seed(t)
	try("seed", pack, e)
}

func TestUnchangedWordingChangesNothing(t *testing.T) {
	trials(t, func(name string, pack *scoring.Pack, e scoring.Evaluation) {
		r := scoring.Evaluate(pack, e)
		want, err := Compose(pack, e, r, Options{Date: reportDay})
		if err != nil {
			t.Fatal(err)
		}
		wording, seen := map[string]string{}, map[string]bool{}
		for _, p := range paragraphsIn(t, pack, e, nil) {
			if p.Stale != "" || p.Changed || seen[p.ID] || len(p.ID) > 40 || p.Heading == "" || strings.Contains(p.Editable, missingWord) {
				t.Errorf("%s: paragraph %+v", name, p)
			}
			seen[p.ID], wording[p.ID] = true, p.Editable
			if !strings.Contains(want.Plain(), p.Text) {
				t.Errorf("%s: the report has no paragraph %s", name, p.Text)
			}
		}
		for id, text := range wording {
			if why, err := CheckParagraph(pack, e, r, Options{Date: reportDay}, id, text); err != nil || why != "" {
				t.Errorf("%s: %s, %v", name, why, err)
			}
			break // composing below tries them all
		}
		if len(wording) < 4 {
			t.Errorf("%s: %d paragraphs are offered", name, len(wording))
		}
		got, err := Compose(pack, e, r, Options{Date: reportDay, Wording: wording})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.Plain(), got.Plain()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		for _, p := range paragraphsIn(t, pack, e, wording) {
			if p.Changed || p.Stale != "" {
				t.Errorf("%s: unchanged words count as changed: %+v", name, p)
			}
		}
	})
}

func TestAClerksWordsKeepLiveFigures(t *testing.T) {
	pack, e := seed(t)
	p := paragraphWith(t, paragraphsIn(t, pack, e, nil), "在预算配置方面")
	wording := map[string]string{p.ID: "全镇在编在岗〔实有在职人员合计〕（编制〔编制数〕），预算控制率得〔预算控制率得分〕分，年初预算【年初预算数】，见中发〔2018〕34号，【注】。"}
	got := paragraphWith(t, paragraphsIn(t, pack, e, wording), "全镇在编在岗")
	if want := "全镇在编在岗65人（编制65人），预算控制率得3分，年初预算1807.76万元，见中发〔2018〕34号，【注】。"; got.Text != want || !got.Changed || got.ID != p.ID {
		t.Errorf("%+v, want %s", got, want)
	}
	e = with(e, scoring.Facts{"staff_total": number("64"), "staff_quota": number("66")})
	if text := plainWith(t, pack, e, wording); !strings.Contains(text, "全镇在编在岗64人（编制66人）") || strings.Contains(text, "在预算配置方面") {
		t.Errorf("the figures are not the day's:\n%s", text)
	}
}

func plainWith(t *testing.T, pack *scoring.Pack, e scoring.Evaluation, wording map[string]string) string {
	t.Helper()
	return signedPart(composed(t, pack, e, Options{Date: reportDay, Wording: wording}))
}

// Words that say 控制在编制以内 are not printed once there are too many people.
func TestWordsForOtherFactsAreNotPrinted(t *testing.T) {
	pack, e := seed(t)
	p := paragraphWith(t, paragraphsIn(t, pack, e, nil), "财政供养人员控制在编制以内")
	wording := map[string]string{p.ID: "人员没有超编。", "gone.1-aaaa": "旧文字"}
	over := with(e, scoring.Facts{"staff_total": number("70")})
	if text := plainWith(t, pack, over, wording); strings.Contains(text, "没有超编") || !strings.Contains(text, "超出编制5人") {
		t.Error("the report says what is not so")
	}
	list := paragraphsIn(t, pack, over, wording)
	now := paragraphWith(t, list, "超出编制5人")
	if now.Earlier != "人员没有超编。" || now.ID == p.ID || now.Changed {
		t.Errorf("%+v", now)
	}
	var stale []Paragraph
	for _, one := range list {
		if one.Stale != "" {
			stale = append(stale, one)
		}
	}
	if len(stale) != 2 || stale[0].ID != "gone.1-aaaa" || stale[0].Heading != "" || stale[1].Heading != p.Heading || !strings.Contains(stale[1].Stale, "数据变了") {
		t.Errorf("not printed: %+v", stale)
	}
	if text := plainWith(t, pack, e, wording); !strings.Contains(text, "人员没有超编。") {
		t.Error("the words do not come back with their facts")
	}
}

func TestCheckParagraphNamesWhatIsWrong(t *testing.T) {
	pack, e := seed(t)
	r := scoring.Evaluate(pack, e)
	p := paragraphWith(t, paragraphsIn(t, pack, e, nil), "在预算执行方面")
	for name, test := range map[string]struct{ text, want string }{
		"near field":      {"〔年初预算〕", "是不是〔年初预算数〕？"},
		"near indicator":  {"〔预算控制得分〕", "是不是〔预算控制率得分〕？"},
		"nothing near":    {"〔zzzzzzzz〕", "请用这一段原有的标记"},
		"open bracket":    {"甲〔年初预算数", "要成对"},
		"closing bracket": {"甲〕乙", "要成对"},
		"nested":          {"〔〔年初预算数〕〕", "要成对"},
		"empty mark":      {"甲〔〕", "没有名为〔〕"},
		"empty":           {" \n\u200b", "没有文字"},
		"long":            {strings.Repeat("字", 3001), "最多3000字"},
		"a list":          {"〔项目清单〕", "没有名为〔项目清单〕"},
	} {
		t.Run(name, func(t *testing.T) {
			why, err := CheckParagraph(pack, e, r, Options{Date: reportDay}, p.ID, test.text)
			if err != nil || !strings.Contains(why, test.want) {
				t.Errorf("%s, %v, want %s", why, err, test.want)
			}
			// Composing prints the template's words instead.
			if text := plainWith(t, pack, e, map[string]string{p.ID: test.text}); text != plain(t, pack, e) {
				t.Error("the report changed")
			}
		})
	}
	for _, id := range []string{"", "gone.1-aaaa"} {
		if why, err := CheckParagraph(pack, e, r, Options{Date: reportDay}, id, "文字"); err != nil || why == "" {
			t.Errorf("%q passes: %v", id, err)
		}
	}
}

func TestAClerksWordsStayText(t *testing.T) {
	pack, e := seed(t)
	r := scoring.Evaluate(pack, e)
	p := paragraphWith(t, paragraphsIn(t, pack, e, nil), "在预算执行方面")
	want := shape(t, pack, e)
	for name, text := range hostileTexts {
		doc, err := Compose(pack, e, r, Options{Date: reportDay, Wording: map[string]string{p.ID: text}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := shapeOf(doc); got != want {
			t.Errorf("%s: headings, attachments and tables are\n%s\nnot\n%s", name, got, want)
		}
	}
	small := shortReport(pack)
	p = paragraphsIn(t, small, e, nil)[0]
	want = shape(t, small, e)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("甲乙|#>@=\\{}[]【】\n \uE000\uE002\uE0040.n"))).Draw(t, "text")
		doc, err := Compose(small, e, r, Options{Date: reportDay, Wording: map[string]string{p.ID: text}})
		if err != nil {
			t.Fatal(err)
		}
		if got := shapeOf(doc); got != want {
			t.Fatalf("%q became markup", text)
		}
		for line := range strings.SplitSeq(typed.Paragraphs(text), "\n") {
			if !strings.Contains(doc.Plain(), strings.TrimSpace(line)) {
				t.Fatalf("%q is not in the report", line)
			}
		}
	})
}

// An id depends neither on other paragraphs nor on words.
func TestIDsAreStable(t *testing.T) {
	pack, e := seed(t)
	before := map[string]string{}
	for _, p := range paragraphsIn(t, pack, e, nil) {
		before[p.Text] = p.ID
	}
	own := *pack
	own.Report = strings.NewReplacer("在预算配置方面，", "配置上，",
		"### 部门预算执行情况\n", "### 新的一节\n\n新的一段{{year}}。\n\n{{if complete}}\n又一段。\n{{end}}\n\n### 部门预算执行情况\n",
		"{{blockTable}}\n", "{{blockTable}}\n\n{{yearsFigure}}\n",
		"{{if exceeds \"spent_total\" \"budget_total\"}}\n实际支出比", "{{if false}}\n不写。\n{{end}}\n{{if exceeds \"spent_total\" \"budget_total\"}}\n实际支出比").Replace(own.Report)
	if own.Report == pack.Report {
		t.Fatal("nothing was replaced")
	}
	kept := 0
	for _, p := range paragraphsIn(t, &own, e, nil) {
		if id, ok := before[p.Text]; ok {
			if kept++; id[:strings.Index(id, "-")] != p.ID[:strings.Index(p.ID, "-")] {
				t.Errorf("%s was %s and is %s", p.Text, id, p.ID)
			}
		}
	}
	if kept < len(before)-2 {
		t.Errorf("%d of %d paragraphs are still there", kept, len(before))
	}
}

func TestPassagesWithMarks(t *testing.T) {
	pack, e := seed(t)
	own := *pack
	own.Report = "# 标题\n## 甲\n{{/* 段落：duty */}}\n编制{{figure \"staff_quota\"}}，{{named \"超编\" (figure \"staff_total - staff_quota\")}}。\n\n{{/* 段落：固定 */}}\n不许改{{year}}。\n\n{{range rows \"offices\"}}\n{{.Text \"name\"}}。\n\n{{end}}\n"
	if err := CheckTemplate(&own); err != nil {
		t.Fatal(err)
	}
	list := paragraphsIn(t, &own, e, nil)
	if len(list) != 1 || !strings.HasPrefix(list[0].ID, "duty-") || list[0].Editable != "编制〔编制数〕，〔超编〕。" || list[0].Heading != "一、甲" ||
		cmp.Diff([]Mark{{"编制数", "65人"}, {"超编", "0人"}}, list[0].Marks) != "" {
		t.Errorf("%+v", list)
	}
	for markup, want := range map[string]string{
		"{{/* 段落：Duty */}}\n甲。\n":                    "第 1 行：段落的代号“Duty”不能用",
		"{{/* 段落：a */}}\n甲。\n\n{{/* 段落：a */}}\n乙。\n": "第 5 行：段落的代号“a”用了两次",
		"{{/* 段落：a */}}\n{{/* 段落：b */}}\n甲。\n":       "第 2 行：一段只写一个",
		"甲{{named \"有 空格\" \"staff_quota\"}}。\n":     "名称“有 空格”不能用",
	} {
		own.Report = markup
		if err := CheckTemplate(&own); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", markup, err, want)
		}
	}
}

// shortReport is the pack with a template that is expanded at once.
func shortReport(pack *scoring.Pack) *scoring.Pack {
	short := *pack
	short.Report = "# 标题\n## 甲\n编制{{figure \"staff_quota\"}}，实有{{figure \"staff_total\"}}。\n\n## 乙\n{{blockTable}}\n"
	return &short
}

func FuzzWording(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	f.Add("〔年初预算数〕【预算控制率得分】〔2018〕")
	pack, e := seed(f)
	pack = shortReport(pack)
	r := scoring.Evaluate(pack, e)
	opt := Options{Date: reportDay}
	list, err := Paragraphs(pack, e, r, opt)
	if err != nil {
		f.Fatal(err)
	}
	id := list[0].ID
	want, err := Compose(pack, e, r, opt)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := Compose(pack, e, r, Options{Date: reportDay, Wording: map[string]string{id: text}})
		if err != nil {
			t.Fatal(err)
		}
		if shapeOf(doc) != shapeOf(want) {
			t.Fatalf("%q changed more than its paragraph", text)
		}
		if why, _ := CheckParagraph(pack, e, r, opt, id, text); why != "" && doc.Plain() != want.Plain() {
			t.Fatalf("%q is refused but printed", text)
		}
	})
}

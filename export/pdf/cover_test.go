package pdf

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ziping/export/document"
)

func sampleCover() *document.Cover {
	return &document.Cover{Foot: "某区财政局制", Entries: []document.Entry{
		{Label: "填报单位（盖章）", Value: "某镇人民政府"}, {Label: "评价年度", Value: "2023年度"},
		{Label: "评价方式", Value: "部门（单位）自评"}, {Label: "联系人"}}}
}

// covered is a report with a cover, laid out.
func covered(t *testing.T, cover *document.Cover) []*page {
	t.Helper()
	d := sampleDocument()
	d.Cover = cover
	pages := laidOut(t, builtin(t), d)
	if pages[0].number != 0 || pages[1].number != 1 {
		t.Fatalf("pages numbered %d, %d: want a cover of one page", pages[0].number, pages[1].number)
	}
	return pages
}

func TestCover(t *testing.T) {
	p := covered(t, sampleCover())[0]
	want := "某镇人民政府2023年度部门整体支出绩效自评报告填报单位（盖章）：某镇人民政府评价年度：2023年度评价方式：部门（单位）自评联系人：某区财政局制"
	if got := pageText(p); got != want {
		t.Errorf("the cover reads\n%s, want\n%s", got, want)
	}
	colons, ends, titleEnd, first := map[float64]bool{}, map[float64]bool{}, 0.0, math.Inf(1)
	for _, r := range p.runs {
		x := r.x
		for _, g := range r.glyphs {
			if g.char == '：' {
				colons[math.Round(x)] = true
				first = min(first, r.y)
			}
			x += g.em*r.size + r.tracking
		}
		if r.size == sizeCoverTitle {
			titleEnd = max(titleEnd, r.y)
		}
	}
	if len(colons) != 1 {
		t.Errorf("labels end at %v, not under each other", colons)
	}
	if titleEnd > pageHeight/2 || first < titleEnd+2*linePitch {
		t.Errorf("the title ends at %.0f, the entries begin at %.0f", titleEnd, first)
	}
	for _, r := range p.rules {
		ends[math.Round(r.x2)] = true
		if r.y1 != r.y2 || r.x2-r.x1 < 10*cell {
			t.Errorf("not a rule to write on: %+v", r)
		}
	}
	if len(p.rules) != 4 || len(ends) != 1 {
		t.Errorf("%d rules that end at %v", len(p.rules), ends)
	}
	foot := p.runs[len(p.runs)-1]
	left, right := foot.x-areaLeft, areaRight-foot.x-6*cell
	if math.Abs(left-right) > 1 || foot.y < areaBottom-3*linePitch {
		t.Errorf("the foot is %.1f and %.1f from the edges, at %.0f", left, right, foot.y)
	}
	if m := p.bookmarks; len(m) != 1 || m[0].text != "封面" || m[0].level != 0 {
		t.Errorf("outline: %+v", m)
	}
}

// A name of sixty characters takes two lines or three and stays on the page.
func TestCoverWithLongNames(t *testing.T) {
	name := strings.Repeat("某区农村人居环境综合整治服务中心", 4)
	name = string([]rune(name)[:60])
	cover := sampleCover()
	cover.Entries[0].Value, cover.Entries[3].Value = name, name
	cover.Foot = name
	d := sampleDocument()
	d.Title, d.Cover = name+"\n2023年度部门整体支出绩效自评报告", cover
	p := laidOut(t, builtin(t), d)[0] // checks the type area
	if got := strings.Count(pageText(p), name); got != 4 {
		t.Errorf("the name stands on the cover %d times, want 4: %s", got, pageText(p))
	}
	if rules := len(p.rules); rules > 3+1+1+3 {
		t.Errorf("%d rules: the names take too many lines", rules)
	}
}

func TestCoverOfAnyTexts(t *testing.T) {
	set := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		text := func(label string) string {
			return rapid.StringMatching(`([一二三（）。：]{0,150}|[a-z0-9 ]{0,40})`).Draw(t, label)
		}
		d := bodyOf(document.Paragraph{Text: "正文。"})
		d.Title, d.Cover = text("title"), &document.Cover{Foot: text("foot")}
		for range rapid.IntRange(0, 25).Draw(t, "entries") {
			d.Cover.Entries = append(d.Cover.Entries, document.Entry{Label: text("label"), Value: text("value")})
		}
		if d.Check() != nil {
			return
		}
		pages := laidOut(t, set, d)
		if last := pages[len(pages)-1]; last.number != 1 || !strings.Contains(pageText(last), "正文") {
			t.Fatalf("the text begins on page %d", last.number)
		}
	})
}

func TestNumbersBeginAfterTheCover(t *testing.T) {
	d := sampleDocument()
	d.Cover, d.Draft = sampleCover(), true
	pages := strings.Split(read(t, d, "pdftotext", "-raw", "{}", "-"), "\f")
	if strings.Contains(pages[0], "—") || !strings.Contains(pages[0], "某区财政局制") {
		t.Errorf("the cover reads %s", pages[0])
	}
	for i, page := range pages[1 : len(pages)-1] {
		if want := fmt.Sprintf("— %d —", i+1); !strings.HasSuffix(strings.TrimSpace(page), want) {
			t.Errorf("page %d after the cover is not numbered %s", i+1, want)
		}
	}
	data, _ := written(t, d)
	if !strings.Contains(string(data), "/PageLabels <</Nums [0 <</P <FEFF5C019762>>> 1 <</S /D>>]>>") {
		t.Error("readers are not told how the pages are numbered")
	}
	outline := read(t, d, "pdftohtml", "-xml", "-i", "-stdout", "{}")
	if !strings.Contains(strings.ReplaceAll(outline, "\n", ""), `<outline><item page="1">封面</item><item page="2">一、部门整体概况</item>`) {
		t.Error("the cover is not the first entry of the outline")
	}
	read(t, d, "qpdf", "--check", "{}")
}

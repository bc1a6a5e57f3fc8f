package pdf

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ziping/export/fonts"
)

func TestBreakGrades(t *testing.T) {
	// | marks places where a line may end, ~ where it may if it must.
	for _, want := range []string{
		"金|额|2179.77~万~元，|占|100.16%。",
		"预|算|2023~年|3~月|5~日",
		"《办|法》|（财|预|〔2020〕~10~号）",
		"内——|未|发……|上",
		"按|照|“谁|支|出”|的",
		"为|-6.3%，|为|≥90%",
		"63%～~68%",
		"A-B|和|a@b.cn|甲",
		"甲/乙·|丙",
		"￥1,280.50~元",
		"word |two",
		"共|约~364~万~元",
	} {
		runes := []rune(strings.NewReplacer("|", "", "~", "").Replace(want))
		grades := gradeBreaks(nil, newShaper(builtin(t), newTally()).shape(bodyStyle, string(runes)))
		var got strings.Builder
		for i, r := range runes {
			if i > 0 {
				got.WriteString([]string{"|", "~", ""}[grades[i]])
			}
			got.WriteRune(r)
		}
		if got.String() != want {
			t.Errorf("got  %s\nwant %s", got.String(), want)
		}
	}
}

// mixedText draws text as reports have it: words, figures with units, quoted
// and bracketed parts, dashes, Latin words, each mark after something.
func mixedText() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.StringMatching(`[预算支出绩效部门整体项目]{1,6}`),
		rapid.StringMatching(`[1-9][0-9]{0,6}(\.[0-9]{1,2})?(万元|%|个|年|人|‰|)`),
		rapid.StringMatching(`[预算绩效]{2}[，。、；：！？]`),
		rapid.StringMatching(`“[年初追加]{1,5}”`),
		rapid.StringMatching(`（[含上年]{1,4}[0-9]{0,3}）[，。]?`),
		rapid.StringMatching(`《[管理办法]{2,8}》`),
		rapid.StringMatching(`某财预〔20[0-9]{2}〕[0-9]{1,3}号`),
		rapid.StringMatching(`即——[未发生]{2}`),
		rapid.StringMatching(`等……[其余]{2}`),
		rapid.StringMatching(`[A-Za-z]{1,10}`),
		rapid.StringMatching(`自1[0-9]%～2[0-9]%`),
		rapid.StringMatching(` ?为-[1-9]\.[0-9]%`),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 1, 40).Draw(t, "pieces"), "")
	})
}

func TestLinesObeyTheProhibitions(t *testing.T) {
	shaper := newShaper(builtin(t), newTally())
	rapid.Check(t, func(t *rapid.T) {
		text := strings.TrimSpace(mixedText().Draw(t, "text"))
		cells := rapid.Float64Range(14, 28).Draw(t, "cells")
		m := measure{first: (cells - 2) * cell, rest: cells * cell, justify: true}
		lines := newBreaker(shaper.shape(bodyStyle, text), sizeBody).lines(m)
		checkLines(t, lines, text, m)
	})
}

// wordWidth is the width of the Latin word at the start or the end of a line.
func wordWidth(l line, step int) float64 {
	width, i := 0.0, 0
	if step < 0 {
		i = len(l.glyphs) - 1
	}
	for ; i >= 0 && i < len(l.glyphs) && isWord(l.glyphs[i].char); i += step {
		width += l.glyphs[i].width
	}
	return width
}

type failer interface{ Fatalf(string, ...any) }

func checkLines(t failer, lines []line, text string, m measure) {
	var all strings.Builder
	for i, l := range lines {
		width := m.rest
		if i == 0 {
			width = m.first
		}
		if l.width > width+0.1 {
			t.Fatalf("line %d is %.2f pt wide, more than %.2f: %s", i, l.width, width, lineText(l))
		}
		first, last := l.glyphs[0].char, l.glyphs[len(l.glyphs)-1].char
		if i > 0 && strings.ContainsRune(notAtStart, first) {
			t.Fatalf("line %d starts with %c: %s", i, first, lineText(l))
		}
		if i+1 < len(lines) && strings.ContainsRune(notAtEnd, last) {
			t.Fatalf("line %d ends with %c: %s", i, last, lineText(l))
		}
		if i > 0 {
			before := lines[i-1].glyphs[len(lines[i-1].glyphs)-1].char
			if isWord(before) && isWord(first) && wordWidth(lines[i-1], -1)+wordWidth(l, 1) <= m.first {
				t.Fatalf("parted between %c and %c: %s", before, first, lineText(l))
			}
			if first == before && (first == '—' || first == '…') {
				t.Fatalf("parted %c%c", first, first)
			}
		}
		for k := 1; k < len(l.at); k++ {
			blank := 0.0 // an opening bracket is empty on its left half, which closes up
			if strings.ContainsRune(notAtEnd, l.glyphs[k].char) {
				blank = sizeBody / 2
			}
			if l.at[k] <= l.at[k-1]-blank {
				t.Fatalf("glyph %d of line %d stands before its forerunner: %s", k, i, lineText(l))
			}
		}
		all.WriteString(lineText(l))
	}
	if got, want := unspaced(all.String()), unspaced(text); got != want {
		t.Fatalf("text changed:\n%s\n%s", got, want)
	}
}

func lineText(l line) string {
	runes := make([]rune, len(l.glyphs))
	for i, g := range l.glyphs {
		runes[i] = g.char
	}
	return string(runes)
}

func unspaced(text string) string { return strings.Join(strings.Fields(text), "") }

func bodyLinesOf(t *testing.T, text string) []line {
	t.Helper()
	indent := float64(indentCharacters) * cell
	shaper := newShaper(builtin(t), newTally())
	return newBreaker(shaper.shape(bodyStyle, text), sizeBody).
		lines(measure{first: areaWidth - indent, rest: areaWidth, justify: true})
}

func TestLineHoldsTwentyEightCharacters(t *testing.T) {
	lines := bodyLinesOf(t, strings.Repeat("绩", 26+28+28+5))
	for i, want := range []int{26, 28, 28, 5} {
		if got := len(lines[i].glyphs); got != want {
			t.Errorf("line %d has %d characters, want %d", i, got, want)
		}
	}
	last := lines[1].at[27] + lines[1].glyphs[27].width
	if diff := last - areaWidth; diff > 0.05 || diff < -0.05 {
		t.Errorf("28 characters end %.3f pt off the type area", diff)
	}
}

func TestLinesOfTextFillTheMeasure(t *testing.T) {
	lines := bodyLinesOf(t, "年中追加项目8个，涉及资金364.00万元，占年初预算的20.14%，失2分；部分上级专项在预算批复后下达，年初未能列入，个别项目前期论证不充分，实施中调整了规模（含上年结转）。")
	for i, l := range lines[:len(lines)-1] {
		want := areaWidth
		if i == 0 {
			want -= 2 * cell
		}
		if diff := l.width - want; diff > 0.05 || diff < -0.05 {
			t.Errorf("line %d ends %.2f pt off: %s", i, diff, lineText(l))
		}
	}
}

func TestClosingMarkIsPushedIn(t *testing.T) {
	// 26 characters and marks fill the first line, the comma comes after them.
	text := "预算、执行、管理、监督、评价、公开、整改、应用情况好" + "，其余各项工作均按计划完成。"
	first := lineText(bodyLinesOf(t, text)[0])
	if !strings.HasSuffix(first, "，") {
		t.Errorf("the comma was not squeezed in: %s", first)
	}
}

func TestNoOrphanCharacter(t *testing.T) {
	for extra := 0; extra <= 30; extra++ {
		text := strings.Repeat("绩效评价，", 10) + strings.Repeat("效", extra) + "。"
		lines := bodyLinesOf(t, text)
		if last := strings.Trim(lineText(lines[len(lines)-1]), "。，"); len([]rune(last)) < 2 {
			t.Errorf("%d: last line is %q", extra, last)
		}
	}
}

func TestOverlongRunsArePartedWithoutLoss(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("A", 300),
		strings.Repeat("7", 300),
		"网址https://example.gov.cn/" + strings.Repeat("zwgk/2024/", 20) + "index.html",
		strings.Repeat("（", 200),
		strings.Repeat("。", 200),
		strings.Repeat("——", 100),
	} {
		lines := bodyLinesOf(t, text)
		var all strings.Builder
		for _, l := range lines {
			all.WriteString(lineText(l))
			if l.width > areaWidth+0.1 {
				t.Errorf("line of %.1f pt: %s", l.width, lineText(l))
			}
		}
		if all.String() != text {
			t.Errorf("text changed: %s", all.String())
		}
	}
}

func TestTitleBreaksByMeaning(t *testing.T) {
	c := newComposer(builtin(t), newTally())
	for _, want := range []string{
		"某镇人民政府2023年度|部门整体支出绩效自评报告",
		"某区文化广电和旅游局关于2025年度|部门整体支出绩效自评的报告",
		"2023年度部门整体支出绩效自评报告",
		"2023年度部门整体支出|绩效评价指标体系评分表",
		"某区文化和旅游发展委员会|关于开展2023年度部门整体支出|绩效自评工作情况的报告",
	} {
		var parts []string
		for _, l := range c.titleLines(titleStyle, strings.ReplaceAll(want, "|", "")) {
			parts = append(parts, lineText(l))
		}
		if got := strings.Join(parts, "|"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if lines := c.titleLines(titleStyle, "甲\n乙"); len(lines) != 2 {
		t.Errorf("the author's own line break gave %d lines", len(lines))
	}
}

func TestMissingAndRareCharactersAreShaped(t *testing.T) {
	count := newTally()
	glyphs := newShaper(builtin(t), count).shape(bodyStyle, count.clean("张𬭎\u200b😀\ufe0f\U000E0FFFf"))
	if got := string([]rune{glyphs[1].shown, glyphs[2].shown}); got != "𬭎〓" {
		t.Errorf("shown %s", got)
	}
	if r := count.report(1); len(r.Missing) != 2 || r.Missing[0].Rune != '😀' || r.Dropped != 2 {
		t.Errorf("report %+v", r)
	}
	if glyphs[1].face != builtin(t).Face(fonts.Body) {
		t.Error("𬭎 is in the body face")
	}
}

func newBreaker(glyphs []*glyph, size float64) *breaker {
	b := &breaker{}
	b.load(glyphs, size)
	return b
}

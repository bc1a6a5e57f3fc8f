package bot

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog"
)

const hostile = "<b>&\"'_*[](){}~>#+-=|.!</b><a href=\"https://x\">官方</a>&lt;&#60;"

const hostileHTML = "&lt;b&gt;&amp;&#34;&#39;_*[](){}~&gt;#+-=|.!&lt;/b&gt;&lt;a href=&#34;https://x&#34;&gt;官方&lt;/a&gt;&amp;lt;&amp;#60;"

func TestRender(t *testing.T) {
	for name, tt := range map[string]struct {
		reply dialog.Reply
		want  []string
	}{
		"text":           {dialog.Reply{Text: "文"}, []string{"文"}},
		"title":          {dialog.Reply{Title: "题"}, []string{"<b>题</b>"}},
		"title and text": {dialog.Reply{Title: "题", Text: "文"}, []string{"<b>题</b>\n文"}},
		"lead":           {dialog.Reply{Lead: "已记"}, []string{"已记"}},
		"all":            {dialog.Reply{Lead: "已记", Title: "题", Text: "文"}, []string{"已记\n\n<b>题</b>\n文"}},
		"lead and text":  {dialog.Reply{Lead: "已记", Text: "文"}, []string{"已记\n\n文"}},
		"nothing":        {dialog.Reply{}, nil},
		"blank":          {dialog.Reply{Text: " \n\t", Lead: "\u3000"}, nil},
		"hostile text":   {dialog.Reply{Text: hostile}, []string{hostileHTML}},
		"hostile all":    {dialog.Reply{Lead: hostile, Title: hostile, Text: hostile}, []string{hostileHTML + "\n\n<b>" + hostileHTML + "</b>\n" + hostileHTML}},
		"control":        {dialog.Reply{Text: "a\x00b\x1bc\nd\te\xff"}, []string{"abc\nd\te\uFFFD"}},
		"inner blanks":   {dialog.Reply{Text: "  甲\n\n乙  "}, []string{"甲\n\n乙"}},
	} {
		var got []string
		for _, p := range render(tt.reply) {
			got = append(got, p.html())
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestRenderSplits(t *testing.T) {
	han := func(n int) string { return strings.Repeat("字", n) }
	for name, tt := range map[string]struct {
		reply dialog.Reply
		want  []int // lengths of the pieces in UTF-16 units
	}{
		"just fits":           {dialog.Reply{Text: han(4096)}, []int{4096}},
		"one more":            {dialog.Reply{Text: han(4097)}, []int{4096, 1}},
		"with title":          {dialog.Reply{Title: "题", Text: han(4094)}, []int{4096}},
		"with title one more": {dialog.Reply{Title: "题", Text: han(4095)}, []int{4096, 1}},
		"emoji count twice":   {dialog.Reply{Text: strings.Repeat("😀", 2048)}, []int{4096}},
		"emoji never halved":  {dialog.Reply{Text: "a" + strings.Repeat("😀", 2048)}, []int{4095, 2}},
		"markup counts not":   {dialog.Reply{Text: strings.Repeat("<", 4096)}, []int{4096}},
		"at a paragraph":      {dialog.Reply{Text: han(3000) + "\n\n" + han(1000) + "\n" + han(1000)}, []int{3000, 2001}},
		"at a line":           {dialog.Reply{Text: han(3000) + "\n" + han(2000)}, []int{3000, 2000}},
		"at a sentence":       {dialog.Reply{Text: han(3000) + "。" + han(2000)}, []int{3001, 2000}},
		"not too early":       {dialog.Reply{Text: han(100) + "\n\n" + han(4500)}, []int{4096, 506}},
		"no blank piece":      {dialog.Reply{Text: han(10) + strings.Repeat("\n", 9000) + han(10)}, []int{10, 10}},
	} {
		var got []int
		for _, p := range render(tt.reply) {
			got = append(got, len(utf16.Encode([]rune(p.text))))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestLongTitleStaysBoldInEveryPiece(t *testing.T) {
	pieces := render(dialog.Reply{Lead: "前", Title: strings.Repeat("题", 5000), Text: "后"})
	if len(pieces) != 2 {
		t.Fatalf("%d pieces", len(pieces))
	}
	for i, p := range pieces {
		if html := p.html(); strings.Count(html, "<b>") != 1 || strings.Count(html, "</b>") != 1 {
			t.Errorf("piece %d: %.60s…", i, html)
		}
	}
}

// Whatever a reply holds, its pieces are within the limit, not blank, and lose nothing but blanks.
func TestRenderAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.Custom(func(t *rapid.T) string {
			unit := rapid.SampledFrom([]string{"字", "a", "😀", "\n", "\n\n", " ", "。", "<", "&", "e\u0301"}).Draw(t, "unit")
			return strings.Repeat(unit, rapid.IntRange(0, 3000).Draw(t, "times"))
		})
		r := dialog.Reply{
			Lead:  part.Draw(t, "lead"),
			Title: part.Draw(t, "title"),
			Text:  strings.Join(rapid.SliceOfN(part, 0, 6).Draw(t, "text"), ""),
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		var all strings.Builder
		for _, p := range render(r) {
			if n := length(p.text); n > maxText || n == 0 || !utf8.ValidString(p.text) {
				t.Fatalf("a piece of %d units", n)
			}
			if p.bold > p.thin || p.thin > len(p.text) {
				t.Fatalf("bold from %d to %d of %d", p.bold, p.thin, len(p.text))
			}
			all.WriteString(p.text)
		}
		if squeeze(all.String()) != squeeze(r.Lead+r.Title+r.Text) {
			t.Fatal("text was lost")
		}
	})
}

func TestKeyboard(t *testing.T) {
	b := func(label, data string) dialog.Button { return dialog.Button{Label: label, Data: data} }
	markup, left := keyboard(nil)
	if left != 0 || markup.InlineKeyboard == nil {
		t.Error("no buttons have to be an empty list, not null")
	}
	markup, left = keyboard([][]dialog.Button{
		{b("是", "y"), b("否", "n")}, {}, {b("", "x"), b("太长", strings.Repeat("x", 65)), b("没有", "")}, {b("正好", strings.Repeat("x", 64))},
	})
	want := [][]models.InlineKeyboardButton{
		{{Text: "是", CallbackData: "y"}, {Text: "否", CallbackData: "n"}}, {{Text: "正好", CallbackData: strings.Repeat("x", 64)}},
	}
	if diff := cmp.Diff(want, markup.InlineKeyboard); diff != "" || left != 3 {
		t.Errorf("left out %d (-want +got):\n%s", left, diff)
	}
	var many [][]dialog.Button
	for range 12 {
		row := make([]dialog.Button, 9)
		for i := range row {
			row[i] = b("钮", "d")
		}
		many = append(many, row)
	}
	markup, left = keyboard(many)
	total := 0
	for _, row := range markup.InlineKeyboard {
		if len(row) > maxInRow {
			t.Errorf("%d buttons side by side", len(row))
		}
		total += len(row)
	}
	if total != maxButtons || left != 8 {
		t.Errorf("%d buttons, %d left out", total, left)
	}
}

func TestShorten(t *testing.T) {
	for _, tt := range []struct {
		in    string
		limit int
		want  string
	}{
		{"一二三", 3, "一二三"}, {"一二三四", 3, "一二…"}, {"😀😀", 4, "😀😀"}, {"😀😀😀", 4, "😀…"}, {"", 3, ""},
	} {
		if got := shorten(tt.in, tt.limit); got != tt.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", tt.in, tt.limit, got, tt.want)
		}
	}
}

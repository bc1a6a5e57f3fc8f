package sandbox

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestParseHTML(t *testing.T) {
	tests := []struct {
		src      string
		text     string
		entities []Entity
	}{
		{"", "", nil},
		{"得分 3 分", "得分 3 分", nil},
		{"<b>得分</b>", "得分", []Entity{{Type: "bold", Length: 2}}},
		{"<strong>a</strong><em>b</em><ins>c</ins><strike>d</strike><del>e</del>", "abcde", []Entity{
			{Type: "bold", Length: 1}, {Type: "italic", Offset: 1, Length: 1}, {Type: "underline", Offset: 2, Length: 1},
			{Type: "strikethrough", Offset: 3, Length: 1}, {Type: "strikethrough", Offset: 4, Length: 1}}},
		{"📄<i>𠮷a</i>", "📄𠮷a", []Entity{{Type: "italic", Offset: 2, Length: 3}}},
		{"<b><i>甲</i></b>", "甲", []Entity{{Type: "bold", Length: 1}, {Type: "italic", Length: 1}}},
		{"<b>甲<i>乙</i></b>", "甲乙", []Entity{{Type: "bold", Length: 2}, {Type: "italic", Offset: 1, Length: 1}}},
		{"<B >甲</B >", "甲", []Entity{{Type: "bold", Length: 1}}},
		{"<b></b>空", "空", []Entity{}},
		{"&lt;&gt;&amp;&quot;&#20843;&#x516b;", "<>&\"八八", nil},
		{"&nbsp;&;&#;&#x110000; &", "&nbsp;&;&#;&#x110000; &", nil},
		{"5 > 3", "5 > 3", nil},
		{"a\r\nb\tc", "a\nb c", nil},
		{`<a href="https://example.com/?a=1&amp;b=2">网</a>`, "网", []Entity{{Type: "text_link", Length: 1, URL: "https://example.com/?a=1&b=2"}}},
		{`<a href='example.com'>网</a>`, "网", []Entity{{Type: "text_link", Length: 1, URL: "http://example.com"}}},
		{`<a href="javascript:alert(1)">网</a><a>无</a>`, "网无", []Entity{}},
		{"<code>x</code><pre>y</pre>", "xy", []Entity{{Type: "code", Length: 1}, {Type: "pre", Offset: 1, Length: 1}}},
		{`<pre><code class="language-go">y</code></pre>`, "y", []Entity{{Type: "pre", Length: 1, Language: "go"}}},
		{`<tg-spoiler>密</tg-spoiler><span class="tg-spoiler">密</span>`, "密密", []Entity{{Type: "spoiler", Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}}},
		{"<blockquote>引</blockquote><blockquote expandable>长</blockquote>", "引长", []Entity{{Type: "blockquote", Length: 1}, {Type: "expandable_blockquote", Offset: 1, Length: 1}}},
	}
	for _, tt := range tests {
		text, entities, err := parseHTML(tt.src)
		if err != nil || text != tt.text {
			t.Errorf("%q: %q, %v", tt.src, text, err)
			continue
		}
		if diff := cmp.Diff(tt.entities, entities, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: %s", tt.src, diff)
		}
	}
}

func TestWrongHTML(t *testing.T) {
	for src, want := range map[string]string{
		"<img>":                           `Unsupported start tag "img" at byte offset 0`,
		"年<br/>":                          `Unsupported start tag "br/" at byte offset 3`,
		"a < b":                           `Unsupported start tag "" at byte offset 2`,
		"<b>年":                            `Can't find end tag corresponding to start tag "b"`,
		"<b":                              `Unclosed start tag "b" at byte offset 0`,
		"年</b>":                           `Unexpected end tag at byte offset 3`,
		"<b>年</i>":                        `Unmatched end tag at byte offset 6, expected "</b>", found "</i>"`,
		"<b>年</b":                         `Unclosed end tag at byte offset 6`,
		"<b><i>年</b></i>":                 `Unmatched end tag at byte offset 9, expected "</i>", found "</b>"`,
		"<span>年</span>":                  `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		`<a href="x>年</a>`:                `Unclosed start tag "a" at byte offset 0`,
		"<a =x>年</a>":                     `Empty attribute name in the tag "a" at byte offset 0`,
		"<a href=a/b>年</a>":               `Unexpected end of name token at byte offset 9`,
		"<i    aba>x":                     `Can't find end tag corresponding to start tag "i"`,
		"<script>alert(1)</script>":       `Unsupported start tag "script" at byte offset 0`,
		"<b>" + strings.Repeat("x", 9000): `Can't find end tag corresponding to start tag "b"`,
	} {
		_, _, err := parseHTML(src)
		if err == nil || !strings.Contains(err.Error(), "can't parse entities: "+want) {
			t.Errorf("%.30q: %v, want %s", src, err, want)
		}
	}
}

func TestReadTextTrims(t *testing.T) {
	p := params{values: map[string]string{"text": "\n <b> 甲 </b>\n", "parse_mode": "html"}}
	f, err := readText(p, "text", "entities")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Entity{{Type: "bold", Length: 1}}, f.entities); f.text != "甲" || diff != "" {
		t.Errorf("%q %s", f.text, diff)
	}
}

func TestDetection(t *testing.T) {
	tests := map[string]string{ // text -> what is detected, separated by |
		"/start abc":                              "/start",
		"请发送 /progress 或/help。":                   "/progress|/help",
		"收入/支出 2023/12 a/b /":                     "",
		"/start@ziping_bot":                       "/start@ziping_bot",
		"见 https://t.me/ziping_bot?start=Ab_1，谢谢": "https://t.me/ziping_bot?start=Ab_1",
		"(http://127.0.0.1:8080/a/b). 文件":         "http://127.0.0.1:8080/a/b",
		"/年度 /a":                                  "/a",
		"/home/user":                              "",
	}
	for text, want := range tests {
		var got []string
		for _, e := range plain(text).entities {
			got = append(got, cut(text, e))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// cut is the part of a text an entity covers.
func cut(text string, e Entity) string {
	var b strings.Builder
	at := 0
	for _, r := range text {
		if at >= e.Offset && at < e.Offset+e.Length {
			b.WriteRune(r)
		}
		at += utf16Len(r)
	}
	return b.String()
}

// Whatever is parsed can be rendered and parsed again with the same meaning.
func TestRenderingKeepsMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var build func(depth int) string
		build = func(depth int) string {
			var b strings.Builder
			for range rapid.IntRange(0, 3).Draw(t, "parts") {
				if depth == 0 || rapid.Bool().Draw(t, "plain") {
					b.WriteString(escapeHTML.Replace(rapid.StringOfN(rapid.RuneFrom([]rune("年a<&>\" 📄\n")), 0, 6, -1).Draw(t, "text")))
					continue
				}
				tag := rapid.SampledFrom([]string{"b", "i", "u", "s", "tg-spoiler", "blockquote"}).Draw(t, "tag")
				b.WriteString("<" + tag + ">" + build(depth-1) + "</" + tag + ">")
			}
			return b.String()
		}
		text, entities, err := parseHTML(build(3))
		if err != nil {
			t.Fatal(err)
		}
		again, entitiesAgain, err := parseHTML(renderHTML(text, entities))
		if err != nil || again != text {
			t.Fatalf("%q became %q, %v", text, again, err)
		}
		if diff := cmp.Diff(entities, entitiesAgain, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzParseHTML(f *testing.F) {
	for _, s := range []string{"<b>年</b>", `<a href="x">&lt;</a>`, "<b", "</", "&#x1f;", "<span class='tg-spoiler'>x</span>", "<pre><code class=language-go>x</code></pre>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) {
			t.Skip("texts are checked to be UTF-8 before they are parsed")
		}
		text, entities, err := parseHTML(src)
		if err != nil {
			return
		}
		formatted := formatted{text, entities}.trim()
		total := units(formatted.text)
		last := 0
		for _, e := range addDetected(formatted.text, formatted.entities) {
			if e.Type == "" || e.Length <= 0 || e.Offset < last || e.Offset+e.Length > total {
				t.Errorf("%q: %+v in %d units", src, e, total)
			}
			last = e.Offset
		}
		if !strings.ContainsAny(src, "<&") && len(entities) > 0 {
			t.Errorf("%q: entities from plain text", src)
		}
		renderHTML(formatted.text, formatted.entities)
	})
}

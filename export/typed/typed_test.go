package typed

import "testing"

func TestTight(t *testing.T) {
	tests := []struct{ text, want string }{
		{"实际支出 2183.25 万元大于 2179.77 万元", "实际支出2183.25万元大于2179.77万元"},
		{"364 ÷ 1807.76 = 20.14%，取整为 20%", "364 ÷ 1807.76 = 20.14%，取整为20%"},
		{"A B", "A B"},
		{"", ""},
	}
	for _, test := range tests {
		if got := Tight(test.text); got != test.want {
			t.Errorf("Tight(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestSentence(t *testing.T) {
	tests := []struct{ text, want string }{
		{"年初漏编", "年初漏编。"},
		{"年初漏编。", "年初漏编。"},
		{"年初漏编；", "年初漏编。"},
		{"为何？", "为何？"},
		{"。", ""},
		{"", ""},
	}
	for _, test := range tests {
		if got := Sentence(test.text); got != test.want {
			t.Errorf("Sentence(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestParagraphsOf(t *testing.T) {
	if got, want := Paragraphs("　　一\r\n\r\n 二\t三 \n"), "一\n二 三"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAccentsAreComposed(t *testing.T) {
	if got := Inline("Cafe\u0301 u\u0308ber"); got != "Café über" {
		t.Errorf("%q", got)
	}
}

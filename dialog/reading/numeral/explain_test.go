package numeral_test

import (
	"strings"
	"testing"
	"unicode"

	"ziping/dialog/reading/numeral"
)

func TestExplain(t *testing.T) {
	tests := []struct {
		kind       numeral.Kind
		text, want string
	}{
		{numeral.Money, "2179.7.7", "没有读懂“2179.7.7”：有两个小数点。请只填一个数，例如 2179.77（万元）。"},
		{numeral.Money, "  ", "还没有填数。请只填一个数，例如 2179.77（万元）。"},
		{numeral.Money, "好的", "没有读懂“好的”：没有找到一个准确的数。请只填一个数，例如 2179.77（万元）。"},
		{numeral.Money, "100%", "“100%”不能登记：这里填人民币金额，单位是万元或元。请只填一个数，例如 2179.77（万元）。"},
		{numeral.Money, "\u202e77.9712", "没有读懂“77.9712”：含有看不见的控制字符，请不要复制，直接输入。请只填一个数，例如 2179.77（万元）。"},
		{numeral.Money, "1001亿", "“1001亿”不能登记：超过 1,000 亿元，请核对数字和单位。请只填一个数，例如 2179.77（万元）。"},
		{numeral.Money, "364万（8个项目）\n另有结转资金一百二十万元", "没有读懂“364万（8个项目） 另有结转资金一百二…”：有不止一个数。请只填一个数，例如 2179.77（万元）。"},
		{numeral.Money, "0.0000001", "“0.0000001”不能登记：小数超过 6 位。请只填一个数，例如 2179.77（万元）。"},
		{numeral.Money, "21,797,700", "“21,797,700”没有写单位。是 21,797,700 万元（217,977,000,000 元），还是 2,179.77 万元（21,797,700 元）？请点按钮选择，或重新填写。"},
		{numeral.Money, "5000元", "“5000元”以元计不到 1 万元。是 0.50 万元（5,000 元），还是 5,000 万元（50,000,000 元）？请点按钮选择，或重新填写。"},
		{numeral.Money, "876.36+1303.41", "“876.36+1303.41”已为您相加。是 2,179.77 万元吗？请点按钮确认，或重新填写。"},
		{numeral.Count, "65.5", "“65.5”不能登记：这里只能填整数。请填整数，例如 65。"},
		{numeral.Count, "-3", "“-3”不能登记：这里不能填负数。请填整数，例如 65。"},
		{numeral.Count, "约30人", "“约30人”是约数，最好填准确的数。是 30 吗？请点按钮确认，或重新填写。"},
		{numeral.Percent, "0.95", "“0.95”没有写百分号。是 0.95%，还是 95%？请点按钮选择，或重新填写。"},
		{numeral.Percent, "≥90%", "“≥90%”带有“≥”，不是一个确定的数。是 90% 吗？请点按钮确认，或重新填写。"},
		{numeral.Percent, "90%~95%", "没有读懂“90%~95%”：这是一个范围。请只填一个百分数，例如 95.5（%）。"},
		{numeral.Rate, "降", "没有读懂“降”：没有找到一个准确的数。请只填一个百分数，减少填负数，例如 -3.5（%）。"},
		{numeral.Money, "2179.77", ""},
		{numeral.Money, "/", ""},
		{numeral.Money, "暂无", ""},
		{numeral.Money, "/help", ""},
	}
	for _, tt := range tests {
		if got := numeral.Explain(tt.kind, numeral.Read(tt.kind, tt.text), tt.text); got != tt.want {
			t.Errorf("Explain(%q)\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// TestExplainEveryRefusal checks that whatever is not accepted is explained,
// for every kind, without control characters and without format slips.
func TestExplainEveryRefusal(t *testing.T) {
	rows := append(readTable(t, "number-input.tsv", 6), readTable(t, "phone-input.tsv", 8)...)
	for _, row := range rows {
		for _, kind := range allKinds {
			checkExplained(t, kind, row.input)
		}
	}
}

func checkExplained(t *testing.T, kind numeral.Kind, input string) {
	t.Helper()
	r := numeral.Read(kind, input)
	text := numeral.Explain(kind, r, input)
	wanted := r.Status == numeral.Invalid || r.Status == numeral.Confirm
	if wanted != (text != "") {
		t.Errorf("Explain(%d, %q) with status %v = %q", kind, input, r.Status, text)
	}
	if strings.Contains(text, "%!") || strings.Contains(text, "”。") {
		t.Errorf("Explain(%d, %q) = %q", kind, input, text)
	}
	for _, r := range text {
		if unicode.IsControl(r) || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 {
			t.Errorf("Explain(%d, %q) has character %U", kind, input, r)
		}
	}
}

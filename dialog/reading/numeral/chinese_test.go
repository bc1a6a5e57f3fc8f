package numeral_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/dialog/reading/numeral"
)

// script is a way of writing Chinese numerals.
type script struct {
	digits, scales []string
}

var (
	small   = script{strings.Split("零一二三四五六七八九", ""), []string{"", "十", "百", "千"}}
	capital = script{strings.Split("零壹贰叁肆伍陆柒捌玖", ""), []string{"", "拾", "佰", "仟"}}
)

// below10000 writes 1…9999, with 零 for every gap inside.
func (s script) below10000(n int64) string {
	var out string
	gap := false
	for power := 3; power >= 0; power-- {
		digit := n / pow10(power) % 10
		if digit == 0 {
			gap = out != ""
			continue
		}
		if gap {
			out += s.digits[0]
			gap = false
		}
		out += s.digits[digit] + s.scales[power]
	}
	return out
}

// write writes 0…10¹²-1 in correct form.
func (s script) write(n int64) string {
	if n == 0 {
		return s.digits[0]
	}
	var out string
	for _, part := range []struct {
		size int64
		name string
	}{{pow10(8), "亿"}, {pow10(4), "万"}, {1, ""}} {
		section := n / part.size % 10000
		if section == 0 {
			continue
		}
		if out != "" && (section < 1000 || skipped(n, part.size)) {
			out += s.digits[0]
		}
		out += s.below10000(section) + part.name
	}
	return out
}

// skipped reports whether the section above size is empty.
func skipped(n, size int64) bool { return size == 1 && n/10000%10000 == 0 }

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

func TestChineseNumeralWriter(t *testing.T) {
	for n, want := range map[int64]string{
		0: "零", 15: "一十五", 105: "一百零五", 1050: "一千零五十", 10005: "一万零五", 21797700: "二千一百七十九万七千七百",
		100000005: "一亿零五", 100050000: "一亿零五万", 120000000: "一亿二千万", 3000002000: "三十亿零二千",
	} {
		if got := small.write(n); got != want {
			t.Errorf("write(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestChineseNumeralsReadBack(t *testing.T) {
	for name, s := range map[string]script{"small": small, "capital": capital} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				digits := rapid.IntRange(1, 12).Draw(t, "digits")
				yuan := rapid.Int64Range(10_000, max(10_000, min(pow10(digits), pow10(11)))).Draw(t, "yuan")
				v := decimal.New(yuan, -4)
				expectOK(t, numeral.Money, s.write(yuan)+"元", v)
				expectOK(t, numeral.Money, "人民币"+s.write(yuan)+"元整", v)
				jiao := s.write(yuan) + "元" + s.digits[3] + "角" + s.digits[5] + "分"
				if yuan < pow10(11) {
					expectOK(t, numeral.Money, jiao, v.Add(decimal.New(35, -6)))
				}
			})
		})
	}
}

func TestChineseCountsAndPercents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 100_000).Draw(t, "count")
		expectOK(t, numeral.Count, small.write(n)+"人", decimal.New(n, 0))
		expectOK(t, numeral.Count, capital.write(n), decimal.New(n, 0))
		whole := rapid.Int64Range(0, 99).Draw(t, "whole")
		tenths := rapid.Int64Range(0, 9).Draw(t, "tenths")
		text := small.write(whole) + "点" + small.digits[tenths]
		expectOK(t, numeral.Percent, "百分之"+text, decimal.New(whole*10+tenths, -1))
		expectOK(t, numeral.Rate, "负百分之"+text, decimal.New(-whole*10-tenths, -1))
		expectOK(t, numeral.Money, text+"万元", decimal.New(whole*10+tenths, -1))
	})
}

// TestMixedNumeralsReadBack writes 12亿3456万7890元 and the like.
func TestMixedNumeralsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		yi := rapid.Int64Range(1, 900).Draw(t, "yi")
		wan := rapid.Int64Range(1, 9999).Draw(t, "wan")
		rest := rapid.Int64Range(1000, 9999).Draw(t, "rest")
		v := decimal.New(yi, 4).Add(decimal.New(wan, 0))
		text := decimal.New(yi, 0).String() + "亿" + decimal.New(wan, 0).String() + "万"
		expectOK(t, numeral.Money, text, v)
		expectOK(t, numeral.Money, text+"元", v)
		v = v.Add(decimal.New(rest, -4))
		expectOK(t, numeral.Money, text+decimal.New(rest, 0).String()+"元", v)
	})
}

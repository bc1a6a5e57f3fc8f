package numeral_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/dialog/reading/numeral"
)

// figures draws a value that a field of the kind accepts without a question.
func figures(kind numeral.Kind) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		places := rapid.Int32Range(0, 6).Draw(t, "places")
		most := map[numeral.Kind]int64{
			numeral.Money: 10_000_000, numeral.Count: 100_000, numeral.Percent: 100,
			numeral.Rate: 100, numeral.Score: 100, numeral.Number: 1_000_000_000,
		}[kind]
		least := int64(0)
		if kind == numeral.Count {
			places = 0
		}
		scale := decimal.New(1, places).IntPart()
		if kind == numeral.Rate {
			least = -most * scale
		}
		return decimal.New(rapid.Int64Range(least, most*scale).Draw(t, "digits"), -places)
	})
}

// expectOK fails unless the text reads as exactly v.
func expectOK(t *rapid.T, kind numeral.Kind, text string, v decimal.Decimal) {
	got := numeral.Read(kind, text)
	if got.Status != numeral.OK || !got.Value.Equal(v) || got.Code != "" || len(got.Alternatives) != 0 {
		t.Fatalf("Read(%d, %q) = %v %s %v %v, want OK %v", kind, text, got.Status, got.Code, got.Value, got.Alternatives, v)
	}
}

func TestFormatReadsBack(t *testing.T) {
	for _, kind := range allKinds {
		t.Run(fmt.Sprint(kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				v := figures(kind).Draw(t, "value")
				text := numeral.Format(kind, v)
				expectOK(t, kind, text, v)
				expectOK(t, kind, fullWidth(text), v)
				expectOK(t, kind, " "+text+"。\n", v)
				expectOK(t, kind, strings.ReplaceAll(text, ",", ""), v)
			})
		})
	}
}

// fullWidth writes ASCII as phones do in full-width mode.
func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '\u3000'
		case '!' <= r && r <= '~':
			return r + ('！' - '!')
		}
		return r
	}, s)
}

func TestMoneySuffixesAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := figures(numeral.Money).Draw(t, "value")
		plain := v.String()
		for _, suffix := range []string{"万元", "万", " 万元", "萬元", "w", "W", "万元整", "万圆", "万块钱", "　万　元。"} {
			expectOK(t, numeral.Money, plain+suffix, v)
		}
		expectOK(t, numeral.Money, strings.Replace(plain, ".", "点", 1)+"万", v)
		if v.LessThan(decimal.New(100_000, 0)) {
			expectOK(t, numeral.Money, plain, v)
		}
		if v.IsZero() || v.GreaterThanOrEqual(decimal.New(1, 0)) {
			yuan := v.Shift(4)
			expectOK(t, numeral.Money, yuan.String()+"元", v)
			expectOK(t, numeral.Money, "¥"+yuan.String(), v)
			// What Echo adds in brackets is the same figure.
			if echo := numeral.Echo(numeral.Money, v); !v.IsZero() {
				_, inYuan, _ := strings.Cut(strings.TrimSuffix(echo, "）"), "（")
				expectOK(t, numeral.Money, inYuan, v)
			}
		}
	})
}

// TestGroupingIsExact moves commas about: only every third digit is accepted.
func TestGroupingIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[1-9][0-9]{1,8}`).Draw(t, "digits")
		at := rapid.IntRange(1, len(digits)-1).Draw(t, "comma")
		text := digits[:at] + "," + digits[at:] + "万元"
		got := numeral.Read(numeral.Money, text)
		correct := at <= 3 && len(digits)-at == 3
		if correct != (got.Code != numeral.BadGrouping) {
			t.Fatalf("Read(%q) = %v %s %v", text, got.Status, got.Code, got.Value)
		}
	})
}

// promises are what holds for every text whatsoever.
func promises(t interface{ Fatalf(string, ...any) }, kind numeral.Kind, text string) {
	r := numeral.Read(kind, text)
	fail := func(why string) { t.Fatalf("Read(%d, %q) = %+v: %s", kind, text, r, why) }
	readings := r.Alternatives
	switch r.Status {
	case numeral.OK:
		if r.Code != "" || len(r.Alternatives) > 0 || r.Bound != "" {
			fail("OK with a doubt")
		}
		readings = []decimal.Decimal{r.Value}
	case numeral.Confirm:
		if r.Code == "" || (r.Code == numeral.Bound) != (r.Bound != "") {
			fail("Confirm without its reason")
		}
		readings = append(readings, r.Value)
	case numeral.Invalid:
		if r.Code == "" {
			fail("Invalid without a code")
		}
	case numeral.NotApplicable, numeral.Pending, numeral.Command:
		if r.Code != "" {
			fail("code without need")
		}
	default:
		fail("no status")
	}
	for _, v := range readings {
		switch {
		case v.IsNegative() && kind != numeral.Rate:
			fail("negative")
		case kind == numeral.Count && !v.IsInteger():
			fail("not whole")
		case !v.Equal(v.Truncate(6)):
			fail("finer than six decimals")
		}
	}
	if numeral.Explain(kind, r, text) == "" && (r.Status == numeral.Invalid || r.Status == numeral.Confirm) {
		fail("not explained")
	}
	if !utf8.ValidString(numeral.Explain(kind, r, text)) {
		fail("explanation is not UTF-8")
	}
}

// TestPromisesOnLikelyText builds texts of the pieces people use.
func TestPromisesOnLikelyText(t *testing.T) {
	pieces := []string{
		"0", "1", "5", "27", "364", "2179.77", ".", "。", ",", "，", "、", " ", "\n", "一", "二", "三", "五", "零", "〇", "○", "十", "百", "千",
		"万", "亿", "元", "整", "角", "分", "贰", "佰", "廿", "点", "半", "几", "多", "余", "约", "左右", "以上", "不低于", "≥", "<", "=", "-", "－",
		"—", "+", "负", "~", "至", "%", "‰", "百分之", "个百分点", "人", "个", "名", "(", ")", "（", "）", "¥", "$", "w", "e", "E", "无", "预算", "下降",
		"年", "\u200b", "\u202e", "５", "½", "①", "٣", "👍", "/", "人民币", "块", "成", "倍",
	}
	rapid.Check(t, func(t *rapid.T) {
		chosen := rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 9).Draw(t, "pieces")
		kind := rapid.SampledFrom(allKinds).Draw(t, "kind")
		promises(t, kind, strings.Join(chosen, ""))
	})
}

func TestPromisesOnAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		promises(t, rapid.SampledFrom(allKinds).Draw(t, "kind"), rapid.String().Draw(t, "text"))
	})
}

func FuzzRead(f *testing.F) {
	for _, row := range append(readTable(f, "number-input.tsv", 6), readTable(f, "phone-input.tsv", 8)...) {
		f.Add(uint8(row.kind), row.input)
	}
	f.Fuzz(func(t *testing.T, kind uint8, text string) {
		k := allKinds[int(kind)%len(allKinds)]
		promises(t, k, text)
	})
}

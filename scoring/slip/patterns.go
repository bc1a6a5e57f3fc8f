package slip

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"ziping/scoring/fact"
)

// damagedAs are characters that conversions of old PDF files put in the place of common
// ones; none of them occurs in official prose.
var damagedAs = map[rune]rune{
	'幵': '并', '敁': '效', '栺': '格', '癿': '的', '丌': '不', '亍': '于', '収': '发', '劢': '动', '迚': '进',
	'迓': '还', '挃': '指', '挄': '按', '杢': '来', '呾': '和', '觃': '规', '仸': '任', '\ufffd': 0,
}

// damagedTexts are places with characters that conversion or recognition has spoilt: known
// substitutes, radicals in place of characters (U+2E80–2FDF) and private characters.
func damagedTexts(l Look) []Slip {
	var found []Slip
	for _, p := range l.Written {
		for at, r := range p.Text {
			meant, known := damagedAs[r]
			if !known && (r < 0x2e80 || r > 0x2fdf) && (r < 0xe000 || r > 0xf8ff) {
				continue
			}
			s := p.slip(around(p.Text, at, at+utf8.RuneLen(r)))
			if meant != 0 {
				s.Says += fmt.Sprintf("（“%c”疑为“%c”）", r, meant)
			}
			found = append(found, s)
			break
		}
	}
	return found
}

var (
	placeholder = regexp.MustCompile(`(?:^|[^A-Za-zＡ-Ｚａ-ｚ])([XxＸｘ]{2,})(?:[^A-Za-zＡ-Ｚａ-ｚ]|$)|[×✕]{2,}|…{2,}|[_＿]{3,}|\*{3,}|[?？]{3,}`)
	formHint    = regexp.MustCompile(`[（(【][^（）()【】]{0,40}(?:[0-9一二三四五六七八九十百千]+字(?:以内|左右|以上)|请填写|此处填写|填写说明)[^（）()【】]{0,20}[）)】]|请在此处?(?:填写|输入)|(?:单击|点击)此处(?:填写|输入)|对照年度(?:绩效)?目标[，,]说明`)
)

// placeholders are places where a template was not filled in: XX, ……, ____.
func placeholders(l Look) []Slip { return matching(l, placeholder) }

// templateHints are places where a form's own instructions were left standing. The list of
// projects is left to the checks of projects where they look for that.
func templateHints(l Look) []Slip { return matching(l, formHint) }

func matching(l Look, pattern *regexp.Regexp) []Slip {
	var found []Slip
	for _, p := range l.Written {
		if pattern == formHint && p.Empty {
			continue
		}
		if m := pattern.FindStringIndex(p.Text); m != nil {
			found = append(found, p.slip(around(p.Text, m[0], m[1])))
		}
	}
	return found
}

var (
	mobile   = regexp.MustCompile(`(?:^|[^0-9.])(1[3-9][0-9]{9})(?:[^0-9.]|[.](?:[^0-9]|$)|$)`)
	landline = regexp.MustCompile(`(?:^|[^0-9])(0[0-9]{2,3}[-－—][0-9]{7,8})(?:[^0-9]|$)`)
	identity = regexp.MustCompile(`(?:^|[^0-9])([1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx])(?:[^0-9]|$)`)
)

// personalData are places with telephone numbers or identity numbers. A message repeats
// their first digits only.
func personalData(l Look) []Slip {
	var found []Slip
	for _, p := range l.Written {
		for _, k := range []struct {
			name    string
			pattern *regexp.Regexp
		}{{"身份证号", identity}, {"手机号", mobile}, {"电话号码", landline}} {
			m := k.pattern.FindStringSubmatch(p.Text)
			if m == nil || k.pattern == identity && !identityHolds(m[1]) {
				continue
			}
			found = append(found, Slip{p.Field, fmt.Sprintf("“%s”有%s %s****", p.Label, k.name, m[1][:3])})
		}
	}
	return found
}

// identityHolds checks the check character of an identity number (GB 11643-1999).
func identityHolds(number string) bool {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(number[i]-'0') * w
	}
	return "10X98765432"[sum%11] == strings.ToUpper(number)[17]
}

var numberedTitle = regexp.MustCompile(`《([^》\n]{4,80})》[（(]([^（）()\n]{1,20}[〔\[［(（][0-9]{4}[〕\]］)）]\s*[0-9]{1,4}\s*号)[）)]`)

// documentNumbers are documents that are cited under two numbers.
func documentNumbers(l Look) []Slip {
	type citation struct{ number, label string }
	first := map[string]citation{}
	var found []Slip
	for _, p := range l.Written {
		for _, m := range numberedTitle.FindAllStringSubmatch(p.Text, -1) {
			number := strings.Join(strings.Fields(m[2]), "")
			earlier, seen := first[m[1]]
			if !seen {
				first[m[1]] = citation{number, p.Label}
			} else if earlier.number != number {
				found = append(found, Slip{p.Field, fmt.Sprintf("《%s》在“%s”写%s，在“%s”写%s", fact.Cited(m[1]), earlier.label, earlier.number, p.Label, number)})
			}
		}
	}
	return found
}

var (
	praisesGoals = regexp.MustCompile(`(?:目标|指标)[^。；\n]{0,12}(?:清晰准确|明确清晰|清晰明确|清晰合理|科学合理|明确合理|细化量化到位)`)
	faultsGoals  = regexp.MustCompile(`(?:目标|指标)[^。；\n]{0,14}(?:(?:需要?|应当?|要|有待)[^。；\n]{0,14}(?:量化|细化)|(?:量化|细化)(?:程度)?(?:还)?(?:不够|不足|不高)|未(?:能)?(?:量化|细化)|不够(?:具体|量化|细化|清晰))|要具体量化`)
)

// contradictions are reports that praise the goals in one place and fault them in another.
func contradictions(l Look) []Slip {
	var praise, fault []Slip
	for _, p := range l.Written {
		if !p.prose() {
			continue
		}
		if m := praisesGoals.FindString(p.Text); m != "" && praise == nil {
			praise = append(praise, p.slip(m))
		}
		if m := faultsGoals.FindString(p.Text); m != "" && fault == nil {
			fault = append(fault, p.slip(m))
		}
	}
	if praise == nil || fault == nil {
		return nil
	}
	return append(praise, fault...)
}

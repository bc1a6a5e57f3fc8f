package slip

import (
	"fmt"
	"regexp"
	"slices"
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

// spoiltBlocks says in which blocks of 64 characters those stand, so that others need no look.
var spoiltBlocks = func() (blocks [1 << 10]bool) {
	for r := range damagedAs {
		blocks[r>>6] = true
	}
	return blocks
}()

// isSpoilt knows substitutes, radicals in place of characters (U+2E80–2FDF) and private characters.
func isSpoilt(r rune) bool {
	if r >= 0x2e80 && r <= 0x2fdf || r >= 0xe000 && r <= 0xf8ff {
		return true
	}
	if r > 0xffff || !spoiltBlocks[r>>6] {
		return false
	}
	_, known := damagedAs[r]
	return known
}

// damagedTexts are places with characters that conversion or recognition has spoilt.
func damagedTexts(p *Part) []Slip {
	return p.eachText(spoilt, func(place *Place) (Slip, bool) {
		for at, r := range place.Text {
			if !isSpoilt(r) {
				continue
			}
			s := place.slip(around(place.Text, at, at+utf8.RuneLen(r)))
			if meant := damagedAs[r]; meant != 0 {
				s.Says += fmt.Sprintf("（“%c”疑为“%c”）", r, meant)
			}
			return s, true
		}
		return Slip{}, false
	})
}

var (
	placeholder = regexp.MustCompile(`(?:^|[^A-Za-zＡ-Ｚａ-ｚ])([XxＸｘ]{2,})(?:[^A-Za-zＡ-Ｚａ-ｚ]|$)|[×✕]{2,}|…{2,}|[_＿]{3,}|\*{3,}|[?？]{3,}`)
	formHint    = regexp.MustCompile(`[（(【][^（）()【】]{0,40}(?:[0-9一二三四五六七八九十百千]+字(?:以内|左右|以上)|请填写|此处填写|填写说明)[^（）()【】]{0,20}[）)】]|请在此处?(?:填写|输入)|(?:单击|点击)此处(?:填写|输入)|对照年度(?:绩效)?目标[，,]说明`)
)

// placeholders are places where a template was not filled in: XX, ……, ____.
func placeholders(p *Part) []Slip {
	return p.eachText(fillers, func(place *Place) (Slip, bool) { return place.matching(placeholder) })
}

// templateHints are places where a form's own instructions were left standing.
func templateHints(p *Part) []Slip {
	return p.eachText(asides, func(place *Place) (Slip, bool) { return place.matching(formHint) })
}

func (p *Place) matching(pattern *regexp.Regexp) (Slip, bool) {
	m := pattern.FindStringIndex(p.Text)
	if m == nil {
		return Slip{}, false
	}
	return p.slip(around(p.Text, m[0], m[1])), true
}

var (
	mobile   = regexp.MustCompile(`(?:^|[^0-9.])(1[3-9][0-9]{9})(?:[^0-9.]|[.](?:[^0-9]|$)|$)`)
	landline = regexp.MustCompile(`(?:^|[^0-9])(0[0-9]{2,3}[-－—][0-9]{7,8})(?:[^0-9]|$)`)
	identity = regexp.MustCompile(`(?:^|[^0-9])([1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx])(?:[^0-9]|$)`)
)

// personalData are places with telephone numbers or identity numbers. A message repeats
// their first digits only.
func personalData(p *Part) []Slip {
	var found []Slip
	for i := range p.places {
		place := &p.places[i]
		if place.signs&manyDigits == 0 {
			continue
		}
		for _, k := range personal {
			m := k.pattern.FindStringSubmatch(place.Text)
			if m != nil && (k.pattern != identity || identityHolds(m[1])) {
				found = append(found, Slip{Field: place.Field, Says: fmt.Sprintf("“%s”有%s %s****", place.label(), k.name, m[1][:3])})
			}
		}
	}
	return found
}

var personal = []struct {
	name    string
	pattern *regexp.Regexp
}{{"身份证号", identity}, {"手机号", mobile}, {"电话号码", landline}}

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

// citation is a document that is cited with its number.
type citation struct {
	title, number string
	place         *Place
}

// documentNumbers are documents that are cited under two numbers.
func documentNumbers(parts []*Part) []Slip {
	first := map[string]citation{}
	var found []Slip
	for _, part := range parts {
		for _, c := range part.compared().citations {
			earlier, seen := first[c.title]
			if !seen {
				first[c.title] = c
			} else if earlier.number != c.number {
				found = append(found, Slip{Field: c.place.Field, Says: fmt.Sprintf("《%s》在“%s”写%s，在“%s”写%s",
					fact.Cited(c.title), earlier.place.label(), earlier.number, c.place.label(), c.number)})
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
func contradictions(parts []*Part) []Slip {
	var praise, fault []Slip
	for _, part := range parts {
		if praise == nil {
			praise = part.compared().praise
		}
		if fault == nil {
			fault = part.compared().fault
		}
	}
	if praise == nil || fault == nil {
		return nil
	}
	return append(slices.Clip(praise), fault...)
}

package numeral

import (
	"fmt"
	"strings"
	"unicode"
)

// expectations says what a question of each kind wants, with one example.
var expectations = map[Kind]string{
	Money:   "请只填一个数，例如 2179.77（万元）",
	Count:   "请填整数，例如 65",
	Percent: "请只填一个百分数，例如 95.5（%）",
	Rate:    "请只填一个百分数，减少填负数，例如 -3.5（%）",
	Score:   "请只填一个数，例如 4.5（分）",
	Number:  "请只填一个数，例如 12.5",
}

// unread are the reasons a text was not understood at all.
var unread = map[Code]string{
	NotNumber:   "没有找到一个准确的数",
	Exponent:    "不支持科学记数法",
	MultiDot:    "有两个小数点",
	BadGrouping: "千位分隔的位置不对",
	MultiNumber: "有不止一个数",
	BadChar:     "含有看不见的控制字符，请不要复制，直接输入",
	TooLong:     fmt.Sprintf("内容超过 %d 个字", maxRunes),
	RangeInput:  "这是一个范围",
}

// doubts are what is said about a figure that needs a tap.
var doubts = map[Code]string{
	Approx:     "是约数，最好填准确的数",
	Bound:      "带有“%s”，不是一个确定的数",
	Sum:        "已为您相加",
	Extracted:  "里除了数还有别的文字",
	Colloquial: "是口语写法",
	Grouping:   "像一个数，也像两个数",
	UnitYuan:   "没有写单位",
	UnitWan:    "以元计不到 1 万元",
	Ratio:      "没有写百分号",
	Over100:    "超过了 100",
	Zero:       "可能是 0，也可能是不涉及（不涉及请填“/”）",
}

// Explain says in Chinese what was wrong with an answer or what has to be
// confirmed, what is expected with one example, and what was typed, shortened.
// It is empty for readings that need no word: OK, NotApplicable, Pending and
// Command. The text is plain; whoever puts it into HTML escapes it.
func Explain(kind Kind, r Reading, text string) string {
	switch r.Status {
	case Confirm:
		return confirmation(kind, r, shorten(text))
	case Invalid:
		return refusal(kind, r.Code, shorten(text))
	}
	return ""
}

func refusal(kind Kind, code Code, typed string) string {
	expected := expectations[kind]
	if code == Empty || typed == "" {
		return fmt.Sprintf("还没有填数。%s。", expected)
	}
	if reason, known := unread[code]; known {
		return fmt.Sprintf("没有读懂“%s”：%s。%s。", typed, reason, expected)
	}
	return fmt.Sprintf("“%s”不能登记：%s。%s。", typed, unfit(kind, code), expected)
}

// unfit says why a figure that was understood cannot stand in the field.
func unfit(kind Kind, code Code) string {
	switch code {
	case Negative:
		return "这里不能填负数"
	case NotInteger:
		return "这里只能填整数"
	case TooPrecise:
		return fmt.Sprintf("小数超过 %d 位", decimals)
	case TooLarge:
		return tooLarge(kind)
	case UnitMismatch:
		return wrongUnit(kind)
	}
	return "与本题要求不符"
}

func tooLarge(kind Kind) string {
	switch kind {
	case Money:
		return "超过 1,000 亿元，请核对数字和单位"
	case Count:
		return "超过 100,000，请核对"
	}
	return "数字过大，请核对"
}

func wrongUnit(kind Kind) string {
	switch kind {
	case Money:
		return "这里填人民币金额，单位是万元或元"
	case Count:
		return "这里填人数或个数"
	case Percent, Rate:
		return "这里填百分数，单位是 %"
	case Score:
		return "这里填分数，单位是分"
	}
	return "单位不对"
}

func confirmation(kind Kind, r Reading, typed string) string {
	doubt := doubts[r.Code]
	if r.Code == Bound {
		doubt = fmt.Sprintf(doubt, r.Bound)
	}
	show := Format
	if r.Code == UnitYuan || r.Code == UnitWan {
		show = Echo
	}
	readings := []string{show(kind, r.Value)}
	for _, other := range r.Alternatives {
		readings = append(readings, show(kind, other))
	}
	gap := " "
	if strings.HasSuffix(readings[0], "元") || strings.HasSuffix(readings[0], "分") {
		gap = "" // no space between two Chinese characters
	}
	question := "是 " + readings[0] + gap + "吗？请点按钮确认，或重新填写。"
	if len(readings) > 1 {
		question = "是 " + strings.Join(readings, "，还是 ") + "？请点按钮选择，或重新填写。"
	}
	return fmt.Sprintf("“%s”%s。%s", typed, doubt, question)
}

// maxShown is how much of an answer is repeated to its author.
const maxShown = 20

// shorten gives an answer on one line without control characters, cut to
// maxShown characters.
func shorten(text string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar || !unicode.IsPrint(r) && !isInvisible(r):
			return -1
		}
		return r
	}, text)
	visible = strings.Join(strings.Fields(visible), " ")
	rs := []rune(visible)
	if len(rs) > maxShown {
		return string(rs[:maxShown]) + "…"
	}
	return visible
}

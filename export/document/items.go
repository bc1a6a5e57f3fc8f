package document

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Item is a block with the number that stands before it.
type Item struct {
	Block Block
	// Label is 一、 （一） 1. （1） for a heading, 附件 or 附件1 for an
	// attachment, otherwise empty.
	Label string
}

// Items numbers the blocks in order. Levels may be skipped but each level
// counts from one again under every heading above it, and under every
// attachment (GB/T 9704-2012 §7.3.3). Heading levels come out within 1 to 4,
// heading texts without typed numbers.
func Items(blocks []Block) []Item {
	items := make([]Item, 0, len(blocks))
	attachments := len(Attachments(blocks))
	var counters [5]int
	attachment := 0
	for _, block := range blocks {
		switch b := block.(type) {
		case Heading:
			b.Level = min(max(b.Level, 1), 4)
			b.Text = BareHeading(b.Text)
			counters[b.Level]++
			clear(counters[b.Level+1:])
			items = append(items, Item{Block: b, Label: headingLabel(b.Level, counters[b.Level])})
		case Attachment:
			clear(counters[:])
			if b.Unlisted {
				items = append(items, Item{Block: b})
				continue
			}
			attachment++
			label := "附件"
			if attachments > 1 {
				label += strconv.Itoa(attachment)
			}
			items = append(items, Item{Block: b, Label: label})
		default:
			items = append(items, Item{Block: block})
		}
	}
	return items
}

// Attachments lists the titles of the attachments in order, without those that are unlisted.
func Attachments(blocks []Block) []string {
	var titles []string
	for _, block := range blocks {
		if a, ok := block.(Attachment); ok && !a.Unlisted {
			titles = append(titles, a.Title)
		}
	}
	return titles
}

func headingLabel(level, n int) string {
	switch level {
	case 1:
		return ChineseNumeral(n) + "、"
	case 2:
		return "（" + ChineseNumeral(n) + "）"
	case 3:
		return strconv.Itoa(n) + "."
	default:
		return fmt.Sprintf("（%d）", n)
	}
}

// ChineseNumeral writes 1 to 99 as 一 to 九十九; other numbers in digits.
func ChineseNumeral(n int) string {
	digits := []rune("〇一二三四五六七八九")
	switch {
	case n < 1 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return string(digits[n])
	}
	text := "十"
	if n >= 20 {
		text = string(digits[n/10]) + text
	}
	if n%10 > 0 {
		text += string(digits[n%10])
	}
	return text
}

// typedNumber matches the numbers people type before headings. A digit group
// needs its mark and no further digit, so 2023年 and 1.5倍 are text.
var typedNumber = regexp.MustCompile(
	`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]、?|[0-9]{1,2}[、．.]|[（(][0-9]{1,2}[）)]、?)\s*`)

// BareHeading removes a typed number and the final 。 of a heading that stands
// on its own line. Enumerations such as 一、二级指标 and 1.5 keep their number.
func BareHeading(text string) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\n", " "))
	if found := typedNumber.FindString(text); found != "" {
		rest := text[len(found):]
		next, _ := firstRune(rest)
		if rest != "" && !strings.ContainsRune("一二三四五六七八九十0123456789", next) {
			text = rest
		}
	}
	return strings.TrimRight(text, "。 ")
}

func firstRune(text string) (rune, bool) {
	for _, r := range text {
		return r, true
	}
	return 0, false
}

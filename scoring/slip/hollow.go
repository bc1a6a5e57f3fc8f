package slip

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	emptyPhrase = regexp.MustCompile(`加强|提升|提高|完善|改善|增强|优化|推进|效果(?:明显|显著|良好)|成效(?:明显|显著)|稳步|有效`)
	anyFigure   = regexp.MustCompile(`[0-9０-９]|[一二三四五六七八九十百千万亿两半]+(?:个|项|次|户|人|公里|千米|亩|处|所|场|件|家|条|万|亿|名|座|米|吨|台|套|批|元|％|成)|百分之`)
	saysNothing = regexp.MustCompile(`^(?:暂无|无|暂时?没有|没有|不存在|无问题|无其他)(?:其他|明显|任何)*(?:问题|情况|建议|措施|事项)?[。．.!！]?$`)
)

// leastProse is from how many characters on a text is expected to hold a figure.
const leastProse = 15

// Hollow reports whether a text of some length speaks only of strengthening and improving,
// with no figure at all.
func Hollow(text string) bool {
	return utf8.RuneCountInString(text) >= leastProse && len(emptyPhrase.FindAllString(text, 2)) == 2 && !anyFigure.MatchString(text)
}

// SaysNone reports whether a text only says that there is nothing (暂无).
func SaysNone(text string) bool {
	return saysNothing.MatchString(strings.Join(strings.Fields(text), ""))
}

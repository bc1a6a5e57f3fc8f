package prose

import (
	"regexp"
	"strings"
)

// judged are words with which a report says how a thing stands without saying its figure.
var judged = regexp.MustCompile(`达|高|好|优|完成|实现|落实|不足`)

// Mention is the first part of a sentence that judges the thing of the label without its figure
// (服务对象满意度指标达到目标); empty where the report is silent.
func Mention(text []Paragraph, label string) (words, place string) {
	label = plain(label)
	for _, p := range text {
		for _, s := range sentences(clean(p.Text)) {
			for _, part := range strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune("，,", c) }) {
				_, behind, found := strings.Cut(plain(part), label)
				if found && judged.MatchString(behind) {
					return part, p.Place
				}
			}
		}
	}
	return "", ""
}

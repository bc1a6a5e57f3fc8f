package prose

import (
	"regexp"
	"strings"

	"ziping/scoring"
)

// saying is a way of stating a fact without a figure.
type saying struct {
	field, value string
	pattern      *regexp.Regexp
}

var sayings = []saying{
	{"procurement_planned", "否", regexp.MustCompile(`(未|没有|没)(做|编制|编报|制定|安排|申报)[^，。；]{0,6}政府采购(计划|预算)`)},
	{"procurement_planned", "是", regexp.MustCompile(`(已|按规定|及时|按要求)(做|编制|编报|制定|申报)了?[^，。；]{0,6}政府采购(计划|预算)`)},
	{"procurement_budget", "0", regexp.MustCompile(`(未|没有)(申请|安排|编制|批复)[^，。；]{0,4}政府采购预算`)},
	{"violations", "0", regexp.MustCompile(`(未发现|没有发现|无)[^，。；]{0,8}(违规|违纪|截留、?挤占、?挪用)[^，。；]{0,8}(问题|事项|情况)`)},
}

// choiceKeys are what reports call a question with fixed answers, besides its label.
var choiceKeys = map[string][]string{
	"annual_grade": {"年度考核结果", "年度考核成绩", "年度考核等次", "年度考核", "目标考核结果", "目标考核等次"},
}

// wordsOf takes what an item states without figures.
func (r *reader) wordsOf(item, place string) {
	r.nameIndicator(item)
	text := plain(item)
	for _, s := range sayings {
		if _, asked := r.vocabulary.pack.Field(s.field); !asked {
			continue
		}
		if words := s.pattern.FindString(text); words != "" {
			r.hits = append(r.hits, Hit{Field: s.field, Value: s.value, Words: words, Place: place})
		}
	}
	for _, section := range r.vocabulary.pack.Sections {
		for i := range section.Fields {
			r.choice(&section.Fields[i], text, place)
		}
	}
	r.grade(item, place)
}

// choice takes one of the fixed answers where it directly follows the question's name.
func (r *reader) choice(f *scoring.Field, text, place string) {
	if f.Kind != scoring.Choice {
		return
	}
	for _, key := range append([]string{plain(f.Label)}, choiceKeys[f.Code]...) {
		at := strings.Index(text, key)
		if at < 0 {
			continue
		}
		rest := text[at+len(key):]
		for _, word := range []string{"结果", "成绩", "等次", "评定", "被", "评为", "为", "是", "：", ":"} {
			rest = strings.TrimPrefix(rest, word)
		}
		if option := longestPrefix(rest, f.Options); option != "" {
			r.hits = append(r.hits, Hit{Field: f.Code, Value: option, Words: key + option, Place: place})
			return
		}
	}
}

func longestPrefix(text string, options []string) string {
	best := ""
	for _, option := range options {
		if strings.HasPrefix(text, option) && len(option) > len(best) {
			best = option
		}
	}
	return best
}

package prose

import (
	"regexp"
	"strings"
)

// fillers stand between a name and its figure and say nothing.
var fillers = []string{"为", "是", "共计", "合计", "总计", "共", "计", "约", "达到", "达", "的", "有", "得", ":", "：", "到", "等", "数为", "了", "(", "（"}

// harmless are words before a name that do not change what it means.
var harmless = regexp.MustCompile(`^(其中|包含|包括|含|截至|年末|年底|当年|全年|本年度?|年度|今年|上述|以上|财政供养|一般公共预算|部门|单位|整体|机关|全镇|全局|全乡|共|我|本|该|此|并|和|及|与|的|在|由|：|:|镇|乡|局|办|委|街道|中心|人员|涉及|组织|对|了|,|年中|年初|已|按规定|按要求|及时|编制|安排|批复|下达|核定|申报|完成|\d{4}年度?|\d+月底?|\d+日)`)

// matched is a name that was found for a figure.
type matched struct {
	name  name
	words string // the word of the name that stands there
}

// match finds the name that the words before a figure end in. What stands before the name must
// be harmless or say what the passage is about (topics): “专用材料实际支出” is not 实际支出.
func match(label string, in []name, t topics, unit class) (matched, bool) {
	label = plain(label)
	for {
		if m, ok := matchEnd(label, in, t, unit); ok {
			return m, true
		}
		shorter := withoutFiller(label)
		if shorter == label {
			return matched{}, false
		}
		label = shorter
	}
}

func withoutFiller(label string) string {
	for _, f := range fillers {
		if rest, ok := strings.CutSuffix(label, f); ok {
			return rest
		}
	}
	return label
}

func matchEnd(label string, in []name, t topics, unit class) (matched, bool) {
	var best matched
	for _, n := range in {
		if n.units&unit == 0 || !fits(n, t) {
			continue
		}
		for _, word := range n.words {
			rest, ok := strings.CutSuffix(label, word)
			if !ok || !says(rest) || !better(best, n, word) {
				continue
			}
			best = matched{n, word}
		}
	}
	return best, best.words != ""
}

// better prefers the longer word, then the name that asks for more.
func better(best matched, n name, word string) bool {
	if len(word) != len(best.words) {
		return len(word) > len(best.words)
	}
	return len(n.needs) > len(best.name.needs)
}

func fits(n name, t topics) bool {
	for _, need := range n.needs {
		if !t.has(need) {
			return false
		}
	}
	for _, not := range n.not {
		if t.has(not) {
			return false
		}
	}
	return true
}

// says reports whether the words before a name are harmless: nothing but fillers and topics.
func says(words string) bool {
	for words != "" {
		if at := harmless.FindString(words); at != "" {
			words = words[len(at):]
			continue
		}
		at := topicAt(words)
		if at == 0 {
			return false
		}
		words = words[at:]
	}
	return true
}

// topicAt is the length of the topic's word at the beginning.
func topicAt(words string) int {
	for _, o := range openings {
		if strings.HasPrefix(words, plain(o.word)) {
			return len(plain(o.word))
		}
	}
	return 0
}

package numeral

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// Whole answers in words. They are compared after clean, without spaces, in
// lower case.
var (
	zeroWords = wordSet("无", "没有", "没", "零", "为零", "没有人", "没人", "无人", "零元", "零人", "零个")
	// unspentWords mean 0 for an amount, but the person may as well mean 不涉及.
	unspentWords = wordSet("未发生", "没发生", "没有发生", "未支出", "没支出", "没有支出", "未开支", "未安排", "没安排",
		"没有安排", "无支出", "无预算", "一个也没有", "一个都没有", "空", "空白")
	notApplicableWords = wordSet("/", "//", "-", "--", "---", "\\", "不涉及", "不适用", "无此项", "没有此项", "无此项目",
		"无该项", "不存在", "不需要", "n/a", "na", "无关")
	pendingWords = wordSet("暂无数据", "暂无", "暂缺", "暂时没有", "暂没有", "不清楚", "暂不清楚", "不知道", "不晓得", "不详",
		"待定", "待补", "待补充", "待核实", "待查", "待确认", "未知", "没数据", "没有数据", "无数据", "还不知道", "还没出来",
		"还没有数据", "以后再填", "以后填", "稍后", "稍后填", "先空着", "先跳过", "跳过", "缺", "数据缺失")
)

// spokenWords are whole answers that stand for one figure of their kind.
var spokenWords = map[Kind]map[string]int64{
	Percent: {"一半": 50, "百分百": 100},
	Rate:    {"持平": 0, "不变": 0, "无变化": 0, "没有变化": 0, "没变": 0, "没变化": 0},
}

func wordSet(words ...string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// readWord reads an answer that is a word for zero, not applicable or unknown.
func readWord(kind Kind, text string) (Reading, bool) {
	word := strings.ToLower(strings.ReplaceAll(text, " ", ""))
	switch {
	case notApplicableWords[word]:
		return Reading{Status: NotApplicable}, true
	case pendingWords[word]:
		return Reading{Status: Pending}, true
	case zeroWords[word]:
		if kind == Money || kind == Count || word == "零" {
			return Reading{Status: OK}, true
		}
		return Reading{Status: Confirm, Code: Zero}, true
	case unspentWords[word]:
		return Reading{Status: Confirm, Code: Zero}, true
	}
	value, spoken := spokenWords[kind][word]
	return Reading{Status: Confirm, Code: Colloquial, Value: decimal.New(value, 0)}, spoken
}

// isVague reports words that make a figure no figure: 几十, 数百, 九成, 三分之二,
// 两倍, 一天半.
func isVague(p phrase) bool {
	for i, w := range p.words {
		for _, vague := range []string{"几", "若干", "许多", "好多", "分之", "翻"} {
			if strings.Contains(w, vague) {
				return true
			}
		}
		if strings.Contains(strings.NewReplacer("半年", "", "半月", "").Replace(w), "半") {
			return true
		}
		if i > 0 && hasAnyPrefix(w, "成", "折", "倍", "番", "比") {
			return true
		}
		if i < len(p.figures) && isVaguePrefix(w, p.figures[i].raw) {
			return true
		}
	}
	return false
}

// isVaguePrefix reports 数十, 上百 and a scale cut off its digit (百5). In 人数十
// the 数 belongs to the word before it.
func isVaguePrefix(before, raw string) bool {
	rs := []rune(before)
	if len(rs) == 0 {
		return false
	}
	last := rs[len(rs)-1]
	if isScale(last) || last == '点' {
		return true
	}
	if !isScale([]rune(raw)[0]) {
		return false
	}
	if last == '数' {
		return len(rs) == 1 || !strings.ContainsRune("人个总次户件项额", rs[len(rs)-2])
	}
	return last == '上' || last == '成' || last == '好'
}

// isForeign reports an amount in another currency.
func isForeign(text string) bool {
	for _, f := range foreign {
		if strings.Contains(text, f) {
			return true
		}
	}
	return false
}

// isProse reports words a figure may be extracted from: Chinese, brackets,
// quotes, pictures. Latin letters, signs of calculation and other number
// characters (½, ①, ٣) make the whole text something else.
func isProse(words ...string) bool {
	for _, w := range words {
		for _, r := range w {
			switch {
			case r < 0x80:
				if !strings.ContainsRune(" ()[]:;,.!?\"'~", r) {
					return false
				}
			case r == '¥' || unicode.IsNumber(r) || unicode.Is(unicode.Latin, r):
				return false
			case strings.ContainsRune("×÷±≈≠≥≤∶‰‱", r):
				return false
			}
		}
	}
	return true
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

package project

import (
	"regexp"
	"slices"
	"strings"
)

// A reason for lost points says why. What only says again that something is not done, that it was due to
// circumstances, or what will be done next, does not.

var (
	clauseEnd = regexp.MustCompile(`[，,。；;、：:！!\n]`)
	counted   = regexp.MustCompile(`^[0-9]+(?:\.[0-9]+)?(?:%|万元|亿元|元|万?[个项次件户人亩起座处场台套天吨米家名])?`)
	// next begins a clause on what will be done.
	next = regexp.MustCompile(`^(?:下一步|下步|今后|将|拟|继续|进一步|加强|加快|加大|提高|提升|强化|完善|健全|优化|努力|严格|督促|积极(?:开展|推进|协调|组织|对接|落实|主动)|确保|尽快|` +
		`明年|下一?年度?|来年|次年|改进措施|整改措施)`)
	// because is what a clause with a cause may have in it whatever it begins with.
	because = regexp.MustCompile(`因为|由于|导致|造成|影响|致使|受`)
)

// again are the words of which a sentence that only repeats the result is made, longest first.
var again = longestFirst(
	"由于", "因为", "因", "原因", "主要", "系", "是", "为", "实际", "全年", "年度", "当年", "本年", "年末", "年底", "年初", "完成", "执行", "支出", "支付", "达到", "达成", "达标", "实现",
	"指标值", "完成值", "目标值", "指标", "目标", "任务", "要求", "数", "值", "率", "度", "量", "的", "了", "得", "未能", "未", "没有", "没", "尚未", "尚", "暂未", "暂", "不足", "不到", "不够", "不",
	"偏低", "较低", "低于", "低", "小于", "少于", "大于", "高于", "部分", "个别", "少数", "全部", "全面", "有所", "有", "完", "用", "预算", "结余", "剩余", "差距", "偏差", "偏离", "差", "与", "和", "比", "较", "计划", "预期", "设定", "规定",
	"进度", "进展", "项目", "工作", "存在", "情况", "一定", "分值", "得分", "扣分", "失分", "该项", "本项", "此项", "此", "该", "本", "各项", "慢", "缓慢", "滞后", "推进", "到位", "按", "照", "据", "如期", "按时", "按期",
	"客观", "主观", "各种", "多种", "其他", "其它", "特殊", "因素", "条件", "影响", "限制", "制约", "受", "等", "所", "致", "导致", "造成", "同上", "无", "详见", "见", "附件", "说明", "正常", "略", "单位", "我", "我镇", "我局",
)

// nothingDone are the words of an account that only says that the goal was met.
var nothingDone = longestFirst(
	"已", "已经", "均", "全部", "全面", "基本", "较好", "很好", "良好", "圆满", "顺利", "按", "按时", "按期", "如期", "按照", "年初", "年度", "本年", "全年", "当年", "预期", "既定", "预定", "设定", "计划", "绩效", "总体", "整体",
	"各项", "各", "项", "目标", "任务", "指标", "工作", "要求", "完成", "达成", "达到", "达标", "实现", "情况", "了", "的", "地", "得", "为", "好", "数", "值", "与", "一致", "同",
)

func longestFirst(words ...string) []string {
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}

// NamesCause reports whether a text gives any reason at all.
func NamesCause(text string) bool {
	return slices.ContainsFunc(clauseEnd.Split(halfWidth(text), -1), func(clause string) bool {
		clause = squeezedBut(clause, "%.")
		if clause == "" || next.MatchString(clause) && !because.MatchString(clause) {
			return false
		}
		return !madeOf(clause, again)
	})
}

// tellsNothing reports whether an account of what was done only says that it was done.
func tellsNothing(text string) bool {
	s := Squeezed(text)
	return s != "" && madeOf(s, nothingDone)
}

// madeOf reports whether a text is made of nothing but such words and figures.
func madeOf(text string, words []string) bool {
	// reach are the places that such words lead to, from the beginning.
	reach := make([]bool, len(text)+1)
	reach[0] = true
	for at := range text {
		if !reach[at] {
			continue
		}
		if m := counted.FindString(text[at:]); m != "" {
			reach[at+len(m)] = true
		}
		for _, word := range words {
			if strings.HasPrefix(text[at:], word) {
				reach[at+len(word)] = true
			}
		}
	}
	return reach[len(text)]
}

// squeezedBut is Squeezed, with some marks kept.
func squeezedBut(text, kept string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(kept, r) || len(Squeezed(string(r))) > 0 {
			return r
		}
		return -1
	}, text)
}

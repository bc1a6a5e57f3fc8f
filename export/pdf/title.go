package pdf

import (
	"math"
	"strings"
)

// maxTitleLines is the number of lines up to which a title is broken by
// meaning; longer ones are filled like text.
const maxTitleLines = 3

// titleLines breaks a title at the "\n" its author gave, or else by meaning
// and shape: "排列应当使用梯形或菱形" (GB/T 9704-2012 §7.3.1).
func (c *composer) titleLines(st style, text string) []line {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	var lines []line
	for given := range strings.SplitSeq(text, "\n") {
		for _, part := range c.titleParts(st, strings.TrimSpace(given)) {
			lines = append(lines, c.typeset(st, part, measure{first: c.area.width, rest: c.area.width})...)
		}
	}
	return lines
}

// titleParts finds the cheapest way to divide a title, or the part of one that
// its author wants to begin a line.
func (c *composer) titleParts(st style, text string) []string {
	runes, glyphs := []rune(text), []*glyph(nil)
	// at[i] is the width of the first i characters.
	at := make([]float64, len(runes)+1)
	for i, r := range runes {
		glyphs = append(glyphs, c.shaper.glyph(st, r))
		at[i+1] = at[i] + glyphs[i].width
	}
	t := titleBreaker{runes: runes, at: at, cost: titleCosts(runes, glyphs), width: c.area.width, size: st.size}
	least, price := []int(nil), math.Inf(1)
	for count := int(math.Ceil(at[len(runes)] / c.area.width)); count <= maxTitleLines; count++ {
		ends, cost := t.best(0, count, nil)
		if cost += costLine * float64(count); ends != nil && cost < price {
			least, price = ends, cost
		}
	}
	if least == nil {
		return []string{text}
	}
	parts, from := []string(nil), 0
	for _, end := range least {
		parts, from = append(parts, string(runes[from:end])), end
	}
	return parts
}

type titleBreaker struct {
	runes []rune
	at    []float64
	cost  []float64 // of a break before each character
	width float64   // of the longest line
	size  float64   // of the type
}

// best tries every way to put the characters from on onto count lines, given
// the widths of the lines before.
func (t titleBreaker) best(from, count int, widths []float64) (ends []int, cost float64) {
	all := len(t.runes)
	if count == 1 {
		width := t.at[all] - t.at[from]
		if width > t.width {
			return nil, math.Inf(1)
		}
		return []int{all}, t.shapeCost(append(widths, width))
	}
	cost = math.Inf(1)
	for end := from + 1; end < all; end++ {
		width := t.at[end] - t.at[from]
		if width > t.width {
			break
		}
		further := append(append([]float64(nil), widths...), width)
		rest, price := t.best(end, count-1, further)
		if price += t.cost[end]; rest != nil && price < cost {
			ends, cost = append([]int{end}, rest...), price
		}
	}
	return ends, cost
}

// shapeCost is low for trapezoids and diamonds, high for hourglasses, a little
// for rectangles and for lines of very different length.
func (t titleBreaker) shapeCost(widths []float64) float64 {
	longest, shortest := widths[0], widths[0]
	for _, w := range widths {
		longest, shortest = max(longest, w), min(shortest, w)
	}
	spread := (longest - shortest) / t.size
	cost := 3 * max(spread-5, 0)
	if spread < 1 && len(widths) > 1 {
		cost += 4
	}
	for i := 1; i+1 < len(widths); i++ {
		if widths[i] < widths[i-1]-t.size/2 && widths[i] < widths[i+1]-t.size/2 {
			cost += 60
		}
	}
	return cost
}

// Costs of a break at a place, lowest where the meaning pauses.
const (
	costPause   = 0.0
	costBetween = 10.0 // between two words
	costUnknown = 25.0 // between characters of no known word
	costPhrase  = 15.0 // added inside a phrase of several words
	costInside  = 60.0 // inside a word
	costLine    = 20.0 // of every line
)

// titleWords are words of the titles of financial reports, longer ones first
// where one begins like another.
var titleWords = strings.Fields(`
	一般公共预算 街道办事处 人民政府 服务中心 实施方案 佐证材料 办事处 委员会 办公室
	财政局 情况表 评分表 汇总表 明细表 申报表 自评表 关于 年度 部门 整体 支出 绩效 自评
	评价 报告 情况 项目 资金 专项 预算 执行 决算 管理 工作 指标 体系 得分 实施 方案 通知
	政府 采购 财政 农村 建设 中心 开展 有关 意见 目标 材料 清单 单位 公开 说明 重点`)

var titlePhrases = strings.Fields(`
	部门整体支出 整体支出 绩效自评报告 绩效自评 绩效评价 评价指标体系 指标体系 自评报告
	项目支出 专项资金 预算执行情况 政府采购 评价报告`)

// pausesAfter and pausesBefore are where a title is best parted.
var (
	pausesAfter  = strings.Fields("人民政府 街道办事处 办事处 委员会 财政局 局 厅 服务中心 年度 》")
	pausesBefore = strings.Fields("关于 《")
)

func titleCosts(runes []rune, glyphs []*glyph) []float64 {
	costs := make([]float64, len(runes)+1)
	grades := gradeBreaks(nil, glyphs)
	for i := range runes {
		costs[i] = costUnknown
	}
	markWords(runes, costs)
	for i := 1; i < len(runes); i++ {
		costs[i] += pauseCost(runes, i)
		switch grades[i] {
		case forbidden:
			costs[i] = math.Inf(1)
		case avoided:
			costs[i] += costInside
		}
	}
	return costs
}

// markWords lowers the cost at the edges of known words and raises it inside
// them and inside phrases.
func markWords(runes []rune, costs []float64) {
	for i := 0; i < len(runes); {
		length := wordLength(runes[i:], titleWords)
		if length == 0 {
			i++
			continue
		}
		costs[i] = min(costs[i], costBetween)
		for k := i + 1; k < i+length; k++ {
			costs[k] = costInside
		}
		i += length
		costs[i] = costBetween
	}
	for i := range runes {
		length := wordLength(runes[i:], titlePhrases)
		for k := i + 1; k < i+length; k++ {
			costs[k] += costPhrase
		}
	}
}

// wordLength is the number of characters of the first listed word that runes
// begin with, or 0.
func wordLength(runes []rune, words []string) int {
	for _, word := range words {
		if strings.HasPrefix(string(runes), word) {
			return len([]rune(word))
		}
	}
	return 0
}

// pauseCost adjusts the cost of a break before runes[i] by its neighbours.
func pauseCost(runes []rune, i int) float64 {
	before, after := string(runes[:i]), string(runes[i:])
	for _, word := range pausesAfter {
		if strings.HasSuffix(before, word) {
			return costPause - costBetween
		}
	}
	for _, word := range pausesBefore {
		if strings.HasPrefix(after, word) {
			return costPause - costBetween
		}
	}
	switch {
	case strings.HasPrefix(after, "的"), strings.HasPrefix(after, "年度"):
		return costInside
	case strings.HasSuffix(before, "的"):
		return -costBetween / 2
	case strings.HasSuffix(before, "和"), strings.HasSuffix(before, "及"), strings.HasSuffix(before, "与"):
		return costPhrase
	}
	return 0
}

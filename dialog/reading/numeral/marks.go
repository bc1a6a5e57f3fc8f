package numeral

import "strings"

// marks are the signs and words around a single figure that change how it is
// taken.
type marks struct {
	minus, negativeWord, falls bool
	approx, yuanSign, spoken   bool
	bound                      string
	// before and after are the words left over.
	before, after string
}

// negative reports whether the figure is below zero.
func (m marks) negative() bool { return m.minus || m.negativeWord || m.falls }

// hasWords reports whether anything but marks surrounds the figure.
func (m marks) hasWords() bool { return m.spoken || m.before != "" || m.after != "" }

// mark is one word that stands right before or after a figure.
type mark struct {
	text string
	set  func(*marks)
}

func approximately(m *marks) { m.approx = true }

func bounded(sign string) func(*marks) { return func(m *marks) { m.bound = sign } }

func spoken(m *marks) { m.spoken = true }

func falling(m *marks) { m.falls, m.spoken = true, true }

// marksBefore are tried in order at the end of the words before a figure, so
// that a longer word stands before its own ending.
var marksBefore = []mark{
	{"不低于", bounded("≥")}, {"不少于", bounded("≥")}, {"不小于", bounded("≥")}, {"大于等于", bounded("≥")},
	{"大于或等于", bounded("≥")}, {"至少", bounded("≥")}, {"最少", bounded("≥")}, {"起码", bounded("≥")},
	{">=", bounded("≥")}, {"=>", bounded("≥")}, {"≥", bounded("≥")},
	{"不高于", bounded("≤")}, {"不多于", bounded("≤")}, {"不大于", bounded("≤")}, {"不超过", bounded("≤")},
	{"小于等于", bounded("≤")}, {"小于或等于", bounded("≤")}, {"至多", bounded("≤")}, {"最多", bounded("≤")},
	{"<=", bounded("≤")}, {"=<", bounded("≤")}, {"≤", bounded("≤")},
	{"超过", bounded(">")}, {"大于", bounded(">")}, {"高于", bounded(">")}, {"多于", bounded(">")},
	{"突破", bounded(">")}, {"超", bounded(">")}, {"逾", bounded(">")}, {">", bounded(">")},
	{"小于", bounded("<")}, {"低于", bounded("<")}, {"少于", bounded("<")}, {"不足", bounded("<")},
	{"不到", bounded("<")}, {"未到", bounded("<")}, {"<", bounded("<")},
	{"大约", approximately}, {"大概", approximately}, {"大致", approximately}, {"约", approximately},
	{"将近", approximately}, {"接近", approximately}, {"近", approximately}, {"差不多", approximately},
	{"估计", approximately}, {"预计", approximately}, {"可能", approximately}, {"应该", approximately},
	{"左右", approximately}, {"≈", approximately},
	{"下降", falling}, {"减少", falling}, {"降低", falling}, {"下浮", falling}, {"压减", falling},
	{"缩减", falling}, {"核减", falling}, {"调减", falling}, {"追减", falling}, {"净减", falling}, {"下滑", falling}, {"降", falling},
	{"增长", spoken}, {"增加", spoken}, {"上升", spoken}, {"提高", spoken}, {"上涨", spoken}, {"升", spoken},
	{"共计", spoken}, {"一共", spoken}, {"总共", spoken}, {"共", spoken}, {"是", spoken}, {"为", spoken},
	{"有", spoken}, {"了", spoken}, {":", spoken},
	{"人民币", func(m *marks) { m.yuanSign = true }}, {"RMB", func(m *marks) { m.yuanSign = true }},
	{"rmb", func(m *marks) { m.yuanSign = true }}, {"CNY", func(m *marks) { m.yuanSign = true }},
	{"¥", func(m *marks) { m.yuanSign = true }},
	{"零下", func(m *marks) { m.negativeWord = true }},
	{"-", func(m *marks) { m.minus = true }}, {"负", func(m *marks) { m.negativeWord = true }},
	{"+", func(*marks) {}},
}

// marksAfter are tried in order at the beginning of the words after a figure.
var marksAfter = []mark{
	{"左右", approximately}, {"上下", approximately}, {"出头", approximately}, {"余", approximately},
	{"多", approximately}, {"来", approximately}, {"+", approximately},
	{"及以上", bounded("≥")}, {"以上", bounded("≥")}, {"及以下", bounded("≤")}, {"以下", bounded("≤")},
	{"以内", bounded("≤")}, {"之内", bounded("≤")}, {"不到", bounded("<")},
}

// maxMarks is how many marks may pile up; more is not an answer (+++++5).
const maxMarks = 4

// marksAround takes the marks off the words around a figure.
func marksAround(before, after string) marks {
	m := marks{before: before, after: after}
	signs := 0
	for range maxMarks {
		found := takeMark(marksBefore, strings.HasSuffix, m.before)
		if found == nil {
			break
		}
		if isSign := found.text == "-" || found.text == "+" || found.text == "负"; isSign {
			if signs++; signs > 1 {
				break // +-5, --5
			}
		}
		found.set(&m)
		m.before = strings.TrimSuffix(m.before, found.text)
	}
	for range maxMarks {
		found := takeMark(marksAfter, strings.HasPrefix, m.after)
		if found == nil {
			break
		}
		found.set(&m)
		m.after = strings.TrimPrefix(m.after, found.text)
	}
	return m
}

func takeMark(list []mark, at func(s, part string) bool, words string) *mark {
	for i := range list {
		if at(words, list[i].text) {
			return &list[i]
		}
	}
	return nil
}

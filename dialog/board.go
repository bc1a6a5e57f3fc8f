package dialog

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// A board shows one unit on one phone screen or two: how far each section is and who is on it,
// what is missing, the points so far, the gravest findings, and what has changed since yesterday.

// How much a board names before it counts the rest.
const (
	missingOnBoard  = 3
	findingsOnBoard = 3
)

// boardView is what a board is written from.
type boardView struct {
	evaluation  Evaluation
	st          *state
	members     []Member
	yesterday   *Standing
	unreachable []int64 // members the bot cannot write to
	now         time.Time
}

// board shows a manager the board; staff see their progress.
func (t *turn) board() {
	if t.s.Who.Role != Manager {
		t.showProgress()
		return
	}
	e := t.s.Evaluation
	view := boardView{
		evaluation: e, st: t.st, members: t.s.Members, yesterday: t.s.Yesterday, unreachable: t.s.Unreachable, now: t.in.At,
	}
	t.aside(Reply{Title: fmt.Sprintf("%s %d年度自评看板", e.Unit, e.Year), Text: view.text(), Buttons: t.boardKeyboard()})
}

func (t *turn) boardKeyboard() [][]Button {
	var rows [][]Button
	if t.s.Evaluation.Status == Submitted {
		rows = t.decisionButtons()
	}
	first := Key(t.form.Pack.Sections[0].Code)
	ways := []Button{t.key("检查问题", actCheck, "", ""), t.key("汇总", actReview, first, "0")}
	if t.open() {
		ways = append([]Button{t.key("催办", actRemind, "", "")}, ways...)
	}
	return append(rows, ways, []Button{
		t.key("进度图", actPicture, "", ""), t.key("生成报告", actReport, "", ""), t.key("刷新", actBoard, "", ""),
	})
}

// picture sends the evaluation's board as a picture.
func (t *turn) picture() {
	t.toast("正在画进度图")
	t.effects = append(t.effects, SendPicture{})
}

func (v boardView) text() string {
	now := v.st.standing(v.now, "")
	parts := []string{
		v.headline(now), v.sections(), blockLines(now), v.findings(now), v.change(now), v.lost(),
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n\n")
}

// headline is the board in two lines.
func (v boardView) headline(now Standing) string {
	words := []string{string(unitState(v.evaluation.Status, v.st.begun()))}
	if due := dueWords(v.evaluation, v.now); due != "" {
		words = append(words, due)
	}
	line := fmt.Sprintf("已完成 %d/%d 个章节", now.Done(), len(now.Sections))
	if open := now.Open(); open > 0 {
		line += fmt.Sprintf("，还差 %d 题", open)
	}
	return strings.Join(words, "；") + "\n" + line
}

// sections are a line for each section, with what is missing where somebody is at work.
func (v boardView) sections() string {
	var lines []string
	last := v.lastAnswers()
	for i, p := range v.st.progress() {
		line := fmt.Sprintf("%d. %s　%s", i+1, p.Section.Title, statusWord(p))
		if who := v.who(p.Section.Code, last); who != "" {
			line += "　" + who
		}
		lines = append(lines, line)
		if p.Answered > 0 && len(p.Open) > 0 {
			lines = append(lines, "　 缺："+v.st.named(p.Open, missingOnBoard))
		}
	}
	return strings.Join(lines, "\n")
}

// named are the labels of questions, at most so many of them.
func (st *state) named(keys []Key, most int) string {
	var labels []string
	for _, k := range keys {
		if q, ok := st.find(k); ok && len(labels) < most {
			labels = append(labels, excerpt(st.label(q), 24))
		}
	}
	words := strings.Join(labels, "、")
	if len(keys) > len(labels) {
		words += fmt.Sprintf("等 %d 题", len(keys))
	}
	return words
}

// lastAnswers are the newest answers of every section, by the section's code.
func (v boardView) lastAnswers() map[string]Answer {
	last := map[string]Answer{}
	for key, a := range v.st.answers {
		section, ok := v.st.form.Pack.SectionOf(key.Field())
		if ok && a.Value.State != scoring.Missing && a.At.After(last[section.Code].At) {
			last[section.Code] = a
		}
	}
	return last
}

// who has taken a section, else who answered there last.
func (v boardView) who(section string, last map[string]Answer) string {
	if owner := v.st.answers.owner(section); owner != 0 {
		if m, ok := ownerAmong(v.members, owner); ok {
			return excerpt(m.Name, 12) + "负责"
		}
	}
	a, ok := last[section]
	if !ok || a.ByName == "" {
		return ""
	}
	at := a.At.In(v.now.Location())
	when := at.Format("1月2日")
	if daysFrom(at, v.now) == 0 {
		when = at.Format("15:04")
	}
	return fmt.Sprintf("%s %s", excerpt(a.ByName, 12), when)
}

// blockLines are the points so far, block by block.
func blockLines(s Standing) string {
	var b strings.Builder
	if s.Complete {
		fmt.Fprintf(&b, "得分 %s/%s，等次：%s", s.Total, s.Max, s.Grade)
	} else {
		fmt.Fprintf(&b, "目前得分 %s/%s", s.Total, s.Max)
	}
	for _, block := range s.Blocks {
		switch {
		case block.Points.IsZero() && block.Lost.IsZero():
			fmt.Fprintf(&b, "\n· %s　未计分（满分 %s）", block.Name, block.Max)
		case block.Lost.IsPositive():
			fmt.Fprintf(&b, "\n· %s　%s/%s（失 %s）", block.Name, block.Points, block.Max, block.Lost)
		default:
			fmt.Fprintf(&b, "\n· %s　%s/%s", block.Name, block.Points, block.Max)
		}
	}
	return b.String()
}

// findings counts the findings and names the gravest.
func (v boardView) findings(s Standing) string {
	counts := findingCounts(&s)
	if counts == "" {
		if !v.st.begun() {
			return ""
		}
		return "检查：没有发现问题"
	}
	lines := []string{"检查：" + counts}
	for i, f := range v.st.dueFindings() {
		if i == findingsOnBoard {
			break
		}
		mark, _, _ := strings.Cut(severityMarks[f.Severity], " ")
		lines = append(lines, fmt.Sprintf("%s %s %s", mark, f.Check, excerpt(f.Message, 100)))
	}
	return strings.Join(lines, "\n")
}

// findingCounts counts findings by severity; "" when there are none.
func findingCounts(s *Standing) string {
	if s == nil {
		return ""
	}
	var words []string
	for _, severity := range []scoring.Severity{scoring.Error, scoring.Warning, scoring.Note} {
		if n := s.Count(severity); n > 0 {
			words = append(words, fmt.Sprintf("%s %d", severityMarks[severity], n))
		}
	}
	return strings.Join(words, "，")
}

// change says what has changed since yesterday.
func (v boardView) change(now Standing) string {
	was := v.yesterday
	if was == nil {
		if !v.st.begun() {
			return ""
		}
		return "今天开始填报"
	}
	var words []string
	count := func(n int, more, less string) {
		if n > 0 {
			words = append(words, fmt.Sprintf(more, n))
		} else if n < 0 {
			words = append(words, fmt.Sprintf(less, -n))
		}
	}
	count(now.Answered()-was.Answered(), "多填 %d 题", "少 %d 题")
	count(now.Done()-was.Done(), "多完成 %d 个章节", "重新打开 %d 个章节")
	if d := now.Total.Sub(was.Total); !d.IsZero() {
		words = append(words, "得分 "+signed(d))
	}
	count(now.Count(scoring.Error)-was.Count(scoring.Error), "多 %d 个错误", "少 %d 个错误")
	count(now.Count(scoring.Warning)-was.Count(scoring.Warning), "多 %d 个提醒", "少 %d 个提醒")
	if len(words) == 0 {
		return fmt.Sprintf("与昨天相比：没有变化（上次 %s %s）", was.At.In(v.now.Location()).Format("1月2日"), excerpt(was.By, 12))
	}
	return "与昨天相比：" + strings.Join(words, "，")
}

func signed(d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + d.String()
	}
	return "−" + d.Neg().String()
}

// lost names the members the bot cannot write to.
func (v boardView) lost() string {
	names := namesOf(v.members, v.unreachable)
	if names == "" {
		return ""
	}
	return "收不到消息（未打开或已停用本助手）：" + excerpt(names, 100)
}

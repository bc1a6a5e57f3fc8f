package board

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// A board shows one unit on one phone screen or two: how far each section is and who is on it,
// what is missing, the points so far, the gravest findings, and what has changed since yesterday.

// How much a board names before it counts the rest.
const (
	missingOnBoard  = 3
	findingsOnBoard = 3
)

// View is what a board is written from.
type View struct {
	Evaluation  dialog.Evaluation
	State       *form.State
	Members     []dialog.Member
	Yesterday   *dialog.Standing
	Unreachable []int64 // members the bot cannot write to
	Now         time.Time
}

// Text is the board as one message.
func (v View) Text() string {
	now := v.State.Standing(v.Now, "")
	parts := []string{
		v.headline(now), v.sections(), blockLines(now), v.findings(now), v.change(now), v.lost(),
		"指标体系：" + v.State.Form.Pack.Title,
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n\n")
}

// headline is the board in two lines.
func (v View) headline(now dialog.Standing) string {
	words := []string{string(dialog.StateOf(v.Evaluation.Status, v.State.Begun()))}
	if due := dialog.DueWords(v.Evaluation, v.Now); due != "" {
		words = append(words, due)
	}
	line := fmt.Sprintf("已完成 %d/%d 个章节", now.Done(), len(now.Sections))
	if open := now.Open(); open > 0 {
		line += fmt.Sprintf("，还差 %d 题", open)
	}
	return strings.Join(words, "；") + "\n" + line
}

// sections are a line for each section, with what is missing where somebody is at work.
func (v View) sections() string {
	var lines []string
	last := v.lastAnswers()
	for i, p := range v.State.Progress() {
		line := fmt.Sprintf("%d. %s　%s", i+1, p.Section.Title, form.StatusWord(p))
		if who := v.who(p.Section.Code, last); who != "" {
			line += "　" + who
		}
		lines = append(lines, line)
		if p.Begun && len(p.Open) > 0 {
			lines = append(lines, "　 缺："+v.State.Named(p.Open, missingOnBoard))
		}
	}
	return strings.Join(lines, "\n")
}

// lastAnswers are the newest answers of every section, by the section's code.
func (v View) lastAnswers() map[string]dialog.Answer {
	last := map[string]dialog.Answer{}
	for key, a := range v.State.Answers {
		section, ok := v.State.Form.Pack.SectionOf(key.Field())
		if ok && a.Value.State != scoring.Missing && a.At.After(last[section.Code].At) {
			last[section.Code] = a
		}
	}
	return last
}

// who has taken a section, else who answered there last.
func (v View) who(section string, last map[string]dialog.Answer) string {
	if owner := v.State.Answers.Owner(section); owner != 0 {
		if m, ok := dialog.OwnerAmong(v.Members, owner); ok {
			return form.Excerpt(m.Name, 12) + "负责"
		}
	}
	a, ok := last[section]
	if !ok || a.ByName == "" {
		return ""
	}
	at := a.At.In(v.Now.Location())
	when := at.Format("1月2日")
	if dialog.DaysFrom(at, v.Now) == 0 {
		when = at.Format("15:04")
	}
	return fmt.Sprintf("%s %s", form.Excerpt(a.ByName, 12), when)
}

// blockLines are the points so far, block by block.
func blockLines(s dialog.Standing) string {
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
func (v View) findings(s dialog.Standing) string {
	counts := findingCounts(&s)
	if counts == "" {
		if !v.State.Begun() {
			return ""
		}
		return "检查：没有发现问题"
	}
	lines := []string{"检查：" + counts}
	for i, f := range v.State.DueFindings() {
		if i == findingsOnBoard {
			break
		}
		mark, _, _ := strings.Cut(form.SeverityMarks[f.Severity], " ")
		lines = append(lines, fmt.Sprintf("%s %s %s", mark, f.Check, form.Excerpt(f.Message, 100)))
	}
	return strings.Join(lines, "\n")
}

// findingCounts counts findings by severity; "" when there are none.
func findingCounts(s *dialog.Standing) string {
	if s == nil {
		return ""
	}
	var words []string
	for _, severity := range []scoring.Severity{scoring.Error, scoring.Warning, scoring.Note} {
		if n := s.Count(severity); n > 0 {
			words = append(words, fmt.Sprintf("%s %d", form.SeverityMarks[severity], n))
		}
	}
	return strings.Join(words, "，")
}

// change says what has changed since yesterday.
func (v View) change(now dialog.Standing) string {
	was := v.Yesterday
	if was == nil {
		if !v.State.Begun() {
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
		return fmt.Sprintf("与昨天相比：没有变化（上次 %s %s）", was.At.In(v.Now.Location()).Format("1月2日"), form.Excerpt(was.By, 12))
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
func (v View) lost() string {
	names := dialog.NamesOf(v.Members, v.Unreachable)
	if names == "" {
		return ""
	}
	return "收不到消息（未打开或已停用本助手）：" + form.Excerpt(names, 100)
}

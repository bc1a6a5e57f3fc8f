package audit

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/scoring"
)

// How much of an audit one message of a chat holds.
const (
	briefRunes = 3200
	briefLine  = 160
)

// Brief is an audit in one message: what the report says of itself beside the recomputation, its
// contradictions with their places, and what it leaves unsaid. What does not fit is counted.
func (r Report) Brief(unread []string) string {
	b := brief{left: briefRunes}
	b.line("%d 年度，读出 %d 项，报告对自己的说法 %d 处。", r.Year, len(r.Read), len(r.Claims))
	if t := r.Recount; t != nil {
		b.line("总分：报告 %s 分；能复算的 %d 项按复算、其余按报告，合计 %s 分。", t.Stated, t.Rows, t.Computed)
		if !t.Unrounded.Equal(t.Computed) {
			b.line("比率不先取整的，合计 %s 分。", t.Unrounded)
		}
	}
	var claims []string
	for _, c := range r.Claims {
		if c.Agrees && c.Computed != "" {
			continue
		}
		verdict := "复算 " + c.Computed
		if c.Computed == "" {
			verdict = "缺数据，不能复算"
		}
		claims = append(claims, fmt.Sprintf("%s 写 %s，%s（%s：%s）", c.Label, c.Stated, verdict, c.Place, c.Words))
	}
	b.section("与复算不一致或不能复算", claims)
	var findings []string
	for _, f := range r.Findings {
		if f.Severity != scoring.Note {
			findings = append(findings, f.Check+" "+f.Message)
		}
	}
	b.section("前后矛盾和疑点", findings)
	var conflicts []string
	for _, c := range r.Conflicts {
		line := c.Label + "："
		for i, h := range c.Read {
			if i > 0 {
				line += "；"
			}
			line += h.Value + "（" + h.Place + "：" + h.Words + "）"
		}
		conflicts = append(conflicts, line)
	}
	b.section("同一项写了不同的数", conflicts)
	var unsaid []string
	for _, u := range r.Unstated {
		if u.Words != "" {
			unsaid = append(unsaid, fmt.Sprintf("%s，只写“%s”（%s）", u.Label, u.Words, u.Place))
		} else {
			unsaid = append(unsaid, u.Label)
		}
	}
	b.section("报告没有写出的", unsaid)
	b.section("文件里没有读的内容", unread)
	return strings.TrimSpace(b.String())
}

// brief writes lines as long as there is room.
type brief struct {
	strings.Builder
	left int
}

func (b *brief) line(format string, args ...any) bool {
	rs := []rune(fmt.Sprintf(format, args...))
	if len(rs) > briefLine {
		rs = append(rs[:briefLine:briefLine], '…')
	}
	if b.left -= len(rs) + 1; b.left < 0 {
		return false
	}
	b.WriteString(string(rs) + "\n")
	return true
}

func (b *brief) section(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	b.left -= utf8.RuneCountInString(title) + 2
	b.WriteString("\n" + title + "：\n")
	for i, l := range lines {
		if !b.line("· %s", l) {
			fmt.Fprintf(b, "……另有 %d 处\n", len(lines)-i)
			return
		}
	}
}

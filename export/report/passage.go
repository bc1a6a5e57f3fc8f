package report

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"regexp"
	"strings"
)

// passage is a paragraph of a template as its author wrote it: lines without a blank line
// between them, with the conditions that stand in them.
type passage struct {
	// id does not change with the words of this or of other passages: it is the author's
	// own, or made of the headings above and the passage's number under them.
	id string
	// fixed passages are printed as the template has them, whatever a clerk would like.
	fixed bool
	// repeated passages are printed once for every row of a list.
	repeated bool
	// answer passages print a person's paragraphs, which are changed where they were answered.
	answer bool
}

// outline says which passage each line of a template belongs to.
type outline struct {
	passages []passage
	lines    []int // by line from 0: the index of its passage, or -1
}

// of is the passage of a line; -1 where the line belongs to none.
func (o *outline) of(line int) int {
	if line < 0 || line >= len(o.lines) {
		return -1
	}
	return o.lines[line]
}

var (
	// passageMark is a comment that gives the passage it stands in an id, or fixes it.
	passageMark = regexp.MustCompile(`^\{\{/\*\s*段落[:：]\s*(.*?)\s*\*/\}\}$`)
	passageID   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,23}$`)
	// loneAction is a line that only calls a function without arguments: a table, a figure.
	loneAction = regexp.MustCompile(`^\{\{\s*\w+\s*\}\}$`)
)

// fixedWord in a passage's mark keeps its words as the template has them.
const fixedWord = "固定"

// outlineOf reads the passages of a template. Its errors name the line.
func outlineOf(source string) (*outline, error) {
	r := outlineReader{outline: &outline{}, count: map[string]int{}, taken: map[string]bool{}, now: -1}
	for i, line := range strings.Split(normalLines(source), "\n") {
		if err := r.line(strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("第 %d 行：%w", i+1, err)
		}
	}
	return r.outline, nil
}

func normalLines(source string) string { return strings.ReplaceAll(source, "\r\n", "\n") }

type outlineReader struct {
	*outline
	path  [6]string      // headings above, by level
	count map[string]int // passages by path
	taken map[string]bool
	// open is where a run of lines began; now is its passage, -1 while it has no text.
	open int
	now  int
	mark string
	// comment is true inside a comment of several lines.
	comment bool
}

func (r *outlineReader) line(text string) error {
	r.lines = append(r.lines, -1)
	at := len(r.lines) - 1
	wasComment := r.comment
	if i := strings.LastIndex(text, "{{/*"); i >= 0 || wasComment {
		r.comment = !strings.Contains(text[max(i, 0):], "*/}}")
	}
	switch {
	case wasComment || r.comment:
		return nil
	case text == "" || strings.ContainsAny(text[:1], "#>@|"):
		r.close(at + 1)
		r.heading(text)
		return nil
	case passageMark.MatchString(text):
		if r.mark != "" {
			return fmt.Errorf("一段只写一个“段落”注释")
		}
		r.mark = passageMark.FindStringSubmatch(text)[1]
		if r.mark != fixedWord && !passageID.MatchString(r.mark) {
			return fmt.Errorf("段落的代号“%s”不能用：小写字母开头，只用小写字母、数字和“_”，最多 24 个；不许改写的段落写“%s”", r.mark, fixedWord)
		}
	case r.now < 0 && !controlLine.MatchString(text+"\n") && !loneAction.MatchString(text):
		if err := r.begin(); err != nil {
			return err
		}
	}
	if r.now >= 0 {
		for i := r.open; i <= at; i++ {
			r.lines[i] = r.now
		}
	}
	return nil
}

// begin makes a passage of the run of lines being read.
func (r *outlineReader) begin() error {
	path := strings.Join(r.path[:], "\n")
	r.count[path]++
	p := passage{fixed: r.mark == fixedWord}
	if r.mark == "" || p.fixed {
		sum := sha256.Sum256([]byte(path))
		p.id = fmt.Sprintf("%s.%d", shortHash(sum[:], 5), r.count[path])
	} else if p.id = r.mark; r.taken[p.id] {
		return fmt.Errorf("段落的代号“%s”用了两次", p.id)
	}
	r.taken[p.id] = true
	r.passages = append(r.passages, p)
	r.now = len(r.passages) - 1
	return nil
}

// close ends a run of lines; the next one begins at a line.
func (r *outlineReader) close(next int) {
	r.open, r.now, r.mark = next, -1, ""
}

func (r *outlineReader) heading(text string) {
	level := len(text) - len(strings.TrimLeft(text, "#"))
	switch {
	case strings.HasPrefix(text, markAttachment), strings.HasPrefix(text, markWideAttachment):
		r.path = [6]string{text}
	case level > 1 && level < len(r.path):
		r.path[level] = strings.TrimSpace(text[level:])
		clear(r.path[level+1:])
	}
}

// The markup's words for an attachment.
const (
	markAttachment     = "@附件"
	markWideAttachment = "@横排附件"
)

// shortHash is a hash in as many letters and figures.
func shortHash(sum []byte, letters int) string {
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum))[:letters]
}

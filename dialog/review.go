package dialog

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/scoring"
)

// reviewAtOnce is how many answers one page of a summary shows.
const reviewAtOnce = 10

// line is one entry of a summary.
type line struct {
	key     Key // "" for a figure that is computed
	label   string
	display string
}

// lines are the section's answers, and the figures computed from them, in order.
func (st *state) lines(s *scoring.Section) []line {
	var lines []line
	for _, k := range st.questions(s) {
		if q, ok := st.find(k); ok {
			v := st.answers[k].Value
			if q.Leaf.Kind == scoring.Rows {
				v = st.cellValue(q.Leaf, k)
			}
			lines = append(lines, line{k, st.label(q), st.display(q.Leaf, k, v)})
		}
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		if sum, ok := st.form.Pack.Derived(f, st.facts); ok && !st.asked(f) && st.form.Pack.Active(f, st.facts) {
			lines = append(lines, line{"", f.Label, st.display(f, Key(f.Code), scoring.Number(sum)) + "（据清单计算）"})
		}
	}
	return lines
}

// summary is a page of a section's answers, each with a number to edit it by.
func (t *turn) summary(s *scoring.Section, page int) Reply {
	lines := t.st.lines(s)
	pages := max(1, (len(lines)+reviewAtOnce-1)/reviewAtOnce)
	page = min(max(page, 0), pages-1)
	t.s.Cursor.Page = page
	first := page * reviewAtOnce
	shown := lines[first:min(first+reviewAtOnce, len(lines))]

	var b strings.Builder
	var edit []Button
	for i, l := range shown {
		n := first + i + 1
		fmt.Fprintf(&b, "%d. %s：%s\n", n, l.label, excerpt(l.display, 120))
		if l.key != "" && t.s.Who.Role == Staff {
			edit = append(edit, t.key(strconv.Itoa(n), actEdit, l.key, ""))
		}
	}
	if len(edit) > 0 {
		b.WriteString("\n点编号或回复编号即可修改。")
	}
	rows := append(chunk(edit, 5), t.pageWays(s, page, pages)...)
	return Reply{Title: fmt.Sprintf("【%s · 汇总 %d/%d 页】", s.Title, page+1, pages), Text: strings.TrimRight(b.String(), "\n"), Buttons: rows}
}

// pageWays turn pages within the section, and sections.
func (t *turn) pageWays(s *scoring.Section, page, pages int) [][]Button {
	var turnPage []Button
	if page > 0 {
		turnPage = append(turnPage, t.key("‹ 上一页", actReview, Key(s.Code), strconv.Itoa(page-1)))
	}
	if page+1 < pages {
		turnPage = append(turnPage, t.key("下一页 ›", actReview, Key(s.Code), strconv.Itoa(page+1)))
	}
	var rows [][]Button
	if len(turnPage) > 0 {
		rows = append(rows, turnPage)
	}
	ways := []Button{t.key("目录", actHome, "", "")}
	sections := t.form.Pack.Sections
	for i := range sections {
		if sections[i].Code != s.Code {
			continue
		}
		if i > 0 {
			ways = append([]Button{t.key("‹ "+sections[i-1].Title, actReview, Key(sections[i-1].Code), "0")}, ways...)
		}
		if i+1 < len(sections) {
			ways = append(ways, t.key(sections[i+1].Title+" ›", actReview, Key(sections[i+1].Code), "0"))
		}
	}
	return append(rows, ways)
}

// textAtRest takes a message while no question is open: a number picks the entry of a
// summary, anything else is answered with what one can do here.
func (t *turn) textAtRest(typed string) {
	c := t.s.Cursor
	if c.Place == PlaceComment {
		t.comment(typed)
		return
	}
	if c.Place == PlaceWording {
		t.wordingText(typed)
		return
	}
	if s, ok := t.form.Pack.Section(c.Section); ok && c.Place == PlaceReview {
		lines := t.st.lines(s)
		if n, ok := optionNumbers(typed, len(lines)); ok && len(n) == 1 && lines[n[0]-1].key != "" {
			if t.mayAnswer() {
				t.askFor(lines[n[0]-1].key, t.here())
			}
			return
		}
	}
	sections := t.form.Pack.Sections
	if n, ok := optionNumbers(typed, len(sections)); ok && len(n) == 1 && c.Place == PlaceHome {
		if t.s.Who.Role == Staff {
			t.start(&sections[n[0]-1])
		} else {
			t.review(sections[n[0]-1].Code, 0)
		}
		return
	}
	if t.s.Who.Role == Staff {
		t.say(Reply{Text: textNothingOpen})
	} else {
		t.say(Reply{Text: textReadOnly})
	}
	t.show()
}

package turn

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/scoring"
)

// reviewAtOnce is how many answers one page of a summary shows.
const reviewAtOnce = 10

// reviewPage is the page of a section's summary that is nearest to the one asked for.
func (t *turn) reviewPage(section string, page int) int {
	s, ok := t.form.Pack.Section(section)
	if !ok {
		return 0
	}
	pages := max(1, (len(t.st.Lines(s))+reviewAtOnce-1)/reviewAtOnce)
	return min(max(page, 0), pages-1)
}

// summary is a page of a section's answers, each with a number to edit it by.
func (t *turn) summary(s *scoring.Section, page int) dialog.Reply {
	lines := t.st.Lines(s)
	pages := max(1, (len(lines)+reviewAtOnce-1)/reviewAtOnce)
	page = min(max(page, 0), pages-1)
	first := page * reviewAtOnce
	shown := lines[first:min(first+reviewAtOnce, len(lines))]

	var b strings.Builder
	var edit []dialog.Button
	for i, l := range shown {
		n := first + i + 1
		fmt.Fprintf(&b, "%d. %s：%s\n", n, l.Label, form.Excerpt(l.Display, 120))
		if l.Key != "" && t.s.Who.Role == dialog.Staff {
			edit = append(edit, t.key(strconv.Itoa(n), dialog.ActEdit, l.Key, ""))
		}
	}
	if len(edit) > 0 {
		b.WriteString("\n点编号或回复编号即可修改。")
	}
	rows := append(dialog.Chunk(edit, 5), t.pageWays(s, page, pages)...)
	return dialog.Reply{Title: fmt.Sprintf("【%s · 汇总 %d/%d 页】", s.Title, page+1, pages), Text: strings.TrimRight(b.String(), "\n"), Buttons: rows}
}

// pageWays turn pages within the section, and sections.
func (t *turn) pageWays(s *scoring.Section, page, pages int) [][]dialog.Button {
	var turnPage []dialog.Button
	if page > 0 {
		turnPage = append(turnPage, t.key("‹ 上一页", dialog.ActReview, dialog.Key(s.Code), strconv.Itoa(page-1)))
	}
	if page+1 < pages {
		turnPage = append(turnPage, t.key("下一页 ›", dialog.ActReview, dialog.Key(s.Code), strconv.Itoa(page+1)))
	}
	var rows [][]dialog.Button
	if len(turnPage) > 0 {
		rows = append(rows, turnPage)
	}
	ways := []dialog.Button{t.key("目录", dialog.ActHome, "", "")}
	sections := t.form.Pack.Sections
	for i := range sections {
		if sections[i].Code != s.Code {
			continue
		}
		if i > 0 {
			ways = append([]dialog.Button{t.key("‹ "+sections[i-1].Title, dialog.ActReview, dialog.Key(sections[i-1].Code), "0")}, ways...)
		}
		if i+1 < len(sections) {
			ways = append(ways, t.key(sections[i+1].Title+" ›", dialog.ActReview, dialog.Key(sections[i+1].Code), "0"))
		}
	}
	return append(rows, ways)
}

// textAtRest takes a message while no question is open: a number picks the entry of a
// summary, anything else is answered with what one can do here.
func (t *turn) textAtRest(typed string) {
	c := t.s.Cursor
	if c.Place == dialog.PlaceComment {
		t.comment(typed)
		return
	}
	if c.Place == dialog.PlaceWording {
		t.wordingText(typed)
		return
	}
	if s, ok := t.form.Pack.Section(c.Section); ok && c.Place == dialog.PlaceReview {
		lines := t.st.Lines(s)
		if n, ok := reading.OptionNumbers(typed, len(lines)); ok && len(n) == 1 && lines[n[0]-1].Key != "" {
			if t.mayAnswer() {
				t.askFor(lines[n[0]-1].Key, t.here())
			}
			return
		}
	}
	sections := t.form.Pack.Sections
	if n, ok := reading.OptionNumbers(typed, len(sections)); ok && len(n) == 1 && c.Place == dialog.PlaceHome {
		if t.s.Who.Role == dialog.Staff {
			t.start(&sections[n[0]-1])
		} else {
			t.review(sections[n[0]-1].Code, 0)
		}
		return
	}
	if t.s.Who.Role == dialog.Staff {
		t.say(dialog.Reply{Text: textNothingOpen})
	} else {
		t.say(dialog.Reply{Text: textReadOnly})
	}
	t.show()
}

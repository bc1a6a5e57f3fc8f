package screen

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// reviewAtOnce is how many answers one page of a summary shows.
const reviewAtOnce = 10

// ReviewPage is the page of a section's summary that is nearest to the one asked for.
func (view View) ReviewPage(section string, page int) int {
	s, ok := view.State.Form.Pack.Section(section)
	if !ok {
		return 0
	}
	pages := max(1, (len(view.State.Lines(s))+reviewAtOnce-1)/reviewAtOnce)
	return min(max(page, 0), pages-1)
}

// Summary is a page of a section's answers, each with a number to edit it by.
func (view View) Summary(s *scoring.Section, page int) dialog.Reply {
	lines := view.State.Lines(s)
	pages := max(1, (len(lines)+reviewAtOnce-1)/reviewAtOnce)
	page = min(max(page, 0), pages-1)
	first := page * reviewAtOnce
	shown := lines[first:min(first+reviewAtOnce, len(lines))]

	var b strings.Builder
	var edit []dialog.Button
	for i, l := range shown {
		n := first + i + 1
		fmt.Fprintf(&b, "%d. %s：%s\n", n, l.Label, form.Excerpt(l.Display, 120))
		if l.Key != "" && view.Session.Who.Role == dialog.Staff {
			edit = append(edit, view.Key(strconv.Itoa(n), dialog.ActEdit, l.Key, ""))
		}
	}
	if len(edit) > 0 {
		b.WriteString("\n点编号或回复编号即可修改。")
	}
	rows := append(dialog.Chunk(edit, 5), pageWays(view, s, page, pages)...)
	return dialog.Reply{Title: fmt.Sprintf("【%s · 汇总 %d/%d 页】", s.Title, page+1, pages), Text: strings.TrimRight(b.String(), "\n"), Buttons: rows}
}

// pageWays turn pages within the section, and sections.
func pageWays(view View, s *scoring.Section, page, pages int) [][]dialog.Button {
	var turnPage []dialog.Button
	if page > 0 {
		turnPage = append(turnPage, view.Key("‹ 上一页", dialog.ActReview, dialog.Key(s.Code), strconv.Itoa(page-1)))
	}
	if page+1 < pages {
		turnPage = append(turnPage, view.Key("下一页 ›", dialog.ActReview, dialog.Key(s.Code), strconv.Itoa(page+1)))
	}
	var rows [][]dialog.Button
	if len(turnPage) > 0 {
		rows = append(rows, turnPage)
	}
	ways := []dialog.Button{view.Key("目录", dialog.ActHome, "", "")}
	sections := view.State.Form.Pack.Sections
	for i := range sections {
		if sections[i].Code != s.Code {
			continue
		}
		if i > 0 {
			ways = append([]dialog.Button{view.Key("‹ "+sections[i-1].Title, dialog.ActReview, dialog.Key(sections[i-1].Code), "0")}, ways...)
		}
		if i+1 < len(sections) {
			ways = append(ways, view.Key(sections[i+1].Title+" ›", dialog.ActReview, dialog.Key(sections[i+1].Code), "0"))
		}
	}
	return append(rows, ways)
}

package screen

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
)

// WordingAtOnce is how many paragraphs the list of paragraphs shows at once.
const WordingAtOnce = 8

// wordingLabel is what the way to the paragraphs is called: not everybody may change them now.
func wordingLabel(view View) string {
	if view.MayReword() {
		return "改报告文字"
	}
	return "看报告文字"
}

// MayReword reports whether the speaker may put paragraphs into own words.
func (view View) MayReword() bool { return view.Session.Who.Role == dialog.Staff && view.Open() }

// WordingList is a page of the report's paragraphs, and at the end the own words that are not
// printed now.
func (view View) WordingList(list []dialog.Paragraph) dialog.Reply {
	pages := (len(list) + WordingAtOnce - 1) / WordingAtOnce
	page := min(max(view.Session.Cursor.Page, 0), pages-1)
	first := page * WordingAtOnce
	var b strings.Builder
	var numbers []dialog.Button
	heading, stale := "", false
	for i, p := range list[first:min(first+WordingAtOnce, len(list))] {
		n := first + i + 1
		switch {
		case p.Stale != "" && !stale:
			stale = true
			b.WriteString("\n以下改写现在没有印出：\n")
		case p.Stale == "" && p.Heading != heading:
			heading = p.Heading
			b.WriteString("\n" + form.Excerpt(heading, 40) + "\n")
		}
		b.WriteString(form.Entry(n, p))
		numbers = append(numbers, view.WordingKey(strconv.Itoa(n), p.ID, WordingOpen))
	}
	intro := "点编号看这一段。"
	if view.MayReword() {
		intro = "点编号改写一段；段里的数会随答案自动更新。✎ 是改写过的。"
	}
	rows := dialog.Chunk(numbers, 4)
	var ways []dialog.Button
	if page > 0 {
		ways = append(ways, view.WordingKey("‹ 上一页", "", strconv.Itoa(page-1)))
	}
	if page+1 < pages {
		ways = append(ways, view.WordingKey("下一页 ›", "", strconv.Itoa(page+1)))
	}
	if len(ways) > 0 {
		rows = append(rows, ways)
	}
	return dialog.Reply{
		Title: fmt.Sprintf("报告文字（%d/%d 页）", page+1, pages), Text: intro + "\n" + strings.TrimRight(b.String(), "\n"),
		Buttons: append(rows, []dialog.Button{view.Key("目录", dialog.ActHome, "", ""), view.Key("生成报告", dialog.ActReport, "", "")}),
	}
}

// WordingKey draws a button for a paragraph in its present words.
func (view View) WordingKey(label, id, option string) dialog.Button {
	b := dialog.Tap{Evaluation: view.Session.Evaluation.ID, Action: dialog.ActWording, Key: dialog.Key(id), Rev: 0, Option: option}
	if id != "" {
		b.Rev = view.Session.Answers[form.WordingKey.Child(id)].Rev
	}
	return dialog.Button{Label: label, Data: b.String()}
}

// WrittenBy tells whose own words a paragraph has.
func WrittenBy(a dialog.Answer, p dialog.Paragraph) string {
	if !p.Changed || a.ByName == "" {
		return ""
	}
	return "\n（" + a.ByName + "改写）"
}

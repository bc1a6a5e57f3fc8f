package turn

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/preview"
	"ziping/scoring"
)

const (
	textNoWording = "报告文字现在取不到，请稍后再试。"
	// textDeadFigures warns of words without marks where there were some.
	textDeadFigures = "⚠️ 这一段里没有〔〕了，其中的数不会随答案更新。要自动更新，请点编号重看这一段，把数换成〔名称〕。"
)

// fewestWording is how many characters words for a paragraph have at least: less is meant for
// something else, a number of the list or an answer.
const fewestWording = 6

// wordingTap does the taps on the report's paragraphs.
func (t *turn) wordingTap(b dialog.Tap) {
	c := &t.s.Cursor
	p, known := paragraphOf(t.in.Paragraphs, string(b.Key))
	switch {
	case b.Key == "":
		page, err := strconv.Atoi(b.Option)
		if err != nil {
			page = 0
		}
		t.paragraphs(page)
		return
	case !known:
		*c = dialog.Cursor{Place: dialog.PlaceWording, Page: c.Page}
		t.stale()
		return
	case b.Option == wordingOpen:
		t.openParagraph(p)
		return
	case !t.mayAnswer():
		return
	case t.s.Answers[form.WordingKey.Child(p.ID)].Rev != b.Rev:
		t.toast(dialog.TextStale)
		t.openParagraph(p)
		return
	}
	_, words, ok := WordingChange(t.s, t.in)
	if !ok || b.Option == wordingRestore && t.s.Answers[form.WordingKey.Child(p.ID)].Value.State != scoring.Known {
		t.stale()
		return
	}
	t.reword(p, words)
}

// openParagraph makes p the open paragraph and shows it.
func (t *turn) openParagraph(p dialog.Paragraph) {
	page := 0
	for i := range t.in.Paragraphs {
		if t.in.Paragraphs[i].ID == p.ID {
			page = i / wordingAtOnce
		}
	}
	key := form.WordingKey.Child(p.ID)
	t.s.Cursor = dialog.Cursor{Place: dialog.PlaceWording, Key: key, Page: page, Saw: t.s.Answers[key].Rev}
	t.show()
}

// wordingText takes a message where the report's words are changed: the open paragraph's new
// words, or the number of one in the list.
func (t *turn) wordingText(typed string) {
	id, open := paragraph(t.s.Cursor)
	p, known := paragraphOf(t.in.Paragraphs, id)
	switch {
	case typed == "" || len(t.in.Paragraphs) == 0 || open && !known:
		t.show()
	case !open:
		if n, ok := reading.OptionNumbers(typed, len(t.in.Paragraphs)); ok && len(n) == 1 {
			t.openParagraph(t.in.Paragraphs[n[0]-1])
			return
		}
		t.lead = "没有记录。要改哪一段，请先点它的编号。"
		t.show()
	case !t.mayAnswer():
	case p.Stale != "":
		t.lead = "没有记录：这一段现在不在报告里。"
		t.show()
	case utf8.RuneCountInString(typed) < fewestWording:
		t.unfit(p, "“"+typed+"”不像一段报告文字，请发改好的整段。")
	case typed == p.Editable:
		t.lead = "这一段没有改动。"
		t.paragraphs(t.s.Cursor.Page)
	case t.in.Unfit != "" && preview.Units(typed) >= telegramCut:
		// The client cut the message: its rest follows, and is not a paragraph.
		t.lead = "没有记录：" + sentence(t.in.Unfit) + "请改短后重新点编号再发。"
		t.paragraphs(t.s.Cursor.Page)
	case t.rewordedMeanwhile(p, typed):
	default:
		t.reword(p, typed)
	}
}

// unfit refuses words; the paragraph stays open.
func (t *turn) unfit(p dialog.Paragraph, why string) {
	t.say(dialog.Reply{
		Title: p.Heading, Text: "没有记录：" + why, Prompt: true,
		Buttons: [][]dialog.Button{{t.wordingKey("重看这一段", p.ID, wordingOpen), t.wordingKey("‹ 返回", "", strconv.Itoa(t.s.Cursor.Page))}},
	})
}

// rewordedMeanwhile asks before a colleague's words are overwritten that this person has not seen.
func (t *turn) rewordedMeanwhile(p dialog.Paragraph, typed string) bool {
	c := &t.s.Cursor
	a := t.s.Answers[c.Key]
	if t.in.Unfit != "" || a.Rev == c.Saw || a.By == t.s.Who.User {
		return false
	}
	c.Typed = typed
	t.say(dialog.Reply{
		Title: p.Heading, Prompt: true,
		Text: a.ByName + " 已于 " + t.st.Clock(a.At) + " 改了这一段，现在印为：\n" + p.Text + "\n\n您写的是：\n" + typed + "\n\n以哪一个为准？",
		Buttons: [][]dialog.Button{{
			t.wordingKey("改为我写的", p.ID, wordingMine), t.wordingKey("保留现在的", "", strconv.Itoa(c.Page)),
		}},
	})
	return true
}

// reword records other words for a paragraph, none for the report's own, shows how it prints now,
// and goes back to the list.
func (t *turn) reword(p dialog.Paragraph, words string) {
	if t.in.Unfit != "" {
		t.unfit(p, sentence(t.in.Unfit))
		return
	}
	now, printed := paragraphOf(t.in.Rewritten, p.ID)
	if printed && now.Stale == "" && !now.Changed { // typed word by word, or restored
		words = ""
	}
	typed, done := words, "已改写"
	switch {
	case words == "" && p.Stale != "":
		typed, done = "删除改写", "已删除这段改写"
	case words == "":
		typed, done = "恢复原文", "已恢复原文"
	}
	t.write(form.WordingKey.Child(p.ID), form.WordingValue(words), typed)
	closed := dialog.Reply{Kind: dialog.EditPrompt, Text: strings.TrimSpace("✓ " + done + "　" + p.Heading)}
	if t.in.Kind == dialog.TapInput {
		closed.Kind = dialog.EditTapped
	}
	t.say(closed)
	t.navigate = false // the tapped message stays as the record of what was done
	t.in.Paragraphs = t.in.Rewritten
	t.lead = done + "。"
	if printed && now.Stale == "" {
		t.lead = done + "，现在印为：\n" + now.Text
		if words != "" && len(p.Marks) > 0 && !p.HasMarks(words) {
			t.lead += "\n" + textDeadFigures
		}
	}
	t.paragraphs(t.s.Cursor.Page)
}

// sentence ends a reason where it does not end by itself.
func sentence(why string) string {
	if strings.HasSuffix(why, "？") {
		return why
	}
	return why + "。"
}

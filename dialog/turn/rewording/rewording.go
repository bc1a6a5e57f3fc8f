package rewording

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// textDeadFigures warns of words without marks where there were some.
const textDeadFigures = "⚠️ 这一段里没有〔〕了，其中的数不会随答案更新。要自动更新，请点编号重看这一段，把数换成〔名称〕。"

// fewestWording is how many characters words for a paragraph have at least: less is meant for
// something else, a number of the list or an answer.
const fewestWording = 6

// WordingTap does the taps on the report's paragraphs.
func WordingTap(t *stage.Turn, b dialog.Tap) {
	c := &t.Session.Cursor
	p, known := dialog.ParagraphOf(t.Given.Paragraphs, string(b.Key))
	switch {
	case b.Key == "":
		page, err := strconv.Atoi(b.Option)
		if err != nil {
			page = 0
		}
		t.InPlace().OpenWording(page)
		return
	case !known:
		*c = dialog.Cursor{Place: dialog.PlaceWording, Page: c.Page}
		t.InPlace().Stale()
		return
	case b.Option == screen.WordingOpen:
		openParagraph(t, t.InPlace(), p)
		return
	case !t.MayAnswer():
		return
	case t.Session.Answers[form.WordingKey.Child(p.ID)].Rev != b.Rev:
		t.Toast(dialog.TextStale)
		openParagraph(t, t.InPlace(), p)
		return
	}
	change, ok := Change(t.Session, t.In)
	words, known := change.For(p)
	if !ok || !known || b.Option == screen.WordingRestore && t.Session.Answers[form.WordingKey.Child(p.ID)].Value.State != scoring.Known {
		t.InPlace().Stale()
		return
	}
	reword(t, p, words)
}

// openParagraph makes p the open paragraph and shows it.
func openParagraph(t *stage.Turn, at stage.Pane, p dialog.Paragraph) {
	page := 0
	for i := range t.Given.Paragraphs {
		if t.Given.Paragraphs[i].ID == p.ID {
			page = i / screen.WordingAtOnce
		}
	}
	key := form.WordingKey.Child(p.ID)
	t.Session.Cursor = dialog.Cursor{Place: dialog.PlaceWording, Key: key, Page: page, Saw: t.Session.Answers[key].Rev}
	at.Show()
}

// WordingText takes a message where the report's words are changed: the open paragraph's new
// words, or the number of one in the list.
func WordingText(t *stage.Turn, typed string) {
	id, open := screen.OpenParagraphID(t.Session.Cursor)
	p, known := dialog.ParagraphOf(t.Given.Paragraphs, id)
	switch {
	case typed == "" || len(t.Given.Paragraphs) == 0 || open && !known:
		t.Below().Show()
	case !open:
		if n, ok := reading.OptionNumbers(typed, len(t.Given.Paragraphs)); ok && len(n) == 1 {
			openParagraph(t, t.Below(), t.Given.Paragraphs[n[0]-1])
			return
		}
		t.Echo("没有记录。要改哪一段，请先点它的编号。")
		t.Below().Show()
	case !t.MayAnswer():
	case p.Stale != "":
		t.Echo("没有记录：这一段现在不在报告里。")
		t.Below().Show()
	case utf8.RuneCountInString(typed) < fewestWording:
		unfit(t, p, "“"+typed+"”不像一段报告文字，请发改好的整段。")
	case typed == p.Editable:
		t.Echo("这一段没有改动。")
		t.Below().OpenWording(t.Session.Cursor.Page)
	case t.Given.Unfit != "" && utf8.RuneCountInString(typed) >= dialog.MaxMessage:
		// The client cut the message: its rest follows, and is not a paragraph.
		t.Echo("没有记录：%s请改短后重新点编号再发。", sentence(t.Given.Unfit))
		t.Below().OpenWording(t.Session.Cursor.Page)
	case rewordedMeanwhile(t, p, typed):
	default:
		reword(t, p, typed)
	}
}

// unfit refuses words; the paragraph stays open.
func unfit(t *stage.Turn, p dialog.Paragraph, why string) {
	t.Say(dialog.Reply{
		Title: p.Heading, Text: "没有记录：" + why, Prompt: true,
		Buttons: [][]dialog.Button{{t.View().WordingKey("重看这一段", p.ID, screen.WordingOpen), t.View().WordingKey("‹ 返回", "", strconv.Itoa(t.Session.Cursor.Page))}},
	})
}

// rewordedMeanwhile asks before a colleague's words are overwritten that this person has not seen.
func rewordedMeanwhile(t *stage.Turn, p dialog.Paragraph, typed string) bool {
	c := &t.Session.Cursor
	a := t.Session.Answers[c.Key]
	if t.Given.Unfit != "" || a.Rev == c.Saw || a.By == t.Session.Who.User {
		return false
	}
	c.Typed = typed
	t.Say(dialog.Reply{
		Title: p.Heading, Prompt: true,
		Text: a.ByName + " 已于 " + t.State.Clock(a.At) + " 改了这一段，现在印为：\n" + p.Text + "\n\n您写的是：\n" + typed + "\n\n以哪一个为准？",
		Buttons: [][]dialog.Button{{
			t.View().WordingKey("改为我写的", p.ID, screen.WordingMine), t.View().WordingKey("保留现在的", "", strconv.Itoa(c.Page)),
		}},
	})
	return true
}

// reword records other words for a paragraph, none for the report's own, shows how it prints now,
// and goes back to the list.
func reword(t *stage.Turn, p dialog.Paragraph, words string) {
	if t.Given.Unfit != "" {
		unfit(t, p, sentence(t.Given.Unfit))
		return
	}
	now, printed := dialog.ParagraphOf(t.Given.Rewritten, p.ID)
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
	t.Write(form.WordingKey.Child(p.ID), form.WordingValue(words), typed)
	closed := dialog.Reply{Kind: dialog.EditPrompt, Text: strings.TrimSpace("✓ " + done + "　" + p.Heading), Tidies: true}
	if t.In.Kind == dialog.TapInput {
		closed.Kind = dialog.EditTapped
	}
	t.Say(closed)
	t.Given.Paragraphs = t.Given.Rewritten
	said := done + "。"
	if printed && now.Stale == "" {
		said = done + "，现在印为：\n" + now.Text
		if words != "" && len(p.Marks) > 0 && !p.HasMarks(words) {
			said += "\n" + textDeadFigures
		}
	}
	t.Echo("%s", said)
	t.Below().OpenWording(t.Session.Cursor.Page)
}

// sentence ends a reason where it does not end by itself.
func sentence(why string) string {
	if strings.HasSuffix(why, "？") {
		return why
	}
	return why + "。"
}

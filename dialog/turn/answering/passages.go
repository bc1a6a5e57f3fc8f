package answering

import (
	"fmt"
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

// appending in Cursor.Paragraph: what is sent goes behind the text.
const appending = -1

// paragraphs are the lines of a text that say something.
func paragraphs(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// TextTap does what a button at a long text says.
func TextTap(t *stage.Turn, b dialog.Tap, q form.Question) {
	text, ok := t.View().WrittenText(q)
	n, err := strconv.Atoi(strings.TrimLeft(b.Option, screen.TextPage+screen.TextOne))
	if !ok || b.Rev != t.State.Answers[q.Key].Rev {
		t.InPlace().Stale()
		return
	}
	if b.Option == screen.TextWhole {
		wholeText(t, q, text)
		return
	}
	if !t.MayAnswer() {
		return
	}
	t.TurnTo(q)
	switch all := paragraphs(text); {
	case b.Option == screen.TextAppend:
		t.Session.Cursor.Paragraph, t.Session.Cursor.Passage = appending, ""
		t.InPlace().Screen(dialog.Reply{Title: t.State.Title(q), Text: "请发送要续写的文字，可以分几条，写完点“完成”。原文结尾：" + ending(text),
			Buttons: [][]dialog.Button{{t.View().Key("‹ 返回本题", dialog.ActOpen, q.Key, "")}}})
	case err == nil && strings.HasPrefix(b.Option, screen.TextPage) && n >= 0:
		t.Session.Cursor.Paragraph, t.Session.Cursor.Passage = 0, ""
		t.InPlace().Screen(t.View().ParagraphList(q, all, n))
	case err == nil && strings.HasPrefix(b.Option, screen.TextOne) && n >= 1 && n <= len(all):
		t.Session.Cursor.Paragraph, t.Session.Cursor.Passage = n, all[n-1]
		lead := fmt.Sprintf("第 %d 段，共 %d 段：\n\n", n, len(all))
		t.InPlace().Screen(dialog.Reply{Title: t.State.Title(q), Text: lead + form.ExcerptRunes(all[n-1], screen.TextAtOnce) + "\n\n请发送新的文字；发送“删除”删去本段。",
			Buttons: [][]dialog.Button{{t.View().Key("‹ 返回各段", dialog.ActText, q.Key, screen.TextPage+strconv.Itoa((n-1)/screen.ParagraphsAtOnce))}}})
	default:
		t.InPlace().Stale()
	}
}

// wholeText shows a text in as many messages as it takes.
func wholeText(t *stage.Turn, q form.Question, text string) {
	for _, r := range t.View().TextPieces(q, text) {
		t.Say(r)
	}
}

// takeParagraph puts typed in the place of the open paragraph. A colleague's change of another
// paragraph stays; one of this paragraph is asked about like that of any answer.
func takeParagraph(t *stage.Turn, q form.Question, typed string) {
	c := &t.Session.Cursor
	text, _ := t.View().WrittenText(q)
	all, at := paragraphs(text), c.Paragraph-1
	switch {
	case at < len(all) && all[at] == c.Passage:
		c.Saw = t.State.Answers[q.Key].Rev
	case at >= len(all):
		all, at = append(all, ""), len(all)
	}
	if all[at] = typed; strings.Trim(typed, "。.！! ") == "删除" {
		all = append(all[:at], all[at+1:]...)
	}
	so := strings.Join(all, "\n")
	switch n := utf8.RuneCountInString(so); {
	case n == 0:
		Reject(t, q, "只有这一段，不能删去。请发送新的文字。")
		return
	case n > reading.MaxLongText:
		Reject(t, q, fmt.Sprintf("这一项最多 %d 个字，改后就有 %d 个字了。这一段没有改。", reading.MaxLongText, n))
		return
	}
	answerText(t, q, so)
}

// answerText records a changed text and shows its question again.
func answerText(t *stage.Turn, q form.Question, text string) {
	c := &t.Session.Cursor
	if c.Back == nil {
		c.Back = &dialog.Return{For: q.Key, Place: dialog.PlaceAsk, Key: q.Key}
	}
	answer(t, q, scoring.Text(text), text)
}

func ending(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 40 {
		return "…" + string(r[len(r)-40:])
	}
	return string(r)
}

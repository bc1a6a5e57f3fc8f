package answering

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/preview"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// acceptPiece takes one message of a long text. Telegram cuts a text at 4,096 characters,
// so the pieces are collected until the person says 完成, never until a timer fires.
func acceptPiece(t *stage.Turn, q form.Question, typed string) {
	c := &t.Session.Cursor
	if _, written := t.View().WrittenText(q); c.Paragraph > 0 && written {
		takeParagraph(t, q, typed)
		return
	}
	if word := strings.Trim(typed, "。.！! "); word == "完成" {
		finishText(t, q)
		return
	}
	whole := q.Row > 0 && preview.Units(typed) < dialog.MaxMessage // a cell is rarely longer than a message
	if c.Paragraph == 0 && len(c.Pieces) == 0 && (whole || typed == "无") {
		answer(t, q, scoring.Text(typed), typed)
		return
	}
	so := behind(t, q) + joinPieces(append(c.Pieces[:len(c.Pieces):len(c.Pieces)], typed))
	if n := utf8.RuneCountInString(so); n > reading.MaxLongText {
		Reject(t, q, fmt.Sprintf("这一项最多 %d 个字，加上这一条就有 %d 个字了。这一条没有收下；可以点“完成”，或清空重写。", reading.MaxLongText, n))
		return
	}
	c.Pieces = append(c.Pieces[:len(c.Pieces):len(c.Pieces)], typed)
	t.Below().Screen(dialog.Reply{
		Title: t.State.Title(q),
		Text: fmt.Sprintf("已收到 %d 条，共 %d 个字。可以接着发；写完请点“完成”。\n\n最后一条：%s",
			len(c.Pieces), utf8.RuneCountInString(so), form.Excerpt(typed, 80)),
		Buttons: append(t.View().Pieces(q), t.View().Ways(q)),
	})
}

// finishText records the collected pieces as one text.
func finishText(t *stage.Turn, q form.Question) {
	if len(t.Session.Cursor.Pieces) == 0 {
		if t.State.Answered(q.Key) { // nothing new was written: the answer stays
			t.Below().Forward(q)
			return
		}
		Reject(t, q, "还没有收到文字。请直接发送，写完再点“完成”。")
		return
	}
	text := behind(t, q) + joinPieces(t.Session.Cursor.Pieces)
	if t.Session.Cursor.Paragraph == appending {
		t.Session.Cursor.Saw = t.State.Answers[q.Key].Rev // whatever a colleague wrote meanwhile stays before it
		answerText(t, q, text)
		return
	}
	answer(t, q, scoring.Text(text), text)
}

// behind is the text the pieces are written behind, "" when they are a text of their own.
func behind(t *stage.Turn, q form.Question) string {
	if text, ok := t.View().WrittenText(q); ok && t.Session.Cursor.Paragraph == appending {
		return strings.TrimRight(text, "\n") + "\n"
	}
	return ""
}

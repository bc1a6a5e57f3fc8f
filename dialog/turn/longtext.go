package turn

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/preview"
	"ziping/scoring"
)

// acceptPiece takes one message of a long text. Telegram cuts a text at 4,096 characters,
// so the pieces are collected until the person says 完成, never until a timer fires.
func (t *turn) acceptPiece(q form.Question, typed string) {
	c := &t.s.Cursor
	if _, written := t.writtenText(q); c.Paragraph > 0 && written {
		t.takeParagraph(q, typed)
		return
	}
	if word := strings.Trim(typed, "。.！! "); word == "完成" {
		t.finishText(q)
		return
	}
	whole := q.Row > 0 && preview.Units(typed) < telegramCut // a cell is rarely longer than a message
	if c.Paragraph == 0 && len(c.Pieces) == 0 && (whole || typed == "无") {
		t.answer(q, scoring.Text(typed), typed)
		return
	}
	so := t.behind(q) + joinPieces(append(c.Pieces[:len(c.Pieces):len(c.Pieces)], typed))
	if n := utf8.RuneCountInString(so); n > reading.MaxLongText {
		t.reject(q, fmt.Sprintf("这一项最多 %d 个字，加上这一条就有 %d 个字了。这一条没有收下；可以点“完成”，或清空重写。", reading.MaxLongText, n))
		return
	}
	c.Pieces = append(c.Pieces[:len(c.Pieces):len(c.Pieces)], typed)
	t.screen(dialog.Reply{
		Title: t.st.Title(q),
		Text: fmt.Sprintf("已收到 %d 条，共 %d 个字。可以接着发；写完请点“完成”。\n\n最后一条：%s",
			len(c.Pieces), utf8.RuneCountInString(so), form.Excerpt(typed, 80)),
		Buttons: append(t.pieces(q), t.ways(q)),
	})
}

// finishText records the collected pieces as one text.
func (t *turn) finishText(q form.Question) {
	if len(t.s.Cursor.Pieces) == 0 {
		if t.st.Answered(q.Key) { // nothing new was written: the answer stays
			t.forward(q)
			return
		}
		t.reject(q, "还没有收到文字。请直接发送，写完再点“完成”。")
		return
	}
	text := t.behind(q) + joinPieces(t.s.Cursor.Pieces)
	if t.s.Cursor.Paragraph == appending {
		t.s.Cursor.Saw = t.st.Answers[q.Key].Rev // whatever a colleague wrote meanwhile stays before it
		t.answerText(q, text)
		return
	}
	t.answer(q, scoring.Text(text), text)
}

// behind is the text the pieces are written behind, "" when they are a text of their own.
func (t *turn) behind(q form.Question) string {
	if text, ok := t.writtenText(q); ok && t.s.Cursor.Paragraph == appending {
		return strings.TrimRight(text, "\n") + "\n"
	}
	return ""
}

// joinPieces puts messages together as paragraphs. A message as long as Telegram allows was
// cut in the middle by the client, so the next one goes on in the same paragraph.
func joinPieces(pieces []string) string {
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 && preview.Units(pieces[i-1]) < telegramCut {
			b.WriteByte('\n')
		}
		b.WriteString(p)
	}
	return b.String()
}

// telegramCut is where Telegram's clients cut a long message, in UTF-16 units.
const telegramCut = 4096

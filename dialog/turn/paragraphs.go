package turn

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/scoring"
)

// What may be done with a long text that is written: read it, change a paragraph, go on with it.
const (
	textWhole  = ""  // show all of it
	textPage   = "p" // p0, p1 …: a page of its paragraphs
	textOne    = "n" // n1, n2 …: open a paragraph
	textAppend = "+" // write behind it
)

// appending in Cursor.Paragraph: what is sent goes behind the text.
const appending = -1

const (
	paragraphsAtOnce = 15
	textAtOnce       = 3500 // characters of a text in one message; Telegram takes 4,096
)

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

// writtenText is the text that answers q; ok is false when q is no long text or has none.
func (t *turn) writtenText(q form.Question) (string, bool) {
	v := t.st.Answers[q.Key].Value
	return v.Text, q.Leaf.Kind == scoring.LongText && !q.Marker && v.State == scoring.Known && v.Text != ""
}

// textButtons stand at a long text that is written and not being written anew.
func (t *turn) textButtons(q form.Question) [][]dialog.Button {
	if _, ok := t.writtenText(q); !ok || len(t.s.Cursor.Pieces) > 0 {
		return nil
	}
	return [][]dialog.Button{{
		t.key("查看全文", dialog.ActText, q.Key, textWhole), t.key("改某一段", dialog.ActText, q.Key, textPage+"0"),
		t.key("在后面续写", dialog.ActText, q.Key, textAppend),
	}}
}

// textTap does what a button at a long text says.
func (t *turn) textTap(b dialog.Tap, q form.Question) {
	text, ok := t.writtenText(q)
	n, err := strconv.Atoi(strings.TrimLeft(b.Option, textPage+textOne))
	if !ok || b.Rev != t.st.Answers[q.Key].Rev {
		t.stale()
		return
	}
	if b.Option == textWhole {
		t.wholeText(q, text)
		return
	}
	if !t.mayAnswer() {
		return
	}
	t.turnTo(q)
	switch all := paragraphs(text); {
	case b.Option == textAppend:
		t.s.Cursor.Paragraph, t.s.Cursor.Passage = appending, ""
		t.screen(dialog.Reply{Title: t.st.Title(q), Text: "请发送要续写的文字，可以分几条，写完点“完成”。原文结尾：" + ending(text),
			Buttons: [][]dialog.Button{{t.key("‹ 返回本题", dialog.ActOpen, q.Key, "")}}})
	case err == nil && strings.HasPrefix(b.Option, textPage) && n >= 0:
		t.s.Cursor.Paragraph, t.s.Cursor.Passage = 0, ""
		t.screen(t.paragraphList(q, all, n))
	case err == nil && strings.HasPrefix(b.Option, textOne) && n >= 1 && n <= len(all):
		t.s.Cursor.Paragraph, t.s.Cursor.Passage = n, all[n-1]
		lead := fmt.Sprintf("第 %d 段，共 %d 段：\n\n", n, len(all))
		t.screen(dialog.Reply{Title: t.st.Title(q), Text: lead + form.ExcerptRunes(all[n-1], textAtOnce) + "\n\n请发送新的文字；发送“删除”删去本段。",
			Buttons: [][]dialog.Button{{t.key("‹ 返回各段", dialog.ActText, q.Key, textPage+strconv.Itoa((n-1)/paragraphsAtOnce))}}})
	default:
		t.stale()
	}
}

// wholeText shows a text in as many messages as it takes.
func (t *turn) wholeText(q form.Question, text string) {
	t.navigate = false
	for _, r := range t.textPieces(q, text) {
		t.say(r)
	}
}

// textPieces are a text in as many messages as it takes.
func (t *turn) textPieces(q form.Question, text string) []dialog.Reply {
	var all []dialog.Reply
	pieces := cutText(text, textAtOnce)
	for i, piece := range pieces {
		r := dialog.Reply{Title: t.st.Label(q), Text: piece}
		if len(pieces) > 1 {
			r.Title += fmt.Sprintf("（%d/%d）", i+1, len(pieces))
		}
		if i == len(pieces)-1 {
			r.Buttons = [][]dialog.Button{{t.key("改某一段", dialog.ActText, q.Key, textPage+"0"), t.key("‹ 返回本题", dialog.ActOpen, q.Key, "")}}
		}
		all = append(all, r)
	}
	return all
}

// paragraphList shows the beginnings of the paragraphs, to choose one by its number.
func (t *turn) paragraphList(q form.Question, all []string, page int) dialog.Reply {
	pages := max(1, (len(all)+paragraphsAtOnce-1)/paragraphsAtOnce)
	page = min(page, pages-1)
	first := page * paragraphsAtOnce
	var b strings.Builder
	var numbers, turns []dialog.Button
	fmt.Fprintf(&b, "共 %d 段，请点要改的一段：", len(all))
	for i, p := range all[first:min(first+paragraphsAtOnce, len(all))] {
		n := strconv.Itoa(first + i + 1)
		b.WriteString("\n" + n + ". " + form.Excerpt(p, 30))
		numbers = append(numbers, t.key(n, dialog.ActText, q.Key, textOne+n))
	}
	if page > 0 {
		turns = append(turns, t.key("‹ 上一页", dialog.ActText, q.Key, textPage+strconv.Itoa(page-1)))
	}
	if page+1 < pages {
		turns = append(turns, t.key("下一页 ›", dialog.ActText, q.Key, textPage+strconv.Itoa(page+1)))
	}
	rows := dialog.Chunk(numbers, 5)
	if len(turns) > 0 {
		rows = append(rows, turns)
	}
	return dialog.Reply{Title: t.st.Title(q), Text: b.String(), Buttons: append(rows, []dialog.Button{t.key("‹ 返回本题", dialog.ActOpen, q.Key, "")})}
}

// takeParagraph puts typed in the place of the open paragraph. A colleague's change of another
// paragraph stays; one of this paragraph is asked about like that of any answer.
func (t *turn) takeParagraph(q form.Question, typed string) {
	c := &t.s.Cursor
	text, _ := t.writtenText(q)
	all, at := paragraphs(text), c.Paragraph-1
	switch {
	case at < len(all) && all[at] == c.Passage:
		c.Saw = t.st.Answers[q.Key].Rev
	case at >= len(all):
		all, at = append(all, ""), len(all)
	}
	if all[at] = typed; strings.Trim(typed, "。.！! ") == "删除" {
		all = append(all[:at], all[at+1:]...)
	}
	so := strings.Join(all, "\n")
	switch n := utf8.RuneCountInString(so); {
	case n == 0:
		t.reject(q, "只有这一段，不能删去。请发送新的文字。")
		return
	case n > reading.MaxLongText:
		t.reject(q, fmt.Sprintf("这一项最多 %d 个字，改后就有 %d 个字了。这一段没有改。", reading.MaxLongText, n))
		return
	}
	t.answerText(q, so)
}

// answerText records a changed text and shows its question again.
func (t *turn) answerText(q form.Question, text string) {
	c := &t.s.Cursor
	if c.Back == nil {
		c.Back = &dialog.Return{For: q.Key, Place: dialog.PlaceAsk, Key: q.Key}
	}
	t.answer(q, scoring.Text(text), text)
}

// cutText parts a text at paragraphs, or within one that is too long, into pieces of at most
// most characters.
func cutText(text string, most int) []string {
	var pieces []string
	var piece []rune
	for _, line := range strings.SplitAfter(text, "\n") {
		r := []rune(line)
		if len(piece) > 0 && len(piece)+len(r) > most {
			pieces, piece = append(pieces, string(piece)), nil
		}
		for len(r) > most {
			pieces, r = append(pieces, string(r[:most])), r[most:]
		}
		piece = append(piece, r...)
	}
	if strings.TrimSpace(string(piece)) != "" {
		pieces = append(pieces, string(piece))
	}
	return pieces
}

func ending(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 40 {
		return "…" + string(r[len(r)-40:])
	}
	return string(r)
}

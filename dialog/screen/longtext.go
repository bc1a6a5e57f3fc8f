package screen

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// What may be done with a long text that is written: read it, change a paragraph, go on with it.
const (
	TextWhole  = ""  // show all of it
	TextPage   = "p" // p0, p1 …: a page of its paragraphs
	TextOne    = "n" // n1, n2 …: open a paragraph
	TextAppend = "+" // write behind it
)

// Bounds of long texts in one message.
const (
	ParagraphsAtOnce = 15
	TextAtOnce       = 3500 // characters of a text in one message; Telegram takes 4,096
)

// WrittenText is the text that answers q; ok is false when q is no long text or has none.
func (view View) WrittenText(q form.Question) (string, bool) {
	v := view.State.Answers[q.Key].Value
	return v.Text, q.Leaf.Kind == scoring.LongText && !q.Marker && v.State == scoring.Known && v.Text != ""
}

// textButtons stand at a long text that is written and not being written anew.
func textButtons(view View, q form.Question) [][]dialog.Button {
	if _, ok := view.WrittenText(q); !ok || len(view.Session.Cursor.Pieces) > 0 {
		return nil
	}
	return [][]dialog.Button{{
		view.Key("查看全文", dialog.ActText, q.Key, TextWhole), view.Key("改某一段", dialog.ActText, q.Key, TextPage+"0"),
		view.Key("在后面续写", dialog.ActText, q.Key, TextAppend),
	}}
}

// TextPieces are a text in as many messages as it takes.
func (view View) TextPieces(q form.Question, text string) []dialog.Reply {
	var all []dialog.Reply
	pieces := cutText(text, TextAtOnce)
	for i, piece := range pieces {
		r := dialog.Reply{Title: view.State.Label(q), Text: piece}
		if len(pieces) > 1 {
			r.Title += fmt.Sprintf("（%d/%d）", i+1, len(pieces))
		}
		if i == len(pieces)-1 {
			r.Buttons = [][]dialog.Button{{view.Key("改某一段", dialog.ActText, q.Key, TextPage+"0"), view.Key("‹ 返回本题", dialog.ActOpen, q.Key, "")}}
		}
		all = append(all, r)
	}
	return all
}

// ParagraphList shows the beginnings of the paragraphs, to choose one by its number.
func (view View) ParagraphList(q form.Question, all []string, page int) dialog.Reply {
	pages := max(1, (len(all)+ParagraphsAtOnce-1)/ParagraphsAtOnce)
	page = min(page, pages-1)
	first := page * ParagraphsAtOnce
	var b strings.Builder
	var numbers, turns []dialog.Button
	fmt.Fprintf(&b, "共 %d 段，请点要改的一段：", len(all))
	for i, p := range all[first:min(first+ParagraphsAtOnce, len(all))] {
		n := strconv.Itoa(first + i + 1)
		b.WriteString("\n" + n + ". " + form.Excerpt(p, 30))
		numbers = append(numbers, view.Key(n, dialog.ActText, q.Key, TextOne+n))
	}
	if page > 0 {
		turns = append(turns, view.Key("‹ 上一页", dialog.ActText, q.Key, TextPage+strconv.Itoa(page-1)))
	}
	if page+1 < pages {
		turns = append(turns, view.Key("下一页 ›", dialog.ActText, q.Key, TextPage+strconv.Itoa(page+1)))
	}
	rows := dialog.Chunk(numbers, 5)
	if len(turns) > 0 {
		rows = append(rows, turns)
	}
	return dialog.Reply{Title: view.State.Title(q), Text: b.String(), Buttons: append(rows, []dialog.Button{view.Key("‹ 返回本题", dialog.ActOpen, q.Key, "")})}
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

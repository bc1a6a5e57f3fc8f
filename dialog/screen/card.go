package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/numeral"
)

// OnCard are the questions of the card that q is shown on; none when it is asked by itself: it
// belongs to no group, or it is the one answer that a person came to change, or wants to be asked
// one by one.
func (view View) OnCard(q form.Question) []dialog.Key {
	c := view.Session.Cursor
	if c.Back != nil && c.Back.For == q.Key || view.Single {
		return nil
	}
	return view.State.Card(q)
}

// card shows the questions of a group as one message: what is in, what is missing, and which one a
// bare figure is for.
func (view View) card(card []dialog.Key, q form.Question) dialog.Reply {
	st, detail := view.State, view.Session.Cursor.Detail
	var b strings.Builder
	open := 0
	for i, k := range card {
		item, _ := st.Find(k)
		mark := ""
		if k == q.Key && (detail || !st.Answered(k)) {
			mark = "▶ "
		}
		value := "＿＿"
		if st.Answered(k) {
			value = st.Display(item.Leaf, k, st.Answers[k].Value)
		} else {
			open++
			value += st.UnitWord(item.Leaf)
		}
		fmt.Fprintf(&b, "%s%d. %s　%s%s\n", mark, i+1, item.Field.Label, value, view.besides(item))
	}
	switch {
	case detail:
		b.WriteString("\n" + st.Detail(q))
	case open == 0:
		b.WriteString("\n都填了。要改就发“编号=数”，如“1=" + exampleOf(st, card[0]) + "”。")
	case open == len(card):
		b.WriteString("\n逐个发，或一次发完：按顺序，或带名称，如“" + named(st, card) + "”。点编号看说明。")
	}
	return dialog.Reply{Title: st.CardTitle(card), Text: strings.TrimRight(b.String(), "\n") + colleagueNote(view, q), Buttons: view.cardKeyboard(card, q, open)}
}

// besides is what is shown behind an item: last year's figure, or who else answered it.
func (view View) besides(item form.Question) string {
	if v, ok := view.LastYear(item); ok {
		return "　上年 " + view.State.Display(item.Leaf, item.Key, v)
	}
	return ""
}

func exampleOf(st *form.State, k dialog.Key) string {
	if q, ok := st.Find(k); ok && q.Leaf.Example != "" {
		return q.Leaf.Example
	}
	return "0"
}

// named shows how figures are sent with their names.
func named(st *form.State, card []dialog.Key) string {
	var parts []string
	for _, k := range card[:2] {
		if q, ok := st.Find(k); ok {
			parts = append(parts, q.Field.Label+exampleOf(st, k))
		}
	}
	return strings.Join(parts, "，")
}

func (view View) cardKeyboard(card []dialog.Key, q form.Question, open int) [][]dialog.Button {
	var numbers []dialog.Button
	for i, k := range card {
		numbers = append(numbers, view.Key(strconv.Itoa(i+1), dialog.ActOpen, k, OpenDetail))
	}
	rows := dialog.Chunk(numbers, 7)
	if offer := view.offers(card); len(offer) > 0 {
		rows = append(rows, offer)
	}
	var whole []dialog.Button
	if open > 0 {
		label := "其余为 0（" + strconv.Itoa(open) + "）"
		if open == len(card) {
			label = "全部为 0"
		}
		whole = append(whole, view.Key(label, dialog.ActZeros, q.Key, ""))
	}
	if n := len(view.lastYearOf(card)); n > 1 {
		whole = append(whole, view.Key(fmt.Sprintf("沿用上年 %d 项", n), dialog.ActLastYear, q.Key, LastYearOfCard))
	}
	for _, row := range states(view, q) { // of the question a bare figure is for
		whole = append(whole, row...)
	}
	if len(whole) > 0 {
		rows = append(rows, whole)
	}
	if view.Session.Cursor.Detail {
		rows = append(rows, lastYearButtons(view, q)...)
		rows = append(rows, []dialog.Button{view.Key("一题一题填", dialog.ActOpen, q.Key, OpenOneByOne)})
	}
	return append(rows, view.Ways(q))
}

// What opening a question may bring besides the question.
const (
	OpenDetail   = "?" // what there is to say about it
	OpenOneByOne = "1" // and from now on one question at a time
	OpenCards    = "n" // and from now on cards
)

// LastYearOfCard takes last year's answers for all questions of a card that have none.
const LastYearOfCard = "card"

// LastYearOf are the unanswered questions of a card that last year has an answer for.
func (view View) LastYearOf(q form.Question) []dialog.Key { return view.lastYearOf(view.OnCard(q)) }

func (view View) lastYearOf(card []dialog.Key) []dialog.Key {
	return slices.DeleteFunc(slices.Clone(card), func(k dialog.Key) bool {
		q, _ := view.State.Find(k)
		_, ok := view.LastYear(q)
		return !ok || view.State.Answered(k)
	})
}

// offers are the sums that stand ready for unanswered questions of a card.
func (view View) offers(card []dialog.Key) []dialog.Button {
	var row []dialog.Button
	for i, k := range card {
		q, _ := view.State.Find(k)
		sum, ok := view.State.Form.Pack.Offer(q.Leaf, view.State.Facts)
		if !ok || view.State.Answered(k) {
			continue
		}
		kind, _ := form.FigureKind(q.Leaf.Kind)
		label := fmt.Sprintf("%d. 合计 %s", i+1, view.State.WithUnit(q.Leaf, numeral.Format(kind, sum)))
		row = append(row, view.Key(label, dialog.ActValue, k, sum.String()))
	}
	return row
}

// CardDone closes a card: its answers in one line, and what they come to.
func (view View) CardDone(card []dialog.Key) dialog.Reply {
	st := view.State
	var parts, values []string
	for _, k := range card {
		if q, ok := st.Find(k); ok {
			values = append(values, st.Display(q.Leaf, k, st.Answers[k].Value))
			parts = append(parts, q.Field.Label+" "+values[len(values)-1])
		}
	}
	said := strings.Join(parts, "、")
	if all := slices.Compact(values); len(all) == 1 {
		said = "均为 " + all[0]
	}
	lines := append([]string{"✓ " + st.CardTitle(card) + "：" + said}, st.Scored(card)...)
	return dialog.Reply{Kind: dialog.EditPrompt, Text: strings.Join(lines, "\n")}
}

package answering

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/numeral"
	"ziping/dialog/reading/preview"
	"ziping/dialog/turn/proposing"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// given is one answer of a card as it was sent.
type given struct {
	key   dialog.Key
	value scoring.Value
	typed string
}

// acceptCard takes a message at a card that gives several of its answers, or one by its number.
// false: it is a single figure for q.
func acceptCard(t *stage.Turn, q form.Question, card []dialog.Key, typed string) bool {
	if all, wrong, ok := numbered(t, card, typed); ok {
		takeCard(t, q, all, wrong)
		return true
	}
	if single(q, typed) {
		if c := t.Session.Cursor; t.State.Answered(q.Key) && !c.Detail && t.Session.Answers[q.Key].Rev == c.Saw {
			Reject(t, q, "这几项都填了。要改请写明是哪一项，如“1="+typed+"”。")
			return true
		}
		return false
	}
	if all, wrong, ok := inOrder(t, card, typed); ok {
		takeCard(t, q, all, wrong)
		return true
	}
	p, ok := proposing.Reader(t).Sentence(typed)
	if !ok {
		return false
	}
	if all, ok := ofCard(t, card, p); ok {
		takeCard(t, q, all, nil)
		return true
	}
	return false // what is not plainly this card's is shown first
}

// single reports whether a message is one figure, or one word in its place.
func single(q form.Question, typed string) bool {
	kind, _ := form.FigureKind(q.Leaf.Kind)
	r := reading.Figure(q.Leaf, kind, typed)
	return r.Status != numeral.Invalid && r.Code != numeral.Extracted
}

var itemNumber = regexp.MustCompile(`(?:^|[\s，,；;、])(\d{1,2})\s*[=＝]\s*`)

// numbered reads "3=37" and "3=37，5=2": answers by the numbers of their questions.
func numbered(t *stage.Turn, card []dialog.Key, typed string) (all []given, wrong []string, ok bool) {
	text := dialog.FoldDigits(typed)
	at := itemNumber.FindAllStringSubmatchIndex(text, -1)
	if len(at) == 0 || strings.TrimSpace(text[:at[0][0]]) != "" {
		return nil, nil, false
	}
	for i, m := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		word := strings.Trim(text[m[1]:end], " ，,；;、\n")
		n, err := strconv.Atoi(text[m[2]:m[3]])
		if err != nil || n < 1 || n > len(card) {
			wrong = append(wrong, fmt.Sprintf("没有第 %s 项", text[m[2]:m[3]]))
			continue
		}
		all, wrong = figureFor(t, card[n-1], word, all, wrong)
	}
	return all, wrong, true
}

// inOrder reads bare figures: one for each question of the card, or for each that is open.
func inOrder(t *stage.Turn, card []dialog.Key, typed string) (all []given, wrong []string, ok bool) {
	words := strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" 　\t\n，,、；;", r) })
	open := slices.DeleteFunc(slices.Clone(card), t.State.Answered)
	keys := open
	if len(words) == len(card) {
		keys = card
	}
	if len(words) < 2 || len(words) != len(keys) {
		return nil, nil, false
	}
	for i, word := range words {
		if item, known := t.State.Find(keys[i]); !known || !single(item, word) {
			return nil, nil, false
		}
	}
	for i, word := range words {
		all, wrong = figureFor(t, keys[i], word, all, wrong)
	}
	return all, wrong, true
}

// figureFor reads one figure for a question; what cannot stand there is named.
func figureFor(t *stage.Turn, key dialog.Key, word string, all []given, wrong []string) ([]given, []string) {
	q, ok := t.State.Find(key)
	if !ok {
		return all, wrong
	}
	if state, ok := reading.StateWord(q, word); ok {
		return append(all, given{key, state, word}), wrong
	}
	kind, _ := form.FigureKind(q.Leaf.Kind)
	r := reading.Figure(q.Leaf, kind, word)
	if r.Status != numeral.OK {
		return all, append(wrong, q.Field.Label+"："+numeral.Explain(kind, r, word))
	}
	v := scoring.Number(r.Value)
	if why := q.Leaf.Refuse(v); why != "" {
		return all, append(wrong, q.Field.Label+"：“"+form.Excerpt(word, 20)+"”"+why)
	}
	return append(all, given{key, v, word}), wrong
}

// ofCard are the answers of a sentence that is about the card alone and leaves nothing open.
func ofCard(t *stage.Turn, card []dialog.Key, p dialog.Proposal) ([]given, bool) {
	if len(p.Left) > 0 || len(p.Lists) > 0 {
		return nil, false
	}
	var all []given
	for _, e := range p.Entries {
		q, ok := t.State.Find(e.Key)
		if !ok || !slices.Contains(card, e.Key) || preview.Open(e) || e.Note != "" {
			return nil, false
		}
		v, ok := preview.Value(q.Leaf, e.Said)
		if !ok || q.Leaf.Refuse(v) != "" {
			return nil, false
		}
		all = append(all, given{e.Key, v, e.Typed})
	}
	return all, len(all) > 0
}

// takeCard records several answers of a card at once; 撤销 takes them back together. What a
// colleague answered meanwhile is shown before it is overwritten.
func takeCard(t *stage.Turn, q form.Question, all []given, wrong []string) {
	if theirs := answeredMeanwhile(t, all); len(theirs) > 0 {
		p := dialog.Proposal{Source: "您发来的数", Notes: []string{"这几项同事刚填过：" + strings.Join(theirs, "、")}}
		for _, w := range wrong {
			p.Notes = append(p.Notes, "没有读入 "+w)
		}
		for _, g := range all {
			item, _ := t.State.Find(g.key)
			p.Entries = append(p.Entries, dialog.Proposed{Key: g.key, Said: preview.Saying(item.Leaf, g.value), Typed: g.typed})
		}
		proposing.Propose(t, p, false)
		return
	}
	if len(all) == 0 {
		Reject(t, q, strings.Join(wrong, "\n"))
		return
	}
	write(t, "刚才的 "+strconv.Itoa(len(all))+" 项", all)
	t.Session.Cursor.Errors = 0
	first, _ := t.State.Find(all[0].key)
	t.Consequences(first)
	for _, w := range wrong {
		t.Echo("没有记录 %s", w)
	}
	t.Reopened(first)
	t.Below().GoOn(first)
	t.Completed()
}

// write records answers in one go, to be taken back in one.
func write(t *stage.Turn, source string, all []given) {
	undo := dialog.Undo{Source: source}
	for _, g := range all {
		q, _ := t.State.Find(g.key)
		before := beforeOf(t, q)
		t.Write(g.key, g.value, g.typed)
		before.Rev = t.Session.Answers[g.key].Rev
		undo.Before = append(undo.Before, before)
	}
	t.Recompute()
	t.Undo = &undo
}

// answeredMeanwhile are the labels of answers that a colleague gave since the person last did
// anything, and that would be overwritten.
func answeredMeanwhile(t *stage.Turn, all []given) []string {
	var theirs []string
	for _, g := range all {
		a := t.Session.Answers[g.key]
		q, ok := t.State.Find(g.key)
		if ok && a.By != t.Session.Who.User && a.Value.State != scoring.Missing && a.At.After(t.Session.Cursor.Seen) &&
			t.State.Display(q.Leaf, g.key, a.Value) != t.State.Display(q.Leaf, g.key, g.value) {
			theirs = append(theirs, q.Field.Label)
		}
	}
	return theirs
}

// beforeOf is an answer as it is now, to come back to.
func beforeOf(t *stage.Turn, q form.Question) dialog.Before {
	was := t.Session.Answers[q.Key]
	b := dialog.Before{Key: q.Key, State: was.Value.State, Typed: was.Typed}
	if was.Value.State == scoring.Known {
		b.Text = preview.Saying(q.Leaf, was.Value).Text
	}
	return b
}

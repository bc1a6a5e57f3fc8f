package proposing

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/preview"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// recorder records one proposal and keeps what takes it back.
type recorder struct {
	*stage.Turn
	how           string
	undo          dialog.Undo
	answers, rows int
	updated, same int
	skipped, odd  []string
	first         dialog.Key
}

// recordProposal records what the person has agreed to, in one commit, and offers to take it back.
func recordProposal(t *stage.Turn, p dialog.Proposal, how string) {
	r := &recorder{Turn: t, how: how, undo: dialog.Undo{Source: p.Source}}
	r.entries(p.Entries)
	for _, l := range p.Lists {
		r.list(l)
	}
	t.Recompute()
	if how == proposeDone {
		r.complete(p.Lists[0].Key)
	}
	t.Proposal, t.Undo = nil, nil
	text := "✓ 已记录" + p.Source + "：" + r.summary()
	if len(r.undo.Added)+len(r.undo.Removed)+len(r.undo.Before) > 0 {
		t.Undo = &r.undo
		text += textUndo
	}
	reply := dialog.Reply{Kind: dialog.EditTapped, Text: text}
	if t.In.Kind != dialog.TapInput {
		reply.Kind = dialog.EditPrompt
	}
	t.Say(reply)
	afterRecording(t, r.first, how)
}

// complete says that a list has all its rows, unless a cell is missing that has to be filled.
func (r *recorder) complete(list dialog.Key) {
	if f, ok := r.Form.Pack.Field(string(list)); ok && len(r.State.OpenCells(list)) == 0 {
		r.put(f, list, scoring.RowsOf(), "填完了")
		r.Recompute()
	}
}

func (r *recorder) summary() string {
	var parts []string
	if r.answers > 0 {
		parts = append(parts, fmt.Sprintf("%d 项", r.answers))
	}
	if r.rows > 0 {
		parts = append(parts, fmt.Sprintf("新增 %d 行", r.rows))
	}
	if r.updated > 0 {
		parts = append(parts, fmt.Sprintf("更新 %d 行", r.updated))
	}
	if r.same > 0 {
		parts = append(parts, fmt.Sprintf("%d 项与已填的相同", r.same))
	}
	if len(parts) == 0 {
		parts = append(parts, "没有新内容")
	}
	text := strings.Join(parts, "，")
	for _, more := range append(r.skipped, r.odd...) {
		text += "\n· " + more
	}
	return text
}

// afterRecording shows what follows and goes on where the person was.
func afterRecording(t *stage.Turn, first dialog.Key, how string) {
	q, open := t.Current()
	about := q
	if first != "" {
		if found, ok := t.State.Find(first); ok {
			about = found
		}
	}
	if about.Field != nil {
		t.Consequences(about)
	}
	switch {
	case open && q.Leaf.Kind == scoring.Rows && (how != proposeDone || !t.State.Answered(q.Key)):
		t.Below().Ask(q.Key)
	case open && t.State.Answered(q.Key):
		t.Below().GoOn(q)
	default:
		t.Below().Show()
	}
	t.Completed()
}

// entries records single answers. One may bring another question into being, so what is not asked
// yet is tried again after the others.
func (r *recorder) entries(entries []dialog.Proposed) {
	waiting := entries
	for {
		var later []dialog.Proposed
		for _, e := range waiting {
			if !r.entry(e) {
				later = append(later, e)
			}
		}
		if len(later) == 0 || len(later) == len(waiting) {
			waiting = later
			break
		}
		waiting = later
	}
	var labels []string
	for _, e := range waiting {
		if f, ok := r.Form.Pack.Field(string(e.Key)); ok {
			labels = append(labels, f.Label)
		}
	}
	if len(labels) > 0 {
		r.skipped = append(r.skipped, "现在不需要填，没有记录："+strings.Join(labels, "、"))
	}
}

// entry records one answer; false: its question is not asked now.
func (r *recorder) entry(e dialog.Proposed) bool {
	q, ok := r.State.Find(e.Key)
	if !ok {
		return false
	}
	if preview.Open(e) {
		r.skipped = append(r.skipped, r.State.Label(q)+"没有确定，没有记录")
		return true
	}
	v, ok := preview.Value(q.Leaf, e.Said)
	if !ok {
		r.odd = append(r.odd, r.State.Label(q)+"现在不能填“"+form.Excerpt(e.Said.Text, 20)+"”，没有记录")
		return true
	}
	have := r.Session.Answers[e.Key].Value
	switch {
	case have.State == scoring.Known && preview.Saying(q.Leaf, have) == e.Said:
		r.same++
		return true
	case r.how == proposeNew && have.State != scoring.Missing && have.State != scoring.Pending:
		r.skipped = append(r.skipped, r.State.Label(q)+"已填 "+form.Excerpt(r.State.Display(q.Leaf, e.Key, have), 30)+"，没有改动")
		return true
	}
	r.put(q.Leaf, e.Key, v, e.Typed)
	r.Recompute() // later questions may become relevant by this one
	r.answers++
	if r.first == "" {
		r.first = e.Key
	}
	return true
}

// put writes one answer and keeps the one before.
func (r *recorder) put(f *scoring.Field, key dialog.Key, v scoring.Value, typed string) {
	was := r.Session.Answers[key]
	r.Write(key, v, typed)
	before := dialog.Before{Key: key, State: was.Value.State, Typed: was.Typed, Rev: r.Session.Answers[key].Rev}
	if was.Value.State == scoring.Known {
		before.Text = preview.Saying(f, was.Value).Text
	}
	r.undo.Before = append(r.undo.Before, before)
}

// list records rows as the person said: merged by name, added, or in place of the list.
func (r *recorder) list(l dialog.ProposedList) {
	f, ok := r.Form.Pack.Field(string(l.Key))
	if !ok || f.Kind != scoring.Rows {
		return
	}
	present := r.Session.Answers.Rows(l.Key)
	if r.how == proposePut {
		for _, n := range present {
			r.Write(l.Key.Row(n), scoring.Value{}, "替换清单")
			r.undo.Removed = append(r.undo.Removed, l.Key.Row(n))
		}
		present = nil
	}
	if r.Session.Answers[l.Key].Value.State != scoring.Missing { // said to be complete, or to have none
		r.put(f, l.Key, scoring.Value{}, "")
	}
	next, over := r.Session.Answers.NextRow(l.Key), 0
	for i, row := range l.Rows {
		at, found := r.sameName(f, l.Key, present, row)
		switch {
		case found && r.how == proposeNew:
			continue
		case found && r.how != proposeAdd:
			r.updated++
		case len(present) >= f.MostRows():
			over++
			continue
		default:
			at = l.Key.Row(next)
			present = append(present, next)
			next++
			r.rows++
			r.Write(at, scoring.Yes(true), "")
			r.undo.Added = append(r.undo.Added, at)
			found = false
		}
		r.cells(f, at, row, found)
		r.inner(f, at, l.Inner, i)
	}
	if r.first == "" {
		r.first = l.Key
	}
	if over > 0 {
		r.skipped = append(r.skipped, fmt.Sprintf("%s最多 %d 个，有 %d 行没有收下", f.Label, f.MostRows(), over))
	}
}

// cells writes a row's cells; those of a row that was there are kept for taking back.
func (r *recorder) cells(f *scoring.Field, at dialog.Key, row map[string]dialog.Said, present bool) {
	for i := range f.Columns {
		c := &f.Columns[i]
		s, has := row[c.Code]
		v, ok := preview.Value(c, s)
		switch key := at.Child(c.Code); {
		case !has:
		case !ok:
			r.odd = append(r.odd, c.Label+"不能填“"+form.Excerpt(s.Text, 20)+"”，没有记录")
		case present:
			r.put(c, key, v, s.Text)
		default:
			r.Write(key, v, s.Text)
		}
	}
}

// inner records the rows of lists inside a row. They take the place of those that are there.
func (r *recorder) inner(f *scoring.Field, at dialog.Key, all []dialog.ProposedInner, row int) {
	for _, inner := range all {
		c := columnOf(f, inner.Column)
		if inner.Row != row || c == nil {
			continue
		}
		list := at.Child(c.Code)
		for _, n := range r.Session.Answers.Rows(list) {
			r.Write(list.Row(n), scoring.Value{}, "替换清单")
			r.undo.Removed = append(r.undo.Removed, list.Row(n))
		}
		next := r.Session.Answers.NextRow(list)
		for i, said := range inner.Rows {
			if i >= c.MostRows() {
				r.skipped = append(r.skipped, fmt.Sprintf("%s最多 %d 个，其余没有收下", c.Label, c.MostRows()))
				break
			}
			key := list.Row(next + i)
			r.Write(key, scoring.Yes(true), "")
			r.undo.Added = append(r.undo.Added, key)
			r.cells(c, key, said, false)
		}
	}
}

func columnOf(list *scoring.Field, code string) *scoring.Field {
	for i := range list.Columns {
		if list.Columns[i].Code == code {
			return &list.Columns[i]
		}
	}
	return nil
}

// sameName is the present row whose first column is that of the row.
func (r *recorder) sameName(f *scoring.Field, list dialog.Key, present []int, row map[string]dialog.Said) (dialog.Key, bool) {
	first := f.Columns[0].Code
	for _, n := range present {
		at := list.Row(n)
		if v := r.Session.Answers[at.Child(first)].Value; v.State == scoring.Known && v.Text == row[first].Text {
			return at, true
		}
	}
	return "", false
}

package turn

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/label"
	"ziping/dialog/reading/preview"
	"ziping/scoring"
)

// waiting is the proposal that was shown last, with nothing in between; nil: there is none.
func (t *turn) waiting() *dialog.Proposal {
	if t.proposal == nil || t.proposal.Number != t.s.Cursor.Rev {
		return nil
	}
	return t.proposal
}

// toProposal takes a message as a word on the proposal just shown: a correction by number, a further
// part of the pasted table, a question about an entry, yes or no.
func (t *turn) toProposal(typed string) bool {
	p := t.waiting()
	if p == nil || t.s.Who.Role != dialog.Staff || !t.open() {
		return false
	}
	switch strings.Trim(typed, "。.！! ") {
	case "记录", "对", "对的", "确认", "好", "好的", "可以", "是", "没错", "正确":
		if len(p.UnitOf) > 0 {
			t.propose(*p, false)
			return true
		}
		t.recordProposal(*p, proposeAll)
		return true
	case "不对", "不要", "取消", "不记录":
		t.proposal = nil
		t.lead = "没有记录：" + p.Source
		t.show()
		return true
	case "元", "是元", "按元":
		return t.sayUnit(*p, "元")
	case "万元", "是万元", "按万元", "万":
		return t.sayUnit(*p, "万元")
	}
	return t.continues(*p, typed) || t.corrects(*p, typed)
}

func (t *turn) sayUnit(p dialog.Proposal, unit string) bool {
	if len(p.UnitOf) == 0 {
		return false
	}
	t.propose(preview.InUnit(p, unit), true)
	return true
}

// continues takes the next message of a pasted table that was too long for one.
func (t *turn) continues(p dialog.Proposal, typed string) bool {
	if p.Text == "" || len(p.Lists) != 1 {
		return false
	}
	list, ok := t.form.Pack.Field(string(p.Lists[0].Key))
	if !ok || !p.Full && !strings.Contains(typed, "\n") {
		return false
	}
	next, ok := t.reader().Continued(list, p, t.in.Text)
	if !ok {
		return false
	}
	t.propose(next, true)
	return true
}

// corrects puts an entry or a cell right.
func (t *turn) corrects(p dialog.Proposal, typed string) bool {
	n, rest, ok := preview.Correction(typed)
	if !ok {
		if k, only := dialog.RowNumber(dialog.FoldDigits(typed)); only && k <= len(p.Entries) && len(p.Entries) > 1 {
			t.say(dialog.Reply{Text: typed + ". " + preview.EntryLine(t.st, p.Entries[k-1]) + placeWords(p.Entries[k-1])})
			t.proposal.Number++ // it still is what was shown last
			return true
		}
		return false
	}
	if len(p.Entries) > 0 {
		if n > len(p.Entries) {
			return false
		}
		return t.correctEntry(p, n-1, rest)
	}
	if len(p.Lists) == 1 && n <= len(p.Lists[0].Rows) {
		return t.correctCell(p, n-1, rest)
	}
	return false
}

func placeWords(e dialog.Proposed) string {
	words := ""
	if e.Place != "" {
		words += "\n出处：" + e.Place
	}
	if e.Typed != "" {
		words += "\n原文：" + form.Excerpt(e.Typed, 200)
	}
	return words
}

func (t *turn) correctEntry(p dialog.Proposal, i int, typed string) bool {
	f, ok := t.form.Pack.Field(string(p.Entries[i].Key))
	if !ok {
		return false
	}
	e, why := preview.Correct(f, p.Entries[i], typed)
	if why != "" {
		t.proposal.Number++
		t.say(dialog.Reply{Text: f.Label + "：" + why + "。请再发一次，如“" + strconv.Itoa(i+1) + " " + f.Example + "”。"})
		return true
	}
	e.Typed = typed
	entries := append([]dialog.Proposed{}, p.Entries...)
	entries[i] = e
	p.Entries = entries
	t.propose(p, true)
	return true
}

// correctCell reads 全年预算数 120.5 for a row.
func (t *turn) correctCell(p dialog.Proposal, i int, rest string) bool {
	list, ok := t.form.Pack.Field(string(p.Lists[0].Key))
	if !ok {
		return false
	}
	c, value := t.columnAt(list, rest)
	if c == nil {
		return false
	}
	e, why := preview.Correct(c, dialog.Proposed{}, value)
	if why != "" {
		t.proposal.Number++
		t.say(dialog.Reply{Text: "第 " + strconv.Itoa(i+1) + " 行“" + c.Label + "”：" + why + "。"})
		return true
	}
	rows := append([]map[string]dialog.Said{}, p.Lists[0].Rows...)
	row := map[string]dialog.Said{c.Code: e.Said}
	for code, s := range rows[i] {
		if code != c.Code {
			row[code] = s
		}
	}
	rows[i] = row
	p.Lists = []dialog.ProposedList{{Key: p.Lists[0].Key, Rows: rows}}
	p.Text = "" // what is corrected does not grow any more
	t.propose(p, true)
	return true
}

// columnAt is the column that a text begins with, and what follows it.
func (t *turn) columnAt(list *scoring.Field, text string) (*scoring.Field, string) {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" 　：:=＝", r) })
	if len(words) < 2 {
		return nil, ""
	}
	var names []label.Name
	for i := range list.Columns {
		names = append(names, label.Of(&list.Columns[i]))
	}
	code, _, _ := label.Best(words[0], names)
	for i := range list.Columns {
		if list.Columns[i].Code == code && code != "" {
			return &list.Columns[i], strings.Join(words[1:], " ")
		}
	}
	return nil, ""
}

// understands takes a message that is no plain answer to the open question: a table, a report, or
// questions named beside their answers.
func (t *turn) understands(q form.Question, typed string) bool {
	if t.anyTable() || t.reportText(typed) {
		return true
	}
	p, ok := t.reader().Sentence(typed)
	if !ok {
		return false
	}
	if preview.OneOf(p, q) {
		v, ok := preview.Value(q.Leaf, p.Entries[0].Said)
		if ok && !preview.Open(p.Entries[0]) && p.Entries[0].Note == "" {
			t.answer(q, v, typed)
			return true
		}
		return false
	}
	t.propose(p, false)
	return true
}

// namesOthers takes a message at a question for a short text that is plainly about other questions.
func (t *turn) namesOthers(q form.Question, typed string) bool {
	p, ok := t.reader().Sentence(typed)
	if !ok || len(p.Left) > 0 || preview.OneOf(p, q) {
		return false
	}
	for _, e := range p.Entries {
		if e.Note != "" || preview.Open(e) {
			return false
		}
	}
	t.propose(p, false)
	return true
}

// unasked takes a message while no question is open.
func (t *turn) unasked(typed string) bool {
	if t.s.Who.Role != dialog.Staff || !t.open() {
		return false
	}
	if t.anyTable() || t.reportText(typed) {
		return true
	}
	p, ok := t.reader().Sentence(typed)
	if ok {
		t.propose(p, false)
	}
	return ok
}

// anyTable takes a pasted table whose head says which list it is for.
func (t *turn) anyTable() bool {
	if !strings.Contains(t.in.Text, "\n") {
		return false
	}
	p, ok := t.reader().AnyTable(t.in.Text)
	if ok {
		t.propose(p, false)
	}
	return ok
}

// reportText takes a long text as a report.
func (t *turn) reportText(typed string) bool {
	if utf8.RuneCountInString(typed) < leastReportRunes {
		return false
	}
	p, ok := t.reader().Prose(typed)
	if ok {
		t.propose(p, false)
	}
	return ok
}

// leastReportRunes is how long a pasted report is at least, in characters.
const leastReportRunes = 200

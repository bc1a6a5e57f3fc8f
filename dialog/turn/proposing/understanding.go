package proposing

import (
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/label"
	"ziping/dialog/reading/preview"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// waiting is the proposal that was shown last, with nothing in between; nil: there is none.
func waiting(t *stage.Turn) *dialog.Proposal {
	if t.Proposal == nil || t.Proposal.Number != t.Session.Cursor.Rev {
		return nil
	}
	return t.Proposal
}

// Take takes a message as a word on the proposal just shown: a correction by number, a further
// part of the pasted table, a question about an entry, yes or no.
func Take(t *stage.Turn, typed string) bool {
	p := waiting(t)
	if p == nil || t.Session.Who.Role != dialog.Staff || !t.View().Open() {
		return false
	}
	switch strings.Trim(typed, "。.！! ") {
	case "记录", "对", "对的", "确认", "好", "好的", "可以", "是", "没错", "正确":
		if len(p.UnitOf) > 0 {
			Propose(t, *p, false)
			return true
		}
		recordProposal(t, *p, proposeAll)
		return true
	case "不对", "不要", "取消", "不记录":
		t.Proposal = nil
		t.Echo("%s", "没有记录："+p.Source)
		t.Below().Show()
		return true
	case "元", "是元", "按元":
		return sayUnit(t, *p, "元")
	case "万元", "是万元", "按万元", "万":
		return sayUnit(t, *p, "万元")
	}
	return continues(t, *p, typed) || corrects(t, *p, typed)
}

func sayUnit(t *stage.Turn, p dialog.Proposal, unit string) bool {
	if len(p.UnitOf) == 0 {
		return false
	}
	Propose(t, preview.InUnit(p, unit), true)
	return true
}

// continues takes the next message of a pasted table that was too long for one.
func continues(t *stage.Turn, p dialog.Proposal, typed string) bool {
	if p.Text == "" || len(p.Lists) != 1 {
		return false
	}
	list, ok := t.Form.Pack.Field(string(p.Lists[0].Key))
	if !ok || !p.Full && !strings.Contains(typed, "\n") {
		return false
	}
	next, ok := Reader(t).Continued(list, p, t.In.Text)
	if !ok {
		return false
	}
	Propose(t, next, true)
	return true
}

// corrects puts an entry or a cell right.
func corrects(t *stage.Turn, p dialog.Proposal, typed string) bool {
	n, rest, ok := preview.Correction(typed)
	if !ok {
		if k, only := dialog.RowNumber(dialog.FoldDigits(typed)); only && k <= len(p.Entries) && len(p.Entries) > 1 {
			t.Say(dialog.Reply{Text: typed + ". " + preview.EntryLine(t.State, p.Entries[k-1]) + placeWords(p.Entries[k-1])})
			t.Proposal.Number++ // it still is what was shown last
			return true
		}
		return false
	}
	if len(p.Entries) > 0 {
		if n > len(p.Entries) {
			return false
		}
		return correctEntry(t, p, n-1, rest)
	}
	if len(p.Lists) == 1 && n <= len(p.Lists[0].Rows) {
		return correctCell(t, p, n-1, rest)
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

func correctEntry(t *stage.Turn, p dialog.Proposal, i int, typed string) bool {
	f, ok := t.Form.Pack.Field(string(p.Entries[i].Key))
	if !ok {
		return false
	}
	e, why := preview.Correct(f, p.Entries[i], typed)
	if why != "" {
		t.Proposal.Number++
		t.Say(dialog.Reply{Text: f.Label + "：" + why + "。请再发一次，如“" + strconv.Itoa(i+1) + " " + f.Example + "”。"})
		return true
	}
	e.Typed = typed
	entries := append([]dialog.Proposed{}, p.Entries...)
	entries[i] = e
	p.Entries = entries
	Propose(t, p, true)
	return true
}

// correctCell reads 全年预算数 120.5 for a row.
func correctCell(t *stage.Turn, p dialog.Proposal, i int, rest string) bool {
	list, ok := t.Form.Pack.Field(string(p.Lists[0].Key))
	if !ok {
		return false
	}
	c, value := columnAt(t, list, rest)
	if c == nil {
		return false
	}
	e, why := preview.Correct(c, dialog.Proposed{}, value)
	if why != "" {
		t.Proposal.Number++
		t.Say(dialog.Reply{Text: "第 " + strconv.Itoa(i+1) + " 行“" + c.Label + "”：" + why + "。"})
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
	p.Lists = []dialog.ProposedList{{Key: p.Lists[0].Key, Rows: rows, Inner: p.Lists[0].Inner}}
	p.Text = "" // what is corrected does not grow any more
	Propose(t, p, true)
	return true
}

// columnAt is the column that a text begins with, and what follows it.
func columnAt(t *stage.Turn, list *scoring.Field, text string) (*scoring.Field, string) {
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

// Package proposing holds what was understood from a table, a file or a sentence before the person:
// it is shown, put right by number, recorded with one word and taken back with one.
package proposing

import (
	"slices"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/preview"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// What a button under a proposal does.
const (
	proposeAll  = "ok"   // record; rows of the same name are updated
	proposeDone = "end"  // record, and the list is complete with it
	proposeNew  = "new"  // record only what has no answer yet
	proposeAdd  = "add"  // record; all rows are new ones
	proposePut  = "put"  // record; the rows take the place of the list
	proposeDrop = "no"   // do not record
	proposeYuan = "yuan" // the figures without a unit are 元
	proposeWan  = "wan"  // they are 万元
	proposeYes  = "yes"  // the column that is missing is 是 in all rows
	proposeUndo = "undo" // take back what was recorded
	AsText      = "text" // the file\'s text is the answer to the open question
)

// mostProposal is the size of what may wait for a person's word, in bytes of its texts.
const mostProposal = 256 << 10

// Reader reads what was sent for the questionnaire as it stands.
func Reader(t *stage.Turn) preview.Reader {
	r := preview.Reader{State: t.State, Year: t.Session.Evaluation.Year}
	if q, ok := t.Current(); ok {
		r.Open = &q
	}
	return r
}

// Propose shows what was understood and waits for the person's word. again says that it takes the
// place of the proposal just shown.
func Propose(t *stage.Turn, p dialog.Proposal, again bool) {
	if size(p) > mostProposal {
		t.Say(dialog.Reply{Text: "内容太多，一次放不下。请分成几部分发送，例如一次一张表。"})
		return
	}
	switch {
	case again:
		t.Say(dialog.Reply{Kind: dialog.EditPrompt, Text: "已并入下面的内容。"})
	case t.In.Kind != dialog.TapInput && waiting(t) != nil:
		t.Say(dialog.Reply{Kind: dialog.EditPrompt, Text: "没有记录：" + t.Proposal.Source + "，以后来发的为准。"})
	}
	p.Number = t.Session.Cursor.Rev + 1
	t.Proposal = &p
	r := dialog.Reply{Title: "请核对：" + p.Source, Text: preview.Show(t.State, p), Buttons: proposalKeyboard(t, p), Prompt: true}
	if t.In.Kind == dialog.TapInput {
		r.Kind = dialog.EditTapped
	}
	if hint := correctionHint(t, p); hint != "" {
		r.Text += "\n\n" + hint
	}
	t.Say(r)
}

func size(p dialog.Proposal) int {
	n := len(p.Text) + len(p.Whole)
	for _, e := range p.Entries {
		n += len(e.Said.Text) + len(e.Typed) + len(e.Note) + len(e.Doubt)
	}
	for _, l := range p.Lists {
		for _, row := range l.Rows {
			for _, s := range row {
				n += len(s.Text) + 16
			}
		}
	}
	return n
}

// correctionHint says how a figure is put right.
func correctionHint(t *stage.Turn, p dialog.Proposal) string {
	switch {
	case len(p.UnitOf) > 0:
		return ""
	case len(p.Entries) > 0:
		return "有不对的，回复“编号 正确的数”，如“1 " + example(p.Entries[0]) + "”。"
	case len(p.Lists) == 1 && len(p.Lists[0].Rows) > 0:
		f, ok := t.Form.Pack.Field(string(p.Lists[0].Key))
		if !ok {
			return ""
		}
		at := slices.IndexFunc(f.Columns, func(c scoring.Field) bool { return c.Kind.Numeric() && c.Required })
		if at < 0 {
			return "有不对的，回复“行号 栏目 正确的内容”。"
		}
		return "有不对的，回复“行号 栏目 正确的内容”，如“1 " + f.Columns[at].Label + " " + f.Columns[at].Example + "”。"
	}
	return ""
}

func example(e dialog.Proposed) string {
	if e.Said.Text == "" || len(e.Said.Text) > 30 {
		return "364"
	}
	return e.Said.Text
}

// proposalKey is a button under a proposal; it names which one.
func proposalKey(t *stage.Turn, label, does string, number int64) dialog.Button {
	return t.View().Key(label, dialog.ActPropose, "", does+" "+strconv.FormatInt(number, 36))
}

func proposalKeyboard(t *stage.Turn, p dialog.Proposal) [][]dialog.Button {
	key := func(label, does string) dialog.Button { return proposalKey(t, label, does, p.Number) }
	drop := []dialog.Button{key("✗ 不对，不要", proposeDrop)}
	if len(p.UnitOf) > 0 {
		return [][]dialog.Button{{key("是元", proposeYuan), key("是万元", proposeWan)}, drop}
	}
	var rows [][]dialog.Button
	if column := sameColumn(t, p); column != nil {
		rows = append(rows, []dialog.Button{key("“"+column.Label+"”全部为“是”", proposeYes)})
	}
	over := preview.Overwrites(t.Session.Answers, t.Form.Pack, p)
	have := 0
	for _, l := range p.Lists {
		have += len(t.State.Answers.Rows(l.Key))
	}
	switch {
	case preview.Empty(p):
	case have > 0:
		rows = append(rows, []dialog.Button{key("✓ 按名称合并", proposeAll)},
			[]dialog.Button{key("全部追加", proposeAdd), key("替换原清单", proposePut)})
	case over > 0:
		rows = append(rows, []dialog.Button{key("✓ 记录，改动已填的 "+strconv.Itoa(over)+" 项", proposeAll)},
			[]dialog.Button{key("只记没填过的", proposeNew)})
	case completes(t, p):
		rows = append(rows, []dialog.Button{key("✓ 记录，清单已全", proposeDone)}, []dialog.Button{key("✓ 记录", proposeAll)})
	default:
		rows = append(rows, []dialog.Button{key("✓ 记录", proposeAll)})
	}
	if q, open := t.Current(); open && p.Whole != "" && q.Leaf.Kind == scoring.LongText {
		rows = append(rows, []dialog.Button{key("全文作为“"+q.Leaf.Label+"”", AsText)})
	}
	return append(rows, drop)
}

// completes reports whether a proposal is just what the open question asks for: rows of its list.
func completes(t *stage.Turn, p dialog.Proposal) bool {
	q, open := t.Current()
	return open && q.Leaf.Kind == scoring.Rows && len(p.Entries) == 0 && len(p.Lists) == 1 && p.Lists[0].Key == q.Key
}

// Named is the proposal that a button's option names; nil when it is not the one that waits.
func Named(t *stage.Turn, option string) *dialog.Proposal {
	_, number, _ := strings.Cut(option, " ")
	if t.Proposal == nil || strconv.FormatInt(t.Proposal.Number, 36) != number {
		return nil
	}
	return t.Proposal
}

// sameColumn is the yes-or-no column that the rows need and none of them has; nil: there is none.
func sameColumn(t *stage.Turn, p dialog.Proposal) *scoring.Field {
	if len(p.Lists) != 1 || len(p.Lists[0].Rows) < 2 {
		return nil
	}
	list, ok := t.Form.Pack.Field(string(p.Lists[0].Key))
	if !ok {
		return nil
	}
	for i := range list.Columns {
		c := &list.Columns[i]
		missing := c.Kind == scoring.YesNo && c.Required
		for _, row := range p.Lists[0].Rows {
			_, has := row[c.Code]
			missing = missing && !has
		}
		if missing {
			return c
		}
	}
	return nil
}

// Tap does what a button under a proposal says; one under an earlier proposal says so.
func Tap(t *stage.Turn, option string) {
	does, _, _ := strings.Cut(option, " ")
	if does == proposeUndo {
		TakeBack(t)
		return
	}
	p := Named(t, option)
	if p == nil {
		t.Toast("这份内容已经处理过，或者后来又发了新的")
		t.Below().Show()
		return
	}
	if !t.MayAnswer() {
		return
	}
	switch does {
	case proposeDrop:
		t.Proposal = nil
		t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: "没有记录：" + p.Source + "。改好后可以再发。"})
		t.Below().Show()
	case proposeYuan:
		Propose(t, preview.InUnit(*p, "元"), false)
	case proposeWan:
		Propose(t, preview.InUnit(*p, "万元"), false)
	case proposeYes:
		if c := sameColumn(t, *p); c != nil {
			Propose(t, filled(*p, c.Code), false)
			return
		}
		t.Below().Stale()
	case proposeAll, proposeDone, proposeNew, proposeAdd, proposePut:
		if len(p.UnitOf) > 0 {
			t.Below().Stale()
			return
		}
		recordProposal(t, *p, does)
	default:
		t.Below().Stale()
	}
}

// filled is a proposal with 是 in a column of all rows.
func filled(p dialog.Proposal, column string) dialog.Proposal {
	rows := make([]map[string]dialog.Said, len(p.Lists[0].Rows))
	for i, row := range p.Lists[0].Rows {
		rows[i] = map[string]dialog.Said{column: {Text: form.YesNoWord(true)}}
		for code, s := range row {
			rows[i][code] = s
		}
	}
	p.Lists = []dialog.ProposedList{{Key: p.Lists[0].Key, Rows: rows, Inner: p.Lists[0].Inner}}
	return p
}

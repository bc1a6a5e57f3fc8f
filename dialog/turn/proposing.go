package turn

import (
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/preview"
	"ziping/scoring"
)

// What a button under a proposal does.
const (
	proposeAll   = "ok"   // record; rows of the same name are updated
	proposeNew   = "new"  // record only what has no answer yet
	proposeAdd   = "add"  // record; all rows are new ones
	proposePut   = "put"  // record; the rows take the place of the list
	proposeDrop  = "no"   // do not record
	proposeYuan  = "yuan" // the figures without a unit are 元
	proposeWan   = "wan"  // they are 万元
	proposeYes   = "yes"  // the column that is missing is 是 in all rows
	proposeUndo  = "undo" // take back what was recorded
	proposeClear = "clear"
)

// mostProposal is the size of what may wait for a person's word, in bytes of its texts.
const mostProposal = 256 << 10

// reader reads what was sent for the questionnaire as it stands.
func (t *turn) reader() preview.Reader {
	r := preview.Reader{State: t.st, Year: t.s.Evaluation.Year}
	if q, ok := t.current(); ok {
		r.Open = &q
	}
	return r
}

// propose shows what was understood and waits for the person's word. again says that it takes the
// place of the proposal just shown.
func (t *turn) propose(p dialog.Proposal, again bool) {
	if size(p) > mostProposal {
		t.say(dialog.Reply{Text: "内容太多，一次放不下。请分成几部分发送，例如一次一张表。"})
		return
	}
	p.Number = t.s.Cursor.Rev + 1
	t.proposal = &p
	if again {
		t.say(dialog.Reply{Kind: dialog.EditPrompt, Text: "已并入下面的内容。"})
	}
	r := dialog.Reply{Title: "请核对：" + p.Source, Text: preview.Show(t.st, p), Buttons: t.proposalKeyboard(p), Prompt: true}
	if t.in.Kind == dialog.TapInput {
		r.Kind = dialog.EditTapped
	}
	if hint := t.correctionHint(p); hint != "" {
		r.Text += "\n\n" + hint
	}
	t.say(r)
}

func size(p dialog.Proposal) int {
	n := len(p.Text)
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
func (t *turn) correctionHint(p dialog.Proposal) string {
	switch {
	case len(p.UnitOf) > 0:
		return ""
	case len(p.Entries) > 0:
		return "有不对的，回复“编号 正确的数”，如“1 " + example(p.Entries[0]) + "”。"
	case len(p.Lists) == 1 && len(p.Lists[0].Rows) > 0:
		f, ok := t.form.Pack.Field(string(p.Lists[0].Key))
		if !ok || len(f.Columns) < 2 {
			return ""
		}
		return "有不对的，回复“行号 栏目 正确的内容”，如“1 " + f.Columns[1].Label + " " + f.Columns[1].Example + "”。"
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
func (t *turn) proposalKey(label, does string, number int64) dialog.Button {
	return t.key(label, dialog.ActPropose, "", does+" "+strconv.FormatInt(number, 36))
}

func (t *turn) proposalKeyboard(p dialog.Proposal) [][]dialog.Button {
	key := func(label, does string) dialog.Button { return t.proposalKey(label, does, p.Number) }
	drop := []dialog.Button{key("✗ 不对，不要", proposeDrop)}
	if len(p.UnitOf) > 0 {
		return [][]dialog.Button{{key("是元", proposeYuan), key("是万元", proposeWan)}, drop}
	}
	var rows [][]dialog.Button
	if column := t.sameColumn(p); column != nil {
		rows = append(rows, []dialog.Button{key("“"+column.Label+"”全部为“是”", proposeYes)})
	}
	over := preview.Overwrites(t.s.Answers, t.form.Pack, p)
	have := 0
	for _, l := range p.Lists {
		have += len(t.st.Answers.Rows(l.Key))
	}
	switch {
	case preview.Empty(p):
	case have > 0:
		rows = append(rows, []dialog.Button{key("✓ 按名称合并", proposeAll)},
			[]dialog.Button{key("全部追加", proposeAdd), key("替换原清单", proposePut)})
	case over > 0:
		rows = append(rows, []dialog.Button{key("✓ 记录，改动已填的 "+strconv.Itoa(over)+" 项", proposeAll)},
			[]dialog.Button{key("只记没填过的", proposeNew)})
	default:
		rows = append(rows, []dialog.Button{key("✓ 记录", proposeAll)})
	}
	return append(rows, drop)
}

// sameColumn is the yes-or-no column that the rows need and none of them has; nil: there is none.
func (t *turn) sameColumn(p dialog.Proposal) *scoring.Field {
	if len(p.Lists) != 1 || len(p.Lists[0].Rows) < 2 {
		return nil
	}
	list, ok := t.form.Pack.Field(string(p.Lists[0].Key))
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

// proposalTap does what a button under a proposal says; one under an earlier proposal says so.
func (t *turn) proposalTap(option string) {
	does, number, _ := strings.Cut(option, " ")
	if does == proposeUndo {
		t.takeBack()
		return
	}
	p := t.proposal
	if p == nil || strconv.FormatInt(p.Number, 36) != number {
		t.toast("这份内容已经处理过，或者后来又发了新的")
		t.show()
		return
	}
	if !t.mayAnswer() {
		return
	}
	switch does {
	case proposeDrop:
		t.proposal = nil
		t.say(dialog.Reply{Kind: dialog.EditTapped, Text: "没有记录：" + p.Source + "。改好后可以再发。"})
		t.show()
	case proposeYuan:
		t.propose(preview.InUnit(*p, "元"), false)
	case proposeWan:
		t.propose(preview.InUnit(*p, "万元"), false)
	case proposeYes:
		if c := t.sameColumn(*p); c != nil {
			t.propose(filled(*p, c.Code), false)
			return
		}
		t.stale()
	case proposeAll, proposeNew, proposeAdd, proposePut:
		if len(p.UnitOf) > 0 {
			t.stale()
			return
		}
		t.recordProposal(*p, does)
	default:
		t.stale()
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
	p.Lists = []dialog.ProposedList{{Key: p.Lists[0].Key, Rows: rows}}
	return p
}

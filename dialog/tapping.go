package dialog

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// tap does what a button says, after checking that the button still means anything: it may
// be old, or made up.
func (t *turn) tap() {
	b, ok := parseTap(t.in.Data)
	if !ok || b.evaluation != t.s.Evaluation.ID {
		t.stale()
		return
	}
	if t.moveTap(b) {
		return
	}
	q, ok := t.st.find(b.key)
	if !ok {
		t.stale()
		return
	}
	if t.openTap(b, q) {
		return
	}
	if !t.mayAnswer() {
		return
	}
	if t.s.Answers[b.key].Rev != b.rev {
		t.answeredMeanwhile(b, q)
		return
	}
	t.answerTap(b, q)
}

// stale answers a button that means nothing any more with the open question.
func (t *turn) stale() {
	t.toast(textStale)
	t.show()
}

// answeredMeanwhile tells a double tap, which is no news, from a tap on an old button.
func (t *turn) answeredMeanwhile(b tap, q Question) {
	a := t.s.Answers[q.Key]
	if v, typed, ok := t.option(b, q); ok && a.By == t.s.Who.User && a.Typed == typed &&
		t.st.display(q.Leaf, q.Key, a.Value) == t.st.display(q.Leaf, q.Key, v) {
		t.toast("已记录")
		return
	}
	t.stale()
}

// moveTap does the taps that name no question: the task list, a section, a summary.
func (t *turn) moveTap(b tap) bool {
	t.navigate = true
	switch b.action {
	case actHome:
		t.home()
	case actLastYear:
		if b.key != "" {
			t.navigate = false
			return false
		}
		t.takeOver(b.option == "yes")
	case actKept:
		t.kept(b.option)
	case actCheck:
		t.findings(b.option)
	case actReport:
		t.report(b.option)
	case actWording:
		t.wordingTap(b)
	case actBoard:
		t.board()
	case actPicture:
		t.picture()
	case actShare:
		t.share(b)
	case actHistory:
		t.history()
	case actSubmit, actReopen, actApprove, actReturn, actComment, actRemind, actMute, actLeave:
		t.decide(b)
	case actSection, actReview:
		s, ok := t.form.Pack.Section(string(b.key))
		if !ok {
			t.stale()
			return true
		}
		if b.action == actReview {
			page, err := strconv.Atoi(b.option)
			if err != nil {
				page = 0
			}
			t.review(s.Code, page)
			return true
		}
		if t.s.Who.Role == Staff {
			t.start(s)
		} else {
			t.review(s.Code, 0)
		}
	default:
		t.navigate = false
		return false
	}
	return true
}

// decide does the taps by which an evaluation goes to the manager and comes back.
func (t *turn) decide(b tap) {
	sure := b.option == "yes"
	switch b.action {
	case actSubmit:
		t.submit(sure)
	case actReopen:
		t.reopen()
	case actApprove:
		t.approve(sure)
	case actComment:
		t.commentOn(b.option)
	case actRemind:
		t.remind(b.option)
	case actMute:
		t.mute()
	case actLeave:
		t.leave(sure)
	case actReturn:
		if sure {
			t.sendBack()
		} else {
			t.startReturn()
		}
	}
}

// openTap does the taps that look at a question without changing an answer.
func (t *turn) openTap(b tap, q Question) bool {
	t.navigate = true
	switch b.action {
	case actNext:
		t.comeTo(q)
		t.forward(q)
	case actBack:
		t.comeTo(q)
		t.backward()
	case actOpen:
		back := t.s.Cursor.Back
		t.s.Cursor = Cursor{}
		if back != nil && back.For == q.Key {
			t.s.Cursor.Back = back
		}
		t.ask(q.Key)
	case actText:
		t.textTap(b, q)
	case actEdit:
		t.navigate = false // the closed prompt stays as the record of the answer
		if t.mayAnswer() {
			t.askFor(q.Key, t.here())
		}
	default:
		t.navigate = false
		return false
	}
	return true
}

// comeTo makes q the open question when its button was tapped on an older message.
func (t *turn) comeTo(q Question) {
	if t.s.Cursor.Place != PlaceAsk || t.s.Cursor.Key != q.Key {
		t.s.Cursor = Cursor{Place: PlaceAsk, Key: q.Key, Saw: t.st.answers[q.Key].Rev, Picks: t.picksOf(q)}
	}
}

// picksOf are the ticks a checklist starts with: the answer it has.
func (t *turn) picksOf(q Question) []string {
	if q.Leaf.Kind != scoring.Checklist {
		return nil
	}
	return slices.Clone(t.st.answers[q.Key].Value.Items)
}

// turnTo makes q the open question when its button was tapped on an older message, with the
// way back to where the person is now.
func (t *turn) turnTo(q Question) {
	if c := t.s.Cursor; c.Place == PlaceAsk && c.Key != q.Key {
		back := t.here()
		back.For = q.Key
		t.comeTo(q)
		t.s.Cursor.Back = &back
		return
	}
	t.comeTo(q)
}

// answerTap does the taps that answer q.
func (t *turn) answerTap(b tap, q Question) {
	if b.action == actWhy {
		t.explain(q, b.option)
		return
	}
	t.turnTo(q)
	switch b.action {
	case actValue, actOption:
		v, typed, ok := t.option(b, q)
		if !ok {
			t.stale()
			return
		}
		t.answer(q, v, typed)
	case actLastYear:
		t.takeLastYear(q)
	case actZeros:
		t.zeros(q)
	case actToggle, actAll, actNone:
		t.change(b, q)
	case actDone:
		t.done(q)
	case actAdd:
		t.addRow(q)
	case actRemove:
		t.removeRow(q, b.option)
	case actPaste:
		t.pasteTap(q, b.option)
	case actConfirm:
		t.overwrite(q)
	case actKeep:
		t.s.Cursor.Typed = ""
		t.navigate = true
		t.goOn(q)
	default:
		t.stale()
	}
}

// option is the value a button stands for, checked against the question.
func (t *turn) option(b tap, q Question) (v scoring.Value, typed string, ok bool) {
	if b.action == actOption {
		i, err := strconv.Atoi(b.option)
		options := q.Leaf.Options
		if q.Indicator != nil || q.Finding != "" {
			options = t.st.typical(q)
		}
		if err != nil || i < 0 || i >= len(options) {
			return v, "", false
		}
		text := strings.TrimRight(options[i], "。；")
		return scoring.Text(text), text, true
	}
	if b.action == actLastYear {
		v, ok = t.lastYear(q)
		return v, textLastYear, ok
	}
	if v, ok := stateWord(q, b.option); ok {
		return v, b.option, true
	}
	if kind, figure := figureKind(q.Leaf.Kind); figure {
		r := readFigure(q.Leaf, kind, b.option)
		if r.Status != numeral.OK && r.Status != numeral.Confirm {
			return v, "", false
		}
		return scoring.Number(r.Value), b.option, true
	}
	switch q.Leaf.Kind {
	case scoring.YesNo:
		return scoring.Yes(b.option == "是"), b.option, b.option == "是" || b.option == "否"
	case scoring.LongText:
		return scoring.Text(b.option), b.option, b.option == "无"
	case scoring.Rows:
		return v, b.option, false
	}
	return v, "", false
}

// zeros answers every open question of q's group with 0.
func (t *turn) zeros(q Question) {
	open := t.st.openGroup(q)
	if len(open) == 0 {
		t.stale()
		return
	}
	for _, k := range open {
		t.write(k, scoring.Number(decimal.Zero), "全部为 0")
	}
	t.recompute()
	text := "✓ " + strconv.Itoa(len(open)) + " 项均记为 0"
	for _, k := range open {
		if other, ok := t.st.find(k); ok {
			text += "\n· " + t.st.label(other)
		}
	}
	t.say(Reply{Kind: EditTapped, Text: text})
	t.lead = "已记录：" + strconv.Itoa(len(open)) + " 项均为 0"
	t.consequences(q)
	t.goOn(q)
	t.completed()
}

// change ticks or unticks items, or throws away the pieces of a long text; the message
// changes in place.
func (t *turn) change(b tap, q Question) {
	c := &t.s.Cursor
	switch {
	case q.Leaf.Kind == scoring.LongText && b.action == actNone:
		c.Pieces = nil
	case q.Leaf.Kind != scoring.Checklist:
		t.stale()
		return
	case b.action == actAll:
		c.Picks = slices.Clone(q.Leaf.Options)
	case b.action == actNone:
		c.Picks = nil
	default:
		i, err := strconv.Atoi(b.option)
		if err != nil || i < 0 || i >= len(q.Leaf.Options) {
			t.stale()
			return
		}
		c.Picks = toggled(c.Picks, q.Leaf.Options[i])
	}
	t.navigate = true
	t.screen(t.question(q))
}

func toggled(picks []string, item string) []string {
	if i := slices.Index(picks, item); i >= 0 {
		return slices.Delete(slices.Clone(picks), i, i+1)
	}
	return append(slices.Clone(picks), item)
}

// done says that the ticks, the pieces or the list are complete.
func (t *turn) done(q Question) {
	switch q.Leaf.Kind {
	case scoring.Checklist:
		items := inOrder(q.Leaf.Options, t.s.Cursor.Picks)
		t.answer(q, scoring.Items(items...), checklistTyped(items))
	case scoring.LongText:
		t.finishText(q)
	case scoring.Rows:
		t.finishList(q)
	default:
		t.stale()
	}
}

func checklistTyped(items []string) string {
	if len(items) == 0 {
		return "无"
	}
	return strings.Join(items, "、")
}

// overwrite puts the waiting answer in place of a colleague's.
func (t *turn) overwrite(q Question) {
	c := &t.s.Cursor
	typed := c.Typed
	if typed == "" {
		t.stale()
		return
	}
	c.Saw, c.Typed = t.s.Answers[q.Key].Rev, ""
	if t.saysLastYear(q, typed) {
		return
	}
	if q.Leaf.Kind == scoring.LongText && q.Indicator == nil && q.Finding == "" {
		t.answer(q, scoring.Text(typed), typed)
		return
	}
	t.accept(q, typed)
}

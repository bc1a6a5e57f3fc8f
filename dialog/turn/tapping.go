package turn

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// tap does what a button says, after checking that the button still means anything: it may
// be old, or made up.
func (t *turn) tap() {
	b, ok := dialog.ParseTap(t.in.Data)
	if !ok || b.Evaluation != t.s.Evaluation.ID {
		t.stale()
		return
	}
	if t.moveTap(b) {
		return
	}
	q, ok := t.st.Find(b.Key)
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
	if t.s.Answers[b.Key].Rev != b.Rev {
		t.answeredMeanwhile(b, q)
		return
	}
	t.answerTap(b, q)
}

// stale answers a button that means nothing any more with the open question.
func (t *turn) stale() {
	t.toast(dialog.TextStale)
	t.show()
}

// answeredMeanwhile tells a double tap, which is no news, from a tap on an old button.
func (t *turn) answeredMeanwhile(b dialog.Tap, q form.Question) {
	a := t.s.Answers[q.Key]
	if v, typed, ok := t.option(b, q); ok && a.By == t.s.Who.User && a.Typed == typed &&
		t.st.Display(q.Leaf, q.Key, a.Value) == t.st.Display(q.Leaf, q.Key, v) {
		t.toast("已记录")
		return
	}
	t.stale()
}

// moveTap does the taps that name no question: the task list, a section, a summary.
func (t *turn) moveTap(b dialog.Tap) bool {
	t.navigate = true
	switch b.Action {
	case dialog.ActHome:
		t.home()
	case dialog.ActLastYear:
		if b.Key != "" {
			t.navigate = false
			return false
		}
		t.takeOver(b.Option == "yes")
	case dialog.ActKept:
		t.keptTap(b.Option)
	case dialog.ActCheck:
		t.aside(t.findings(b.Option))
	case dialog.ActReport:
		t.report(b.Option)
	case dialog.ActWording:
		t.wordingTap(b)
	case dialog.ActBoard:
		t.board()
	case dialog.ActPicture:
		t.picture()
	case dialog.ActShare:
		t.share(b)
	case dialog.ActHistory:
		t.history()
	case dialog.ActSubmit, dialog.ActReopen, dialog.ActApprove, dialog.ActReturn, dialog.ActComment, dialog.ActRemind, dialog.ActMute, dialog.ActLeave:
		t.decide(b)
	case dialog.ActSection, dialog.ActReview:
		s, ok := t.form.Pack.Section(string(b.Key))
		if !ok {
			t.stale()
			return true
		}
		if b.Action == dialog.ActReview {
			page, err := strconv.Atoi(b.Option)
			if err != nil {
				page = 0
			}
			t.review(s.Code, page)
			return true
		}
		if t.s.Who.Role == dialog.Staff {
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
func (t *turn) decide(b dialog.Tap) {
	sure := b.Option == "yes"
	switch b.Action {
	case dialog.ActSubmit:
		t.submit(sure)
	case dialog.ActReopen:
		t.reopen()
	case dialog.ActApprove:
		t.approve(sure)
	case dialog.ActComment:
		t.commentOn(b.Option)
	case dialog.ActRemind:
		t.remind(b.Option)
	case dialog.ActMute:
		t.mute()
	case dialog.ActLeave:
		t.leave(sure)
	case dialog.ActReturn:
		if sure {
			t.sendBack()
		} else {
			t.startReturn()
		}
	}
}

// openTap does the taps that look at a question without changing an answer.
func (t *turn) openTap(b dialog.Tap, q form.Question) bool {
	t.navigate = true
	switch b.Action {
	case dialog.ActNext:
		t.comeTo(q)
		t.forward(q)
	case dialog.ActBack:
		t.comeTo(q)
		t.backward()
	case dialog.ActOpen:
		back := t.s.Cursor.Back
		t.s.Cursor = dialog.Cursor{}
		if back != nil && back.For == q.Key {
			t.s.Cursor.Back = back
		}
		t.ask(q.Key)
	case dialog.ActText:
		t.textTap(b, q)
	case dialog.ActEdit:
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
func (t *turn) comeTo(q form.Question) {
	if t.s.Cursor.Place != dialog.PlaceAsk || t.s.Cursor.Key != q.Key {
		t.s.Cursor = dialog.Cursor{Place: dialog.PlaceAsk, Key: q.Key, Saw: t.st.Answers[q.Key].Rev, Picks: t.picksOf(q)}
	}
}

// picksOf are the ticks a checklist starts with: the answer it has.
func (t *turn) picksOf(q form.Question) []string {
	if q.Leaf.Kind != scoring.Checklist {
		return nil
	}
	return slices.Clone(t.st.Answers[q.Key].Value.Items)
}

// turnTo makes q the open question when its button was tapped on an older message, with the
// way back to where the person is now.
func (t *turn) turnTo(q form.Question) {
	if c := t.s.Cursor; c.Place == dialog.PlaceAsk && c.Key != q.Key {
		back := t.here()
		back.For = q.Key
		t.comeTo(q)
		t.s.Cursor.Back = &back
		return
	}
	t.comeTo(q)
}

// answerTap does the taps that answer q.
func (t *turn) answerTap(b dialog.Tap, q form.Question) {
	if b.Action == dialog.ActWhy {
		t.explain(q, b.Option)
		return
	}
	t.turnTo(q)
	switch b.Action {
	case dialog.ActValue, dialog.ActOption:
		v, typed, ok := t.option(b, q)
		if !ok {
			t.stale()
			return
		}
		t.answer(q, v, typed)
	case dialog.ActLastYear:
		t.takeLastYear(q)
	case dialog.ActZeros:
		t.zeros(q)
	case dialog.ActToggle, dialog.ActAll, dialog.ActNone:
		t.change(b, q)
	case dialog.ActDone:
		t.done(q)
	case dialog.ActAdd:
		t.addRow(q)
	case dialog.ActRemove:
		t.removeRow(q, b.Option)
	case dialog.ActPaste:
		t.pasteTap(q, b.Option)
	case dialog.ActConfirm:
		t.overwrite(q)
	case dialog.ActKeep:
		t.s.Cursor.Typed = ""
		t.navigate = true
		t.goOn(q)
	default:
		t.stale()
	}
}

// option is the value a button stands for, checked against the question.
func (t *turn) option(b dialog.Tap, q form.Question) (v scoring.Value, typed string, ok bool) {
	if b.Action == dialog.ActOption {
		i, err := strconv.Atoi(b.Option)
		options := q.Leaf.Options
		if q.Indicator != nil || q.Finding != "" {
			options = t.st.Typical(q)
		}
		if err != nil || i < 0 || i >= len(options) {
			return v, "", false
		}
		text := strings.TrimRight(options[i], "。；")
		return scoring.Text(text), text, true
	}
	if b.Action == dialog.ActLastYear {
		v, ok = t.lastYear(q)
		return v, textLastYear, ok
	}
	if v, ok := reading.StateWord(q, b.Option); ok {
		return v, b.Option, true
	}
	if kind, figure := form.FigureKind(q.Leaf.Kind); figure {
		r := reading.Figure(q.Leaf, kind, b.Option)
		if r.Status != numeral.OK && r.Status != numeral.Confirm {
			return v, "", false
		}
		return scoring.Number(r.Value), b.Option, true
	}
	switch q.Leaf.Kind {
	case scoring.YesNo:
		return scoring.Yes(b.Option == "是"), b.Option, b.Option == "是" || b.Option == "否"
	case scoring.LongText:
		return scoring.Text(b.Option), b.Option, b.Option == "无"
	case scoring.Rows:
		return v, b.Option, false
	}
	return v, "", false
}

// zeros answers every open question of q's group with 0.
func (t *turn) zeros(q form.Question) {
	open := t.st.OpenGroup(q)
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
		if other, ok := t.st.Find(k); ok {
			text += "\n· " + t.st.Label(other)
		}
	}
	t.say(dialog.Reply{Kind: dialog.EditTapped, Text: text})
	t.lead = "已记录：" + strconv.Itoa(len(open)) + " 项均为 0"
	t.consequences(q)
	t.goOn(q)
	t.completed()
}

// change ticks or unticks items, or throws away the pieces of a long text; the message
// changes in place.
func (t *turn) change(b dialog.Tap, q form.Question) {
	c := &t.s.Cursor
	switch {
	case q.Leaf.Kind == scoring.LongText && b.Action == dialog.ActNone:
		c.Pieces = nil
	case q.Leaf.Kind != scoring.Checklist:
		t.stale()
		return
	case b.Action == dialog.ActAll:
		c.Picks = slices.Clone(q.Leaf.Options)
	case b.Action == dialog.ActNone:
		c.Picks = nil
	default:
		i, err := strconv.Atoi(b.Option)
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
func (t *turn) done(q form.Question) {
	switch q.Leaf.Kind {
	case scoring.Checklist:
		items := reading.InOrder(q.Leaf.Options, t.s.Cursor.Picks)
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
func (t *turn) overwrite(q form.Question) {
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

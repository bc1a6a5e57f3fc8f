package answering

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/reading/numeral"
	"ziping/dialog/reading/preview"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// AnswerTap does the taps that answer q.
func AnswerTap(t *stage.Turn, b dialog.Tap, q form.Question) {
	if b.Action == dialog.ActWhy {
		explain(t, q, b.Option)
		return
	}
	t.TurnTo(q)
	switch b.Action {
	case dialog.ActValue, dialog.ActOption:
		v, typed, ok := Option(t, b, q)
		if !ok {
			t.Below().Stale()
			return
		}
		answer(t, q, v, typed)
	case dialog.ActLastYear:
		if b.Option == screen.LastYearOfCard {
			takeCardLastYear(t, q)
			return
		}
		takeLastYear(t, q)
	case dialog.ActZeros:
		zeros(t, q)
	case dialog.ActToggle, dialog.ActNone:
		change(t, b, q)
	case dialog.ActAll:
		if q.Leaf.Kind != scoring.Checklist {
			t.Below().Stale()
			return
		}
		answer(t, q, scoring.Items(slices.Clone(q.Leaf.Options)...), checklistTyped(q.Leaf.Options))
	case dialog.ActDone:
		if nothingTicked(t, b, q) {
			return
		}
		done(t, q)
	case dialog.ActAdd:
		addRow(t, q)
	case dialog.ActRemove:
		removeRow(t, q, b.Option)
	case dialog.ActPaste:
		listTap(t, q, b.Option)
	case dialog.ActConfirm:
		overwrite(t, q)
	case dialog.ActKeep:
		t.Session.Cursor.Typed, t.Session.Cursor.Waiting = "", nil
		t.InPlace().GoOn(q)
	default:
		t.Below().Stale()
	}
}

// Option is the value a button stands for, checked against the question.
func Option(t *stage.Turn, b dialog.Tap, q form.Question) (v scoring.Value, typed string, ok bool) {
	if b.Action == dialog.ActOption {
		i, err := strconv.Atoi(b.Option)
		options := q.Leaf.Options
		if q.Indicator != nil || q.Finding != "" {
			options = t.State.Typical(q)
		}
		if err != nil || i < 0 || i >= len(options) {
			return v, "", false
		}
		text := strings.TrimRight(options[i], "。；")
		return scoring.Text(text), text, true
	}
	if b.Action == dialog.ActLastYear {
		v, ok = t.View().LastYear(q)
		return v, screen.TextLastYear, ok
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
func zeros(t *stage.Turn, q form.Question) {
	open := t.State.OpenGroup(q)
	if len(open) == 0 {
		t.Below().Stale()
		return
	}
	var all []given
	for _, k := range open {
		all = append(all, given{k, scoring.Number(decimal.Zero), "全部为 0"})
	}
	if len(t.View().OnCard(q)) > 0 {
		takeCard(t, q, all, nil)
		return
	}
	write(t, "全部为 0", all)
	text := "✓ " + strconv.Itoa(len(open)) + " 项均记为 0"
	for _, k := range open {
		if other, ok := t.State.Find(k); ok {
			text += "\n· " + t.State.Label(other)
		}
	}
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: text})
	t.Consequences(q)
	t.Below().GoOn(q)
	t.Completed()
}

// change ticks or unticks items, or throws away the pieces of a long text; the message
// changes in place.
func change(t *stage.Turn, b dialog.Tap, q form.Question) {
	c := &t.Session.Cursor
	switch {
	case q.Leaf.Kind == scoring.LongText && b.Action == dialog.ActNone:
		c.Pieces = nil
	case q.Leaf.Kind != scoring.Checklist:
		t.Below().Stale()
		return
	case b.Action == dialog.ActNone:
		c.Picks = nil
	default:
		i, err := strconv.Atoi(b.Option)
		if err != nil || i < 0 || i >= len(q.Leaf.Options) {
			t.Below().Stale()
			return
		}
		c.Picks = toggled(c.Picks, q.Leaf.Options[i])
	}
	t.InPlace().Screen(t.View().Question(q))
}

func toggled(picks []string, item string) []string {
	if i := slices.Index(picks, item); i >= 0 {
		return slices.Delete(slices.Clone(picks), i, i+1)
	}
	return append(slices.Clone(picks), item)
}

// sureNone confirms a checklist without a tick.
const sureNone = "none"

// nothingTicked asks whether really no item applies, for each costs points.
func nothingTicked(t *stage.Turn, b dialog.Tap, q form.Question) bool {
	have := t.State.Answers[q.Key].Value
	if q.Leaf.Kind != scoring.Checklist || len(t.Session.Cursor.Picks) > 0 || b.Option == sureNone ||
		have.State == scoring.Known && len(have.Items) == 0 {
		return false
	}
	t.InPlace().Screen(dialog.Reply{
		Title: t.State.Title(q), Text: "一项也没有勾选。确定各项都不符合吗？",
		Buttons: [][]dialog.Button{{t.View().Key("都不符合", dialog.ActDone, q.Key, sureNone), t.View().Key("‹ 回去勾选", dialog.ActOpen, q.Key, "")}},
	})
	return true
}

// done says that the ticks, the pieces or the list are complete.
func done(t *stage.Turn, q form.Question) {
	switch q.Leaf.Kind {
	case scoring.Checklist:
		items := reading.InOrder(q.Leaf.Options, t.Session.Cursor.Picks)
		answer(t, q, scoring.Items(items...), checklistTyped(items))
	case scoring.LongText:
		finishText(t, q)
	case scoring.Rows:
		finishList(t, q)
	default:
		t.Below().Stale()
	}
}

func checklistTyped(items []string) string {
	if len(items) == 0 {
		return "无"
	}
	return strings.Join(items, "、")
}

// overwrite puts the waiting answer in place of a colleague's: the value that was read and shown,
// for its own question. The words are not read again, for by now a card may understand them otherwise.
// Words that were kept before their question was seen again have no value yet: they are read now.
func overwrite(t *stage.Turn, q form.Question) {
	c := &t.Session.Cursor
	typed, waiting := c.Typed, c.Waiting
	switch {
	case waiting == nil && typed == "":
		t.Below().Stale()
		return
	case waiting == nil:
		c.Typed = ""
		Accept(t, q, typed)
		return
	}
	c.Saw, c.Typed, c.Waiting = t.Session.Answers[q.Key].Rev, "", nil
	if q.Leaf.Kind == scoring.Rows { // a list has no value of its own: 无, or last year's rows
		Accept(t, q, typed)
		return
	}
	v, ok := preview.Value(q.Leaf, *waiting)
	if !ok {
		t.Below().Stale()
		return
	}
	answer(t, q, v, typed)
}

package dialog

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// Limits of what is taken as one answer, in characters.
const (
	maxShortText = 200
	maxLongText  = 20000
)

// text takes a typed message as the answer to the open question.
func (t *turn) text() {
	typed := strings.TrimSpace(t.in.Text)
	if t.in.Edited {
		t.edited()
		return
	}
	t.turnToReplied()
	if act, ok := spokenWays[typed]; ok && t.takesWords() {
		act(t)
		return
	}
	q, open := t.current()
	if !open {
		t.textAtRest(typed)
		return
	}
	if !t.mayAnswer() {
		return
	}
	if typed == "" {
		t.reject(q, "没有收到文字。")
		return
	}
	if t.greetsAgain(q) {
		t.welcomeBack(q, true)
		return
	}
	t.accept(q, typed)
}

// spokenWays are the ways out that people type instead of tapping.
var spokenWays = map[string]func(*turn){
	"上一题": (*turn).backward,
	"目录":  (*turn).home,
	"返回":  (*turn).backward,
	"跳过":  (*turn).skip,
	"下一题": (*turn).skip,
	"帮助":  (*turn).help,
	"进度":  (*turn).showProgress,
	"分工":  (*turn).shares,

	wordHistory: (*turn).history,
}

// takesWords reports whether a word may be meant as a way out: not where free text is asked for.
func (t *turn) takesWords() bool {
	q, open := t.current()
	if !open {
		return true
	}
	if q.Indicator != nil || q.Finding != "" {
		return false
	}
	switch q.Leaf.Kind {
	case scoring.ShortText, scoring.LongText:
		return false
	}
	return true
}

func (t *turn) skip() {
	if q, open := t.current(); open {
		t.forward(q)
		return
	}
	t.show()
}

// accept reads typed as the answer to q.
func (t *turn) accept(q Question, typed string) {
	if q.Marker { // a row is shown, nothing is asked
		t.show()
		return
	}
	if q.Indicator != nil || q.Finding != "" {
		t.acceptTypical(q, typed)
		return
	}
	if t.saysLastYear(q, typed) {
		return
	}
	if kind, ok := figureKind(q.Leaf.Kind); ok {
		t.acceptFigure(q, kind, typed)
		return
	}
	if v, ok := stateWord(q, typed); ok {
		t.answer(q, v, typed)
		return
	}
	switch q.Leaf.Kind {
	case scoring.YesNo:
		t.acceptYesNo(q, typed)
	case scoring.Choice:
		t.acceptChoice(q, typed)
	case scoring.Checklist:
		t.acceptChecklist(q, typed)
	case scoring.LongText:
		t.acceptPiece(q, typed)
	case scoring.Rows:
		t.startRow(q, typed)
	default:
		t.acceptShortText(q, typed)
	}
}

// stateWord reads 暂缺 and 不涉及 typed as the whole answer. "无" is left to the kinds: it is a
// text, zero, or none of the items.
func stateWord(q Question, typed string) (scoring.Value, bool) {
	switch strings.Trim(typed, "。.！! ") {
	case "暂缺", "待定", "不清楚":
		return scoring.Value{State: scoring.Pending}, q.Row == 0
	case "不涉及", "不适用", "/", "—":
		return scoring.Value{State: scoring.NotApplicable}, q.Leaf.NotApplicable
	}
	return scoring.Value{}, false
}

func (t *turn) acceptFigure(q Question, kind numeral.Kind, typed string) {
	r := readFigure(q.Leaf, kind, typed)
	switch r.Status {
	case numeral.OK:
		t.answer(q, scoring.Number(r.Value), typed)
	case numeral.Confirm:
		fit, why := fitting(q.Leaf, readings(r))
		if len(fit) == 0 {
			t.refuse(q, typed, why)
			return
		}
		t.say(Reply{
			Title: "请确认：" + t.st.label(q), Text: numeral.Explain(kind, r, typed),
			Buttons: t.confirmation(q, kind, fit), Prompt: true,
		})
	case numeral.NotApplicable:
		if !q.Leaf.NotApplicable {
			t.reject(q, "本题需要填数；确实没有的请填 0。")
			return
		}
		t.answer(q, scoring.Value{State: scoring.NotApplicable}, typed)
	case numeral.Pending:
		t.answer(q, scoring.Value{State: scoring.Pending}, typed)
	default:
		t.reject(q, numeral.Explain(kind, r, typed))
	}
}

// readFigure reads a figure for a field, with a sign where the field takes one.
func readFigure(f *scoring.Field, kind numeral.Kind, typed string) numeral.Reading {
	if f.Negative {
		return numeral.ReadSigned(kind, typed)
	}
	return numeral.Read(kind, typed)
}

// fitting are the readings that the field takes; why says what is wrong with the others.
func fitting(f *scoring.Field, all []decimal.Decimal) (fit []decimal.Decimal, why string) {
	for _, v := range all {
		if no := f.Refuse(scoring.Number(v)); no != "" {
			why = no
			continue
		}
		fit = append(fit, v)
	}
	return fit, why
}

// readings are what a doubtful figure may mean, likeliest first.
func readings(r numeral.Reading) []decimal.Decimal {
	all := []decimal.Decimal{r.Value}
	for _, v := range r.Alternatives {
		if !v.Equal(r.Value) {
			all = append(all, v)
		}
	}
	return all
}

func (t *turn) acceptYesNo(q Question, typed string) {
	yes, ok := yesNo(typed)
	if !ok {
		t.reject(q, fmt.Sprintf("没有读懂“%s”。请回答“是”或“否”。", excerpt(typed, 30)))
		return
	}
	t.answer(q, scoring.Yes(yes), typed)
}

func (t *turn) acceptChoice(q Question, typed string) {
	word := strings.Trim(typed, "。.！! ")
	if i := slices.Index(q.Leaf.Options, word); i >= 0 {
		t.answer(q, scoring.Text(word), typed)
		return
	}
	if n, ok := optionNumbers(word, len(q.Leaf.Options)); ok && len(n) == 1 {
		t.answer(q, scoring.Text(q.Leaf.Options[n[0]-1]), typed)
		return
	}
	t.reject(q, fmt.Sprintf("没有读懂“%s”。请从以下各项中选一项：%s。", excerpt(typed, 30), strings.Join(q.Leaf.Options, "、")))
}

func (t *turn) acceptChecklist(q Question, typed string) {
	options := q.Leaf.Options
	items, wrong := readChecklist(options, typed)
	if wrong != "" {
		t.reject(q, fmt.Sprintf("“%s”不在选项中。请勾选下面的各项，或回复编号（如 1、3）、“全部”、“无”。", excerpt(wrong, 30)))
		return
	}
	t.answer(q, scoring.Items(items...), typed)
}

// readChecklist reads ticked items: 全部, 无, numbers or labels. wrong is what is none of them.
func readChecklist(options []string, text string) (items []string, wrong string) {
	switch strings.Trim(text, "。.！! ") {
	case "全部", "全部符合", "全选", "都有":
		return slices.Clone(options), ""
	case "无", "没有", "都没有", "全不选":
		return nil, ""
	}
	if n, ok := optionNumbers(text, len(options)); ok {
		return pick(options, n), ""
	}
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) }) {
		part = strings.TrimSpace(part)
		if !slices.Contains(options, part) {
			return nil, part
		}
		items = append(items, part)
	}
	if len(items) == 0 {
		return nil, text
	}
	return inOrder(options, items), ""
}

// pick are the options of the given numbers, in the options' own order.
func pick(options []string, numbers []int) []string {
	var items []string
	for i, o := range options {
		if slices.Contains(numbers, i+1) {
			items = append(items, o)
		}
	}
	return items
}

// inOrder brings ticked items into the options' order.
func inOrder(options, items []string) []string {
	var sorted []string
	for _, o := range options {
		if slices.Contains(items, o) {
			sorted = append(sorted, o)
		}
	}
	return sorted
}

func (t *turn) acceptShortText(q Question, typed string) {
	if n := utf8.RuneCountInString(typed); n > maxShortText {
		t.reject(q, fmt.Sprintf("这一项最多 %d 个字，您发来的有 %d 个字。请缩短后再发。", maxShortText, n))
		return
	}
	t.answer(q, scoring.Text(strings.Join(strings.Fields(typed), " ")), typed)
}

// acceptTypical takes the numbers of typical texts, or a text of one's own.
func (t *turn) acceptTypical(q Question, typed string) {
	options := t.st.typical(q)
	if n, ok := optionNumbers(typed, len(options)); ok {
		chosen := make([]string, len(n))
		for i, k := range n {
			chosen[i] = strings.TrimRight(options[k-1], "。；")
		}
		t.answer(q, scoring.Text(strings.Join(chosen, "；")), typed)
		return
	}
	t.answer(q, scoring.Text(typed), typed)
}

// refuse says that an answer that was understood cannot stand in the field.
func (t *turn) refuse(q Question, typed, why string) {
	t.reject(q, fmt.Sprintf("“%s”不能登记：%s。请核对后重新填写。", excerpt(typed, 30), why))
}

// reject says what was wrong and what is expected. The question stays open; after five in a
// row the ways out are offered.
func (t *turn) reject(q Question, why string) {
	t.s.Cursor.Errors++
	if t.s.Cursor.Errors >= 5 {
		why += "\n\n这一题可以先跳过，回头再填；也可以填“暂缺”。发送 /help 查看填写说明。"
	}
	t.say(Reply{Title: t.st.title(q), Text: why, Buttons: [][]Button{t.ways(q)}})
}

package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ziping/scoring"
)

// changeWords says what a change was; "" when it says nothing by itself. before is the entry before
// it in the log, if it is known.
func (t *turn) changeWords(c, before Change) string {
	up, last, _ := c.Key.parent()
	switch {
	case c.Key == StatusKey:
		return t.statusChange(c, before)
	case c.Key == approvedKey: // stands with the change of the status
		return ""
	case up == takenKey:
		return t.claimChange(c, last)
	case up == wordingKey && c.New.State != scoring.Known:
		return "报告文字恢复原文"
	case up == wordingKey:
		return "改写报告文字：" + excerpt(c.New.Text, 80)
	case up == earlierKey, c.Typed == textMoved: // stands with the answer under its present code
		return ""
	case up == remindedKey:
		return "催办：" + excerpt(c.New.Text, 20)
	case up == commentKey && c.New.State != scoring.Known: // dealt with
		return ""
	case up == commentKey:
		return fmt.Sprintf("退回意见【%s】：%s", t.commentTitle(last), excerpt(c.New.Text, 80))
	}
	return t.st.answerChange(c)
}

func (t *turn) statusChange(c, before Change) string {
	switch to := Status(c.New.Text); {
	case to == Submitted:
		return "送审"
	case to == Approved:
		return "审核通过"
	case Status(c.Old.Text) == Approved:
		return "重新打开"
	}
	up, _, _ := before.Key.parent()
	comments := up == commentKey && before.By == c.By // a manager's comments come with the return
	if comments || slices.ContainsFunc(t.s.Members, func(m Member) bool { return m.User == c.By && m.Role == Manager }) {
		return "退回修改"
	}
	return "撤回送审"
}

// claimChange says how a section changed hands.
func (t *turn) claimChange(c Change, section string) string {
	from, to := Answers{c.Key: {Value: c.Old}}.owner(section), Answers{c.Key: {Value: c.New}}.owner(section)
	title, was := "【"+section+"】", ""
	if s, ok := t.form.Pack.Section(section); ok {
		title = "【" + s.Title + "】"
	}
	if from != 0 && from != c.By {
		was = "（原由" + t.nameInLog(from) + "负责）"
	}
	switch {
	case to == 0 && was != "":
		return "取消认领" + title + was
	case to == 0:
		return "放下" + title
	case to == c.By && was != "":
		return "接手" + title + was
	case to == c.By:
		return "认领" + title
	}
	return "把" + title + "交给" + t.nameInLog(to) + was
}

// nameInLog is the name of somebody who is, or was, in the unit.
func (t *turn) nameInLog(user int64) string {
	for _, m := range t.s.Members {
		if m.User == user {
			return excerpt(m.Name, 20)
		}
	}
	for _, c := range t.in.Log {
		if c.By == user {
			return excerpt(c.ByName, 20)
		}
	}
	return "已退出的成员"
}

// answerChange says how an answer changed.
func (st *state) answerChange(c Change) string {
	r := st.recall(c.Key)
	switch {
	case r.leaf == nil:
		return changed(r.name(), plainWords(c.Old), plainWords(c.New))
	case r.row && c.New.State == scoring.Known: // its cells say more
		return ""
	case r.row:
		return r.removal()
	case r.leaf.Kind != scoring.Rows:
		return changed(r.name(), st.wordsOf(r.leaf, c.Key, c.Old), st.wordsOf(r.leaf, c.Key, c.New))
	case c.New.State == scoring.Known:
		return r.name() + "：填完了"
	case c.New.State == scoring.NotApplicable:
		return r.name() + "：不填清单"
	}
	return ""
}

// wordsOf is a value in normal form. An earlier version of the pack may have asked for another kind.
func (st *state) wordsOf(f *scoring.Field, key Key, v scoring.Value) string {
	if words := st.display(f, key, v); words != "" {
		return words
	}
	return plainWords(v)
}

// plainWords is a value whose kind is not known.
func plainWords(v scoring.Value) string {
	switch {
	case v.State == scoring.Missing:
		return orUnfilled("")
	case v.State == scoring.Pending:
		return scoring.PendingWord
	case v.State == scoring.NotApplicable:
		return scoring.NotApplicableWord
	case v.Text != "":
		return v.Text
	case len(v.Items) > 0:
		return strings.Join(v.Items, "、")
	case v.Yes:
		return yesNoWord(true)
	}
	return v.Number.String()
}

// wordsInChange is how much of either value a change shows, in characters.
const wordsInChange = 40

// changed shows old and new; of long texts from where they begin to differ.
func changed(name, from, to string) string {
	if from == to {
		return fmt.Sprintf("%s：%s（未变）", name, excerpt(to, wordsInChange))
	}
	a, b := []rune(from), []rune(to)
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	if skip := same - wordsInChange/4; max(len(a), len(b)) > wordsInChange && skip > 1 {
		from, to = "…"+string(a[skip:]), "…"+string(b[skip:])
	}
	return fmt.Sprintf("%s：%s → %s", name, excerpt(from, wordsInChange), excerpt(to, wordsInChange))
}

// recalled is what a key asks, or asked under other answers.
type recalled struct {
	section string         // the section's title
	label   string         // the key itself when the pack has no such question
	leaf    *scoring.Field // what is asked; nil when the pack has no such question
	row     bool           // the key is a whole row
}

func (r recalled) name() string {
	if r.leaf == nil {
		return r.label
	}
	return "【" + r.section + "】" + r.label
}

// removal says that a row was taken out of its list.
func (r recalled) removal() string {
	label := r.label
	if i := strings.LastIndex(label, removedRow); i >= 0 {
		label = label[:i] + "删除" + label[i+len(removedRow):]
	} else {
		label = "删除" + label
	}
	return "【" + r.section + "】" + label
}

// removedRow stands before the name of a row that is no longer in its list.
const removedRow = "已删除的"

// recall resolves a key whether or not it is a question under the present answers. Rows go by
// their number, as people count them, and their name; those removed by their name.
func (st *state) recall(key Key) recalled {
	unknown := recalled{label: string(key)}
	section, f, ok := st.field(key.Field())
	if !ok {
		return unknown
	}
	r := recalled{section: section.Title, label: f.Label, leaf: f}
	if string(key) == f.Code {
		return r
	}
	rest := string(key[len(f.Code)+1:])
	switch f.Kind {
	case scoring.PerIndicator:
		r.label += "：" + rest
		if ind, known := st.form.Pack.Indicator(rest); known {
			r.label = f.Label + "：" + ind.Name
		}
		return r
	case scoring.PerFinding:
		r.label += "：" + rest
		return r
	}
	at, parts := Key(f.Code), strings.Split(rest, "/")
	for i, part := range parts {
		n, isRow := rowNumber(part)
		at = at.child(part)
		switch {
		case isRow && r.leaf.Kind == scoring.Rows && !r.row:
			if r.row = true; r.leaf.RowName != "" { // it tells the list too
				r.label = strings.TrimSuffix(r.label, r.leaf.Label)
			} else {
				r.label += " · "
			}
			r.label += st.recallRow(r.leaf, at, n)
			if name := st.recallName(r.leaf, at); name != "" && !(i+1 < len(parts) && parts[i+1] == r.leaf.Columns[0].Code) {
				r.label += "（" + name + "）"
			}
		case r.row:
			column, known := columnOf(r.leaf, part)
			if !known {
				return unknown
			}
			r.label, r.leaf, r.row = r.label+" · "+column.Label, column, false
		default:
			return unknown
		}
	}
	return r
}

// recallRow numbers a row that is in its list as people count them.
func (st *state) recallRow(list *scoring.Field, row Key, n int) string {
	if st.answers[row].Value.State != scoring.Known {
		return removedRow + rowName(list)
	}
	return "第 " + strconv.Itoa(st.place(row, n)) + " 个" + rowName(list)
}

// recallName is the name of a row that is or was in its list; "" when it has none.
func (st *state) recallName(list *scoring.Field, row Key) string {
	if len(list.Columns) == 0 {
		return ""
	}
	key := row.child(list.Columns[0].Code)
	if v := st.answers[key].Value; v.State == scoring.Known {
		return excerpt(st.wordsOf(&list.Columns[0], key, v), 16)
	}
	return ""
}

package form

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// AnswerChange says how an answer changed.
func (st *State) AnswerChange(c dialog.Change) string {
	r := st.Recall(c.Key)
	switch {
	case r.leaf == nil:
		return changed(r.Name(), plainWords(c.Old), plainWords(c.New))
	case r.row && c.New.State == scoring.Known: // its cells say more
		return ""
	case r.row:
		return r.removal()
	case r.leaf.Kind != scoring.Rows:
		return changed(r.Name(), st.wordsOf(r.leaf, c.Key, c.Old), st.wordsOf(r.leaf, c.Key, c.New))
	case c.New.State == scoring.Known:
		return r.Name() + "：填完了"
	case c.New.State == scoring.NotApplicable:
		return r.Name() + "：不填清单"
	}
	return ""
}

// wordsOf is a value in normal form. An earlier version of the pack may have asked for another kind.
func (st *State) wordsOf(f *scoring.Field, key dialog.Key, v scoring.Value) string {
	if words := st.Display(f, key, v); words != "" {
		return words
	}
	return plainWords(v)
}

// plainWords is a value whose kind is not known.
func plainWords(v scoring.Value) string {
	switch {
	case v.State == scoring.Missing:
		return OrUnfilled("")
	case v.State == scoring.Pending:
		return scoring.PendingWord
	case v.State == scoring.NotApplicable:
		return scoring.NotApplicableWord
	case v.Text != "":
		return v.Text
	case len(v.Items) > 0:
		return strings.Join(v.Items, "、")
	case v.Yes:
		return YesNoWord(true)
	}
	return v.Number.String()
}

// wordsInChange is how much of either value a change shows, in characters.
const wordsInChange = 40

// changed shows old and new; of long texts from where they begin to differ.
func changed(name, from, to string) string {
	if from == to {
		return fmt.Sprintf("%s：%s（未变）", name, Excerpt(to, wordsInChange))
	}
	a, b := []rune(from), []rune(to)
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	if skip := same - wordsInChange/4; max(len(a), len(b)) > wordsInChange && skip > 1 {
		from, to = "…"+string(a[skip:]), "…"+string(b[skip:])
	}
	return fmt.Sprintf("%s：%s → %s", name, Excerpt(from, wordsInChange), Excerpt(to, wordsInChange))
}

// recalled is what a key asks, or asked under other answers.
type recalled struct {
	section string         // the section's title
	label   string         // the key itself when the pack has no such question
	leaf    *scoring.Field // what is asked; nil when the pack has no such question
	row     bool           // the key is a whole row
}

func (r recalled) Name() string {
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

// Recall resolves a key whether or not it is a question under the present answers. Rows go by
// their number, as people count them, and their name; those removed by their name.
func (st *State) Recall(key dialog.Key) recalled {
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
		if ind, known := st.Form.Pack.Indicator(rest); known {
			r.label = f.Label + "：" + ind.Name
		}
		return r
	case scoring.PerFinding:
		r.label += "：" + rest
		return r
	}
	at, parts := dialog.Key(f.Code), strings.Split(rest, "/")
	for i, part := range parts {
		n, isRow := dialog.RowNumber(part)
		at = at.Child(part)
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
func (st *State) recallRow(list *scoring.Field, row dialog.Key, n int) string {
	if st.Answers[row].Value.State != scoring.Known {
		return removedRow + RowName(list)
	}
	return "第 " + strconv.Itoa(st.place(row, n)) + " 个" + RowName(list)
}

// recallName is the name of a row that is or was in its list; "" when it has none.
func (st *State) recallName(list *scoring.Field, row dialog.Key) string {
	if len(list.Columns) == 0 {
		return ""
	}
	key := row.Child(list.Columns[0].Code)
	if v := st.Answers[key].Value; v.State == scoring.Known {
		return Excerpt(st.wordsOf(&list.Columns[0], key, v), 16)
	}
	return ""
}

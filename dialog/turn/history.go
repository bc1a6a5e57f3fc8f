package turn

import (
	"slices"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
)

const (
	// changesAtOnce is how many changes one page shows.
	changesAtOnce = 10
	// Some entries say nothing by themselves, such as the mark of a new row, and most say nothing
	// about one answer: so many entries are looked through for a page.
	changesRead    = 60
	changesReadFor = 2000
)

// wordHistory opens the log when it is typed.
const wordHistory = "修改记录"

// historyPage is which part of the log somebody looks at.
type historyPage struct {
	about dialog.Key // of this answer and what stands below it; "" is everything
	edge  int64      // the newest entry that may be shown, or the oldest one when looking for newer ones
	newer bool       // the entries from edge on, not those up to it
}

// LogWanted says which part of the log a step needs in Input.Log: up to limit entries from the one
// numbered from on. ok is false when it needs none.
func LogWanted(s dialog.Session, in dialog.Input) (from, limit int64, ok bool) {
	p, ok := historyWanted(s, in)
	if !ok {
		return 0, 0, false
	}
	from, last := p.window(s.Evaluation.Changes)
	return from, last - from + 1, last >= from
}

// historyWanted reads which part of the log an input asks for.
func historyWanted(s dialog.Session, in dialog.Input) (p historyPage, ok bool) {
	p.edge = s.Evaluation.Changes
	switch in.Kind {
	case dialog.CommandInput:
		return p, in.Command == "history"
	case dialog.TextInput:
		return p, strings.TrimSpace(in.Text) == wordHistory
	case dialog.TapInput:
		b, read := dialog.ParseTap(in.Data)
		if !read || b.Action != dialog.ActHistory || b.Evaluation != s.Evaluation.ID {
			return p, false
		}
		p.about = b.Key
		edge, newer := strings.CutPrefix(b.Option, newerThan)
		n, err := strconv.ParseInt(edge, 36, 64)
		if err == nil && n > 0 && n <= p.edge {
			p.edge, p.newer = n, newer
		}
		return p, true
	}
	return p, false
}

// newerThan stands in a button before the number of the oldest entry to show. It is no digit to
// the base 36.
const newerThan = "+"

// window are the first and the last entry to look through.
func (p historyPage) window(changes int64) (first, last int64) {
	n := int64(changesRead)
	if p.about != "" {
		n = changesReadFor
	}
	if p.newer {
		return p.edge, min(changes, p.edge+n-1)
	}
	return max(1, p.edge-n+1), p.edge
}

// matches reports whether a change is of what the page is about.
func (p historyPage) matches(c dialog.Change) bool {
	return p.about == "" || c.Key == p.about || strings.HasPrefix(string(c.Key), string(p.about)+"/")
}

// history shows a page of the log, newest first.
func (t *turn) history() {
	p, ok := historyWanted(t.s, t.in)
	if !ok {
		t.stale()
		return
	}
	if p.about != "" && p.edge == t.s.Evaluation.Changes {
		t.navigate = false // the question stays
	}
	t.aside(t.historyCard(p))
}

// historyCard is a page of the log.
func (t *turn) historyCard(p historyPage) dialog.Reply {
	lines, newer, older := t.changes(p)
	r := dialog.Reply{Title: wordHistory, Text: t.changesText(lines), Buttons: t.historyWays(p, lines, newer, older)}
	if p.about != "" {
		r.Title += "：" + t.st.Recall(p.about).Name()
	}
	if len(lines) == 0 {
		r.Text = "没有修改记录。"
		if older {
			r.Text = "最近没有修改，请看较早的记录。"
		}
	}
	return r
}

// changeLine is a change and what people are told of it.
type changeLine struct {
	dialog.Change
	words string
}

// changes are the changes on a page, newest first, and whether there are or may be newer and older
// ones.
func (t *turn) changes(p historyPage) (lines []changeLine, newer, older bool) {
	var all []changeLine
	for i, c := range t.in.Log {
		if !p.matches(c) {
			continue
		}
		var before dialog.Change
		if i > 0 {
			before = t.in.Log[i-1]
		}
		if words := t.changeWords(c, before); words != "" {
			if c.Key == p.about { // the title has the name
				words = strings.TrimPrefix(words, t.st.Recall(c.Key).Name()+"：")
			}
			all = append(all, changeLine{c, words})
		}
	}
	slices.Reverse(all)
	first, last := p.window(t.s.Evaluation.Changes)
	rest := len(all) > changesAtOnce
	if p.newer {
		return all[max(0, len(all)-changesAtOnce):], rest || last < t.s.Evaluation.Changes, first > 1
	}
	return all[:min(changesAtOnce, len(all))], last < t.s.Evaluation.Changes, rest || first > 1
}

// changesText is a page of the log. What one person changed in one minute stands together.
func (t *turn) changesText(lines []changeLine) string {
	var b strings.Builder
	head := ""
	for _, l := range lines {
		at := l.At.In(t.st.Zone)
		layout := "1月2日 15:04"
		if at.Year() != t.in.At.Year() {
			layout = "2006年1月2日 15:04"
		}
		if h := at.Format(layout) + "　" + form.Excerpt(l.ByName, 20); h != head {
			if head != "" {
				b.WriteString("\n")
			}
			head = h
			b.WriteString(h + "\n")
		}
		b.WriteString("· " + l.words + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// historyWays turn the pages of the log, and lead back.
func (t *turn) historyWays(p historyPage, lines []changeLine, newer, older bool) [][]dialog.Button {
	first, last := p.window(t.s.Evaluation.Changes)
	top, bottom := last, first
	if n := len(lines); n > 0 {
		top = lines[0].Seq
		if n == changesAtOnce || p.newer {
			bottom = lines[n-1].Seq // else all of them down to first were looked through
		}
	}
	var turnPage []dialog.Button
	if newer {
		turnPage = append(turnPage, t.key("‹ 较新", dialog.ActHistory, p.about, newerThan+strconv.FormatInt(top+1, 36)))
	}
	if older && bottom > 1 {
		turnPage = append(turnPage, t.key("较早 ›", dialog.ActHistory, p.about, strconv.FormatInt(bottom-1, 36)))
	}
	ways := []dialog.Button{t.key("目录", dialog.ActHome, "", "")}
	if q, ok := t.st.Find(p.about); ok && t.s.Who.Role == dialog.Staff {
		ways = append([]dialog.Button{t.key("‹ 回到本题", dialog.ActOpen, q.Key, "")}, ways...)
	}
	if len(turnPage) == 0 {
		return [][]dialog.Button{ways}
	}
	return [][]dialog.Button{turnPage, ways}
}

// historyButton leads to the changes of one answer, where there is room for its key.
func (t *turn) historyButton(key dialog.Key) []dialog.Button {
	b := t.key("历史", dialog.ActHistory, key, "")
	if len(b.Data)+len(newerThan)+6 > dialog.MaxTap || !t.st.Answered(key) {
		return nil
	}
	return []dialog.Button{b}
}

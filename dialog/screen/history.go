package screen

import (
	"slices"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
)

const (
	// ChangesAtOnce is how many changes one page shows.
	ChangesAtOnce = 10
	// Some entries say nothing by themselves, such as the mark of a new row, and most say nothing
	// about one answer: so many entries are looked through for a page.
	changesRead    = 60
	changesReadFor = 2000
)

// WordHistory opens the log when it is typed.
const WordHistory = "修改记录"

// HistoryPage is which part of the log somebody looks at.
type HistoryPage struct {
	About dialog.Key // of this answer and what stands below it; "" is everything
	Edge  int64      // the newest entry that may be shown, or the oldest one when looking for newer ones
	Newer bool       // the entries from edge on, not those up to it
}

// HistoryWanted reads which part of the log an input asks for.
func HistoryWanted(s dialog.Session, in dialog.Input) (p HistoryPage, ok bool) {
	p.Edge = s.Evaluation.Changes
	switch in.Kind {
	case dialog.CommandInput:
		return p, in.Command == "history"
	case dialog.TextInput:
		return p, strings.TrimSpace(in.Text) == WordHistory
	case dialog.TapInput:
		b, read := dialog.ParseTap(in.Data)
		if !read || b.Action != dialog.ActHistory || b.Evaluation != s.Evaluation.ID {
			return p, false
		}
		p.About = b.Key
		edge, newer := strings.CutPrefix(b.Option, newerThan)
		n, err := strconv.ParseInt(edge, 36, 64)
		if err == nil && n > 0 && n <= p.Edge {
			p.Edge, p.Newer = n, newer
		}
		return p, true
	}
	return p, false
}

// newerThan stands in a button before the number of the oldest entry to show. It is no digit to
// the base 36.
const newerThan = "+"

// Window are the first and the last entry to look through.
func (p HistoryPage) Window(changes int64) (first, last int64) {
	n := int64(changesRead)
	if p.About != "" {
		n = changesReadFor
	}
	if p.Newer {
		return p.Edge, min(changes, p.Edge+n-1)
	}
	return max(1, p.Edge-n+1), p.Edge
}

// Matches reports whether a change is of what the page is about.
func (p HistoryPage) Matches(c dialog.Change) bool {
	return p.About == "" || c.Key == p.About || strings.HasPrefix(string(c.Key), string(p.About)+"/")
}

// HistoryCard is a page of the log.
func (view View) HistoryCard(p HistoryPage) dialog.Reply {
	lines, newer, older := changes(view, p)
	r := dialog.Reply{Title: WordHistory, Text: changesText(view, lines), Buttons: historyWays(view, p, lines, newer, older)}
	if p.About != "" {
		r.Title += "：" + view.State.Recall(p.About).Name()
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
func changes(view View, p HistoryPage) (lines []changeLine, newer, older bool) {
	var all []changeLine
	for i, c := range view.Log {
		if !p.Matches(c) {
			continue
		}
		var before dialog.Change
		if i > 0 {
			before = view.Log[i-1]
		}
		if words := view.ChangeWords(c, before); words != "" {
			if c.Key == p.About { // the title has the name
				words = strings.TrimPrefix(words, view.State.Recall(c.Key).Name()+"：")
			}
			all = append(all, changeLine{c, words})
		}
	}
	slices.Reverse(all)
	first, last := p.Window(view.Session.Evaluation.Changes)
	rest := len(all) > ChangesAtOnce
	if p.Newer {
		return all[max(0, len(all)-ChangesAtOnce):], rest || last < view.Session.Evaluation.Changes, first > 1
	}
	return all[:min(ChangesAtOnce, len(all))], last < view.Session.Evaluation.Changes, rest || first > 1
}

// changesText is a page of the log. What one person changed in one minute stands together.
func changesText(view View, lines []changeLine) string {
	var b strings.Builder
	head := ""
	for _, l := range lines {
		at := l.At.In(view.State.Zone)
		layout := "1月2日 15:04"
		if at.Year() != view.Now.Year() {
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
func historyWays(view View, p HistoryPage, lines []changeLine, newer, older bool) [][]dialog.Button {
	first, last := p.Window(view.Session.Evaluation.Changes)
	top, bottom := last, first
	if n := len(lines); n > 0 {
		top = lines[0].Seq
		if n == ChangesAtOnce || p.Newer {
			bottom = lines[n-1].Seq // else all of them down to first were looked through
		}
	}
	var turnPage []dialog.Button
	if newer {
		turnPage = append(turnPage, view.Key("‹ 较新", dialog.ActHistory, p.About, newerThan+strconv.FormatInt(top+1, 36)))
	}
	if older && bottom > 1 {
		turnPage = append(turnPage, view.Key("较早 ›", dialog.ActHistory, p.About, strconv.FormatInt(bottom-1, 36)))
	}
	ways := []dialog.Button{view.Key("目录", dialog.ActHome, "", "")}
	if q, ok := view.State.Find(p.About); ok && view.Session.Who.Role == dialog.Staff {
		ways = append([]dialog.Button{view.Key("‹ 回到本题", dialog.ActOpen, q.Key, "")}, ways...)
	}
	if len(turnPage) == 0 {
		return [][]dialog.Button{ways}
	}
	return [][]dialog.Button{turnPage, ways}
}

// historyButton leads to the changes of one answer, where there is room for its key.
func historyButton(view View, key dialog.Key) []dialog.Button {
	b := view.Key("历史", dialog.ActHistory, key, "")
	if len(b.Data)+len(newerThan)+6 > dialog.MaxTap || !view.State.Answered(key) {
		return nil
	}
	return []dialog.Button{b}
}

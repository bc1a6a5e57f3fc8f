package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/scoring"
)

// deskPage is how many units one list shows.
const deskPage = 15

// deskList is a page of the units that a filter shows, those that need attention first.
func deskList(d Desk, f Filter, now time.Time) dialog.Reply {
	shown := f.Select(d.Stands, now)
	pages := max(1, (len(shown)+deskPage-1)/deskPage)
	f.Page = min(max(f.Page, 0), pages-1)
	var b strings.Builder
	b.WriteString(deskCounts(d.Stands, f.Year, now))
	if f.narrows() {
		fmt.Fprintf(&b, "\n筛选：%s，共 %d 个", f.Words(), len(shown))
	}
	b.WriteString("\n")
	var open []dialog.Button
	for i := f.Page * deskPage; i < min(len(shown), (f.Page+1)*deskPage); i++ {
		e := shown[i].Evaluation
		fmt.Fprintf(&b, "\n%d. %s\n　 %s", i+1, deskName(e, f), d.line(shown[i], now))
		open = append(open, deskButton(strconv.Itoa(i+1), deskCardAct, f, e.UnitID, strconv.Itoa(e.Year)))
	}
	switch {
	case len(d.Stands) == 0:
		b.WriteString("\n" + textDeskOrders)
	case len(shown) == 0:
		b.WriteString("\n没有符合条件的单位。")
	case f.Page == 0 && !f.narrows():
		b.WriteString("\n\n" + textDeskOrders)
	}
	return dialog.Reply{Kind: dialog.Send, Title: deskTitle(f), Text: b.String(), Buttons: deskListKeys(d, f, open, pages)}
}

// line is where one unit stands, with its table where the units have different ones.
func (d Desk) line(s dialog.Stand, now time.Time) string {
	line := deskLine(s, now)
	if d.mixed() {
		line += "　" + s.Evaluation.Scheme
	}
	return line
}

func deskTitle(f Filter) string {
	if f.Year == 0 {
		return "各单位自评（全部年度）"
	}
	return fmt.Sprintf("各单位自评（%d年度）", f.Year)
}

// deskName is a unit's name, with the year where the list has several.
func deskName(e dialog.Evaluation, f Filter) string {
	if f.Year != 0 {
		return e.Unit
	}
	return fmt.Sprintf("%s %d年度", e.Unit, e.Year)
}

// deskCounts says how many units of a year, or of all, are in which state.
func deskCounts(stands []dialog.Stand, year int, now time.Time) string {
	states := map[dialog.UnitState]int{}
	all, overdue, errors := 0, 0, 0
	for _, s := range stands {
		if year != 0 && s.Evaluation.Year != year {
			continue
		}
		all++
		states[s.State()]++
		if s.Overdue(now) {
			overdue++
		}
		if s.Count(scoring.Error) > 0 {
			errors++
		}
	}
	if all == 0 {
		return "还没有单位。"
	}
	var words []string
	for _, state := range dialog.UnitStates {
		if n := states[state]; n > 0 {
			words = append(words, fmt.Sprintf("%s %d", state, n))
		}
	}
	if overdue > 0 {
		words = append(words, fmt.Sprintf("逾期 %d", overdue))
	}
	if errors > 0 {
		words = append(words, fmt.Sprintf("有错误 %d", errors))
	}
	return fmt.Sprintf("共 %d 个：%s", all, strings.Join(words, "，"))
}

// deskLine is where one unit stands, in a line.
func deskLine(s dialog.Stand, now time.Time) string {
	words := []string{string(s.State())}
	if n := s.Now; n != nil {
		words[0] += fmt.Sprintf(" %d/%d 章节", n.Done(), len(n.Sections))
		words = append(words, n.Total.String()+" 分")
		marks := ""
		for _, c := range []struct {
			mark     string
			severity scoring.Severity
		}{{"❗", scoring.Error}, {"⚠️", scoring.Warning}} {
			if k := n.Count(c.severity); k > 0 {
				marks += fmt.Sprintf("%s%d ", c.mark, k)
			}
		}
		if marks != "" {
			words = append(words, strings.TrimSpace(marks))
		}
	}
	if due := deskDue(s, now); due != "" {
		words = append(words, due)
	}
	return strings.Join(words, "　")
}

// deskDue is a unit's deadline in a list: how late or near it is, else the day.
func deskDue(s dialog.Stand, now time.Time) string {
	switch e := s.Evaluation; {
	case e.Deadline.IsZero() || e.Status == dialog.Approved:
		return ""
	case s.Overdue(now) || s.DueSoon(now):
		return dialog.LeftWords(e.Deadline, now)
	default:
		due, _, _ := strings.Cut(dialog.DueWords(e, now), "，")
		return due
	}
}

func deskListKeys(d Desk, f Filter, open []dialog.Button, pages int) [][]dialog.Button {
	rows := dialog.Chunk(open, 5)
	var turn []dialog.Button
	if f.Page > 0 {
		turn = append(turn, deskButton("‹ 上一页", deskListAct, f.at(f.Page-1)))
	}
	if pages > 1 {
		turn = append(turn, deskButton(fmt.Sprintf("第 %d/%d 页", f.Page+1, pages), deskListAct, f))
	}
	if f.Page+1 < pages {
		turn = append(turn, deskButton("下一页 ›", deskListAct, f.at(f.Page+1)))
	}
	if len(turn) > 0 {
		rows = append(rows, turn)
	}
	if len(d.Stands) == 0 {
		return rows
	}
	filter := []dialog.Button{deskButton("筛选", deskFilterAct, f)}
	if f.narrows() {
		filter = append(filter, deskButton("清除筛选", deskListAct, f.plain()))
	}
	return append(rows, filter, []dialog.Button{
		deskButton("导出 Excel", deskWorkbookAct, f), deskButton("进度图", deskPictureAct, f), deskButton("摘要", deskDigestAct, f),
	})
}

// at is the filter at another page.
func (f Filter) at(page int) Filter {
	f.Page = page
	return f
}

// belowChoices are the points below which one may ask for units.
var belowChoices = []int{60, 80, 90}

// deskFilterScreen lets the operator combine conditions.
func deskFilterScreen(d Desk, f Filter, now time.Time) dialog.Reply {
	f.Page = 0
	text := deskCounts(d.Stands, f.Year, now)
	shown := len(f.Select(d.Stands, now))
	if f.narrows() {
		text += fmt.Sprintf("\n筛选：%s，共 %d 个", f.Words(), shown)
	}
	text += "\n\n条件可以同时选几个；“低于”只看已算出全部得分的单位。按名称查找请直接发送名称的一部分。"
	toggle := func(label string, on bool, to Filter) dialog.Button {
		if on {
			label = "☑ " + label
		}
		return deskButton(label, deskFilterAct, to)
	}
	var rows [][]dialog.Button
	var states []dialog.Button
	for _, state := range dialog.UnitStates {
		to := f
		if to.State = state; f.State == state {
			to.State = ""
		}
		states = append(states, toggle(string(state), f.State == state, to))
	}
	rows = append(rows, dialog.Chunk(states, 2)...)
	var flags, below []dialog.Button
	for i, flag := range f.flags() {
		to := f
		*to.flags()[i].set = !*flag.set
		flags = append(flags, toggle(flag.label, *flag.set, to))
	}
	for _, points := range belowChoices {
		to := f
		if to.Below = points; f.Below == points {
			to.Below = 0
		}
		below = append(below, toggle(fmt.Sprintf("低于 %d", points), f.Below == points, to))
	}
	rows = append(rows, flags, below)
	rows = append(rows, dialog.Chunk(yearToggles(d, f, toggle), 4)...)
	rows = append(rows, []dialog.Button{deskButton(fmt.Sprintf("查看 %d 个 ›", shown), deskListAct, f), deskButton("清除筛选", deskListAct, f.plain())})
	return dialog.Reply{Kind: dialog.EditTapped, Title: deskTitle(f) + " · 筛选", Text: text, Buttons: rows}
}

// yearToggles choose the year, where there are several.
func yearToggles(d Desk, f Filter, toggle func(string, bool, Filter) dialog.Button) []dialog.Button {
	var years []int
	for _, s := range d.Stands {
		if !slices.Contains(years, s.Evaluation.Year) {
			years = append(years, s.Evaluation.Year)
		}
	}
	if len(years) < 2 {
		return nil
	}
	slices.SortFunc(years, func(a, b int) int { return b - a })
	var buttons []dialog.Button
	for _, year := range append(years, 0) {
		to, label := f, "全部年度"
		if to.Year = year; year != 0 {
			label = strconv.Itoa(year) + "年度"
		}
		buttons = append(buttons, toggle(label, f.Year == year, to))
	}
	return buttons
}

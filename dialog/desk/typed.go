package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
)

const textDeskOrders = `发送一行文字即可办理，新建和截止可以一次发多行：
· 新建 某镇人民政府 2023 2024-03-31（截止日期可不写）
· 截止 某镇人民政府 2024-04-10
· 找 水利（按名称的一部分查找）`

// deskSearchWord begins a search; operators without an evaluation of their own may leave it out.
const deskSearchWord = "找"

// IsOrder reports whether a message is an order to the desk, whoever else it could be for.
func IsOrder(text string) bool {
	words := strings.Fields(text)
	return len(words) > 1 && (isOrder(words[0]) || words[0] == deskSearchWord)
}

// isOrder reports whether a line that begins with a word changes something.
func isOrder(word string) bool { return word == "新建" || word == "截止" }

// maxUnitName bounds a unit's name, in characters.
const maxUnitName = 60

// deskOrder reads what an operator typed: orders, one a line, or a part of a unit's name.
func deskOrder(d Desk, in dialog.Input) ([]dialog.Reply, []dialog.Effect) {
	words := strings.Fields(in.Text)
	if len(words) == 0 {
		return []dialog.Reply{deskFirst(d, in.At)}, nil
	}
	if lines := strings.Split(strings.TrimSpace(in.Text), "\n"); len(lines) > 1 && isOrder(words[0]) {
		return orderLines(d, lines, in.At)
	}
	switch words[0] {
	case "新建":
		return orderUnit(d, words[1:], in.At, true)
	case "截止":
		return orderDeadline(d, words[1:], in.At)
	}
	return []dialog.Reply{deskSearch(d, in)}, nil
}

// deskSearch lists the units whose names contain what was typed, of every year.
func deskSearch(d Desk, in dialog.Input) dialog.Reply {
	words := strings.Fields(in.Text)
	if len(words) > 1 && words[0] == deskSearchWord {
		words = words[1:]
	}
	typed := strings.Join(words, "")
	f := Filter{Name: filterName(typed)}
	if len(f.Select(d.Stands, in.At)) == 0 {
		return dialog.Reply{Kind: dialog.Send, Text: fmt.Sprintf("没有名称含“%s”的单位。\n%s", form.Excerpt(typed, 30), textDeskOrders)}
	}
	return deskList(d, f, in.At)
}

// refusedLines is how many lines that could not be done a reply names.
const refusedLines = 10

// orderLines does one order a line. Every line stands by itself: those that can be done are.
func orderLines(d Desk, lines []string, now time.Time) ([]dialog.Reply, []dialog.Effect) {
	var effects []dialog.Effect
	var wrong []string
	d.Stands = slices.Clone(d.Stands)
	for i, line := range lines {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		replies, done := []dialog.Reply{{Text: "每行应以“新建”或“截止”开头。"}}, []dialog.Effect(nil)
		switch words[0] {
		case "新建":
			replies, done = orderUnit(d, words[1:], now, false)
		case "截止":
			replies, done = orderDeadline(d, words[1:], now)
		}
		if len(done) == 0 {
			reason, _, _ := strings.Cut(replies[0].Text, "\n")
			wrong = append(wrong, fmt.Sprintf("第 %d 行：%s", i+1, reason))
		}
		for _, effect := range done {
			if unit, ok := effect.(CreateUnit); ok { // so that its second line is noticed
				d.Stands = append(d.Stands, dialog.Stand{Evaluation: dialog.Evaluation{Unit: unit.Name, Year: unit.Year, Deadline: unit.Deadline}})
			}
		}
		effects = append(effects, done...)
	}
	text := fmt.Sprintf("✓ 已办理 %d 行。", len(effects))
	if len(wrong) > 0 {
		text += fmt.Sprintf("\n没有办理 %d 行：\n%s", len(wrong), strings.Join(wrong[:min(len(wrong), refusedLines)], "\n"))
	}
	if len(wrong) > refusedLines {
		text += "\n……"
	}
	return []dialog.Reply{{Kind: dialog.Send, Text: text + "\n发送 /units 查看。"}}, effects
}

func refused(format string, args ...any) ([]dialog.Reply, []dialog.Effect) {
	return []dialog.Reply{{Kind: dialog.Send, Text: fmt.Sprintf(format, args...) + "\n" + textDeskOrders}}, nil
}

// orderUnit creates a unit. Where it alone is created and no table is named, the table is asked for.
func orderUnit(d Desk, words []string, now time.Time, alone bool) ([]dialog.Reply, []dialog.Effect) {
	if len(words) < 2 {
		return refused("新建单位要写明单位全称和年度。")
	}
	order := CreateUnit{Name: words[0]}
	if n := utf8.RuneCountInString(order.Name); n > maxUnitName {
		return refused("单位全称最多 %d 个字，您写了 %d 个字。", maxUnitName, n)
	}
	year, err := strconv.Atoi(strings.TrimSuffix(dialog.FoldDigits(words[1]), "年"))
	if err != nil || year < 2000 || year > now.Year()+1 {
		return refused("年度“%s”不对，应为例如 %d。", form.Excerpt(words[1], 20), now.Year()-1)
	}
	order.Year = year
	rest := words[2:]
	if len(rest) > 0 {
		if order.Deadline, err = reading.Day(rest[0], now.Location()); err == nil {
			rest = rest[1:]
		} else if _, named := d.tableNamed(strings.Join(rest, "")); !named {
			return refused("截止日期“%s”不对，应为例如 %d-03-31。", form.Excerpt(rest[0], 20), year+1)
		}
	}
	if len(rest) > 0 {
		table, named := d.tableNamed(strings.Join(rest, ""))
		if !named {
			return refused("没有“%s”这套指标体系，或者不止一套的名称含这几个字。可用的有：\n%s\n", form.Excerpt(strings.Join(rest, " "), 30), d.tableList())
		}
		order.Scheme = table.ID
	}
	order.Ask = alone && order.Scheme == "" && len(d.Tables) > 1
	if slices.ContainsFunc(d.Stands, func(s dialog.Stand) bool { return s.Evaluation.Unit == order.Name && s.Evaluation.Year == year }) {
		return refused("%s %d年度已经建立。", order.Name, year)
	}
	return []dialog.Reply{{
		Kind: dialog.Send, Text: fmt.Sprintf("✓ 已新建：%s %d年度%s\n发送 /units 查看，并邀请填报人和负责人。", order.Name, year, deskDeadline(order.Deadline)),
	}}, []dialog.Effect{order}
}

func orderDeadline(d Desk, words []string, now time.Time) ([]dialog.Reply, []dialog.Effect) {
	if len(words) < 2 {
		return refused("改截止日期要写明单位全称和日期。")
	}
	var newest *dialog.Evaluation
	for i := range d.Stands {
		if u := &d.Stands[i].Evaluation; u.Unit == words[0] && (newest == nil || u.Year > newest.Year) {
			newest = u
		}
	}
	if newest == nil {
		return refused("没有“%s”这个单位。", form.Excerpt(words[0], 30))
	}
	if newest.UnitID == "" {
		return refused("%s在上一行刚新建，请把截止日期写在新建的那一行。", newest.Unit)
	}
	due, err := reading.Day(words[1], now.Location())
	if err != nil {
		return refused("截止日期“%s”不对，应为例如 %d-03-31。", form.Excerpt(words[1], 20), newest.Year+1)
	}
	return []dialog.Reply{{Kind: dialog.Send, Text: fmt.Sprintf("✓ %s %d年度%s", newest.Unit, newest.Year, deskDeadline(due))}},
		[]dialog.Effect{MoveDeadline{newest.UnitID, newest.Year, due}}
}

func deskDeadline(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "　截止 " + t.Format(time.DateOnly)
}

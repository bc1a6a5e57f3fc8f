package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const textDeskOrders = `新建单位请发送：新建 单位全称 年度 截止日期（可不写）
例：新建 某镇人民政府 2023 2024-03-31
改截止日期请发送：截止 单位全称 日期`

// maxUnitName bounds a unit's name, in characters.
const maxUnitName = 60

// deskOrder reads an order typed in one line.
func deskOrder(d Desk, in Input) ([]Reply, []DeskEffect) {
	words := strings.Fields(in.Text)
	if len(words) == 0 {
		return []Reply{deskList(d, 0)}, nil
	}
	switch words[0] {
	case "新建":
		return orderUnit(d, words[1:], in.At)
	case "截止":
		return orderDeadline(d, words[1:], in.At)
	}
	for _, u := range d.Units { // a unit's name opens it
		if u.Unit == strings.TrimSpace(in.Text) {
			return []Reply{{Kind: Send, Text: u.Unit, Buttons: [][]Button{{deskButton("查看", "u", u.UnitID, strconv.Itoa(u.Year))}}}}, nil
		}
	}
	return []Reply{{Kind: Send, Text: fmt.Sprintf("没有读懂“%s”。\n%s", excerpt(in.Text, 30), textDeskOrders)}}, nil
}

func refused(format string, args ...any) ([]Reply, []DeskEffect) {
	return []Reply{{Kind: Send, Text: fmt.Sprintf(format, args...) + "\n" + textDeskOrders}}, nil
}

func orderUnit(d Desk, words []string, now time.Time) ([]Reply, []DeskEffect) {
	if len(words) < 2 {
		return refused("新建单位要写明单位全称和年度。")
	}
	order := CreateUnit{Name: words[0]}
	if n := utf8.RuneCountInString(order.Name); n > maxUnitName {
		return refused("单位全称最多 %d 个字，您写了 %d 个字。", maxUnitName, n)
	}
	year, err := strconv.Atoi(strings.TrimSuffix(foldDigits(words[1]), "年"))
	if err != nil || year < 2000 || year > now.Year()+1 {
		return refused("年度“%s”不对，应为例如 %d。", excerpt(words[1], 20), now.Year()-1)
	}
	order.Year = year
	if len(words) > 2 {
		if order.Deadline, err = day(words[2], now.Location()); err != nil {
			return refused("截止日期“%s”不对，应为例如 %d-03-31。", excerpt(words[2], 20), year+1)
		}
	}
	if slices.ContainsFunc(d.Units, func(u Evaluation) bool { return u.Unit == order.Name && u.Year == year }) {
		return refused("%s %d年度已经建立。", order.Name, year)
	}
	return []Reply{{
		Kind: Send, Text: fmt.Sprintf("✓ 已新建：%s %d年度%s\n发送 /units 查看，并邀请填报人和负责人。", order.Name, year, deskDeadline(order.Deadline)),
	}}, []DeskEffect{order}
}

func orderDeadline(d Desk, words []string, now time.Time) ([]Reply, []DeskEffect) {
	if len(words) < 2 {
		return refused("改截止日期要写明单位全称和日期。")
	}
	var newest *Evaluation
	for i := range d.Units {
		if u := &d.Units[i]; u.Unit == words[0] && (newest == nil || u.Year > newest.Year) {
			newest = u
		}
	}
	if newest == nil {
		return refused("没有“%s”这个单位。", excerpt(words[0], 30))
	}
	due, err := day(words[1], now.Location())
	if err != nil {
		return refused("截止日期“%s”不对，应为例如 %d-03-31。", excerpt(words[1], 20), newest.Year+1)
	}
	return []Reply{{Kind: Send, Text: fmt.Sprintf("✓ %s %d年度%s", newest.Unit, newest.Year, deskDeadline(due))}},
		[]DeskEffect{MoveDeadline{newest.UnitID, newest.Year, due}}
}

// day reads a date in the ways people write it; the deadline is the day's last second.
func day(text string, zone *time.Location) (time.Time, error) {
	text = strings.TrimSuffix(strings.NewReplacer("年", "-", "月", "-", ".", "-", "/", "-").Replace(foldDigits(text)), "日")
	t, err := time.ParseInLocation("2006-1-2", text, zone)
	if err != nil {
		return t, err
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 23, 59, 59, 0, zone), nil
}

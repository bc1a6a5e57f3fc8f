package calendar

import (
	"bytes"
	"fmt"
	"maps"
	"strings"
	"time"
	"unicode/utf8"
)

// maxFile is how large a list may be, in bytes; a year takes about one thousand.
const maxFile = 1 << 20

// longest is how many days one line may name: no holiday lasts longer.
const longest = 31

// With is the calendar with the years of a list added. A year that is known already is
// replaced as a whole. The list is text, one day or period a line; what follows # is a remark:
//
//	2026-02-15 至 2026-02-23 放假 春节
//	2026-02-14 上班
//
// name stands in the error, which says the line and what is expected, in Chinese.
func (c *Calendar) With(name string, list []byte) (*Calendar, error) {
	if len(list) > maxFile {
		return nil, fmt.Errorf("%s：文件超过 1 MB", name)
	}
	if !utf8.Valid(list) {
		return nil, fmt.Errorf("%s：不是 UTF-8 编码，请另存为 UTF-8", name)
	}
	added := map[int]map[date]bool{}
	for i, line := range strings.Split(string(bytes.TrimPrefix(list, []byte("\ufeff"))), "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if err := addLine(added, words); err != nil {
			return nil, fmt.Errorf("%s 第 %d 行：%w", name, i+1, err)
		}
	}
	if len(added) == 0 {
		return nil, fmt.Errorf("%s：没有写任何日期；应为例如“2026-02-15 至 2026-02-23 放假 春节”", name)
	}
	all := maps.Clone(c.exceptions)
	if all == nil {
		all = map[int]map[date]bool{}
	}
	maps.Copy(all, added)
	return &Calendar{all}, nil
}

// addLine enters one line's days.
func addLine(added map[int]map[date]bool, words []string) error {
	from, err := readDay(words[0])
	if err != nil {
		return err
	}
	until, words := from, words[1:]
	if len(words) >= 2 && (words[0] == "至" || words[0] == "到" || words[0] == "-" || words[0] == "~") {
		if until, err = readDay(words[1]); err != nil {
			return err
		}
		words = words[2:]
	}
	worked, err := readKind(words)
	if err != nil {
		return err
	}
	switch {
	case until.Before(from):
		return fmt.Errorf("止日 %s 早于起日 %s", until.Format(time.DateOnly), from.Format(time.DateOnly))
	case !days(from, longest).After(until):
		return fmt.Errorf("一段超过 %d 天，请检查起止日期", longest)
	}
	for d := from; !d.After(until); d = days(d, 1) {
		if err := addDay(added, d, worked); err != nil {
			return err
		}
	}
	return nil
}

func addDay(added map[int]map[date]bool, d time.Time, worked bool) error {
	year := d.Year()
	if added[year] == nil {
		added[year] = map[date]bool{}
	}
	if before, twice := added[year][dateOf(d)]; twice && before != worked {
		return fmt.Errorf("%s 既写了放假又写了上班", d.Format(time.DateOnly))
	}
	added[year][dateOf(d)] = worked
	return nil
}

func readDay(word string) (time.Time, error) {
	d, err := time.Parse(time.DateOnly, word)
	if err != nil || d.Year() < 2000 || d.Year() > 2100 {
		return d, fmt.Errorf("“%s”不是日期，应为例如 2026-02-15", word)
	}
	return d, nil
}

func readKind(words []string) (worked bool, err error) {
	if len(words) == 0 {
		return false, fmt.Errorf("日期后面应写“放假”或“上班”")
	}
	switch words[0] {
	case "放假", "休":
		return false, nil
	case "上班", "班":
		return true, nil
	}
	return false, fmt.Errorf("“%s”看不懂，日期后面应写“放假”或“上班”", words[0])
}

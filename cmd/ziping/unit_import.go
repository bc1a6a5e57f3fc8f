package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ziping/bot"
	"ziping/cmd/ziping/disk"
	"ziping/cmd/ziping/office"
	"ziping/dialog/desk"
	"ziping/dialog/reading/source"
	"ziping/dialog/store"
	"ziping/export/workbook"
)

// unitImport creates the units of a table, with one invitation a role.
func unitImport(c *call) {
	flags := c.flags
	out := flags.StringP("output", "o", "", "把邀请写进 .xlsx 或 .csv；不写则列在屏幕上")
	cfg := settingFlags(flags, storeSettings, tableSettings, telegramSettings, zoneSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		write, err := ticketWriter(*out)
		if err != nil {
			return err
		}
		clock, err := office.Clock(cfg.zone)
		if err != nil {
			return err
		}
		have, err := cfg.tables()
		if err != nil {
			return err
		}
		rows, err := readRoster(ctx, args[0], have, clock())
		if err != nil {
			return err
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			name, err := cfg.botName(ctx, c.err)
			if err != nil { // before there are invitations that nobody learns of
				return err
			}
			enrol := bot.Enroller{Store: s, Forms: office.NewForms(have.Find), Usual: have.Usual, BotName: name}
			done, failed := enrol.Enrol(ctx, rows, 0)
			switch {
			case len(done.Tickets) > 0: // also beside an error: the codes are nowhere else
				data, err := write(done.Tickets, clock())
				if err == nil {
					err = c.handOut(*out, data)
				}
				failed = errors.Join(failed, err)
			case *out != "":
				fmt.Fprintf(c.err, "没有新的邀请，%s 没有写。\n", *out)
			}
			fmt.Fprintln(c.err, done.Words())
			for _, note := range done.Notes {
				fmt.Fprintln(c.err, note)
			}
			return failed
		})
	})
}

// handOut writes invitations into a file and says which, or on the screen where none is named.
func (c *call) handOut(file string, data []byte) (err error) {
	if file == "" {
		_, err = c.out.Write(data)
		return err
	}
	if file, err = disk.WritePrivateBeside(file, data); err == nil {
		fmt.Fprintf(c.err, "邀请写在 %s。\n", file)
	}
	return err
}

// readRoster reads a file with a list of units; what is wrong is told all at once, by row.
func readRoster(ctx context.Context, path string, have *office.Tables, now time.Time) ([]desk.RosterRow, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, usagef("打不开 %s：%v", path, err)
	}
	if kind := strings.ToLower(filepath.Ext(path)); kind != ".xlsx" && kind != ".csv" {
		return nil, usagef("%s 应为 .xlsx 或 .csv。%s", path, desk.RosterHelp)
	}
	doc, err := source.Read(ctx, path, data, source.DefaultLimits)
	if err != nil {
		return nil, usagef("%s：%v", path, err)
	}
	rows, problems := desk.ReadRoster(doc, have.Offered(), now)
	if len(problems) > 0 {
		return nil, usagef("%s 有 %d 处不对，一个单位也没有新建：\n%s", path, len(problems), strings.Join(problems, "\n"))
	}
	return rows, nil
}

// ticketWriter writes invitations in the form that a file name's ending says; without a file, lines
// with tabs.
func ticketWriter(file string) (func([]bot.Ticket, time.Time) ([]byte, error), error) {
	switch strings.ToLower(filepath.Ext(file)) {
	case "":
		if file == "" {
			return ticketLines, nil
		}
	case ".csv":
		return ticketCSV, nil
	case ".xlsx":
		return ticketBook, nil
	}
	return nil, usagef("-o %s 应以 .xlsx 或 .csv 结尾。", file)
}

var ticketHeads = []string{"单位", "年度", "角色", "人数", "邀请码", "链接"}

func ticketCells(t bot.Ticket) []string {
	return []string{t.Unit, strconv.Itoa(t.Year), t.Role.Title(), strconv.Itoa(t.Uses), t.Code, t.Link}
}

// ticketLines are what a script reads: unit, role, code, link.
func ticketLines(tickets []bot.Ticket, _ time.Time) ([]byte, error) {
	var b bytes.Buffer
	for _, t := range tickets {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", t.Unit, t.Role, t.Code, t.Link)
	}
	return b.Bytes(), nil
}

// ticketCSV begins with a byte order mark, by which Excel knows UTF-8.
func ticketCSV(tickets []bot.Ticket, _ time.Time) ([]byte, error) {
	b := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(b)
	lines := [][]string{ticketHeads}
	for _, t := range tickets {
		lines = append(lines, ticketCells(t))
	}
	if err := w.WriteAll(lines); err != nil {
		return nil, fmt.Errorf("写邀请：%w", err)
	}
	return b.Bytes(), nil
}

func ticketBook(tickets []bot.Ticket, now time.Time) ([]byte, error) {
	sheet := workbook.Sheet{
		Name: "邀请", Title: "自评邀请", Filter: true, Landscape: true,
		Note: "点开链接，或向机器人发送 /start 加邀请码。30 天内有效；邀请码不能再次查看，丢失请重新邀请。",
	}
	for i, head := range ticketHeads {
		sheet.Columns = append(sheet.Columns, workbook.Column{Head: head, Width: []float64{34, 8, 10, 8, 28, 58}[i]})
	}
	for _, t := range tickets {
		var cells []workbook.Cell
		for _, text := range ticketCells(t) {
			cells = append(cells, workbook.Text(text))
		}
		sheet.Rows = append(sheet.Rows, cells)
	}
	return workbook.Book{Title: "自评邀请", Created: now, Sheets: []workbook.Sheet{sheet}}.Bytes()
}

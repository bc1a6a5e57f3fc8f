package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/shopspring/decimal"
	"github.com/spf13/pflag"

	"ziping/bot"
	"ziping/cmd/ziping/columns"
	"ziping/cmd/ziping/office"
	"ziping/dialog"
	"ziping/dialog/reading"
	"ziping/dialog/store"
	"ziping/scoring"
)

// unitAdd creates a unit with its evaluation of a year.
func unitAdd(c *call) {
	flags := c.flags
	year := flags.Int("year", 0, "评价年度（必填）")
	scheme := flags.String("scheme", "", "指标体系的 ID（默认 ZIPING_DEFAULT_SCHEME）")
	deadline := flags.String("deadline", "", "截止日期，例如 2024-03-31")
	cfg := settingFlags(flags, storeSettings, tableSettings, zoneSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		if *year < 2000 || *year > 2100 {
			return usagef("请用 --year 写明评价年度，例如 --year 2023。")
		}
		due, err := cfg.parseDeadline(*deadline)
		if err != nil {
			return err
		}
		have, err := cfg.tables()
		if err != nil {
			return err
		}
		pack, err := have.Stored(*scheme)
		if err != nil {
			return err
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			_, err := s.AddUnit(ctx, args[0], *year, pack.ID, pack.Version, due)
			return err
		})
	})
}

// parseDeadline reads a day; the deadline is its last moment in the office's zone.
func (cfg *config) parseDeadline(day string) (time.Time, error) {
	if day == "" {
		return time.Time{}, nil
	}
	clock, err := office.Clock(cfg.zone)
	if err != nil {
		return time.Time{}, err
	}
	t, err := reading.Day(day, clock().Location())
	if err != nil {
		return t, usagef("截止日期“%s”不对，应为例如 2024-03-31。", day)
	}
	return t, nil
}

// unitList lists every unit's evaluation.
func unitList(c *call) {
	flags := c.flags
	asJSON := flags.Bool("json", false, "输出 JSON")
	cfg := settingFlags(flags, storeSettings)
	c.takes(0, func(ctx context.Context, _ []string) error {
		return cfg.withStorage(ctx, func(s *store.Store) error {
			stands, err := s.Standings(ctx)
			if err != nil {
				return err
			}
			if *asJSON {
				return json.NewEncoder(c.out).Encode(unitRows(stands))
			}
			for i, u := range unitRows(stands) {
				fmt.Fprintf(c.out, "%s %d %s %s %s %s %s\n", columns.Pad(u.Unit, 30), u.Year, columns.Pad(u.Scheme, 16),
					columns.Pad(string(stands[i].State()), 8), columns.Pad(u.sections(), 10), columns.Pad(u.points(), 10), u.Deadline)
			}
			return nil
		})
	})
}

// unitRow is an evaluation as `unit list` shows it. What nobody has begun has no sections and no
// points.
type unitRow struct {
	Unit     string           `json:"unit"`
	Year     int              `json:"year"`
	Scheme   string           `json:"scheme"`
	Status   string           `json:"status"`
	Deadline string           `json:"deadline"`
	Done     int              `json:"sections_done"`
	Sections int              `json:"sections"`
	Points   *decimal.Decimal `json:"points"` // so far
	Errors   int              `json:"errors"`
	Warnings int              `json:"warnings"`
}

func (u unitRow) sections() string {
	if u.Sections == 0 {
		return "—"
	}
	return fmt.Sprintf("%d/%d 章节", u.Done, u.Sections)
}

func (u unitRow) points() string {
	if u.Points == nil {
		return "—"
	}
	return u.Points.String() + " 分"
}

func unitRows(stands []store.Stand) []unitRow {
	rows := make([]unitRow, len(stands))
	for i, s := range stands {
		e := s.Evaluation
		rows[i] = unitRow{Unit: e.Unit, Year: e.Year, Scheme: e.Scheme, Status: string(e.Status)}
		if !e.Deadline.IsZero() {
			rows[i].Deadline = e.Deadline.Format(time.DateOnly)
		}
		if now := s.Now; now != nil {
			rows[i].Done, rows[i].Sections, rows[i].Points = now.Done(), len(now.Sections), &now.Total
			rows[i].Errors, rows[i].Warnings = now.Count(scoring.Error), now.Count(scoring.Warning)
		}
	}
	return rows
}

// unitInvite prints an invitation's code and, where the bot's token is known, its deep link.
func unitInvite(c *call) {
	flags := c.flags
	role := flags.String("role", "", "staff（填报人）或 manager（负责人）（必填）")
	uses := flags.Int("uses", 1, "可以用几次")
	expires := flags.Duration("expires", 72*time.Hour, "多久后失效")
	cfg := settingFlags(flags, storeSettings, telegramSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		if r := dialog.Role(*role); r != dialog.Staff && r != dialog.Manager {
			return usagef("请用 --role 写明 staff（填报人）或 manager（负责人）。")
		}
		if *uses < 1 || *expires <= 0 {
			return usagef("--uses 应为 1 以上，--expires 应为例如 72h。")
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			e, err := findUnit(ctx, s, args[0], 0)
			if err != nil {
				return err
			}
			name, err := cfg.botName(ctx, c.err)
			if err != nil { // before there is an invitation that nobody learns of
				return err
			}
			token, err := s.Invite(ctx, e.UnitID, dialog.Role(*role), *uses, *expires, 0)
			if err != nil {
				return err
			}
			fmt.Fprintln(c.out, token)
			if name != "" {
				fmt.Fprintln(c.out, deepLink(name, token))
			}
			return nil
		})
	})
}

// botName is the bot's user name, which stands in links; "" where no token is set.
func (cfg *config) botName(ctx context.Context, notes io.Writer) (string, error) {
	if cfg.token == "" {
		fmt.Fprintln(notes, "没有设置 TELEGRAM_BOT_TOKEN，只给出邀请码：请对方向机器人发送 /start 加邀请码。")
		return "", nil
	}
	return bot.Username(ctx, cfg.token, cfg.apiURL)
}

// deepLink opens the chat with an invitation in it.
func deepLink(name, invitation string) string { return "https://t.me/" + name + "?start=" + invitation }

// yearFlag chooses among a unit's years.
func yearFlag(flags *pflag.FlagSet) *int {
	return flags.Int("year", 0, "评价年度（默认最近的一年）")
}

// findUnit is the unit's evaluation of a year; of the newest one when year is 0.
func findUnit(ctx context.Context, s *store.Store, name string, year int) (dialog.Evaluation, error) {
	units, err := s.Units(ctx)
	if err != nil {
		return dialog.Evaluation{}, err
	}
	var found dialog.Evaluation
	known := false
	for _, e := range units {
		if e.Unit != name {
			continue
		}
		known = true
		if (year == 0 || e.Year == year) && e.Year > found.Year {
			found = e
		}
	}
	switch {
	case !known:
		return found, usagef("没有“%s”这个单位；用 ziping unit list 查看。", name)
	case found.UnitID == "":
		return found, usagef("%s 没有 %d 年度的自评；用 ziping unit list 查看。", name, year)
	}
	return found, nil
}

// unitDeadline moves a unit's deadline.
func unitDeadline(c *call) {
	flags := c.flags
	cfg := settingFlags(flags, storeSettings, zoneSettings)
	c.takes(2, func(ctx context.Context, args []string) error {
		due, err := cfg.parseDeadline(args[1])
		if err != nil {
			return err
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			e, err := findUnit(ctx, s, args[0], 0)
			if err != nil {
				return err
			}
			return s.SetDeadline(ctx, e.UnitID, e.Year, due)
		})
	})
}

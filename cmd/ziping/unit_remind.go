package main

import (
	"context"

	"ziping/dialog/store"
	"ziping/scoring"
)

// unitRemind gives a unit's newest evaluation reminders of its own.
func unitRemind(c *call) {
	flags := c.flags
	usual := scoring.UsualReminders()
	before := flags.IntSlice("before", usual.Before, "截止日前几个工作日提醒，逗号分隔；0 为当天")
	at := flags.String("at", "09:00", "几点提醒，08:30 到 19:59")
	overdue := flags.Bool("overdue", usual.Overdue, "过了截止日，每个工作日都提醒")
	usePack := flags.Bool("default", false, "改回指标体系的提醒日程")
	cfg := settingFlags(flags, storeSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		own := &scoring.Reminders{Overdue: *overdue}
		for _, n := range *before {
			if err := own.AddDay(n); err != nil {
				return usagef("--before：%v。", err)
			}
		}
		if err := own.SetTime(*at); err != nil {
			return usagef("--at：%v。", err)
		}
		if *usePack {
			own = nil
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			e, err := findUnit(ctx, s, args[0], 0)
			if err != nil {
				return err
			}
			return s.SetReminders(ctx, e.UnitID, e.Year, own)
		})
	})
}

package main

import (
	"context"
	"fmt"
	"strconv"

	"ziping/cmd/ziping/columns"
	"ziping/dialog/store"
)

// outboxList lists what could not be handled or delivered. It names no content: that is people's.
func outboxList(c *call) {
	flags := c.flags
	cfg := settingFlags(flags, storeSettings)
	c.takes(0, func(ctx context.Context, _ []string) error {
		return cfg.withStorage(ctx, func(s *store.Store) error {
			dead, err := s.DeadLetters(ctx)
			if err != nil {
				return err
			}
			due, later, err := s.Depth(ctx)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "待发 %d 条，以后才到时间的 %d 条；未能处理或送达的 %d 条。\n", due, later, len(dead))
			for _, d := range dead {
				what := "发给 " + strconv.FormatInt(d.Chat, 10)
				if d.Update != 0 {
					what = "收到的消息"
				}
				fmt.Fprintf(c.out, "%s %s %s %s\n", columns.Pad(d.ID, 28), d.At.Local().Format("2006-01-02 15:04"), columns.Pad(what, 18), d.Reason)
			}
			return nil
		})
	})
}

// outboxRetry delivers messages once more that could not be delivered.
func outboxRetry(c *call) {
	eachDead(c, "已重新放入待发", func(ctx context.Context, s *store.Store, d store.Dead) error { return s.Retry(ctx, d) })
}

// outboxDrop forgets messages that could not be delivered.
func outboxDrop(c *call) {
	eachDead(c, "已丢弃", func(ctx context.Context, s *store.Store, d store.Dead) error { return s.Forget(ctx, d) })
}

// eachDead does something with one message, or with all of them.
func eachDead(c *call, done string, do func(context.Context, *store.Store, store.Dead) error) {
	all := c.flags.Bool("all", false, "全部")
	cfg := settingFlags(c.flags, storeSettings)
	c.takesUpTo(1, func(ctx context.Context, args []string) error {
		if *all == (len(args) == 1) {
			return usagef("请写一个编号，或 --all；编号用 ziping outbox list 查看。")
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			dead, err := s.DeadLetters(ctx)
			if err != nil {
				return err
			}
			n := 0
			for _, d := range dead {
				if !*all && d.ID != args[0] {
					continue
				}
				err := do(ctx, s, d)
				switch {
				case err == nil:
					n++
				case *all && isInput(err): // an update among them
					fmt.Fprintf(c.err, "%s：%v\n", d.ID, err)
				default:
					return err
				}
			}
			if n == 0 && !*all {
				return usagef("没有编号为 %s 的消息；用 ziping outbox list 查看。", args[0])
			}
			fmt.Fprintf(c.out, "%s %d 条。\n", done, n)
			return nil
		})
	})
}

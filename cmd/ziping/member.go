package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"ziping/dialog/store"
)

// memberList lists who is in a unit.
func memberList(c *call) {
	flags := c.flags
	cfg := settingFlags(flags, storeSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		return cfg.withStorage(ctx, func(s *store.Store) error {
			e, err := findUnit(ctx, s, args[0], 0)
			if err != nil {
				return err
			}
			members, err := s.Members(ctx, e.UnitID)
			if err != nil {
				return err
			}
			if len(members) == 0 {
				fmt.Fprintf(c.out, "%s 还没有人加入；用 ziping unit invite 邀请。\n", e.Unit)
			}
			writeMembers(c.out, members)
			return nil
		})
	})
}

// memberRemove takes somebody out of a unit.
func memberRemove(c *call) {
	flags := c.flags
	cfg := settingFlags(flags, storeSettings)
	c.takes(2, func(ctx context.Context, args []string) error {
		user, err := strconv.ParseInt(args[1], 10, 64)
		if err != nil {
			return usagef("“%s”不是用户号；用 ziping member list %s 查看，最后一列就是。", args[1], args[0])
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			e, err := findUnit(ctx, s, args[0], 0)
			if err != nil {
				return err
			}
			err = s.RemoveMember(ctx, e.UnitID, user)
			if errors.Is(err, store.ErrNotMember) {
				return usagef("%s 没有用户号为 %d 的成员；用 ziping member list %s 查看。", e.Unit, user, e.Unit)
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "已把用户 %d 移出 %s：马上不能再看和填，旧邀请也不能再用。填过的答案和修改记录中的姓名保留。\n", user, e.Unit)
			return nil
		})
	})
}

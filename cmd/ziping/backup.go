package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"ziping/cmd/ziping/disk"
	"ziping/dialog/store"
)

// backup writes every evaluation, member and log entry of the store into one file.
func backup(ctx context.Context, c call) error {
	flags := c.flags()
	out := flags.StringP("output", "o", "", "备份文件名（必填）")
	cfg := settingFlags(flags, storeSettings)
	if _, err := c.parse(flags, 0); err != nil {
		return err
	}
	if *out == "" {
		return usagef("请用 -o 写明备份文件名，例如 -o 2023.backup。")
	}
	return cfg.withStorage(ctx, func(s *store.Store) error {
		var data bytes.Buffer
		if err := s.Backup(ctx, &data); err != nil {
			return err
		}
		if err := disk.WritePrivate(*out, data.Bytes()); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "已备份到 %s（%d 字节）。\n", *out, data.Len())
		return nil
	})
}

// restore brings a backup back, into an empty store unless told to merge.
func restore(ctx context.Context, c call) error {
	flags := c.flags()
	merge := flags.Bool("merge", false, "库里已有数据时也恢复；已有的自评保持不变，只补缺少的")
	cfg := settingFlags(flags, storeSettings)
	args, err := c.parse(flags, 1)
	if err != nil {
		return err
	}
	file, err := os.Open(args[0])
	if err != nil {
		return usagef("打不开备份文件 %s：%v", args[0], err)
	}
	defer file.Close()
	return cfg.withStorage(ctx, func(s *store.Store) error {
		if err := s.Restore(ctx, file, *merge); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "已恢复 %s。\n", args[0])
		return nil
	})
}

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"ziping/cmd/ziping/disk"
	"ziping/cmd/ziping/office"
	"ziping/dialog/store"
)

// backup writes every evaluation, member and log entry of the store into one file that nobody else
// on the machine can read, or to standard output.
func backup(c *call) {
	flags := c.flags
	out := flags.StringP("output", "o", "", "备份文件名（必填）；- 写到标准输出；或一个已有的文件夹，文件名用当时的日期时间")
	keep := flags.Int("keep", 0, "-o 是文件夹时，只保留最新的几份；0 全部保留")
	cfg := settingFlags(flags, storeSettings, zoneSettings)
	c.takes(0, func(ctx context.Context, _ []string) error {
		if *out == "" {
			return usagef("请用 -o 写明备份文件名，例如 -o 2023.backup；- 写到标准输出。")
		}
		info, err := os.Stat(*out)
		folder := err == nil && info.IsDir()
		if *keep < 0 || *keep > 0 && !folder {
			return usagef("--keep 只用于 -o 是文件夹的时候。")
		}
		path := *out
		if folder {
			clock, err := office.Clock(cfg.zone)
			if err != nil {
				return err
			}
			path = filepath.Join(*out, "ziping-"+clock().Format("20060102-150405")+".backup")
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			if path == "-" {
				return s.Backup(ctx, c.out)
			}
			if err := disk.StreamPrivate(path, func(w io.Writer) error { return s.Backup(ctx, w) }); err != nil {
				return err
			}
			fmt.Fprintf(c.out, "已备份到 %s。里面有姓名、用户号和全部答案，请妥善保管。\n", path)
			return thin(*out, *keep)
		})
	})
}

// thin removes all but the newest backups of a folder; keep 0 keeps all.
func thin(folder string, keep int) error {
	if keep == 0 {
		return nil
	}
	found, err := filepath.Glob(filepath.Join(folder, "ziping-????????-??????.backup"))
	if err != nil {
		return fmt.Errorf("列不出 %s：%w", folder, err)
	}
	slices.Sort(found) // by their time
	for _, old := range found[:max(0, len(found)-keep)] {
		if err := os.Remove(old); err != nil {
			return fmt.Errorf("删不掉旧备份：%w", err)
		}
	}
	return nil
}

// restore brings a backup back, into an empty store unless told to merge, or only checks it.
func restore(c *call) {
	flags := c.flags
	merge := flags.Bool("merge", false, "库里已有数据时也恢复；已有的自评保持不变，只补缺少的")
	check := flags.Bool("check", false, "只检查备份是否完整，什么也不改动，也不需要 Redis")
	cfg := settingFlags(flags, storeSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		file, err := os.Open(args[0])
		if err != nil {
			return usagef("打不开备份文件 %s：%v", args[0], err)
		}
		defer file.Close()
		if *check {
			if err := store.CheckBackup(file); err != nil {
				return usagef("%s：%v", args[0], err)
			}
			fmt.Fprintf(c.out, "%s 完整，可以恢复。\n", args[0])
			return nil
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			if err := s.Restore(ctx, file, *merge); err != nil {
				return err
			}
			fmt.Fprintf(c.out, "已恢复 %s。\n", args[0])
			return nil
		})
	})
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"

	"ziping/cmd/ziping/office"
	"ziping/scoring/packs"
)

var idShape = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// schemeExport writes a pack that ships into a folder, as it is.
func schemeExport(c *call) {
	c.takes(2, func(_ context.Context, args []string) error {
		if err := copyPack(args[0], args[1], args[0]); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "%s 已写到 %s。改好后用 ziping scheme check %s 检查。\n", args[0], args[1], args[1])
		return nil
	})
}

// schemeNew writes a pack to start from, with an id of its own.
func schemeNew(c *call) {
	from := c.flags.String("from", office.DefaultScheme, "以哪一套为底本")
	c.takes(2, func(_ context.Context, args []string) error {
		if !idShape.MatchString(args[0]) {
			return usagef("代号“%s”不对：只用小写字母、数字和“-”，例如 our-2025。", args[0])
		}
		if err := copyPack(*from, args[1], args[0]); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "已写到 %s，代号 %s，底本 %s。改好后用 ziping scheme check %s 检查，再放进 ZIPING_SCHEMES 文件夹。\n", args[1], args[0], *from, args[1])
		return nil
	})
}

// copyPack writes a shipped pack and the schema into a new folder, under an id.
func copyPack(shipped, dir, id string) error {
	if _, err := packs.Find(shipped); err != nil {
		return usagef("%v", err)
	}
	if _, err := os.Stat(dir); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return usagef("%s 已经存在，请换一个文件夹名。", dir)
	}
	if err := packs.CopyTo(dir, shipped, id); err != nil {
		return fmt.Errorf("写不了 %s：%w", dir, err)
	}
	return nil
}

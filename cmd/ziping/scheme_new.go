package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"

	"ziping/scoring/packs"
)

// packName is what the id of a pack looks like.
var packName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

// schemeNew writes a pack to start from; its id is the folder's name.
func schemeNew(c *call) {
	from := c.flags.String("from", "town-2023", "照哪一套指标体系起草")
	c.takes(1, func(_ context.Context, args []string) error {
		id := filepath.Base(filepath.Clean(args[0]))
		if !packName.MatchString(id) {
			return usagef("文件夹名“%s”要用作代号，只用小写字母、数字和“-”，以字母开头。", id)
		}
		return exportPack(c, *from, args[0], id)
	})
}

// schemeExport writes a shipped pack out of the program as it is.
func schemeExport(c *call) {
	c.takes(2, func(_ context.Context, args []string) error { return exportPack(c, args[0], args[1], "") })
}

func exportPack(c *call, from, dir, id string) error {
	if err := packs.Export(from, dir, id); err != nil {
		return usagef("%v", err)
	}
	fmt.Fprintf(c.out, "已写到 %s。\n改好以后：ziping scheme check %s\n试填：ziping scheme try %s\n", dir, dir, dir)
	return nil
}

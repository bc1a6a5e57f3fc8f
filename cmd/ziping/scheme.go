package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"ziping/export/report"
	"ziping/scoring"
	"ziping/scoring/packs"
)

func schemeList(_ context.Context, c call) error {
	if _, err := c.parse(c.flags(), 0); err != nil {
		return err
	}
	for _, info := range packs.List() {
		fmt.Fprintf(c.out, "%-20s %s\n", info.ID, info.Title)
	}
	return nil
}

func schemeShow(_ context.Context, c call) error {
	args, err := c.parse(c.flags(), 1)
	if err != nil {
		return err
	}
	pack, err := findPack(args[0])
	if err != nil {
		return err
	}
	_, err = c.out.Write(packTable(pack))
	return err
}

func schemeCheck(_ context.Context, c call) error {
	args, err := c.parse(c.flags(), 1)
	if err != nil {
		return err
	}
	pack, err := packs.Open(args[0])
	var defects scoring.Defects
	if errors.As(err, &defects) {
		return usagef("%v\n共 %d 处要改；有的错误要改好前面的才看得出来，改完请再检查一次。", defects, len(defects))
	}
	if err != nil {
		return err
	}
	if pack.Report != "" {
		if err := report.CheckTemplate(pack); err != nil {
			return usagef("%v", err)
		}
	}
	fmt.Fprintf(c.out, "%s：没有发现错误（%d 个章节，%d 项指标，合计 %s 分，%d 条检查）。\n",
		pack.ID, len(pack.Sections), len(pack.Indicators), pointsOf(pack), len(pack.Checks))
	if pack.Report == "" {
		fmt.Fprintln(c.out, "还没有报告模板 report.md：可以填报和计分，不能生成报告。")
	}
	return nil
}

// findPack is the pack of an id, or of a folder or file on disk.
func findPack(idOrPath string) (*scoring.Pack, error) {
	if strings.ContainsAny(idOrPath, `/\`) || strings.HasSuffix(idOrPath, ".yaml") {
		return packs.Open(idOrPath)
	}
	if _, err := os.Stat(idOrPath); err == nil {
		return packs.Open(idOrPath)
	}
	pack, err := packs.Find(idOrPath)
	if err != nil {
		return nil, usagef("没有“%s”这套指标体系；可用的有：%s。", idOrPath, strings.Join(packIDs(), "、"))
	}
	return pack, nil
}

func packIDs() []string {
	var ids []string
	for _, info := range packs.List() {
		ids = append(ids, info.ID)
	}
	return ids
}

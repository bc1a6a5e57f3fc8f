package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ziping/cmd/ziping/columns"
	"ziping/export/report"
	"ziping/scoring"
	"ziping/scoring/load"
	"ziping/scoring/packs"
)

func schemeList(c *call) {
	cfg := settingFlags(c.flags, tableSettings)
	c.takes(0, func(ctx context.Context, _ []string) error {
		have, err := cfg.tables()
		if err != nil {
			return err
		}
		for _, info := range have.List() {
			fmt.Fprintf(c.out, "%-20s %s\n", info.ID, info.Title)
		}
		return nil
	})
}

func schemeShow(c *call) {
	cfg := settingFlags(c.flags, tableSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		have, err := cfg.tables()
		if err != nil {
			return err
		}
		pack, err := have.Pack(args[0])
		if err != nil {
			return err
		}
		_, err = c.out.Write(columns.Pack(pack))
		return err
	})
}

// reportFaults is what is wrong with the report of a pack that has defects itself, each on a line.
func reportFaults(pack *scoring.Pack) string {
	if pack == nil || pack.Report == "" {
		return ""
	}
	if err := report.ReadTemplate(pack); err != nil {
		return "\n" + err.Error()
	}
	return ""
}

func schemeCheck(c *call) {
	c.takes(1, func(ctx context.Context, args []string) error {
		pack, err := packs.Open(args[0])
		var defects scoring.Defects
		if errors.As(err, &defects) {
			inReport := reportFaults(pack)
			return usagef("%v%s\n共 %d 处要改；有的错误要改好前面的才看得出来，改完请再检查一次。", defects, inReport, len(defects)+strings.Count(inReport, "\n"))
		}
		if err != nil {
			return usagef("打不开指标体系 %s：%v", args[0], err)
		}
		if pack.Report != "" {
			if err := report.CheckTemplate(pack); err != nil {
				return usagef("%v", err)
			}
		}
		fmt.Fprintf(c.out, "%s：没有发现错误（%d 个章节，%d 项指标，合计 %s 分，%d 条检查）。\n",
			pack.ID, len(pack.Sections), len(pack.Indicators), columns.PointsOf(pack), len(pack.Checks))
		for _, doubt := range load.Doubts(pack) {
			fmt.Fprintln(c.out, "请留意："+doubt+"。")
		}
		if pack.Report == "" {
			fmt.Fprintln(c.out, "还没有报告模板 report.md：可以填报和计分，不能生成报告。")
		}
		return nil
	})
}

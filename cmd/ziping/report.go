package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"ziping/cmd/ziping/disk"
	"ziping/cmd/ziping/office"
	"ziping/export/report"
	"ziping/scoring"
)

// report writes the report of an answers file, in the form that the file name's ending says. It writes nothing when it fails.
func writeReport(c *call) {
	flags := c.flags
	scheme := flags.String("scheme", "", "指标体系的 ID 或文件夹（默认按文件里的 scheme）")
	out := flags.StringP("output", "o", "", "文件名（必填）：.pdf，或 .docx、.xlsx、.txt")
	draft := flags.Bool("draft", false, "加“草稿”水印；资料不全或有未说明的错误时自动加")
	check := flags.Bool("check", false, "只要自评核对底稿：核对发现的问题、建议和尚缺的资料")
	date := flags.String("date", "", "报告日期，例如 2024-03-15（默认用答案里的自评报告日期，没有时用今天）")
	verbose := flags.Bool("verbose", false, "另外列出各字体的用字、补字和缺字")
	cfg := settingFlags(flags, tableSettings, zoneSettings, []string{"fonts"})
	c.takes(1, func(ctx context.Context, args []string) error {
		write, ok := report.WriterFor(strings.ToLower(filepath.Ext(*out)))
		if !ok {
			return usagef("请用 -o 写明以 .pdf、.docx、.xlsx 或 .txt 结尾的文件名，例如 -o 报告.pdf。")
		}
		e, pack, err := cfg.readAnswers(args[0], *scheme)
		if err != nil {
			return err
		}
		clock, err := office.Clock(cfg.zone)
		if err != nil {
			return err
		}
		e, day, err := report.Dated(pack, e, *date, clock())
		if err != nil {
			return usagef("%s：%v。", args[0], err)
		}
		faces, err := office.Faces(cfg.fonts, c.err)
		if err != nil {
			return err
		}
		var data bytes.Buffer
		made, err := write(ctx, &data, pack, e, scoring.Evaluate(pack, e),
			report.Options{Draft: *draft, Check: *check, Date: day, Fonts: faces, Coverage: *verbose})
		if err != nil {
			return err
		}
		if err := disk.Write(*out, data.Bytes()); err != nil {
			return err
		}
		fmt.Fprint(c.err, made.Remarks())
		fmt.Fprintf(c.out, "已生成 %s%s\n", *out, made.Label())
		return nil
	})
}

package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"ziping/cmd/ziping/disk"
	"ziping/export/workbook"
	"ziping/scoring/answers"
)

// unitToFill stands for the unit in an empty answers file.
const unitToFill = "（单位全称）"

// template writes an empty answers file or workbook: every question with its unit and example.
func template(c *call) {
	flags := c.flags
	scheme := flags.String("scheme", "", "指标体系的 ID 或文件夹（默认 ZIPING_DEFAULT_SCHEME）")
	cfg := settingFlags(flags, tableSettings)
	out := flags.StringP("output", "o", "", "文件名（.xlsx 或 .yaml）")
	c.takes(0, func(ctx context.Context, _ []string) error {
		have, err := cfg.tables()
		if err != nil {
			return err
		}
		pack, err := have.Pack(*scheme)
		if err != nil {
			return err
		}
		var data []byte
		switch strings.ToLower(filepath.Ext(*out)) {
		case ".yaml", ".yml":
			data = answers.Blank(pack, unitToFill, pack.Year)
		case ".xlsx":
			if data, err = workbook.Template(pack); err != nil {
				return fmt.Errorf("生成工作簿：%w", err)
			}
		default:
			return usagef("请用 -o 写明 .xlsx 或 .yaml 文件名，例如 -o 填报表.xlsx。")
		}
		if err := disk.Write(*out, data); err != nil {
			return err
		}
		fmt.Fprintf(c.out, "%s：空白填报文件（%s）。\n", *out, pack.ID)
		return nil
	})
}

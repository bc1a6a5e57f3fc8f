package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"ziping/scoring"
)

// defaultScheme is the pack an empty template is made of when none is named.
const defaultScheme = "town-2023"

// unitToFill stands for the unit in an empty answers file.
const unitToFill = "（单位全称）"

// template writes an empty answers file: every question with its code, unit and example.
func template(_ context.Context, c call) error {
	flags := c.flags()
	scheme := flags.String("scheme", defaultScheme, "指标体系的 ID 或文件夹")
	out := flags.StringP("output", "o", "", "文件名（.yaml）")
	if _, err := c.parse(flags, 0); err != nil {
		return err
	}
	if ext := strings.ToLower(filepath.Ext(*out)); ext != ".yaml" && ext != ".yml" {
		return usagef("请用 -o 写明 .yaml 文件名，例如 -o 答案.yaml。")
	}
	pack, err := findPack(*scheme)
	if err != nil {
		return err
	}
	if err := writeWhole(*out, scoring.BlankAnswers(pack, unitToFill, pack.Year)); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s：空白答案文件（%s）。填好后用 ziping score 计分。\n", *out, pack.ID)
	return nil
}

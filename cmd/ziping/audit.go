package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"ziping/cmd/ziping/office"
	"ziping/dialog/reading/audit"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/preview"
	"ziping/dialog/reading/source"
)

// auditReport reads a report and holds it against itself: what it states, what does not tie, its
// points beside the recomputed ones, each with its place.
func auditReport(c *call) {
	flags := c.flags
	cfg := settingFlags(flags, tableSettings)
	scheme := flags.String("scheme", office.DefaultScheme, "按哪套指标体系核对：ID 或文件夹")
	unit := flags.String("unit", "", "单位全称（只用于输出）")
	year := flags.Int("year", 0, "评价年度（默认按报告里写得最多的年份）")
	asJSON := flags.Bool("json", false, "输出 JSON")
	c.takes(1, func(ctx context.Context, args []string) error {
		have, err := cfg.tables()
		if err != nil {
			return err
		}
		pack, err := have.Pack(*scheme)
		if err != nil {
			return err
		}
		doc, err := readDocument(ctx, args[0])
		if err != nil {
			return err
		}
		r := audit.Of(pack, *unit, *year, preview.Running(doc))
		if *asJSON {
			enc := json.NewEncoder(c.out)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(r)
		}
		_, err = c.out.Write([]byte(auditText(r, doc.Unread)))
		return err
	})
}

// readDocument takes a file apart; whatever is wrong with it is the caller's to change.
func readDocument(ctx context.Context, path string) (cell.Document, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return cell.Document{}, usagef("打不开文件 %s：%v", path, err)
	case !info.Mode().IsRegular() || info.Size() > source.DefaultLimits.Bytes:
		return cell.Document{}, usagef("文件 %s 不能读：应为不超过 %d MB 的普通文件。", path, source.DefaultLimits.Bytes>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return cell.Document{}, usagef("打不开文件 %s：%v", path, err)
	}
	doc, err := source.Read(ctx, path, data, source.DefaultLimits)
	if err != nil {
		return cell.Document{}, usagef("%s：%v", path, err)
	}
	return doc, nil
}

// auditText is the audit as a person reads it in a terminal.
func auditText(r audit.Report, unread []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d年度，按 %s 核对：读出 %d 项，报告对自己的说法 %d 处\n", r.Year, r.Scheme, len(r.Read), len(r.Claims))
	section(&b, "报告怎么说，按所列数据复算是多少", r.Claims, func(c audit.Claim) string {
		verdict := "一致"
		switch {
		case c.Computed == "":
			verdict = "缺数据，不能复算"
		case !c.Agrees:
			verdict = "不一致"
		}
		return fmt.Sprintf("%s 写 %s，复算 %s，%s（%s：%s）", c.Label, c.Stated, orDash(c.Computed), verdict, c.Place, c.Words)
	})
	if t := r.Recount; t != nil {
		fmt.Fprintf(&b, "\n总分：报告 %s 分；能复算的 %d 项按复算、其余按报告，合计 %s 分\n", t.Stated, t.Rows, t.Computed)
		if !t.Unrounded.Equal(t.Computed) {
			fmt.Fprintf(&b, "　　　比率不先取整的，合计 %s 分\n", t.Unrounded)
		}
	}
	b.WriteByte('\n')
	b.WriteString(findingsText(r.Result))
	section(&b, "同一项写了不同的数，请核对", r.Conflicts, func(c audit.Conflict) string {
		var all []string
		for _, h := range c.Read {
			all = append(all, fmt.Sprintf("%s（%s：%s）", h.Value, h.Place, h.Words))
		}
		return c.Label + "：" + strings.Join(all, "；")
	})
	section(&b, "没有归到任何一题的数", r.Unread, func(u audit.Unread) string { return u.Place + "：" + u.Words })
	section(&b, "报告没有写出的", r.Unstated, func(u audit.Unstated) string {
		if u.Words == "" {
			return u.Label
		}
		return fmt.Sprintf("%s，只写“%s”（%s）", u.Label, u.Words, u.Place)
	})
	section(&b, "文件里没有读的内容", unread, func(s string) string { return s })
	return b.String()
}

// section lists what there is under a title, and nothing where there is nothing.
func section[T any](b *strings.Builder, title string, all []T, line func(T) string) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s：\n", title)
	for _, one := range all {
		fmt.Fprintf(b, "· %s\n", line(one))
	}
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

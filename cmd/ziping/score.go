package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"ziping/cmd/ziping/columns"
	"ziping/scoring"
	"ziping/scoring/answers"
)

// score scores an answers file and lists the findings. An incomplete file is scored as far
// as it goes.
func score(c *call) {
	flags := c.flags
	scheme := flags.String("scheme", "", "指标体系的 ID 或文件夹（默认按文件里的 scheme）")
	asJSON := flags.Bool("json", false, "输出 JSON")
	cfg := settingFlags(flags, tableSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		e, pack, err := cfg.readAnswers(args[0], *scheme)
		if err != nil {
			return err
		}
		result := scoring.Evaluate(pack, e)
		if *asJSON {
			enc := json.NewEncoder(c.out)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(result)
		}
		_, err = c.out.Write([]byte(scoreText(result)))
		return err
	})
}

// readAnswers reads an answers file with the pack it names, or the one that scheme names.
func (c *config) readAnswers(path, scheme string) (scoring.Evaluation, *scoring.Pack, error) {
	have, err := c.tables()
	if err != nil {
		return scoring.Evaluation{}, nil, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return scoring.Evaluation{}, nil, usagef("打不开答案文件 %s：%v", path, err)
	}
	return answers.Read(path, data, have.Pack, scheme)
}

// scoreText is the result as a person reads it in a terminal: the points with their working,
// then what does not tie.
func scoreText(r scoring.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d年度部门整体支出绩效自评（%s）\n\n", r.Unit, r.Year, r.Scheme)
	for _, s := range r.Indicators {
		points := "待补"
		if s.Points.Valid {
			points = s.Points.Decimal.String()
		}
		fmt.Fprintf(&b, "%s %s %s/%s", columns.Pad(s.Code, 4), columns.Pad(s.Name, 24), points, s.Max)
		if s.Working != "" {
			fmt.Fprintf(&b, "　%s", s.Working)
		}
		if len(s.Missing) > 0 {
			fmt.Fprintf(&b, "　缺：%s", strings.Join(s.Missing, "、"))
		}
		b.WriteByte('\n')
	}
	if r.Complete {
		fmt.Fprintf(&b, "\n合计 %s/%s 分，等次：%s\n", r.Total, r.Max, r.Grade)
	} else {
		fmt.Fprintf(&b, "\n目前合计 %s/%s 分，尚不完整，缺：%s\n", r.Total, r.Max, strings.Join(r.Missing, "、"))
	}
	b.WriteByte('\n')
	b.WriteString(findingsText(r))
	return b.String()
}

// findingsText lists what does not tie, gravest first.
func findingsText(r scoring.Result) string {
	if len(r.Findings) == 0 {
		return "没有发现问题。\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "发现 %d 个问题：\n", len(r.Findings))
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s %s\n", columns.SeverityWords[f.Severity], columns.Pad(f.Check, 4), f.Message)
	}
	return b.String()
}

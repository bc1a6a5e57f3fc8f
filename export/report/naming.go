package report

import (
	"fmt"
	"strings"
	"unicode"

	"ziping/scoring"
)

// maxUnitRunes keeps file names below the 255 bytes that file systems allow and captions
// below the 1024 characters of the Bot API.
const maxUnitRunes = 60

// FileName is the name of a unit's report for a year in the form of an ending (".pdf").
func FileName(unit string, year int, ending string) string {
	return fmt.Sprintf("%s%d年度部门整体绩效自评报告%s", bareUnit(unit), year, ending)
}

// WorkingPaperName is the file name of the working paper.
func WorkingPaperName(unit string, year int) string {
	return fmt.Sprintf("%s%d年度%s.pdf", bareUnit(unit), year, workingTitle)
}

// WorkingPaperCaption says what the working paper is and what is in it.
func WorkingPaperCaption(e scoring.Evaluation, r scoring.Result) string {
	count := severities(r.Findings)
	return fmt.Sprintf("%s%d年度%s，供单位内部核对，不随报告报送\n发现错误%d项、提醒%d项、说明%d项；还没有填的数据%d项",
		bareUnit(e.Unit), e.Year, workingTitle, count[scoring.Error], count[scoring.Warning], count[scoring.Note], len(r.Missing))
}

// Caption says in one or two lines what a report is and how it stands, for the message
// that carries it.
func Caption(e scoring.Evaluation, r scoring.Result, draft bool) string {
	title := fmt.Sprintf("%s%d年度部门整体绩效自评报告", bareUnit(e.Unit), e.Year)
	if draft {
		title += "（草稿）"
	}
	standing := fmt.Sprintf("自评得分%s分，等级为%s", scoring.FormatPoints(r.Total), r.Grade)
	if !r.Complete {
		standing = fmt.Sprintf("资料不全，尚缺%d项数据", len(r.Missing))
	}
	count := severities(r.Findings)
	if count[scoring.Error]+count[scoring.Warning] > 0 {
		standing += fmt.Sprintf("；发现错误%d项、提醒%d项", count[scoring.Error], count[scoring.Warning])
	}
	return title + "\n" + standing
}

// bareUnit is a unit's name without what must not stand in a file name: path separators,
// the characters Windows refuses, control and formatting characters.
func bareUnit(unit string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) ||
			r == unicode.ReplacementChar || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, unit)
	runes := []rune(strings.Trim(name, ". "))
	if len(runes) > maxUnitRunes {
		runes = runes[:maxUnitRunes]
	}
	return string(runes)
}

func severities(findings []scoring.Finding) map[scoring.Severity]int {
	count := map[scoring.Severity]int{}
	for _, f := range findings {
		count[f.Severity]++
	}
	return count
}

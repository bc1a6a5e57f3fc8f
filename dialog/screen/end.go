package screen

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// Sizes of a section's end.
const (
	openAtEnd     = 10 // questions it names
	findingsAtEnd = 5  // findings it names
)

// SectionEnd says what is still open in a section and what was found there, and leads on; where
// everything is filled it leads to the manager.
func (view View) SectionEnd(s *scoring.Section) dialog.Reply {
	p := view.State.SectionProgress(s)
	var b strings.Builder
	var rows [][]dialog.Button
	if p.Complete() {
		fmt.Fprintf(&b, "本章节已填完，共 %d 题。", p.All())
	} else {
		fmt.Fprintf(&b, "还有 %d 题需要补填：%s", len(p.Open), view.openLines(p))
		if len(p.Open) > 0 {
			rows = append(rows, []dialog.Button{view.Key("补填", dialog.ActOpen, p.Open[0], "")})
		}
	}
	if found := view.unexplainedIn(s); len(found) > 0 {
		fmt.Fprintf(&b, "\n\n本章节有 %d 个问题要处理：", len(found))
		for i, f := range found[:min(len(found), findingsAtEnd)] {
			fmt.Fprintf(&b, "\n%d. %s %s", i+1, form.SeverityMarks[f.Severity], f.Message)
		}
		rows = append(rows, []dialog.Button{view.findingKey("处理下一个", found[0])})
	}
	if view.State.Complete() {
		return view.checkAnswers(s, b.String(), rows)
	}
	if next, ok := view.NextSection(s); ok {
		b.WriteString("\n\n下一章节：" + next.Title)
		rows = append(rows, []dialog.Button{view.Key("下一章节 ›", dialog.ActSection, dialog.Key(next.Code), "")})
	}
	rows = append(rows, []dialog.Button{view.Key("核对本章节", dialog.ActReview, dialog.Key(s.Code), "0"), view.Key("目录", dialog.ActHome, "", "")})
	return dialog.Reply{Title: fmt.Sprintf("【%s】%s", s.Title, endWord(p)), Text: b.String(), Buttons: rows}
}

// checkAnswers leads from the last answer to the manager: every section can be looked through and
// changed before.
func (view View) checkAnswers(s *scoring.Section, text string, rows [][]dialog.Button) dialog.Reply {
	var b strings.Builder
	all := view.State.Progress()
	fmt.Fprintf(&b, "%s\n\n已完成 %d/%d 个章节，全部填完。点章节可以核对、修改：", text, len(all), len(all))
	var sections []dialog.Button
	for i, p := range all {
		fmt.Fprintf(&b, "\n%d. %s　%s", i+1, p.Section.Title, form.StatusWord(p))
		sections = append(sections, view.Key(fmt.Sprintf("%d %s", i+1, p.Section.Title), dialog.ActReview, dialog.Key(p.Section.Code), "0"))
	}
	b.WriteString("\n\n" + view.State.Verdict() + view.MissingTexts())
	if view.Session.Who.Role == dialog.Staff && view.Open() {
		rows = append(rows, []dialog.Button{view.Key("送审", dialog.ActSubmit, "", "")})
	}
	rows = append(rows, dialog.Chunk(sections, 2)...)
	rows = append(rows, []dialog.Button{view.Key("生成报告", dialog.ActReport, "", ""), view.Key("目录", dialog.ActHome, "", "")})
	return dialog.Reply{Title: fmt.Sprintf("【%s】已完成", s.Title), Text: b.String(), Buttons: rows}
}

// HasUnexplained reports whether somebody should do something about a finding of a section.
func (view View) HasUnexplained(s *scoring.Section) bool { return len(view.unexplainedIn(s)) > 0 }

// unexplainedIn are the findings of a section that somebody should do something about.
func (view View) unexplainedIn(s *scoring.Section) []scoring.Finding {
	var found []scoring.Finding
	for _, f := range view.State.DueFindings() {
		if f.Severity != scoring.Note && !view.State.Explained(f) && view.State.Concerns(f, s) {
			found = append(found, f)
		}
	}
	return found
}

func (view View) openLines(p form.Progress) string {
	var b strings.Builder
	for i, k := range p.Open {
		q, ok := view.State.Find(k)
		if !ok {
			continue
		}
		if i == openAtEnd {
			b.WriteString("\n……")
			break
		}
		fmt.Fprintf(&b, "\n· %s", view.State.Label(q))
		if view.State.Answers[k].Value.State == scoring.Pending {
			b.WriteString("（" + scoring.PendingWord + "）")
		}
	}
	return b.String()
}

func endWord(p form.Progress) string {
	if p.Complete() {
		return "已完成"
	}
	return "未填完"
}

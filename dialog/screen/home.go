package screen

import (
	"fmt"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// TaskList is the home screen: where the evaluation stands, section by section.
func (view View) TaskList() dialog.Reply {
	var b strings.Builder
	if view.Session.Who.Role == dialog.Staff && !view.State.Begun() {
		b.WriteString(textIntro + "\n\n")
	}
	view.WriteStatus(&b)
	return dialog.Reply{Title: view.Heading(), Text: strings.TrimRight(b.String(), "\n"), Buttons: homeKeyboard(view)}
}

// Heading names the unit and the year.
func (view View) Heading() string {
	return fmt.Sprintf("%s %d年度部门整体支出绩效自评", view.Session.Evaluation.Unit, view.Session.Evaluation.Year)
}

// WriteStatus writes whether the evaluation is open, submitted or approved.
func (view View) WriteStatus(b *strings.Builder) {
	done := 0
	all, atWork := view.State.Progress(), atWork(view)
	for i, p := range all {
		if p.Complete() {
			done++
		}
		fmt.Fprintf(b, "%d. %s　%s%s\n", i+1, p.Section.Title, form.StatusWord(p), sharesWord(view, p.Section.Code, atWork))
		if comment := view.State.Returned(p.Section.Code); comment != "" {
			fmt.Fprintf(b, "　 ↩ %s\n", form.Excerpt(comment, 60))
		}
	}
	if comment := view.State.Returned(WholeReport); comment != "" {
		fmt.Fprintf(b, "↩ 整体意见：%s\n", form.Excerpt(comment, 120))
	}
	fmt.Fprintf(b, "\n%s已完成 %d/%d 个章节。", EvaluationStatus[view.Session.Evaluation.Status], done, len(all))
	if view.State.Begun() {
		b.WriteString(view.State.Verdict())
	}
	if note := view.State.MarkNote(); note != "" {
		b.WriteString("\n" + note)
	}
	b.WriteString(keptNote(view))
	if d := view.Session.Evaluation.Deadline; !d.IsZero() {
		fmt.Fprintf(b, "\n截止日期：%s", d.Format("2006年1月2日"))
	}
}

// EvaluationStatus are the words for where the whole evaluation stands; none while it is filled.
var EvaluationStatus = map[dialog.Status]string{dialog.Submitted: "已送审，待审核。", dialog.Approved: "审核已通过。"}

func homeKeyboard(view View) [][]dialog.Button {
	var rows [][]dialog.Button
	if view.Session.Who.Role == dialog.Manager && view.Session.Evaluation.Status == dialog.Submitted {
		rows = append(rows, view.DecisionButtons()...)
	}
	if view.Session.Who.Role == dialog.Staff && view.Open() {
		if view.State.Complete() {
			rows = append(rows, []dialog.Button{view.Key("送审", dialog.ActSubmit, "", "")})
		}
		if key, ok := view.FirstOpen(); ok {
			label := "▶ 继续填报"
			if !view.State.Begun() {
				label = "▶ 开始填报"
			}
			rows = append(rows, []dialog.Button{view.Key(label, dialog.ActOpen, key, "")})
		}
		rows = append(rows, takeoverButtons(view)...)
	}
	var sections []dialog.Button
	for i := range view.State.Form.Pack.Sections {
		s := &view.State.Form.Pack.Sections[i]
		sections = append(sections, view.Key(fmt.Sprintf("%d %s", i+1, s.Title), dialog.ActSection, dialog.Key(s.Code), ""))
	}
	rows = append(rows, dialog.Chunk(sections, 2)...)
	rows = append(rows, keptButtons(view)...)
	rows = append(rows, []dialog.Button{
		view.Key("汇总", dialog.ActReview, dialog.Key(view.State.Form.Pack.Sections[0].Code), "0"),
		view.Key("检查问题", dialog.ActCheck, "", ""),
		view.Key("生成报告", dialog.ActReport, "", ""),
	})
	if shared(view) {
		rows = append(rows, []dialog.Button{view.Key("分工", dialog.ActShare, "", ""), view.Key(WordHistory, dialog.ActHistory, "", "")})
	}
	return rows
}

// NextSection is the next section after s, round the list, that is not complete: one of the
// speaker's own before one that nobody has taken, and others' last.
func (view View) NextSection(s *scoring.Section) (next *scoring.Section, ok bool) {
	all := view.State.Progress()
	from := slices.IndexFunc(all, func(p form.Progress) bool { return p.Section == s })
	for j := 1; from >= 0 && j < len(all); j++ {
		other := all[(from+j)%len(all)]
		if !other.Complete() && (!ok || nearness(view, other.Section.Code, view.Session.Who.User) < nearness(view, next.Code, view.Session.Who.User)) {
			next, ok = other.Section, true
		}
	}
	return next, ok
}

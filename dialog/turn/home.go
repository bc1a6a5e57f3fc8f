package turn

import (
	"fmt"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// taskList is the home screen: where the evaluation stands, section by section.
func (t *turn) taskList() dialog.Reply {
	var b strings.Builder
	if t.s.Who.Role == dialog.Staff && !t.st.Begun() {
		b.WriteString(textIntro + "\n\n")
	}
	t.writeStatus(&b)
	return dialog.Reply{Title: t.heading(), Text: strings.TrimRight(b.String(), "\n"), Buttons: t.homeKeyboard()}
}

func (t *turn) heading() string {
	return fmt.Sprintf("%s %d年度部门整体支出绩效自评", t.s.Evaluation.Unit, t.s.Evaluation.Year)
}

func (t *turn) writeStatus(b *strings.Builder) {
	done := 0
	all, atWork := t.st.Progress(), t.atWork()
	for i, p := range all {
		if p.Complete() {
			done++
		}
		fmt.Fprintf(b, "%d. %s　%s%s\n", i+1, p.Section.Title, form.StatusWord(p), t.sharesWord(p.Section.Code, atWork))
		if comment := t.st.Returned(p.Section.Code); comment != "" {
			fmt.Fprintf(b, "　 ↩ %s\n", form.Excerpt(comment, 60))
		}
	}
	if comment := t.st.Returned(wholeReport); comment != "" {
		fmt.Fprintf(b, "↩ 整体意见：%s\n", form.Excerpt(comment, 120))
	}
	fmt.Fprintf(b, "\n%s已完成 %d/%d 个章节。", evaluationStatus[t.s.Evaluation.Status], done, len(all))
	if t.st.Begun() {
		b.WriteString(t.st.Verdict())
	}
	if note := t.st.MarkNote(); note != "" {
		b.WriteString("\n" + note)
	}
	b.WriteString(t.keptNote())
	if d := t.s.Evaluation.Deadline; !d.IsZero() {
		fmt.Fprintf(b, "\n截止日期：%s", d.Format("2006年1月2日"))
	}
}

// evaluationStatus are the words for where the whole evaluation stands; none while it is filled.
var evaluationStatus = map[dialog.Status]string{dialog.Submitted: "已送审，待审核。", dialog.Approved: "审核已通过。"}

func (t *turn) homeKeyboard() [][]dialog.Button {
	var rows [][]dialog.Button
	if t.s.Who.Role == dialog.Manager && t.s.Evaluation.Status == dialog.Submitted {
		rows = append(rows, t.decisionButtons()...)
	}
	if t.s.Who.Role == dialog.Staff && t.open() {
		if t.st.Complete() {
			rows = append(rows, []dialog.Button{t.key("送审", dialog.ActSubmit, "", "")})
		}
		if key, ok := t.firstOpen(); ok {
			label := "▶ 继续填报"
			if !t.st.Begun() {
				label = "▶ 开始填报"
			}
			rows = append(rows, []dialog.Button{t.key(label, dialog.ActOpen, key, "")})
		}
		rows = append(rows, t.takeoverButtons()...)
	}
	var sections []dialog.Button
	for i := range t.form.Pack.Sections {
		s := &t.form.Pack.Sections[i]
		sections = append(sections, t.key(fmt.Sprintf("%d %s", i+1, s.Title), dialog.ActSection, dialog.Key(s.Code), ""))
	}
	rows = append(rows, dialog.Chunk(sections, 2)...)
	rows = append(rows, t.keptButtons()...)
	rows = append(rows, []dialog.Button{
		t.key("汇总", dialog.ActReview, dialog.Key(t.form.Pack.Sections[0].Code), "0"),
		t.key("检查问题", dialog.ActCheck, "", ""),
		t.key("生成报告", dialog.ActReport, "", ""),
	})
	if t.shared() {
		rows = append(rows, []dialog.Button{t.key("分工", dialog.ActShare, "", ""), t.key(wordHistory, dialog.ActHistory, "", "")})
	}
	return rows
}

// sectionEnd says what is still open in a section, and leads on.
func (t *turn) sectionEnd(s *scoring.Section) dialog.Reply {
	p := t.st.SectionProgress(s)
	var b strings.Builder
	var rows [][]dialog.Button
	if p.Complete() {
		fmt.Fprintf(&b, "本章节已填完，共 %d 题。", p.Asked)
		if p.Errors > 0 {
			fmt.Fprintf(&b, "\n❗ 有 %d 个错误级问题，请用“检查问题”查看。", p.Errors)
		}
	} else {
		fmt.Fprintf(&b, "还有 %d 题需要补填：", len(p.Open))
		for i, k := range p.Open {
			q, ok := t.st.Find(k)
			if !ok {
				continue
			}
			if i == 10 {
				b.WriteString("\n……")
				break
			}
			fmt.Fprintf(&b, "\n· %s", t.st.Label(q))
			if t.st.Answers[k].Value.State == scoring.Pending {
				b.WriteString("（" + scoring.PendingWord + "）")
			}
		}
		if len(p.Open) > 0 {
			rows = append(rows, []dialog.Button{t.key("补填", dialog.ActOpen, p.Open[0], "")})
		}
	}
	if next, ok := t.nextSection(s); ok {
		rows = append(rows, []dialog.Button{t.key("下一章节："+next.Title+" ›", dialog.ActSection, dialog.Key(next.Code), "")})
	}
	rows = append(rows, []dialog.Button{t.key("核对本章节", dialog.ActReview, dialog.Key(s.Code), "0"), t.key("目录", dialog.ActHome, "", "")})
	return dialog.Reply{Title: fmt.Sprintf("【%s】%s", s.Title, endWord(p)), Text: b.String(), Buttons: rows}
}

func endWord(p form.Progress) string {
	if p.Complete() {
		return "已完成"
	}
	return "未填完"
}

// nextSection is the next section after s, round the list, that is not complete: one of the
// speaker's own before one that nobody has taken, and others' last.
func (t *turn) nextSection(s *scoring.Section) (next *scoring.Section, ok bool) {
	all := t.st.Progress()
	from := slices.IndexFunc(all, func(p form.Progress) bool { return p.Section == s })
	for j := 1; from >= 0 && j < len(all); j++ {
		other := all[(from+j)%len(all)]
		if !other.Complete() && (!ok || t.nearness(other.Section.Code, t.s.Who.User) < t.nearness(next.Code, t.s.Who.User)) {
			next, ok = other.Section, true
		}
	}
	return next, ok
}

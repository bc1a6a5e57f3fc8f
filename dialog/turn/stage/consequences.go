package stage

import (
	"fmt"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// Consequences adds to the next message what the answers just written changed.
func (t *Turn) Consequences(q form.Question) {
	for _, line := range t.Changes(q) {
		t.Echo("%s", line)
	}
}

// Changes says in lines what the answers just written changed: points, settled findings, new ones.
// Findings of errors are told at once; the others wait for the end of the section, unless the
// person only came to change this one answer and passes no end.
func (t *Turn) Changes(q form.Question) []string {
	lines := append(t.scored(), t.solved()...)
	for _, f := range t.freshFindings(q) {
		if f.Severity == scoring.Error || t.Session.Cursor.Back != nil {
			lines = append(lines, form.SeverityMarks[f.Severity]+" "+f.Check+"："+f.Message+"。发送“检查”处理。")
		}
	}
	return lines
}

// scored are the indicators that got their points, or other points, by this answer.
func (t *Turn) scored() (lines []string) {
	for _, now := range t.State.Result.Indicators {
		was, _ := t.Old.Result.Score(now.Code)
		switch {
		case !now.Points.Valid || (was.Points.Valid && was.Points.Decimal.Equal(now.Points.Decimal)):
		case was.Points.Valid:
			lines = append(lines, fmt.Sprintf("得分变化：%s %s 分 → %s 分（%s）", now.Name, was.Points.Decimal, now.Points.Decimal, now.Working))
		default:
			lines = append(lines, form.ScoreLine(now))
		}
	}
	return lines
}

// solved are the findings that this answer settled.
func (t *Turn) solved() (lines []string) {
	for _, f := range t.Old.Result.Findings {
		if _, still := t.State.Same(f); !still && t.Old.Due(f) {
			lines = append(lines, "✓ 已消除："+f.Message)
		}
	}
	return lines
}

// freshFindings are the findings that came up by this answer, or changed their figures
// because it is one of them.
func (t *Turn) freshFindings(q form.Question) []scoring.Finding {
	var fresh []scoring.Finding
	for _, f := range t.State.Result.Findings {
		if !t.State.Due(f) {
			continue
		}
		was, known := t.Old.Same(f)
		switch {
		case !known || !t.Old.Due(was):
			fresh = append(fresh, f)
		case was.Message != f.Message && slices.Contains(f.Fields, q.Field.Code):
			fresh = append(fresh, f)
		}
	}
	return fresh
}

// Reopened tells which finished sections need something more after this answer. What comes
// anyway in the section that is being filled is no news.
func (t *Turn) Reopened(q form.Question) {
	var lines []string
	for i := range t.Form.Pack.Sections {
		s := &t.Form.Pack.Sections[i]
		if s == q.Section && t.Session.Cursor.Back == nil || !t.Old.SectionProgress(s).Complete() {
			continue
		}
		for _, k := range t.State.SectionProgress(s).Open {
			if q, ok := t.State.Find(k); ok {
				lines = append(lines, fmt.Sprintf("· %s：%s", s.Title, t.State.Label(q)))
			}
		}
	}
	if len(lines) > 0 {
		t.Echo("因为这次修改，下列题目需要补填：\n%s", strings.Join(lines, "\n"))
	}
}

// Completed tells the managers when the last open question of a section was answered. The speaker
// is told by the screen that now shows, or in a line where another question is open.
func (t *Turn) Completed() {
	if !t.State.Complete() {
		t.sectionsDone()
		return
	}
	if t.Old.Complete() {
		return
	}
	text := fmt.Sprintf("%s%d年度绩效自评全部章节已填完。\n%s", t.Session.Evaluation.Unit, t.Session.Evaluation.Year, t.State.Verdict())
	if t.Session.Cursor.Place == dialog.PlaceAsk || t.Session.Cursor.Place == dialog.PlaceReview {
		t.Say(dialog.Reply{Text: "必填的题都填完了。核对后发送“送审”，由负责人审核。"})
	}
	t.TellManagers(dialog.Reply{
		Title: "填报完成", Text: text + "\n最后由" + t.Session.Who.Name + "填完，待核对送审。", Buttons: t.View().Afterwards(),
		News: "全部章节已填完，最后由" + t.Session.Who.Name + "填完",
	})
}

// sectionsDone tells the managers which sections this step completed.
func (t *Turn) sectionsDone() {
	var done []string
	complete, all := 0, t.State.Progress()
	for i, p := range all {
		if !p.Complete() {
			continue
		}
		complete++
		if before := t.Old.SectionProgress(&t.Form.Pack.Sections[i]); !before.Complete() {
			done = append(done, "“"+p.Section.Title+"”")
		}
	}
	if len(done) == 0 {
		return
	}
	news := t.Session.Who.Name + "填完" + strings.Join(done, "、")
	t.TellManagers(dialog.Reply{
		Title: "章节完成", Text: fmt.Sprintf("%s\n%s，已完成 %d/%d 个章节。\n%s", t.View().Heading(), news, complete, len(all), t.State.Verdict()),
		Buttons: t.View().Afterwards(), News: news,
	})
}

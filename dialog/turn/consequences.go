package turn

import (
	"fmt"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// cardsAtOnce is how many findings one answer shows in full; the rest are counted.
const cardsAtOnce = 3

// consequences shows what the answer just recorded changed: points, findings that came up,
// findings that are settled.
func (t *turn) consequences(q form.Question) {
	t.scored()
	t.solved()
	fresh := t.freshFindings(q)
	for i, f := range fresh {
		if i == cardsAtOnce {
			t.say(dialog.Reply{Text: fmt.Sprintf("另有 %d 个问题，发送 /check 查看。", len(fresh)-i)})
			break
		}
		t.say(t.card(f))
	}
}

// scored adds to the echo which indicators got their points, or other points, by this answer.
func (t *turn) scored() {
	for _, now := range t.st.Result.Indicators {
		was, _ := t.old.Result.Score(now.Code)
		switch {
		case !now.Points.Valid || (was.Points.Valid && was.Points.Decimal.Equal(now.Points.Decimal)):
		case was.Points.Valid:
			t.lead += fmt.Sprintf("\n得分变化：%s %s 分 → %s 分（%s）", now.Name, was.Points.Decimal, now.Points.Decimal, now.Working)
		default:
			t.lead += fmt.Sprintf("\n计分：%s %s/%s 分（%s）", now.Name, now.Points.Decimal, now.Max, now.Working)
		}
	}
}

// solved tells which findings this answer settled.
func (t *turn) solved() {
	for _, f := range t.old.Result.Findings {
		if _, still := t.st.Same(f); !still && t.old.Due(f) {
			t.lead += "\n✓ 已消除：" + f.Message
		}
	}
}

// freshFindings are the findings that came up by this answer, or changed their figures
// because it is one of them.
func (t *turn) freshFindings(q form.Question) []scoring.Finding {
	var fresh []scoring.Finding
	for _, f := range t.st.Result.Findings {
		if !t.st.Due(f) {
			continue
		}
		was, known := t.old.Same(f)
		switch {
		case !known || !t.old.Due(was):
			fresh = append(fresh, f)
		case was.Message != f.Message && slices.Contains(f.Fields, q.Field.Code):
			fresh = append(fresh, f)
		}
	}
	return fresh
}

// reopened tells which finished sections need something more after this answer. What comes
// anyway in the section that is being filled is no news.
func (t *turn) reopened(q form.Question) {
	var lines []string
	for i := range t.form.Pack.Sections {
		s := &t.form.Pack.Sections[i]
		if s == q.Section && t.s.Cursor.Back == nil || !t.old.SectionProgress(s).Complete() {
			continue
		}
		for _, k := range t.st.SectionProgress(s).Open {
			if q, ok := t.st.Find(k); ok {
				lines = append(lines, fmt.Sprintf("· %s：%s", s.Title, t.st.Label(q)))
			}
		}
	}
	if len(lines) > 0 {
		t.say(dialog.Reply{Text: "因为这次修改，下列题目需要补填：\n" + strings.Join(lines, "\n"), Buttons: t.openButtons(t.st.FirstOpen)})
	}
}

// openButtons is a button to the key that first gives, if it gives one.
func (t *turn) openButtons(first func() (dialog.Key, bool)) [][]dialog.Button {
	key, ok := first()
	if !ok {
		return nil
	}
	return [][]dialog.Button{{t.key("去补填", dialog.ActOpen, key, "")}}
}

// completed tells the managers when the last open question of a section was answered, and the
// speaker too when it was the last one of all.
func (t *turn) completed() {
	if !t.st.Complete() {
		t.sectionsDone()
		return
	}
	if t.old.Complete() {
		return
	}
	text := fmt.Sprintf("%s%d年度绩效自评全部章节已填完。\n%s", t.s.Evaluation.Unit, t.s.Evaluation.Year, t.st.Verdict())
	t.say(dialog.Reply{Title: "🎉 填报完成", Text: text + "\n核对无误后请送审。", Buttons: append(t.afterwards(), []dialog.Button{t.key("送审", dialog.ActSubmit, "", "")})})
	t.tellManagers(dialog.Reply{
		Title: "填报完成", Text: text + "\n最后由" + t.s.Who.Name + "填完，待核对送审。", Buttons: t.afterwards(),
		News: "全部章节已填完，最后由" + t.s.Who.Name + "填完",
	})
}

// sectionsDone tells the managers which sections this step completed.
func (t *turn) sectionsDone() {
	var done []string
	complete, all := 0, t.st.Progress()
	for i, p := range all {
		if !p.Complete() {
			continue
		}
		complete++
		if before := t.old.SectionProgress(&t.form.Pack.Sections[i]); !before.Complete() {
			done = append(done, "“"+p.Section.Title+"”")
		}
	}
	if len(done) == 0 {
		return
	}
	news := t.s.Who.Name + "填完" + strings.Join(done, "、")
	t.tellManagers(dialog.Reply{
		Title: "章节完成", Text: fmt.Sprintf("%s\n%s，已完成 %d/%d 个章节。\n%s", t.heading(), news, complete, len(all), t.st.Verdict()),
		Buttons: t.afterwards(), News: news,
	})
}

// afterwards is what one may look at when everything is filled.
func (t *turn) afterwards() [][]dialog.Button {
	return [][]dialog.Button{
		{t.key("汇总", dialog.ActReview, dialog.Key(t.form.Pack.Sections[0].Code), "0"), t.key("检查问题", dialog.ActCheck, "", "")},
		{t.key("生成报告", dialog.ActReport, "", "")},
	}
}

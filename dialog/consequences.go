package dialog

import (
	"fmt"
	"slices"
	"strings"

	"ziping/scoring"
)

// cardsAtOnce is how many findings one answer shows in full; the rest are counted.
const cardsAtOnce = 3

// consequences shows what the answer just recorded changed: points, findings that came up,
// findings that are settled.
func (t *turn) consequences(q Question) {
	t.scored()
	t.solved()
	fresh := t.freshFindings(q)
	for i, f := range fresh {
		if i == cardsAtOnce {
			t.say(Reply{Text: fmt.Sprintf("另有 %d 个问题，发送 /check 查看。", len(fresh)-i)})
			break
		}
		t.say(t.card(f))
	}
}

// scored adds to the echo which indicators got their points, or other points, by this answer.
func (t *turn) scored() {
	for _, now := range t.st.result.Indicators {
		was, _ := t.old.result.Score(now.Code)
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
	for _, f := range t.old.result.Findings {
		if _, still := t.st.same(f); !still && t.old.due(f) {
			t.lead += "\n✓ 已消除：" + f.Message
		}
	}
}

// freshFindings are the findings that came up by this answer, or changed their figures
// because it is one of them.
func (t *turn) freshFindings(q Question) []scoring.Finding {
	var fresh []scoring.Finding
	for _, f := range t.st.result.Findings {
		if !t.st.due(f) {
			continue
		}
		was, known := t.old.same(f)
		switch {
		case !known || !t.old.due(was):
			fresh = append(fresh, f)
		case was.Message != f.Message && slices.Contains(f.Fields, q.Field.Code):
			fresh = append(fresh, f)
		}
	}
	return fresh
}

// same is what has become of a finding: it has the same key, or belongs to the same check of
// the same indicator, whose severity and wording go with the figures.
func (st *state) same(f scoring.Finding) (scoring.Finding, bool) {
	if g, ok := st.finding(f.Key); ok {
		return g, true
	}
	for _, g := range st.result.Findings {
		if f.Indicator != "" && g.Check == f.Check && g.Indicator == f.Indicator && slices.Equal(g.Fields, f.Fields) {
			return g, true
		}
	}
	return scoring.Finding{}, false
}

// due reports whether a finding may be shown: only when everything it reads that is asked
// for at all has been answered, for nobody wants to be blamed for a question not yet asked, or
// for a list that is still being filled.
func (st *state) due(f scoring.Finding) bool {
	for _, code := range f.Fields {
		_, field, ok := st.field(code)
		if !ok {
			continue
		}
		known := st.facts.Known(code) && field.Kind != scoring.Rows
		if st.asked(field) && !st.answered(Key(code)) && !known {
			return false
		}
	}
	return true
}

// dueFindings are the findings to show, gravest first.
func (st *state) dueFindings() []scoring.Finding {
	var due []scoring.Finding
	for _, f := range st.result.Findings {
		if st.due(f) {
			due = append(due, f)
		}
	}
	return due
}

// reopened tells which finished sections need something more after this answer. What comes
// anyway in the section that is being filled is no news.
func (t *turn) reopened(q Question) {
	var lines []string
	for i := range t.form.Pack.Sections {
		s := &t.form.Pack.Sections[i]
		if s == q.Section && t.s.Cursor.Back == nil || !t.old.sectionProgress(s).Complete() {
			continue
		}
		for _, k := range t.st.sectionProgress(s).Open {
			if q, ok := t.st.find(k); ok {
				lines = append(lines, fmt.Sprintf("· %s：%s", s.Title, t.st.label(q)))
			}
		}
	}
	if len(lines) > 0 {
		t.say(Reply{Text: "因为这次修改，下列题目需要补填：\n" + strings.Join(lines, "\n"), Buttons: t.openButtons(t.st.firstOpen)})
	}
}

// openButtons is a button to the key that first gives, if it gives one.
func (t *turn) openButtons(first func() (Key, bool)) [][]Button {
	key, ok := first()
	if !ok {
		return nil
	}
	return [][]Button{{t.key("去补填", actOpen, key, "")}}
}

// completed tells the managers when the last open question of a section was answered, and the
// speaker too when it was the last one of all.
func (t *turn) completed() {
	if !t.st.complete() {
		t.sectionsDone()
		return
	}
	if t.old.complete() {
		return
	}
	text := fmt.Sprintf("%s%d年度绩效自评全部章节已填完。\n%s", t.s.Evaluation.Unit, t.s.Evaluation.Year, t.st.verdict())
	t.say(Reply{Title: "🎉 填报完成", Text: text + "\n核对无误后请送审。", Buttons: append(t.afterwards(), []Button{t.key("送审", actSubmit, "", "")})})
	t.tellManagers(Reply{
		Title: "填报完成", Text: text + "\n最后由" + t.s.Who.Name + "填完，待核对送审。", Buttons: t.afterwards(),
		News: "全部章节已填完，最后由" + t.s.Who.Name + "填完",
	})
}

// sectionsDone tells the managers which sections this step completed.
func (t *turn) sectionsDone() {
	var done []string
	complete, all := 0, t.st.progress()
	for i, p := range all {
		if !p.Complete() {
			continue
		}
		complete++
		if before := t.old.sectionProgress(&t.form.Pack.Sections[i]); !before.Complete() {
			done = append(done, "“"+p.Section.Title+"”")
		}
	}
	if len(done) == 0 {
		return
	}
	news := t.s.Who.Name + "填完" + strings.Join(done, "、")
	t.tellManagers(Reply{
		Title: "章节完成", Text: fmt.Sprintf("%s\n%s，已完成 %d/%d 个章节。\n%s", t.heading(), news, complete, len(all), t.st.verdict()),
		Buttons: t.afterwards(), News: news,
	})
}

// afterwards is what one may look at when everything is filled.
func (t *turn) afterwards() [][]Button {
	return [][]Button{
		{t.key("汇总", actReview, Key(t.form.Pack.Sections[0].Code), "0"), t.key("检查问题", actCheck, "", "")},
		{t.key("生成报告", actReport, "", "")},
	}
}

// verdict is the score so far in a sentence or two.
func (st *state) verdict() string {
	r := st.result
	var b strings.Builder
	if r.Complete {
		fmt.Fprintf(&b, "满分 %s 分，自评得分 %s 分，等次：%s。", r.Max, r.Total, r.Grade)
	} else {
		scored := 0
		for _, s := range r.Indicators {
			if s.Points.Valid {
				scored++
			}
		}
		fmt.Fprintf(&b, "已计分 %d/%d 项，目前得 %s 分。", scored, len(r.Indicators), r.Total)
	}
	if n := st.count(scoring.Error); n > 0 {
		fmt.Fprintf(&b, "\n❗ 错误 %d 个", n)
	}
	if n := st.count(scoring.Warning); n > 0 {
		fmt.Fprintf(&b, "\n⚠️ 提醒 %d 个", n)
	}
	return b.String()
}

func (st *state) count(s scoring.Severity) int {
	n := 0
	for _, f := range st.dueFindings() {
		if f.Severity == s {
			n++
		}
	}
	return n
}

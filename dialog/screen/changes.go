package screen

import (
	"fmt"
	"slices"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// ChangeWords says what a change was; "" when it says nothing by itself. before is the entry before
// it in the log, if it is known.
func (view View) ChangeWords(c, before dialog.Change) string {
	up, last, _ := c.Key.Parent()
	switch {
	case c.Key == dialog.StatusKey:
		return statusChange(view, c, before)
	case c.Key == form.ApprovedKey: // stands with the change of the status
		return ""
	case up == dialog.TakenKey:
		return claimChange(view, c, last)
	case up == form.WordingKey && c.New.State != scoring.Known:
		return "报告文字恢复原文"
	case up == form.WordingKey:
		return "改写报告文字：" + form.Excerpt(c.New.Text, 80)
	case up == form.EarlierKey, c.Typed == form.TextMoved: // stands with the answer under its present code
		return ""
	case up == form.RemindedKey:
		return "催办：" + form.Excerpt(c.New.Text, 20)
	case up == form.CommentKey && c.New.State != scoring.Known: // dealt with
		return ""
	case up == form.CommentKey:
		return fmt.Sprintf("退回意见【%s】：%s", view.CommentTitle(last), form.Excerpt(c.New.Text, 80))
	}
	return view.State.AnswerChange(c)
}

func statusChange(view View, c, before dialog.Change) string {
	switch to := dialog.Status(c.New.Text); {
	case to == dialog.Submitted:
		return "送审"
	case to == dialog.Approved:
		return "审核通过"
	case dialog.Status(c.Old.Text) == dialog.Approved:
		return "重新打开"
	}
	up, _, _ := before.Key.Parent()
	comments := up == form.CommentKey && before.By == c.By // a manager's comments come with the return
	if comments || slices.ContainsFunc(view.Session.Members, func(m dialog.Member) bool { return m.User == c.By && m.Role == dialog.Manager }) {
		return "退回修改"
	}
	return "撤回送审"
}

// claimChange says how a section changed hands.
func claimChange(view View, c dialog.Change, section string) string {
	from, to := dialog.Answers{c.Key: {Value: c.Old}}.Owner(section), dialog.Answers{c.Key: {Value: c.New}}.Owner(section)
	title, was := "【"+section+"】", ""
	if s, ok := view.State.Form.Pack.Section(section); ok {
		title = "【" + s.Title + "】"
	}
	if from != 0 && from != c.By {
		was = "（原由" + nameInLog(view, from) + "负责）"
	}
	switch {
	case to == 0 && was != "":
		return "取消认领" + title + was
	case to == 0:
		return "放下" + title
	case to == c.By && was != "":
		return "接手" + title + was
	case to == c.By:
		return "认领" + title
	}
	return "把" + title + "交给" + nameInLog(view, to) + was
}

// nameInLog is the name of somebody who is, or was, in the unit.
func nameInLog(view View, user int64) string {
	for _, m := range view.Session.Members {
		if m.User == user {
			return form.Excerpt(m.Name, 20)
		}
	}
	for _, c := range view.Log {
		if c.By == user {
			return form.Excerpt(c.ByName, 20)
		}
	}
	return "已退出的成员"
}

package turn

import (
	"fmt"

	"ziping/dialog"
	"ziping/dialog/board"
)

// board shows a manager the board; staff see their progress.
func (t *turn) board() {
	if t.s.Who.Role != dialog.Manager {
		t.showProgress()
		return
	}
	t.aside(t.boardCard())
}

// boardCard is the evaluation's board in words.
func (t *turn) boardCard() dialog.Reply {
	e := t.s.Evaluation
	words := board.View{
		Evaluation: e, State: t.st, Members: t.s.Members, Yesterday: t.s.Yesterday, Unreachable: t.s.Unreachable, Now: t.in.At,
	}
	return dialog.Reply{Title: fmt.Sprintf("%s %d年度自评看板", e.Unit, e.Year), Text: words.Text(), Buttons: t.boardKeyboard()}
}

func (t *turn) boardKeyboard() [][]dialog.Button {
	var rows [][]dialog.Button
	if t.s.Evaluation.Status == dialog.Submitted {
		rows = t.decisionButtons()
	}
	first := dialog.Key(t.form.Pack.Sections[0].Code)
	ways := []dialog.Button{t.key("检查问题", dialog.ActCheck, "", ""), t.key("汇总", dialog.ActReview, first, "0")}
	if t.open() {
		ways = append([]dialog.Button{t.key("催办", dialog.ActRemind, "", "")}, ways...)
	}
	return append(rows, ways, []dialog.Button{
		t.key("进度图", dialog.ActPicture, "", ""), t.key("生成报告", dialog.ActReport, "", ""), t.key("刷新", dialog.ActBoard, "", ""),
	})
}

// picture sends the evaluation's board as a picture.
func (t *turn) picture() {
	t.toast("正在画进度图")
	t.effects = append(t.effects, dialog.SendPicture{})
}

package screen

import (
	"fmt"

	"ziping/dialog"
	"ziping/dialog/board"
)

// BoardCard is the evaluation's board in words.
func (view View) BoardCard() dialog.Reply {
	e := view.Session.Evaluation
	words := board.View{
		Evaluation: e, State: view.State, Members: view.Session.Members, Yesterday: view.Session.Yesterday, Unreachable: view.Session.Unreachable, Now: view.Now,
	}
	return dialog.Reply{Title: fmt.Sprintf("%s %d年度自评看板", e.Unit, e.Year), Text: words.Text(), Buttons: boardKeyboard(view)}
}

func boardKeyboard(view View) [][]dialog.Button {
	var rows [][]dialog.Button
	if view.Session.Evaluation.Status == dialog.Submitted {
		rows = view.DecisionButtons()
	}
	first := dialog.Key(view.State.Form.Pack.Sections[0].Code)
	ways := []dialog.Button{view.Key("检查问题", dialog.ActCheck, "", ""), view.Key("汇总", dialog.ActReview, first, "0")}
	if view.Open() {
		ways = append([]dialog.Button{view.Key("催办", dialog.ActRemind, "", "")}, ways...)
	}
	return append(rows, ways, []dialog.Button{
		view.Key("进度图", dialog.ActPicture, "", ""), view.Key("生成报告", dialog.ActReport, "", ""), view.Key("刷新", dialog.ActBoard, "", ""),
	})
}

package turn

import (
	"ziping/dialog"
	"ziping/dialog/turn/stage"
)

// board shows a manager the board; staff see their progress.
func board(t *stage.Turn, at stage.Pane) {
	if t.Session.Who.Role != dialog.Manager {
		showProgress(t)
		return
	}
	at.Aside(t.View().BoardCard())
}

// picture sends the evaluation's board as a picture.
func picture(t *stage.Turn) {
	t.Toast("正在画进度图")
	t.Do(dialog.SendPicture{})
}

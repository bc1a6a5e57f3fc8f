package handover

import (
	"ziping/dialog"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
)

// Leave explains what is stored about a person, and takes her out of the unit when she is sure.
func Leave(t *stage.Turn, at stage.Pane, sure bool) {
	if !sure {
		at.Aside(dialog.Reply{
			Title: "退出和删除", Text: screen.TextLeave,
			Buttons: [][]dialog.Button{{t.View().Key("确定退出", dialog.ActLeave, "", "yes"), t.View().Key("不退出", dialog.ActHome, "", "")}},
		})
		return
	}
	t.Session.Cursor = dialog.Cursor{}
	t.Do(dialog.Leave{})
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 您已退出" + t.Session.Evaluation.Unit + "的自评。再次加入需要新的邀请。"})
}

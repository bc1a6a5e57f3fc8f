package turn

import (
	"ziping/dialog"
)

// leave explains what is stored about a person, and takes her out of the unit when she is sure.
func (t *turn) leave(sure bool) {
	if !sure {
		t.aside(dialog.Reply{
			Title: "退出和删除", Text: textLeave,
			Buttons: [][]dialog.Button{{t.key("确定退出", dialog.ActLeave, "", "yes"), t.key("不退出", dialog.ActHome, "", "")}},
		})
		return
	}
	t.s.Cursor = dialog.Cursor{}
	t.effects = append(t.effects, dialog.Leave{})
	t.say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 您已退出" + t.s.Evaluation.Unit + "的自评。再次加入需要新的邀请。"})
}

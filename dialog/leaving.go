package dialog

// Leave takes the speaker out of the unit.
type Leave struct{}

func (Leave) effect() {}

// leave explains what is stored about a person, and takes her out of the unit when she is sure.
func (t *turn) leave(sure bool) {
	if !sure {
		t.aside(Reply{
			Title: "退出和删除", Text: textLeave,
			Buttons: [][]Button{{t.key("确定退出", actLeave, "", "yes"), t.key("不退出", actHome, "", "")}},
		})
		return
	}
	t.s.Cursor = Cursor{}
	t.effects = append(t.effects, Leave{})
	t.say(Reply{Kind: EditTapped, Text: "✓ 您已退出" + t.s.Evaluation.Unit + "的自评。再次加入需要新的邀请。"})
}

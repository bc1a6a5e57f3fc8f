package turn

import (
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/reading"
	"ziping/dialog/screen"
	"ziping/dialog/turn/answering"
	"ziping/dialog/turn/handover"
	"ziping/dialog/turn/proposing"
	"ziping/dialog/turn/rewording"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// text takes a typed message as the answer to the open question.
func text(t *stage.Turn) {
	typed := strings.TrimSpace(t.In.Text)
	if t.In.Edited {
		edited(t)
		return
	}
	turnToReplied(t)
	if act, ok := spokenWays[strings.TrimRight(typed, "。.！! ")]; ok {
		act(t)
		return
	}
	if proposing.Take(t, typed) {
		return
	}
	q, open := t.Current()
	if !open {
		textAtRest(t, typed)
		return
	}
	if !t.MayAnswer() {
		return
	}
	if typed == "" {
		answering.Reject(t, q, "没有收到文字。")
		return
	}
	if greetsAgain(t, q) {
		kept := typed
		if slices.Contains(pleasantries, typed) {
			kept = ""
		}
		t.Session.Cursor.Typed, t.Session.Cursor.Waiting = kept, nil
		t.Say(t.View().WelcomeBack(q, kept))
		return
	}
	if slices.Contains(waysToAsk, strings.TrimRight(typed, "？?。！! ")) {
		answering.Explained(t, q)
		return
	}
	if slices.Contains(pleasantries, typed) && q.Leaf.Kind != scoring.Choice {
		t.Echo("收到。请接着填：")
		t.Below().Screen(t.View().Question(q)) // below what was written: an edit further up would not be seen
		return
	}
	answering.Accept(t, q, typed)
}

// spokenWays are the ways out that people type instead of tapping.
var spokenWays = map[string]func(*stage.Turn){
	"上一题": func(t *stage.Turn) { t.Below().Backward() },
	"目录":  func(t *stage.Turn) { t.Below().Home() },
	"返回":  func(t *stage.Turn) { t.Below().Backward() },
	"跳过":  skip,
	"下一题": skip,
	"帮助":  help,
	"进度":  showProgress,
	"分工":  func(t *stage.Turn) { t.Below().Aside(t.View().Shares()) },

	"送审":   func(t *stage.Turn) { handover.Submit(t, t.Below(), false) },
	"检查问题": func(t *stage.Turn) { t.Below().Aside(t.View().Findings("")) },
	"检查":   func(t *stage.Turn) { t.Below().Aside(t.View().Findings("")) },
	"汇总":   func(t *stage.Turn) { edit(t, "") },
	"生成报告": func(t *stage.Turn) { report(t, t.Below(), "") },
	"继续":   goOnFilling,
	"继续填报": goOnFilling,
	"填报表":  template,
	"撤销":   proposing.TakeBack,

	screen.WordHistory: func(t *stage.Turn) { history(t, t.Below()) },
}

// pleasantries are what people say to somebody, not to a form.
var pleasantries = []string{"好的", "好", "谢谢", "谢谢您", "谢谢你", "在吗", "你好", "您好", "收到", "嗯", "哦", "ok", "OK"}

// waysToAsk are how people ask what a question wants; a question mark alone is one too.
var waysToAsk = []string{"", "怎么填", "这个怎么填", "这题怎么填", "如何填", "如何填写", "怎么写", "填什么", "什么意思", "不懂", "不会填", "举个例子"}

// goOnFilling shows the open question, or the first that has no answer yet.
func goOnFilling(t *stage.Turn) {
	if _, open := t.Current(); !open && t.Session.Who.Role == dialog.Staff {
		if key, ok := t.State.FirstOpen(); ok {
			t.Below().Ask(key)
			return
		}
	}
	t.Below().Show()
}

func skip(t *stage.Turn) {
	if q, open := t.Current(); open {
		t.Below().Forward(q)
		return
	}
	t.Below().Show()
}

// textAtRest takes a message while no question is open: a number picks the entry of a
// summary, anything else is answered with what one can do here.
func textAtRest(t *stage.Turn, typed string) {
	c := t.Session.Cursor
	if c.Place == dialog.PlaceComment {
		handover.Comment(t, typed)
		return
	}
	if c.Place == dialog.PlaceWording {
		rewording.WordingText(t, typed)
		return
	}
	if s, ok := t.Form.Pack.Section(c.Section); ok && c.Place == dialog.PlaceReview {
		lines := t.State.Lines(s)
		if n, ok := reading.OptionNumbers(typed, len(lines)); ok && len(n) == 1 && lines[n[0]-1].Key != "" {
			if t.MayAnswer() {
				t.Below().AskFor(lines[n[0]-1].Key, t.Here())
			}
			return
		}
	}
	sections := t.Form.Pack.Sections
	if n, ok := reading.OptionNumbers(typed, len(sections)); ok && len(n) == 1 && c.Place == dialog.PlaceHome {
		if t.Session.Who.Role == dialog.Staff {
			t.Below().Start(&sections[n[0]-1])
		} else {
			t.Below().Review(sections[n[0]-1].Code, 0)
		}
		return
	}
	if answering.Unasked(t, typed) || auditText(t, typed) {
		return
	}
	if t.Session.Who.Role == dialog.Staff {
		t.Say(dialog.Reply{Text: screen.TextNothingOpen})
	} else {
		t.Say(dialog.Reply{Text: screen.TextReadOnly})
	}
	t.Below().Show()
}

package turn

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/handover"
	"ziping/dialog/turn/rewording"
	"ziping/dialog/turn/stage"
)

// command does what a /command says. Commands work everywhere, whatever is open.
func command(t *stage.Turn) {
	switch t.In.Command {
	case "start":
		begin(t)
	case "sections":
		t.Below().Home()
	case "progress":
		showProgress(t)
	case "board":
		board(t, t.Below())
	case "back":
		t.Below().Backward()
	case "edit":
		edit(t, strings.TrimSpace(t.In.Text))
	case "history":
		history(t, t.Below())
	case "check":
		t.Below().Aside(t.View().Findings(""))
	case "report":
		if rewording.AsksForWording(t.In.Text) {
			t.Below().OpenWording(0)
			return
		}
		report(t, t.Below(), strings.TrimPrefix(strings.TrimSpace(t.In.Text), "."))
	case "remind":
		handover.Remind(t, t.Below(), "")
	case "delete":
		handover.Leave(t, t.Below(), false)
	case "audit":
		auditHelp(t)
	case "template":
		template(t)
	case "help":
		help(t)
	case "skip":
		skip(t)
	default:
		t.Say(dialog.Reply{Text: fmt.Sprintf("没有 /%s 这个命令。", form.Excerpt(t.In.Command, 32)) + "\n" + screen.TextCommands})
	}
}

func template(t *stage.Turn) {
	t.Say(dialog.Reply{Text: "正在准备填报表，请稍候……"})
	t.Do(dialog.SendTemplate{})
}

// begin greets. Somebody who left in the middle of a question finds it again, with where
// everything stands.
func begin(t *stage.Turn) {
	q, open := t.Current()
	if !open {
		t.Below().Home()
		return
	}
	if t.View().Away() >= longAbsence {
		t.Say(t.View().WelcomeBack(q, ""))
		return
	}
	var b strings.Builder
	t.View().WriteStatus(&b)
	t.Say(dialog.Reply{Title: t.View().Heading(), Text: b.String() + "\n\n上次填到：" + t.State.Label(q)})
	t.Below().Show()
}

// showProgress tells where everything stands and what is missing, without leaving the open
// question.
func showProgress(t *stage.Turn) { t.Say(t.View().Progress()) }

// edit opens the summaries, the section of that title, or the question whose label has the
// word given.
func edit(t *stage.Turn, word string) {
	if word == "" {
		section := t.Form.Pack.Sections[0].Code
		if q, open := t.Current(); open {
			section = q.Section.Code
		}
		t.Below().Review(section, 0)
		return
	}
	for i := range t.Form.Pack.Sections {
		if t.Form.Pack.Sections[i].Title == word {
			t.Below().Review(t.Form.Pack.Sections[i].Code, 0)
			return
		}
	}
	for i := range t.Form.Pack.Sections {
		for _, l := range t.State.Lines(&t.Form.Pack.Sections[i]) {
			if l.Key != "" && strings.Contains(l.Label, word) {
				if t.MayAnswer() {
					t.Below().AskFor(l.Key, t.Here())
				}
				return
			}
		}
	}
	t.Say(dialog.Reply{Text: fmt.Sprintf("没有找到含“%s”的题目。发送 /edit 可以按章节查看。", form.Excerpt(word, 20))})
}

// reportForms are the forms a report comes in besides the PDF, by the option of their button.
var reportForms = map[string]string{"docx": ".docx", "xlsx": ".xlsx", "txt": ".txt", "check": dialog.WorkingPaper, "底稿": dialog.WorkingPaper}

// report sends the report; while something is missing it says what, and asks.
func report(t *stage.Turn, at stage.Pane, option string) {
	form, other := reportForms[option]
	if !t.State.Complete() && option != "go" && !other {
		at.Aside(t.View().Incomplete())
		return
	}
	if t.In.Kind == dialog.TapInput {
		t.Toast("正在生成报告")
	}
	draft := t.Session.Evaluation.Status != dialog.Approved || form == dialog.WorkingPaper
	t.Do(dialog.SendReport{Draft: draft, Form: form})
	if other {
		if t.In.Kind != dialog.TapInput {
			t.Say(t.View().UnderWay(false))
		}
		return
	}
	t.Say(t.View().UnderWay(true))
}

func help(t *stage.Turn) {
	t.Say(dialog.Reply{Title: "填报说明", Text: screen.TextHelp + "\n\n" + screen.TextCommands})
	if _, open := t.Current(); open {
		t.Below().Show()
	}
}

// unusable answers what is not an answer with what to do instead.
func unusable(t *stage.Turn) {
	what := t.In.Text
	if what == "" {
		what = "这种消息"
	}
	t.Say(dialog.Reply{Text: fmt.Sprintf(screen.TextUnusable, what)})
	if _, open := t.Current(); open {
		t.Below().Show()
	}
}

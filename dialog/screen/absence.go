package screen

import (
	"fmt"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
)

// Away is for how long the speaker had done nothing before this step; 0 when that is not known.
func (view View) Away() time.Duration {
	if view.Session.Cursor.Seen.IsZero() {
		return 0
	}
	return view.Now.Sub(view.Session.Cursor.Seen)
}

// WelcomeBack tells in one message where somebody was, what is missing, and how to go on. The
// open question stays open. A text that was sent before the question was seen again is kept, and
// recorded when the person says that it is the answer.
func (view View) WelcomeBack(q form.Question, kept string) dialog.Reply {
	var b strings.Builder
	if days := int(view.Away().Hours() / 24); days > 0 {
		fmt.Fprintf(&b, "距您上次填报已有 %d 天。", days)
	}
	fmt.Fprintf(&b, "上次填到：%s\n\n", view.State.Title(q))
	view.WriteStatus(&b)
	if missing := view.Missing(6); missing != "" {
		b.WriteString("\n\n还需填写：" + missing)
	}
	var rows [][]dialog.Button
	if kept != "" {
		fmt.Fprintf(&b, "\n\n刚才的文字还没有记录：%s\n它是这一题的答案，请点“记到这一题”；不是就点“继续”。", form.Excerpt(kept, 60))
		rows = append(rows, []dialog.Button{view.Key("✓ 记到这一题", dialog.ActConfirm, q.Key, "")})
	}
	rows = append(rows, []dialog.Button{view.Key("▶ 继续", dialog.ActOpen, q.Key, ""), view.Key("目录", dialog.ActHome, "", "")})
	return dialog.Reply{Title: view.Heading(), Text: b.String(), Buttons: rows}
}

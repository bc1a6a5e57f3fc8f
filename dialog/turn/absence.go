package turn

import (
	"fmt"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// longAbsence is after how long somebody is told where everything stands before going on.
const longAbsence = 3 * 24 * time.Hour

// away is for how long the speaker had done nothing before this step; 0 when that is not known.
func (t *turn) away() time.Duration {
	if t.s.Cursor.Seen.IsZero() {
		return 0
	}
	return t.in.At.Sub(t.s.Cursor.Seen)
}

// greetsAgain reports whether a typed message of somebody who was away for days is more likely a
// greeting than the answer to a question that has scrolled out of sight: where any text would do.
// A figure is an answer, and so is a reply.
func (t *turn) greetsAgain(q form.Question) bool {
	if t.away() < longAbsence || len(t.in.About) > 0 {
		return false
	}
	return q.Indicator != nil || q.Finding != "" || q.Leaf.Kind == scoring.ShortText || q.Leaf.Kind == scoring.LongText
}

// welcomeBack tells in one message where somebody was, what is missing, and how to go on. The
// open question stays open.
func (t *turn) welcomeBack(q form.Question, unread bool) dialog.Reply {
	var b strings.Builder
	if days := int(t.away().Hours() / 24); days > 0 {
		fmt.Fprintf(&b, "距您上次填报已有 %d 天。", days)
	}
	fmt.Fprintf(&b, "上次填到：%s\n\n", t.st.Title(q))
	t.writeStatus(&b)
	if missing := t.missing(6); missing != "" {
		b.WriteString("\n\n还需填写：" + missing)
	}
	if unread {
		b.WriteString("\n\n刚才的文字没有记录。点“继续”看到题目后再发。")
	}
	return dialog.Reply{Title: t.heading(), Text: b.String(), Buttons: [][]dialog.Button{
		{t.key("▶ 继续", dialog.ActOpen, q.Key, ""), t.key("目录", dialog.ActHome, "", "")},
	}}
}

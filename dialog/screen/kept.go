package screen

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
)

// keptNote and keptButtons stand on the task list while old answers have no question.
func keptNote(view View) string {
	if n := len(view.State.Orphans()); n > 0 {
		return fmt.Sprintf("\n另有 %d 项旧答案在新版中没有对应题目，已保留。", n)
	}
	return ""
}

func keptButtons(view View) [][]dialog.Button {
	if len(view.State.Orphans()) == 0 {
		return nil
	}
	return [][]dialog.Button{{view.Key("查看保留的旧答案", dialog.ActKept, "", "0")}}
}

// KeptAtOnce is how many answers without a question one page shows.
const KeptAtOnce = 15

// Kept is a page of the answers without a question, by code.
func (view View) Kept(page int) dialog.Reply {
	all := view.State.Orphans()
	first := page * KeptAtOnce
	var b strings.Builder
	b.WriteString("下列答案在新版填报表中没有对应题目，不计分，也不进报告：")
	for i, k := range all[first:min(first+KeptAtOnce, len(all))] {
		fmt.Fprintf(&b, "\n%d. %s：%s", first+i+1, k, view.State.AnyValue(k, view.State.Answers[k].Value))
	}
	ways := []dialog.Button{view.Key("目录", dialog.ActHome, "", "")}
	if first+KeptAtOnce < len(all) {
		ways = append(ways, view.Key("下一页 ›", dialog.ActKept, "", strconv.Itoa(page+1)))
	}
	return dialog.Reply{Title: "保留的旧答案", Text: b.String(), Buttons: [][]dialog.Button{ways}}
}

package screen

import (
	"fmt"
	"strings"

	"ziping/dialog"
)

// Progress is where everything stands and what is missing.
func (view View) Progress() dialog.Reply {
	var b strings.Builder
	view.WriteStatus(&b)
	if missing := view.Missing(12); missing != "" {
		b.WriteString("\n\n还需填写：" + missing)
	}
	r := dialog.Reply{Title: view.Heading(), Text: b.String()}
	if key, ok := view.FirstOpen(); ok && view.Session.Who.Role == dialog.Staff {
		r.Buttons = [][]dialog.Button{{view.Key("▶ 继续填报", dialog.ActOpen, key, "")}}
	}
	r.Buttons = append(r.Buttons, []dialog.Button{
		view.Key("目录", dialog.ActHome, "", ""), view.Key("检查问题", dialog.ActCheck, "", ""), view.Key(WordHistory, dialog.ActHistory, "", ""),
	})
	return r
}

// Missing lists the open questions, at most n of them.
func (view View) Missing(n int) string {
	var b strings.Builder
	count := 0
	for _, p := range view.State.Progress() {
		for _, k := range p.Open {
			q, ok := view.State.Find(k)
			if !ok {
				continue
			}
			if count++; count <= n {
				fmt.Fprintf(&b, "\n· %s：%s", p.Section.Title, view.State.Label(q))
			}
		}
	}
	if count > n {
		fmt.Fprintf(&b, "\n……共 %d 题", count)
	}
	return b.String()
}

// Incomplete says what a report lacks, and offers a draft.
func (view View) Incomplete() dialog.Reply {
	text := view.State.Verdict() + "\n\n还需填写：" + view.Missing(12) + "\n\n现在也可以生成草稿，缺的地方标为“待补”。"
	return dialog.Reply{Title: "报告还不完整", Text: text, Buttons: [][]dialog.Button{
		{view.Key("先生成草稿", dialog.ActReport, "", "go"), view.Key("目录", dialog.ActHome, "", "")},
		{view.WordingKey(wordingLabel(view), "", "")},
	}}
}

// UnderWay is said while a report is made; of a PDF with what else there is.
func (view View) UnderWay(pdf bool) dialog.Reply {
	reword := []dialog.Button{view.WordingKey(wordingLabel(view), "", "")}
	if !pdf {
		return dialog.Reply{Text: "正在生成报告，请稍候……", Buttons: [][]dialog.Button{reword}}
	}
	return dialog.Reply{Text: "正在生成报告，请稍候……\n还可以取得：", Buttons: [][]dialog.Button{
		{view.Key("Word 文稿", dialog.ActReport, "", "docx"), view.Key("Excel 表格", dialog.ActReport, "", "xlsx"), view.Key("文字稿", dialog.ActReport, "", "txt")},
		{view.Key("核对底稿", dialog.ActReport, "", "check")},
		reword,
	}}
}

// OpenButtons is a button to the key that first gives, if it gives one.
func (view View) OpenButtons(first func() (dialog.Key, bool)) [][]dialog.Button {
	key, ok := first()
	if !ok {
		return nil
	}
	return [][]dialog.Button{{view.Key("去补填", dialog.ActOpen, key, "")}}
}

// Afterwards is what one may look at when everything is filled.
func (view View) Afterwards() [][]dialog.Button {
	return [][]dialog.Button{
		{view.Key("汇总", dialog.ActReview, dialog.Key(view.State.Form.Pack.Sections[0].Code), "0"), view.Key("检查问题", dialog.ActCheck, "", "")},
		{view.Key("生成报告", dialog.ActReport, "", "")},
	}
}

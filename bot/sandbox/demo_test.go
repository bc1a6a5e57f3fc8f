package sandbox_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"strings"
	"testing"
)

// rows makes an inline keyboard from "label=data" pairs, a row an argument.
func rows(list ...[]string) map[string]any {
	keyboard := [][]any{}
	for _, row := range list {
		buttons := []any{}
		for _, pair := range row {
			label, data, _ := strings.Cut(pair, "=")
			buttons = append(buttons, map[string]any{"text": label, "callback_data": data})
		}
		keyboard = append(keyboard, buttons)
	}
	return map[string]any{"inline_keyboard": keyboard}
}

// say has the bot write and returns the message's id.
func (w *world) say(chat int64, html string, markup map[string]any) int {
	w.t.Helper()
	return w.call("sendMessage", map[string]any{"chat_id": chat, "text": html, "parse_mode": "HTML", "reply_markup": markup}).sent(w.t)
}

func (w *world) edit(chat int64, id int, html string, markup map[string]any) {
	w.t.Helper()
	w.call("editMessageText", map[string]any{"chat_id": chat, "message_id": id, "text": html, "parse_mode": "HTML", "reply_markup": markup}).sent(w.t)
}

// sendPDF has the bot send a document, as multipart.
func (w *world) sendPDF(chat int64, name, caption string) {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, value := range map[string]string{"chat_id": fmt.Sprint(chat), "caption": caption, "parse_mode": "HTML"} {
		if err := form.WriteField(field, value); err != nil {
			w.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("document", name)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := part.Write(append([]byte("%PDF-1.4\n"), make([]byte, 187_000)...)); err != nil {
		w.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.post("sendDocument", form.FormDataContentType(), &body).sent(w.t)
}

// demo fills the chats with a realistic conversation.
func demo(t *testing.T, w *world) {
	t.Helper()
	w.call("setMyCommands", map[string]any{"commands": []any{
		map[string]any{"command": "progress", "description": "进度"},
		map[string]any{"command": "sections", "description": "章节"},
		map[string]any{"command": "back", "description": "上一题"},
		map[string]any{"command": "report", "description": "生成报告"},
		map[string]any{"command": "help", "description": "帮助"},
	}})
	w.say(zhang, "您好，张敏。您正在填报 <b>某镇人民政府 2023 年度</b>部门整体支出绩效自评。\n\n一共 9 部分，约 60 题，可以分几次填；每答一题即保存。请备好：决算报表、“三公”经费明细、项目清单。", rows(
		[]string{"开始填报=go"}, []string{"查看章节=sections", "帮助=help"}))
	q := w.say(zhang, "【预算收支 · 2/24】<b>年初预算数</b>\n单位：万元，如 1807.76", nil)
	a := w.must(w.User(zhang).Send("１８０７．７６万"))
	w.edit(zhang, q, "✓ 【预算收支 · 2/24】年初预算数 — <b>1,807.76 万元</b>", rows([]string{"修改=edit"}))
	w.call("setMessageReaction", map[string]any{"chat_id": zhang, "message_id": a.MessageID, "reaction": []any{map[string]any{"type": "emoji", "emoji": "👍"}}})
	w.call("getUpdates", map[string]any{"offset": -1})
	q = w.say(zhang, "【预算收支 · 3/24】<b>年中追加金额</b>\n单位：万元；没有追加请填 0", rows([]string{"无追加=none", "暂缺=later"}, []string{"上一题=back", "保存并退出=quit"}))
	w.must(w.User(zhang).Reply(q, "364，分三次追加：\n6 月 120\n9 月 200\n12 月 44"))
	w.say(zhang, "没有读懂“364，分三次追加：…”。这一题只要一个金额，例如 <code>364</code>。\n\n<blockquote>B2 预算控制率 = 追加 ÷ 年初预算 = 364 ÷ 1807.76 = 20.14%，取整 20%，得 3 分</blockquote>", rows(
		[]string{"按 364 万元记录=364"}, []string{"重新输入=again", "这题以后再填，先到下一题=skip"}, []string{"上一题=back", "章节=sections", "帮助=help"}))
	w.must(w.User(zhang).SendDocument("项目清单2023.xlsx", bytes.Repeat([]byte("x"), 24_300)))

	w.must(w.User(li).Start("Zx81kQ"))
	w.say(li, "李强，您是<b>某镇人民政府</b>的负责人。填报进度会发到这里，请 /board 查看全单位进度。", nil)
	w.say(li, "张敏已完成<b>预算收支</b>（24/24）。\n\n存在问题 2 项：\n1. 实际支出 2,183.25 万元大于全年预算 2,179.77 万元，超 3.48 万元；\n2. “三公”经费本年实际高于上年预算。", rows([]string{"查看问题=findings"}, []string{"退回修改=return", "审核通过=approve"}))
	w.sendPDF(li, "某镇人民政府2023年度部门整体绩效自评报告.pdf", "<b>送审稿</b> · 张敏 · 第 3 版\n自评得分 <b>87</b> 分，等次：良")
	w.say(li, "请在 3 月 15 日前审核。邀请其他同事填报：https://t.me/ziping_bot?start=aB3dE5fG7h", nil)
}

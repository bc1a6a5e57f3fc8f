package sandbox_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"ziping/bot/sandbox"
)

// The client library the bot uses, unchanged, for every method.
func TestClientLibraryOnMessages(t *testing.T) {
	w := newWorld(t)
	ctx, b, person := soon(t), w.client(), w.User(zhang)

	me, err := b.GetMe(ctx)
	if err != nil || me.ID != 100000001 || !me.IsBot || me.Username != "ziping_bot" {
		t.Fatalf("getMe: %+v, %v", me, err)
	}
	sent, err := b.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: zhang, ParseMode: models.ParseModeHTML, Text: "【预算收支 · 3/24】<b>年中追加金额</b>\n单位：万元，如 364",
		ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{
			{{Text: "无追加", CallbackData: "s1|budget_added|0|none"}, {Text: "暂缺", CallbackData: "s1|budget_added|0|later"}},
			{{Text: "上一题", CallbackData: "s1|back"}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if sent.Chat.ID != zhang || sent.Entities[0].Type != models.MessageEntityTypeBold || len(sent.ReplyMarkup.InlineKeyboard) != 2 {
		t.Errorf("sendMessage: %+v", sent)
	}
	_, err = b.EditMessageText(ctx, &bot.EditMessageTextParams{
		ChatID: zhang, MessageID: sent.ID, Text: "✓ 年中追加金额 — 364 万元",
		ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "修改", CallbackData: "edit"}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: zhang, MessageID: sent.ID, Text: "✓ 追加 364 万元", ReplyMarkup: models.InlineKeyboardMarkup{}}); err != nil {
		t.Fatal(err)
	}
	if m, _ := person.Message(sent.ID); len(m.Buttons) != 1 {
		t.Errorf("a zero keyboard changed the buttons: %v", m)
	}
	if _, err = b.EditMessageReplyMarkup(ctx, &bot.EditMessageReplyMarkupParams{ChatID: zhang, MessageID: sent.ID}); err != nil {
		t.Fatal(err)
	}
	_, err = b.EditMessageReplyMarkup(ctx, &bot.EditMessageReplyMarkupParams{ChatID: zhang, MessageID: sent.ID})
	if !errors.Is(err, bot.ErrorBadRequest) || !strings.Contains(err.Error(), "message is not modified") {
		t.Errorf("the same keyboard: %v", err)
	}
}

func TestClientLibraryOnChats(t *testing.T) {
	w := newWorld(t)
	ctx, b, person := soon(t), w.client(), w.User(zhang)
	sent, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: zhang, Text: "问"})
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := b.SendChatAction(ctx, &bot.SendChatActionParams{ChatID: zhang, Action: models.ChatActionUploadDocument}); !ok || err != nil {
		t.Errorf("sendChatAction: %v", err)
	}
	if got := person.Action(); got != "正在发送文件…" {
		t.Errorf("action %q", got)
	}
	ok, err := b.SetMessageReaction(ctx, &bot.SetMessageReactionParams{ChatID: zhang, MessageID: 1, Reaction: []models.ReactionType{
		{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Type: models.ReactionTypeTypeEmoji, Emoji: "👍"}},
	}})
	if m, _ := person.Message(1); !ok || err != nil || m.Reaction != "👍" {
		t.Errorf("setMessageReaction: %v, %v", m, err)
	}
	if ok, err := b.DeleteMessage(ctx, &bot.DeleteMessageParams{ChatID: zhang, MessageID: sent.ID}); !ok || err != nil {
		t.Errorf("deleteMessage: %v", err)
	}
	if ok, err := b.DeleteWebhook(ctx, &bot.DeleteWebhookParams{}); !ok || err != nil {
		t.Errorf("deleteWebhook: %v", err)
	}
	if info, err := b.GetWebhookInfo(ctx); err != nil || info.URL != "" {
		t.Errorf("getWebhookInfo: %+v, %v", info, err)
	}
}

func TestClientFiles(t *testing.T) {
	w := newWorld(t)
	ctx, b, person := soon(t), w.client(), w.User(zhang)
	const name = "某镇人民政府2023年度部门整体绩效自评报告.pdf"
	content := append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("自评"), 5000)...)
	sent, err := b.SendDocument(ctx, &bot.SendDocumentParams{
		ChatID: zhang, Caption: "<b>送审稿</b>", ParseMode: models.ParseModeHTML,
		Document: &models.InputFileUpload{Filename: name, Data: bytes.NewReader(content)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if sent.Document.FileName != name || sent.Document.MimeType != "application/pdf" || sent.Caption != "送审稿" {
		t.Errorf("document: %+v", sent.Document)
	}
	again, err := b.SendDocument(ctx, &bot.SendDocumentParams{ChatID: zhang, Document: &models.InputFileString{Data: sent.Document.FileID}})
	if err != nil || again.Document.FileName != name {
		t.Errorf("by file_id: %v", err)
	}
	chat := person.Messages()
	got, err := person.File(chat[len(chat)-1].File)
	if err != nil || !bytes.Equal(got, content) {
		t.Errorf("the person got %d bytes, %v", len(got), err)
	}
	photo, err := b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: zhang, Photo: &models.InputFileUpload{Filename: "图.png", Data: bytes.NewReader(tinyPNG(t))}})
	if err != nil || len(photo.Photo) != 1 || photo.Photo[0].Width != 4 {
		t.Errorf("photo: %+v, %v", photo, err)
	}
	for what, data := range map[string][]byte{"file must be non-empty": {}, "IMAGE_PROCESS_FAILED": []byte("x")} {
		_, err := b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: zhang, Photo: &models.InputFileUpload{Filename: "x.png", Data: bytes.NewReader(data)}})
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestFileSizes(t *testing.T) {
	w := newWorld(t)
	ctx, b, person := soon(t), w.client(), w.User(zhang)
	upload := func(size int) error {
		_, err := b.SendDocument(ctx, &bot.SendDocumentParams{ChatID: zhang, Document: &models.InputFileUpload{Filename: "x", Data: bytes.NewReader(make([]byte, size))}})
		return err
	}
	if err := upload(sandbox.MaxUploadBytes); err != nil {
		t.Errorf("50 MB: %v", err)
	}
	if err := upload(sandbox.MaxUploadBytes + 1); err == nil || !strings.Contains(err.Error(), "Request Entity Too Large") {
		t.Errorf("over 50 MB: %v", err)
	}
	if err := upload(sandbox.MaxBody); err == nil || !strings.Contains(err.Error(), "Request Entity Too Large") {
		t.Errorf("a body over the limit: %v", err)
	}
	_, err := b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: zhang, Photo: &models.InputFileUpload{Filename: "x", Data: bytes.NewReader(make([]byte, sandbox.MaxPhotoBytes+1))}})
	if err == nil || !strings.Contains(err.Error(), "file of size 10485761 bytes is too big for a photo") {
		t.Errorf("photo: %v", err)
	}
	for size, want := range map[int]string{sandbox.MaxDownloadBytes: "", sandbox.MaxDownloadBytes + 1: "file is too big"} {
		w.must(person.SendDocument("清单.xlsx", bytes.Repeat([]byte("x"), size)))
		chat := person.Messages()
		f, err := b.GetFile(ctx, &bot.GetFileParams{FileID: chat[len(chat)-1].File.ID})
		if want != "" {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%d bytes: %v", size, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := w.download(b.FileDownloadLink(f)); len(got) != size || !strings.HasSuffix(f.FilePath, ".xlsx") {
			t.Errorf("%s: %d bytes, want %d", f.FilePath, len(got), size)
		}
	}
}

func (w *world) download(address string) []byte {
	w.t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %v", resp.Status, err)
	}
	return data
}

func TestClientCommands(t *testing.T) {
	w := newWorld(t)
	ctx, b := soon(t), w.client()
	set := func(scope models.BotCommandScope, description string) {
		t.Helper()
		if _, err := b.SetMyCommands(ctx, &bot.SetMyCommandsParams{Scope: scope, Commands: []models.BotCommand{{Command: "progress", Description: description}}}); err != nil {
			t.Fatal(err)
		}
	}
	set(nil, "进度（默认）")
	set(&models.BotCommandScopeAllPrivateChats{}, "进度")
	set(&models.BotCommandScopeChat{ChatID: li}, "全单位进度")
	list, err := b.GetMyCommands(ctx, &bot.GetMyCommandsParams{Scope: &models.BotCommandScopeChat{ChatID: li}})
	if err != nil || len(list) != 1 || list[0].Description != "全单位进度" {
		t.Errorf("getMyCommands: %v, %v", list, err)
	}
	if diff := cmp.Diff([]sandbox.Command{{"progress", "进度"}}, w.User(zhang).Menu()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]sandbox.Command{{"progress", "全单位进度"}}, w.User(li).Menu()); diff != "" {
		t.Error(diff)
	}
	if ok, err := b.DeleteMyCommands(ctx, &bot.DeleteMyCommandsParams{Scope: &models.BotCommandScopeChat{ChatID: li}}); !ok || err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]sandbox.Command{{"progress", "进度"}}, w.User(li).Menu()); diff != "" {
		t.Error(diff)
	}
}

// Updates of every kind decode with the library's models.
func TestClientDecodesUpdates(t *testing.T) {
	w := newWorld(t)
	person := w.User(zhang)
	id := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "问", "reply_markup": button(map[string]any{"text": "甲", "callback_data": "a"})}).sent(t)
	gone := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "旧问"}).sent(t)
	w.call("deleteMessage", map[string]any{"chat_id": zhang, "message_id": gone})
	mine := w.must(person.Reply(id, "364 万"))
	w.must(person.Edit(mine.MessageID, "364"))
	w.must(person.Tap(id, "甲"))
	w.must(person.TapData(gone, "伪造"))
	w.must(person.SendDocument("表.xlsx", []byte("x")))
	w.must(person.SendPhoto(tinyPNG(t), "现场"))
	w.must(person.SendVoice([]byte("x")))
	w.must(person.SendSticker([]byte("x")))
	w.must(person.Forward("王芳", "转来的数"))
	w.must(person.Block())
	got := []string{}
	for _, u := range w.decoded() {
		got = append(got, describe(u))
	}
	want := []string{
		"message /start", "reply to 问: 364 万", "edited 364", "callback a on 问", "callback 伪造 on a message that is gone",
		"document 表.xlsx", "photo 4x3 现场", "voice audio/ogg", "sticker regular", "forwarded from 王芳: 转来的数", "member → kicked",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

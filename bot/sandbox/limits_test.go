package sandbox_test

import (
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"
	"time"
)

func button(fields map[string]any) map[string]any {
	return map[string]any{"inline_keyboard": [][]any{{fields}}}
}

func times(n int, v any) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = v
	}
	return list
}

const accepted = "" // nothing is refused

var tap = map[string]any{"text": "确定", "callback_data": "ok"}

// limitCases have every limit of the Bot API at its edge, and the wording of its refusal.
var limitCases = []struct {
	name   string
	method string
	args   map[string]any
	want   string // start of the description, or accepted
}{
	{"text of 4096", "sendMessage", map[string]any{"text": strings.Repeat("字", 4096)}, accepted},
	{"text of 4097", "sendMessage", map[string]any{"text": strings.Repeat("字", 4097)}, "Bad Request: message is too long"},
	{"markup does not count", "sendMessage", map[string]any{"text": "<b>" + strings.Repeat("字", 4096) + "</b>", "parse_mode": "HTML"}, accepted},
	{"emoji count twice", "sendMessage", map[string]any{"text": strings.Repeat("📄", 2048)}, accepted},
	{"emoji count twice, one more", "sendMessage", map[string]any{"text": strings.Repeat("📄", 2049)}, "Bad Request: message is too long"},
	{"no text", "sendMessage", map[string]any{}, "Bad Request: message text is empty"},
	{"white space", "sendMessage", map[string]any{"text": " \n　"}, "Bad Request: message text is empty"},
	{"only markup", "sendMessage", map[string]any{"text": "<b> </b>", "parse_mode": "HTML"}, "Bad Request: message text is empty"},
	{"parse mode", "sendMessage", map[string]any{"text": "x", "parse_mode": "BB"}, "Bad Request: unsupported parse_mode"},
	{"markdown", "sendMessage", map[string]any{"text": "x", "parse_mode": "MarkdownV2"}, "Bad Request: parse_mode MarkdownV2 is not supported"},
	{"bad html", "sendMessage", map[string]any{"text": "5<6", "parse_mode": "HTML"}, "Bad Request: can't parse entities: Unsupported start tag \"6\""},
	{"bad entity", "sendMessage", map[string]any{"text": "abc", "entities": []any{map[string]any{"type": "bold", "offset": 2, "length": 2}}}, "Bad Request: entity beginning at UTF-16 offset 2"},
	{"good entity", "sendMessage", map[string]any{"text": "abc", "entities": []any{map[string]any{"type": "bold", "offset": 1, "length": 2}}}, accepted},

	{"no chat", "sendMessage", map[string]any{"chat_id": nil, "text": "x"}, "Bad Request: chat_id is empty"},
	{"unknown chat", "sendMessage", map[string]any{"chat_id": 7, "text": "x"}, "Bad Request: chat not found"},
	{"channel name", "sendMessage", map[string]any{"chat_id": "@news", "text": "x"}, "Bad Request: chat not found"},
	{"not started", "sendMessage", map[string]any{"chat_id": li, "text": "x"}, "Forbidden: bot can't initiate conversation with a user"},
	{"reply to nothing", "sendMessage", map[string]any{"text": "x", "reply_parameters": map[string]any{"message_id": 99}}, "Bad Request: message to be replied not found"},
	{"reply to nothing, allowed", "sendMessage", map[string]any{"text": "x", "reply_parameters": map[string]any{"message_id": 99, "allow_sending_without_reply": true}}, accepted},

	{"data of 64 bytes", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "callback_data": strings.Repeat("a", 64)})}, accepted},
	{"data of 65 bytes", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "callback_data": strings.Repeat("a", 65)})}, "Bad Request: BUTTON_DATA_INVALID"},
	{"data of 22 characters", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "callback_data": strings.Repeat("字", 22)})}, "Bad Request: BUTTON_DATA_INVALID"},
	{"no action", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a"})}, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed"},
	{"no action but copy_text", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "copy_text": map[string]any{"text": ""}})}, "Bad Request: BUTTON_COPY_TEXT_INVALID"},
	{"two actions", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "callback_data": "d", "url": "https://example.com"})}, "Bad Request: can't parse inline keyboard button: exactly one"},
	{"no label", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": " ", "callback_data": "d"})}, "Bad Request: inline keyboard button text is empty"},
	{"label missing", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"callback_data": "d"})}, "Bad Request: can't parse inline keyboard button: can't find field \"text\""},
	{"copy of 256", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "copy_text": map[string]any{"text": strings.Repeat("字", 256)}})}, accepted},
	{"copy of 257", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "copy_text": map[string]any{"text": strings.Repeat("字", 257)}})}, "Bad Request: BUTTON_COPY_TEXT_INVALID"},
	{"url", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "url": "https://t.me/ziping_bot?start=x"})}, accepted},
	{"url of a file", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "url": "file:///etc/passwd"})}, "Bad Request: inline keyboard button URL"},
	{"url without host", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "url": "https://"})}, "Bad Request: inline keyboard button URL"},
	{"web app", "sendMessage", map[string]any{"text": "x", "reply_markup": button(map[string]any{"text": "a", "web_app": map[string]any{"url": "https://x"}})}, "Bad Request: buttons with web_app are not supported"},
	{"8 in a row", "sendMessage", map[string]any{"text": "x", "reply_markup": map[string]any{"inline_keyboard": []any{times(8, tap)}}}, accepted},
	{"9 in a row", "sendMessage", map[string]any{"text": "x", "reply_markup": map[string]any{"inline_keyboard": []any{times(9, tap)}}}, "Bad Request: reply markup is too long"},
	{"100 buttons", "sendMessage", map[string]any{"text": "x", "reply_markup": map[string]any{"inline_keyboard": times(100, []any{tap})}}, accepted},
	{"101 buttons", "sendMessage", map[string]any{"text": "x", "reply_markup": map[string]any{"inline_keyboard": times(101, []any{tap})}}, "Bad Request: reply markup is too long"},
	{"flat keyboard", "sendMessage", map[string]any{"text": "x", "reply_markup": map[string]any{"inline_keyboard": []any{tap}}}, "Bad Request: can't parse inline keyboard"},
	{"markup is a list", "sendMessage", map[string]any{"text": "x", "reply_markup": []any{}}, "Bad Request: object expected as reply markup"},
	{"reply keyboard", "sendMessage", map[string]any{"text": "x", "reply_markup": map[string]any{"keyboard": []any{}}}, "Bad Request: reply keyboards are not supported"},
	{"removed reply keyboard", "sendMessage", map[string]any{"text": "x", "reply_markup": map[string]any{"remove_keyboard": true}}, accepted},
	{"placeholder of 65", "sendMessage", map[string]any{"text": "x", "reply_markup": map[string]any{"force_reply": true, "input_field_placeholder": strings.Repeat("字", 65)}}, "Bad Request: input field placeholder is too long"},

	{"unknown action", "sendChatAction", map[string]any{"action": "dance"}, "Bad Request: wrong parameter action in request"},
	{"no document", "sendDocument", map[string]any{}, "Bad Request: there is no document in the request"},
	{"unknown file", "sendDocument", map[string]any{"document": "abc"}, "Bad Request: wrong file identifier/HTTP URL specified"},
	{"file not attached", "sendDocument", map[string]any{"document": "attach://f"}, "Bad Request: there is no file \"f\" in the request"},
	{"caption of 1025", "sendDocument", map[string]any{"document": "abc", "caption": strings.Repeat("字", 1025)}, "Bad Request: message caption is too long"},
	{"getFile", "getFile", map[string]any{"file_id": "abc"}, "Bad Request: invalid file_id"},

	{"edit nothing", "editMessageText", map[string]any{"text": "x"}, "Bad Request: message identifier is not specified"},
	{"edit unknown", "editMessageText", map[string]any{"text": "x", "message_id": 99}, "Bad Request: message to edit not found"},
	{"edit the person's", "editMessageText", map[string]any{"text": "x", "message_id": 1}, "Bad Request: message can't be edited"},
	{"edit to nothing", "editMessageText", map[string]any{"text": "", "message_id": 2}, "Bad Request: message text is empty"},
	{"edit to 4097", "editMessageText", map[string]any{"text": strings.Repeat("字", 4097), "message_id": 2}, "Bad Request: MESSAGE_TOO_LONG"},
	{"edit keyboard of unknown", "editMessageReplyMarkup", map[string]any{"message_id": 99}, "Bad Request: message to edit not found"},
	{"delete unknown", "deleteMessage", map[string]any{"message_id": 99}, "Bad Request: message to delete not found"},
	{"wrong number", "deleteMessage", map[string]any{"message_id": "x"}, "Bad Request: wrong parameter message_id in request"},

	{"unknown query", "answerCallbackQuery", map[string]any{"callback_query_id": "1"}, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
	{"answer of 201", "answerCallbackQuery", map[string]any{"callback_query_id": "1", "text": strings.Repeat("字", 201)}, "Bad Request: MESSAGE_TOO_LONG"},
	{"react to unknown", "setMessageReaction", map[string]any{"message_id": 99}, "Bad Request: message to react not found"},
	{"react with a word", "setMessageReaction", map[string]any{"message_id": 1, "reaction": []any{map[string]any{"type": "emoji", "emoji": "好"}}}, "Bad Request: REACTION_INVALID"},
	{"react twice", "setMessageReaction", map[string]any{"message_id": 1, "reaction": times(2, map[string]any{"type": "emoji", "emoji": "👍"})}, "Bad Request: REACTIONS_TOO_MANY"},

	{"101 commands", "setMyCommands", map[string]any{"commands": times(101, map[string]any{"command": "a", "description": "b"})}, "Bad Request: BOT_COMMANDS_TOO_MUCH"},
	{"command with capital", "setMyCommands", map[string]any{"commands": times(1, map[string]any{"command": "Start", "description": "b"})}, "Bad Request: BOT_COMMAND_INVALID"},
	{"command of 33", "setMyCommands", map[string]any{"commands": times(1, map[string]any{"command": strings.Repeat("a", 33), "description": "b"})}, "Bad Request: BOT_COMMAND_INVALID"},
	{"description of 256", "setMyCommands", map[string]any{"commands": times(1, map[string]any{"command": "a", "description": strings.Repeat("字", 256)})}, accepted},
	{"description of 257", "setMyCommands", map[string]any{"commands": times(1, map[string]any{"command": "a", "description": strings.Repeat("字", 257)})}, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"},
	{"no description", "setMyCommands", map[string]any{"commands": times(1, map[string]any{"command": "a"})}, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"},
	{"unknown scope", "getMyCommands", map[string]any{"scope": map[string]any{"type": "all_group_chats"}}, "Bad Request: the command scope all_group_chats"},
	{"scope of unknown chat", "getMyCommands", map[string]any{"scope": map[string]any{"type": "chat", "chat_id": 5}}, "Bad Request: chat not found"},

	{"webhook elsewhere", "setWebhook", map[string]any{"url": "https://example.com/x"}, "Bad Request: bad webhook"},
	{"webhook no url", "setWebhook", map[string]any{"url": "::"}, "Bad Request: bad webhook"},
	{"webhook secret", "setWebhook", map[string]any{"url": "http://127.0.0.1:1/", "secret_token": "空"}, "Bad Request: secret token contains unallowed characters"},
	{"webhook connections", "setWebhook", map[string]any{"url": "http://127.0.0.1:1/", "max_connections": 101}, "Bad Request: max_connections"},
	{"unknown method", "sendRocket", map[string]any{}, "Not Found"},
	{"name in any case", "SENDmessage", map[string]any{"text": "x"}, accepted},
}

func TestLimits(t *testing.T) {
	for _, tt := range limitCases {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "第一问"}) // message 2
			args := map[string]any{"chat_id": zhang}
			maps.Copy(args, tt.args)
			r := w.call(tt.method, args)
			if tt.want == accepted && !r.OK {
				t.Fatalf("refused: %s", r.Description)
			}
			if !strings.HasPrefix(r.Description, tt.want) || r.OK != (tt.want == accepted) {
				t.Errorf("answered %q, want %q", r.Description, tt.want)
			}
			if !r.OK && r.status != r.ErrorCode {
				t.Errorf("status %d, error_code %d", r.status, r.ErrorCode)
			}
		})
	}
}

func TestTokensAreChecked(t *testing.T) {
	w := newWorld(t)
	for path, want := range map[string]int{
		"/bot" + w.Token() + "/getMe":  200,
		"/bot1:other/getMe":            401,
		"/botnonsense/getMe":           404,
		"/bot" + w.Token():             404,
		"/file/bot1:other/x":           401,
		"/file/bot" + w.Token() + "/x": 404,
	} {
		if got := w.get(path, nil).StatusCode; got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
}

func TestBodiesOfEveryKind(t *testing.T) {
	w := newWorld(t)
	w.form("sendMessage", url.Values{"chat_id": {fmt.Sprint(zhang)}, "text": {"表单"}}).sent(t)
	if r := w.post("sendMessage", "text/plain", strings.NewReader("x")); r.OK {
		t.Error("text/plain was accepted")
	}
	if r := w.post("sendMessage", "application/json", strings.NewReader("{")); r.OK {
		t.Error("broken JSON was accepted")
	}
	if r := w.post("sendMessage", "multipart/form-data; boundary=x", strings.NewReader("--x\r\nbroken")); r.OK {
		t.Error("broken multipart was accepted")
	}
	if r := w.form("sendMessage", url.Values{"chat_id": {fmt.Sprint(zhang)}, "text": {"\xff"}}); !strings.Contains(r.Description, "UTF-8") {
		t.Errorf("invalid UTF-8: %q", r.Description)
	}
	if r := w.post("getMe", "multipart/form-data; boundary=x", strings.NewReader("")); !r.OK {
		t.Errorf("empty multipart: %s", r.Description)
	}
}

func TestEditKeyboards(t *testing.T) {
	row := [][]any{{map[string]any{"text": "确定", "callback_data": "ok"}}}
	tests := []struct {
		name    string
		markup  any // absent when nil
		buttons int
	}{
		{"absent removes", nil, 0},
		{"null keeps", map[string]any{"inline_keyboard": nil}, 1},
		{"empty removes", map[string]any{"inline_keyboard": []any{}}, 0},
		{"empty row removes", map[string]any{"inline_keyboard": []any{[]any{}}}, 0},
		{"given replaces", map[string]any{"inline_keyboard": [][]any{{map[string]any{"text": "甲", "callback_data": "a"}, map[string]any{"text": "乙", "callback_data": "b"}}}}, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			id := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "问", "reply_markup": map[string]any{"inline_keyboard": row}}).sent(t)
			args := map[string]any{"chat_id": zhang, "message_id": id, "text": "✓ 问"}
			if tt.markup != nil {
				args["reply_markup"] = tt.markup
			}
			w.call("editMessageText", args).sent(t)
			m, _ := w.User(zhang).Message(id)
			if len(m.Labels()) != tt.buttons || m.Text != "✓ 问" || m.Edited.IsZero() {
				t.Errorf("%v with %d buttons, edited %v", m, len(m.Labels()), m.Edited)
			}
			if r := w.call("editMessageText", args); !strings.HasPrefix(r.Description, "Bad Request: message is not modified: specified new message content") {
				t.Errorf("the same edit again: %q", r.Description)
			}
		})
	}
}

func TestEditOfKeyboardAlone(t *testing.T) {
	w := newWorld(t)
	id := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "问", "reply_markup": button(map[string]any{"text": "甲", "callback_data": "a"})}).sent(t)
	edit := map[string]any{"chat_id": zhang, "message_id": id, "reply_markup": map[string]any{"inline_keyboard": nil}}
	if r := w.call("editMessageReplyMarkup", edit); r.OK || !strings.Contains(r.Description, "not modified") {
		t.Errorf("null keyboard: %+v", r)
	}
	delete(edit, "reply_markup")
	w.call("editMessageReplyMarkup", edit).sent(t)
	if m, _ := w.User(zhang).Message(id); len(m.Buttons) != 0 || !m.Edited.IsZero() {
		t.Errorf("after removal: %v, edited %v", m, m.Edited)
	}
}

func TestQueriesAreAnsweredOnceAndInTime(t *testing.T) {
	w := newWorld(t)
	id := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "问", "reply_markup": button(map[string]any{"text": "甲", "callback_data": "a"})}).sent(t)
	person := w.User(zhang)
	first := w.must(person.Tap(id, "甲"))
	answer := map[string]any{"callback_query_id": first.QueryID, "text": strings.Repeat("字", 200)}
	if r := w.call("answerCallbackQuery", answer); !r.OK {
		t.Fatal(r.Description)
	}
	if a, ok := person.Answer(first.QueryID); !ok || len([]rune(a.Text)) != 200 {
		t.Errorf("answer %+v, %v", a, ok)
	}
	if r := w.call("answerCallbackQuery", answer); !strings.HasSuffix(r.Description, "query is too old and response timeout expired or query ID is invalid") {
		t.Errorf("second answer: %q", r.Description)
	}
	late := w.must(person.Tap(id, "a"))
	w.clock.advance(16 * time.Second)
	if r := w.call("answerCallbackQuery", map[string]any{"callback_query_id": late.QueryID}); r.OK {
		t.Error("an old query was answered")
	}
}

func TestAgesAndBlocks(t *testing.T) {
	w := newWorld(t)
	id := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "问"}).sent(t)
	old := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "旧"}).sent(t)
	if r := w.call("deleteMessage", map[string]any{"chat_id": zhang, "message_id": id}); !r.OK {
		t.Error(r.Description)
	}
	w.clock.advance(48 * time.Hour)
	if r := w.call("deleteMessage", map[string]any{"chat_id": zhang, "message_id": old}); r.Description != "Bad Request: message can't be deleted for everyone" {
		t.Errorf("old message: %q", r.Description)
	}
	w.must(w.User(zhang).Block())
	for _, method := range []string{"sendMessage", "sendChatAction", "editMessageText"} {
		r := w.call(method, map[string]any{"chat_id": zhang, "text": "x", "action": "typing", "message_id": old})
		if r.ErrorCode != 403 || r.Description != "Forbidden: bot was blocked by the user" {
			t.Errorf("%s: %+v", method, r)
		}
	}
	if _, err := w.User(zhang).Send("在吗"); err == nil {
		t.Error("a blocked bot was written to")
	}
	w.must(w.User(zhang).Unblock())
	w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "又见"}).sent(t)
}

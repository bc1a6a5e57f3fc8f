package bot

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"
	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
)

func TestCommand(t *testing.T) {
	for _, tt := range []struct {
		text, name, argument string
		ok                   bool
	}{
		{"/start", "start", "", true},
		{"/START", "start", "", true},
		{"/help@ziping_bot", "help", "", true},
		{"/help@ziping_bot 预算", "help", "预算", true},
		{" /edit  预算收支 3 ", "edit", "预算收支 3", true},
		{"/edit\n第一行\n第二行", "edit", "第一行\n第二行", true},
		{"／help", "help", "", true},
		{"/back\u3000", "back", "", true},
		{"你好 /help", "", "", false},
		{"/无", "", "", false},
		{"/", "", "", false},
		{"/@bot", "", "", false},
		{"/2023/4", "", "", false},
		{"/帮助 x", "", "", false},
		{"/" + strings.Repeat("a", 33), "", "", false},
		{"", "", "", false},
	} {
		name, argument, ok := command(tt.text)
		if name != tt.name || argument != tt.argument || ok != tt.ok {
			t.Errorf("command(%q) = %q, %q, %v", tt.text, name, argument, ok)
		}
	}
}

func TestTranslate(t *testing.T) {
	const private = `"message_id":5,"date":1,"chat":{"id":11,"type":"private"},"from":{"id":11,"first_name":"敏","last_name":"张"}`
	message := func(rest string) string { return `{"update_id":7,"message":{` + private + rest + `}}` }
	spoke := func(in dialog.Input) event {
		return event{kind: spoken, update: 7, chat: 11, user: 11, name: "张敏", in: in}
	}
	other := func(name string) event { return spoke(dialog.Input{Kind: dialog.OtherInput, Text: name}) }
	const person = `"from":{"id":11,"first_name":"敏","last_name":"张"}`
	tap := func(e event) event {
		e.kind, e.update, e.user, e.name, e.query = spoken, 7, 11, "张敏", "q"
		e.chat, e.in = 11, dialog.Input{Kind: dialog.TapInput, Data: "d"}
		return e
	}
	upload := spoke(dialog.Input{Kind: dialog.FileInput})
	upload.file = &models.Document{FileID: "a"}
	for name, tt := range map[string]struct {
		update string
		want   event
	}{
		"text":             {message(`,"text":" 12 万"`), spoke(dialog.Input{Kind: dialog.TextInput, Text: " 12 万", Message: 5})},
		"command":          {message(`,"text":"/Help@x 预算"`), spoke(dialog.Input{Kind: dialog.CommandInput, Command: "help", Text: "预算"})},
		"photo":            {message(`,"photo":[{"file_id":"a"}],"caption":"12"`), other("图片")},
		"voice":            {message(`,"voice":{"file_id":"a"}`), other("语音")},
		"sticker":          {message(`,"sticker":{"file_id":"a"}`), other("贴纸")},
		"video":            {message(`,"video":{"file_id":"a"}`), other("视频")},
		"video note":       {message(`,"video_note":{"file_id":"a"}`), other("视频留言")},
		"animation":        {message(`,"animation":{"file_id":"a"},"document":{"file_id":"a"}`), other("动图")},
		"document":         {message(`,"document":{"file_id":"a"}`), upload},
		"location":         {message(`,"location":{"latitude":1,"longitude":2}`), other("位置")},
		"contact":          {message(`,"contact":{"phone_number":"1"}`), other("名片")},
		"poll":             {message(`,"poll":{"id":"1"}`), other("投票")},
		"forward":          {message(`,"text":"/start x","forward_origin":{"type":"hidden_user","sender_user_name":"李","date":1}`), other("转发的命令")},
		"something":        {message(`,"giveaway":{}`), other("这类消息")},
		"edited":           {`{"update_id":7,"edited_message":{` + private + `,"text":"13"}}`, spoke(dialog.Input{Kind: dialog.TextInput, Text: "13", Message: 5, Edited: true})},
		"edited command":   {`{"update_id":7,"edited_message":{` + private + `,"text":"/start"}}`, other("修改过的命令")},
		"reply":            {message(`,"text":"13","reply_to_message":{"message_id":4,"date":1,"chat":{"id":11,"type":"private"},"from":{"id":1,"is_bot":true},"text":"问","reply_markup":{"inline_keyboard":[[{"text":"跳过","callback_data":"d"}]]}}`), spoke(dialog.Input{Kind: dialog.TextInput, Text: "13", Message: 5, About: []string{"d"}})},
		"reply to oneself": {message(`,"text":"13","reply_to_message":{"message_id":4,"date":1,"chat":{"id":11,"type":"private"},"from":{"id":11},"text":"12"}`), spoke(dialog.Input{Kind: dialog.TextInput, Text: "13", Message: 5})},
		"pinned":           {message(`,"pinned_message":{"message_id":1,"date":1,"chat":{"id":11}}`), event{kind: ignored, update: 7, chat: 11}},
		"bot":              {`{"update_id":7,"message":{"chat":{"id":11,"type":"private"},"from":{"id":11,"is_bot":true},"text":"x"}}`, event{kind: ignored, update: 7, chat: 11}},
		"nobody":           {`{"update_id":7,"message":{"chat":{"id":11,"type":"private"},"text":"x"}}`, event{kind: ignored, update: 7, chat: 11}},
		"somebody":         {`{"update_id":7,"message":{"chat":{"id":11,"type":"private"},"from":{"id":12},"text":"x"}}`, event{kind: ignored, update: 7, chat: 11}},
		"group":            {`{"update_id":7,"message":{"chat":{"id":-5,"type":"group"},` + person + `,"text":"12"}}`, event{kind: outside, update: 7, chat: -5}},
		"supergroup":       {`{"update_id":7,"message":{"chat":{"id":-5,"type":"supergroup"},"sender_chat":{"id":-5},"text":"12"}}`, event{kind: outside, update: 7, chat: -5}},
		"no type":          {`{"update_id":7,"message":{"chat":{"id":11},` + person + `,"text":"12"}}`, event{kind: outside, update: 7, chat: 11}},
		"tap":              {`{"update_id":7,"callback_query":{"id":"q",` + person + `,"data":"d","message":{` + private + `}}}`, tap(event{tapped: 5})},
		"tap on old":       {`{"update_id":7,"callback_query":{"id":"q",` + person + `,"data":"d","message":{"chat":{"id":11,"type":"private"},"message_id":5,"date":0}}}`, tap(event{tapped: 5})},
		"tap inline":       {`{"update_id":7,"callback_query":{"id":"q",` + person + `,"data":"d","inline_message_id":"x"}}`, tap(event{})},
		"tap in group":     {`{"update_id":7,"callback_query":{"id":"q",` + person + `,"data":"d","message":{"chat":{"id":-5,"type":"group"},"message_id":5,"date":1}}}`, event{kind: outside, update: 7, chat: -5, user: 11, name: "张敏", query: "q", in: dialog.Input{Kind: dialog.TapInput, Data: "d"}}},
		"blocked":          {`{"update_id":7,"my_chat_member":{"chat":{"id":11,"type":"private"},` + person + `,"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}}`, event{kind: blocking, update: 7, chat: 11, user: 11, blocked: true}},
		"came back":        {`{"update_id":7,"my_chat_member":{"chat":{"id":11,"type":"private"},` + person + `,"date":1,"old_chat_member":{"status":"kicked"},"new_chat_member":{"status":"member"}}}`, event{kind: blocking, update: 7, chat: 11, user: 11}},
		"added":            {`{"update_id":7,"my_chat_member":{"chat":{"id":-5,"type":"group"},` + person + `,"date":1,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"member"}}}`, event{kind: outside, update: 7, chat: -5, user: 11}},
		"removed":          {`{"update_id":7,"my_chat_member":{"chat":{"id":-5,"type":"group"},` + person + `,"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"left"}}}`, event{kind: ignored, update: 7, chat: -5, user: 11}},
		"unknown":          {`{"update_id":7,"poll":{"id":"1"}}`, event{update: 7}},
	} {
		var u models.Update
		if err := json.Unmarshal([]byte(tt.update), &u); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, translate(&u), cmp.AllowUnexported(event{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestFullName(t *testing.T) {
	for want, u := range map[string]models.User{
		"张敏":                          {FirstName: "敏", LastName: "张"},
		"Min Zhang":                   {FirstName: "Min", LastName: "Zhang"},
		"敏":                           {FirstName: "敏"},
		"用户7":                         {ID: 7, FirstName: "\u202e\u200b\n"},
		"anmin":                       {FirstName: "\u202eanmin\u2066"},
		strings.Repeat("名", 63) + "…": {FirstName: strings.Repeat("名", 200)},
	} {
		if got := fullName(&u); got != want {
			t.Errorf("fullName(%q %q) = %q, want %q", u.FirstName, u.LastName, got, want)
		}
	}
}

// FuzzTranslate feeds updates of any content: whatever Telegram, or somebody who got hold of its
// place, sends must not end the program.
func FuzzTranslate(f *testing.F) {
	for _, seed := range []string{
		`{"update_id":7,"message":{"message_id":5,"date":1,"chat":{"id":11,"type":"private"},"from":{"id":11},"text":"/start x"}}`,
		`{"update_id":7,"callback_query":{"id":"q","from":{"id":11},"data":"e1|v|k|0|y","message":{"date":0,"chat":{"id":11},"message_id":5}}}`,
		`{"update_id":7,"my_chat_member":{"chat":{"id":11,"type":"private"},"from":{"id":11},"new_chat_member":{"status":"kicked"}}}`,
		`{"update_id":7,"edited_message":{"chat":{},"forward_origin":{"type":"user"}}}`,
		`{"update_id":7,"message":null}`, `[]`, `null`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p := look(raw, 3)
		if p.update <= 0 {
			t.Fatalf("update id %d", p.update)
		}
		var u models.Update
		if json.Unmarshal(raw, &u) != nil {
			return
		}
		e := translate(&u)
		if e.kind == spoken && (e.chat <= 0 || e.chat != e.user) {
			t.Fatalf("spoken in chat %d by %d", e.chat, e.user)
		}
		invitation(e)
		chosen(e)
	})
}

package sandbox_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"ziping/bot/sandbox"
)

func TestForeignRequestsAreRefused(t *testing.T) {
	w := newWorld(t)
	own := w.url
	host := strings.TrimPrefix(own, "http://")
	port := host[strings.LastIndex(host, ":"):]
	tests := []struct {
		name   string
		header map[string]string
		want   int
	}{
		{"no origin", nil, 200},
		{"own origin", map[string]string{"Origin": own, "Sec-Fetch-Site": "same-origin"}, 200},
		{"localhost", map[string]string{"Host": "localhost" + port, "Origin": "http://localhost" + port}, 200},
		{"IPv6", map[string]string{"Host": "[::1]" + port}, 200},
		{"other site", map[string]string{"Origin": "https://example.com"}, 403},
		{"other port", map[string]string{"Origin": "http://127.0.0.1:1"}, 403},
		{"null origin", map[string]string{"Origin": "null"}, 403},
		{"rebound name", map[string]string{"Host": "evil.example" + port}, 403},
		{"rebound name with origin", map[string]string{"Host": "evil.example" + port, "Origin": "http://evil.example" + port}, 403},
		{"name that looks like an address", map[string]string{"Host": "127.0.0.1.evil.example"}, 403},
		{"other machine", map[string]string{"Host": "192.168.1.4" + port}, 403},
		{"cross-site without origin", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"same-site without origin", map[string]string{"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}, 403},
	}
	for _, tt := range tests {
		for _, target := range []struct{ method, path, body string }{
			{"GET", "/", ""},
			{"GET", "/page/state", ""},
			{"GET", "/bot" + w.Token() + "/getMe", ""},
			{"POST", "/page/send", `{"user":1001,"text":"x"}`},
			{"POST", "/page/tap", `{"user":1001,"message":1,"data":"x"}`},
			{"POST", "/page/edit", `{"user":1001,"message":1,"text":"x"}`},
			{"POST", "/page/block", `{"user":1001,"blocked":false}`},
			{"POST", "/page/upload?user=1001&name=x", "x"},
		} {
			header := map[string]string{"Content-Type": "application/json"}
			for k, v := range tt.header {
				header[k] = v
			}
			want := tt.want
			if strings.HasPrefix(target.path, "/bot") && tt.header["Origin"] != "" {
				want = 403 // bots have no origin, and the page does not call the Bot API
			}
			if got := w.do(target.method, target.path, header, strings.NewReader(target.body)).StatusCode; got != want {
				t.Errorf("%s: %s %s: %d, want %d", tt.name, target.method, target.path, got, want)
			}
		}
	}
	follow := map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
	if got := w.get("/", follow).StatusCode; got != 200 {
		t.Errorf("a link from elsewhere to the page: %d", got)
	}
	if got := w.do("POST", "/page/send", follow, nil).StatusCode; got != 403 {
		t.Errorf("a form of another site: %d", got)
	}
	// The Bot API acts on GET: no page may lead there, not even this one.
	for _, site := range []string{"cross-site", "same-site", "same-origin", "none", "of-tomorrow"} {
		want := map[bool]int{true: 200, false: 403}[site == "none"]
		header := map[string]string{"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}
		if got := w.get("/bot"+w.Token()+"/sendMessage?chat_id=1001&text=x", header).StatusCode; got != want {
			t.Errorf("%s navigates to sendMessage: %d, want %d", site, got, want)
		}
		if got := w.get("/file/bot"+w.Token()+"/x", header).StatusCode; (got != 403) != (site == "none") {
			t.Errorf("%s navigates to a file: %d", site, got)
		}
	}
	if a, b := sandbox.New(sandbox.Options{}), sandbox.New(sandbox.Options{}); a.Token() == b.Token() {
		t.Error("two starts have the same token")
	}
}

// page posts a request of the page.
func (w *world) page(path, body string) (int, string) {
	w.t.Helper()
	resp := w.do("POST", path, map[string]string{"Content-Type": "application/json; charset=utf-8"}, strings.NewReader(body))
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(data))
}

func TestPageActions(t *testing.T) {
	w := newWorld(t)
	tests := []struct {
		path, body string
		status     int
		answer     string
	}{
		{"/page/send", `{"user":1001,"text":"第一行\n第二行","reply_to":1}`, 200, `"message":2`},
		{"/page/edit", `{"user":1001,"message":2,"text":"改"}`, 200, `"update":700003`},
		{"/page/tap", `{"user":1001,"message":2,"data":"d"}`, 200, `"query":"4000000000000001"`},
		{"/page/send", `{"user":1001,"text":" "}`, 422, "内容为空"},
		{"/page/edit", `{"user":1001,"message":9,"text":"改"}`, 422, "这条消息已不在"},
		{"/page/send", `{"user":7,"text":"x"}`, 404, "没有这个人"},
		{"/page/send", `{`, 400, "无法读取"},
		{"/page/send", `{"user":1001,"text":"` + strings.Repeat("x", sandbox.MaxPageRequest) + `"}`, 400, "无法读取"},
		{"/page/upload?user=1001&name=..%2F..%2F表.xlsx&caption=清单", "内容", 200, `"message":3`},
		{"/page/upload?user=1001&name=x", "", 422, "内容为空"},
		{"/page/upload?user=x", "y", 404, "没有这个人"},
		{"/page/upload?user=7", "y", 404, "没有这个人"},
		{"/page/block", `{"user":1001,"blocked":true}`, 200, ""},
		{"/page/send", `{"user":1001,"text":"x"}`, 422, "您已停用机器人"},
	}
	for _, tt := range tests {
		status, answer := w.page(tt.path, tt.body)
		if status != tt.status || !strings.Contains(answer, tt.answer) {
			t.Errorf("%s %.40s: %d %s", tt.path, tt.body, status, answer)
		}
	}
	if f := w.User(zhang).Messages()[2].File; f == nil || f.Name != "表.xlsx" || f.Kind != sandbox.KindDocument {
		t.Errorf("file %+v", f)
	}
	resp := w.do("POST", "/page/send", map[string]string{"Content-Type": "text/plain"}, strings.NewReader(`{"user":1001,"text":"x"}`))
	if resp.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("text/plain: %d", resp.StatusCode)
	}
}

func TestPageFiles(t *testing.T) {
	w := newWorld(t)
	person := w.User(zhang)
	w.must(person.SendDocument("报告 2023.pdf", []byte("%PDF-1.4")))
	w.must(person.SendDocument("x.html", []byte("<script>alert(1)</script>")))
	w.must(person.SendDocument("x.svg", []byte("<svg/>")))
	want := []string{
		"application/pdf inline; filename*=UTF-8''%E6%8A%A5%E5%91%8A%202023.pdf",
		"application/octet-stream attachment; filename*=UTF-8''x.html",
		"application/octet-stream attachment; filename*=UTF-8''x.svg",
	}
	for i, m := range person.Messages()[1:] {
		resp := w.get("/page/file/"+m.File.ID+"/x", nil)
		got := resp.Header.Get("Content-Type") + " " + resp.Header.Get("Content-Disposition")
		if got != want[i] || resp.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %s", m.File.Name, got)
		}
	}
	id := person.Messages()[1].File.ID
	if got := w.get("/page/file/"+id+"/x?download", nil).Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		t.Errorf("download: %s", got)
	}
	for path, want := range map[string]int{"/page/file/none/x": 404, "/page/assets/app.js": 200, "/page/assets/none.js": 404, "/page/assets/..%2fpage.go": 404, "/other": 404} {
		if got := w.get(path, nil).StatusCode; got != want {
			t.Errorf("%s: %d", path, got)
		}
	}
	if got := w.get("/", nil).Header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") {
		t.Errorf("policy %q", got)
	}
}

// stream reads events of the page.
type stream struct {
	t  *testing.T
	in *bufio.Scanner
	id string
}

func (w *world) stream(lastEvent string) *stream {
	resp := w.get("/page/events", map[string]string{"Last-Event-ID": lastEvent})
	in := bufio.NewScanner(resp.Body)
	in.Buffer(nil, 1<<20)
	return &stream{t: w.t, in: in}
}

// next waits for an event and returns its state.
func (s *stream) next() sandbox.State {
	s.t.Helper()
	for s.in.Scan() {
		line := s.in.Text()
		if id, ok := strings.CutPrefix(line, "id: "); ok {
			s.id = id
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok {
			var state sandbox.State
			if err := json.Unmarshal([]byte(data), &state); err != nil {
				s.t.Fatal(err)
			}
			return state
		}
	}
	s.t.Fatalf("the stream ended: %v", s.in.Err())
	return sandbox.State{}
}

func TestEvents(t *testing.T) {
	w := newWorld(t)
	s := w.stream("")
	if all := s.next(); !all.Reset || len(all.People) != 2 || len(all.People[0].Messages) != 1 {
		t.Fatalf("at first: %+v", all)
	}
	id := w.call("sendMessage", map[string]any{"chat_id": zhang, "text": "问"}).sent(t)
	more := s.next()
	if more.Reset || len(more.People) != 1 || len(more.People[0].Messages) != 1 || more.People[0].Messages[0].Text != "问" {
		t.Errorf("after a message: %+v", more)
	}
	w.call("deleteMessage", map[string]any{"chat_id": zhang, "message_id": id})
	if gone := s.next(); fmt.Sprint(gone.People[0].Deleted) != fmt.Sprint([]int{id}) {
		t.Errorf("after deletion: %+v", gone)
	}
	tap := w.must(w.User(zhang).TapData(1, "x"))
	w.call("answerCallbackQuery", map[string]any{"callback_query_id": tap.QueryID, "text": "好"})
	if a := s.next(); len(a.People[0].Answers) != 1 || a.People[0].Answers[0].Text != "好" {
		t.Errorf("after an answer: %+v", a)
	}
	// A page that was away gets what it missed, and everything when the server is another one.
	w.must(w.User(li).Start(""))
	if missed := w.stream(s.id).next(); missed.Reset || len(missed.People) != 1 || missed.People[0].ID != li {
		t.Errorf("missed: %+v", missed)
	}
	if all := w.stream("other-5").next(); !all.Reset {
		t.Errorf("of another server: %+v", all)
	}
}

func TestStateNeedsNoStream(t *testing.T) {
	w := newWorld(t)
	var state sandbox.State
	if err := json.NewDecoder(w.get("/page/state", nil).Body).Decode(&state); err != nil || len(state.People) != 2 {
		t.Errorf("%+v, %v", state, err)
	}
}

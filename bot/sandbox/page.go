package sandbox

import (
	"embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
)

//go:embed page
var pageFiles embed.FS

// pagePolicy lets the page load its own files and nothing else.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// pageHandler serves the chat page and what it calls.
func (s *Server) pageHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.servePageFile)
	mux.HandleFunc("GET /page/assets/{name}", s.servePageFile)
	mux.HandleFunc("GET /page/state", s.serveState)
	mux.HandleFunc("GET /page/events", s.serveEvents)
	mux.HandleFunc("GET /page/file/{id}/{name}", s.servePageDownload)
	mux.HandleFunc("POST /page/send", s.pageAction(pageSend))
	mux.HandleFunc("POST /page/edit", s.pageAction(pageEdit))
	mux.HandleFunc("POST /page/tap", s.pageAction(pageTap))
	mux.HandleFunc("POST /page/block", s.pageAction(pageBlock))
	mux.HandleFunc("POST /page/upload", s.servePageUpload)
	return mux
}

// servePageFile serves the page itself and the style and scripts it names.
func (s *Server) servePageFile(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	if name == "" {
		name = "index.html"
	}
	data, err := fs.ReadFile(pageFiles, "page/"+name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.Header().Set("Content-Security-Policy", pagePolicy)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("Cache-Control", "no-cache")
	if _, err := w.Write(data); err != nil {
		s.opts.Log.Debug("sandbox: write page", "error", err)
	}
}

// pageRequest is what the page asks a person to do.
type pageRequest struct {
	User    int64  `json:"user"`
	Text    string `json:"text"`
	ReplyTo int    `json:"reply_to"`
	Message int    `json:"message"`
	Data    string `json:"data"`
	Blocked bool   `json:"blocked"`
}

func pageSend(u *User, q pageRequest) (Receipt, error) {
	return u.Post(Post{Text: q.Text, ReplyTo: q.ReplyTo})
}

func pageEdit(u *User, q pageRequest) (Receipt, error) { return u.Edit(q.Message, q.Text) }

// pageTap taps by data: a keyboard that has just changed must not turn into another button.
func pageTap(u *User, q pageRequest) (Receipt, error) { return u.TapData(q.Message, q.Data) }

func pageBlock(u *User, q pageRequest) (Receipt, error) { return u.SetBlocked(q.Blocked) }

// maxPageRequest bounds a JSON request of the page, in bytes; a long text is pasted in one.
const maxPageRequest = 1 << 20

// pageAction reads a request, has the person do it and answers with the receipt.
func (s *Server) pageAction(do func(*User, pageRequest) (Receipt, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if err != nil || kind != "application/json" {
			http.Error(w, "需要 application/json", http.StatusUnsupportedMediaType)
			return
		}
		var q pageRequest
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxPageRequest)).Decode(&q); err != nil {
			http.Error(w, "请求内容无法读取", http.StatusBadRequest)
			return
		}
		u := s.User(q.User)
		if u == nil {
			http.Error(w, "没有这个人", http.StatusNotFound)
			return
		}
		receipt, err := do(u, q)
		s.answerPage(w, receipt, err)
	}
}

func (s *Server) answerPage(w http.ResponseWriter, receipt Receipt, err error) {
	if err != nil {
		http.Error(w, pageError(err), http.StatusUnprocessableEntity)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"message": receipt.MessageID, "update": receipt.UpdateID, "query": receipt.QueryID,
	}, s.opts.Log)
}

// pageError tells a person why an action was not possible.
func pageError(err error) string {
	switch {
	case errors.Is(err, ErrBlocked):
		return "您已停用机器人，请先恢复。"
	case errors.Is(err, ErrEmpty):
		return "内容为空，未发送。"
	case errors.Is(err, ErrNoMessage):
		return "这条消息已不在。"
	case errors.Is(err, ErrTooLarge):
		return "文件超过 50 MB，未发送。"
	}
	return "未能完成：" + err.Error()
}

// servePageUpload takes a file as the request's body: ?user=…&name=…&kind=document|photo&caption=….
func (s *Server) servePageUpload(w http.ResponseWriter, r *http.Request) {
	values := r.URL.Query()
	id, err := strconv.ParseInt(values.Get("user"), 10, 64)
	if err != nil {
		http.Error(w, "没有这个人", http.StatusNotFound)
		return
	}
	u := s.User(id)
	if u == nil {
		http.Error(w, "没有这个人", http.StatusNotFound)
		return
	}
	kind := KindDocument
	if values.Get("kind") == KindPhoto {
		kind = KindPhoto
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxUploadBytes))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		s.answerPage(w, Receipt{}, ErrTooLarge)
		return
	case err != nil:
		http.Error(w, "文件未能读取", http.StatusBadRequest)
		return
	}
	reply, err := strconv.Atoi(values.Get("reply_to"))
	if err != nil {
		reply = 0 // absent: the file answers nothing
	}
	receipt, err := u.Post(Post{Text: values.Get("caption"), ReplyTo: reply, File: &Attachment{
		Kind: kind, Name: path.Base(strings.ReplaceAll(values.Get("name"), `\`, "/")), Data: data,
	}})
	s.answerPage(w, receipt, err)
}

// shownInline are the kinds of files a browser may display on this origin. Anything that can run
// scripts (HTML, SVG, XML) is downloaded instead.
var shownInline = map[string]bool{
	"application/pdf": true, "image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true,
}

// servePageDownload shows or downloads a file of a message; the name in the path is for the
// browser's tab and save dialog alone.
func (s *Server) servePageDownload(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.files[r.PathValue("id")]
	s.mu.Unlock()
	if f == nil {
		http.NotFound(w, r)
		return
	}
	kind, way := f.MIME, "inline"
	if !shownInline[kind] {
		kind, way = "application/octet-stream", "attachment"
	}
	if r.URL.Query().Has("download") {
		way = "attachment"
	}
	name := f.Name
	if name == "" {
		name = f.Kind
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", way+"; filename*=UTF-8''"+strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "private, no-cache")
	if _, err := w.Write(f.Data); err != nil {
		s.opts.Log.Debug("sandbox: write file", "error", err)
	}
}

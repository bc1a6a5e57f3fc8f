package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxBody leaves room for the other fields beside the largest upload.
const maxBody = MaxUploadBytes + 1<<20

// params are the arguments of a call. Compound values are kept as their JSON text.
type params struct {
	values map[string]string
	files  map[string]upload
}

// upload is a file sent with a call.
type upload struct {
	name string
	mime string
	data []byte
}

// readParams reads the query string and the body: JSON, urlencoded or multipart/form-data. A
// multipart body may be empty: a call without arguments is sent so by go-telegram/bot.
func readParams(r *http.Request) (params, error) {
	p := params{values: map[string]string{}, files: map[string]upload{}}
	for name, v := range r.URL.Query() {
		p.values[name] = v[0]
	}
	body, err := readBody(r.Body)
	if err != nil || len(body) == 0 {
		return p, err
	}
	kind, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return p, badRequest("unsupported content type: %v", err)
	}
	switch kind {
	case "application/json":
		err = p.readJSON(body)
	case "application/x-www-form-urlencoded":
		err = p.readForm(body)
	case "multipart/form-data":
		err = p.readMultipart(body, options["boundary"])
	default:
		err = badRequest("unsupported content type %q", kind)
	}
	if err != nil {
		return p, err
	}
	for _, v := range p.values {
		if !utf8.ValidString(v) {
			return p, badRequest("strings must be encoded in UTF-8")
		}
	}
	return p, nil
}

// readBody reads up to the limit. Of a larger body some more is read and thrown away, so that the
// client gets to see the refusal instead of a broken connection.
func readBody(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxBody+1))
	if err != nil {
		return nil, badRequest("can't read the request: %v", err)
	}
	if len(body) <= maxBody {
		return body, nil
	}
	if _, err := io.CopyN(io.Discard, r, maxBody); err != nil && !errors.Is(err, io.EOF) {
		return nil, badRequest("can't read the request: %v", err)
	}
	return nil, errTooLarge
}

func (p params) readJSON(body []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return badRequest("can't parse JSON object: %v", err)
	}
	for name, raw := range fields {
		var text string
		if json.Unmarshal(raw, &text) == nil && raw[0] == '"' {
			p.values[name] = text
			continue
		}
		p.values[name] = string(raw)
	}
	return nil
}

func (p params) readForm(body []byte) error {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return badRequest("can't parse the form: %v", err)
	}
	for name, v := range form {
		p.values[name] = v[0]
	}
	return nil
}

func (p params) readMultipart(body []byte, boundary string) error {
	reader := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := reader.NextPart()
		if err == io.EOF { //nolint:errorlint // a wrapped EOF is a body cut short
			return nil
		}
		if err != nil {
			return badRequest("can't parse multipart/form-data: %v", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return badRequest("can't parse multipart/form-data: %v", err)
		}
		if part.FileName() == "" {
			p.values[part.FormName()] = string(data)
			continue
		}
		p.files[part.FormName()] = upload{name: part.FileName(), mime: part.Header.Get("Content-Type"), data: data}
	}
}

// str is a parameter as text; absent and JSON null are empty.
func (p params) str(name string) string {
	if v := p.values[name]; v != "null" {
		return v
	}
	return ""
}

// integer is a numeric parameter, or the fallback when it is absent.
func (p params) integer(name string, fallback int64) (int64, error) {
	text := strings.TrimSpace(p.str(name))
	if text == "" {
		return fallback, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, badRequest("wrong parameter %s in request", name)
	}
	return n, nil
}

// truth is a boolean parameter; absent is false.
func (p params) truth(name string) bool {
	switch strings.ToLower(p.str(name)) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// decode reads a compound parameter into target and reports whether it was present.
func (p params) decode(name string, target any) (bool, error) {
	text := p.str(name)
	if text == "" {
		return false, nil
	}
	if err := json.Unmarshal([]byte(text), target); err != nil {
		return false, badRequest("can't parse %s JSON object: %v", name, err)
	}
	return true, nil
}

// file is an uploaded file: sent in the field itself or referred to as attach://<field>.
func (p params) file(name string) (upload, bool, error) {
	if up, ok := p.files[name]; ok {
		return up, true, nil
	}
	ref, ok := strings.CutPrefix(p.str(name), "attach://")
	if !ok {
		return upload{}, false, nil
	}
	up, ok := p.files[ref]
	if !ok {
		return upload{}, false, badRequest("there is no file %q in the request", ref)
	}
	return up, true, nil
}

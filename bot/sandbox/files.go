package sandbox

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	_ "image/gif"  // photos may be GIF,
	_ "image/jpeg" // JPEG
	_ "image/png"  // or PNG
	"mime"
	"net/http"
	"path"
	"strings"
)

// storedFile is a file somebody sent, kept in memory.
type storedFile struct {
	File
	Data []byte `json:"data"`
}

// keep stores a file and gives it its id. The caller holds mu.
func (s *Server) keep(kind, name, mimeType string, data []byte) *File {
	f := &storedFile{Data: data, File: File{
		ID:   fmt.Sprintf("%s-%d", kind, len(s.files)+1),
		Kind: kind, Name: name, Size: int64(len(data)),
		MIME: mimeOf(name, mimeType, data),
	}}
	if kind == KindPhoto {
		if config, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
			f.Width, f.Height = config.Width, config.Height
		}
	}
	s.files[f.ID] = f
	copied := f.File
	return &copied
}

// mimeOf goes by the name first, because the client libraries of bots send octet-stream for
// everything.
func mimeOf(name, given string, data []byte) string {
	byName := mime.TypeByExtension(path.Ext(name))
	if given == "application/octet-stream" {
		given = ""
	}
	kind, _, err := mime.ParseMediaType(cmp.Or(byName, given, http.DetectContentType(data)))
	if err != nil {
		return "application/octet-stream"
	}
	return kind
}

// attached is the file a sending call carries: an upload, or the id of a file sent before.
func (s *Server) attached(p params, kind string) (*File, error) {
	up, uploaded, err := p.file(kind)
	if err != nil {
		return nil, err
	}
	if uploaded {
		if err := checkUpload(kind, up); err != nil {
			return nil, err
		}
		return s.keep(kind, up.name, up.mime, up.data), nil
	}
	id := p.str(kind)
	if id == "" {
		return nil, badRequest("there is no %s in the request", kind)
	}
	known := s.files[id]
	if known == nil || known.Kind != kind {
		return nil, badRequest("wrong file identifier/HTTP URL specified")
	}
	copied := known.File
	return &copied, nil
}

func checkUpload(kind string, up upload) error {
	size := len(up.data)
	switch {
	case size == 0:
		return badRequest("file must be non-empty")
	case kind == KindPhoto && size > MaxPhotoBytes:
		return badRequest("file of size %d bytes is too big for a photo; the maximum size is %d bytes", size, MaxPhotoBytes)
	case size > MaxUploadBytes:
		return errTooLarge
	}
	if kind == KindPhoto {
		if _, _, err := image.DecodeConfig(bytes.NewReader(up.data)); err != nil {
			return badRequest("IMAGE_PROCESS_FAILED")
		}
	}
	return nil
}

func (s *Server) getFile(p params) (any, error) {
	f := s.files[p.str("file_id")]
	switch {
	case f == nil:
		return nil, badRequest("invalid file_id")
	case f.Size > MaxDownloadBytes:
		return nil, badRequest("file is too big")
	}
	return struct {
		FileID       string `json:"file_id"`
		FileUniqueID string `json:"file_unique_id"`
		FileSize     int64  `json:"file_size"`
		FilePath     string `json:"file_path"`
	}{f.ID, "u" + f.ID, f.Size, f.path()}, nil
}

// path is where the file is downloaded. As with Telegram the original name is lost.
func (f *storedFile) path() string {
	return f.Kind + "s/" + f.ID + strings.ToLower(path.Ext(f.Name))
}

// serveDownload answers /file/bot<token>/<path>.
func (s *Server) serveDownload(w http.ResponseWriter, r *http.Request) {
	token, wanted, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/file/bot"), "/")
	if !ok || token != s.opts.Token {
		s.answer(w, nil, errUnauthorized)
		return
	}
	s.mu.Lock()
	f := s.files[strings.TrimSuffix(path.Base(wanted), path.Ext(wanted))]
	s.mu.Unlock()
	if f == nil || f.path() != wanted || f.Size > MaxDownloadBytes {
		s.answer(w, nil, errNotFound)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	if _, err := w.Write(f.Data); err != nil {
		s.opts.Log.Debug("sandbox: write file", "error", err)
	}
}

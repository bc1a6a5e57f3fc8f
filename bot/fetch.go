package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ziping/dialog"
	"ziping/dialog/reading/source"
)

// errTooLarge: a file is beyond dialog.MaxFile, whatever Telegram said of its size.
var errTooLarge = errors.New("file too large")

// fetch downloads an uploaded file and takes it apart into cells and paragraphs. What goes wrong is
// told in words for the person.
func (b *Bot) fetch(ctx context.Context, doc *models.Document) *dialog.File {
	f := &dialog.File{Name: doc.FileName}
	if doc.FileSize > dialog.MaxFile {
		f.Refused = fmt.Sprintf("文件有 %.1f MB，最多 %d MB。", float64(doc.FileSize)/(1<<20), dialog.MaxFileMB)
		return f
	}
	data, err := b.api.download(ctx, doc.FileID)
	switch {
	case errors.Is(err, errTooLarge):
		f.Refused = fmt.Sprintf("文件超过 %d MB。", dialog.MaxFileMB)
		return f
	case err != nil:
		b.log.Warn("file could not be fetched", "error", err)
		f.Refused = "文件没有下载成功，请再发一次。"
		return f
	}
	f.Document, err = source.Read(ctx, doc.FileName, data, source.DefaultLimits)
	if err != nil {
		f.Refused = err.Error()
	}
	return f
}

// download fetches a file by its id, at most dialog.MaxFile bytes of it.
func (a *api) download(ctx context.Context, fileID string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, downloadTimeout)
	defer cancel()
	file, err := a.GetFile(ctx, &tg.GetFileParams{FileID: fileID})
	if err != nil {
		return nil, fmt.Errorf("ask for the file's path: %w", a.clean(err))
	}
	if a.local && path.IsAbs(file.FilePath) {
		return readLocal(file.FilePath)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.files+file.FilePath, nil)
	if err != nil {
		return nil, fmt.Errorf("file: %w", a.redact.error(err))
	}
	resp, err := a.plain.Do(req)
	if err != nil {
		return nil, fmt.Errorf("download the file: %w", a.redact.error(err))
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("download the file: status %d", resp.StatusCode)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, dialog.MaxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("download the file: %w", a.redact.error(err))
	case len(data) > dialog.MaxFile:
		return nil, errTooLarge
	}
	return data, nil
}

// readLocal reads a file that a Bot API server of one's own, run with --local on this machine, has
// put down instead of offering it for download (Bot API, Using a Local Bot API Server).
func readLocal(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open the file of the local Bot API server: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, dialog.MaxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the file of the local Bot API server: %w", err)
	case len(data) > dialog.MaxFile:
		return nil, errTooLarge
	}
	return data, nil
}

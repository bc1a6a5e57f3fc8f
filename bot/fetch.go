package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ziping/dialog"
	"ziping/export/docx"
	"ziping/export/workbook"
	"ziping/scoring"
)

// errTooLarge: a file is beyond dialog.MaxFile, whatever Telegram said of its size.
var errTooLarge = errors.New("file too large")

// fetch downloads an uploaded file and takes it apart into texts. What goes wrong is told in
// words for the person: sending the file again is all one can do.
func (b *Bot) fetch(ctx context.Context, doc *models.Document, pack *scoring.Pack) *dialog.File {
	f := &dialog.File{Name: doc.FileName}
	kind := strings.ToLower(path.Ext(doc.FileName))
	switch {
	case kind == ".doc":
		f.Refused = "旧版 Word 文件（.doc）读不了，请用 Word 或 WPS 另存为 .docx 再发，或直接粘贴文字。"
		return f
	case kind != ".xlsx" && kind != ".csv" && kind != ".txt" && kind != ".docx":
		f.Refused = "这种文件（" + kind + "）用不了。"
		return f
	case doc.FileSize > dialog.MaxFile:
		f.Refused = fmt.Sprintf("文件有 %.1f MB，最多 %d MB。", float64(doc.FileSize)/(1<<20), dialog.MaxFileMB)
		return f
	}
	data, err := b.api.download(ctx, doc.FileID)
	switch {
	case errors.Is(err, errTooLarge):
		f.Refused = fmt.Sprintf("文件超过 %d MB。", dialog.MaxFileMB)
	case err != nil:
		b.log.Warn("file could not be fetched", "error", err)
		f.Refused = "文件没有下载成功，请再发一次。"
	default:
		takeApart(ctx, f, kind, data, pack)
	}
	return f
}

func takeApart(ctx context.Context, f *dialog.File, kind string, data []byte, pack *scoring.Pack) {
	switch kind {
	case ".txt":
		if !utf8.Valid(data) {
			f.Refused = "文本不是 UTF-8 编码，请另存为 UTF-8 后再发，或直接粘贴文字。"
			return
		}
		f.Text = strings.TrimSpace(string(bytes.TrimPrefix(data, []byte("\ufeff"))))
	case ".docx":
		text, err := docx.ReadText(bytes.NewReader(data), int64(len(data)))
		switch {
		case err != nil:
			f.Refused = err.Error() + "。"
		case strings.TrimSpace(text) == "":
			f.Refused = "文件里没有文字。"
		default:
			f.Text = strings.TrimSpace(text)
		}
	case ".csv":
		table, err := workbook.ReadCSV(data, workbook.DefaultLimits)
		if err != nil {
			f.Refused = err.Error() + "。"
		}
		f.Table = table
	case ".xlsx":
		form, err := workbook.Read(ctx, data, pack, workbook.DefaultLimits)
		if err != nil {
			f.Refused = err.Error() + "。"
			return
		}
		f.Lists = form.Lists
		for _, e := range form.Entries {
			f.Entries = append(f.Entries, dialog.FileEntry{Code: e.Code, Text: e.Text, Place: fmt.Sprintf("第 %d 行", e.Row)})
		}
		for _, p := range form.Problems {
			f.Problems = append(f.Problems, p.String())
		}
	}
}

// download fetches a file by its id, at most dialog.MaxFile bytes of it.
func (a *api) download(ctx context.Context, fileID string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, downloadTimeout)
	defer cancel()
	file, err := a.GetFile(ctx, &tg.GetFileParams{FileID: fileID})
	if err != nil {
		return nil, fmt.Errorf("ask for the file's path: %w", a.clean(err))
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

package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// Limits bound what reading a file of unknown origin may cost.
type Limits struct {
	// Bytes is the size of the file; Unpacked that of all its parts together and Part
	// that of one part, in bytes after decompression.
	Bytes, Unpacked, Part int64
	// Parts is how many parts there may be.
	Parts int
	// Rows and Columns are what is read of one sheet.
	Rows, Columns int
	// Time is how long it may take.
	Time time.Duration
}

// DefaultLimits hold for workbooks that people fill in by hand. A workbook of them
// is read in well under a second.
var DefaultLimits = Limits{
	Bytes: 2 << 20, Unpacked: 32 << 20, Part: 8 << 20, Parts: 500,
	Rows: 5000, Columns: 200, Time: 10 * time.Second,
}

// slots bound how many files are read at once, whoever asks: memory is the sum of all.
var slots = make(chan struct{}, 2)

// guarded runs read within the time limit and turns a panic of the library into an error.
// What does not end in time is left to itself, but keeps its slot until it ends.
func guarded[T any](ctx context.Context, limits Limits, read func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, limits.Time)
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	var nothing T
	select {
	case slots <- struct{}{}:
	case <-ctx.Done():
		cancel()
		return nothing, fmt.Errorf("读取表格：%w", ctx.Err())
	}
	go func() {
		var out outcome
		defer func() {
			if fault := recover(); fault != nil {
				out = outcome{err: fmt.Errorf("文件内容有误：%v", fault)}
			}
			<-slots
			done <- out
		}()
		out.value, out.err = read(ctx)
	}()
	defer cancel()
	select {
	case out := <-done:
		return out.value, out.err
	case <-ctx.Done():
		return nothing, fmt.Errorf("读取表格超时：%w", ctx.Err())
	}
}

// ErrNotWorkbook says that a file is no .xlsx workbook.
var ErrNotWorkbook = errors.New("不是 .xlsx 工作簿；旧的 .xls 或 .et 文件请另存为 .xlsx")

// unpacked opens the archive and measures every part by unpacking it: the sizes an archive
// states are not to be trusted.
func unpacked(ctx context.Context, data []byte, limits Limits) (*zip.Reader, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, ErrNotWorkbook
	}
	if len(archive.File) > limits.Parts {
		return nil, fmt.Errorf("文件由 %d 个部分组成，最多 %d 个", len(archive.File), limits.Parts)
	}
	left := limits.Unpacked
	for _, f := range archive.File {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := measure(f, min(limits.Part, left))
		if err != nil {
			return nil, err
		}
		left -= n
	}
	return archive, nil
}

// measure is the size of a part; an error when it is above most.
func measure(f *zip.File, most int64) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, fmt.Errorf("文件内容有误：%w", err)
	}
	defer r.Close() // only read
	n, err := io.Copy(io.Discard, io.LimitReader(r, most+1))
	if n > most {
		return n, errors.New("文件解压后太大，请只保留要上传的表格")
	}
	if err != nil {
		return n, fmt.Errorf("文件内容有误：%w", err)
	}
	return n, nil
}

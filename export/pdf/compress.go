package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"sync"
)

// compressors are used again and again; a new one clears 1.2 MB.
var compressors = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		return err
	}
	return w
}}

func compress(content []byte) ([]byte, error) {
	w, ok := compressors.Get().(*zlib.Writer)
	if !ok {
		return nil, errors.New("压缩程序不能用")
	}
	defer compressors.Put(w)
	out := bytes.NewBuffer(make([]byte, 0, len(content)*3/4+64))
	w.Reset(out)
	if _, err := w.Write(content); err != nil {
		return nil, fmt.Errorf("压缩：%w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("压缩：%w", err)
	}
	return out.Bytes(), nil
}

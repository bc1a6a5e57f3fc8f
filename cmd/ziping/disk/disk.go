// Package disk puts files in place in one step, so that nobody ever finds half of one.
package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Write writes a file that everybody may read.
func Write(path string, data []byte) error { return write(path, data, 0o644) }

// WritePrivate writes a file that nobody else on the machine may read.
func WritePrivate(path string, data []byte) error { return write(path, data, 0o600) }

// WritePrivateBeside is WritePrivate for what is nowhere else: a file that is there keeps what it has,
// and another one beside it is written, with a number in its name. It returns which.
func WritePrivateBeside(path string, data []byte) (written string, err error) {
	ending := filepath.Ext(path)
	written = path
	for n := 2; ; n++ {
		if _, err := os.Lstat(written); errors.Is(err, fs.ErrNotExist) {
			return written, WritePrivate(written, data)
		} else if err != nil {
			return written, fmt.Errorf("看不了 %s：%w", written, err)
		}
		written = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ending), n, ending)
	}
}

func write(path string, data []byte, mode fs.FileMode) error {
	return stream(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}, mode)
}

func stream(path string, fill func(io.Writer) error, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".ziping-*")
	if err != nil {
		if inner := (*fs.PathError)(nil); errors.As(err, &inner) {
			err = inner.Err // the name of what would have become the file tells nobody anything
		}
		return fmt.Errorf("写不了 %s：%w", path, err)
	}
	defer os.Remove(f.Name()) // after a rename there is nothing left to remove
	if err = fill(f); err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("写不了 %s：%w", path, err)
	}
	return nil
}

// StreamPrivate is WritePrivate for what is written piece by piece; nothing is left of what fails.
func StreamPrivate(path string, fill func(io.Writer) error) error { return stream(path, fill, 0o600) }

package server

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	appendFolder = "appendonlydir"           // the server's default; Redis 7 and Valkey
	appendList   = "appendonly.aof.manifest" // its files, one a line: file NAME seq N type b|h|i
	appendSingle = "appendonly.aof"          // before Redis 7: one file in the data folder
	longestHead  = 32                        // bytes of a line that gives a count or a length
)

// mendTail cuts a transaction off the end of the server's file when it was not written to its end.
//
// A script's writes are one MULTI … EXEC there. When the server is killed amid writing it, the servers up
// to Redis 7.0 at least take away the command that was cut and leave the MULTI before it open. They go on
// writing behind it, so that the start after that one carries out what was cut as well: half a turn, a
// second time (Valkey's pull request 4342 is the same finding). What is cut was never answered: with
// appendfsync always a reply follows the write. Must be called before the server starts.
//
// A file of another form than expected is left to the server, which reads it and says what is wrong.
func mendTail(dir string) error {
	path, err := lastAppendFile(dir)
	if err != nil || path == "" {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, os.ErrNotExist) {
		return nil // the server's first start, or it says what it misses
	}
	if err != nil {
		return fmt.Errorf("server: the append-only file: %w", err)
	}
	err = cutOpen(f)
	return errors.Join(err, f.Close())
}

// lastAppendFile is the file the server goes on writing, or "" when there is none yet.
func lastAppendFile(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, appendFolder, appendList))
	if errors.Is(err, os.ErrNotExist) {
		return filepath.Join(dir, appendSingle), nil
	}
	if err != nil {
		return "", nil //nolint:nilerr // the server fails on the same thing and its log says why
	}
	last := ""
	for line := range strings.Lines(string(b)) {
		fields := strings.Fields(line)
		if len(fields) == 6 && fields[0] == "file" && fields[5] == "i" {
			last = filepath.Join(dir, appendFolder, filepath.Base(fields[1]))
		}
	}
	return last, nil
}

func cutOpen(f *os.File) error {
	open, torn := openTransaction(f)
	if !torn {
		return nil
	}
	info, err := f.Stat()
	if err == nil {
		err = f.Truncate(open)
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return fmt.Errorf("server: cut a torn transaction: %w", err)
	}
	slog.Warn("redis child: a turn that was not written to its end is taken away; nobody was told of it",
		"file", filepath.Base(f.Name()), "bytes", info.Size()-open)
	return nil
}

// openTransaction is where the transaction begins that r ends within; torn is false when there is none.
func openTransaction(r io.Reader) (begin int64, torn bool) {
	in := &appendReader{from: bufio.NewReaderSize(r, 1<<16)}
	begin = -1
	for {
		at := in.offset
		word, err := in.command()
		switch {
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
			return begin, begin >= 0
		case err != nil:
			return begin, false // another form
		case word == "EXEC":
			begin = -1
		case word == "MULTI":
			begin = at
		}
	}
}

var errForm = errors.New("server: not a list of commands")

// appendReader reads a list of commands in the form of the protocol.
type appendReader struct {
	from   *bufio.Reader
	offset int64
}

// command passes over one command. The word is its name when it has no arguments, else "".
func (r *appendReader) command() (word string, err error) {
	parts, err := r.head('*')
	if err != nil || parts < 0 {
		return "", err // below 0: a line of remarks
	}
	for range parts {
		size, err := r.head('$')
		if err != nil {
			return "", unexpected(err)
		}
		if size < 0 {
			return "", errForm
		}
		if parts == 1 && size <= int64(len("MULTI")) {
			b := make([]byte, size+2)
			n, err := io.ReadFull(r.from, b)
			if r.offset += int64(n); err != nil {
				return "", unexpected(err)
			}
			return strings.ToUpper(string(b[:size])), nil
		}
		n, err := r.from.Discard(int(size) + 2)
		if r.offset += int64(n); err != nil {
			return "", unexpected(err)
		}
	}
	return "", nil
}

// head reads a line of mark and a number; a remark of the server's (#TS:…) is -1.
func (r *appendReader) head(mark byte) (int64, error) {
	line, err := r.from.ReadSlice('\n')
	r.offset += int64(len(line))
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return 0, errForm // longer than any line of the form
	case err != nil && len(line) > 0:
		return 0, io.ErrUnexpectedEOF
	case err != nil:
		return 0, io.EOF
	case mark == '*' && line[0] == '#':
		return -1, nil
	case line[0] != mark || len(line) > longestHead:
		return 0, errForm
	}
	n, err := strconv.ParseInt(strings.TrimRight(string(line[1:]), "\r\n"), 10, 32)
	if err != nil || n < 0 {
		return 0, errForm
	}
	return n, nil
}

// unexpected is the end of the file amid a command.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

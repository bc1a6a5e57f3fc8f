package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"ziping/dialog"
)

// unitIDShape is that of UnitNamed's ids. They need not fit the names: units are renamed.
var unitIDShape = regexp.MustCompile(`^[a-z2-7]{10}$`)

// backupLineLimit bounds one line, in bytes; a record of the longest texts is far below.
const backupLineLimit = 64 << 20

// Restore reads a backup. The whole of it is checked before anything is written. It goes
// into a store without evaluations; with merge it also goes into others, where it adds
// what is missing and changes nothing that is there. When it is interrupted, it may be
// repeated with merge. Errors: *BackupError, ErrNotEmpty, ErrUnavailable.
func (s *Store) Restore(ctx context.Context, r io.Reader, merge bool) error {
	spool, err := os.CreateTemp("", "ziping-restore-*")
	if err != nil {
		return fmt.Errorf("store: restore: %w", err)
	}
	defer os.Remove(spool.Name()) // readable by this user only until then
	defer spool.Close()
	if err := verifyBackup(io.TeeReader(r, spool)); err != nil {
		return err
	}
	if !merge {
		if err := s.checkEmpty(ctx); err != nil {
			return err
		}
	}
	if _, err := spool.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("store: restore: %w", err)
	}
	if err := s.restoreAll(ctx, spool, merge); err != nil {
		return fmt.Errorf("恢复中断，请排除故障后加 --merge 重新恢复：%w", err)
	}
	return nil
}

func (s *Store) checkEmpty(ctx context.Context) error {
	parts, err := s.eachPartition(ctx, "restore", keyEvaluations)
	if err != nil {
		return err
	}
	for _, evaluations := range parts {
		if len(evaluations) > 0 {
			return ErrNotEmpty
		}
	}
	return nil
}

// backupReader reads a backup's lines.
type backupReader struct {
	in   *bufio.Reader
	line int
}

func newBackupReader(r io.Reader) *backupReader {
	return &backupReader{in: bufio.NewReaderSize(r, 1<<16)}
}

// next returns a line with its record. It returns io.EOF after the last line.
func (b *backupReader) next() ([]byte, record, error) {
	b.line++
	var line []byte
	for {
		part, err := b.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > backupLineLimit:
			return nil, record{}, b.defect("这一行过长")
		case err == nil:
			r, err := b.decode(line)
			return line, r, err
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(line) == 0:
			return nil, record{}, io.EOF
		case errors.Is(err, io.EOF):
			return nil, record{}, b.defect("文件不完整")
		default:
			return nil, record{}, fmt.Errorf("store: read the backup: %w", err)
		}
	}
}

func (b *backupReader) decode(line []byte) (record, error) {
	var r record
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return r, b.defect("不是本程序的备份记录")
	}
	if d.InputOffset() < int64(len(bytes.TrimRight(line, " \r\n"))) {
		return r, b.defect("记录之后有多余内容")
	}
	return r, nil
}

func (b *backupReader) defect(reason string) error { return &BackupError{Line: b.line, Reason: reason} }

// verifier checks that a backup is whole and that its records fit together.
type verifier struct {
	*backupReader
	sum         hash.Hash
	count       int
	units       map[string]bool
	evaluations map[place]bool
	now         place // the evaluation whose records are being read
	seq         int64 // its last log entry
	answers     map[dialog.Key]bool
}

// CheckBackup checks a backup without restoring it: that it is whole, and that its records fit
// together. Error: *BackupError.
func CheckBackup(r io.Reader) error { return verifyBackup(r) }

func verifyBackup(r io.Reader) error {
	v := &verifier{backupReader: newBackupReader(r), sum: sha256.New(), units: map[string]bool{}, evaluations: map[place]bool{}}
	line, head, err := v.next()
	if errors.Is(err, io.EOF) {
		return v.defect("文件是空的")
	}
	if err != nil {
		return err
	}
	if head.Kind != backupName || head.Backup != backupVersion {
		return v.defect("不是本程序的备份，或由更新的版本写成")
	}
	for {
		v.sum.Write(line) // hash.Hash never fails
		var rec record
		if line, rec, err = v.next(); errors.Is(err, io.EOF) {
			return v.defect("文件不完整，缺少结束行")
		} else if err != nil {
			return err
		}
		if rec.Kind == kindEnd {
			return v.end(rec)
		}
		if reason := v.check(rec); reason != "" {
			return v.defect(reason)
		}
		v.count++
	}
}

func (v *verifier) end(rec record) error {
	if rec.Records != v.count || rec.SHA256 != hex.EncodeToString(v.sum.Sum(nil)) {
		return v.defect("校验不符，文件曾被改动或损坏")
	}
	if _, _, err := v.next(); !errors.Is(err, io.EOF) {
		return v.defect("结束行之后还有内容")
	}
	return nil
}

// check returns what is wrong with a record, or "".
func (v *verifier) check(r record) string {
	switch r.Kind {
	case kindUnit:
		if u := UnitNamed(r.Name); !unitIDShape.MatchString(r.ID) || u.Name == "" || u.Name != r.Name || v.units[r.ID] {
			return "单位的名称或编号有误，或单位重复"
		}
		v.units[r.ID] = true
	case kindEvaluation:
		return v.checkEvaluation(r)
	case kindAnswer, kindCursor, kindLog:
		if r.place() != v.now {
			return "记录不属于前面的自评"
		}
		return v.checkContent(r)
	case kindSeen:
		inPartition := r.Partition != nil && *r.Partition >= 0 && *r.Partition < Partitions && r.Unit == ""
		if r.Update == "" || r.At.IsZero() || !inPartition && (r.Partition != nil || r.place() != v.now) {
			return "已处理标记有误"
		}
	case kindMember:
		if !v.units[r.Unit] || !knownRole(r.Role) || r.User == 0 || r.Name != cleanName(r.Name, 64) {
			return "人员有误"
		}
	case kindLeft, kindMuted, kindUnreached, kindInvite:
		if !v.units[r.Unit] || r.At.IsZero() || r.Kind == kindInvite && !validInvite(r) {
			return "邀请或离开记录有误"
		}
	case kindNews:
		if r.Chat == 0 || !v.evaluations[r.place()] || len(r.Lines) == 0 || slices.ContainsFunc(r.Lines, func(l newsLine) bool { return l.Reply == nil }) {
			return "待告知的进展有误"
		}
	case kindActive, kindBlocked, kindPrompt:
		if r.User == 0 && r.Chat == 0 || r.Kind == kindActive && (r.Unit == "" || strings.Contains(r.Unit, ":") || !validYear(r.Year)) {
			return "人员状态有误"
		}
	case kindMessage:
		return checkPending(r)
	default:
		return "未知的记录类别"
	}
	return ""
}

func validInvite(r record) bool {
	sum, err := hex.DecodeString(r.ID)
	return err == nil && len(sum) == sha256.Size && knownRole(r.Role) && r.Uses >= 0 && !r.Expires.IsZero()
}

func (v *verifier) checkEvaluation(r record) string {
	status := r.Status == dialog.Open || r.Status == dialog.Submitted || r.Status == dialog.Approved
	id := len(r.ID) >= 3 && len(r.ID) <= 8 && strings.Trim(r.ID, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
	if !v.units[r.Unit] || v.evaluations[r.place()] || !status || !id || !validYear(r.Year) || r.Scheme == "" ||
		r.Reminders != nil && !r.Reminders.Valid() {
		return "自评有误或重复"
	}
	v.evaluations[r.place()] = true
	v.now, v.seq, v.answers = r.place(), 0, map[dialog.Key]bool{}
	return ""
}

func (v *verifier) checkContent(r record) string {
	for _, a := range []*storedAnswer{r.Answer, r.Old} {
		if a == nil {
			continue
		}
		if _, err := a.answer(0); err != nil {
			return "答案的内容有误"
		}
	}
	switch {
	case r.Kind == kindCursor && (r.Cursor == nil || r.User == 0 || r.Rev < 1):
		return "填报位置有误"
	case r.Kind == kindAnswer && (!validKey(r.Key) || v.answers[r.Key] || r.Answer == nil || r.Rev < 1):
		return "答案有误或重复"
	case r.Kind == kindLog && (r.Seq != v.seq+1 || r.Answer == nil || r.Update == "" || strings.ContainsAny(string(r.Key)+r.Update, "\n|")):
		return "日志有误或编号不连续"
	}
	switch r.Kind {
	case kindAnswer:
		v.answers[r.Key] = true
	case kindLog:
		v.seq = r.Seq
	}
	return ""
}

func checkPending(r record) string {
	if r.Pending == nil {
		return "待发消息有误"
	}
	if err := r.message().check(); err != nil || r.Pending.At == 0 {
		return "待发消息有误"
	}
	return ""
}

// message is the message of a kindMessage record.
func (r record) message() Message {
	m := Message{Chat: r.Chat, Class: r.Class, Attempts: r.Attempts}
	r.Pending.fill(&m)
	return m
}

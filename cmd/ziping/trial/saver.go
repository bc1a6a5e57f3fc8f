package trial

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"ziping/bot/sandbox"
	"ziping/cmd/ziping/disk"
	"ziping/dialog/store"
)

// saveEvery is how much of a trial a crash may lose. Nothing is lost at a normal end; what
// must survive a crash belongs into `ziping serve`, whose store is durable.
const saveEvery = 3 * time.Second

// saver keeps a trial's store and chats in a folder: the store in the format of
// `ziping backup`, the chats beside it.
type saver struct {
	dir    string
	store  *store.Store
	phones *sandbox.Server
	log    *slog.Logger
	last   []byte // the chats as last saved: while nobody spoke nothing has changed
}

func (s *saver) backupFile() string { return filepath.Join(s.dir, "ziping.backup") }
func (s *saver) chatsFile() string  { return filepath.Join(s.dir, "chats.json") }

// load restores what an earlier run saved.
func (s *saver) load(ctx context.Context) error {
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return fmt.Errorf("建不了数据文件夹：%w", err)
	}
	chats, err := os.ReadFile(s.chatsFile())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("读不了 %s：%w", s.chatsFile(), err)
	}
	backup, err := os.Open(s.backupFile())
	if err != nil {
		return fmt.Errorf("读不了 %s：%w", s.backupFile(), err)
	}
	defer backup.Close()
	if err := s.store.Restore(ctx, backup, false); err != nil {
		return fmt.Errorf("恢复 %s：%w", s.backupFile(), err)
	}
	if err := s.phones.Restore(chats); err != nil {
		return fmt.Errorf("恢复 %s：%w", s.chatsFile(), err)
	}
	s.last = chats
	return nil
}

// run saves every few seconds until ctx ends.
func (s *saver) run(ctx context.Context) {
	tick := time.NewTicker(saveEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := s.save(ctx); err != nil && ctx.Err() == nil {
				s.log.Error("could not save", "error", err)
			}
		}
	}
}

// save writes both files, the store first: a chat may lag behind its answers, not the other
// way round.
func (s *saver) save(ctx context.Context) error {
	chats, err := s.phones.Snapshot()
	if err != nil || bytes.Equal(chats, s.last) {
		return err
	}
	var backup bytes.Buffer
	if err := s.store.Backup(ctx, &backup); err != nil {
		return fmt.Errorf("备份：%w", err)
	}
	if err := disk.WritePrivate(s.backupFile(), backup.Bytes()); err != nil {
		return err
	}
	if err := disk.WritePrivate(s.chatsFile(), chats); err != nil {
		return err
	}
	s.last = chats
	return nil
}

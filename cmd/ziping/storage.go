package main

import (
	"context"
	"errors"
	"time"

	"ziping/dialog/store"
	"ziping/dialog/store/server"
)

// storage is an open store and what has to be closed after it.
type storage struct {
	*store.Store
	closers []func() error
}

// openStorage connects to Redis at url, or, when there is none, to a durable redis-server of
// our own in dir. delivers says that this process sends what it commits.
func openStorage(ctx context.Context, url, dir string, delivers bool) (*storage, error) {
	s := &storage{}
	opt := store.Options{Delivers: delivers}
	if url == "" {
		child, err := server.StartChild(ctx, dir)
		if err != nil {
			return nil, err
		}
		s.closers = append(s.closers, func() error {
			stop, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			return child.Close(stop)
		})
		url, opt.Sole = child.URL(), delivers && child.Keeper()
	}
	client, err := server.Connect(url)
	if err != nil {
		return nil, errors.Join(usagef("%v", err), s.close())
	}
	s.closers = append(s.closers, client.Close)
	if s.Store, err = store.Open(ctx, client, opt); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// close closes in the opposite order of opening.
func (s *storage) close() error {
	var errs []error
	for i := len(s.closers) - 1; i >= 0; i-- {
		errs = append(errs, s.closers[i]())
	}
	s.closers = nil
	return errors.Join(errs...)
}

// withStorage runs do on the store that the settings name.
func (c *config) withStorage(ctx context.Context, do func(*store.Store) error) error {
	if err := c.readSecrets(); err != nil {
		return err
	}
	s, err := openStorage(ctx, c.redisURL, c.data, false)
	if err != nil {
		return err
	}
	return errors.Join(do(s.Store), s.close())
}

package main

import (
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"ziping/bot"
)

// logger is the one log of a program that runs on: text on a terminal, JSON otherwise, or as set.
// It becomes the default too, so that every part writes into it. No secret passes it.
func (c *config) logger(w io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.logLevel)); err != nil {
		return nil, usagef("ZIPING_LOG_LEVEL 应为 debug、info、warn 或 error，不是“%s”。", c.logLevel)
	}
	redact := bot.Redact(c.token, c.webhookSecret, c.redisURL, password(c.redisURL))
	options := &slog.HandlerOptions{Level: level, ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Value.Kind() == slog.KindDuration { // JSON would count nanoseconds
			a.Value = slog.StringValue(a.Value.Duration().Round(time.Millisecond).String())
		}
		return redact(groups, a)
	}}
	var log *slog.Logger
	switch format := strings.ToLower(c.logFormat); {
	case format == "json", format == "" && !isTerminal(w):
		log = slog.New(slog.NewJSONHandler(w, options))
	case format == "text", format == "":
		log = slog.New(slog.NewTextHandler(w, options))
	default:
		return nil, usagef("ZIPING_LOG_FORMAT 应为 text 或 json，不是“%s”。", c.logFormat)
	}
	slog.SetDefault(log)
	return log, nil
}

// password is the one in an address, which may name several hosts.
func password(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	at := strings.LastIndex(rest, "@")
	if at < 0 {
		return ""
	}
	_, secret, _ := strings.Cut(rest[:at], ":")
	return secret
}

// isTerminal reports whether a person reads along.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

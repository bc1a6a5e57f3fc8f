package main

import (
	"context"
	"log/slog"
	"net"

	"ziping/cmd/ziping/trial"
)

// try runs the whole bot with nothing installed: a Bot API server on loopback with a chat page,
// and Redis in this process.
func try(c *call) {
	scheme := c.flags.String("scheme", "", "指标体系的 ID 或文件夹（默认 ZIPING_DEFAULT_SCHEME）")
	tryWith(c, 0, func([]string) string { return *scheme })
}

// schemeTry is try with a pack that is being written.
func schemeTry(c *call) { tryWith(c, 1, func(args []string) string { return args[0] }) }

// tryWith runs the bot on loopback; scheme gives the pack's id or folder.
func tryWith(c *call, args int, scheme func(args []string) string) {
	listen := c.flags.String("listen", "127.0.0.1:8080", "本机地址和端口")
	data := c.flags.String("data", "", "保存数据的文件夹；不写则只在内存里，退出即清空")
	cfg := settingFlags(c.flags, tableSettings, officeSettings)
	c.takes(args, func(ctx context.Context, given []string) error {
		if err := onLoopback(*listen); err != nil {
			return err
		}
		have, err := cfg.tables()
		if err != nil {
			return err
		}
		pack, err := have.Pack(scheme(given))
		if err != nil {
			return err
		}
		log := slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
		return trial.Run(ctx, trial.Options{
			Listen: *listen, AnyPort: !c.flags.Changed("listen"), Data: *data, Tables: have, Pack: pack, Log: log, Out: c.out, Workdays: cfg.workdays, Fonts: cfg.fonts,
		})
	})
}

// onLoopback refuses an address others could reach: whoever opens the page speaks for anybody.
func onLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return usagef("--listen 应为“地址:端口”，例如 127.0.0.1:8080。")
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return usagef("试用页面只能在本机打开：--listen 应为 127.0.0.1 的地址，例如 127.0.0.1:8080。")
}

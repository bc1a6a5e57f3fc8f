package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"ziping/dialog/store"
)

// errUnwell: something must be done; what, has been said.
var errUnwell = errors.New("有问题需要处理，见上。")

// doctor looks whether everything is as it must be, and says of what is not what to do.
func doctor(ctx context.Context, c call) error {
	flags := c.flags()
	running := flags.Bool("running", false, "只问本机正在运行的 ziping serve 是否正常（供容器的 HEALTHCHECK 用）")
	asJSON := flags.Bool("json", false, "输出 JSON")
	cfg := settingFlags(flags)
	if _, err := c.parse(flags, 0); err != nil {
		return err
	}
	if *running {
		return askRunning(ctx, cfg.listen, c.out)
	}
	all := cfg.examine(ctx)
	if *asJSON {
		if err := json.NewEncoder(c.out).Encode(all); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(c.out, thisBuild())
		for _, f := range all {
			fmt.Fprintf(c.out, "%s %s\n", map[grade]string{well: "✓", warns: "⚠", fails: "✗"}[f.Grade], f.Says)
		}
	}
	if worst(all) != well {
		return errUnwell
	}
	if !*asJSON {
		fmt.Fprintln(c.out, "一切正常。")
	}
	return nil
}

// examine makes all checks, each as far as the ones before allow.
func (c *config) examine(ctx context.Context) []finding {
	if err := c.readSecrets(); err != nil {
		return []finding{found("settings", fails, "%v", err)}
	}
	all := c.checkFiles()
	clock, err := officeClock(c.zone)
	if err != nil {
		return append(all, found("clock", fails, "%v", err))
	}
	all = append(all, found("clock", well, "现在是 %s（%s）", clock().Format("2006-01-02 15:04"), c.zone))
	if _, err := c.operatorIDs(); err != nil {
		all = append(all, found("operators", fails, "%v", err))
	} else if c.operators == "" {
		all = append(all, found("operators", warns, "没有设置 ZIPING_OPERATORS：没有人能在聊天中管理单位；用户号向机器人发 /start 就能看到"))
	}
	if _, err := loadFonts(c.fonts, io.Discard); err != nil {
		all = append(all, found("fonts", fails, "%v", err))
	} else {
		all = append(all, found("fonts", well, "字体可用"))
	}
	all = append(all, c.checkTelegram(ctx)...)
	days, err := workdays(c.workdays, clock(), slog.New(slog.DiscardHandler))
	if err != nil {
		return append(all, found("workdays", fails, "%v", err))
	}
	have, err := c.tables()
	if err != nil {
		return append(all, found("tables", fails, "%v", err))
	}
	all = append(all, found("tables", well, "%d 套指标体系，默认 %s", len(have.List()), have.usual))
	err = c.withStorage(ctx, func(s *store.Store) error {
		all = append(all, checkStore(ctx, s, clock())...)
		all = append(all, checkUnits(ctx, s, have, days)...)
		return nil
	})
	if err != nil {
		all = append(all, found("redis", fails, "连不上 Redis：%v", err))
	}
	return all
}

// askRunning asks a bot that runs on this machine whether it is ready.
func askRunning(ctx context.Context, listen string, out io.Writer) error {
	_, port, err := net.SplitHostPort(listen)
	if err != nil {
		return usagef("ZIPING_LISTEN 应为“地址:端口”，不是“%s”。", listen)
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort("127.0.0.1", port)+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultTransport.RoundTrip(req) // past any proxy's redirections
	if err != nil {
		return fmt.Errorf("ziping serve 没有应答：%w", err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(out, io.LimitReader(resp.Body, 1<<20)); err != nil {
		return fmt.Errorf("读取应答：%w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return errUnwell
	}
	return nil
}

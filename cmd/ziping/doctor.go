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

	"ziping/cmd/ziping/health"
	"ziping/cmd/ziping/office"
	"ziping/dialog/store"
)

// errUnwell: something must be done; what, has been said.
var errUnwell = errors.New("有问题需要处理，见上。")

// doctor looks whether everything is as it must be, and says of what is not what to do.
func doctor(c *call) {
	flags := c.flags
	running := flags.Bool("running", false, "只问本机正在运行的 ziping serve 是否正常（供容器的 HEALTHCHECK 用）")
	asJSON := flags.Bool("json", false, "输出 JSON")
	cfg := settingFlags(flags)
	c.takes(0, func(ctx context.Context, _ []string) error {
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
				fmt.Fprintf(c.out, "%s %s\n", map[health.Grade]string{health.Well: "✓", health.Warns: "⚠", health.Fails: "✗"}[f.Grade], f.Says)
			}
		}
		if health.Worst(all) != health.Well {
			return errUnwell
		}
		if !*asJSON {
			fmt.Fprintln(c.out, "一切正常。")
		}
		return nil
	})
}

// examine makes all checks, each as far as the ones before allow.
func (c *config) examine(ctx context.Context) []health.Finding {
	if err := c.readSecrets(); err != nil {
		return []health.Finding{health.Found("settings", health.Fails, "%v", err)}
	}
	all := health.CheckFiles([]string{c.tokenFile, c.redisURLFile, c.webhookSecretFile}, c.ownData())
	clock, err := office.Clock(c.zone)
	if err != nil {
		return append(all, health.Found("clock", health.Fails, "%v", err))
	}
	all = append(all, health.Found("clock", health.Well, "现在是 %s（%s）", clock().Format("2006-01-02 15:04"), c.zone))
	if _, err := c.operatorIDs(); err != nil {
		all = append(all, health.Found("operators", health.Fails, "%v", err))
	} else if c.operators == "" {
		all = append(all, health.Found("operators", health.Warns, "没有设置 ZIPING_OPERATORS：没有人能在聊天中管理单位；用户号向机器人发 /start 就能看到"))
	}
	if _, err := office.Faces(c.fonts, io.Discard); err != nil {
		all = append(all, health.Found("fonts", health.Fails, "%v", err))
	} else {
		all = append(all, health.Found("fonts", health.Well, "字体可用"))
	}
	all = append(all, health.Telegram{Token: c.token, APIURL: c.apiURL, WebhookURL: c.webhookURL}.Check(ctx)...)
	days, err := office.Workdays(c.workdays, clock(), slog.New(slog.DiscardHandler))
	if err != nil {
		return append(all, health.Found("workdays", health.Fails, "%v", err))
	}
	have, err := c.tables()
	if err != nil {
		return append(all, health.Found("tables", health.Fails, "%v", err))
	}
	all = append(all, health.Found("tables", health.Well, "%d 套指标体系，默认 %s", len(have.List()), have.Usual))
	err = c.withStorage(ctx, func(s *store.Store) error {
		all = append(all, health.CheckStore(ctx, s, clock())...)
		all = append(all, health.CheckUnits(ctx, s, have, days)...)
		return nil
	})
	if err != nil {
		all = append(all, health.Found("redis", health.Fails, "连不上 Redis：%v", err))
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

// ownData is the data folder of a Redis that this program starts; "" where Redis is elsewhere.
func (c *config) ownData() string {
	if c.redisURL != "" {
		return ""
	}
	return c.data
}

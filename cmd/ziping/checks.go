package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ziping/bot"
	"ziping/dialog/remind/calendar"
	"ziping/dialog/store"
)

// grade says how a check came out.
type grade string

const (
	well  grade = "ok"
	warns grade = "warn" // works, but something should be done
	fails grade = "fail" // does not work
)

// finding is what a check found, in a sentence that says what to do.
type finding struct {
	Check string `json:"check"`
	Grade grade  `json:"grade"`
	Says  string `json:"says"`
}

func found(check string, g grade, format string, args ...any) finding {
	return finding{check, g, fmt.Sprintf(format, args...)}
}

// worst is the gravest grade of findings.
func worst(all []finding) grade {
	w := well
	for _, f := range all {
		if f.Grade == fails || f.Grade == warns && w == well {
			w = f.Grade
		}
	}
	return w
}

// checkStore asks the store's Redis whether it keeps what it is given. A Redis that may forget is
// said loudly: every answer depends on it.
func checkStore(ctx context.Context, s *store.Store, now time.Time) []finding {
	v, err := s.Server(ctx)
	if err != nil {
		return []finding{found("redis", fails, "连不上 Redis：%v", err)}
	}
	all := []finding{found("redis", well, "Redis %s 可以访问", v.Version)}
	if v.AppendOnly == "no" {
		all = append(all, found("redis", fails, "Redis 没有开启 AOF，断电或重启会丢失答案：请设置 appendonly yes"))
	}
	if v.FSync == "no" || v.FSync == "everysec" {
		all = append(all, found("redis", warns, "Redis 的 appendfsync 是 %s，断电可能丢失最后一秒已确认的答案：请设置 appendfsync always", v.FSync))
	}
	if v.Eviction != "" && v.Eviction != "noeviction" {
		all = append(all, found("redis", fails, "Redis 内存满时会删除数据（maxmemory-policy %s）：请设置 noeviction", v.Eviction))
	}
	if d := v.Ahead.Abs(); d > 2*time.Second {
		all = append(all, found("clock", warns, "本机与 Redis 的时钟相差 %s，请用 NTP 校时", d.Round(time.Second)))
	}
	due, later, err := s.Depth(ctx)
	if err != nil {
		return append(all, found("outbox", fails, "查不到待发消息：%v", err))
	}
	g := well
	if due > 1000 {
		g = warns
	}
	all = append(all, found("outbox", g, "待发消息 %d 条，以后才到时间的 %d 条", due, later))
	dead, err := s.DeadLetters(ctx)
	if err != nil {
		return append(all, found("outbox", fails, "查不到未能送达的消息：%v", err))
	}
	if len(dead) > 0 {
		all = append(all, found("outbox", warns, "有 %d 条未能处理或送达的消息，用 ziping outbox list 查看", len(dead)))
	}
	return all
}

// checkUnits looks whether every unit's table is here, and whether the working days of the
// deadlines' years are known.
func checkUnits(ctx context.Context, s *store.Store, have *tables, days *calendar.Calendar) []finding {
	units, err := s.Units(ctx)
	if err != nil {
		return []finding{found("units", fails, "读不了单位：%v", err)}
	}
	all := []finding{found("units", well, "%d 份自评", len(units))}
	for _, told := range have.missing(units) {
		all = append(all, found("tables", fails, "%s", told))
	}
	var years []int
	for _, e := range units {
		if y := e.Deadline.Year(); !e.Deadline.IsZero() && !days.Covers(y) && !slices.Contains(years, y) {
			years = append(years, y)
		}
	}
	for _, y := range slices.Sorted(slices.Values(years)) {
		all = append(all, found("workdays", warns, "有截止日期在 %d 年，但这一年的节假日还不知道，提醒只按周一到周五算：请在 ZIPING_WORKDAYS 指定的文件里补上", y))
	}
	return all
}

// checkTelegram asks Telegram for the bot, and for its webhook.
func (c *config) checkTelegram(ctx context.Context) []finding {
	if c.token == "" {
		return []finding{found("token", fails, "没有设置机器人令牌：请设置 TELEGRAM_BOT_TOKEN 或 TELEGRAM_BOT_TOKEN_FILE")}
	}
	by := c.way()
	info, err := bot.Inspect(ctx, c.token, c.apiURL)
	switch {
	case errors.Is(err, bot.ErrToken):
		return []finding{found("token", fails, "Telegram 不认这个令牌：请向 @BotFather 核对，或重新生成")}
	case err != nil:
		return []finding{found("telegram", fails, "连不上 Telegram（%s）：%v。中国大陆一般要设置 HTTPS_PROXY", by, err)}
	}
	all := []finding{found("telegram", well, "Telegram 可以访问（%s），机器人是 @%s", by, info.Username)}
	switch {
	case c.webhookURL == "" && info.Webhook != "":
		all = append(all, found("webhook", warns, "Telegram 上还登记着 webhook，启动后会改为长轮询"))
	case c.webhookURL != "" && info.Webhook != c.webhookURL:
		all = append(all, found("webhook", warns, "Telegram 上登记的 webhook 不是 ZIPING_WEBHOOK_URL，启动后会更新"))
	case info.WebhookError != "":
		all = append(all, found("webhook", warns, "Telegram 送不到 webhook：%s", info.WebhookError))
	}
	if info.Pending > 100 {
		all = append(all, found("telegram", warns, "Telegram 上积压 %d 条消息没有取走：机器人是否在运行？", info.Pending))
	}
	return all
}

// way names how Telegram is reached, without what a proxy's address may have as a password.
func (c *config) way() string {
	req, err := http.NewRequest(http.MethodGet, c.apiURL, nil)
	if err != nil {
		return "地址有误"
	}
	proxy, err := http.ProxyFromEnvironment(req)
	if err != nil || proxy == nil {
		return "直接连接 " + req.URL.Host
	}
	return "经代理 " + (&url.URL{Scheme: proxy.Scheme, Host: proxy.Host}).String()
}

// checkFiles looks at what other people of the machine must not read.
func (c *config) checkFiles() []finding {
	var all []finding
	look := func(path string, folder bool) {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() && !folder || info.Mode().Perm()&0o077 == 0 {
			return
		}
		mend := "chmod 600 "
		if folder {
			mend = "chmod 700 "
		}
		all = append(all, found("files", warns, "%s 别的用户也能读，请 %s%s", path, mend, path))
	}
	for _, file := range []string{c.tokenFile, c.redisURLFile, c.webhookSecretFile} {
		if file != "" {
			look(file, false)
		}
	}
	if c.redisURL == "" {
		look(c.data, true)
		if probe, err := os.CreateTemp(existing(c.data), ".ziping-*"); err != nil {
			all = append(all, found("files", fails, "数据文件夹 %s 不能写：%v", c.data, err))
		} else {
			_ = errors.Join(probe.Close(), os.Remove(probe.Name())) // an empty file
		}
	}
	return all
}

// existing is the nearest folder of a path that is there.
func existing(path string) string {
	for {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return path
		}
		up := filepath.Dir(path)
		if up == path {
			return path
		}
		path = up
	}
}

// Package health says whether a bot and what it works with are as they must be: checks whose findings
// say what to do, the pages for a machine's supervisor, and the numbers behind them.
package health

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ziping/bot"
	"ziping/cmd/ziping/cause"
	"ziping/dialog"
	"ziping/dialog/remind/calendar"
	"ziping/dialog/store"
)

// Grade says how a check came out.
type Grade string

// How a check may come out.
const (
	Well  Grade = "ok"
	Warns Grade = "warn" // works, but something should be done
	Fails Grade = "fail" // does not work
)

// Finding is what a check found, in a sentence that says what to do.
type Finding struct {
	Check string `json:"check"`
	Grade Grade  `json:"grade"`
	Says  string `json:"says"`
}

// Found is a finding, its text as fmt has it; errors are said in Chinese.
func Found(check string, g Grade, format string, args ...any) Finding {
	return Finding{check, g, cause.Sprintf(format, args...)}
}

// Worst is the gravest Grade of findings.
func Worst(all []Finding) Grade {
	w := Well
	for _, f := range all {
		if f.Grade == Fails || f.Grade == Warns && w == Well {
			w = f.Grade
		}
	}
	return w
}

// CheckStore asks the store's Redis whether it keeps what it is given. A Redis that may forget is
// said loudly: every answer depends on it.
func CheckStore(ctx context.Context, s *store.Store, now time.Time) []Finding {
	v, err := s.Server(ctx)
	if err != nil {
		return []Finding{Found("redis", Fails, "连不上 Redis：%v", err)}
	}
	all := []Finding{Found("redis", Well, "Redis %s 可以访问", v.Version)}
	if v.AppendOnly == "no" {
		all = append(all, Found("redis", Fails, "Redis 没有开启 AOF，断电或重启会丢失答案：请设置 appendonly yes"))
	}
	if v.FSync == "no" || v.FSync == "everysec" {
		all = append(all, Found("redis", Warns, "Redis 的 appendfsync 是 %s，断电可能丢失最后一秒已确认的答案：请设置 appendfsync always", v.FSync))
	}
	if v.Eviction != "" && v.Eviction != "noeviction" {
		all = append(all, Found("redis", Fails, "Redis 内存满时会删除数据（maxmemory-policy %s）：请设置 noeviction", v.Eviction))
	}
	if v.FailsOver {
		all = append(all, Found("redis", Warns, "Redis 有副本或是集群：主节点故障切换时，最后约一秒内已确认的答案可能丢失；切换后请提醒各单位核对刚填的内容"))
	}
	if d := v.Ahead.Abs(); d > 2*time.Second {
		all = append(all, Found("clock", Warns, "本机与 Redis 的时钟相差 %s，请用 NTP 校时", d.Round(time.Second)))
	}
	due, later, err := s.Depth(ctx)
	if err != nil {
		return append(all, Found("outbox", Fails, "查不到待发消息：%v", err))
	}
	g := Well
	if due > 1000 {
		g = Warns
	}
	all = append(all, Found("outbox", g, "待发消息 %d 条，以后才到时间的 %d 条", due, later))
	dead, err := s.DeadLetters(ctx)
	if err != nil {
		return append(all, Found("outbox", Fails, "查不到未能送达的消息：%v", err))
	}
	if len(dead) > 0 {
		all = append(all, Found("outbox", Warns, "有 %d 条未能处理或送达的消息，用 ziping outbox list 查看", len(dead)))
	}
	return all
}

// Tables are the rule packs that are here.
type Tables interface {
	// Missing says of which units the pack is not here, and what to do, in a sentence each.
	Missing(units []dialog.Evaluation) []string
}

// CheckUnits looks whether every unit's table is here, and whether the working days of the
// deadlines' years are known.
func CheckUnits(ctx context.Context, s *store.Store, have Tables, days *calendar.Calendar) []Finding {
	units, err := s.Units(ctx)
	if err != nil {
		return []Finding{Found("units", Fails, "读不了单位：%v", err)}
	}
	all := []Finding{Found("units", Well, "%d 份自评", len(units))}
	for _, told := range have.Missing(units) {
		all = append(all, Found("tables", Fails, "%s", told))
	}
	var years []int
	for _, e := range units {
		if y := e.Deadline.Year(); !e.Deadline.IsZero() && !days.Covers(y) && !slices.Contains(years, y) {
			years = append(years, y)
		}
	}
	for _, y := range slices.Sorted(slices.Values(years)) {
		all = append(all, Found("workdays", Warns, "有截止日期在 %d 年，但这一年的节假日还不知道，提醒只按周一到周五算：请在 ZIPING_WORKDAYS 指定的文件里补上", y))
	}
	return all
}

// Telegram is how a bot reaches Telegram.
type Telegram struct{ Token, APIURL, WebhookURL string }

// Check asks Telegram for the bot, and for its webhook.
func (c Telegram) Check(ctx context.Context) []Finding {
	if c.Token == "" {
		return []Finding{Found("token", Fails, "没有设置机器人令牌：请设置 TELEGRAM_BOT_TOKEN 或 TELEGRAM_BOT_TOKEN_FILE")}
	}
	by := c.way(ctx)
	info, err := bot.Inspect(ctx, c.Token, c.APIURL)
	switch {
	case errors.Is(err, bot.ErrToken):
		return []Finding{Found("token", Fails, "Telegram 不认这个令牌：请向 @BotFather 核对，或重新生成")}
	case err != nil:
		return []Finding{Found("telegram", Fails, "连不上 Telegram（%s）：%v。中国大陆一般要设置 HTTPS_PROXY", by, err)}
	}
	all := []Finding{Found("telegram", Well, "Telegram 可以访问（%s），机器人是 @%s", by, info.Username)}
	switch {
	case c.WebhookURL == "" && info.Webhook != "":
		all = append(all, Found("webhook", Warns, "Telegram 上还登记着 webhook，启动后会改为长轮询"))
	case c.WebhookURL != "" && info.Webhook != c.WebhookURL:
		all = append(all, Found("webhook", Warns, "Telegram 上登记的 webhook 不是 ZIPING_WEBHOOK_URL，启动后会更新"))
	case info.WebhookError != "":
		all = append(all, Found("webhook", Warns, "Telegram 送不到 webhook：%s", info.WebhookError))
	}
	if info.Pending > 100 {
		all = append(all, Found("telegram", Warns, "Telegram 上积压 %d 条消息没有取走：机器人是否在运行？", info.Pending))
	}
	return all
}

// way names how Telegram is reached, without what a proxy's address may have as a password.
func (c Telegram) way(ctx context.Context) string {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.APIURL, nil)
	if err != nil {
		return "地址有误"
	}
	proxy, err := http.ProxyFromEnvironment(req)
	if err != nil || proxy == nil {
		return "直接连接 " + req.URL.Host
	}
	return "经代理 " + (&url.URL{Scheme: proxy.Scheme, Host: proxy.Host}).String()
}

// CheckFiles looks at what other people of the machine must not read, and whether the data folder,
// if there is one, can be written.
func CheckFiles(secrets []string, data string) []Finding {
	var all []Finding
	look := func(path, mend string) {
		if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
			all = append(all, Found("files", Warns, "%s 别的用户也能读，请 %s %s", path, mend, path))
		}
	}
	for _, file := range secrets {
		if file != "" {
			look(file, "chmod 600")
		}
	}
	if data == "" {
		return all
	}
	look(data, "chmod 700")
	probe, err := os.CreateTemp(existing(data), ".ziping-*")
	if err != nil {
		return append(all, Found("files", Fails, "数据文件夹 %s 不能写：%v", data, err))
	}
	_ = errors.Join(probe.Close(), os.Remove(probe.Name())) // an empty file
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

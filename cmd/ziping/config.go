package main

import (
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	_ "time/tzdata" // an empty container has no time zones

	"github.com/spf13/pflag"
	"golang.org/x/time/rate"

	"ziping/bot"
	"ziping/cmd/ziping/office"
)

// config of `ziping serve`. Every setting is an environment variable and a flag; the flag wins.
type config struct {
	token, tokenFile, apiURL                 string
	redisURL, redisURLFile, data             string
	operators                                string
	schemes, scheme                          string
	listen                                   string
	webhookURL, webhookSecret, webhookListen string
	webhookSecretFile, protectDrafts         string
	logLevel, logFormat                      string
	rate                                     string
	zone, workdays, fonts                    string
}

// setting is one row of the table in README and of `serve --help`.
type setting struct {
	env, flag, fallback, help string
	value                     func(*config) *string
}

func settings() []setting {
	return []setting{
		{"TELEGRAM_BOT_TOKEN", "token", "", "机器人令牌", func(c *config) *string { return &c.token }},
		{"TELEGRAM_BOT_TOKEN_FILE", "token-file", "", "存放令牌的文件", func(c *config) *string { return &c.tokenFile }},
		{"TELEGRAM_API_URL", "api-url", "https://api.telegram.org", "Bot API 地址", func(c *config) *string { return &c.apiURL }},
		{"REDIS_URL", "redis-url", "", "Redis 地址：redis:// rediss:// unix:// redis+sentinel:// redis+cluster://；不填则自动启动本机的 redis-server", func(c *config) *string { return &c.redisURL }},
		{"REDIS_URL_FILE", "redis-url-file", "", "存放 Redis 地址的文件", func(c *config) *string { return &c.redisURLFile }},
		{"ZIPING_DATA", "data", "./ziping-data", "自动启动的 redis-server 的数据文件夹", func(c *config) *string { return &c.data }},
		{"ZIPING_OPERATORS", "operators", "", "财政局管理员的 Telegram 用户号，逗号分隔", func(c *config) *string { return &c.operators }},
		{"ZIPING_SCHEMES", "schemes", "", "本单位自己的指标体系所在文件夹，里面每套一个文件夹", func(c *config) *string { return &c.schemes }},
		{"ZIPING_DEFAULT_SCHEME", "default-scheme", office.DefaultScheme, "没有写明时用的指标体系", func(c *config) *string { return &c.scheme }},
		{"ZIPING_LISTEN", "listen", "127.0.0.1:9090", "健康检查和指标的地址", func(c *config) *string { return &c.listen }},
		{"ZIPING_WEBHOOK_URL", "webhook-url", "", "webhook 的公网地址；不填则长轮询", func(c *config) *string { return &c.webhookURL }},
		{"ZIPING_WEBHOOK_SECRET", "webhook-secret", "", "webhook 的密钥", func(c *config) *string { return &c.webhookSecret }},
		{"ZIPING_WEBHOOK_SECRET_FILE", "webhook-secret-file", "", "存放 webhook 密钥的文件", func(c *config) *string { return &c.webhookSecretFile }},
		{"ZIPING_WEBHOOK_LISTEN", "webhook-listen", "127.0.0.1:8443", "webhook 在本机的监听地址，由反向代理转来", func(c *config) *string { return &c.webhookListen }},
		{"ZIPING_RATE", "rate", "25", "每秒最多调用 Bot API 多少次，所有会话和所有进程合计；0 表示不限（自建的、没有限制的 Bot API 服务器，或买了付费群发的机器人）", func(c *config) *string { return &c.rate }},
		{"ZIPING_TIMEZONE", "timezone", office.DefaultZone, "时区", func(c *config) *string { return &c.zone }},
		{"ZIPING_WORKDAYS", "workdays", "", "节假日和调休上班日的文件，补充或替换内置的年份", func(c *config) *string { return &c.workdays }},
		{"ZIPING_FONTS", "fonts", "", "单位自有字体的文件夹（仿宋、小标宋、楷体、黑体）", func(c *config) *string { return &c.fonts }},
		{"ZIPING_PROTECT_DRAFTS", "protect-drafts", "no", "草稿不能转发和保存：yes、no", func(c *config) *string { return &c.protectDrafts }},
		{"ZIPING_LOG_LEVEL", "log-level", "info", "日志级别：debug、info、warn、error", func(c *config) *string { return &c.logLevel }},
		{"ZIPING_LOG_FORMAT", "log-format", "", "日志格式：text、json（默认终端上用 text，否则 json）", func(c *config) *string { return &c.logFormat }},
	}
}

// The settings of commands that do not serve, by flag.
var (
	storeSettings    = []string{"redis-url", "redis-url-file", "data"}
	tableSettings    = []string{"schemes", "default-scheme"}
	telegramSettings = []string{"token", "token-file", "api-url"}
	zoneSettings     = []string{"timezone"}
	officeSettings   = []string{"workdays", "fonts"}
)

// settingFlags adds settings to a command's flags: those named, or all.
func settingFlags(flags *pflag.FlagSet, named ...[]string) *config {
	cfg, wanted := &config{}, slices.Concat(named...)
	for _, s := range settings() {
		if len(wanted) == 0 || slices.Contains(wanted, s.flag) {
			flags.StringVar(s.value(cfg), s.flag, fromEnvironment(s), s.help+"（"+s.env+"）")
			hideSecret(flags, s)
		}
	}
	return cfg
}

// fromEnvironment is the setting's value before flags are read.
func fromEnvironment(s setting) string {
	if value := os.Getenv(s.env); value != "" {
		return value
	}
	return s.fallback
}

// hideSecret keeps what came from the environment out of --help, for any of it may have a secret.
func hideSecret(flags *pflag.FlagSet, s setting) { flags.Lookup(s.flag).DefValue = s.fallback }

// readSecrets takes the secrets that were not given themselves from their files.
func (c *config) readSecrets() error {
	for _, s := range []struct {
		secret     *string
		file, name string
	}{
		{&c.token, c.tokenFile, "TELEGRAM_BOT_TOKEN_FILE"},
		{&c.redisURL, c.redisURLFile, "REDIS_URL_FILE"},
		{&c.webhookSecret, c.webhookSecretFile, "ZIPING_WEBHOOK_SECRET_FILE"},
	} {
		if *s.secret != "" || s.file == "" {
			continue
		}
		data, err := os.ReadFile(s.file)
		if err != nil {
			return usagef("读不了 %s 指定的文件：%v", s.name, err)
		}
		if *s.secret = strings.TrimSpace(string(data)); *s.secret == "" {
			return usagef("%s 指定的文件 %s 是空的。", s.name, s.file)
		}
	}
	return nil
}

func (c *config) check() error {
	if err := c.readSecrets(); err != nil {
		return err
	}
	if c.token == "" {
		return usagef("缺少机器人令牌：请设置 TELEGRAM_BOT_TOKEN 或 TELEGRAM_BOT_TOKEN_FILE（向 @BotFather 申请）。只想试用请运行 ziping try。")
	}
	if c.webhookURL != "" {
		u, err := url.Parse(c.webhookURL)
		if err != nil || u.Scheme != "https" || u.Host == "" {
			return usagef("ZIPING_WEBHOOK_URL 应为 https:// 开头的公网地址。")
		}
		if c.webhookSecret == "" {
			return usagef("用 webhook 时必须设置 ZIPING_WEBHOOK_SECRET（1～256 个字母、数字、_ 或 -）。")
		}
	}
	if c.protectDrafts != "yes" && c.protectDrafts != "no" {
		return usagef("ZIPING_PROTECT_DRAFTS 应为 yes 或 no，不是“%s”。", c.protectDrafts)
	}
	if _, err := c.limits(); err != nil {
		return err
	}
	_, err := c.operatorIDs()
	return err
}

// limits are the bot's, with the rate that is set. Without one there are none for a chat either.
func (c *config) limits() (bot.Limits, error) {
	if c.rate == "" {
		return bot.Limits{}, nil
	}
	perSecond, err := strconv.ParseFloat(strings.TrimSpace(c.rate), 64)
	switch {
	case err != nil || !(perSecond >= 0 && perSecond <= 10_000):
		return bot.Limits{}, usagef("ZIPING_RATE 应为每秒的次数，0～10000，0 表示不限；不是“%s”。", c.rate)
	case perSecond == 0:
		return bot.Unlimited(), nil
	}
	return bot.Limits{Overall: rate.Limit(perSecond)}, nil
}

// operatorIDs are the Telegram user ids of the finance bureau's people.
func (c *config) operatorIDs() ([]int64, error) {
	var ids []int64
	for part := range strings.SplitSeq(c.operators, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		id, err := strconv.ParseInt(part, 10, 64)
		if err != nil || id <= 0 {
			return nil, usagef("ZIPING_OPERATORS 中的“%s”不是用户号；应为数字，多个用逗号分隔。", part)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// tables are the rule packs that the settings name.
func (c *config) tables() (*office.Tables, error) { return office.OpenTables(c.schemes, c.scheme) }

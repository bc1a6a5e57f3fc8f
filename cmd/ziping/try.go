package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"ziping/bot"
	"ziping/bot/reports"
	"ziping/bot/sandbox"
	"ziping/dialog"
	"ziping/dialog/store"
	"ziping/dialog/store/server"
	"ziping/scoring"
)

// The people and the unit of `ziping try`. The unit and the year are those of the published
// report the town's pack was derived from.
var (
	tryPeople = []sandbox.Person{
		{ID: 1001, Name: "小王", Role: "填报人"},
		{ID: 1002, Name: "李主任", Role: "负责人"},
		{ID: 1003, Name: "财政局", Role: "管理员"},
	}
	tryRoles = map[int64]dialog.Role{1001: dialog.Staff, 1002: dialog.Manager}
)

const (
	tryOperator = 1003
	tryUnit     = "某镇人民政府"
	tryYear     = 2023
)

// try runs the whole bot with nothing installed: a Bot API server on loopback with a chat page,
// and Redis in this process.
func try(ctx context.Context, c call) error {
	flags := c.flags()
	listen := flags.String("listen", "127.0.0.1:8080", "本机地址和端口")
	data := flags.String("data", "", "保存数据的文件夹；不写则只在内存里，退出即清空")
	scheme := flags.String("scheme", "", "指标体系的 ID 或文件夹（默认 ZIPING_DEFAULT_SCHEME）")
	cfg := settingFlags(flags, tableSettings)
	if _, err := c.parse(flags, 0); err != nil {
		return err
	}
	if err := onLoopback(*listen); err != nil {
		return err
	}
	have, err := cfg.tables()
	if err != nil {
		return err
	}
	pack, err := have.pack(*scheme)
	if err != nil {
		return err
	}
	t := &trial{have: have, pack: pack, log: slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	if err := t.open(ctx, *data); err != nil {
		return err
	}
	defer t.redis.Close()
	return t.serve(ctx, *listen, c.out)
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

// trial is one run of try.
type trial struct {
	have   *tables
	pack   *scoring.Pack // of the unit
	log    *slog.Logger
	redis  *server.Embedded
	store  *store.Store
	phones *sandbox.Server
	saver  *saver // nil without --data
}

// open starts the store and the phones, with what an earlier run left in dir.
func (t *trial) open(ctx context.Context, dir string) (err error) {
	if t.redis, err = server.StartEmbedded(); err != nil {
		return fmt.Errorf("启动内置存储：%w", err)
	}
	client, err := server.Connect(t.redis.URL())
	if err != nil {
		return err
	}
	if t.store, err = store.Open(ctx, client, store.Options{Delivers: true, Sole: true}); err != nil {
		return err
	}
	t.phones = sandbox.New(sandbox.Options{
		BotName: "绩效自评助手", Users: tryPeople, Log: t.log,
		About: "点“开始”，按提示填写本单位的部门整体支出绩效自评。",
	})
	if dir != "" {
		t.saver = &saver{dir: dir, store: t.store, phones: t.phones, log: t.log}
		if err := t.saver.load(ctx); err != nil {
			return err
		}
	}
	return t.settle(ctx)
}

// settle brings the unit and its people into an empty store.
func (t *trial) settle(ctx context.Context) error {
	units, err := t.store.Units(ctx)
	if err != nil || len(units) > 0 {
		return err
	}
	e, err := t.store.AddUnit(ctx, tryUnit, tryYear, t.pack.ID, t.pack.Version, time.Time{})
	if err != nil {
		return err
	}
	for _, p := range tryPeople {
		if tryRoles[p.ID] == "" {
			continue
		}
		if err := t.store.AddMember(ctx, e.UnitID, dialog.Member{User: p.ID, Name: p.Name, Role: tryRoles[p.ID]}); err != nil {
			return err
		}
	}
	return nil
}

// serve runs page and bot until ctx ends, then stops them in order.
func (t *trial) serve(ctx context.Context, listen string, out io.Writer) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("打不开 %s：%w", listen, err)
	}
	page := &http.Server{Handler: t.phones.Handler(), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- page.Serve(listener) }()
	address := "http://" + listener.Addr().String()
	b, err := t.bot(address, out)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "试用页面：%s/\n按 Ctrl+C 结束。\n", address)

	running, stop := context.WithCancel(ctx)
	defer stop()
	var saving sync.WaitGroup
	if t.saver != nil {
		saving.Go(func() { t.saver.run(running) })
	}
	go func() {
		if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
			t.log.Error("page stopped", "error", err)
			stop()
		}
	}()
	err = b.Run(running)
	stop()
	saving.Wait()
	if t.saver != nil {
		err = errors.Join(err, t.saver.save(context.WithoutCancel(ctx)))
	}
	return errors.Join(err, closePage(page, t.phones))
}

// find is the pack being tried, which may be a folder of its own, or one of the catalogue.
func (t *trial) find(id string) (*scoring.Pack, error) {
	if id == t.pack.ID {
		return t.pack, nil
	}
	return t.have.Find(id)
}

// bot is the real bot, without Telegram's pace: there is nobody to protect on loopback.
func (t *trial) bot(address string, warnings io.Writer) (*bot.Bot, error) {
	clock, err := officeClock(defaultZone)
	if err != nil {
		return nil, err
	}
	faces, err := loadFonts(os.Getenv("ZIPING_FONTS"), warnings)
	if err != nil {
		return nil, err
	}
	days, err := workdays(os.Getenv("ZIPING_WORKDAYS"), clock(), t.log)
	if err != nil {
		return nil, err
	}
	questionnaires := newForms(t.find)
	return bot.New(bot.Options{
		Token: t.phones.Token(), APIURL: address, Store: t.store, Forms: questionnaires,
		Reporter: &reports.Builder{Answers: t.store, Forms: questionnaires, Fonts: faces, Now: clock},
		Log:      t.log, Now: clock, Limits: bot.Unlimited(),
		Remind: bot.Reminding{Store: t.store, Calendar: days},
		Desk:   bot.Desk{Operators: []int64{tryOperator}, Store: t.store, Scheme: t.pack.ID, Version: t.pack.Version, BotName: "ziping_bot"},
	})
}

// closePage ends the page; browsers that still listen for news are cut off.
func closePage(page *http.Server, phones *sandbox.Server) error {
	phones.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := page.Shutdown(ctx); err != nil {
		return page.Close()
	}
	return nil
}

// Package trial is `ziping try`: the whole bot with nothing installed, a Bot API server on loopback with
// a chat page, and Redis in this process.
package trial

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"ziping/bot"
	"ziping/bot/reports"
	"ziping/bot/sandbox"
	"ziping/cmd/ziping/office"
	"ziping/dialog"
	"ziping/dialog/desk"
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

// Options say what is tried, and where.
type Options struct {
	Listen          string // address and port of this machine
	AnyPort         bool   // where the port is taken, another one will do
	Data            string // the folder to keep it in; "": memory
	Tables          *office.Tables
	Pack            *scoring.Pack // of the unit
	Log             *slog.Logger
	Out             io.Writer
	Workdays, Fonts string // the bureau's file and folder, or ""
}

// Run runs the trial until ctx ends.
func Run(ctx context.Context, o Options) error {
	t := &trial{Options: o}
	if err := t.open(ctx); err != nil {
		return err
	}
	defer t.redis.Close()
	return t.serve(ctx)
}

// trial is one run of try.
type trial struct {
	Options
	redis  *server.Embedded
	store  *store.Store
	phones *sandbox.Server
	saver  *saver // nil without --data
}

// open starts the store and the phones, with what an earlier run left in its folder.
func (t *trial) open(ctx context.Context) (err error) {
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
		BotName: "绩效自评助手", Users: tryPeople, Log: t.Log,
		About: "点“开始”，按提示填写本单位的部门整体支出绩效自评。",
	})
	if t.Data != "" {
		t.saver = &saver{dir: t.Data, store: t.store, phones: t.phones, log: t.Log}
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
	e, err := t.store.AddUnit(ctx, tryUnit, tryYear, t.Pack.ID, t.Pack.Version, time.Time{})
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
func (t *trial) serve(ctx context.Context) error {
	listener, err := t.listen(ctx)
	if err != nil {
		return err
	}
	page := &http.Server{Handler: t.phones.Handler(), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- page.Serve(listener) }()
	address := "http://" + listener.Addr().String()
	b, err := t.bot(address)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.Out, "试用页面：%s/\n请用本机的浏览器打开；这台机器没有浏览器时，在有浏览器的机器上运行 ssh -L %s:%s 这台机器，再打开同一地址。\n按 Ctrl+C 结束。\n",
		address, port(listener), listener.Addr())

	running, stop := context.WithCancel(ctx)
	defer stop()
	var saving sync.WaitGroup
	if t.saver != nil {
		saving.Go(func() { t.saver.run(running) })
	}
	go func() {
		if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
			t.Log.Error("page stopped", "error", err)
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

// listen opens the page's address. Where the port is taken and nobody has asked for it, another one is as good.
func (t *trial) listen(ctx context.Context) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", t.Listen)
	if err == nil {
		return listener, nil
	}
	host, _, split := net.SplitHostPort(t.Listen)
	if !t.AnyPort || split != nil {
		return nil, fmt.Errorf("打不开 %s：%w。换一个端口，例如 --listen 127.0.0.1:0（自动选一个空闲的）", t.Listen, err)
	}
	listener, again := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
	if again != nil {
		return nil, fmt.Errorf("打不开 %s：%w", t.Listen, errors.Join(err, again))
	}
	fmt.Fprintf(t.Out, "%s 已被别的程序占用，改用端口 %s。\n", t.Listen, port(listener))
	return listener, nil
}

func port(l net.Listener) string {
	_, number, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return l.Addr().String()
	}
	return number
}

// find is the pack being tried, which may be a folder of its own, or one of the catalogue.
func (t *trial) find(id string) (*scoring.Pack, error) {
	if id == t.Pack.ID {
		return t.Pack, nil
	}
	return t.Tables.Find(id)
}

// offered are the tables of the catalogue and the one being tried.
func (t *trial) offered() []desk.Table {
	list := t.Tables.Offered()
	if !slices.ContainsFunc(list, func(d desk.Table) bool { return d.ID == t.Pack.ID }) {
		list = append(list, desk.Table{ID: t.Pack.ID, Title: t.Pack.Title})
	}
	return list
}

// bot is the real bot, without Telegram's pace: there is nobody to protect on loopback.
func (t *trial) bot(address string) (*bot.Bot, error) {
	clock, err := office.Clock(office.DefaultZone)
	if err != nil {
		return nil, err
	}
	faces, err := office.Faces(t.Fonts, t.Out)
	if err != nil {
		return nil, err
	}
	days, err := office.Workdays(t.Workdays, clock(), t.Log)
	if err != nil {
		return nil, err
	}
	questionnaires := office.NewForms(t.find)
	return bot.New(bot.Options{
		Token: t.phones.Token(), APIURL: address, Store: t.store, Forms: questionnaires,
		Reporter: &reports.Builder{Answers: t.store, Forms: questionnaires, Fonts: faces, Now: clock},
		Log:      t.Log, Now: clock, Limits: bot.Unlimited(),
		Remind: bot.Reminding{Store: t.store, Calendar: days},
		Desk:   bot.Desk{Operators: []int64{tryOperator}, Store: t.store, Tables: t.offered(), Usual: t.Pack.ID, BotName: "ziping_bot"},
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

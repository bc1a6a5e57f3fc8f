package bot

import (
	"context"
	"log/slog"
	"slices"
	"sync"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"ziping/dialog"
)

// commands are the command menu of every private chat. The names must be Latin (Bot API,
// BotCommand).
var commands = []models.BotCommand{
	{Command: "start", Description: "继续填报"},
	{Command: "progress", Description: "进度"},
	{Command: "sections", Description: "章节目录"},
	{Command: "back", Description: "上一题"},
	{Command: "edit", Description: "修改答案"},
	{Command: "history", Description: "修改记录"},
	{Command: "check", Description: "检查问题"},
	{Command: "report", Description: "生成报告"},
	{Command: "template", Description: "填报表（Excel）"},
	{Command: "help", Description: "帮助"},
	{Command: "delete", Description: "退出和删除"},
}

// managerCommands come in addition for managers.
var managerCommands = []models.BotCommand{
	{Command: "board", Description: "进度看板"},
	{Command: "remind", Description: "催办"},
	{Command: "audit", Description: "核对报告"},
}

// operatorCommands are the menu of the finance bureau's people, who may also fill evaluations.
var operatorCommands = []models.BotCommand{
	{Command: "units", Description: "各单位"},
	{Command: "audit", Description: "核对报告"},
}

// extraCommands come in addition to the commands of every private chat.
var extraCommands = map[dialog.Role][]models.BotCommand{dialog.Manager: managerCommands, dialog.Operator: operatorCommands}

// menu shows people the commands they may use.
type menu struct {
	api   *api
	log   *slog.Logger
	calls sync.WaitGroup
	ctx   context.Context
	stop  context.CancelFunc

	mu    sync.Mutex
	shown map[int64]dialog.Role // the role a chat's menu was last set for
}

func newMenu(a *api, log *slog.Logger) *menu {
	m := &menu{api: a, log: log, shown: map[int64]dialog.Role{}}
	m.ctx, m.stop = context.WithCancel(context.Background())
	return m
}

// publish sets the menu of all private chats.
func (m *menu) publish() {
	m.set(commands, &models.BotCommandScopeAllPrivateChats{})
}

// show sets a role's own menu when the role is first seen, and takes it back when the person is
// seen in another role. It does not wait for Telegram.
func (m *menu) show(chat int64, role dialog.Role) {
	m.mu.Lock()
	before := m.shown[chat]
	m.shown[chat] = role
	m.mu.Unlock()
	if before == role || extraCommands[role] == nil && extraCommands[before] == nil {
		return
	}
	m.set(slices.Concat(commands, extraCommands[role]), &models.BotCommandScopeChat{ChatID: chat})
}

// set sets a menu in the background. A menu is a convenience: a failure is logged, and the next
// start tries again.
func (m *menu) set(list []models.BotCommand, scope models.BotCommandScope) {
	m.calls.Go(func() {
		ctx, cancel := context.WithTimeout(m.ctx, callTimeout)
		defer cancel()
		if _, err := m.api.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: list, Scope: scope}); err != nil {
			m.log.Warn("command menu not set", "error", m.api.clean(err))
		}
	})
}

// close gives up what has not reached Telegram yet.
func (m *menu) close() {
	m.stop()
	m.calls.Wait()
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"ziping/cmd/ziping/office"
	"ziping/dialog/store"
	"ziping/scoring"
)

// Exit codes other programs rely on.
const (
	exitDone   = 0
	exitFailed = 1 // I/O, network
	exitInput  = 2 // the input is wrong: the message says where and what is expected
)

// terminal is where a command writes.
type terminal struct {
	out io.Writer // results
	err io.Writer // messages
}

// command is one subcommand.
type command struct {
	name    string // may be two words: "scheme list"
	args    string // as the usage shows them
	summary string
	run     func(ctx context.Context, c call) error
}

// call is one run of a command.
type call struct {
	terminal
	command
	argv []string // what follows the command's name
}

// commands in the order the usage shows them.
func commands() []command {
	return []command{
		{"try", "[--listen 127.0.0.1:8080] [--data DIR]", "在本机浏览器里试用，什么都不用安装", try},
		{"serve", "", "在 Telegram 上运行", serve},
		{"score", "FILE [--scheme ID|PATH] [--json]", "给一份答案文件计分，列出问题", score},
		{"audit", "FILE [--scheme ID|PATH] [--json]", "核对一份现成的报告（.docx、.pdf、.txt 等）", auditReport},
		{"report", "FILE [--scheme ID|PATH] -o OUT.pdf [--draft]", "由答案文件生成 PDF 报告", writeReport},
		{"template", "[--scheme ID|PATH] -o FILE.xlsx|FILE.yaml", "生成空白的填报表或答案文件", template},
		{"scheme list", "", "列出指标体系", schemeList},
		{"scheme show", "ID|PATH", "按表格显示一套指标体系", schemeShow},
		{"scheme check", "PATH", "检查自己编写的指标体系，列出全部错误", schemeCheck},
		{"unit add", "NAME --year Y [--scheme ID] [--deadline DATE]", "新建单位和年度", unitAdd},
		{"unit import", "FILE.xlsx|.csv [-o CODES.xlsx|.csv]", "由表格一次新建多个单位，生成邀请码", unitImport},
		{"unit list", "[--json]", "列出各单位", unitList},
		{"unit invite", "NAME --role staff|manager [--uses N] [--expires 72h]", "生成邀请码", unitInvite},
		{"unit deadline", "NAME DATE", "调整截止日期", unitDeadline},
		{"unit remind", "NAME [--before 7,3,1] [--at 09:00] [--overdue=false] | --default", "设定单位自己的提醒日程", unitRemind},
		{"unit show", "NAME [--year Y]", "一个单位的指标体系、状态、成员和邀请", unitShow},
		{"unit scheme", "NAME ID [--year Y]", "换一套指标体系，已填的答案按代码对应", unitScheme},
		{"unit rename", "NAME NEW", "单位改名", unitRename},
		{"unit remove", "NAME [--year Y] --yes", "删除一个单位的一个年度", unitRemove},
		{"member list", "UNIT", "列出单位的成员", memberList},
		{"member remove", "UNIT USER", "把成员移出单位", memberRemove},
		{"doctor", "[--running] [--json]", "检查一切是否就绪，逐条说明要做什么", doctor},
		{"outbox list", "", "列出未能处理或送达的消息", outboxList},
		{"outbox retry", "ID | --all", "把未能送达的消息重新发一次", outboxRetry},
		{"outbox drop", "ID | --all", "丢弃未能送达的消息", outboxDrop},
		{"backup", "-o FILE", "备份全部自评、成员和日志", backup},
		{"restore", "FILE [--merge]", "恢复备份（默认只恢复到空库）", restore},
	}
}

// usageError is a wrong way of calling a command.
type usageError = office.Refusal

func usagef(format string, args ...any) error { return office.Refuse(format, args...) }

// run is the whole program: it finds the command, runs it, and turns its error into a
// message and an exit code.
func run(ctx context.Context, t terminal, args []string) int {
	cmd, rest, err := find(args)
	if err == nil {
		err = cmd.run(ctx, call{t, cmd, rest})
	}
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, pflag.ErrHelp):
		return exitDone
	}
	fmt.Fprintln(t.err, strings.TrimRight(err.Error(), "\n"))
	if isInput(err) {
		return exitInput
	}
	return exitFailed
}

// isInput reports whether the caller has to change the input rather than try again.
func isInput(err error) bool {
	var usage usageError
	var defects scoring.Defects
	if errors.As(err, &usage) || errors.As(err, &defects) {
		return true
	}
	for _, refused := range []error{store.ErrExists, store.ErrInvalid, store.ErrNameTaken, store.ErrNotFound, store.ErrNotEmpty} {
		if errors.Is(err, refused) {
			return true
		}
	}
	return false
}

// find is the command that args name, and the arguments after its name.
func find(args []string) (command, []string, error) {
	for _, c := range commands() {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && strings.Join(args[:len(words)], " ") == c.name {
			return c, args[len(words):], nil
		}
	}
	if len(args) == 1 && (args[0] == "--version" || args[0] == "version") {
		return command{run: func(_ context.Context, c call) error {
			_, err := fmt.Fprintln(c.out, thisBuild())
			return err
		}}, nil, nil
	}
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		return command{run: func(_ context.Context, c call) error {
			_, err := io.WriteString(c.out, usage())
			return err
		}}, nil, nil
	}
	return command{}, nil, usagef("没有“%s”这个命令。\n\n%s", strings.Join(args, " "), usage())
}

func usage() string {
	var b strings.Builder
	b.WriteString("ziping（自评）：部门整体支出绩效自评机器人\n\n用法：\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  ziping %-58s %s\n", strings.TrimSpace(c.name+" "+c.args), c.summary)
	}
	b.WriteString("\n每个命令加 --help 查看参数。退出码：0 完成；1 失败（文件、网络）；2 输入有误。\n")
	return b.String()
}

// flags is an empty set of flags for the command.
func (c call) flags() *pflag.FlagSet {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SortFlags = false
	flags.SetOutput(io.Discard)
	return flags
}

// parse reads the command's flags and its arguments, of which there must be want.
func (c call) parse(flags *pflag.FlagSet, want int) ([]string, error) {
	flags.Usage = func() {}
	err := flags.Parse(c.argv)
	how := strings.TrimSpace("用法：ziping " + c.name + " " + c.args)
	switch {
	case errors.Is(err, pflag.ErrHelp):
		fmt.Fprintf(c.out, "%s\n%s。\n\n%s", how, c.summary, flags.FlagUsages())
		return nil, err
	case err != nil:
		return nil, usagef("参数有误：%s。\n%s", flagProblem(err), how)
	case flags.NArg() != want:
		return nil, usagef("需要 %d 个参数，给了 %d 个。\n%s", want, flags.NArg(), how)
	}
	return flags.Args(), nil
}

// flagProblem says in Chinese what the flag library found.
func flagProblem(err error) string {
	var unknown *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return "没有 --" + unknown.GetSpecifiedName() + " 这个参数"
	case errors.As(err, &noValue):
		return "--" + noValue.GetSpecifiedName() + " 后面缺少值"
	case errors.As(err, &bad):
		return fmt.Sprintf("--%s 的值“%s”不对", bad.GetFlag().Name, bad.GetValue())
	}
	return err.Error()
}

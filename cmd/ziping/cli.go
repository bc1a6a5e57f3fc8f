package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ziping/bot"
	"ziping/cmd/ziping/cause"
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

// call is a command as it is set up and run.
type call struct {
	terminal
	flags *pflag.FlagSet
	cmd   *cobra.Command
}

// takes says that a command takes so many arguments, and what it does with them.
func (c *call) takes(n int, do func(ctx context.Context, args []string) error) {
	c.between(n, n, do)
}

// takesUpTo is takes for arguments that may be left out.
func (c *call) takesUpTo(n int, do func(ctx context.Context, args []string) error) {
	c.between(0, n, do)
}

func (c *call) between(least, most int, do func(ctx context.Context, args []string) error) {
	c.cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			need := fmt.Sprintf("需要 %d", most)
			if least < most {
				need = fmt.Sprintf("最多 %d", most)
			}
			return usagef("%s 个参数，给了 %d 个。\n用法：%s", need, len(args), usage(cmd))
		}
		return do(cmd.Context(), args)
	}
}

// usageError is a wrong way of calling a command.
type usageError = office.Refusal

func usagef(format string, args ...any) error { return office.Refuse(format, args...) }

// run is the whole program: it finds the command, runs it, and turns its error into a
// message and an exit code.
func run(ctx context.Context, t terminal, args []string) int {
	root := tree(t)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	fmt.Fprintln(t.err, strings.TrimRight(cause.Text(err), "\n"))
	if isInput(err) {
		return exitInput
	}
	return exitFailed
}

// tree is the program's commands.
func tree(t terminal) *cobra.Command {
	root := &cobra.Command{
		Use: "ziping", Short: "自评：部门整体支出绩效自评机器人", Version: thisBuild().String(),
		SilenceErrors: true, SilenceUsage: true, CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetOut(t.out)
	root.SetErr(t.err)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { _, _ = io.WriteString(t.out, help(cmd)) }) // to a terminal
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("参数有误：%s。\n用法：%s", flagProblem(err), usage(cmd))
	})
	root.SetHelpCommand(&cobra.Command{Use: "help", Hidden: true, RunE: func(_ *cobra.Command, args []string) error {
		found, rest, err := root.Find(args)
		if err == nil && len(rest) > 0 && found.HasSubCommands() {
			return noCommand(found, rest[0])
		}
		if err == nil {
			err = found.Help()
		}
		return err
	}})
	root.Flags().Bool("version", false, "显示版本")
	group(root)
	parent := map[string]*cobra.Command{}
	for _, c := range commands() {
		above, last := root, c.name
		if first, second, two := strings.Cut(c.name, " "); two {
			if parent[first] == nil {
				parent[first] = &cobra.Command{Use: first, Short: parents[first], Annotations: map[string]string{"group": c.group}}
				group(parent[first])
				root.AddCommand(parent[first])
			}
			above, last = parent[first], second
		}
		cmd := &cobra.Command{
			Use: strings.TrimSpace(last + " " + c.args), Short: c.summary, DisableFlagsInUseLine: true, Annotations: map[string]string{"group": c.group},
		}
		cmd.Flags().SortFlags = false
		c.set(&call{t, cmd.Flags(), cmd})
		cmd.Flags().BoolP("help", "h", false, "显示帮助")
		above.AddCommand(cmd)
	}
	return root
}

// group lets a command that only has others below it show them, and say which one was perhaps meant.
func group(cmd *cobra.Command) {
	cmd.Flags().BoolP("help", "h", false, "显示帮助")
	cmd.Args = cobra.ArbitraryArgs
	cmd.SuggestionsMinimumDistance = 2
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		return noCommand(cmd, args[0])
	}
}

// noCommand says that there is no such command below cmd, and which one was perhaps meant.
func noCommand(cmd *cobra.Command, word string) error {
	text := fmt.Sprintf("没有“%s”这个命令。", strings.TrimPrefix(cmd.CommandPath()+" "+word, "ziping "))
	if near := cmd.SuggestionsFor(word); len(near) > 0 {
		text += "是不是：" + strings.Join(near, "、") + "？"
	}
	return usagef("%s\n%s --help 查看全部命令。", text, cmd.CommandPath())
}

// isInput reports whether the caller has to change the input rather than try again.
func isInput(err error) bool {
	var usage usageError
	var defects scoring.Defects
	var damaged *store.BackupError
	if errors.As(err, &usage) || errors.As(err, &defects) || errors.As(err, &damaged) {
		return true
	}
	for _, refused := range []error{bot.ErrToken, store.ErrExists, store.ErrInvalid, store.ErrNameTaken, store.ErrNotFound, store.ErrNotEmpty} {
		if errors.Is(err, refused) {
			return true
		}
	}
	return false
}

// flagProblem says in Chinese what the flag library found.
func flagProblem(err error) string {
	var unknown *pflag.NotExistError
	var noValue *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		return "没有 " + dashed(unknown.GetSpecifiedName()) + " 这个参数"
	case errors.As(err, &noValue):
		return dashed(noValue.GetSpecifiedName()) + " 后面缺少值"
	case errors.As(err, &bad):
		return fmt.Sprintf("--%s 的值“%s”不对%s", bad.GetFlag().Name, bad.GetValue(), expected[bad.GetFlag().Value.Type()])
	case errors.As(err, &syntax):
		return "“" + syntax.GetSpecifiedFlag() + "”不成写法，应为 --名称=值 或 --名称 值"
	}
	return err.Error()
}

// expected is what a value of a flag's type looks like.
var expected = map[string]string{
	"int": "，应为整数", "bool": "，应为 true 或 false", "duration": "，应为例如 72h、90m 的时长", "intSlice": "，应为逗号分隔的整数，例如 7,3,1",
}

// dashed is a flag's name as it is typed.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

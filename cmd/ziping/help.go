package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ziping/cmd/ziping/columns"
)

// help is a command's help.
func help(cmd *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s。\n\n用法：\n", cmd.Short)
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "  %s\n", usage(cmd))
		subcommands(&b, cmd)
		b.WriteString("\n每个命令加 --help 查看参数。")
		if !cmd.HasParent() {
			b.WriteString("退出码：0 完成；1 失败（文件、网络）；2 输入有误。")
		}
		b.WriteString("\n")
		return b.String()
	}
	columns.Write(&b, "  ", usage(cmd), len(cmd.CommandPath())+3)
	if flags := flagHelp(cmd.LocalFlags()); flags != "" {
		b.WriteString("\n参数：\n" + flags)
	}
	return b.String()
}

// usage is how a command is called.
func usage(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() {
		return cmd.CommandPath() + " 命令 [参数]"
	}
	return cmd.UseLine()
}

// subcommands lists what is below a command, in groups.
func subcommands(b *strings.Builder, cmd *cobra.Command) {
	last := ""
	for _, name := range order(cmd) {
		if g := name.Annotations["group"]; g != last && !cmd.HasParent() {
			fmt.Fprintf(b, "\n%s：\n", g)
			last = g
		} else if last == "" {
			b.WriteString("\n")
			last = g
		}
		columns.Write(b, "  "+columns.Pad(name.Name(), 12), name.Short, 14)
	}
}

// order are a command's subcommands as commands lists them; the library sorts them by name.
func order(cmd *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	seen := map[string]bool{}
	above := strings.TrimSpace(strings.TrimPrefix(cmd.CommandPath(), "ziping"))
	for _, c := range commands() {
		word, second, _ := strings.Cut(c.name, " ")
		if above != "" {
			if word != above {
				continue
			}
			word = second
		}
		for _, below := range cmd.Commands() {
			if below.Name() == word && !seen[word] {
				seen[word] = true
				list = append(list, below)
			}
		}
	}
	return list
}

// flagHelp are a command's flags, with their values and what stands where none is given.
func flagHelp(flags *pflag.FlagSet) string {
	var b strings.Builder
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if f.Value.Type() != "bool" {
			name += " 值"
		}
		says := f.Usage
		switch f.DefValue {
		case "", "false", "0", "[]":
		default:
			says += "（默认 " + strings.Trim(f.DefValue, "[]") + "）"
		}
		columns.Write(&b, "  "+columns.Pad(name, 26), says, 28)
	})
	return b.String()
}

// completion writes a script with which a shell completes the commands.
func completion(c *call) {
	c.takes(1, func(_ context.Context, args []string) error {
		root := c.cmd.Root()
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(c.out, true)
		case "zsh":
			return root.GenZshCompletion(c.out)
		case "fish":
			return root.GenFishCompletion(c.out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(c.out)
		}
		return usagef("没有 %s 的补全；可用的有：bash、zsh、fish、powershell。", args[0])
	})
}

// manualPage writes the manual page, in roff.
func manualPage(c *call) {
	c.takes(0, func(context.Context, []string) error {
		var b strings.Builder
		root := c.cmd.Root()
		plain := strings.NewReplacer(`\`, `\\`, "-", `\-`, "\n.", "\n\\&.")
		fmt.Fprintf(&b, ".TH ZIPING 1 \"\" \"ziping %s\" \"自评\"\n.SH 名称\nziping \\- %s\n.SH 命令\n", thisBuild().version, plain.Replace(root.Short))
		for _, top := range order(root) {
			below := order(top)
			if len(below) == 0 {
				below = []*cobra.Command{top}
			}
			for _, cmd := range below {
				fmt.Fprintf(&b, ".SS %s\n%s。\n", plain.Replace(cmd.UseLine()), plain.Replace(cmd.Short))
				cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
					fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", plain.Replace("--"+f.Name), plain.Replace(f.Usage))
				})
			}
		}
		b.WriteString(".SH 环境变量\n")
		for _, s := range settings() {
			fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", s.env, plain.Replace(s.help))
		}
		b.WriteString(".SH 退出码\n0 完成；1 失败（文件、网络）；2 输入有误。\n")
		_, err := fmt.Fprint(c.out, b.String())
		return err
	})
}

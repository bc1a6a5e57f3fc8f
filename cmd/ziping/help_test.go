package main

import (
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"

	"ziping/cmd/ziping/columns"
)

// Every help fits a terminal of 80 columns and is Chinese, in groups; what is mistyped is answered
// with what was perhaps meant.
func TestHelp(t *testing.T) {
	var all []*cobra.Command
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		all = append(all, cmd)
		for _, below := range cmd.Commands() {
			if !below.Hidden {
				walk(below)
			}
		}
	}
	walk(tree(terminal{}))
	if len(all) < len(commands()) {
		t.Errorf("only %d commands", len(all))
	}
	for _, cmd := range all {
		args := append(strings.Fields(strings.TrimPrefix(cmd.CommandPath(), "ziping")), "--help")
		code, out, messages := ziping(t, args...)
		if code != exitDone || messages != "" || !strings.ContainsFunc(cmd.Short, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			t.Errorf("%v: exit %d: %s", args, code, messages)
		}
		for line := range strings.Lines(out) {
			if w := columns.Width(strings.TrimRight(line, "\n")); w > columns.Most {
				t.Errorf("%v: %d columns: %s", args, w, line)
			}
			for _, english := range []string{"Usage", "help for", "default", "string"} {
				if strings.Contains(line, english) && !strings.Contains(line, "default-scheme") && !strings.Contains(line, "--default") {
					t.Errorf("%v: %s", args, line)
				}
			}
		}
	}
	_, out, _ := ziping(t)
	at := 0
	for _, group := range []string{gTry, gScore, gTables, gUnits, gRun} {
		i := strings.Index(out, "\n"+group+"：")
		if i < at || strings.Count(out, "\n"+group+"：") != 1 {
			t.Errorf("%s does not stand once, in order:\n%s", group, out)
		}
		at = i
	}
	for args, says := range map[string]string{
		"untit": "是不是：unit？", "unit invit": "是不是：invite？", "nonsense": "没有“nonsense”这个命令", "unit nonsense": "没有“unit nonsense”这个命令",
		"serve x": "需要 0 个参数", "score x --jsn": "没有 --jsn", "unit add x --year": "--year 后面缺少值", "unit add x --year y": "--year 的值“y”不对", "completion tcsh": "bash、zsh",
		"help untit": "是不是：unit？", "help unit invit": "是不是：invite？", "version x": "需要 0 个参数", "template a b": "需要 0 个参数", "score a -x": "没有 -x",
		"score --=3": "--名称=值", "score x --json=maybe": "应为 true 或 false", "unit invite x --expires 3": "例如 72h", "--vers": "ziping 命令 [参数]",
		"scheme check nosuch": "没有这个文件或文件夹", "score .": "这是文件夹", "unit import nosuch.xlsx": "没有这个文件", "unit list --redis-url x": "redis://",
	} {
		if code, _, messages := ziping(t, strings.Fields(args)...); code != exitInput || !strings.Contains(messages, says) {
			t.Errorf("%s: exit %d: %s", args, code, messages)
		}
	}
}

// A shell can complete the commands, and there is a manual page with all of them and all settings.
func TestCompletionAndManual(t *testing.T) {
	if _, out, _ := ziping(t, "__complete", "unit", "inv"); !strings.Contains(out, "invite\t生成邀请码") {
		t.Errorf("completed: %s", out)
	}
	if _, out, _ := ziping(t, "__complete", "backup", "--k"); !strings.Contains(out, "--keep") {
		t.Errorf("completed: %s", out)
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if code, out, _ := ziping(t, "completion", shell); code != exitDone || !strings.Contains(out, "ziping") {
			t.Errorf("%s: exit %d", shell, code)
		}
	}
	_, out, _ := ziping(t, "manual")
	for _, c := range commands() {
		if !strings.Contains(out, ".SS ziping "+c.name) {
			t.Errorf("the manual lacks %s", c.name)
		}
	}
	for _, s := range settings() {
		if !strings.Contains(out, ".B "+s.env) {
			t.Errorf("the manual lacks %s", s.env)
		}
	}
}

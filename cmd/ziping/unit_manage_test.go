package main

import (
	"os"
	"strings"
	"testing"

	"ziping/dialog"
	"ziping/dialog/store"
)

// A unit is given another table and another name, people are taken out, and the unit is removed.
func TestUnitsAreManaged(t *testing.T) {
	url := embedded(t)
	t.Setenv("REDIS_URL", url)
	t.Setenv("ZIPING_SCHEMES", ownTables(t))
	steps := []struct {
		args string
		code int
		says string
	}{
		{"unit add 某镇 --year 2023", exitDone, ""},
		{"unit add 某镇 --year 2023", exitInput, "已经建立"},
		{"unit show 某镇", exitDone, "指标体系　town-2023（"},
		{"unit show 某乡", exitInput, "没有“某乡”这个单位"},
		{"unit show 某镇 --year 2020", exitInput, "没有 2020 年度"},
		{"unit scheme 某镇 nowhere", exitInput, "可用的有"},
		{"unit scheme 某镇 our-town", exitDone, "改用 our-town（原为 town-2023）"},
		{"unit scheme 某镇 our-town", exitDone, "没有改动"},
		{"unit show 某镇", exitDone, "our-town（"},
		{"member list 某镇", exitDone, "还没有人加入"},
		{"unit rename 某镇 某街道", exitDone, "已改名为 某街道"},
		{"unit add 某镇 --year 2024", exitInput, "曾用过这个名称"},
		{"unit add 某街道 --year 2024", exitDone, ""},
		{"member remove 某街道 小王", exitInput, "不是用户号"},
		{"member remove 某街道 9", exitInput, "没有用户号为 9 的成员"},
		{"unit remove 某街道", exitInput, "--yes"},
		{"unit remove 某街道 --yes", exitDone, "已删除 某街道 2024年度"},
		{"unit remove 某街道 --year 2023 --yes", exitDone, "成员和邀请也已删除"},
		{"unit show 某街道", exitInput, "没有“某街道”这个单位"},
	}
	for _, s := range steps {
		code, out, messages := ziping(t, strings.Fields(s.args)...)
		if code != s.code || !strings.Contains(out+messages, s.says) {
			t.Errorf("%s: exit %d, want %d saying %q\n%s%s", s.args, code, s.code, s.says, out, messages)
		}
	}
}

func TestMembersAreListedAndRemoved(t *testing.T) {
	t.Setenv("REDIS_URL", embedded(t))
	if code, _, messages := ziping(t, "unit", "add", "某镇", "--year", "2023"); code != exitDone {
		t.Fatal(messages)
	}
	err := (&config{redisURL: os.Getenv("REDIS_URL")}).withStorage(t.Context(), func(s *store.Store) error {
		e, err := findUnit(t.Context(), s, "某镇", 0)
		if err != nil {
			return err
		}
		return s.AddMember(t.Context(), e.UnitID, dialog.Member{User: 7, Name: "小王", Role: dialog.Staff})
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, out, _ := ziping(t, "member", "list", "某镇"); !strings.Contains(out, "小王") || !strings.Contains(out, "填报人") || !strings.Contains(out, "7") {
		t.Errorf("listed %q", out)
	}
	if code, out, messages := ziping(t, "member", "remove", "某镇", "7"); code != exitDone || !strings.Contains(out, "已把用户 7 移出") {
		t.Errorf("exit %d: %s%s", code, out, messages)
	}
	if _, out, _ := ziping(t, "member", "list", "某镇"); strings.Contains(out, "小王") {
		t.Errorf("still listed: %q", out)
	}
}

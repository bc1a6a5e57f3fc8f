package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"ziping/cmd/ziping/columns"
	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/store"
	"ziping/scoring"
)

// unitShow shows one unit's evaluation: table, state, people, invitations.
func unitShow(c *call) {
	flags := c.flags
	year := yearFlag(flags)
	cfg := settingFlags(flags, storeSettings, tableSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		have, err := cfg.tables()
		if err != nil {
			return err
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			e, err := findUnit(ctx, s, args[0], *year)
			if err != nil {
				return err
			}
			stand, err := s.Standing(ctx, e.UnitID, e.Year)
			if err != nil {
				return err
			}
			members, err := s.Members(ctx, e.UnitID)
			if err != nil {
				return err
			}
			open, err := s.Invitations(ctx, e.UnitID)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "%s %d年度\n指标体系　%s\n状态　　　%s\n截止日期　%s\n", e.Unit, e.Year, have.Named(e.Scheme), stateWords(stand), dayWords(e.Deadline))
			fmt.Fprintf(c.out, "成员　　　%d 人\n", len(members))
			writeMembers(c.out, members)
			fmt.Fprintf(c.out, "未用邀请　%d 份\n", len(open))
			return nil
		})
	})
}

func stateWords(s store.Stand) string {
	words := string(s.State())
	if n := s.Now; n != nil {
		words += fmt.Sprintf("，%d/%d 章节，目前 %s 分", n.Done(), len(n.Sections), n.Total)
	}
	return words
}

func dayWords(t time.Time) string {
	if t.IsZero() {
		return "没有"
	}
	return t.Format(time.DateOnly)
}

func writeMembers(w io.Writer, members []dialog.Member) {
	for _, m := range members {
		fmt.Fprintf(w, "  %s %s %d\n", columns.Pad(m.Name, 20), columns.Pad(m.Role.Title(), 8), m.User)
	}
}

// unitScheme gives a unit's evaluation another table, and says what becomes of its answers.
func unitScheme(c *call) {
	flags := c.flags
	year := yearFlag(flags)
	cfg := settingFlags(flags, storeSettings, tableSettings)
	c.takes(2, func(ctx context.Context, args []string) error {
		have, err := cfg.tables()
		if err != nil {
			return err
		}
		pack, err := have.Stored(args[1])
		if err != nil {
			return err
		}
		return cfg.withStorage(ctx, func(s *store.Store) error {
			e, err := findUnit(ctx, s, args[0], *year)
			if err != nil {
				return err
			}
			_, answers, err := s.Evaluation(ctx, e.UnitID, e.Year)
			if err != nil {
				return err
			}
			if e.Scheme == pack.ID {
				fmt.Fprintf(c.out, "%s %d年度用的就是 %s，没有改动。\n", e.Unit, e.Year, pack.ID)
				return nil
			}
			err = s.SetScheme(ctx, e.UnitID, e.Year, pack.ID)
			if errors.Is(err, store.ErrClosed) {
				return usagef("%s %d年度已送审或审核通过，不能换指标体系；请先在聊天中退回。", e.Unit, e.Year)
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "%s %d年度改用 %s（原为 %s）。\n%s", e.Unit, e.Year, pack.ID, e.Scheme, movedWords(e, answers, pack))
			return nil
		})
	})
}

// movedWords says what becomes of answers under another pack.
func movedWords(e dialog.Evaluation, a dialog.Answers, pack *scoring.Pack) string {
	e.Scheme, e.Version = pack.ID, dialog.OtherPack
	f := form.New(pack)
	m, orphans := f.Moving(a), f.State(e, a).Orphans()
	given := 0
	for _, answer := range a {
		if answer.Value.State != scoring.Missing {
			given++
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "已填的 %d 项按代码对应，一项也不丢：\n", given)
	fmt.Fprintf(&b, "  %d 项在新表中有同样的题，照旧\n", given-len(m.Unfit)-len(orphans))
	if len(m.Unfit) > 0 {
		fmt.Fprintf(&b, "  %d 项填法不同，要重填（原答案可在聊天中查看）：%s\n", len(m.Unfit), keyList(m.Unfit))
	}
	if len(orphans) > 0 {
		fmt.Fprintf(&b, "  %d 项在新表中没有题目，保留不用：%s\n", len(orphans), keyList(orphans))
	}
	b.WriteString("填报人下次发言时会收到说明。\n")
	return b.String()
}

// keyList names answers by their codes, the first ones.
func keyList(keys []dialog.Key) string {
	const most = 12
	var words []string
	for i, k := range keys {
		if i == most {
			words = append(words, fmt.Sprintf("等 %d 项", len(keys)))
			break
		}
		words = append(words, string(k))
	}
	return strings.Join(words, "、")
}

// unitRename gives a unit another name.
func unitRename(c *call) {
	flags := c.flags
	cfg := settingFlags(flags, storeSettings)
	c.takes(2, func(ctx context.Context, args []string) error {
		return cfg.withStorage(ctx, func(s *store.Store) error {
			e, err := findUnit(ctx, s, args[0], 0)
			if err != nil {
				return err
			}
			if err := s.Rename(ctx, e.UnitID, args[1]); err != nil {
				return err
			}
			fmt.Fprintf(c.out, "%s 已改名为 %s：成员、答案和记录都不变，报告和看板用新名称。\n", e.Unit, store.UnitNamed(args[1]).Name)
			return nil
		})
	})
}

// unitRemove removes a unit's evaluation of a year, and with its last one the unit.
func unitRemove(c *call) {
	flags := c.flags
	year := yearFlag(flags)
	sure := flags.Bool("yes", false, "确认删除；不写则只说明会删掉什么")
	cfg := settingFlags(flags, storeSettings)
	c.takes(1, func(ctx context.Context, args []string) error {
		return cfg.withStorage(ctx, func(s *store.Store) error {
			e, err := findUnit(ctx, s, args[0], *year)
			if err != nil {
				return err
			}
			if !*sure {
				return usagef("将删除 %s %d年度的答案、修改记录和提醒；如果这是该单位的最后一个年度，成员和邀请也一并删除。删除后不能恢复，请先 ziping backup。\n确认请加 --yes。", e.Unit, e.Year)
			}
			left, err := s.Remove(ctx, e.UnitID, e.Year)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "已删除 %s %d年度。", e.Unit, e.Year)
			if left == 0 {
				fmt.Fprint(c.out, "该单位没有其他年度，成员和邀请也已删除。")
			}
			fmt.Fprintln(c.out, "\n仍在的：各人聊天中已收到的消息和文件；以前的备份。")
			return nil
		})
	})
}

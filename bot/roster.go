package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/dialog/desk"
	"ziping/dialog/store"
	"ziping/dialog/turn"
)

// RosterLasts is how long invitations can be used that are made for many units at once: handing
// them out takes a while.
const RosterLasts = 30 * 24 * time.Hour

// Ticket is an invitation made for a unit of a list.
type Ticket struct {
	Unit string
	Year int
	Role dialog.Role
	Uses int
	Code string
	Link string // "" where the bot's name is not known
}

// Enrolment is what became of a list of units.
type Enrolment struct {
	Created int
	Known   int      // units that were there with that year, and were left as they are
	Tickets []Ticket // the new invitations; their codes cannot be shown again
	Notes   []string // what differs from what is there, in a sentence each
}

// RosterStore is what enrolling needs.
type RosterStore interface {
	AddUnit(ctx context.Context, name string, year int, scheme string, version int, deadline time.Time) (dialog.Evaluation, error)
	Units(ctx context.Context) ([]dialog.Evaluation, error)
	Members(ctx context.Context, unitID string) ([]dialog.Member, error)
	Invitations(ctx context.Context, unitID string) ([]dialog.Invitation, error)
	Invite(ctx context.Context, unitID string, role dialog.Role, uses int, expires time.Duration, by int64) (string, error)
}

// Enroller brings lists of units in.
type Enroller struct {
	Store   RosterStore
	Forms   Forms
	Usual   string // the table of a unit for which none is named
	BotName string // for links; "" makes none
}

// Enrol creates the units of a list and one invitation a role. Doing it twice changes nothing: a
// unit that is there stays as it is, and whoever is in already or invited is not invited again.
func (r Enroller) Enrol(ctx context.Context, rows []desk.RosterRow, by int64) (e Enrolment, err error) {
	units, err := r.Store.Units(ctx)
	if err != nil {
		return e, fmt.Errorf("list the units: %w", err)
	}
	there := map[string]dialog.Evaluation{}
	key := func(name string, year int) string { return fmt.Sprint(name, "/", year) }
	for _, u := range units {
		there[key(u.Unit, u.Year)] = u
	}
	for _, row := range rows {
		unit, known := there[key(row.Name, row.Year)]
		if known {
			e.Known++
			e.compare(row, unit)
		} else if unit, err = r.add(ctx, row); err != nil {
			if errors.Is(err, store.ErrNameTaken) {
				e.Notes = append(e.Notes, row.Place+"：“"+row.Name+"”是一个单位改名以前的名称，没有新建。")
				continue
			}
			return e, err
		} else {
			e.Created++
		}
		if err := r.invite(ctx, &e, row, unit, by); err != nil {
			return e, err
		}
	}
	return e, nil
}

func (r Enroller) add(ctx context.Context, row desk.RosterRow) (dialog.Evaluation, error) {
	scheme := cmp.Or(row.Scheme, r.Usual)
	f, err := r.Forms.Form(scheme)
	if err != nil {
		return dialog.Evaluation{}, fmt.Errorf("find the form: %w", err)
	}
	unit, err := r.Store.AddUnit(ctx, row.Name, row.Year, scheme, f.Pack.Version, row.Deadline)
	if err != nil {
		return unit, fmt.Errorf("create %s: %w", row.Name, err)
	}
	return unit, nil
}

// compare notes what a list says otherwise than the unit that is there.
func (e *Enrolment) compare(row desk.RosterRow, unit dialog.Evaluation) {
	if row.Scheme != "" && row.Scheme != unit.Scheme {
		e.Notes = append(e.Notes, fmt.Sprintf("%s：%s 已有，用的是 %s，没有改；要换请在单位页面点“换指标体系”，或用 ziping unit scheme。", row.Place, row.Name, unit.Scheme))
	}
	if !row.Deadline.IsZero() && !row.Deadline.Truncate(time.Second).Equal(unit.Deadline.Truncate(time.Second)) {
		e.Notes = append(e.Notes, fmt.Sprintf("%s：%s 已有，截止日期不同，没有改；要改请发送“截止 %s %s”，或用 ziping unit deadline。", row.Place, row.Name, row.Name, row.Deadline.Format(time.DateOnly)))
	}
}

// invite makes the invitations of a row that are still wanted.
func (r Enroller) invite(ctx context.Context, e *Enrolment, row desk.RosterRow, unit dialog.Evaluation, by int64) error {
	members, err := r.Store.Members(ctx, unit.UnitID)
	if err != nil {
		return fmt.Errorf("list the members: %w", err)
	}
	open, err := r.Store.Invitations(ctx, unit.UnitID)
	if err != nil {
		return fmt.Errorf("list the invitations: %w", err)
	}
	for _, want := range []struct {
		role dialog.Role
		n    int
	}{{dialog.Staff, row.Staff}, {dialog.Manager, row.Managers}} {
		n := want.n
		for _, m := range members {
			if m.Role == want.role {
				n--
			}
		}
		for _, v := range open {
			if v.Role == want.role {
				n -= v.Uses
			}
		}
		if n <= 0 {
			continue
		}
		token, err := r.Store.Invite(ctx, unit.UnitID, want.role, n, RosterLasts, by)
		if err != nil {
			return fmt.Errorf("invite: %w", err)
		}
		ticket := Ticket{Unit: unit.Unit, Year: unit.Year, Role: want.role, Uses: n, Code: token}
		if r.BotName != "" {
			ticket.Link = deepLink(r.BotName, token)
		}
		e.Tickets = append(e.Tickets, ticket)
	}
	return nil
}

// deepLink opens the chat with an invitation in it.
func deepLink(botName, token string) string { return "https://t.me/" + botName + "?start=" + token }

// Words are what became of a list, in a sentence or two.
func (e Enrolment) Words() string {
	text := fmt.Sprintf("新建 %d 个单位", e.Created)
	if e.Known > 0 {
		text += fmt.Sprintf("，已有 %d 个（没有改动）", e.Known)
	}
	text += fmt.Sprintf("；新邀请 %d 份", len(e.Tickets))
	if len(e.Tickets) > 0 {
		text += "，30 天内有效。邀请码只在这里显示一次"
	}
	return text + "。"
}

// enrolFile brings in a list of units that an operator sent as a file.
func (b *Bot) enrolFile(ctx context.Context, e event) ([]dialog.Reply, error) {
	say := func(text string) []dialog.Reply { return []dialog.Reply{{Kind: dialog.Send, Text: text}} }
	kind := strings.ToLower(path.Ext(e.file.FileName))
	f := b.fetch(ctx, e.file)
	if f.Refused != "" {
		return say(f.Refused), nil
	}
	if kind != ".xlsx" && kind != ".csv" {
		questions, err := b.forms.Form(b.desk.Usual)
		if err != nil {
			return nil, fmt.Errorf("find the usual table: %w", err)
		}
		r := turn.Audited(questions.Pack, "", f)
		r.Text += "\n\n要一次新建多个单位，请发 .xlsx 或 .csv：" + desk.RosterHelp
		return []dialog.Reply{r}, nil
	}
	rows, problems := desk.ReadRoster(f.Document, b.desk.Tables, e.in.At)
	if len(problems) > 0 {
		return say("这份名单有 " + fmt.Sprint(len(problems)) + " 处不对，一个单位也没有新建：\n" + firstLines(problems, 30)), nil
	}
	done, err := Enroller{b.desk.Store, b.forms, b.desk.Usual, b.desk.BotName}.Enrol(ctx, rows, e.user)
	if err != nil {
		return nil, err
	}
	text := "✓ " + done.Words()
	for _, t := range done.Tickets {
		text += fmt.Sprintf("\n\n%s %s（%d 人）\n%s", t.Unit, t.Role.Title(), t.Uses, cmp.Or(t.Link, t.Code))
	}
	if len(done.Notes) > 0 {
		text += "\n\n" + firstLines(done.Notes, 30)
	}
	return say(text), nil
}

// firstLines are the first of many lines, and how many there are.
func firstLines(lines []string, most int) string {
	if len(lines) <= most {
		return strings.Join(lines, "\n")
	}
	return strings.Join(lines[:most], "\n") + fmt.Sprintf("\n……共 %d 条", len(lines))
}

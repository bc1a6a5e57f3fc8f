package bot_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"ziping/bot/reports"
	"ziping/bot/sandbox/sandboxtest"
	"ziping/dialog"
	"ziping/dialog/desk"
	"ziping/dialog/store"
	"ziping/scoring"
)

// sent are the messages and files of the bot in a chat: the first line of each, or the file's name.
func (h *house) sent(user int64) []string {
	var all []string
	for _, m := range h.phones.User(user).Messages() {
		if !m.FromBot {
			continue
		}
		line, _, _ := strings.Cut(m.Text, "\n")
		if m.File != nil {
			line = m.File.Kind + " " + m.File.Name
		}
		all = append(all, line)
	}
	return all
}

// begin lets people begin to talk with the bot, without which it cannot write to them, and returns
// what they have then.
func (h *house) begin(users ...int64) map[int64]int {
	h.t.Helper()
	had := map[int64]int{}
	for _, user := range users {
		if _, err := h.phones.User(user).Send("/start"); err != nil {
			h.t.Fatal(err)
		}
		h.quiet()
		had[user] = len(h.sent(user))
	}
	return had
}

// asks puts jobs into the outbox for a person.
func (h *house) asks(update, user int64, jobs ...store.ReportJob) {
	h.t.Helper()
	var out []store.Message
	for i := range jobs {
		out = append(out, store.Message{Report: &jobs[i]})
	}
	if err := h.store.CommitChat(h.t.Context(), update, user, out, h.clock.Now()); err != nil {
		h.t.Fatal(err)
	}
	h.quiet()
}

// TestWhoMayHaveWhat: overviews are for operators, what is about a unit for its members, as they
// are when it is sent.
func TestWhoMayHaveWhat(t *testing.T) {
	h := newHouse(t)
	had := h.begin(li, sun, zhao, cai)
	unit := func(overview store.Overview) store.ReportJob {
		return store.ReportJob{UnitID: h.unit.UnitID, Year: 2023, Overview: overview}
	}
	h.asks(901, li, unit(store.Digest), unit(store.UnitsPicture), unit(store.UnitsWorkbook))
	h.asks(902, sun, unit(store.UnitPicture), unit(""))
	if err := h.store.RemoveMember(t.Context(), h.unit.UnitID, zhao); err != nil {
		t.Fatal(err)
	}
	h.asks(903, zhao, unit(store.UnitPicture), unit(""))
	for _, user := range []int64{li, sun, zhao} {
		if got := h.sent(user)[had[user]:]; len(got) != 0 {
			t.Errorf("%s has %q", name(user), got)
		}
	}
	h.asks(904, li, unit(store.UnitPicture))
	if diff := cmp.Diff([]string{"photo 自评进度2024-03-05.png", "photo 自评进度2024-03-05.png"}, h.sent(li)[had[li]:]); diff != "" {
		t.Error(diff)
	}
	h.asks(905, cai, unit(store.UnitPicture), unit(""), unit(store.UnitsWorkbook))
	if got := h.sent(cai)[had[cai]:]; len(got) != 4 {
		t.Errorf("the operator has %q", got)
	}
}

// TestDigestGoesOnWhereItStopped: what Telegram has accepted of a digest is not sent again.
func TestDigestGoesOnWhereItStopped(t *testing.T) {
	h := newHouse(t)
	had := h.begin(cai)
	h.phones.Inject(
		sandboxtest.Fault{Method: "sendPhoto", Do: sandboxtest.ServerError},
		sandboxtest.Fault{Method: "sendDocument", Do: sandboxtest.CutBefore},
		sandboxtest.Fault{Method: "sendDocument", Do: sandboxtest.TooManyRequests, RetryAfter: 1},
	)
	ticking, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { // the clock goes on, so that what was put off becomes due
		for ticking.Err() == nil {
			h.clock.ticks.Add(1)
			time.Sleep(5 * time.Millisecond)
		}
	}()
	h.asks(901, cai, store.ReportJob{Overview: store.Digest})
	want := []string{"2023年度各单位自评摘要", "photo 自评进度2024-03-05.png", "document 自评摘要2024-03-05.xlsx"}
	if diff := cmp.Diff(want, h.sent(cai)[had[cai]:]); diff != "" {
		t.Error(diff)
	}
}

// TestPictureThatIsRefused: what Telegram does not show as a picture comes as a file.
func TestPictureThatIsRefused(t *testing.T) {
	h := newHouse(t)
	had := h.begin(cai)
	h.phones.Inject(sandboxtest.Fault{Method: "sendPhoto", Do: sandboxtest.Refuse, Description: "Bad Request: PHOTO_INVALID_DIMENSIONS"})
	h.asks(901, cai, store.ReportJob{Overview: store.UnitsPicture})
	if diff := cmp.Diff([]string{"document 自评进度2024-03-05.png"}, h.sent(cai)[had[cai]:]); diff != "" {
		t.Error(diff)
	}
}

// TestForgedDeskTaps: nobody but an operator does anything at the desk.
func TestForgedDeskTaps(t *testing.T) {
	h := newHouse(t)
	u := h.phones.User(li)
	if _, err := u.Send("/board"); err != nil {
		t.Fatal(err)
	}
	h.quiet()
	board := u.Messages()[1]
	where := h.unit.UnitID + " 2023"
	for _, data := range []string{
		"@desk|l|0.0..0|0|", "@desk|d|0.0..0|0|", "@desk|b|0.0..0|0|", "@desk|u|0.0..0|0|" + where, "@desk|m|0.0..0|0|" + where,
		"@desk|t|0.0..0|0|" + where + " 2030-01-01", "@desk|x|0.0..0|0|" + where + " 1001 yes", "@desk|i|0.0..0|0|" + where,
	} {
		if _, err := u.TapData(board.ID, data); err != nil {
			t.Fatal(err)
		}
		h.quiet()
	}
	members, err := h.store.Members(t.Context(), h.unit.UnitID)
	if err != nil || len(members) != 3 {
		t.Errorf("members %v, %v", members, err)
	}
	invitations, err := h.store.Invitations(t.Context(), h.unit.UnitID)
	if err != nil || len(invitations) != 0 {
		t.Errorf("invitations %v, %v", invitations, err)
	}
	e, _, err := h.store.Evaluation(t.Context(), h.unit.UnitID, 2023)
	if err != nil || !e.Deadline.IsZero() || e.Status != dialog.Open {
		t.Errorf("evaluation %+v, %v", e, err)
	}
	for _, line := range h.sent(li) {
		if strings.Contains(line, "各单位") || strings.Contains(line, "邀请") {
			t.Errorf("a manager sees %q", line)
		}
	}
}

// TestWorkbookOfUnits: the workbook has the units that the filter shows, with who fills in. What was
// stale, as after a restored backup, was computed anew and kept.
func TestWorkbookOfUnits(t *testing.T) {
	h := newHouse(t)
	s, err := h.store.Session(t.Context(), h.unit.UnitID, 2023, wang)
	if err != nil {
		t.Fatal(err)
	}
	for i, figure := range map[dialog.Key]int64{"budget_total": 100, "spent_total": 120} {
		err := h.store.Commit(t.Context(), store.Commit{ // without where it stands
			Update: figure, Chat: wang, Before: s, At: h.clock.Now(),
			Records: []dialog.Record{{Key: i, Value: scoring.Number(decimal.NewFromInt(figure))}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if s, err = h.store.Session(t.Context(), h.unit.UnitID, 2023, wang); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := h.store.AddUnit(t.Context(), "某局", 2023, "town-2023", 1, clockStart); err != nil {
		t.Fatal(err)
	}
	r := &reports.Builder{Answers: h.store, Forms: testForms{}, Now: h.clock.Now}
	filter := desk.Filter{Year: 2023, State: dialog.Filling}
	parts, err := r.Overview(t.Context(), store.ReportJob{Overview: store.UnitsWorkbook, Filter: filter.String()})
	if err != nil || len(parts) != 1 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(parts[0].Document.Data))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A4": "某镇人民政府", "C4": "填报中", "E4": "8", "I4": "1", "M4": "小王、小赵", "A5": ""} {
		if got, err := book.GetCellValue("单位情况", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	stands, err := h.store.Standings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, stand := range stands {
		if stand.Stale {
			t.Errorf("%s is still stale", stand.Evaluation.Unit)
		}
	}
	if _, err := r.Overview(t.Context(), store.ReportJob{Overview: "nonsense"}); err == nil {
		t.Error("made an overview there is none of")
	}
}

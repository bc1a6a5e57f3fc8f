package bot_test

import (
	"testing"

	"ziping/bot/sandbox"
	"ziping/dialog"
	"ziping/dialog/store"
)

// becomes brings the house's evaluation into another state.
func (h *house) becomes(update int64, status dialog.Status) {
	h.t.Helper()
	s, err := h.store.Session(h.t.Context(), h.unit.UnitID, h.unit.Year, li)
	h.must(err)
	h.must(h.store.Commit(h.t.Context(), store.Commit{Update: update, Chat: li, Before: s, Cursor: s.Cursor, Status: status, At: h.clock.Now()}))
}

// files are the ids under which Telegram keeps what was sent to somebody.
func (h *house) files(user int64) (ids []string) {
	for _, m := range h.phones.User(user).Messages() {
		if m.FromBot && m.File != nil {
			ids = append(ids, m.File.ID)
		}
	}
	return ids
}

// TestFinalReportsAreBuiltOnce: the approved report is one file for everybody until something
// changes; drafts are built anew each time.
func TestFinalReportsAreBuiltOnce(t *testing.T) {
	h := newHouse(t)
	h.begin(wang, li)
	final := store.ReportJob{UnitID: h.unit.UnitID, Year: h.unit.Year}
	draft := final
	draft.Draft = true
	h.becomes(801, dialog.Approved)
	h.asks(802, wang, final)
	h.asks(803, li, final)
	h.asks(804, wang, final, draft)
	first, again := h.files(wang), h.files(li)
	if len(first) != 3 || len(again) != 1 || first[0] != again[0] || first[0] != first[1] || first[2] == first[0] {
		t.Fatalf("wang has %q, li has %q", first, again)
	}
	h.becomes(805, dialog.Open)
	h.becomes(806, dialog.Approved)
	h.asks(807, li, final)
	if now := h.files(li); len(now) != 2 || now[1] == now[0] {
		t.Errorf("after it was opened again: %q", now)
	}
}

// TestFilesTelegramHasNoMore are built again.
func TestFilesTelegramHasNoMore(t *testing.T) {
	h := newHouse(t)
	h.begin(wang)
	h.becomes(811, dialog.Approved)
	e, _, err := h.store.Evaluation(t.Context(), h.unit.UnitID, h.unit.Year)
	h.must(err)
	h.must(h.store.KeepSentFile(t.Context(), e.UnitID, e.Year, ".pdf", store.SentFile{Changes: e.Changes, FileID: "gone", Caption: "报告"}))
	h.asks(812, wang, store.ReportJob{UnitID: e.UnitID, Year: e.Year})
	message := func(m sandbox.Message) bool { return m.FromBot && m.File != nil }
	if _, err := h.phones.User(wang).WaitMessage(t.Context(), message); err != nil {
		t.Error(err)
	}
	if got := h.files(wang); len(got) != 1 || got[0] == "gone" {
		t.Errorf("files %q", got)
	}
}

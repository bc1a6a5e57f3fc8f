package pdf

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"ziping/export/document"
	"ziping/export/fonts"
)

func written(tb testing.TB, d *document.Document) ([]byte, Report) {
	tb.Helper()
	var out bytes.Buffer
	report, err := Write(d, builtin(tb), &out)
	if err != nil {
		tb.Fatal(err)
	}
	return out.Bytes(), report
}

func TestEqualDocumentsGiveEqualBytesInParallel(t *testing.T) {
	want, _ := written(t, sampleDocument())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			d := sampleDocument()
			d.Created = d.Created.Add(0)
			var out bytes.Buffer
			set, err := fonts.Builtin()
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := Write(d, set, &out); err != nil || !bytes.Equal(out.Bytes(), want) {
				t.Errorf("error %v, %d bytes, want the same %d", err, out.Len(), len(want))
			}
		})
	}
	group.Wait()
}

func TestCreatedIsTheOnlyClock(t *testing.T) {
	one, _ := written(t, sampleDocument())
	d := sampleDocument()
	d.Created = d.Created.Add(time.Hour)
	if two, _ := written(t, d); bytes.Equal(one, two) {
		t.Error("the date of creation is not in the file")
	}
}

func TestReportListsWhatIsNotAsTyped(t *testing.T) {
	_, report := written(t, bodyOf(document.Paragraph{Text: "好😀好😀\u200b\u0007𪚥ℏ"}))
	if report.Pages != 1 || report.Dropped != 2 {
		t.Errorf("report %+v", report)
	}
	if len(report.Missing) != 2 || report.Missing[0] != (Character{'😀', 2}) || report.Missing[1] != (Character{'𪚥', 1}) {
		t.Errorf("missing %v", report.Missing)
	}
	notes := strings.Join(report.Notes(), "\n")
	for _, part := range []string{"“〓”代替", "😀（U+1F600，2 处）", "已略去 2 个不可见字符"} {
		if !strings.Contains(notes, part) {
			t.Errorf("notes lack %q:\n%s", part, notes)
		}
	}
	if _, clean := written(t, sampleDocument()); len(clean.Notes()) != 0 {
		t.Errorf("the sample gives notes: %v", clean.Notes())
	}
}

type brokenWriter struct{}

var errBroken = errors.New("disk full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestErrorsAreReturned(t *testing.T) {
	set := builtin(t)
	if _, err := Write(sampleDocument(), set, brokenWriter{}); !errors.Is(err, errBroken) {
		t.Errorf("a failing writer gives %v", err)
	}
	if _, err := Write(bodyOf(document.Table{}), set, io.Discard); err == nil || !strings.Contains(err.Error(), "没有列") {
		t.Errorf("a table without columns gives %v", err)
	}
	if _, err := Write(bodyOf(nil), set, io.Discard); err == nil {
		t.Error("a nil block gives no error")
	}
	if _, err := Write(sampleDocument(), nil, io.Discard); err == nil {
		t.Error("no faces give no error")
	}
	if _, err := Write(bodyOf(document.Paragraph{}), set, io.Discard); err != nil {
		t.Errorf("an empty paragraph gives %v", err)
	}
	if _, err := Write(&document.Document{}, set, io.Discard); err != nil {
		t.Errorf("an empty document gives %v", err)
	}
}

// FuzzWrite: no text, in whatever place, keeps a document from being made.
func FuzzWrite(f *testing.F) {
	f.Add("# 标题\n正文，2023年。\n| 甲 | 乙 |\n| --- | --. |\n| 1 | 2.50 |\n@附件 表")
	f.Add("## 一\n" + strings.Repeat("（", 90) + "\n\n> \U0001F600\u0301\u202e\ufffd")
	set := builtin(f)
	f.Fuzz(func(t *testing.T, markup string) {
		if len(markup) > 4000 {
			return
		}
		title, blocks, err := document.Parse(markup)
		if err != nil {
			blocks = []document.Block{document.Paragraph{Text: markup}, document.Table{Caption: markup,
				Columns: []document.Column{{Head: markup}, {Head: "乙", Align: document.Decimal, Merge: true}},
				Rows:    [][]string{{markup, markup}, {markup, markup}}}}
		}
		d := &document.Document{Title: title, Blocks: blocks, Draft: true,
			Signature: &document.Signature{Unit: markup, Date: markup}}
		if d.Check() != nil {
			return
		}
		if _, err := Write(d, set, io.Discard); err != nil {
			t.Fatal(err)
		}
	})
}

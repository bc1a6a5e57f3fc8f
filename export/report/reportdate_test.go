package report

import (
	"bytes"
	"context"
	"testing"
	"time"

	"ziping/export/document"
	"ziping/scoring"
)

// Whenever a report is made again, its date is the same on the cover, under the signature and in the
// table, and so are its bytes.
func TestOneDate(t *testing.T) {
	pack, e := seed(t)
	e = with(e, scoring.Facts{"management_detail": scoring.Yes(true), dateCode: scoring.Text("2024年3月15日")})
	r := scoring.Evaluate(pack, e)
	made := func(at time.Time) (doc *document.Document, pdf []byte) {
		doc = composed(t, pack, e, Options{Date: at})
		var out bytes.Buffer
		if _, err := PDF(context.Background(), &out, pack, e, r, Options{Date: at}); err != nil {
			t.Fatal(err)
		}
		return doc, out.Bytes()
	}
	doc, first := made(reportDay)
	const want = "2024年3月15日"
	if doc.Signature.Date != want || doc.Cover.Entries[4].Value != want {
		t.Errorf("signed on %s, the cover says %s", doc.Signature.Date, doc.Cover.Entries[4].Value)
	}
	if _, again := made(reportDay.AddDate(1, 2, 3).Add(5 * time.Hour)); !bytes.Equal(first, again) {
		t.Error("a report made again is another")
	}
	if _, _, err := Dated(pack, e, "明天", reportDay); err == nil {
		t.Error("明天 passes for a date")
	}
	e, _, err := Dated(pack, e, "2024.4.2", reportDay)
	if err != nil {
		t.Fatal(err)
	}
	if doc := composed(t, pack, e, Options{Date: reportDay}); doc.Signature.Date != "2024年4月2日" {
		t.Errorf("dated 2 April, signed on %s", doc.Signature.Date)
	}
}

func TestPlaceholdersAreNoUnit(t *testing.T) {
	for _, name := range []string{"", " ", "（单位全称）", "(填报单位)", "XX镇人民政府", "××县财政局", "x x镇", "____镇", "单位名称", "填报单位", "【单位】", "＊＊＊镇", "〇〇镇"} {
		if CheckUnit(name) == nil {
			t.Errorf("%q passes for a unit", name)
		}
	}
	for _, name := range []string{"清溪县石桥镇人民政府", "某镇人民政府", "石桥镇人民政府（石桥镇农业服务中心）", "第二中学", "无锡市财政局", "X县人民法院", "三〇二医院"} {
		if err := CheckUnit(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	pack, e := seed(t)
	e.Unit = "XX镇人民政府"
	if !composed(t, pack, e, Options{Date: reportDay}).Draft {
		t.Error("a report of nobody is final")
	}
}

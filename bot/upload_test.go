package bot_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

// fillIn fills an empty workbook: figures by code, and one list's rows.
func fillIn(t *testing.T, data []byte, values map[string]string, list string, rows [][]string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const sheet = "基础数据"
	cells, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	code, value := -1, -1
	for i, head := range cells[0] {
		switch {
		case strings.Contains(head, "代码"):
			code = i
		case strings.Contains(head, "填"):
			value = i
		}
	}
	if code < 0 || value < 0 {
		t.Fatalf("heads: %q", cells[0])
	}
	for i, row := range cells[1:] {
		if text, ok := values[row[code]]; ok {
			set(t, f, sheet, value+1, i+2, text)
		}
	}
	for i, row := range rows {
		for j, text := range row {
			set(t, f, list, j+1, i+2, text)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func set(t *testing.T, f *excelize.File, sheet string, column, row int, text string) {
	t.Helper()
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStr(sheet, cell, text); err != nil {
		t.Fatal(err)
	}
}

// The workbook that the bot hands out comes back filled: good cells are recorded, bad ones are
// named with their place, and what was answered in the chat is not overwritten.
func TestUploadedWorkbook(t *testing.T) {
	h := newHouse(t)
	u := h.phones.User(wang)
	say := func(text string) {
		t.Helper()
		if _, err := u.Send(text); err != nil {
			t.Fatal(err)
		}
		h.quiet()
	}
	say("/start")
	say("/edit 编制数")
	say("64")
	say("/template")
	document, err := u.WaitMessage(t.Context(), func(m sandbox.Message) bool { return m.File != nil })
	if err != nil {
		t.Fatal(err)
	}
	empty, err := u.File(document.File)
	if err != nil {
		t.Fatal(err)
	}
	filled := fillIn(t, empty, map[string]string{
		"staff_quota": "65", "staff_admin": "26人", "budget_initial": "18,077,600元", "budget_added": "三百六十四万",
		"procurement_planned": "否", "systems": "全部", "budget_total": "大约2000",
	}, "内设机构及职责", [][]string{{"党政综合办公室", "文电运转"}, {"党建工作办公室", "党员队伍"}})
	if _, err := u.SendDocument("填报表.xlsx", filled); err != nil {
		t.Fatal(err)
	}
	h.quiet()
	shown := newest(u, "请核对")
	for _, want := range []string{"编制数：65 人（已填 64 人）", "年初预算数：1,807.76 万元", "年中追加金额：364 万元", "大约2000", "内设机构及职责：2 行"} {
		if !strings.Contains(shown, want) {
			t.Errorf("not shown: %q in\n%s", want, shown)
		}
	}
	if _, err := tapLabel(u, "只记没填过的"); err != nil {
		t.Fatal(err)
	}
	h.quiet()
	_, answers, err := h.store.Evaluation(t.Context(), h.unit.UnitID, h.unit.Year)
	if err != nil {
		t.Fatal(err)
	}
	if got := answers["budget_initial"].Value.Number.String(); got != "1807.76" {
		t.Errorf("budget_initial is %s", got)
	}
	if got := answers["staff_quota"].Value.Number.String(); got != "64" {
		t.Errorf("staff_quota is %s: the chat's answer was overwritten", got)
	}
	if got := answers["offices/2/name"].Value.Text; got != "党建工作办公室" {
		t.Errorf("second office is %q", got)
	}
}

// newest is the newest message that has the words.
func newest(u *sandboxtest.User, words string) string {
	chat := u.Messages()
	for i := len(chat) - 1; i >= 0; i-- {
		if strings.Contains(chat[i].Text, words) {
			return chat[i].Text
		}
	}
	return ""
}

// A file that is of no use, too large, or broken is answered with what can be sent.
func TestUselessUploads(t *testing.T) {
	h := newHouse(t)
	u := h.phones.User(wang)
	for name, data := range map[string][]byte{
		"photo.jpg": []byte("\xff\xd8"), "big.xlsx": make([]byte, 3<<20), "broken.xlsx": []byte("PK\x03\x04 nonsense"), "other.csv": []byte("a,b\n1,2\n"),
	} {
		before := len(u.Messages())
		if _, err := u.SendDocument(name, data); err != nil {
			t.Fatal(err)
		}
		h.quiet()
		chat := u.Messages()
		if len(chat) <= before+1 || !strings.Contains(chat[before+1].Text, "可以上传") {
			t.Errorf("%s is answered with %+v", name, chat[before:])
		}
	}
}

// A text document answers the open question for a long text; what cannot be read says what to do.
func TestUploadTextDocument(t *testing.T) {
	h := newHouse(t)
	u := h.phones.User(wang)
	send := func(text string) { // a command before the file, so that the question is open
		if _, err := u.Send(text); err != nil {
			t.Fatal(err)
		}
		h.quiet()
	}
	send("/start")
	send("/edit 主要工作成效")
	for name, want := range map[string]string{"总结.doc": "另存为 .docx", "总结.docx": "文件已损坏或不是 .docx 文件"} {
		data := []byte("旧版")
		if name == "总结.doc" {
			data = append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 512)...)
		}
		if _, err := u.SendDocument(name, data); err != nil {
			t.Fatal(err)
		}
		h.quiet()
		if text := newest(u, "可以上传"); !strings.Contains(text, want) {
			t.Errorf("%s: %s", name, text)
		}
	}
	if _, err := u.SendDocument("总结.docx", textDocument(t, "全年办结实事二十件。")); err != nil {
		t.Fatal(err)
	}
	h.quiet()
	s, err := h.store.Session(t.Context(), h.unit.UnitID, 2023, wang)
	if err != nil || s.Answers["achievements"].Value.Text != "全年办结实事二十件。" {
		t.Errorf("%v, %v", s.Answers["achievements"], err)
	}
}

// textDocument is the least of a .docx: its types and its body.
func textDocument(t *testing.T, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

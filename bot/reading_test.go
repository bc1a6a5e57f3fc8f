package bot_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ziping/bot/sandbox/sandboxtest"
	"ziping/dialog"
)

// clerk is somebody who fills in a form and counts what it takes.
type clerk struct {
	t       *testing.T
	h       *house
	u       *sandboxtest.User
	actions int
}

func newClerk(t *testing.T) *clerk {
	t.Helper()
	h := newHouse(t)
	c := &clerk{t: t, h: h, u: h.phones.User(wang)}
	c.send("/start")
	c.actions = 0
	return c
}

func (c *clerk) did(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	c.actions++
	c.h.quiet()
}

func (c *clerk) send(text string) {
	c.t.Helper()
	_, err := c.u.Send(text)
	c.did(err)
}

func (c *clerk) tap(label string) {
	c.t.Helper()
	_, err := tapLabel(c.u, label)
	c.did(err)
}

func (c *clerk) upload(name string, data []byte) {
	c.t.Helper()
	_, err := c.u.SendDocument(name, data)
	c.did(err)
}

func (c *clerk) answers() dialog.Answers {
	c.t.Helper()
	_, answers, err := c.h.store.Evaluation(c.t.Context(), c.h.unit.UnitID, c.h.unit.Year)
	if err != nil {
		c.t.Fatal(err)
	}
	return answers
}

// has compares figures and texts with what is recorded.
func (c *clerk) has(want map[dialog.Key]string) {
	c.t.Helper()
	answers := c.answers()
	for key, text := range want {
		v := answers[key].Value
		got := v.Text
		if got == "" {
			got = v.Number.String()
		}
		if v.State == 0 {
			got = "nothing"
		}
		if got != text {
			c.t.Errorf("%s is %s, want %s", key, got, text)
		}
	}
}

func readingCase(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../dialog/reading/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Twenty-seven projects pasted from a spreadsheet: three actions.
func TestPastedProjects(t *testing.T) {
	c := newClerk(t)
	c.send("/edit 项目清单")
	c.actions = 0
	var b strings.Builder
	b.WriteString("项目名称\t全年预算数\t全年执行数\n")
	for i := 1; i <= 27; i++ {
		fmt.Fprintf(&b, "第%d个项目\t%d.5\t%d\n", i, i+10, i+10)
	}
	c.send(b.String() + "合计\t661.5\t648")
	c.tap("“是否已开展绩效自评”全部为“是”")
	c.tap("✓ 记录")
	if c.actions != 3 {
		t.Errorf("%d actions", c.actions)
	}
	answers := c.answers()
	if n := len(answers.Rows("projects")); n != 27 {
		t.Errorf("%d projects", n)
	}
	c.has(map[dialog.Key]string{"projects/27/name": "第27个项目", "projects/27/budget": "37.5", "projects/27/spent": "37"})
	if !answers["projects/27/evaluated"].Value.Yes {
		t.Error("the column is not filled")
	}
	c.send("撤销")
	if n := len(c.answers().Rows("projects")); n != 0 {
		t.Errorf("%d projects after 撤销", n)
	}
}

// A paste that the client cuts in two is one table, asked about once.
func TestCutPaste(t *testing.T) {
	for _, kind := range []string{"plain", "astral"} {
		c := newClerk(t)
		c.send("/edit 项目清单")
		for _, part := range []string{"1", "2"} {
			c.send(string(readingCase(t, "inputs/cut-table-"+kind+"-"+part+".txt")))
		}
		if shown := newest(c.u, "请核对"); !strings.Contains(shown, "项目清单：118 行") {
			t.Errorf("%s: %s", kind, shown)
		}
		c.tap("✓ 记录")
		if n := len(c.answers().Rows("projects")); n != 118 {
			t.Errorf("%s: %d projects", kind, n)
		}
		c.has(map[dialog.Key]string{"projects/92/spent": "1205.5", "projects/118/spent": "1205.5"})
	}
}

// Several figures in one message, a figure for another question, a correction by number.
func TestSentences(t *testing.T) {
	c := newClerk(t)
	c.send("/edit 行政编制")
	c.send("行政编制26人，事业编制36人，人事代理1人，聘用制2人")
	c.send("3 4")
	c.tap("✓ 记录")
	c.has(map[dialog.Key]string{"staff_admin": "26", "staff_institution": "36", "staff_agency": "4", "staff_contract": "2"})
	c.send("撤销")
	c.has(map[dialog.Key]string{"staff_admin": "nothing", "staff_agency": "nothing"})
	c.send("/edit 行政编制")
	c.send("26 36 1 2")
	c.send("记录")
	c.has(map[dialog.Key]string{"staff_admin": "26", "staff_institution": "36", "staff_agency": "1", "staff_contract": "2"})
	c.send("/edit 劳务派遣")
	c.send("退休人员改成25")
	c.has(map[dialog.Key]string{"dispatched": "nothing", "retired": "nothing"})
	c.tap("✓ 记录")
	c.has(map[dialog.Key]string{"dispatched": "nothing", "retired": "25"})
}

// The unit of a column that nobody wrote is asked for, once for the column.
func TestUnitIsAsked(t *testing.T) {
	c := newClerk(t)
	c.send("/edit 项目清单")
	c.send("项目名称\t全年预算数\t全年执行数\n道路\t500000\t400000\n环卫\t30000\t30000")
	if newest(c.u, "是元，还是万元") == "" {
		t.Error("the unit is not asked for")
	}
	c.tap("是元")
	c.tap("✓ 记录")
	c.has(map[dialog.Key]string{"projects/1/budget": "50", "projects/1/spent": "40", "projects/2/budget": "3"})
}

// A button under an earlier table does nothing to a later one.
func TestButtonActsOnWhatStandsAboveIt(t *testing.T) {
	c := newClerk(t)
	c.send("/edit 项目清单")
	c.send("项目名称\t全年预算数\t全年执行数\n道路\t5\t4")
	c.send("项目名称\t全年预算数\t全年执行数\n环卫\t3\t3\n绿化\t2\t2")
	live := 0
	for _, m := range c.u.Messages() {
		if _, ok := m.Button("✓ 记录"); ok {
			live++
		}
	}
	if live != 1 || newest(c.u, "以后来发的为准") == "" {
		t.Errorf("%d tables can be recorded", live)
	}
	c.tap("✓ 记录")
	c.has(map[dialog.Key]string{"projects/1/name": "环卫", "projects/2/name": "绿化"})
}

// The whole form from a workbook of one's own, with other words and a unit column: few actions.
func TestOwnWorkbook(t *testing.T) {
	rows := [][]any{
		{"某镇2023年度基础数据表"}, {"项目", "数值", "单位"},
		{"编制总数", 65, "人"}, {"行政编制", 26, "人"}, {"事业编制", 36, "人"}, {"人事代理", 1, "人"}, {"聘用人员", 2, "人"},
		{"在职人员合计", 65, "人"}, {"见习生", 8, "人"}, {"退休人员", 25, "人"}, {"劳务派遣人员", 16, "人"},
		{"年初预算数", 18077600, "元"}, {"年中追加项目数", 8, "个"}, {"年中追加金额", 364, "万元"}, {"上年结转", 0, "万元"}, {"年末结转结余", 0, "万元"},
		{"全年预算", 2179.77, "万元"}, {"全年支出", 2183.25, "万元"}, {"公用经费预算", 180, "万元"}, {"公用经费实际", 180, "万元"},
		{"“三公”经费上年预算", 12, "万元"}, {"“三公”经费本年预算", 12, "万元"}, {"“三公”经费本年实际", 12, "万元"},
		{"重点工作交办数", 20, "项"}, {"重点工作办结数", 20, "项"}, {"服务对象满意度", "95%", ""}, {"车辆数", 3, "辆"},
	}
	c := newClerk(t)
	c.upload("基础数据.xlsx", workbookOf(t, rows))
	shown := newest(c.u, "请核对")
	if !strings.Contains(shown, "车辆数") {
		t.Errorf("what was not used is not named:\n%s", shown)
	}
	c.tap("✓ 记录")
	c.has(map[dialog.Key]string{
		"staff_quota": "65", "staff_total": "65", "budget_initial": "1807.76", "added_count": "8", "budget_added": "364", "budget_total": "2179.77",
		"spent_total": "2183.25", "running_actual": "180", "sangong_prev": "12", "sangong_actual": "12", "key_tasks_done": "20", "satisfaction": "95",
		"dispatched": "16",
	})
	if c.actions > 10 {
		t.Errorf("%d actions", c.actions)
	}
}

// A report in prose, of another program's making, fills what it states.
func TestReportFillsTheForm(t *testing.T) {
	for _, name := range []string{"seed-report-2023.docx", "seed-report-2023.pdf"} {
		c := newClerk(t)
		c.upload(name, readingCase(t, name))
		c.tap("✓ 记录")
		c.has(map[dialog.Key]string{
			"staff_admin": "26", "staff_institution": "36", "staff_total": "65", "interns": "8", "retired": "25", "dispatched": "16",
			"budget_initial": "1807.76", "added_count": "8", "budget_added": "364", "budget_total": "2179.77", "spent_total": "2183.25",
			"annual_grade": "良好", "bond_budget": "0", "offices/1/name": "党政综合办公室", "other_staff/1/count": "2",
		})
	}
}

// The ministry's form of one project comes in whole: money by source, goal, indicators with direction
// and unit, and goes with one word.
func TestMinistrysForm(t *testing.T) {
	rows := [][]any{
		{"项目支出绩效自评表"},
		{"项目名称", "村级补助及运转经费"},
		{"项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"},
		{"", "年度资金总额", 202.64, 132.912, 132.912, 10, "100%", 10},
		{"", "其中：财政拨款", 202.64, 132.912, 132.912, "—", "—", "—"},
		{"绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"},
		{"", "产出指标", "数量指标", "补助村数量", "=8个", "8个", 50, 50},
		{"", "效益指标", "社会效益指标", "群众知晓率", "不低于95%", "96%", 40, 40},
		{"总分", "", "", "", "", "", 100, 100},
	}
	c := newClerk(t)
	c.upload("自评表.xlsx", workbookOf(t, rows))
	c.tap("✓ 记录")
	c.has(map[dialog.Key]string{
		"projects/1/name": "村级补助及运转经费", "projects/1/budget_initial": "202.64", "projects/1/funds_spent_fiscal": "132.912",
		"projects/1/points": "100", "projects/1/indicators/1/name": "补助村数量", "projects/1/indicators/1/target": "8",
		"projects/1/indicators/1/unit": "个", "projects/1/indicators/1/direction": "=", "projects/1/indicators/2/direction": "≥",
		"projects/1/indicators/2/actual": "96",
	})
	c.send("撤销")
	if n := len(c.answers().Rows("projects")); n != 0 {
		t.Errorf("%d projects after 撤销", n)
	}
}

func workbookOf(t *testing.T, rows [][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", at, &row)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var data bytes.Buffer
	if err := f.Write(&data); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

// A manager sends a report and hears what it says of itself that its own figures do not give; so does
// an operator. Nothing becomes an answer.
func TestAuditInTheChat(t *testing.T) {
	c := newClerk(t)
	for _, who := range []int64{li, cai} {
		u := c.h.phones.User(who)
		for _, text := range []string{"/start", "/audit"} {
			if _, err := u.Send(text); err != nil {
				t.Fatal(err)
			}
			c.h.quiet()
		}
		if _, err := u.SendDocument("自评报告.docx", readingCase(t, "seed-report-2023.docx")); err != nil {
			t.Fatal(err)
		}
		c.h.quiet()
		said := newest(u, "核对“自评报告.docx”")
		for _, want := range []string{"报告 87 分", "合计 86 分", "预算执行率 写 100，复算 100.16", "A02", "A03", "服务对象满意度", "第 "} {
			if !strings.Contains(said, want) {
				t.Errorf("%d: not said: %q in\n%s", who, want, said)
			}
		}
	}
	if n := len(c.answers()); n != 0 {
		t.Errorf("%d answers", n)
	}
}

// A report sent at a question for a long text may be meant as that text: it is asked.
func TestReportAsText(t *testing.T) {
	c := newClerk(t)
	c.send("/edit 主要工作成效")
	c.upload("总结.docx", readingCase(t, "seed-report-2023.docx"))
	c.tap("全文作为“主要工作成效”")
	if text := c.answers()["achievements"].Value.Text; !strings.Contains(text, "校车司机2人") {
		t.Errorf("recorded %q", text)
	}
	c.has(map[dialog.Key]string{"staff_admin": "nothing"})
}

// A column of labels and values pasted whole: what of it is not taken is named.
func TestPastedColumn(t *testing.T) {
	c := newClerk(t)
	c.send("/edit 行政编制")
	c.actions = 0
	c.send("编制总数\t65人\n行政编制\t26\n事业编制\t36\n是否编制年初政府采购计划（预算）\t否\n绩效目标规范性\t全部\n年度考核等次\t良好\n考核通报文号\t暂缺\n年初预算数\t1807.76\n全年支出\t2183.25\n服务对象满意度\t95%\n车辆数\t3辆")
	if shown := newest(c.u, "请核对"); !strings.Contains(shown, "车辆数 3辆") {
		t.Errorf("what was not used is not named:\n%s", shown)
	}
	c.tap("✓ 记录")
	c.has(map[dialog.Key]string{
		"staff_quota": "65", "staff_admin": "26", "staff_institution": "36", "budget_initial": "1807.76", "spent_total": "2183.25", "satisfaction": "95",
	})
	if answers := c.answers(); answers["goal_quality"].Rev == 0 || answers["procurement_planned"].Rev == 0 || answers["annual_grade_document"].Rev == 0 {
		t.Errorf("choices of the column are not recorded:\n%s\n%s", newest(c.u, "请核对"), newest(c.u, "已记录"))
	}
	if c.actions != 2 {
		t.Errorf("%d actions", c.actions)
	}
}

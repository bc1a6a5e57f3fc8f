package pdf

import (
	"fmt"
	"testing"
	"time"

	"ziping/export/document"
	"ziping/export/fonts"
)

func builtin(tb testing.TB) *fonts.Set {
	tb.Helper()
	set, err := fonts.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	return set
}

// bodyOf is a document of nothing but these blocks.
func bodyOf(blocks ...document.Block) *document.Document {
	return &document.Document{Title: "报告", Created: time.Unix(0, 0).UTC(), Blocks: blocks}
}

// sampleDocument is a report of some ten pages with everything a report has.
func sampleDocument() *document.Document {
	blocks := []document.Block{
		document.Paragraph{Text: "区财政局：", Flush: true},
		document.Paragraph{Text: "根据《项目支出绩效评价管理办法》（财预〔2020〕10号）和《某区财政局关于开展2023年度部门整体支出绩效自评工作的通知》（某财绩〔2024〕5号）要求，我镇成立绩效自评工作组，按照“谁支出、谁自评”的原则，对2023年度部门整体支出及27个项目支出开展了绩效自评。现将有关情况报告如下。"},
		document.Heading{Level: 1, Text: "部门整体概况"},
		document.Heading{Level: 2, Text: "部门主要职责职能及人员情况"},
	}
	for i, office := range []string{"党政综合办公室", "党建工作办公室", "应急管理办公室"} {
		blocks = append(blocks, document.Heading{Level: 3, Text: office},
			document.Paragraph{Text: fmt.Sprintf("负责综合协调、政务值班、会务组织、信息反馈、档案管理、保密机要和后勤保障等日常工作；负责镇政府年度预算、决算管理并组织预算执行，全年办理公文%d件，办结率100%%。", 320+i)})
	}
	blocks = append(blocks,
		document.Paragraph{Text: "我镇财政供养实有在职人员65人，其中行政编制26人，事业编制36人，人事代理1人，聘用制2人；另有见习生8人，退休人员25人，劳务派遣16人。"},
		document.Heading{Level: 2, Text: "部门预算执行情况"},
		document.Paragraph{Text: "2023年年初预算1807.76万元，年中追加8个项目364.00万元，全年预算2179.77万元；实际支出2183.25万元，其中项目支出876.36万元，占40.14%。“三公”经费支出41.27万元，较上年下降6.3%，控制在年初预算（48.00万元）以内——未发生超预算、无预算支出情况……上半年执行率为38.40%，第四季度占比达到37.90%。"},
		document.Heading{Level: 1, Text: "绩效评价组织情况"},
		document.Heading{Level: 2, Text: "自评结论"},
		document.Paragraph{Text: "对照《2023年度部门整体支出绩效目标申报表》，采用比较法、因素分析法、公众评判法等方法，从投入、过程、产出、效果四个维度综合评定，我镇2023年度部门整体支出绩效自评得分为87分，评价等级为“良”。各指标得分见表1，项目支出情况见表2。联系人张𬭎、王𫖯、李䶮。"},
		sampleIndicators(), document.Notice{Text: "注：预算控制率＝年中追加金额÷年初预算数×100%，取整后计分。"},
		sampleProjects(27),
	)
	for _, problem := range []string{"预算编制的科学性有待提高", "政府采购计划编制不够规范", "绩效评价结果应用有待加强"} {
		if problem == "预算编制的科学性有待提高" {
			blocks = append(blocks, document.Heading{Level: 1, Text: "存在的问题和改进措施"})
		}
		blocks = append(blocks, document.Heading{Level: 2, Text: problem},
			document.Paragraph{Text: "年中追加项目8个，涉及资金364.00万元，占年初预算的20.14%，失2分。主要原因：部分上级专项在预算批复后下达，年初未能列入；个别项目前期论证不充分，实施中调整了规模。"},
			document.Paragraph{Text: "改进措施：一是提前谋划项目储备，力争3月底前完成年度采购计划的60%，6月底前完成90%；二是实行“周调度、月通报、季约谈”，对连续两个月低于序时进度的项目，由分管领导牵头研究解决；三是对年底预计难以支出的资金，及时申请调剂或收回，切实提高资金使用效益。"})
	}
	blocks = append(blocks, document.Heading{Level: 1, Text: "其他需要说明的问题"}, document.Paragraph{Text: "无。"},
		document.Attachment{Title: "2023年度部门整体支出绩效评价指标体系评分表"},
		sampleIndicators(),
		document.Attachment{Title: "项目支出绩效自评情况表"},
		document.Paragraph{Text: "项目支出绩效自评情况如下表所示。"})
	return &document.Document{
		Title: "某镇人民政府2023年度部门整体支出绩效自评报告", Unit: "某镇人民政府",
		Subject: "部门整体支出绩效自评报告", Keywords: []string{"绩效自评", "2023"},
		Created: time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC), Blocks: blocks,
		Signature: &document.Signature{Unit: "某镇人民政府", Date: "2024年3月5日", Sealed: true},
	}
}

func sampleIndicators() document.Table {
	t := document.Table{Caption: "表1 部门整体支出绩效评价指标得分", Note: "单位：分", Columns: []document.Column{
		{Head: "一级\n指标", Align: document.Center, Merge: true}, {Head: "二级\n指标", Align: document.Center, Merge: true},
		{Head: "三级指标", Align: document.Left}, {Head: "评分过程", Align: document.Left},
		{Head: "分值", Align: document.Decimal}, {Head: "得分", Align: document.Decimal}}}
	t.Rows = [][]string{
		{"投入", "目标设定", "绩效目标合理性", "4项要求全部符合，得4分", "4", "4.00"},
		{"投入", "目标设定", "绩效指标明确性", "量化率83.30%，达到80%，得3分", "3", "3.00"},
		{"投入", "预算配置", "在职人员控制率", "65 ÷ 67 = 97.01%，不高于100%，得5分", "5", "5.00"},
		{"投入", "预算配置", "“三公”经费变动率", "(41.27 − 44.05) ÷ 44.05 = −6.31%，不高于0，得4分", "4", "4.00"},
		{"过程", "预算执行", "预算完成率", "2183.25 ÷ 2179.77 = 100.16%，得10分", "10", "10.00"},
		{"过程", "预算执行", "预算控制率", "364 ÷ 1807.76 = 20.14%，取整为20%，在10%～20%（含）档，得3分", "5", "3.00"},
		{"过程", "预算执行", "政府采购执行率", "年初未编制政府采购预算，得0分", "5", "0.00"},
		{"过程", "预算管理", "管理制度健全性", "3项要求全部符合，得6分", "6", "6.00"},
		{"产出", "职责履行", "重点工作办结率", "42 ÷ 42 = 100%，得20分", "20", "20.00"},
		{"效果", "履职效益", "行政效能", "效果较好，得18分", "18", "18.00"},
		{"效果", "履职效益", "社会公众满意度", "满意度96.50%，调查样本200份，得10分", "10", "10.00"},
		{"效果", "履职效益", "机关工作整体满意度", "考核等次为良好，得4分", "10", "4.00"},
	}
	t.Total = []string{"合计", "", "", "", "100", "87.00"}
	return t
}

func sampleProjects(rows int) document.Table {
	t := document.Table{Caption: "表2 项目支出绩效自评情况", Note: "单位：万元", Columns: []document.Column{
		{Head: "序号", Align: document.Center}, {Head: "项目名称", Align: document.Left},
		{Head: "预算数", Align: document.Decimal}, {Head: "执行数", Align: document.Decimal},
		{Head: "执行率\n（%）", Align: document.Decimal}, {Head: "得分", Align: document.Decimal}, {Head: "偏差原因", Align: document.Left}}}
	names := []string{"村级组织经费", "服务群众专项经费", "机关运转经费", "人居环境整治", "农村公路养护及安全防护设施建设", "基层应急救援队伍建设和防汛抗旱物资储备"}
	for i := range rows {
		spent := fmt.Sprintf("%.2f", 12.5+float64(i*i)*1.37)
		reason := ""
		if i%4 == 3 {
			reason = "上级资金12月下达，剩余款项跨年支付。"
		}
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), names[i%len(names)], spent, spent, "100.00", "98.5", reason})
	}
	t.Total = []string{"", "合计", "876.36", "876.36", "100.00", "—", ""}
	return t
}

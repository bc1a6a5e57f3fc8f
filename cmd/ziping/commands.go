package main

// The groups in which the commands are shown.
const (
	gTry    = "先试试"
	gScore  = "计分与报告"
	gTables = "指标体系"
	gUnits  = "单位与成员"
	gRun    = "运行与维护"
)

// command is one command.
type command struct {
	name    string // may be two words: "scheme list"
	args    string // as the usage shows them
	summary string
	group   string
	set     func(c *call) // adds the flags, and what to do
}

// commands in the order the help shows them.
func commands() []command {
	return []command{
		{"try", "[--listen 127.0.0.1:8080] [--data DIR]", "在本机浏览器里试用，什么都不用安装", gTry, try},
		{"score", "FILE [--scheme ID|PATH] [--json]", "给一份答案文件计分，列出问题", gScore, score},
		{"audit", "FILE [--scheme ID|PATH] [--json]", "核对一份现成的报告（.docx、.pdf、.txt 等）", gScore, auditReport},
		{"report", "FILE [--scheme ID|PATH] -o OUT.pdf [--draft]", "由答案文件生成 PDF 报告", gScore, writeReport},
		{"template", "[--scheme ID|PATH] -o FILE.xlsx|FILE.yaml", "生成空白的填报表或答案文件", gScore, template},
		{"scheme list", "", "列出指标体系", gTables, schemeList},
		{"scheme show", "ID|PATH", "按表格显示一套指标体系", gTables, schemeShow},
		{"scheme check", "PATH", "检查自己编写的指标体系，列出全部错误", gTables, schemeCheck},
		{"scheme export", "ID DIR", "把一套内置的指标体系写到文件夹", gTables, schemeExport},
		{"scheme new", "ID DIR [--from ID]", "由一套内置的开始编写自己的", gTables, schemeNew},
		{"scheme try", "FOLDER", "在浏览器里用自己的指标体系试填", gTables, schemeTry},
		{"unit add", "NAME --year Y [--scheme ID] [--deadline DATE]", "新建单位和年度", gUnits, unitAdd},
		{"unit import", "FILE.xlsx|.csv [-o CODES.xlsx|.csv]", "由表格一次新建多个单位，生成邀请码", gUnits, unitImport},
		{"unit list", "[--json]", "列出各单位", gUnits, unitList},
		{"unit invite", "NAME --role staff|manager [--uses N] [--expires 72h]", "生成邀请码", gUnits, unitInvite},
		{"unit deadline", "NAME DATE", "调整截止日期", gUnits, unitDeadline},
		{"unit remind", "NAME [--before 7,3,1] [--at 09:00] [--overdue=false] | --default", "设定单位自己的提醒日程", gUnits, unitRemind},
		{"unit show", "NAME [--year Y]", "一个单位的指标体系、状态、成员和邀请", gUnits, unitShow},
		{"unit scheme", "NAME ID [--year Y]", "换一套指标体系，已填的答案按代码对应", gUnits, unitScheme},
		{"unit rename", "NAME NEW", "单位改名", gUnits, unitRename},
		{"unit remove", "NAME [--year Y] --yes", "删除一个单位的一个年度", gUnits, unitRemove},
		{"member list", "UNIT", "列出单位的成员", gUnits, memberList},
		{"member remove", "UNIT USER", "把成员移出单位", gUnits, memberRemove},
		{"serve", "", "在 Telegram 上运行", gRun, serve},
		{"doctor", "[--running] [--json]", "检查一切是否就绪，逐条说明要做什么", gRun, doctor},
		{"outbox list", "", "列出未能处理或送达的消息", gRun, outboxList},
		{"outbox retry", "ID | --all", "把未能送达的消息重新发一次", gRun, outboxRetry},
		{"outbox drop", "ID | --all", "丢弃未能送达的消息", gRun, outboxDrop},
		{"backup", "-o FILE|FOLDER|- [--keep N]", "备份全部自评、成员和日志", gRun, backup},
		{"restore", "FILE [--merge] [--check]", "恢复备份（默认只恢复到空库）", gRun, restore},
		{"completion", "bash|zsh|fish|powershell", "输出命令补全脚本", gRun, completion},
		{"manual", "", "输出手册页（man）", gRun, manualPage},
		{"version", "", "显示版本", gRun, showVersion},
	}
}

// parents are the first words of commands of two words.
var parents = map[string]string{
	"scheme": "指标体系：列出、查看、检查、导出、新编、试填", "unit": "单位：新建、邀请、期限、换表、改名、删除",
	"member": "成员：列出、移出", "outbox": "未能送达的消息：列出、重发、丢弃",
}

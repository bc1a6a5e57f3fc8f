package screen

import ()

// Texts that stand by themselves. Everything a person reads keeps to the same terms:
// 题 for a question, 章节 for a section, 问题 for a finding, 草稿 for an unapproved report.
const (
	textIntro = `按章节一题一题填，大约需要 30～60 分钟，可以随时离开，答案逐题保存。
请备好：编办批复、年初预算批复、追加指标文、决算报表、“三公”经费和政府采购台账、考核通报、满意度调查表。
只填汇总数，不要填写个人姓名、身份证号、电话、银行账号，不要发送涉密或工作秘密内容。本单位填报人和负责人可以看到答案。`

	TextHelp = `· 直接发送数字即可，例如 1807.76；默认单位是万元，也可以写“18,077,600元”“1.2亿元”。
· 没有的填 0；没有这项业务的填“不涉及”；数还没拿到的填“暂缺”，以后再补。
· 点“‹ 上一题”回看，点“跳过 ›”先不填；已填的题点“修改”或发送 /edit。
· 几个数可以一条发来，如“行政编制26人，事业编制36人”；表格可以整段粘贴。
· 自己的表格、上年的报告、用 /template 取得的填报表，都可以把文件发来，核对后点“记录”；记错了点“撤销”。
· 长文字可以分几条发，写完点“完成”。
· 报告的文字可以改写：发送“/report 文字”，选一段，改好整段发来，其中的数随答案更新。
· 几个人一起填的，在目录里点“分工”认领章节；谁改过什么，发送 /history 查看。
· 每一分怎么算出来的，题目下方和报告里都列出算式。`

	TextCommands = `/start 继续填报　/progress 进度　/sections 章节目录
/back 上一题　/edit 修改答案　/check 检查问题
/history 修改记录　/report 生成报告　/template 填报表
/help 填报说明　/delete 退出和删除`

	TextUploadHelp = "可以上传：填报表、自己的表格（.xlsx、.csv），上年或本年的自评报告（.docx、有文字的 .pdf、.txt）；也可以直接粘贴表格或文字。读到的内容先给您核对，点“记录”才登记。每个文件不超过 2 MB。"
	TextLeave      = `保存的内容：您填的答案（属于本单位，退出后保留）、每次修改的时间和您在 Telegram 上的名称、您填到哪一题。
退出后您不再收到消息，也看不到本单位的答案；修改记录里您的名称保留，以备核查。
聊天记录在您的 Telegram 里，请自行删除；48 小时以前的消息本助手无法代删。`
	TextEditedMessage = "修改消息不会改动答案：这条消息没有对应到单独的一题。请点题目下的“修改”，或发送 /edit。"
	TextNothingOpen   = "现在没有打开的题目。请从目录里选一个章节，或发送 /help。"
	TextReadOnly      = "您是负责人，可以查看进度、汇总、问题和报告；填写和修改由填报人完成。"
	TextSubmitted     = "本次自评已送审，答案不能直接改。可以撤回后修改，或由负责人退回。"
	TextApproved      = "本次自评已审核通过。需要修改请先重新打开，改好后再次送审。"
	TextNotManager    = "只有负责人可以审核通过或退回。"
	TextNotSubmitted  = "现在没有待审核的自评"
	TextUnusable      = "收到%s，但这里只读文字。请用文字输入，或点题目下方的按钮。"
	TextNoWording     = "报告文字现在取不到，请稍后再试。"
)

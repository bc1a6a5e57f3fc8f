package export

import (
	"fmt"
	"strings"

	"ziping/export/document"
)

// colophon says at the end of the report by which table it was scored, what of that
// table is not the district's own, and how it was set.
func (c *composer) colophon() string {
	return c.holdBlocks(func() []document.Block {
		pack := c.pack
		source := fmt.Sprintf("1.评价依据：%s，第%d版", inline(pack.Title), pack.Version)
		if issuer := inline(pack.Issuer); issuer != "" && !strings.Contains(pack.Notice, issuer) {
			source += "；来源：" + issuer
		}
		texts := []string{"编制说明", source + "。"}
		add := func(text string) { texts = append(texts, fmt.Sprintf("%d.%s", len(texts), text)) }
		if notice := sentence(inline(pack.Notice)); notice != "" {
			add(notice)
		}
		if n := c.unofficial(); n > 0 {
			add(fmt.Sprintf("指标共%d项，其中%d项不是取自当地公布的文件，得分表中以%s标明。", len(pack.Indicators), n, unofficialMark))
		}
		add("金额单位为万元；比率按原始数据计算，四舍五入保留至多两位小数。")
		add("标题、正文、表格字体以开源的思源宋体、霞鹜文楷、思源黑体代替小标宋、仿宋、楷体、黑体和宋体。")
		add(fmt.Sprintf("本报告由“自评”程序根据单位填报的数据生成，生成日期：%s。", dateText(c.opt.Date)))
		blocks := make([]document.Block, len(texts))
		for i, text := range texts {
			blocks[i] = document.Notice{Text: text}
		}
		return blocks
	})
}

// unofficial counts the indicators that were not read in a published table.
func (c *composer) unofficial() int {
	n := 0
	for i := range c.pack.Indicators {
		if !c.pack.Indicators[i].Provenance.Official() {
			n++
		}
	}
	return n
}

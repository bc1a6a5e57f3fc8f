package report

import (
	"fmt"
	"slices"
	"strings"

	"ziping/export/document"
	"ziping/export/fonts"
	"ziping/export/typed"
)

// colophon says at the end of the report by which table it was scored, what of that
// table is not the district's own, and how it was set.
func (c *composer) colophon() string {
	return c.holdBlocks(func() []document.Block {
		pack := c.pack
		source := fmt.Sprintf("1.评价依据：%s，第%d版", typed.Inline(pack.Title), pack.Version)
		if issuer := typed.Inline(pack.Issuer); issuer != "" && !strings.Contains(pack.Notice, issuer) {
			source += "；来源：" + issuer
		}
		texts := []string{"编制说明", source + "。"}
		add := func(text string) { texts = append(texts, fmt.Sprintf("%d.%s", len(texts), text)) }
		if notice := typed.Sentence(typed.Inline(pack.Notice)); notice != "" {
			add(notice)
		}
		if n := c.unofficial(); n > 0 {
			add(fmt.Sprintf("指标共%d项，其中%d项不是取自当地公布的文件，得分表中以%s标明。", len(pack.Indicators), n, unofficialMark))
		}
		add("金额单位为万元；比率按原始数据计算，四舍五入保留至多两位小数。")
		// A text document names the standard's faces and is set with those the office has.
		if text := c.substitutes(); c.opt.typeset && text != "" {
			add("排版时，" + text + "（均为开源字体）。")
		}
		add(fmt.Sprintf("本报告由“自评”程序根据单位填报的数据生成，生成日期：%s。", dateText(c.opt.Date)))
		blocks := make([]document.Block, len(texts))
		for i, text := range texts {
			blocks[i] = document.Notice{Text: text}
		}
		return blocks
	})
}

// substitutes says which free faces stand for those of the standard.
func (c *composer) substitutes() string {
	missing := []fonts.Role{fonts.Title, fonts.Body, fonts.Kai, fonts.Hei, fonts.Song}
	if c.opt.Fonts != nil {
		missing = c.opt.Fonts.Substituted()
	}
	var parts []string
	for _, free := range []struct {
		name  string
		roles []fonts.Role
	}{
		{"思源宋体", []fonts.Role{fonts.Title, fonts.Song}},
		{"霞鹜文楷", []fonts.Role{fonts.Body, fonts.Kai}},
		{"思源黑体", []fonts.Role{fonts.Hei}},
	} {
		var names []string
		for _, role := range free.roles {
			if slices.Contains(missing, role) {
				names = append(names, role.String())
			}
		}
		if len(names) > 0 {
			parts = append(parts, strings.Join(names, "、")+"以"+free.name+"代替")
		}
	}
	return strings.Join(parts, "，")
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

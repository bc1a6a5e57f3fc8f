package report

import (
	"cmp"
	"fmt"
	"regexp"

	"ziping/export/document"
	"ziping/export/typed"
)

// cover is the report's cover: the lines the template gives for it, or the usual ones; nil
// where the template wants none.
func (c *composer) cover(source document.Source) *document.Cover {
	if source.NoCover {
		return nil
	}
	cover := document.Cover{}
	if source.Cover != nil {
		cover = *source.Cover
	}
	if len(cover.Entries) == 0 {
		cover.Entries = []document.Entry{
			{Label: "填报单位（盖章）", Value: cmp.Or(typed.Inline(c.evaluation.Unit), missingWord)},
			{Label: "单位负责人（签字）", Value: ""},
			{Label: "评价年度", Value: fmt.Sprintf("%d年度", c.evaluation.Year)},
			{Label: "评价方式", Value: "部门（单位）自评"},
			{Label: "填报日期", Value: dateText(c.opt.Date)},
		}
	}
	if issuer := typed.Inline(c.pack.Issuer); cover.Foot == "" && bureau.MatchString(issuer) {
		cover.Foot = issuer + "制"
	}
	return &cover
}

// bureau matches the name of a finance office. Packs that were put together from published
// forms say so in the same place; such words are no issuer to print on a cover.
var bureau = regexp.MustCompile(`^[^据按]\p{Han}*财政(部|厅|局|所|分局|办公室)$`)

package export

import (
	"context"
	"fmt"
	"io"

	"ziping/export/docx"
	"ziping/export/fonts"
	"ziping/scoring"
)

// DOCX composes the report and writes it to w as an editable text document: the same
// composition as PDF. Nothing is written when it fails before the file is complete.
func DOCX(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) error {
	doc, err := Compose(pack, e, r, opt)
	if err != nil {
		return err
	}
	set := opt.Fonts
	if set == nil {
		if set, err = fonts.Builtin(); err != nil {
			return fmt.Errorf("读取字体：%w", err)
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("排版前中止：%w", err)
	}
	if err := docx.Write(doc, set, w); err != nil {
		return fmt.Errorf("写文字文档：%w", err)
	}
	return nil
}

package screen

import (
	"ziping/dialog"
)

// OpenButtons is a button to the key that first gives, if it gives one.
func (view View) OpenButtons(first func() (dialog.Key, bool)) [][]dialog.Button {
	key, ok := first()
	if !ok {
		return nil
	}
	return [][]dialog.Button{{view.Key("去补填", dialog.ActOpen, key, "")}}
}

// Afterwards is what one may look at when everything is filled.
func (view View) Afterwards() [][]dialog.Button {
	return [][]dialog.Button{
		{view.Key("汇总", dialog.ActReview, dialog.Key(view.State.Form.Pack.Sections[0].Code), "0"), view.Key("检查问题", dialog.ActCheck, "", "")},
		{view.Key("生成报告", dialog.ActReport, "", "")},
	}
}

package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/export/chart"
)

func TestFigureIsToldInWords(t *testing.T) {
	d := Document{Title: "报告", Blocks: []Block{Figure{Caption: "得分\n情况", Alt: "投入：15/20。", Drawing: chart.Bars{}}}}
	if diff := cmp.Diff("报告\n投入：15/20。\n得分情况\n", d.Plain()); diff != "" {
		t.Error(diff)
	}
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	_, blocks, err := Parse(Format(d.Title, d.Blocks))
	if err != nil || len(blocks) != 1 || !strings.Contains(blocks[0].(Notice).Text, "15/20") {
		t.Errorf("as markup %v (%v)", blocks, err)
	}
}

func TestFigureWithoutDrawingIsAFault(t *testing.T) {
	d := Document{Blocks: []Block{Figure{Caption: "空"}}}
	if err := d.Check(); err == nil || !strings.Contains(err.Error(), "空") {
		t.Errorf("error %v", err)
	}
}

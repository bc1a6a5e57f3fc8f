package workbook

import "github.com/xuri/excelize/v2"

// look is one cell style.
type look struct {
	name, font        string
	size              float64
	bold, frame       bool
	horizontal        string
	format            string // "@" keeps a text a text when it is edited
	shade             bool
	unlocked, wrapped bool
}

const (
	songFont    = "宋体"
	heiFont     = "黑体"
	moneyFormat = "0.00####"
	rateFormat  = "0.00%"
	textFormat  = "@"
	dateFormat  = "yyyy-mm-dd"
	timeFormat  = "yyyy-mm-dd hh:mm"
	figureNone  = "General"
)

// figureStyles are the styles of figures by format.
var figureStyles = map[Format]string{General: "figure", Money: "money", Percent: "rate", Centred: "figure", Date: "date", Moment: "moment", Points: "money"}

var styles = append([]look{
	{name: "title", font: heiFont, size: 16, horizontal: "center", format: textFormat},
	{name: "note", font: songFont, size: 10.5, horizontal: "right", format: textFormat},
	{name: "head", font: heiFont, size: 10.5, frame: true, horizontal: "center", format: textFormat, shade: true, wrapped: true},
	{name: "plain", font: songFont, size: 11, horizontal: "left", format: textFormat, wrapped: true},
	{name: "input", font: songFont, size: 10.5, frame: true, horizontal: "left", format: textFormat, wrapped: true, unlocked: true},
	{name: "inputFigure", font: songFont, size: 10.5, frame: true, horizontal: "right", format: figureNone, unlocked: true},
	{name: "inputBare", font: songFont, size: 10.5, horizontal: "left", format: textFormat, wrapped: true, unlocked: true},
	{name: "inputFigureBare", font: songFont, size: 10.5, horizontal: "right", format: figureNone, unlocked: true},
	{name: "example", font: songFont, size: 10.5, frame: true, horizontal: "left", format: textFormat, wrapped: true, shade: true},
}, append(cells("", false), cells("Total", true)...)...)

// cells are the styles of the cells of a table, or of its total.
func cells(suffix string, bold bool) []look {
	cell := func(name, horizontal, format string) look {
		return look{name: name + suffix, font: songFont, size: 10.5, bold: bold, frame: true, horizontal: horizontal, format: format, wrapped: true}
	}
	return []look{
		cell("text", "left", textFormat), cell("short", "center", textFormat),
		cell("figure", "right", figureNone), cell("money", "right", moneyFormat), cell("rate", "right", rateFormat),
		cell("date", "center", dateFormat), cell("moment", "center", timeFormat),
	}
}

func (l look) style() *excelize.Style {
	s := &excelize.Style{
		Font:       &excelize.Font{Family: l.font, Size: l.size, Bold: l.bold},
		Alignment:  &excelize.Alignment{Horizontal: l.horizontal, Vertical: "center", WrapText: l.wrapped},
		Protection: &excelize.Protection{Locked: !l.unlocked},
	}
	if l.format != figureNone {
		format := l.format
		s.CustomNumFmt = &format
	}
	if l.format == textFormat {
		s.CustomNumFmt, s.NumFmt = nil, 49
	}
	if l.frame {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	if l.shade {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EFEFEF"}}
	}
	return s
}

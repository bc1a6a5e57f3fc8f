package source

import (
	"strconv"
	"strings"

	"ziping/dialog/reading/cell"
)

// body goes through a document's body. Texts being collected lie on each other: a text box or a
// cell inside a paragraph is finished before the paragraph around it goes on.
type body struct {
	*word
	open  []element
	texts []*paragraphText
	grids []*grid
	skip  int // open elements whose text is passed over
}

// element is an element being read and what its properties say of it.
type element struct {
	name string
	// hidden is a run, row or control whose text is not to be read.
	hidden bool
	raised string // superscript or subscript, of a run
	mark   int    // where its text begins, to take it back when it turns out to be hidden
}

// paragraphText is a paragraph being collected.
type paragraphText struct {
	strings.Builder
	number string // the automatic number before it
	boxed  bool   // it stands in a text box
}

// grid is a table being collected.
type grid struct {
	rows  [][]cell.Cell
	above []cell.Cell // of the row before, where cells merged downwards go on
	row   []cell.Cell
	span  int    // columns that the cell spans
	down  string // vMerge: restart, continue
	text  strings.Builder
}

func (b *body) visit(e event) error {
	switch {
	case e.opens:
		return b.start(e)
	case e.closes:
		return b.end()
	case b.skip == 0 && b.within("t"):
		return b.characters(e.text)
	}
	return nil
}

func (b *body) within(name string) bool {
	return len(b.open) > 0 && b.open[len(b.open)-1].name == name
}

// inside reports whether any open element, from the innermost to the paragraph, has the name.
func (b *body) inside(name string) bool {
	for i := len(b.open) - 1; i >= 0 && b.open[i].name != "p"; i-- {
		if b.open[i].name == name {
			return true
		}
	}
	return false
}

func (b *body) start(e event) error {
	if len(b.open) >= mostDepth {
		return refuse("文件嵌套太深，读不出来；请用 Word 或 WPS 打开，重新另存为 .docx 再发。")
	}
	deleted := e.name == "del" && !b.within("rPr") && !b.within("trPr")
	if b.skip > 0 || skipped[e.name] || deleted {
		b.skip++
		b.open = append(b.open, element{name: e.name})
		return nil
	}
	b.property(e)
	inRun := b.within("r")
	b.open = append(b.open, element{name: e.name, mark: b.here()})
	switch e.name {
	case "p":
		b.texts = append(b.texts, &paragraphText{boxed: b.inBox()})
	case "tbl":
		b.grids = append(b.grids, &grid{span: 1})
	case "tc":
		if g := b.grid(); g != nil {
			g.span, g.down = 1, ""
			g.text.Reset()
		}
	case "tab", "ptab":
		if inRun { // not a stop among a paragraph's properties
			b.write("\t")
		}
	case "br", "cr":
		b.write("\n")
	case "noBreakHyphen":
		b.write("-")
	case "sym":
		b.write(symbol(e))
	case "footnoteReference", "endnoteReference":
		b.note(strings.TrimSuffix(e.name, "Reference") + e.attr("id"))
	default:
		b.formula(e)
	}
	return nil
}

func (b *body) inBox() bool {
	for i := len(b.open) - 1; i >= 0; i-- {
		if b.open[i].name == "txbxContent" {
			return true
		}
	}
	return false
}

func (b *body) grid() *grid {
	if n := len(b.grids); n > 0 {
		return b.grids[n-1]
	}
	return nil
}

// property notes what an element inside properties says of the element they belong to.
func (b *body) property(e event) {
	n := len(b.open)
	if n < 2 || off(e) {
		return
	}
	switch parent := b.open[n-1].name; {
	case parent == "rPr" && (e.name == "vanish" || e.name == "specVanish") && b.open[n-2].name == "r":
		b.open[n-2].hidden = true
	case parent == "rPr" && e.name == "vertAlign" && b.open[n-2].name == "r":
		b.open[n-2].raised = e.attr("val")
	case parent == "trPr" && (e.name == "del" || e.name == "hidden"), parent == "sdtPr" && e.name == "showingPlcHdr":
		b.open[n-2].hidden = true
	case parent == "tcPr" || parent == "trPr":
		b.span(e)
	case parent == "numPr":
		b.numbers.note(e)
	}
}

// span reads how many columns and rows a cell takes.
func (b *body) span(e event) {
	g := b.grid()
	n, err := strconv.Atoi(e.attr("val"))
	switch {
	case g == nil:
	case e.name == "gridSpan" && err == nil && n > 1:
		g.span = min(n, b.limits.Columns)
	case e.name == "gridBefore" && err == nil && n > 0:
		g.row = append(g.row, make([]cell.Cell, min(n, b.limits.Columns))...)
	case e.name == "vMerge":
		g.down = orElse(e.attr("val"), "continue")
	}
}

// off reports whether a switch is written as switched off.
func off(e event) bool {
	v := e.attr("val")
	return v == "0" || v == "false" || v == "off"
}

// here is the length of the text being collected.
func (b *body) here() int {
	if n := len(b.texts); n > 0 {
		return b.texts[n-1].Len()
	}
	return 0
}

func (b *body) write(text string) {
	if n := len(b.texts); n > 0 && b.skip == 0 {
		b.texts[n-1].WriteString(text)
	}
}

// characters are text of a run, raised or lowered as the run is.
func (b *body) characters(text string) error {
	for i := len(b.open) - 1; i >= 0; i-- {
		if b.open[i].name != "r" {
			continue
		}
		switch b.open[i].raised {
		case "superscript":
			text = raised(text)
		case "subscript":
			text = lowered(text)
		}
		break
	}
	b.write(text)
	return b.take(len(text))
}

func (b *body) note(id string) {
	if text := cell.Trim(b.notes[id]); text != "" {
		b.write("（注：" + text + "）")
		return
	}
	b.sayOnce("文件里有脚注，没有读取")
}

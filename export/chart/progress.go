package chart

import "strings"

// Progress shows how far things are: how many stand how, and each one's share done as a
// bar in a frame that is the whole. Every bar has its figures and its state as text, so
// nothing hangs on colour.
type Progress struct {
	Title string
	// Note stands small under the title: the day, the deadline.
	Note   string
	Counts []Count
	Rows   []Step
	// Foot stands small under the rows: 另有12个单位未列出.
	Foot string
}

// Count is how many are in a state.
type Count struct {
	Name string
	N    int
	Text string // as written: 12个
}

// Step is one thing's progress.
type Step struct {
	Name        string
	Done, Total int
	// Text is the figure as written (12/18), State the word after it.
	Text, State string
}

const (
	noteHeight  = 1.7
	stepPitch   = 1.75
	sectionGap  = 0.9
	smallerType = 0.82
)

// Height implements Drawing.
func (p Progress) Height(size float64) float64 {
	height := 2 * margin
	if p.Title != "" {
		height += titleHeight
	}
	if p.Note != "" {
		height += noteHeight
	}
	if len(p.Counts) > 0 {
		height += float64(len(p.Counts))*stepPitch + sectionGap
	}
	height += float64(len(p.Rows)) * stepPitch
	if p.Foot != "" {
		height += noteHeight
	}
	return height * size
}

// Draw implements Drawing. Rows are set further apart when there is more room.
func (p Progress) Draw(c Canvas, width, height, size float64) {
	d := progressDrawing{Progress: p, c: c, width: width, size: size, pitch: stepPitch * size, y: margin * size}
	if n := float64(len(p.Counts) + len(p.Rows)); n > 0 {
		d.pitch += min(max((height-p.Height(size))/n, 0), (mostPitch-stepPitch)*size)
	}
	d.line(p.Title, titleScale, titleHeight, true)
	d.line(p.Note, smallerType, noteHeight, false)
	d.counts()
	d.rows()
	d.line(p.Foot, smallerType, noteHeight, false)
}

type progressDrawing struct {
	Progress
	c           Canvas
	width, size float64
	pitch, y    float64
}

// line is one centred line, set smaller where it would not fit.
func (d *progressDrawing) line(text string, scale, height float64, bold bool) {
	if text == "" {
		return
	}
	size := scale * d.size
	for size > 0.5*d.size && d.c.Measure(size, text, bold) > d.width-2*margin*d.size {
		size *= 0.95
	}
	text = cut(d.c, text, size, d.width-2*margin*d.size, bold)
	d.c.Text((d.width-d.c.Measure(size, text, bold))/2, d.y+height/2*d.size, size, text, bold)
	d.y += height * d.size
}

// cut is a text that fits a width; what is left out ends in ….
func cut(c Canvas, text string, size, width float64, bold bool) string {
	text = strings.ReplaceAll(text, "\n", "")
	if c.Measure(size, text, bold) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 1 && c.Measure(size, string(runes)+"…", bold) > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

// columns are where names end and bars begin and end; what stands behind the bars is as
// wide as it must be.
func (d *progressDrawing) columns(names, after []string) (left, right float64) {
	name, behind := 0.0, 0.0
	for _, text := range names {
		name = max(name, d.c.Measure(d.size, text, false))
	}
	for _, text := range after {
		behind = max(behind, d.c.Measure(d.size, text, true))
	}
	left = (margin+gap)*d.size + min(name, mostLabel*d.width)
	right = d.width - (margin+gap)*d.size - behind
	return left, max(right, left+2*d.size)
}

func (d *progressDrawing) counts() {
	if len(d.Counts) == 0 {
		return
	}
	var names, texts []string
	most := 1
	for _, count := range d.Counts {
		names, texts, most = append(names, count.Name), append(texts, count.Text), max(most, count.N)
	}
	left, right := d.columns(names, texts)
	top := d.y
	for _, count := range d.Counts {
		d.name(count.Name, left)
		y, thick := d.place()
		if count.N > 0 {
			bar(d.c, Solid, left, y, (right-left)*float64(count.N)/float64(most), thick, weight*d.size)
		}
		d.c.Text(right+gap*d.size, d.y+d.pitch/2, d.size, count.Text, true)
		d.y += d.pitch
	}
	d.c.Line(left, top, left, d.y, 1.5*weight*d.size, Black)
	d.y += sectionGap * d.size
}

func (d *progressDrawing) rows() {
	var names, figures, states []string
	for _, row := range d.Rows {
		names, figures, states = append(names, row.Name), append(figures, row.Text), append(states, row.State)
	}
	// Figures and states stand in columns of their own.
	_, stateLeft := d.columns(nil, states)
	figure := 0.0
	for _, text := range figures {
		figure = max(figure, d.c.Measure(d.size, text, true))
	}
	left, _ := d.columns(names, nil)
	right := max(stateLeft-gap*d.size-figure-gap*d.size, left+2*d.size)
	for _, row := range d.Rows {
		d.name(row.Name, left)
		y, thick := d.place()
		bar(d.c, Open, left, y, right-left, thick, weight*d.size)
		if share := row.share(); share > 0 {
			pattern := Hatched
			if share == 1 {
				pattern = Solid
			}
			bar(d.c, pattern, left, y, (right-left)*share, thick, weight*d.size)
		}
		middle := d.y + d.pitch/2
		d.c.Text(right+gap*d.size+figure-d.c.Measure(d.size, row.Text, true), middle, d.size, row.Text, true)
		d.c.Text(stateLeft+gap*d.size, middle, d.size, row.State, false)
		d.y += d.pitch
	}
}

// share is what is done, 0 to 1; of nothing, nothing is done.
func (s Step) share() float64 {
	if s.Total <= 0 {
		return 0
	}
	return float64(min(max(s.Done, 0), s.Total)) / float64(s.Total)
}

func (d *progressDrawing) name(text string, left float64) {
	size := d.size
	if d.c.Measure(size, text, false) > mostLabel*d.width {
		size *= smallerType
	}
	text = cut(d.c, text, size, mostLabel*d.width, false)
	d.c.Text(left-gap*d.size-d.c.Measure(size, text, false), d.y+d.pitch/2, size, text, false)
}

// place is where the bar of the present row stands, and how thick it is.
func (d *progressDrawing) place() (y, thick float64) {
	thick = min(0.6*d.pitch, 1.3*d.size)
	return d.y + (d.pitch-thick)/2, thick
}

package pdf

import "ziping/export/document/official"

// The page of package official, y downwards from the top.
const (
	pageWidth  = official.PageWidth
	pageHeight = official.PageHeight
	areaLeft   = official.AreaLeft
	areaTop    = official.AreaTop
	areaWidth  = official.AreaWidth
	areaHeight = official.AreaHeight
	areaRight  = areaLeft + areaWidth
	areaBottom = areaTop + areaHeight

	cellsPerLine = official.CellsPerLine
	linePitch    = official.LinePitch
	cell         = official.Cell
)

// frame is the part of a page that text stands in, in points from its top left.
type frame struct{ left, top, width, height float64 }

// The type area, upright and as a page turned by 90° sees it.
var (
	upright  = frame{left: areaLeft, top: areaTop, width: areaWidth, height: areaHeight}
	sideways = frame{left: areaLeft, top: areaTop, width: areaHeight, height: areaWidth}
)

func (a frame) right() float64  { return a.left + a.width }
func (a frame) bottom() float64 { return a.top + a.height }

// Type sizes and pitches, and what a comparison of summed lengths allows.
const (
	sizeTitle        = official.SizeTitle
	sizeBody         = official.SizeBody
	sizePageNumber   = official.SizePageNumber
	sizeCaption      = official.SizeCaption
	sizeTable        = official.SizeTable
	sizeSmallTable   = official.SizeSmallTable
	titlePitch       = official.TitlePitch
	noticePitch      = official.NoticePitch
	indentCharacters = official.Indent
	tolerance        = 0.01
)

// bodyTracking is what a 三号 character of 16 pt gives up so that 28 of them
// fill the line.
const bodyTracking = cell - sizeBody

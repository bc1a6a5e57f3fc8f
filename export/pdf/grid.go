package pdf

// Geometry of GB/T 9704-2012 §5.1 on A4, in points, y downwards from the top.
const (
	millimetre = 72.0 / 25.4

	pageWidth  = 210 * millimetre
	pageHeight = 297 * millimetre
	areaLeft   = 28 * millimetre // 订口
	areaTop    = 37 * millimetre // 天头, to the top of the first line's characters
	areaWidth  = 156 * millimetre
	areaHeight = 225 * millimetre
	areaRight  = areaLeft + areaWidth
	areaBottom = areaTop + areaHeight

	linesPerPage = 22
	cellsPerLine = 28
	linePitch    = areaHeight / linesPerPage
	cell         = areaWidth / cellsPerLine

	// The dashes of the page number stand 7 mm under the type area (§7.5).
	numberDrop = 7 * millimetre
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

// Type sizes in points: 二号, 三号, 四号, 小四, 五号, 小五.
const (
	sizeTitle        = 22.0
	sizeBody         = 16.0
	sizePageNumber   = 14.0
	sizeCaption      = 12.0
	sizeTable        = 10.5
	sizeSmallTable   = 9.0
	titlePitch       = 36.0
	noticePitch      = 16.0
	tolerance        = 0.01 // points; comparisons of summed lengths
	indentCharacters = 2
)

// bodyTracking is what a 三号 character of 16 pt gives up so that 28 of them
// fill the line.
const bodyTracking = cell - sizeBody

// Package official has the numbers and rules of GB/T 9704-2012 (党政机关公文格式) that every
// writer sets by, once. Lengths are in points, 72 to the inch.
package official

// Millimetre in points.
const Millimetre = 72.0 / 25.4

// The page and its type area, §5.1 and §5.2: A4 with 22 lines of 28 characters.
const (
	PageWidth  = 210 * Millimetre
	PageHeight = 297 * Millimetre
	AreaLeft   = 28 * Millimetre // 订口
	AreaTop    = 37 * Millimetre // 天头, to the top of the first line's characters
	AreaWidth  = 156 * Millimetre
	AreaHeight = 225 * Millimetre

	LinesPerPage = 22
	CellsPerLine = 28
	LinePitch    = AreaHeight / LinesPerPage
	Cell         = AreaWidth / CellsPerLine

	// NumberDrop is how far the dashes of the page number stand under the type area (§7.5).
	NumberDrop = 7 * Millimetre

	// Indent is how many characters a paragraph's first line is set in (§7.3.3).
	Indent = 2
)

// Type sizes by their Chinese names, §5.2.2 and §7, and the pitch of lines that are off the grid.
const (
	SizeCover      = 26.0 // 一号
	SizeTitle      = 22.0 // 二号
	SizeBody       = 16.0 // 三号
	SizePageNumber = 14.0 // 四号
	SizeCaption    = 12.0 // 小四
	SizeTable      = 10.5 // 五号
	SizeSmallTable = 9.0  // 小五

	TitlePitch      = 36.0
	CoverTitlePitch = 42.0
	NoticePitch     = 16.0
)

// TableLeading is the line pitch inside cells as a multiple of the type size.
const TableLeading = 1.4

// Continued marks the head of a table on its further pages.
const Continued = "（续表）"

// ManyColumns is the number of columns from which a table is set in 小五.
const ManyColumns = 9

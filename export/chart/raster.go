package chart

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"ziping/export/fonts"
)

// inks are dark enough, or light enough, to stay apart in a black-and-white copy.
var inks = [...]*image.Uniform{
	Black:  image.NewUniform(color.RGBA{0x1A, 0x1A, 0x1A, 0xFF}),
	Strong: image.NewUniform(color.RGBA{0x1F, 0x4E, 0x79, 0xFF}),
	Faint:  image.NewUniform(color.RGBA{0xD5, 0xD5, 0xD5, 0xFF}),
}

// missingMark stands for a character no face draws.
const missingMark = '〓'

// raster is the canvas of a picture; its unit is the pixel.
type raster struct {
	image *image.RGBA
	set   *fonts.Set
	area  *vector.Rasterizer
}

func newRaster(width, height int, set *fonts.Set) *raster {
	r := &raster{
		image: image.NewRGBA(image.Rect(0, 0, width, height)),
		set:   set, area: vector.NewRasterizer(1, 1),
	}
	draw.Draw(r.image, r.image.Bounds(), image.White, image.Point{}, draw.Src)
	return r
}

// Rect implements Canvas.
func (r *raster) Rect(x, y, width, height float64, ink Ink) {
	r.fill(ink, [][]fonts.Point{{
		{X: x, Y: y, On: true}, {X: x + width, Y: y, On: true},
		{X: x + width, Y: y + height, On: true}, {X: x, Y: y + height, On: true},
	}})
}

// Line implements Canvas.
func (r *raster) Line(x1, y1, x2, y2, weight float64, ink Ink) {
	dx, dy := x2-x1, y2-y1
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	nx, ny := -dy/length*weight/2, dx/length*weight/2
	r.fill(ink, [][]fonts.Point{{
		{X: x1 + nx, Y: y1 + ny, On: true}, {X: x2 + nx, Y: y2 + ny, On: true},
		{X: x2 - nx, Y: y2 - ny, On: true}, {X: x1 - nx, Y: y1 - ny, On: true},
	}})
}

// Measure implements Canvas.
func (r *raster) Measure(size float64, text string, bold bool) float64 {
	width := 0.0
	for _, char := range text {
		face, shown := r.pick(char)
		width += face.Advance(shown) * size
	}
	return width
}

// Text implements Canvas. On a screen 黑体 is the most legible face for all text.
func (r *raster) Text(x, middle, size float64, text string, bold bool) {
	baseline := middle + r.set.Face(fonts.Hei).Centre()*size
	for _, char := range text {
		face, shown := r.pick(char)
		contours, _ := face.Outline(shown) // a blank has none
		placed := make([][]fonts.Point, len(contours))
		for i, contour := range contours {
			for _, p := range contour {
				placed[i] = append(placed[i], fonts.Point{X: x + p.X*size, Y: baseline - p.Y*size, On: p.On})
			}
		}
		r.fill(Black, placed)
		x += face.Advance(shown) * size
	}
}

// pick finds a face that can draw the character.
func (r *raster) pick(char rune) (*fonts.Face, rune) {
	if face, ok := r.set.Pick(fonts.Hei, char); ok {
		return face, char
	}
	face, _ := r.set.Pick(fonts.Hei, missingMark)
	return face, missingMark
}

// fill fills closed contours of lines and quadratic curves.
func (r *raster) fill(ink Ink, contours [][]fonts.Point) {
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, contour := range contours {
		for _, p := range contour {
			left, right = min(left, p.X), max(right, p.X)
			top, bottom = min(top, p.Y), max(bottom, p.Y)
		}
	}
	box := image.Rect(int(math.Floor(left)), int(math.Floor(top)), int(math.Ceil(right)), int(math.Ceil(bottom)))
	if box.Empty() || !box.Overlaps(r.image.Bounds()) || box.Dx() > 2*tallest || box.Dy() > 2*tallest {
		return
	}
	r.area.Reset(box.Dx(), box.Dy())
	for _, contour := range contours {
		r.trace(contour, float64(box.Min.X), float64(box.Min.Y))
	}
	r.area.Draw(r.image, box, inks[ink], image.Point{})
}

// trace adds one contour, moved by the corner of its box.
func (r *raster) trace(contour []fonts.Point, dx, dy float64) {
	points := fonts.Unfold(contour)
	place := func(p fonts.Point) (x, y float32) { return float32(p.X - dx), float32(p.Y - dy) }
	startX, startY := place(points[0])
	r.area.MoveTo(startX, startY)
	for i := 1; i < len(points); i++ {
		x, y := place(points[i])
		if points[i].On {
			r.area.LineTo(x, y)
			continue
		}
		i++
		endX, endY := place(points[i])
		r.area.QuadTo(x, y, endX, endY)
	}
	r.area.ClosePath()
}

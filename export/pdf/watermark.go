package pdf

import (
	"math"

	"ziping/export/fonts"
)

const (
	watermarkText  = "草稿"
	watermarkSize  = 190.0 // points
	watermarkShade = 234   // of 255
)

// watermark is the outline of 草稿 across the page, rising at 45°. It is drawn
// as a picture, so that it never gets into extracted or copied text.
type watermark struct{ contours [][]fonts.Point }

// newWatermark uses the built-in 黑体, whose characters are plain outlines.
func newWatermark() (*watermark, error) {
	set, err := fonts.Builtin()
	if err != nil {
		return nil, err
	}
	w, face, x := &watermark{}, set.Face(fonts.Hei), 0.0
	for _, r := range watermarkText {
		contours, _ := face.Outline(r)
		for _, contour := range contours {
			moved := make([]fonts.Point, len(contour))
			for i, p := range contour {
				moved[i] = turned(x+p.X-1, p.Y-face.Centre(), p.On)
			}
			w.contours = append(w.contours, moved)
		}
		x += face.Advance(r)
	}
	return w, nil
}

// turned gives the place on the page, in points, of a point in em from the
// middle of the mark.
func turned(x, y float64, on bool) fonts.Point {
	const diagonal = math.Sqrt2 / 2
	return fonts.Point{
		X:  pageWidth/2 + (x-y)*diagonal*watermarkSize,
		Y:  pageHeight/2 - (x+y)*diagonal*watermarkSize,
		On: on,
	}
}

// watermark draws the mark; a page draws it first, so that it lies behind.
func (d *drawer) watermark(w *watermark) {
	d.pdf.RawWriteStr("/Artifact BMC")
	d.pdf.SetFillColor(watermarkShade, watermarkShade, watermarkShade)
	for _, contour := range w.contours {
		d.contour(contour)
	}
	d.pdf.DrawPath("F")
	// Back to black, or every text would set its own colour.
	d.pdf.SetFillColor(0, 0, 0)
	d.pdf.RawWriteStr("EMC")
}

// contour adds one closed contour to the path, its quadratic curves as cubic
// ones.
func (d *drawer) contour(points []fonts.Point) {
	points = fonts.Unfold(points)
	start := points[0]
	d.pdf.MoveTo(start.X, start.Y)
	from := start
	for i := 1; i < len(points); i++ {
		to := points[i]
		if to.On {
			d.pdf.LineTo(to.X, to.Y)
			from = to
			continue
		}
		control := to
		i++
		to = points[i]
		d.pdf.CurveBezierCubicTo(
			from.X+(control.X-from.X)*2/3, from.Y+(control.Y-from.Y)*2/3,
			to.X+(control.X-to.X)*2/3, to.Y+(control.Y-to.Y)*2/3, to.X, to.Y)
		from = to
	}
	d.pdf.ClosePath()
}

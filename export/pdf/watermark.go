package pdf

import (
	"fmt"
	"math"
	"sync"

	"ziping/export/fonts"
)

const (
	watermarkText = "草稿"
	watermarkSize = 190.0 // points
	watermarkName = "/Draft"
	// watermarkShade is its grey, from 0 (black) to 1.
	watermarkShade = "0.918"
)

// watermark is 草稿 across the page, rising at 45°: the operators that fill its
// outline. It is drawn as a picture, so that it never gets into extracted or
// copied text, with the built-in 黑体, whose characters are plain outlines.
var watermark = sync.OnceValues(func() ([]byte, error) {
	set, err := fonts.Builtin()
	if err != nil {
		return nil, err
	}
	var c content
	c.operator(watermarkShade + " g")
	face, x := set.Face(fonts.Hei), 0.0
	for _, r := range watermarkText {
		contours, _ := face.Outline(r)
		for _, contour := range contours {
			moved := make([]fonts.Point, len(contour))
			for i, p := range contour {
				moved[i] = onPage(x+p.X-1, p.Y-face.Centre(), p.On)
			}
			c.contour(moved)
		}
		x += face.Advance(r)
	}
	c.operator("f")
	return c.out, nil
})

// onPage gives the place on the page, in points, of a point in em from the
// middle of the mark.
func onPage(x, y float64, on bool) fonts.Point {
	const diagonal = math.Sqrt2 / 2
	return fonts.Point{
		X:  pageWidth/2 + (x-y)*diagonal*watermarkSize,
		Y:  pageHeight/2 - (x+y)*diagonal*watermarkSize,
		On: on,
	}
}

// contour adds one closed contour to the path, its quadratic curves as cubic
// ones.
func (c *content) contour(points []fonts.Point) {
	points = fonts.Unfold(points)
	from := points[0]
	c.point(from.X, from.Y)
	c.operator("m")
	for i := 1; i < len(points); i++ {
		to := points[i]
		if to.On {
			c.point(to.X, to.Y)
			c.operator("l")
			from = to
			continue
		}
		control := to
		i++
		to = points[i]
		c.point(from.X+(control.X-from.X)*2/3, from.Y+(control.Y-from.Y)*2/3)
		c.point(to.X+(control.X-to.X)*2/3, to.Y+(control.Y-to.Y)*2/3)
		c.point(to.X, to.Y)
		c.operator("c")
		from = to
	}
	c.operator("h")
}

// watermark adds the mark as one drawing for all pages.
func (f *finish) watermark() error {
	outline, err := watermark()
	if err != nil {
		return fmt.Errorf("草稿水印：%w", err)
	}
	number, err := f.addStream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] ", pageWidth, pageHeight), outline)
	if err != nil {
		return err
	}
	f.drawing = fmt.Appendf(f.drawing, "%s %d 0 R\n", watermarkName, number)
	return nil
}

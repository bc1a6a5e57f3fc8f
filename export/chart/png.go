package chart

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"

	"ziping/export/fonts"
)

// Picture is the size of a PNG in pixels.
type Picture struct {
	Width, Height int
	// Size is the type size in pixels.
	Size float64
}

// Phone is a picture that can be read on a phone without zooming.
var Phone = Picture{Width: 1080, Height: 720, Size: 34}

// tallest keeps a picture within what chat programs show (Bot API sendPhoto:
// width and height at most 10000 together).
const tallest = 4000

// PNG draws a chart as a picture of the size p; one that needs more becomes
// higher. Equal charts and faces give equal bytes. It fails for a size that
// makes no picture and for more bars than a picture can hold.
func PNG(d Drawing, p Picture, set *fonts.Set) ([]byte, error) {
	if p.Width < 1 || p.Height < 1 || p.Width > tallest || !(p.Size >= 1 && p.Size < tallest) {
		return nil, fmt.Errorf("图的大小不能用：%d×%d，字号 %v", p.Width, p.Height, p.Size)
	}
	height := max(float64(p.Height), d.Height(p.Size))
	if height > tallest {
		return nil, errors.New("图中的条目太多")
	}
	r := newRaster(p.Width, int(height), set)
	d.Draw(r, float64(p.Width), height, p.Size)
	var out bytes.Buffer
	if err := png.Encode(&out, r.image); err != nil {
		return nil, fmt.Errorf("写 PNG：%w", err)
	}
	return out.Bytes(), nil
}

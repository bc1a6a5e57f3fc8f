package docx

import (
	"fmt"

	"ziping/export/chart"
	"ziping/export/document"
)

// pictureWidth gives a drawing about 250 pixels to the inch on paper.
const pictureWidth = 1560

// figure sets a drawing as wide as the type area, its caption below. The words of the
// drawing are its description for readers who do not see it.
func (b *body) figure(f document.Figure) error {
	size := pictureWidth * (sizeTable / 2.0) / (float64(b.area()) / 20.0)
	height := int(f.Drawing.Height(size))
	picture, err := chart.PNG(f.Drawing, chart.Picture{Width: pictureWidth, Height: max(height, 1), Size: size}, b.set)
	if err != nil {
		return fmt.Errorf("图“%s”：%w", f.Caption, err)
	}
	b.pictures = append(b.pictures, picture)
	n := len(b.pictures)
	wide := b.area() * emuPerTwip
	tall := wide * height / pictureWidth
	high := pageHeight - marginTop - marginBottom
	if b.setup.wide {
		high = areaWidth
	}
	if most := (high - 4*linePitch) * emuPerTwip; tall > most {
		wide, tall = wide*most/tall, most
	}
	b.add("Figure", "", fmt.Sprintf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/>`+
		`<wp:docPr id="%d" name="图%d" descr="%s"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">`+
		`<pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="image%d.png"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="rIdImage%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`+
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
		wide, tall, n, n, escaped(f.Alt), n, n, n, wide, tall))
	for _, line := range lines(f.Caption) {
		b.add("Caption", "", run(line))
	}
	return nil
}

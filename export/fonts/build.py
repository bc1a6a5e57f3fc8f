#!/usr/bin/python3
"""Builds the faces under faces/ from Debian's fonts. Equal inputs give equal bytes.

The PDF library reads only TrueType outlines, so OpenType (CFF) faces are
converted. Every face is cut to the characters of office Chinese: the 8105 of
the Table of General Standard Chinese Characters, GB 2312 with its symbols,
Latin-1, Greek, and the CJK punctuation and circled-number blocks.
"""
import argparse
import hashlib
import os

from fontTools import subset
from fontTools.misc.roundTools import otRound
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

NOTO = "/usr/share/fonts/opentype/noto/"
LXGW = "/usr/share/fonts/truetype/lxgw-wenkai/"
LIBERATION = "/usr/share/fonts/truetype/liberation2/"
SIMPLIFIED = 2  # index of the SC face in the Noto CJK collections

# (output, source, face in the collection, new family name, character set).
# The names are new because "LXGW" and "Liberation" are Reserved Font Names.
FACES = [
    ("noto-serif/title.ttf", NOTO + "NotoSerifCJK-Bold.ttc", SIMPLIFIED, "Ziping Title", "han"),
    ("noto-serif/song.ttf", NOTO + "NotoSerifCJK-Regular.ttc", SIMPLIFIED, "Ziping Song", "han"),
    ("noto-sans/hei.ttf", NOTO + "NotoSansCJK-Medium.ttc", SIMPLIFIED, "Ziping Hei", "han"),
    ("lxgw-wenkai/kai.ttf", LXGW + "LXGWWenKai-Regular.ttf", -1, "Ziping Kai", "han"),
    ("lxgw-wenkai/body.ttf", LXGW + "LXGWWenKai-Light.ttf", -1, "Ziping Body", "han"),
    ("liberation/roman.ttf", LIBERATION + "LiberationSerif-Regular.ttf", -1, "Ziping Roman", "latin"),
]

SYMBOL_BLOCKS = [
    (0x0391, 0x03C9), (0x2010, 0x203F), (0x2070, 0x208E), (0x2100, 0x213F),
    (0x2150, 0x217F), (0x2190, 0x2199), (0x2200, 0x226F), (0x2460, 0x24FF),
    (0x2500, 0x257F), (0x25A0, 0x260F), (0x2640, 0x2642), (0x2700, 0x2713),
    (0x3000, 0x303F), (0x3200, 0x3255), (0x3280, 0x33DF), (0xFE30, 0xFE6F),
    (0xFF00, 0xFFEF),
]

DROPPED_TABLES = [
    "vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "GDEF", "DSIG", "FFTM",
    "gasp", "kern", "STAT", "meta", "LTSH", "VDMX", "hdmx", "PCLT", "cvt ",
    "fpgm", "prep",
]


def latin():
    return set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | set(range(0x2010, 0x2027))


def gb2312():
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                pass  # an unassigned cell of the table
    return found


def characters(kind, table):
    if kind == "latin":
        return latin()
    wanted = latin() | gb2312()
    for first, last in SYMBOL_BLOCKS:
        wanted |= set(range(first, last + 1))
    with open(table, encoding="utf-8") as lines:
        wanted |= {ord(line.strip()) for line in lines if line.strip()}
    return wanted


def cut(font, wanted):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables = DROPPED_TABLES
    options.desubroutinize = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def to_truetype(font):
    """Replaces cubic CFF outlines by quadratic ones, at most 1/1000 em away."""
    glyph_set, order = font.getGlyphSet(), font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        glyph_set[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    for name in order:
        measure(font, name, font["hmtx"].metrics[name][0])
    del font["CFF "]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs",
                  "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions",
                  "maxComponentElements", "maxPoints", "maxContours",
                  "maxCompositePoints", "maxCompositeContours", "maxComponentDepth"):
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    font.sfntVersion = "\000\001\000\000"
    font["head"].glyphDataFormat = 0


def measure(font, name, advance):
    glyph = font["glyf"][name]
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (advance, glyph.xMin if glyph.numberOfContours else 0)


def place(font, char, advance, scale, shift):
    """Gives one glyph another width: x' = x * scale + shift, in font units."""
    name = font.getBestCmap().get(ord(char))
    if name is None:
        return
    coordinates = font["glyf"][name].coordinates
    coordinates.scale((scale, 1))
    coordinates.translate((shift, 0))
    coordinates.toInt(round=otRound)
    measure(font, name, advance)


def widen_punctuation(font):
    """Nothing in the PDF applies the font's own layout rules, so Chinese widths
    are built in: quotes one em (GB/T 15834), the dash one em and touching its
    neighbour, the interpunct half an em."""
    em, cmap, glyf = font["head"].unitsPerEm, font.getBestCmap(), font["glyf"]
    for char in "“‘”’—·":
        name = cmap.get(ord(char))
        if name is None:
            continue
        advance, glyph = font["hmtx"].metrics[name][0], glyf[name]
        width = glyph.xMax - glyph.xMin
        if char == "—":
            scale = (em + 4) / width
            place(font, char, em, scale, otRound(-2 - glyph.xMin * scale))
        elif char == "·":
            place(font, char, em // 2, 1, (em // 2 - width) // 2 - glyph.xMin)
        elif advance < 0.95 * em:
            right = em - em // 20 - glyph.xMax  # an opening quote sits at the right
            place(font, char, em, 1, right if char in "“‘" else em // 20 - glyph.xMin)


def rename(font, family):
    names = font["name"]
    names.names = [n for n in names.names if n.platformID == 3]
    names.removeNames(nameID=3)
    for identifier, text in ((1, family), (2, "Regular"), (4, family),
                             (6, family.replace(" ", "") + "-Regular")):
        names.setName(text, identifier, 3, 1, 0x409)


def build(source, face, family, wanted, out):
    font = TTFont(source, fontNumber=face, recalcTimestamp=False)
    cut(font, wanted)
    if "CFF " in font:
        to_truetype(font)
    font["post"].formatType = 3.0
    if "Roman" not in family:
        widen_punctuation(font)
    rename(font, family)
    os.makedirs(os.path.dirname(out), exist_ok=True)
    font.save(out, reorderTables=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chars", required=True, help="the 8105 characters, one a line")
    parser.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "faces"))
    arguments = parser.parse_args()
    for name, source, face, family, kind in FACES:
        out = os.path.join(arguments.out, name)
        build(source, face, family, characters(kind, arguments.chars), out)
        with open(out, "rb") as made:
            data = made.read()
        print(f"{name}  {len(data)} bytes  sha256 {hashlib.sha256(data).hexdigest()}", flush=True)


if __name__ == "__main__":
    main()

package fonts

import (
	"errors"
	"fmt"
)

// Layout of the sfnt container and the tables read here: OpenType
// specification, "otff" and the chapters of head, hhea, hmtx, maxp, loca.
const (
	sfntTrueType  = 0x00010000
	sfntApple     = 0x74727565 // "true"
	sfntCFF       = 0x4F54544F // "OTTO"
	sfntTTC       = 0x74746366 // "ttcf"
	tableRecord   = 16
	sfntHeader    = 12
	headLength    = 54
	hheaLength    = 36
	maxpLength    = 6
	minUnitsPerEm = 16
	maxUnitsPerEm = 16384
)

func readTables(data []byte) (map[string][]byte, error) {
	if len(data) < sfntHeader {
		return nil, errors.New("文件不完整")
	}
	switch be.Uint32(data) {
	case sfntTrueType, sfntApple:
	case sfntCFF:
		return nil, errors.New("是 CFF 轮廓的 OpenType 字体（.otf），不能嵌入，请换用 TrueType 字体（.ttf）")
	case sfntTTC:
		return nil, errors.New("是字体集合（.ttc），不能嵌入，请换用单个的 TrueType 字体（.ttf）")
	default:
		return nil, errors.New("不是 TrueType 字体")
	}
	count := int(be.Uint16(data[4:]))
	if len(data) < sfntHeader+count*tableRecord {
		return nil, errors.New("文件不完整")
	}
	tables := make(map[string][]byte, count)
	for i := range count {
		record := data[sfntHeader+i*tableRecord:]
		tag := string(record[:4])
		start, length := uint64(be.Uint32(record[8:])), uint64(be.Uint32(record[12:]))
		if start+length > uint64(len(data)) {
			return nil, fmt.Errorf("文件不完整：%s 表超出文件", tag)
		}
		tables[tag] = data[start : start+length : start+length]
	}
	return tables, nil
}

// checkTables makes sure that what a face needs is there and may be embedded.
func (f *Face) checkTables(tables map[string][]byte) error {
	for _, tag := range []string{"head", "hhea", "hmtx", "maxp", "loca", "glyf", "cmap"} {
		if tables[tag] == nil {
			return fmt.Errorf("缺少 %s 表", tag)
		}
	}
	return embeddable(tables["OS/2"])
}

// embeddable honours the maker's wish in OS/2 fsType: bit 1 forbids embedding,
// bit 8 forbids cutting.
func embeddable(os2 []byte) error {
	if len(os2) < 10 {
		return nil
	}
	switch permission := be.Uint16(os2[8:]); {
	case permission&0x000F == 0x0002:
		return errors.New("字体声明不允许嵌入文件")
	case permission&0x0100 != 0:
		return errors.New("字体声明不允许裁剪后嵌入")
	}
	return nil
}

func (f *Face) readHead(tables map[string][]byte) error {
	f.head, f.hhea, f.maxp = tables["head"], tables["hhea"], tables["maxp"]
	if len(f.head) < headLength || len(f.hhea) < hheaLength || len(f.maxp) < maxpLength {
		return errors.New("文件不完整：head、hhea 或 maxp 表太短")
	}
	f.unitsPerEm = int(be.Uint16(f.head[18:]))
	if f.unitsPerEm < minUnitsPerEm || f.unitsPerEm > maxUnitsPerEm {
		return fmt.Errorf("每 em 单位数 %d 不合规范", f.unitsPerEm)
	}
	return nil
}

func (f *Face) readLoca(tables map[string][]byte) error {
	glyphs, table := int(be.Uint16(f.maxp[4:])), tables["loca"]
	if glyphs == 0 {
		return errors.New("没有字形")
	}
	long := be.Uint16(f.head[50:]) != 0
	width := 2
	if long {
		width = 4
	}
	if len(table) < (glyphs+1)*width {
		return errors.New("文件不完整：loca 表太短")
	}
	f.loca = make([]uint32, glyphs+1)
	for i := range f.loca {
		if long {
			f.loca[i] = be.Uint32(table[4*i:])
		} else {
			f.loca[i] = 2 * uint32(be.Uint16(table[2*i:]))
		}
		if i > 0 && f.loca[i] < f.loca[i-1] || f.loca[i] > uint32(len(f.glyf)) {
			return fmt.Errorf("第 %d 个字形超出 glyf 表", i)
		}
	}
	return nil
}

func (f *Face) readMetrics(tables map[string][]byte) error {
	glyphs, table := len(f.loca)-1, tables["hmtx"]
	full := int(be.Uint16(f.hhea[34:])) // glyphs with an advance of their own
	if full == 0 || full > glyphs || len(table) < 4*full+2*(glyphs-full) {
		return errors.New("文件不完整：hmtx 表太短")
	}
	f.advances, f.bearings = make([]uint16, glyphs), make([]int16, glyphs)
	for i := range glyphs {
		if i < full {
			f.advances[i] = be.Uint16(table[4*i:])
			f.bearings[i] = int16(be.Uint16(table[4*i+2:]))
		} else {
			f.advances[i] = f.advances[full-1]
			f.bearings[i] = int16(be.Uint16(table[4*full+2*(i-full):]))
		}
	}
	return nil
}

package archive

import (
	"encoding/binary"
	"encoding/xml"
	"strings"
	"testing"
	"time"
)

func TestMetadataIsWellFormedAndSaysTheSame(t *testing.T) {
	p := Properties{
		Title: "某镇<2023>年度&报告", Author: "某镇人民政府", Subject: "指标体系", Keywords: "绩效 自评", Producer: "ziping",
		Created: time.Date(2024, 3, 5, 8, 30, 0, 0, time.FixedZone("", 8*3600)),
	}
	var found struct {
		Description struct {
			Part        string `xml:"part"`
			Conformance string `xml:"conformance"`
			Title       string `xml:"title>Alt>li"`
			Creator     string `xml:"creator>Seq>li"`
			Subject     string `xml:"description>Alt>li"`
			Keywords    string `xml:"Keywords"`
			Created     string `xml:"CreateDate"`
		} `xml:"RDF>Description"`
	}
	if err := xml.Unmarshal(p.Metadata(), &found); err != nil {
		t.Fatal(err)
	}
	d := found.Description
	if d.Part != "2" || d.Conformance != "U" || d.Title != p.Title || d.Creator != p.Author || d.Subject != p.Subject ||
		d.Keywords != p.Keywords || d.Created != "2024-03-05T08:30:00+08:00" {
		t.Errorf("%+v", d)
	}
	if got := Date(p.Created); got != "D:20240305083000+08'00'" {
		t.Errorf("date %s", got)
	}
	if bare := string(Properties{Producer: "ziping"}.Metadata()); strings.Contains(bare, "dc:title") {
		t.Errorf("an empty title is written: %s", bare)
	}
}

func TestProfileHasItsParts(t *testing.T) {
	p := Profile()
	if size := binary.BigEndian.Uint32(p); int(size) != len(p) || string(p[36:40]) != "acsp" || string(p[16:20]) != "GRAY" {
		t.Fatalf("header of %d bytes: % x", len(p), p[:40])
	}
	count := binary.BigEndian.Uint32(p[128:])
	names := ""
	for i := range count {
		entry := p[132+12*i:]
		offset, size := binary.BigEndian.Uint32(entry[4:]), binary.BigEndian.Uint32(entry[8:])
		if offset%4 != 0 || int(offset+size) > len(p) {
			t.Errorf("%s at %d, %d bytes of %d", entry[:4], offset, size, len(p))
		}
		names += string(entry[:4]) + " "
	}
	if names != "desc cprt wtpt kTRC " {
		t.Errorf("tags %s", names)
	}
}

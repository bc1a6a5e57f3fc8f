package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/export/document"
	"ziping/export/fonts"
)

// The tests here read the file with Poppler, as a recipient would.

// tool finds a program of Poppler; without it the test is skipped, on CI it
// fails.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing", name)
		}
		t.Skipf("%s is missing", name)
	}
	return path
}

// read runs a tool over a document; {} among the arguments is the file.
func read(t *testing.T, d *document.Document, name string, arguments ...string) string {
	t.Helper()
	path := tool(t, name)
	data, _ := written(t, d)
	file := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range arguments {
		arguments[i] = strings.ReplaceAll(arguments[i], "{}", file)
	}
	output, err := exec.Command(path, arguments...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, output)
	}
	return string(output)
}

var pageNumber = regexp.MustCompile(`(?m)^— \d+ —\n\f`)

func TestEveryCharacterComesOutInOrder(t *testing.T) {
	d := bodyOf(document.Heading{Level: 1, Text: "总体情况"},
		document.Paragraph{Text: "张𬭎、王𫖯、李䶮；missing 😀 and 𪚥 too，Größe é—“引号”（括号）《书名》〔2020〕10号……完。"},
		document.Paragraph{Text: strings.Repeat("2023年预算1807.76万元，执行率100.16%；“三公”经费变动率为-6.31%——未超预算。", 30)})
	for _, block := range sampleDocument().Blocks {
		switch block.(type) {
		case document.Paragraph, document.Heading:
			d.Blocks = append(d.Blocks, block)
		}
	}
	d.Signature, d.Draft = &document.Signature{Unit: "某镇人民政府", Date: "2024年3月5日"}, true
	text := read(t, d, "pdftotext", "-raw", "-nopgbrk", "{}", "-")
	text = regexp.MustCompile(`(?m)^— \d+ —$`).ReplaceAllString(text, "")
	if got, want := unspaced(text), unspaced(d.Plain()); got != want {
		at := 0
		for at < min(len(got), len(want)) && got[at] == want[at] {
			at++
		}
		t.Errorf("texts differ from\n%.90q on, want\n%.90q", got[at:], want[at:])
	}
}

func TestWordsHaveNoSpacesBetweenCharacters(t *testing.T) {
	text := read(t, sampleDocument(), "pdftotext", "{}", "-")
	for _, phrase := range []string{"年初预算1807.76万元", "“三公”经费支出41.27万元", "某镇人民政府2023年度", "一、部门整体概况"} {
		if !strings.Contains(strings.ReplaceAll(text, "\n", ""), phrase) {
			t.Errorf("not found as typed: %s", phrase)
		}
	}
	if !pageNumber.MatchString(read(t, sampleDocument(), "pdftotext", "-raw", "{}", "-")) {
		t.Error("page numbers are not lines of their own")
	}
}

func TestViewersSeeTheTypeArea(t *testing.T) {
	boxes := read(t, sampleDocument(), "pdftotext", "-bbox-layout", "{}", "-")
	words := regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="[0-9.]+" xMax="([0-9.]+)" yMax="[0-9.]+">`).FindAllStringSubmatch(boxes, -1)
	if len(words) < 200 {
		t.Fatalf("%d words", len(words))
	}
	for _, word := range words {
		left, _ := strconv.ParseFloat(word[1], 64)
		right, _ := strconv.ParseFloat(word[2], 64)
		// The blank half of a mark at the line's end reaches over the edge.
		if left < areaLeft-1 || right > areaRight+sizeBody/2+1 {
			t.Errorf("a word from %.1f to %.1f", left, right)
		}
	}
}

func TestOutlineAndProperties(t *testing.T) {
	d := sampleDocument()
	d.Title, d.Unit = "某镇𬭎报告", "某镇\n人民政府"
	d.Blocks = append([]document.Block{document.Heading{Level: 3, Text: "王𫖯"}}, d.Blocks...)
	properties := read(t, d, "pdfinfo", "{}")
	for _, want := range []string{"某镇𬭎报告", "某镇人民政府", "部门整体支出绩效自评报告", "绩效自评 2023", "2024"} {
		if !strings.Contains(properties, want) {
			t.Errorf("properties lack %s:\n%s", want, properties)
		}
	}
	outline := read(t, d, "pdftohtml", "-xml", "-i", "-stdout", "{}")
	_, outline, _ = strings.Cut(outline, "<outline>")
	outline = regexp.MustCompile(` page="\d+"`).ReplaceAllString(strings.ReplaceAll(outline, "\n", ""), "")
	for _, want := range []string{"<item>1.王𫖯</item>", "<item>一、部门整体概况</item><outline><item>（一）部门主要职责职能及人员情况</item><outline><item>1.党政综合办公室</item>",
		"<item>附件1　2023年度部门整体支出绩效评价指标体系评分表</item>"} {
		if !strings.Contains(outline, want) {
			t.Errorf("outline lacks %s:\n%s", want, outline)
		}
	}
}

// Each face is one font, cut to the document and called as the face calls itself:
// readers' lists of fonts and preflight programs go by these names.
func TestEveryFaceIsAFontOfItsName(t *testing.T) {
	list := read(t, sampleDocument(), "pdffonts", "{}")
	subset, names := regexp.MustCompile(`^[A-Z]{6}\+(\S+) +CID TrueType +Identity-H +yes yes yes `), []string(nil)
	for _, line := range strings.Split(strings.TrimSpace(list), "\n")[2:] {
		m := subset.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("not a part of a face, embedded and searchable: %s", line)
		}
		names = append(names, m[1])
	}
	slices.Sort(names)
	var want []string
	for role := range fonts.Role(fonts.Roles) {
		want = append(want, builtin(t).Face(role).PostScriptName())
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("fonts of the file:\n%s%s", diff, list)
	}
}

// A face that nothing is set in is not in the file.
func TestOnlyFacesInUseAreEmbedded(t *testing.T) {
	d := bodyOf(document.Paragraph{Text: "正文。"})
	list := read(t, d, "pdffonts", "{}")
	for role, want := range map[fonts.Role]bool{fonts.Title: true, fonts.Body: true, fonts.Kai: false, fonts.Hei: false} {
		if name := builtin(t).Face(role).PostScriptName(); strings.Contains(list, name) != want {
			t.Errorf("%s in the file: %v, want %v\n%s", name, !want, want, list)
		}
	}
}

// The programs of the format's other makers find nothing wrong either.
func TestOtherReadersTakeTheFile(t *testing.T) {
	d := sampleDocument()
	d.Draft = true
	if out := read(t, d, "qpdf", "--check", "{}"); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Errorf("qpdf: %s", out)
	}
	if out := read(t, d, "mutool", "info", "-F", "{}"); strings.Contains(out, "warning") || strings.Contains(out, "error") {
		t.Errorf("mutool: %s", out)
	}
}

const (
	goldenResolution = "40" // dots per inch
	// Poppler's versions smooth edges differently: the mean difference of
	// the grey values and the share of pixels of another colour allowed.
	goldenMean, goldenShare = 3.0, 0.01
)

// TestPagesLookAsBefore compares rendered pages with testdata. After a wanted
// change, look at the new pages and set UPDATE_GOLDEN=1 once.
func TestPagesLookAsBefore(t *testing.T) {
	d, covered := sampleDocument(), sampleDocument()
	covered.Cover = sampleCover()
	d.Draft, covered.Draft = true, true
	for _, test := range []struct {
		golden   string
		document *document.Document
		page     int
	}{{"page1", d, 1}, {"page3", d, 3}, {"page6", d, 6}, {"cover", covered, 1}} {
		t.Run(test.golden, func(t *testing.T) {
			base := filepath.Join(t.TempDir(), "page")
			page := strconv.Itoa(test.page)
			read(t, test.document, "pdftoppm", "-gray", "-png", "-singlefile", "-r", goldenResolution, "-f", page, "-l", page, "{}", base)
			rendered, err := os.ReadFile(base + ".png")
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", test.golden+".png")
			if os.Getenv("UPDATE_GOLDEN") == "1" {
				if err := os.WriteFile(golden, rendered, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			comparePages(t, rendered, want)
		})
	}
}

func comparePages(t *testing.T, rendered, golden []byte) {
	t.Helper()
	got, want := decode(t, rendered), decode(t, golden)
	if got.Bounds() != want.Bounds() {
		t.Fatalf("size %v, want %v", got.Bounds(), want.Bounds())
	}
	sum, other, pixels := 0, 0, got.Bounds().Dx()*got.Bounds().Dy()
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			difference := int(grey(got, x, y)) - int(grey(want, x, y))
			difference = max(difference, -difference)
			sum += difference
			if difference > 96 {
				other++
			}
		}
	}
	if mean, share := float64(sum)/float64(pixels), float64(other)/float64(pixels); mean > goldenMean || share > goldenShare {
		t.Errorf("differs by %.2f on average, %.2f%% of the pixels clearly", mean, 100*share)
	}
}

func grey(m image.Image, x, y int) uint8 { return color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y }

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

package chart

import (
	"bytes"
	"image/png"
	"math"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/export/fonts"
)

func builtin(tb testing.TB) *fonts.Set {
	tb.Helper()
	set, err := fonts.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	return set
}

func known(text string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(text))
}

func points() Bars {
	return Bars{
		Title: "自评各部分得分", Unit: "分", Legend: []Key{{Solid, "得分"}, {Open, "分值"}},
		Groups: []Group{
			{"投入", []Bar{{Value: known("15"), Limit: known("15"), Text: "15/15"}}},
			{"过程", []Bar{{Value: known("53"), Limit: known("65"), Text: "53/65"}}},
			{"产出及效率", []Bar{{Limit: known("20"), Text: "待补/20"}}},
		},
	}
}

// note is a canvas that remembers what is drawn; every character is as wide as high.
type note struct {
	lines, rects [][4]float64
	texts        []string
	right        float64
}

func (n *note) Rect(x, y, w, h float64, _ Ink) { n.rects = append(n.rects, [4]float64{x, y, w, h}) }
func (n *note) Line(x1, y1, x2, y2, _ float64, _ Ink) {
	n.lines = append(n.lines, [4]float64{x1, y1, x2, y2})
}
func (n *note) Text(x, _, size float64, text string, bold bool) {
	n.texts = append(n.texts, text)
	n.right = max(n.right, x+n.Measure(size, text, bold))
}
func (n *note) Measure(size float64, text string, _ bool) float64 {
	return size * 0.6 * float64(len([]rune(text)))
}

func TestBarsAreAsLongAsTheirValues(t *testing.T) {
	n := &note{}
	points().Draw(n, 1000, 600, 30)
	// Two legend swatches at most, then a bar for each known value.
	bars := n.rects[len(n.rects)-2:]
	if got, want := bars[1][2]/bars[0][2], 53.0/15; math.Abs(got-want) > 1e-6 {
		t.Errorf("lengths are %.3f to 1, want %.3f: the axis does not begin at zero", got, want)
	}
	for _, text := range []string{"15/15", "53/65", "待补/20", "投入", "得分", "分值", "0", "80分"} {
		if !strings.Contains(strings.Join(n.texts, "\n"), text) {
			t.Errorf("%s is not written", text)
		}
	}
}

func TestAltSaysTheFigures(t *testing.T) {
	b := points()
	if got, want := b.Alt(), "投入：15/15；过程：53/65；产出及效率：待补/20。"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	b = Bars{Legend: []Key{{Solid, "2023年"}, {Hatched, "2022年"}},
		Groups: []Group{{"投入", []Bar{{Pattern: Solid, Text: "15/15"}, {Pattern: Hatched, Text: "14/15"}}}}}
	if got, want := b.Alt(), "投入：2023年15/15，2022年14/15。"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := (Bars{}).Alt(); got != "" {
		t.Errorf("nothing is told as %q", got)
	}
}

func TestScaleHoldsEveryValue(t *testing.T) {
	for value, want := range map[string]string{"100": "100", "100.16": "120", "65": "80", "7": "8", "0": "1", "0.03": "0.03", "123456.78": "125000", "1e12": "1000000000000"} {
		end, step := Bars{Groups: []Group{{"", []Bar{{Value: known(value)}}}}}.scale()
		if end.String() != want {
			t.Errorf("the axis for %s ends at %s (step %s), want %s", value, end, step, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		value := decimal.New(rapid.Int64Range(1, 1e15).Draw(t, "value"), rapid.Int32Range(-12, 6).Draw(t, "exponent"))
		end, step := Bars{Groups: []Group{{"", []Bar{{Limit: decimal.NewNullDecimal(value)}}}}}.scale()
		ticks := end.DivRound(step, 4)
		if end.LessThan(value) || !ticks.IsInteger() || ticks.GreaterThan(decimal.NewFromInt(6)) || ticks.LessThan(decimal.NewFromInt(2)) {
			t.Fatalf("%s: axis to %s in steps of %s", value, end, step)
		}
		if end.GreaterThan(value.Mul(decimal.NewFromInt(2))) {
			t.Fatalf("%s: half of the axis to %s is empty", value, end)
		}
	})
}

func TestHatchStaysInItsBar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Float64Range(0.1, 500)
		w, h := size.Draw(t, "width"), size.Draw(t, "height")
		n := &note{}
		hatch(n, 10, 20, w, h, rapid.Float64Range(1, 40).Draw(t, "gap"), 1)
		for _, l := range n.lines {
			for i := 0; i < 4; i += 2 {
				if l[i] < 10-1e-9 || l[i] > 10+w+1e-9 || l[i+1] < 20-1e-9 || l[i+1] > 20+h+1e-9 {
					t.Fatalf("line %v leaves the bar of %v × %v", l, w, h)
				}
			}
			if dx, dy := l[2]-l[0], l[1]-l[3]; math.Abs(dx-dy) > 1e-6 {
				t.Fatalf("line %v does not rise at 45°", l)
			}
		}
	})
}

func TestLongLabelsKeepInside(t *testing.T) {
	b := points()
	b.Title = strings.Repeat("很长的单位名称", 8)
	b.Groups[0].Label = strings.Repeat("农村人居环境整治", 20)
	n := &note{}
	b.Draw(n, 1000, 600, 30)
	if n.right > 1000 {
		t.Errorf("text ends at %.0f of 1000", n.right)
	}
	if !strings.Contains(strings.Join(n.texts, ""), "…") {
		t.Error("a cut label is not marked")
	}
}

func TestPNGIsAPictureAndDeterministic(t *testing.T) {
	set := builtin(t)
	first, err := PNG(points(), Phone, set)
	if err != nil {
		t.Fatal(err)
	}
	again, err := PNG(points(), Phone, set)
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("two pictures differ (%v)", err)
	}
	picture, err := png.Decode(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 1080 || size.Y != 720 {
		t.Errorf("the picture is %v", size)
	}
	dark := 0
	for y := range 720 {
		for x := range 1080 {
			if r, _, _, _ := picture.At(x, y).RGBA(); r < 0x8000 {
				dark++
			}
		}
	}
	if share := float64(dark) / (1080 * 720); share < 0.02 || share > 0.5 {
		t.Errorf("%.1f%% of the picture is dark", 100*share)
	}
}

func TestPNGDrawsAnyText(t *testing.T) {
	b := points()
	b.Groups[0].Label = "𬭎😀\x00\u202E é½\u0301"
	b.Groups[1].Bars[0].Value = known("-5")
	if _, err := PNG(b, Phone, builtin(t)); err != nil {
		t.Error(err)
	}
	if _, err := PNG(Bars{}, Phone, builtin(t)); err != nil {
		t.Errorf("an empty chart: %v", err)
	}
}

func TestPNGRefusesWhatIsNoPicture(t *testing.T) {
	set := builtin(t)
	for name, p := range map[string]Picture{"no width": {0, 800, 30}, "too wide": {100000, 800, 30}, "no type": {1200, 800, 0}, "not a number": {1200, 800, math.NaN()}} {
		if _, err := PNG(points(), p, set); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	many := Bars{Groups: make([]Group, 500)}
	for i := range many.Groups {
		many.Groups[i].Bars = make([]Bar, 3)
	}
	if _, err := PNG(many, Phone, set); err == nil {
		t.Error("1500 bars: no error")
	}
}

func BenchmarkPNG(b *testing.B) {
	set := builtin(b)
	for b.Loop() {
		if _, err := PNG(points(), Phone, set); err != nil {
			b.Fatal(err)
		}
	}
}

func TestProgressIsHonest(t *testing.T) {
	for want, s := range map[float64]Step{0: {Done: 0, Total: 5}, 0.5: {Done: 2, Total: 4}, 1: {Done: 9, Total: 4}} {
		if got := s.share(); got != want {
			t.Errorf("%+v is %v done", s, got)
		}
	}
	if got := (Step{Done: -3, Total: 2}).share() + (Step{Done: 3}).share(); got != 0 {
		t.Errorf("nothing done counts as %v", got)
	}
	n := &note{}
	long := Progress{Title: strings.Repeat("题", 200), Rows: []Step{{Name: strings.Repeat("名", 80), Total: 1, Text: "0/1", State: "未开始"}}}
	long.Draw(n, 1080, 600, 34)
	if n.right > 1080 {
		t.Errorf("text ends at %.0f of 1080", n.right)
	}
}

func TestHistogramStepsAreWhole(t *testing.T) {
	want := []int{1, 2, 5, 10, 20, 50, 100, 200}
	for i := 1; i < len(want); i++ {
		if got := nextStep(want[i-1]); got != want[i] {
			t.Errorf("after %d comes %d", want[i-1], got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		h := Histogram{Edges: []string{"0", "5", "10"}, Unit: "分", Counts: []int{rapid.IntRange(0, 5000).Draw(t, "a"), rapid.IntRange(0, 5000).Draw(t, "b")},
			Marks: []Place{{At: rapid.Float64Range(-1, 3).Draw(t, "mark"), Name: "良"}}}
		n := &note{}
		h.Draw(n, 1080, h.Height(34), 34)
		if n.right > 1080 || len(n.texts) > 20 {
			t.Fatalf("text ends at %.0f, %d texts", n.right, len(n.texts))
		}
	})
}

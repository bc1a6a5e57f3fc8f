package board

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/scoring"
)

func someBoard(units int) Data {
	d := Data{Title: "某区2023年度自评进度", Note: "截至2024年3月5日", States: []StateCount{{"未开始", 0}, {"填报中", 7}, {"已通过", 3}}}
	for i := range units {
		d.Units = append(d.Units, Step{Name: fmt.Sprintf("第%d街道办事处", i+1), Done: i % 12, Total: 11, State: "填报中"})
	}
	return d
}

func TestBoardPictures(t *testing.T) {
	sections := SectionsData{Title: "某镇", Sections: []Step{{"职责", 1, 1, "已完成"}, {"项目", 0, 0, "未开始"}, {strings.Repeat("长", 60), 9, 4, "有问题"}}}
	spread := SpreadData{Title: "分布", Scores: []decimal.Decimal{decimal.NewFromInt(87)}, Grades: []scoring.Grade{{Name: "优", From: decimal.NewFromInt(90)}}}
	for name, write := range map[string]func(io.Writer) error{
		"board": func(w io.Writer) error { return Picture(w, someBoard(12), nil) },
		"long":  func(w io.Writer) error { return Picture(w, someBoard(300), nil) },
		"empty": func(w io.Writer) error { return Picture(w, Data{}, nil) },
		"hostile": func(w io.Writer) error {
			return Picture(w, Data{Title: "\x00\n\u202E" + strings.Repeat("题", 99)}, nil)
		},
		"sections": func(w io.Writer) error { return SectionsPicture(w, sections, nil) },
		"spread":   func(w io.Writer) error { return SpreadPicture(w, spread, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			var first, second bytes.Buffer
			if err := write(&first); err != nil {
				t.Fatal(err)
			}
			if err := write(&second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Errorf("two pictures differ (%v)", err)
			}
			picture, err := png.Decode(&first)
			if err != nil {
				t.Fatal(err)
			}
			if size := picture.Bounds().Size(); size.X != 1080 || size.Y > 2400 {
				t.Errorf("the picture is %v", size)
			}
		})
	}
}

func TestEveryScoreIsInOneRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var d SpreadData
		for range rapid.IntRange(1, 60).Draw(t, "scores") {
			d.Scores = append(d.Scores, decimal.New(rapid.Int64Range(0, 10000).Draw(t, "score"), -2))
		}
		d.Grades = []scoring.Grade{{Name: "优", From: decimal.NewFromInt(90)}, {Name: "差"}}
		h, err := d.histogram()
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for i, n := range h.Counts {
			from, to := decimal.RequireFromString(h.Edges[i]), decimal.RequireFromString(h.Edges[i+1])
			within := 0
			for _, s := range d.Scores {
				if s.GreaterThanOrEqual(from) && (s.LessThan(to) || i == len(h.Counts)-1 && s.Equal(to)) {
					within++
				}
			}
			if within != n {
				t.Fatalf("%s～%s holds %d, the column says %d", from, to, within, n)
			}
			sum += n
		}
		if sum != len(d.Scores) || h.Edges[len(h.Edges)-1] != "100" || len(h.Edges) != len(h.Counts)+1 || len(h.Counts) > 20 {
			t.Fatalf("%+v of %v", h, d.Scores)
		}
	})
}

func TestSpreadRefusesWhatIsNoScore(t *testing.T) {
	for name, scores := range map[string][]decimal.Decimal{"none": nil, "negative": {decimal.NewFromInt(-1)}, "above": {decimal.NewFromInt(101)}} {
		var out bytes.Buffer
		if err := SpreadPicture(&out, SpreadData{Scores: scores}, nil); err == nil || out.Len() > 0 {
			t.Errorf("%s: error %v, %d bytes", name, err, out.Len())
		}
	}
}

func TestMedian(t *testing.T) {
	for want, texts := range map[string][]string{"87": {"87"}, "85.5": {"80", "91"}, "90": {"60", "90", "91"}} {
		var scores []decimal.Decimal
		for _, text := range texts {
			scores = append(scores, decimal.RequireFromString(text))
		}
		if got := median(scores); got.String() != want {
			t.Errorf("median of %v is %s", texts, got)
		}
	}
}

package project

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Rules score the rows of the project list, each as one 项目支出绩效自评表.
type Rules struct {
	List string // the code of the project list
	// ExecutionMax are the points for spending the whole budget; those of the profile.
	ExecutionMax decimal.Decimal
	Profile      *Profile
	Checks       []Check
}

// Profile is one way to score a project: places copy 财预〔2020〕10号 and change its
// numbers. What a profile leaves out has the value of that document.
type Profile struct {
	ID         string
	Title      string
	Basis      string // the document, for 评分依据
	Provenance fact.Provenance
	Sources    []string
	Note       string

	// Origins say for every setting, by its key in a pack, which profile it comes from: the profile
	// itself, or the one it is like, or the ministry's method where neither says it.
	Origins map[string]Origin

	// ExecutionMax are the points for 预算执行率, 10 unless the profile says otherwise.
	ExecutionMax decimal.Decimal
	// Weights are the ways to share the other points among the level-1 indicators; empty
	// when the unit shares them as it likes.
	Weights []WeightSet
	// Over are the steps of over-achievement, lowest first.
	Over []OverStep
	// Caps limit the total of a project that spent little, highest rate first.
	Caps []ExecutionCap
	// CapsUpper says that a rate exactly on a limit belongs to the lower range.
	CapsUpper bool
	Reverse   ReverseFormula
	// Qualitative are the options for 定性 indicators, best first.
	Qualitative []QualitativeBand
	// Satisfaction are shares of the weight by the rate of satisfaction, highest first; empty
	// when satisfaction is scored like any other figure.
	Satisfaction []SatisfactionBand
	Grades       []fact.Grade // the pack's own when empty
	// ReasonBelow is the execution rate in % below which a reason is asked for.
	ReasonBelow decimal.Decimal
	// RedGap is by how many % of itself the outcome may be ahead of the execution.
	RedGap decimal.Decimal
	// YellowUnspent is how many % of the budget may stay unspent without a flag.
	YellowUnspent decimal.Decimal
	// Decimals are those of each row's points, TotalDecimals those of the printed total.
	Decimals, TotalDecimals int32
}

// Origin is where a setting of a profile comes from.
type Origin struct {
	Profile    string // its id
	Basis      string // its document
	Provenance fact.Provenance
}

// Settings are the keys of a profile's settings, in the order the loader reads them.
var Settings = []string{
	"execution", "weights", "over", "caps", "qualitative", "satisfaction", "grades", "caps_edge", "reverse",
	"reason_below", "red_gap", "yellow_unspent", "decimals", "total_decimals",
}

// WeightSet shares points among level-1 indicators; together with the execution 100.
type WeightSet []LevelWeight

// LevelWeight are the points of one level-1 indicator, named without 指标 (产出).
type LevelWeight struct {
	Level1 string
	Points decimal.Decimal
}

// OverStep says what follows when the actual value reaches At % of the target.
type OverStep struct {
	At       decimal.Decimal
	Explain  bool            // a reason is asked for
	Editable bool            // the unit may give fewer points than the weight
	Deduct   decimal.Decimal // points taken off
}

// ExecutionCap is the most a project may get in all when it spent less than Below %.
type ExecutionCap struct{ Below, Most decimal.Decimal }

// ReverseFormula is how an exceeded limit (≤) is scored.
type ReverseFormula string

// The formulas in use.
const (
	// ReverseExcess takes the excess off: (1 − (B − A) ÷ A) × W, nothing from 2A on.
	ReverseExcess ReverseFormula = "excess"
	// ReverseRatio is the form before 2020: A ÷ B × W.
	ReverseRatio ReverseFormula = "ratio"
)

// QualitativeBand is one of the options for a 定性 indicator with the share of the weight
// it allows, in %: the best one includes both ends, the others the lower one.
type QualitativeBand struct {
	Name     string
	Also     []string // other wordings of forms
	From, To decimal.Decimal
}

// SatisfactionBand gives Share % of the weight from a rate of From % on.
type SatisfactionBand struct{ From, Share decimal.Decimal }

// Plain has the settings of 财预〔2020〕10号 as far as they are the same everywhere.
func Plain() *Profile {
	whole := decimal.NewFromInt
	origins := map[string]Origin{}
	for _, key := range Settings {
		origins[key] = Origin{"plain", "财预〔2020〕10号", fact.Recalled}
	}
	return &Profile{
		Origins: origins, ID: "plain", Title: "项目支出绩效自评", Basis: "财预〔2020〕10号", Provenance: fact.Recalled,
		ExecutionMax: whole(10), Reverse: ReverseExcess,
		Over: []OverStep{{At: whole(130), Explain: true}},
		Qualitative: []QualitativeBand{
			{Name: "达成年度指标", Also: []string{"达成预期指标", "完全达成"}, From: whole(80), To: whole(100)},
			{Name: "部分达成年度指标并具有一定效果", Also: []string{"部分达成预期指标并具有一定效果", "部分达成"}, From: whole(60), To: whole(80)},
			{Name: "未达成年度指标且效果较差", Also: []string{"未达成预期指标且效果较差", "未达成"}, To: whole(60)},
		},
		ReasonBelow: whole(90), RedGap: whole(5), YellowUnspent: whole(20),
		Decimals: 2, TotalDecimals: 2,
	}
}

// satisfactionLevel is how the level-1 indicator of satisfaction is called here.
const satisfactionLevel = "满意度"

// LevelName is a level-1 indicator's name without the words forms add to it.
func LevelName(s string) string {
	s = strings.TrimSuffix(strings.TrimSpace(s), "指标")
	if strings.Contains(s, "满意") {
		return satisfactionLevel
	}
	return s
}

// band is the option a text means.
func (f *Profile) band(text string) (int, bool) {
	text = strings.TrimSpace(text)
	for i, b := range f.Qualitative {
		if text == b.Name {
			return i, true
		}
		for _, also := range b.Also {
			if text == also {
				return i, true
			}
		}
	}
	return 0, false
}

// bandOf is the option whose range own points lie in; -1 when they lie in none.
func (f *Profile) bandOf(points, weight decimal.Decimal) int {
	for i := range f.Qualitative {
		if f.allows(i, weight, points) {
			return i
		}
	}
	return -1
}

// limits are the least and the most points an option allows of a weight, rounded as they
// are printed.
func (f *Profile) limits(i int, weight decimal.Decimal) (least, most decimal.Decimal) {
	b := f.Qualitative[i]
	return weight.Mul(b.From).Div(fact.Hundred).Round(f.Decimals), weight.Mul(b.To).Div(fact.Hundred).Round(f.Decimals)
}

// allows reports whether an option allows so many points. Only the best option includes
// its upper end: the others end where the next better one begins.
func (f *Profile) allows(i int, weight, points decimal.Decimal) bool {
	least, most := f.limits(i, weight)
	if points.LessThan(least) {
		return false
	}
	return points.LessThan(most) || i == 0 && points.Equal(most)
}

// cap is the limit of the total at an execution rate in %; false when there is none.
func (f *Profile) cap(rate decimal.Decimal) (ExecutionCap, bool) {
	var found ExecutionCap
	ok := false
	for _, c := range f.Caps {
		if rate.LessThan(c.Below) || f.CapsUpper && rate.Equal(c.Below) {
			found, ok = c, true
		}
	}
	return found, ok
}

// grade is the grade of a printed total.
func (f *Profile) grade(form Form, total decimal.Decimal) string {
	if len(f.Grades) == 0 {
		return form.Grade(total)
	}
	return fact.GradeOf(f.Grades, total)
}

// weightsFor is the set that has the level-1 indicators a project has, or else the first;
// nil when the profile leaves the weights open.
func (f *Profile) weightsFor(levels map[string]decimal.Decimal) WeightSet {
	for _, set := range f.Weights {
		same := len(set) == len(levels)
		for _, w := range set {
			_, there := levels[w.Level1]
			same = same && there
		}
		if same {
			return set
		}
	}
	if len(f.Weights) == 0 {
		return nil
	}
	return f.Weights[0]
}

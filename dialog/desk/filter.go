package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/scoring"
)

// Filter says which units a list shows: all conditions together. Its zero value shows all.
type Filter struct {
	Page    int              // of the list, from 0
	Year    int              // 0: every year
	State   dialog.UnitState // "": every state
	Overdue bool             // only those overdue
	DueSoon bool             // only those due within a week
	Errors  bool             // only those with findings of error level
	Below   int              // only those whose points are all known and fewer; 0: whatever points
	Name    string           // a part of the unit's name
}

// maxFilterName bounds a filter's name in bytes: it stands in every button's data, whose limit is 64.
const maxFilterName = 24

// stateLetters are the states as a filter writes them.
var stateLetters = map[dialog.UnitState]string{dialog.NotBegun: "n", dialog.Filling: "f", dialog.UnderReview: "s", dialog.PassedReview: "a"}

// String writes a filter as one word for a button's data: page.year.flags.below/name.
func (f Filter) String() string {
	flags := stateLetters[f.State]
	for _, flag := range f.flags() {
		if *flag.set {
			flags += flag.letter
		}
	}
	word := fmt.Sprintf("%s.%d.%s.%d", strconv.FormatInt(int64(f.Page), 36), f.Year, flags, f.Below)
	if f.Name != "" {
		word += "/" + f.Name
	}
	return word
}

type filterFlag struct {
	letter string
	label  string
	set    *bool
}

func (f *Filter) flags() []filterFlag {
	return []filterFlag{{"o", "已逾期", &f.Overdue}, {"d", "7 天内截止", &f.DueSoon}, {"e", "有错误", &f.Errors}}
}

// ParseFilter reads what String writes. It comes from outside; ok is false when it is anything else.
func ParseFilter(word string) (f Filter, ok bool) {
	word, name, _ := strings.Cut(word, "/")
	parts := strings.Split(word, ".")
	if len(parts) != 4 || !utf8.ValidString(name) {
		return f, false
	}
	page, err := strconv.ParseUint(parts[0], 36, 16)
	year, err2 := strconv.ParseUint(parts[1], 10, 16)
	below, err3 := strconv.ParseUint(parts[3], 10, 16)
	if err != nil || err2 != nil || err3 != nil {
		return f, false
	}
	f = Filter{Page: int(page), Year: int(year), Below: int(below), Name: filterName(name)}
	for _, letter := range parts[2] {
		if !f.setLetter(string(letter)) {
			return Filter{}, false
		}
	}
	return f, true
}

func (f *Filter) setLetter(letter string) bool {
	for state, l := range stateLetters {
		if l == letter {
			f.State = state
			return true
		}
	}
	for _, flag := range f.flags() {
		if flag.letter == letter {
			*flag.set = true
			return true
		}
	}
	return false
}

// filterName is a typed part of a name as far as it has room in a button, without blanks.
func filterName(typed string) string {
	name := strings.ReplaceAll(strings.Join(strings.Fields(typed), ""), "|", "") // which parts a button's data
	for len(name) > maxFilterName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}

// narrows reports whether the filter leaves units of its year out.
func (f Filter) narrows() bool {
	f.Page, f.Year = 0, 0
	return f != Filter{}
}

// plain is the filter of the same year that shows everything.
func (f Filter) plain() Filter { return Filter{Year: f.Year} }

// Shows reports whether a unit passes the filter, whatever the page.
func (f Filter) Shows(s dialog.Stand, now time.Time) bool {
	switch e := s.Evaluation; {
	case f.Year != 0 && e.Year != f.Year,
		f.State != "" && s.State() != f.State,
		f.Overdue && !s.Overdue(now),
		f.DueSoon && !s.DueSoon(now),
		f.Errors && s.Count(scoring.Error) == 0,
		f.Below > 0 && !(s.Now != nil && s.Now.Complete && s.Now.Total.LessThan(decimal.NewFromInt(int64(f.Below)))),
		f.Name != "" && !strings.Contains(strings.Join(strings.Fields(e.Unit), ""), f.Name):
		return false
	}
	return true
}

// Select are the units that the filter shows, those that need attention first, of all its pages.
func (f Filter) Select(stands []dialog.Stand, now time.Time) []dialog.Stand {
	var shown []dialog.Stand
	for _, s := range stands {
		if f.Shows(s, now) {
			shown = append(shown, s)
		}
	}
	slices.SortFunc(shown, dialog.ByUrgency(now))
	return shown
}

// Words name the filter's conditions; "" when it has none but the year.
func (f Filter) Words() string {
	var words []string
	if f.State != "" {
		words = append(words, string(f.State))
	}
	for _, flag := range f.flags() {
		if *flag.set {
			words = append(words, flag.label)
		}
	}
	if f.Below > 0 {
		words = append(words, fmt.Sprintf("低于 %d 分", f.Below))
	}
	if f.Name != "" {
		words = append(words, "名称含“"+f.Name+"”")
	}
	return strings.Join(words, "、")
}

// NewestYear is the newest year that has units; 0 without any.
func NewestYear(stands []dialog.Stand) int {
	newest := 0
	for _, s := range stands {
		newest = max(newest, s.Evaluation.Year)
	}
	return newest
}

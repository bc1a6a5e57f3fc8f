package prose

import (
	"regexp"
	"strings"
)

// nameIndicator remembers the indicator that an item speaks of: 预算控制率模块，……得3分.
func (r *reader) nameIndicator(item string) {
	best := ""
	for _, row := range r.vocabulary.pack.Indicators {
		if name := plain(row.Name); strings.Contains(plain(item), name) && len(name) > len(best) {
			best, r.indicator = name, row.Code
		}
	}
}

var (
	totalLabel = regexp.MustCompile(`(自评得分|自评总分|综合得分|最终得分|评价得分|总得分|总分|得分|自评|得)(为|是|共|合计|:|：)*$`)
	ofWhole    = regexp.MustCompile(`整体|部门|单位|我|本`)
	pointLabel = regexp.MustCompile(`(得分?|该模块|该项|本项|此项|自评|模块|指标)?(为|是|得|计|:|：)*$`)
	notPoints  = regexp.MustCompile(`(满分|分值|扣|失|权重|总分为?100|每)`)
	gradeWords = regexp.MustCompile(`(自评等次|评价等次|评价等级|自评等级|绩效等级|评价结果|自评结果|等次|等级)(为|是|评为|:|：)?[“"”]?(优秀|良好|优|良|中|合格|差)`)
)

// stated takes points: of the indicator the item is about, or the total.
func (r *reader) stated(s statement) bool {
	if s.figure.unit != "分" {
		return false
	}
	label := plain(s.label)
	value := strings.ReplaceAll(s.figure.digits, ",", "")
	switch {
	case notPoints.MatchString(label):
		return true // the most that can be had, or what was taken off: no points of the report
	case r.indicator != "" && pointLabel.MatchString(label):
		r.claims = append(r.claims, Claim{Kind: Points, Code: r.indicator, Value: value, Words: s.words, Place: s.place})
		return true
	case r.indicator == "" && totalLabel.MatchString(label) && (!r.topics.has(ofProjects) || ofWhole.MatchString(label)):
		r.claims = append(r.claims, Claim{Kind: Total, Value: value, Words: s.words, Place: s.place})
		return true
	}
	return false
}

// gradeNames are the grades as packs call them, by how reports write them.
var gradeNames = map[string]string{"优秀": "优", "良好": "良", "合格": "中"}

// grade takes the grade the report gives itself.
func (r *reader) grade(item, place string) {
	m := gradeWords.FindStringSubmatch(plain(item))
	if m == nil || r.indicator != "" {
		return
	}
	name := m[3]
	if !r.hasGrade(name) {
		name = gradeNames[name]
	}
	if r.hasGrade(name) {
		r.claims = append(r.claims, Claim{Kind: Grade, Value: name, Words: m[0], Place: place})
	}
}

func (r *reader) hasGrade(name string) bool {
	for _, g := range r.vocabulary.pack.Grades {
		if g.Name == name {
			return true
		}
	}
	return false
}

package scoring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// projectDefs are what projects may be scored and checked by.
type projectDefs struct {
	profiles map[string]*ProjectProfile
	checks   []projectCheckSource
}

// profilesOf reads profiles. One that stands later replaces one of the same id, so that a
// pack can change a shared one.
func (l *loader) profilesOf(f *mapping) {
	here := map[string]bool{}
	for _, n := range f.list("profiles") {
		m := f.file.mapping(n, "项目评分口径")
		profile := l.profile(m)
		if here[profile.ID] {
			m.defect("id", fmt.Sprintf("评分口径“%s”写了两次", profile.ID), "换一个代号")
		}
		here[profile.ID] = true
		l.defs.profiles[profile.ID] = profile
	}
}

// profile reads a profile: what it does not say is as in the one it is `like`, or else as
// in 财预〔2020〕10号.
func (l *loader) profile(m *mapping) *ProjectProfile {
	f := plainProfile()
	if like := m.text("like"); like != "" {
		base, ok := l.defs.profiles[like]
		if !ok {
			m.defect("like", fmt.Sprintf("没有名为“%s”的评分口径", like), meant(like, keysOf(l.defs.profiles), "写在它后面，或检查 include 的文件"))
		} else {
			copied := *base
			f = &copied
		}
	}
	f.ID, f.Title, f.Basis = m.requiredText("id"), m.requiredText("title"), m.requiredText("basis")
	f.Provenance, f.Sources, f.Note = fact.Provenance(m.requiredText("provenance")), m.texts("sources"), m.text("note")
	switch f.Provenance {
	case fact.Seen, fact.Recalled, fact.Inferred, fact.Proposal, "":
	default:
		m.defect("provenance", fmt.Sprintf("评分口径 %s 的依据“%s”没有定义", f.ID, f.Provenance), "写 seen、recalled、inferred 或 proposal")
	}
	l.profilePoints(m, f)
	l.profileSettings(m, f)
	m.done()
	checkProfile(m, f)
	return f
}

func (l *loader) profilePoints(m *mapping, f *ProjectProfile) {
	m.set("execution", &f.ExecutionMax)
	if m.has("weights") {
		f.Weights = nil
		for _, n := range m.list("weights") {
			f.Weights = append(f.Weights, weightSet(m.file.mapping(n, "权重")))
		}
	}
	readList(m, "over", "超额档", &f.Over, func(o *mapping) OverStep {
		step := OverStep{Explain: o.boolean("explain"), Editable: o.boolean("editable"), At: o.requiredDecimal("at")}
		o.set("deduct", &step.Deduct)
		return step
	})
	readList(m, "caps", "封顶档", &f.Caps, func(c *mapping) ExecutionCap {
		return ExecutionCap{Below: c.requiredDecimal("below"), Most: c.requiredDecimal("most")}
	})
	readList(m, "qualitative", "定性档", &f.Qualitative, func(q *mapping) QualitativeBand {
		return QualitativeBand{
			Name: q.requiredText("name"), Also: q.texts("also"), From: q.requiredDecimal("from"), To: q.requiredDecimal("to"),
		}
	})
}

func (l *loader) profileSettings(m *mapping, f *ProjectProfile) {
	readList(m, "satisfaction", "满意度档", &f.Satisfaction, func(b *mapping) SatisfactionBand {
		return SatisfactionBand{From: b.requiredDecimal("from"), Share: b.requiredDecimal("share")}
	})
	readList(m, "grades", "等次", &f.Grades, readGrade)
	switch edge := m.text("caps_edge"); edge {
	case "":
	case "lower", "upper":
		f.CapsUpper = edge == "upper"
	default:
		m.defect("caps_edge", fmt.Sprintf("caps_edge 不能是“%s”", edge), "写 lower（70% 归 70%～80%）或 upper（70% 归 60%～70%）")
	}
	if r := m.text("reverse"); r != "" {
		f.Reverse = ReverseFormula(r)
	}
	m.set("reason_below", &f.ReasonBelow)
	m.set("red_gap", &f.RedGap)
	m.set("yellow_unspent", &f.YellowUnspent)
	if n, ok := m.integer("decimals", 0, 6); ok {
		f.Decimals = int32(n)
	}
	if n, ok := m.integer("total_decimals", 0, 6); ok {
		f.TotalDecimals = int32(n)
	}
}

// set reads a number into d; d stays as it is when key is absent.
func (m *mapping) set(key string, d *decimal.Decimal) {
	if v, ok := m.decimal(key); ok {
		*d = v
	}
}

// readList reads a list of mappings into one of values; the list stays as it is when key is absent.
func readList[T any](m *mapping, key, what string, into *[]T, read func(*mapping) T) {
	if !m.has(key) {
		return
	}
	*into = nil
	for _, n := range m.list(key) {
		one := m.file.mapping(n, what)
		*into = append(*into, read(one))
		one.done()
	}
}

func weightSet(m *mapping) WeightSet {
	var set WeightSet
	for _, key := range m.keys {
		w := LevelWeight{Level1: key}
		m.set(key, &w.Points)
		if levelName(key) != key {
			m.defect(key, fmt.Sprintf("权重里的一级指标“%s”应写作“%s”", key, levelName(key)), "不写“指标”二字")
		}
		set = append(set, w)
	}
	return set
}

// projects reads how the pack scores its projects.
func (l *loader) projects(m *mapping) {
	l.projectChecksOf(m, false)
	if !m.has("projects") {
		return
	}
	q := l.file.mapping(m.node("projects"), "项目自评规则")
	l.profilesOf(q)
	rules := &ProjectRules{List: q.requiredText("list"), Profile: plainProfile()}
	if name := q.text("profile"); name != "" {
		if profile, ok := l.defs.profiles[name]; ok {
			rules.Profile = profile
		} else {
			q.defect("profile", fmt.Sprintf("没有名为“%s”的评分口径", name), meant(name, keysOf(l.defs.profiles), "检查 include 的文件"))
		}
	}
	if q.has("execution_max") {
		if q.has("profile") {
			q.defect("execution_max", "执行率分值已由评分口径（profile）规定", "删去 execution_max，或在 profiles 里改")
		}
		q.set("execution_max", &rules.Profile.ExecutionMax)
	}
	q.done()
	rules.ExecutionMax = rules.Profile.ExecutionMax
	l.pack.Projects = rules
	l.later = append(l.later, func() { l.checkProjectList(q, rules.List) })
}

func (l *loader) checkProjectList(q *mapping, code string) {
	f, ok := l.pack.Field(code)
	if !ok || f.Kind != fact.Rows {
		q.defect("list", fmt.Sprintf("项目自评规则的“%s”不是列表字段", code), meant(code, l.pack.index.codes, ""))
		return
	}
	for _, code := range []string{projectName, projectBudget, projectSpent} {
		if _, ok := column(f, code); !ok {
			q.defect("list", fmt.Sprintf("列表“%s”缺少列“%s”，无法计算项目得分", f.Code, code), "请补上这一列")
		}
	}
}

// projectCheckSource is a check of projects as written.
type projectCheckSource struct {
	m      *mapping
	check  ProjectCheck
	shared bool
}

func (l *loader) projectChecksOf(f *mapping, shared bool) {
	for _, n := range f.list("project_checks") {
		m := f.file.mapping(n, "项目检查")
		c := ProjectCheck{
			ID: m.requiredText("id"), Title: m.requiredText("title"), Severity: fact.Severity(m.requiredText("severity")),
			Detect: m.requiredText("detect"), Words: m.texts("words"), Message: m.requiredText("message"),
			Causes: m.texts("causes"), Measures: m.texts("measures"), Basis: m.text("basis"),
		}
		m.done()
		checkProjectCheck(m, c)
		l.defs.checks = append(l.defs.checks, projectCheckSource{m: m, check: c, shared: shared})
	}
}

func checkProjectCheck(m *mapping, c ProjectCheck) {
	if c.ID != "" && !checkID.MatchString(c.ID) {
		m.defect("id", fmt.Sprintf("检查编号“%s”写法有误", c.ID), "例：J01 或 J03.total")
	}
	if c.Severity != "" && c.Severity.Rank() < 0 {
		m.defect("severity", fmt.Sprintf("检查 %s 的级别“%s”没有定义", c.ID, c.Severity), "写 error、warning 或 note")
	}
	d, ok := projectDetectors[c.Detect]
	if !ok {
		m.defect("detect", fmt.Sprintf("检查 %s 的“%s”不是能查的问题", c.ID, c.Detect), meant(c.Detect, keysOf(projectDetectors), ""))
		return
	}
	if d.words != (len(c.Words) > 0) {
		m.defect("words", fmt.Sprintf("检查 %s 是否要写 words：%s 要写而没有，或不要写而写了", c.ID, c.Detect), "")
	}
	for _, name := range messageName.FindAllStringSubmatch(c.Message, -1) {
		if !slices.Contains(d.names(), name[1]) {
			m.defect("message", fmt.Sprintf("检查 %s 的提示语里“{%s}”没有定义", c.ID, name[1]), "可用："+strings.Join(d.names(), "、"))
		}
	}
	if strings.ContainsAny(messageName.ReplaceAllString(c.Message, ""), "{}") {
		m.defect("message", fmt.Sprintf("检查 %s 的提示语花括号不成对", c.ID), "")
	}
}

// expandProjectChecks gives the pack its project checks, without the shared ones it drops.
// Those without causes and measures have the ones of the first check of their number.
func (l *loader) expandProjectChecks(without map[string]int, used map[string]bool) {
	for _, s := range l.defs.checks {
		number, _, _ := strings.Cut(s.check.ID, ".")
		dropped := false
		for _, key := range []string{s.check.ID, number} {
			if _, listed := without[key]; listed && s.shared {
				used[key], dropped = true, true
			}
		}
		if dropped || l.pack.Projects == nil {
			continue
		}
		c := s.check
		if first, twice := l.pack.index.checkLines[c.ID]; twice {
			s.m.defect("id", fmt.Sprintf("检查编号“%s”写了两次，第一次在 %s 第 %d 行", c.ID, first.file.name, first.line), "加上后缀区分，例：J03.total")
			continue
		}
		l.pack.index.checkLines[c.ID] = position{s.m.file, s.m.at("id")}
		for _, first := range l.pack.Projects.Checks {
			if first.ID != number && !strings.HasPrefix(first.ID, number+".") {
				continue
			}
			if len(c.Causes) == 0 {
				c.Causes = first.Causes
			}
			if len(c.Measures) == 0 {
				c.Measures = first.Measures
			}
			break
		}
		l.pack.Projects.Checks = append(l.pack.Projects.Checks, c)
	}
}

package load

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/scoring/fact"
	"ziping/scoring/hint"
	"ziping/scoring/project"
	"ziping/scoring/strictyaml"
)

// projectDefs are what projects may be scored and checked by.
type projectDefs struct {
	profiles map[string]*project.Profile
	checks   []projectCheckSource
}

// profilesOf reads profiles. One that stands later replaces one of the same id, so that a
// pack can change a shared one.
func (d *projectDefs) profilesOf(f *strictyaml.Mapping) {
	here := map[string]bool{}
	for _, n := range f.List("profiles") {
		m := f.File.Mapping(n, "项目评分口径")
		profile := d.profile(m)
		if here[profile.ID] {
			m.Defect("id", fmt.Sprintf("评分口径“%s”写了两次", profile.ID), "换一个代号")
		}
		here[profile.ID] = true
		d.profiles[profile.ID] = profile
	}
}

// profile reads a profile: what it does not say is as in the one it is `like`, or else as
// in 财预〔2020〕10号.
func (d *projectDefs) profile(m *strictyaml.Mapping) *project.Profile {
	f := project.Plain()
	if like := m.Text("like"); like != "" {
		base, ok := d.profiles[like]
		if !ok {
			m.Defect("like", fmt.Sprintf("没有名为“%s”的评分口径", like), hint.Meant(like, hint.Names(d.profiles), "写在它后面，或检查 include 的文件"))
		} else {
			copied := *base
			copied.Origins = maps.Clone(base.Origins)
			f = &copied
		}
	}
	f.ID, f.Title, f.Basis = m.RequiredText("id"), m.RequiredText("title"), m.RequiredText("basis")
	f.Provenance, f.Sources, f.Note = fact.Provenance(m.RequiredText("provenance")), m.Texts("sources"), m.Text("note")
	switch f.Provenance {
	case fact.Seen, fact.Recalled, fact.Inferred, fact.Proposal, "":
	default:
		m.Defect("provenance", fmt.Sprintf("评分口径 %s 的依据“%s”没有定义", f.ID, f.Provenance), "写 seen、recalled、inferred 或 proposal")
	}
	profilePoints(m, f)
	profileSettings(m, f)
	for _, key := range project.Settings {
		if m.Has(key) {
			f.Origins[key] = project.Origin{Profile: f.ID, Basis: f.Basis, Provenance: f.Provenance}
		}
	}
	m.Done()
	checkProfile(m, f)
	return f
}

func profilePoints(m *strictyaml.Mapping, f *project.Profile) {
	m.Set("execution", &f.ExecutionMax)
	if m.Has("weights") {
		f.Weights = nil
		for _, n := range m.List("weights") {
			f.Weights = append(f.Weights, weightSet(m.File.Mapping(n, "权重")))
		}
	}
	strictyaml.ReadList(m, "over", "超额档", &f.Over, func(o *strictyaml.Mapping) project.OverStep {
		step := project.OverStep{Explain: o.Boolean("explain"), Editable: o.Boolean("editable"), At: o.RequiredDecimal("at")}
		o.Set("deduct", &step.Deduct)
		return step
	})
	strictyaml.ReadList(m, "caps", "封顶档", &f.Caps, func(c *strictyaml.Mapping) project.ExecutionCap {
		return project.ExecutionCap{Below: c.RequiredDecimal("below"), Most: c.RequiredDecimal("most")}
	})
	strictyaml.ReadList(m, "qualitative", "定性档", &f.Qualitative, func(q *strictyaml.Mapping) project.QualitativeBand {
		return project.QualitativeBand{
			Name: q.RequiredText("name"), Also: q.Texts("also"), From: q.RequiredDecimal("from"), To: q.RequiredDecimal("to"),
		}
	})
}

func profileSettings(m *strictyaml.Mapping, f *project.Profile) {
	strictyaml.ReadList(m, "satisfaction", "满意度档", &f.Satisfaction, func(b *strictyaml.Mapping) project.SatisfactionBand {
		return project.SatisfactionBand{From: b.RequiredDecimal("from"), Share: b.RequiredDecimal("share")}
	})
	strictyaml.ReadList(m, "grades", "等次", &f.Grades, readGrade)
	switch edge := m.Text("caps_edge"); edge {
	case "":
	case "lower", "upper":
		f.CapsUpper = edge == "upper"
	default:
		m.Defect("caps_edge", fmt.Sprintf("caps_edge 不能是“%s”", edge), "写 lower（70% 归 70%～80%）或 upper（70% 归 60%～70%）")
	}
	if r := m.Text("reverse"); r != "" {
		f.Reverse = project.ReverseFormula(r)
	}
	m.Set("reason_below", &f.ReasonBelow)
	m.Set("red_gap", &f.RedGap)
	m.Set("yellow_unspent", &f.YellowUnspent)
	if n, ok := m.Integer("decimals", 0, 6); ok {
		f.Decimals = int32(n)
	}
	if n, ok := m.Integer("total_decimals", 0, 6); ok {
		f.TotalDecimals = int32(n)
	}
}

func weightSet(m *strictyaml.Mapping) project.WeightSet {
	var set project.WeightSet
	for _, key := range m.Keys() {
		w := project.LevelWeight{Level1: key}
		m.Set(key, &w.Points)
		if project.LevelName(key) != key {
			m.Defect(key, fmt.Sprintf("权重里的一级指标“%s”应写作“%s”", key, project.LevelName(key)), "不写“指标”二字")
		}
		set = append(set, w)
	}
	return set
}

// projects reads how the pack scores its projects.
func (l *loader) projects(m *strictyaml.Mapping) {
	l.defs.projectChecksOf(m, false)
	l.whole(m)
	if !m.Has("projects") {
		return
	}
	q := l.file.Mapping(m.Node("projects"), "项目自评规则")
	l.defs.profilesOf(q)
	rules := &project.Rules{List: q.RequiredText("list"), Profile: project.Plain()}
	if name := q.Text("profile"); name != "" {
		if profile, ok := l.defs.profiles[name]; ok {
			rules.Profile = profile
		} else {
			q.Defect("profile", fmt.Sprintf("没有名为“%s”的评分口径", name), hint.Meant(name, hint.Names(l.defs.profiles), "检查 include 的文件"))
		}
	}
	if q.Has("execution_max") {
		if q.Has("profile") {
			q.Defect("execution_max", "执行率分值已由评分口径（profile）规定", "删去 execution_max，或在 profiles 里改")
		}
		q.Set("execution_max", &rules.Profile.ExecutionMax)
	}
	q.Done()
	rules.ExecutionMax = rules.Profile.ExecutionMax
	l.pack.Projects = rules
	l.later = append(l.later, func() { l.checkProjectList(q, rules.List) })
}

// wholeColumns are a project's columns that the unit's own form may have too.
var wholeColumns = []string{
	"budget_initial", project.BudgetColumn, project.SpentColumn, "goal", "achieved", "execution_rate", "execution_points", "points",
	"problems", "improvements", "reason",
}

// whole reads how the form by the unit's own indicators is checked.
func (l *loader) whole(m *strictyaml.Mapping) {
	if !m.Has("whole") {
		return
	}
	w := l.file.Mapping(m.Node("whole"), "整体自评规则")
	l.defs.profilesOf(w)
	whole := &project.Whole{Columns: map[string]string{}}
	whole.List, whole.Profile = w.RequiredText("list"), l.defs.profileNamed(w)
	whole.ExecutionMax = whole.Profile.ExecutionMax
	if w.Require("columns") {
		c := l.file.Mapping(w.Node("columns"), "整体自评表的列")
		for _, column := range c.Keys() {
			code := c.Text(column)
			if !slices.Contains(wholeColumns, column) {
				c.Defect(column, fmt.Sprintf("整体自评表没有“%s”这一列", column), hint.Meant(column, wholeColumns, "可用："+strings.Join(wholeColumns, "、")))
			}
			whole.Columns[column] = code
			l.later = append(l.later, func() {
				if _, ok := l.pack.Field(code); !ok {
					c.Defect(column, fmt.Sprintf("整体自评表的“%s”不是字段代码", code), hint.Meant(code, l.pack.Codes(), ""))
				}
			})
		}
	}
	l.wholeWithout = w.Texts("without")
	w.Done()
	l.pack.Whole = whole
	l.later = append(l.later, func() { l.checkOwnList(w, "list", "整体自评规则", whole.List) })
}

// profileNamed is the profile under the key profile.
func (d *projectDefs) profileNamed(m *strictyaml.Mapping) *project.Profile {
	name := m.RequiredText("profile")
	profile, ok := d.profiles[name]
	if !ok {
		m.Defect("profile", fmt.Sprintf("没有名为“%s”的评分口径", name), hint.Meant(name, hint.Names(d.profiles), "检查 include 的文件"))
		return project.Plain()
	}
	return profile
}

// ownColumns are the columns a list of indicators must have to be scored by a profile.
var ownColumns = []string{project.RowName, project.RowDirection, project.RowTarget, project.RowActual, "weight"}

// checkOwnList refuses a list of indicators that a profile cannot score.
func (l *loader) checkOwnList(m *strictyaml.Mapping, key, what, code string) {
	f, ok := l.pack.Field(code)
	if !ok || f.Kind != fact.Rows {
		m.Defect(key, fmt.Sprintf("%s的“%s”不是列表字段", what, code), hint.Meant(code, l.pack.Codes(), ""))
		return
	}
	for _, column := range ownColumns {
		if _, ok := f.Column(column); !ok {
			m.Defect(key, fmt.Sprintf("列表“%s”缺少列“%s”，不能按评分口径计分", code, column), "自设指标的列写 use: own_columns")
		}
	}
}

func (l *loader) checkProjectList(q *strictyaml.Mapping, code string) {
	f, ok := l.pack.Field(code)
	if !ok || f.Kind != fact.Rows {
		q.Defect("list", fmt.Sprintf("项目自评规则的“%s”不是列表字段", code), hint.Meant(code, l.pack.Codes(), ""))
		return
	}
	for _, code := range []string{project.NameColumn, project.BudgetColumn, project.SpentColumn} {
		if _, ok := f.Column(code); !ok {
			q.Defect("list", fmt.Sprintf("列表“%s”缺少列“%s”，无法计算项目得分", f.Code, code), "请补上这一列")
		}
	}
}

// projectCheckSource is a check of projects as written.
type projectCheckSource struct {
	m      *strictyaml.Mapping
	check  project.Check
	shared bool
}

func (d *projectDefs) projectChecksOf(f *strictyaml.Mapping, shared bool) {
	for _, n := range f.List("project_checks") {
		m := f.File.Mapping(n, "项目检查")
		c := project.Check{
			ID: m.RequiredText("id"), Title: m.RequiredText("title"), Severity: fact.Severity(m.RequiredText("severity")),
			Detect: m.RequiredText("detect"), Words: m.Texts("words"), Message: m.RequiredText("message"), Statement: m.Text("statement"),
			Causes: m.Texts("causes"), Measures: m.Texts("measures"), Basis: m.Text("basis"),
		}
		m.Done()
		checkProjectCheck(m, c)
		d.checks = append(d.checks, projectCheckSource{m: m, check: c, shared: shared})
	}
}

func checkProjectCheck(m *strictyaml.Mapping, c project.Check) {
	if c.ID != "" && !checkID.MatchString(c.ID) {
		m.Defect("id", fmt.Sprintf("检查编号“%s”写法有误", c.ID), "例：J01 或 J03.total")
	}
	if c.Severity != "" && c.Severity.Rank() < 0 {
		m.Defect("severity", fmt.Sprintf("检查 %s 的级别“%s”没有定义", c.ID, c.Severity), "写 error、warning 或 note")
	}
	d, ok := project.Detectors[c.Detect]
	if !ok {
		m.Defect("detect", fmt.Sprintf("检查 %s 的“%s”不是能查的问题", c.ID, c.Detect), hint.Meant(c.Detect, hint.Names(project.Detectors), ""))
		return
	}
	if d.Words != (len(c.Words) > 0) {
		m.Defect("words", fmt.Sprintf("检查 %s 是否要写 words：%s 要写而没有，或不要写而写了", c.ID, c.Detect), "")
	}
	checkProjectText(m, c.ID, "message", c.Message, d)
	checkProjectText(m, c.ID, "statement", c.Statement, d)
}

// checkProjectText reports names in a check's text that its detector does not find.
func checkProjectText(m *strictyaml.Mapping, id, key, text string, d project.Detector) {
	for _, name := range project.MessageName.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(d.Names(), name[1]) {
			m.Defect(key, fmt.Sprintf("检查 %s 的提示语里“{%s}”没有定义", id, name[1]), "可用："+strings.Join(d.Names(), "、"))
		}
	}
	if strings.ContainsAny(project.MessageName.ReplaceAllString(text, ""), "{}") {
		m.Defect(key, fmt.Sprintf("检查 %s 的提示语花括号不成对", id), "")
	}
}

// expandProjectChecks gives the pack its project checks, without the shared ones it drops.
// Those without causes and measures have the ones of the first check of their number.
func (l *loader) expandProjectChecks(without map[string]int, used map[string]bool) {
	var all []project.Check
	for _, s := range l.defs.checks {
		number, _, _ := strings.Cut(s.check.ID, ".")
		dropped := false
		for _, key := range []string{s.check.ID, number} {
			if _, listed := without[key]; listed && s.shared {
				used[key], dropped = true, true
			}
		}
		if dropped || l.pack.Projects == nil && l.pack.Whole == nil {
			continue
		}
		c := s.check
		if first, twice := l.lines.check[c.ID]; twice {
			s.m.Defect("id", fmt.Sprintf("检查编号“%s”写了两次，第一次在 %s 第 %d 行", c.ID, first.File.Name, first.Line), "加上后缀区分，例：J03.total")
			continue
		}
		l.lines.check[c.ID] = s.m.Position("id")
		for _, first := range all {
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
		all = append(all, c)
	}
	if l.pack.Projects != nil {
		l.pack.Projects.Checks = all
	}
	if l.pack.Whole != nil {
		l.pack.Whole.Checks = slices.DeleteFunc(project.ForWhole(all), func(c project.Check) bool {
			return slices.Contains(l.wholeWithout, c.ID)
		})
	}
}

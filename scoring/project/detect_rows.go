package project

import (
	"regexp"
	"strconv"
	"strings"

	"ziping/scoring/fact"
)

// The detectors that look at a project's indicators one by one.

func findNotNumber(s *sight, tell func(int, found)) {
	for i := range s.rows {
		code := map[trouble]string{targetText: RowTarget, actualText: RowActual}[s.rows[i].trouble]
		if code != "" && !s.rows[i].satisfactionInWords() {
			tell(i, found{"column": s.form.Label(IndicatorsColumn + "." + code), "text": fact.Cited(s.rows[i].row[code].Text)})
		}
	}
}

// findUnitDiffers finds an actual value that cannot be compared with the target, as a rate with a
// number of things.
func findUnitDiffers(s *sight, tell func(int, found)) {
	for i := range s.rows {
		if w := &s.rows[i]; w.trouble == unitDiffers {
			tell(i, found{"target": fact.Cited(w.row[RowTarget].Text), "actual": fact.Cited(w.row[RowActual].Text)})
		}
	}
}

// findLateInFull finds a deadline that was missed and all the points for it.
func findLateInFull(s *sight, tell func(int, found)) {
	for i := range s.rows {
		if w := &s.rows[i]; w.trouble == lateInFull {
			tell(i, found{
				"target": fact.Cited(w.row[RowTarget].Text), "actual": fact.Cited(w.row[RowActual].Text),
				"stated": fact.FormatPoints(w.row[rowPoints].Number),
			})
		}
	}
}

// findDirection compares a sign in front of the target with the direction.
func findDirection(s *sight, tell func(int, found)) {
	for i := range s.rows {
		row := s.rows[i].row
		direction, target := row[RowDirection].Text, strings.TrimSpace(row[RowTarget].Text)
		if row[RowDirection].State != fact.Known || direction == qualitative {
			continue
		}
		for _, sign := range signsInFront {
			if !strings.HasPrefix(target, sign) {
				continue
			}
			if rising(fact.Sign(sign)) != rising(direction) {
				tell(i, found{"direction": direction, "target": fact.Cited(target)})
			}
			break
		}
	}
}

// rising tells targets to reach (1), limits (-1) and exact values (0) apart.
func rising(sign string) int {
	switch sign {
	case "≥", ">":
		return 1
	case "≤", "<":
		return -1
	}
	return 0
}

func findNoOption(s *sight, tell func(int, found)) {
	for i := range s.rows {
		if s.rows[i].trouble != noOption {
			continue
		}
		names := make([]string, len(s.profile.Qualitative))
		for j, b := range s.profile.Qualitative {
			names[j] = b.Name
		}
		tell(i, found{"text": fact.Cited(s.rows[i].row[RowActual].Text), "options": strings.Join(names, "、")})
	}
}

func findOutsideBand(s *sight, tell func(int, found)) {
	for i := range s.rows {
		w := &s.rows[i]
		if w.trouble == outsideBand && !w.aboveWeight() {
			tell(i, found{
				"stated": fact.FormatPoints(w.row[rowPoints].Number), "option": s.profile.Qualitative[w.option].Name,
				"band": s.profile.bandText(w.option, w.weight),
			})
		}
	}
}

func findLostUnexplained(s *sight, tell func(int, found)) {
	for i := range s.rows {
		w := &s.rows[i]
		if w.lost() && w.row[rowReason].Blank() {
			tell(i, found{
				"points": fact.FormatPoints(w.score.Points.Decimal), "weight": fact.FormatPoints(w.weight),
				"lost": fact.FormatPoints(w.weight.Sub(w.score.Points.Decimal)),
			})
		}
	}
}

func findZeroWeight(s *sight, tell func(int, found)) {
	for i := range s.rows {
		w := &s.rows[i]
		switch own := w.row[rowPoints]; {
		case w.score.Weight.Valid && !w.weight.IsPositive():
			tell(i, found{"weight": fact.FormatPoints(w.weight) + " 分"})
		case !w.score.Weight.Valid && own.State == fact.Known && own.Number.IsPositive():
			tell(i, found{"weight": fact.UnknownFigure})
		}
	}
}

func findOverAchieved(s *sight, tell func(int, found)) {
	for i := range s.rows {
		w := &s.rows[i]
		step, ok := w.mustExplain()
		if !ok || !w.row[rowReason].Blank() {
			continue
		}
		ratio := "—" // of a target of 0
		if w.ratio.Valid {
			ratio = fact.FormatPercent(w.ratio.Decimal)
		}
		tell(i, found{"ratio": ratio, "limit": fact.FormatPercent(step.At)})
	}
}

// findSatisfaction finds a satisfaction that states no figure (满意度指标达到目标).
func findSatisfaction(s *sight, tell func(int, found)) {
	for i := range s.rows {
		if w := &s.rows[i]; w.satisfactionInWords() {
			tell(i, found{"text": fact.Cited(w.row[RowActual].Text)})
		}
	}
}

// satisfactionInWords reports whether the indicator is satisfaction and states no figure.
func (w *indicatorWork) satisfactionInWords() bool {
	if LevelName(w.row[RowLevel1].Text) != satisfactionLevel || w.row[RowActual].Blank() {
		return false
	}
	_, ok := measureOf(w.row[RowActual], w.row[RowUnit].Text)
	return !ok
}

// saysNothing reports whether a text is no more than one of the words (无, 暂无).
func (s *sight) saysNothing(v fact.Value) bool {
	text := strings.Trim(strings.TrimSpace(v.Text), "。.")
	for _, word := range s.words {
		if text == word {
			return true
		}
	}
	return false
}

// full reports whether the total is full: as computed, or as stated where it cannot be computed.
func (s *sight) full() bool {
	if s.score.Points.Valid {
		return s.score.Points.Decimal.Equal(fact.Hundred)
	}
	stated := s.asked[statedPointsColumn]
	return stated.State == fact.Known && stated.Number.Equal(fact.Hundred)
}

// findPerfect finds a form in which everything is full and nothing could be better.
func findPerfect(s *sight, tell func(int, found)) {
	if s.full() && s.saysNothing(s.asked[problemsColumn]) && s.saysNothing(s.asked[improvementsColumn]) {
		tell(noRow, found{"points": fact.FormatPoints(fact.Hundred)})
	}
}

// findNoProblem finds a form that lost points and names no problem.
func findNoProblem(s *sight, tell func(int, found)) {
	if s.score.Points.Valid && s.score.Points.Decimal.LessThan(fact.Hundred) && (s.saysNothing(s.asked[problemsColumn]) || s.saysNothing(s.asked[improvementsColumn])) {
		tell(noRow, found{"points": fact.FormatPoints(s.score.Points.Decimal)})
	}
}

// findRestated finds an actual value written as a limit (≥90%, 2天以内): the target once more,
// and not what was counted.
func findRestated(s *sight, tell func(int, found)) {
	for i := range s.rows {
		if s.rows[i].limit {
			tell(i, found{"text": fact.Cited(s.rows[i].row[RowActual].Text)})
		}
	}
}

// findSatisfactionFull finds a satisfaction of 100 %.
func findSatisfactionFull(s *sight, tell func(int, found)) {
	for i := range s.rows {
		row := s.rows[i].row
		if LevelName(row[RowLevel1].Text) != satisfactionLevel {
			continue
		}
		if m, ok := measureOf(row[RowActual], row[RowUnit].Text); ok && m.unit == "%" && m.number.Equal(fact.Hundred) {
			tell(i, found{})
		}
	}
}

// findEmptyReason finds a reason for lost points that gives none.
func findEmptyReason(s *sight, tell func(int, found)) {
	for i := range s.rows {
		w := &s.rows[i]
		if w.lost() && s.namesNoCause(w.row[rowReason]) {
			tell(i, found{"text": fact.Cited(w.row[rowReason].Text), "lost": fact.FormatPoints(w.weight.Sub(w.score.Points.Decimal))})
		}
	}
}

// findEmptyExecutionReason finds a reason for a low execution that gives none.
func findEmptyExecutionReason(s *sight, tell func(int, found)) {
	reason := s.asked[reasonColumn]
	if budget, spent, ok := s.moneyKnown(); ok && s.rate.Valid && s.rate.Decimal.LessThan(s.profile.ReasonBelow) && s.namesNoCause(reason) {
		s.about(budget.Sub(spent))
		tell(noRow, found{"text": fact.Cited(reason.Text), "rate": fact.FormatPercent(s.rate.Decimal)})
	}
}

// namesNoCause reports whether a reason is given and is none: one of the words, or as NamesCause says.
func (s *sight) namesNoCause(reason fact.Value) bool {
	return !reason.Blank() && (s.saysNothing(reason) || !NamesCause(reason.Text))
}

// lost reports whether the indicator lost points.
func (w *indicatorWork) lost() bool {
	return w.score.Points.Valid && w.score.Points.Decimal.LessThan(w.weight)
}

// leastSame is how many indicators with one reason are worth a finding.
const leastSame = 3

// findSameReason finds one reason given for all indicators that lost points.
func findSameReason(s *sight, tell func(int, found)) {
	lost, reason := 0, ""
	for i := range s.rows {
		w := &s.rows[i]
		if !w.lost() {
			continue
		}
		text := Squeezed(w.row[rowReason].Text)
		if text == "" || lost > 0 && text != reason {
			return
		}
		lost, reason = lost+1, text
	}
	if lost >= leastSame {
		tell(noRow, found{"text": fact.Cited(reason), "count": strconv.Itoa(lost)})
	}
}

// numbering are the numbers in front of goals (目标1：, 2.), which say nothing.
var numbering = regexp.MustCompile(`(?:年度|绩效|总体)*目标\s*[0-9一二三四五六七八九十]{0,2}\s*[:：、.．]|(?:^|[。；;，,\n])\s*[(（]?[0-9一二三四五六七八九十]{1,2}\s*[)）、.．:：]`)

// findCopiedGoal finds an achievement that is the goal word for word, numbers and marks apart.
func findCopiedGoal(s *sight, tell func(int, found)) {
	text := func(code string) string { return Squeezed(numbering.ReplaceAllString(s.asked[code].Text, "")) }
	if goal := text(goalColumn); goal != "" && goal == text(achievedColumn) {
		tell(noRow, found{})
	}
}

// findToldNothing finds an achievement that only says that the goal was met.
func findToldNothing(s *sight, tell func(int, found)) {
	if text := s.asked[achievedColumn].Text; tellsNothing(text) {
		tell(noRow, found{"text": fact.Cited(text)})
	}
}

// findRowTwice finds an indicator that stands in the form twice, with the same target.
func findRowTwice(s *sight, tell func(int, found)) {
	for i := range s.rows {
		row := s.rows[i].row
		name, target := strings.TrimSpace(row[RowName].Text), row[RowTarget].Text
		if name == "" || target == "" || strings.HasPrefix(name, "（") {
			continue // not shown in the print
		}
		for first := range s.rows[:i] {
			other := s.rows[first].row
			if strings.TrimSpace(other[RowName].Text) == name && other[RowTarget].Text == target && other[RowUnit].Text == row[RowUnit].Text {
				tell(i, found{"first": strconv.Itoa(first + 1)})
				break
			}
		}
	}
}

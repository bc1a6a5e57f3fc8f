package scoring

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	emptyPhrase = regexp.MustCompile(`加强|提升|提高|完善|改善|增强|优化|推进|效果(?:明显|显著|良好)|成效(?:明显|显著)|稳步|有效`)
	anyFigure   = regexp.MustCompile(`[0-9０-９]|[一二三四五六七八九十百千万亿两半]+(?:个|项|次|户|人|公里|千米|亩|处|所|场|件|家|条|万|亿|名|座|米|吨|台|套|批|元|％|成)|百分之`)
	saysNothing = regexp.MustCompile(`^(?:暂无|无|暂时?没有|没有|不存在|无问题|无其他)(?:其他|明显|任何)*(?:问题|情况|建议|措施|事项)?[。．.!！]?$`)
)

// leastProse is from how many characters on a text is expected to hold a figure.
const leastProse = 15

// hollow reports whether a text of some length speaks only of strengthening and improving,
// with no figure at all.
func hollow(text string) bool {
	return utf8.RuneCountInString(text) >= leastProse && len(emptyPhrase.FindAllString(text, 2)) == 2 && !anyFigure.MatchString(text)
}

func isHollow(_ *scope, args []any) (any, error) { return hollow(args[0].(string)), nil }

// saysNone reports whether a text only says that there is nothing (暂无).
func saysNone(_ *scope, args []any) (any, error) { return nothingSaid(args[0].(string)), nil }

func nothingSaid(text string) bool {
	return saysNothing.MatchString(strings.Join(strings.Fields(text), ""))
}

// textContains reports whether a text contains one of the words, which are separated by |.
func textContains(_ *scope, args []any) (any, error) {
	for _, w := range strings.Split(args[1].(string), "|") {
		if w != "" && strings.Contains(args[0].(string), w) {
			return true, nil
		}
	}
	return false, nil
}

// mentionsLost reports whether a text speaks of an indicator that lost points, or may have:
// by its name, or by the first four characters of it (政府采购执行率: 政府采购).
func mentionsLost(sc *scope, args []any) (any, error) {
	if sc.scores == nil {
		return nil, errNotYet
	}
	for _, s := range sc.scores {
		if !sc.inFull(s) {
			name := []rune(s.Name)
			if strings.Contains(args[0].(string), string(name[:min(len(name), 4)])) {
				return true, nil
			}
		}
	}
	return false, nil
}

// inFull reports whether an indicator is known to have all its points, as computed or else as
// the report claims.
func (sc *scope) inFull(s *scored) bool {
	if s.Points.Valid {
		return s.Points.Decimal.Equal(s.Max)
	}
	claimed, ok := sc.claims.Points[s.Code]
	return ok && claimed.Equal(s.Max)
}

// explainedFor reports whether a field of texts by indicator has one for this indicator,
// and one that says something.
func explainedFor(sc *scope, args []any) (any, error) {
	text := strings.TrimSpace(sc.facts[args[0].(string)].Texts[args[1].(string)])
	return text != "" && !nothingSaid(text), nil
}

// hasText reports whether a field of texts by indicator has any for this indicator.
func hasText(sc *scope, args []any) (any, error) {
	return strings.TrimSpace(sc.facts[args[0].(string)].Texts[args[1].(string)]) != "", nil
}

func standardOf(sc *scope, args []any) (any, error) {
	row, ok := sc.pack.Indicator(args[0].(string))
	if !ok {
		return nil, errNotYet
	}
	return row.Standard, nil
}

package load

import (
	"fmt"
	"slices"
	"strings"

	"ziping/scoring"
	"ziping/scoring/formula"
)

// Doubts are what is allowed in a pack and probably not meant: a question that must be answered
// and that nothing reads, a formula that divides by what may be answered with 0. They are told
// by `scheme check` and keep no pack from being used.
func Doubts(p *scoring.Pack) []string {
	return slices.Concat(unread(p), divisions(p), optional(p), unpriced(p))
}

// optional are indicators that need an answer which may be left out: they would have no points then.
func optional(p *scoring.Pack) []string {
	var doubts []string
	for i := range p.Indicators {
		row := &p.Indicators[i]
		var codes []string
		if row.Formula != nil && row.Rule.Field() == "" {
			codes = row.Formula.Codes()
		} else if code := row.Rule.Field(); code != "" {
			codes = []string{code}
		}
		for _, code := range codes {
			if f, ok := p.Field(code); ok && !f.Required && f.Derive == nil {
				doubts = append(doubts, fmt.Sprintf("指标 %s 要用“%s”（%s）计分，这一题却可以跳过；写上 required: true，引入的写在 use 旁边的 require 里", row.Code, f.Label, code))
			}
		}
	}
	return doubts
}

// unpriced are checks of money that do not say how much money.
func unpriced(p *scoring.Pack) []string {
	var doubts []string
	for i := range p.Checks {
		c := &p.Checks[i]
		compares := slices.ContainsFunc(c.Condition.Codes(), func(code string) bool {
			f, ok := p.Field(code)
			return ok && f.Kind == scoring.Money
		})
		if compares && c.Amount == nil && c.Severity != scoring.Note {
			doubts = append(doubts, fmt.Sprintf("检查 %s 比较金额，却没有写 amount（相差多少万元的公式），汇总时算不出金额", c.ID))
		}
	}
	return doubts
}

// unread are required questions that neither points nor checks nor other questions nor the
// report look at.
func unread(p *scoring.Pack) []string {
	var doubts []string
	for _, code := range p.Codes() {
		f, _ := p.Field(code)
		readers := p.Reads(code)
		if !f.Required || len(readers.Indicators)+len(readers.Checks) > 0 || readByQuestions(p, code) ||
			strings.Contains(p.Report, `"`+code+`"`) || projectsRead(p, code) {
			continue
		}
		doubts = append(doubts, fmt.Sprintf("“%s”（%s）是必填项，但没有指标、检查、其他题或报告用到它；不需要的删去，或去掉 required", f.Label, code))
	}
	return doubts
}

// projectsRead reports whether the field is a list of projects, part of the unit's own form, or
// texts that the report takes by indicator and finding.
func projectsRead(p *scoring.Pack, code string) bool {
	f, _ := p.Field(code)
	return p.Projects != nil && p.Projects.List == code || p.Whole != nil && p.Whole.Reads(code) ||
		f.Kind == scoring.PerIndicator || f.Kind == scoring.PerFinding
}

func readByQuestions(p *scoring.Pack, code string) bool {
	for _, other := range p.Codes() {
		f, _ := p.Field(other)
		for _, own := range []*formula.Formula{f.When, f.Offer, f.Derive} {
			if own != nil && own.Reads(code) {
				return true
			}
		}
	}
	return false
}

// divisions are indicators whose formula divides by an answer for which no case says what 0 means.
func divisions(p *scoring.Pack) []string {
	var doubts []string
	for i := range p.Indicators {
		row := &p.Indicators[i]
		if row.Formula == nil || row.Rule.Field() != "" { // stated beside an answer
			continue
		}
		codes := row.Formula.Divisors()
		settled := len(codes) == 0 || slices.ContainsFunc(row.Cases, func(c scoring.Case) bool {
			return slices.ContainsFunc(codes, c.When.Reads)
		})
		if settled || !slices.ContainsFunc(codes, func(code string) bool { return mayBeZero(p, code) }) {
			continue
		}
		f, _ := p.Field(codes[0])
		doubts = append(doubts, fmt.Sprintf("指标 %s 的公式除以“%s”，填 0 时算不出得分；在 cases 里写明 %s == 0 时怎么计分", row.Code, f.Label, codes[0]))
	}
	return doubts
}

func mayBeZero(p *scoring.Pack, code string) bool {
	f, ok := p.Field(code)
	return ok && f.Kind.Numeric()
}

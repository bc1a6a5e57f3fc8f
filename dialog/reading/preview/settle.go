package preview

import (
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// settle brings a proposal into the questionnaire's order, each question once: what is said twice
// and differently is in doubt. Things left out are bounded.
func (r Reader) settle(p *dialog.Proposal) {
	order := map[string]int{}
	for _, section := range r.State.Form.Pack.Sections {
		for i := range section.Fields {
			order[section.Fields[i].Code] = len(order)
		}
	}
	var entries []dialog.Proposed
	for _, e := range p.Entries {
		at := slices.IndexFunc(entries, func(have dialog.Proposed) bool { return have.Key == e.Key })
		if at < 0 {
			entries = append(entries, e)
			continue
		}
		if have := &entries[at]; have.Said != e.Said {
			have.Doubt = strings.Join([]string{"有两处不同", have.Place, e.Place}, " ")
			have.Others = append(have.Others, e.Said)
		}
	}
	slices.SortStableFunc(entries, func(a, b dialog.Proposed) int { return order[string(a.Key)] - order[string(b.Key)] })
	p.Entries = entries
	if len(p.Left) > mostLeft {
		more := len(p.Left) - mostLeft
		p.Left = append(p.Left[:mostLeft:mostLeft], "还有 "+itoa(more)+" 处没有收下，请对照原表检查")
	}
}

// Overwrites counts the entries whose question has another answer already.
func Overwrites(answers dialog.Answers, pack *scoring.Pack, p dialog.Proposal) int {
	n := 0
	for _, e := range p.Entries {
		f, ok := pack.Field(string(e.Key))
		if have := answers[e.Key].Value; ok && !Open(e) && have.State == scoring.Known && Saying(f, have) != e.Said {
			n++
		}
	}
	return n
}

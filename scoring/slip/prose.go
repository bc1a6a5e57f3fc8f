package slip

import (
	"strings"

	"ziping/scoring/fact"
)

// prose is what the kinds that compare parts need of one, read once.
type prose struct {
	long          []longText
	citations     []citation
	praise, fault []Slip // the first of each
}

// compared reads the part's texts for the kinds that compare them with others.
func (p *Part) compared() *prose {
	if p.prose == nil {
		p.prose = &prose{}
		for i := range p.places {
			p.prose.read(&p.places[i])
		}
	}
	return p.prose
}

func (t *prose) read(p *Place) {
	if p.signs&titles != 0 {
		for _, m := range numberedTitle.FindAllStringSubmatch(p.Text, -1) {
			t.citations = append(t.citations, citation{m[1], strings.Join(strings.Fields(m[2]), ""), p})
		}
	}
	if p.Kind == fact.LongText && len(p.Text) >= leastRepeat {
		runes := withoutBlanks(p.Text)
		t.long = append(t.long, longText{p, runes, blockHashes(runes)})
	}
	if !p.prose() || !strings.Contains(p.Text, "目标") && !strings.Contains(p.Text, "指标") && !strings.Contains(p.Text, "量化") {
		return
	}
	if m := praisesGoals.FindString(p.Text); m != "" && t.praise == nil {
		t.praise = []Slip{p.slip(m)}
	}
	if m := faultsGoals.FindString(p.Text); m != "" && t.fault == nil {
		t.fault = []Slip{p.slip(m)}
	}
}

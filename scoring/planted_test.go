package scoring_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// leastPlanted is how many kinds of faults the tests plant at the least.
const leastPlanted = 60

// elsewhere are checks whose faults other tests plant, by the test, or that look at the pack and
// not at answers.
var elsewhere = map[string]string{
	"T05": "no standard of the pack says 酌情", "T08.causes": "TestSlipsElsewhere", "T08.measures": "TestSlipsElsewhere", "X03": "TestSlipsElsewhere",
	"T01.unbacked": "TestPublishedCases", "T07.claimed": "TestPublishedCases",
	"P04.name": "TestSlipsElsewhere", "T02.projects": "TestSlipsElsewhere", "A20.unit": "TestSlipsElsewhere",
	"A08.evaluated": "TestTypedFiguresAgainstTheList", "A08.budget": "TestTypedFiguresAgainstTheList", "A08.spent": "TestTypedFiguresAgainstTheList",
	"J15.capped": "TestCappedTotalIsTold", "J19": "TestProjectFindingKeys",
}

// Every check of the default pack is found by a fault that some test plants, and the faults are
// many. go test -v prints the matrix: the fault, and the checks that find it.
func TestMatrixOfPlantedFaults(t *testing.T) {
	planted := map[string][]string{}
	for name, c := range checkCases {
		planted["figures: "+name] = c.want
	}
	for name, c := range breaks {
		planted["one figure: "+name] = c.want
	}
	for _, c := range slipCases {
		planted["texts: "+c.check+" "+c.says] = []string{c.check}
	}
	for name, c := range brokenProjects {
		for _, want := range strings.Split(c.want, "|") {
			if key, _, ok := strings.Cut(want, " "); ok {
				planted["projects: "+name] = append(planted["projects: "+name], key)
			}
		}
	}
	kinds, found := 0, map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(planted)) {
		if len(planted[name]) == 0 {
			continue // must not be found
		}
		kinds++
		t.Logf("%-60s %s", name, strings.Join(planted[name], " "))
		for _, key := range planted[name] {
			found[key] = true
		}
	}
	t.Logf("%d kinds of faults", kinds)
	if kinds < leastPlanted {
		t.Errorf("%d kinds of faults are planted, want %d", kinds, leastPlanted)
	}
	p := townPack(t)
	for _, c := range p.Checks {
		general := strings.TrimSuffix(c.ID, "."+c.Indicator)
		if elsewhere[general] != "" {
			continue
		}
		if !slices.ContainsFunc(slices.Collect(maps.Keys(found)), func(key string) bool { return key == c.ID || strings.HasPrefix(key, general) }) {
			t.Errorf("no fault is planted for %s (%s)", c.ID, c.Title)
		}
	}
	for _, c := range p.Projects.Checks {
		if !found[c.ID] && elsewhere[c.ID] == "" {
			t.Errorf("no fault is planted for %s (%s)", c.ID, c.Title)
		}
	}
}

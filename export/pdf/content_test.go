package pdf

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPiecesOfOneRuleAreDrawnAsOne(t *testing.T) {
	rows := []rule{
		// Two rows of a table with a rule between two columns and one under each.
		{50, 10, 50, 30, 0.5}, {0, 30, 50, 30, 0.5}, {50, 30, 100, 30, 0.5},
		{50, 30, 50, 60, 0.5}, {0, 60, 50, 60, 0.5}, {50, 60, 100, 60, 0.5},
		// A corner, a gap, another weight and a slope stay what they are.
		{100, 60, 100, 90, 0.5}, {110, 60, 120, 60, 0.5}, {100, 90, 100, 95, 1}, {100, 95, 110, 99, 1},
	}
	want := []rule{
		{50, 10, 50, 60, 0.5}, {0, 30, 100, 30, 0.5}, {0, 60, 100, 60, 0.5},
		{100, 60, 100, 90, 0.5}, {110, 60, 120, 60, 0.5}, {100, 90, 100, 95, 1}, {100, 95, 110, 99, 1},
	}
	if difference := cmp.Diff(want, joinRules(nil, rows), cmp.AllowUnexported(rule{})); difference != "" {
		t.Error(difference)
	}
}

func TestNumbersAreShort(t *testing.T) {
	for _, test := range []struct {
		value, decimals int
		want            string
	}{{0, 2, "0"}, {1600, 2, "16"}, {-207, 3, "-0.207"}, {5, 3, "0.005"}, {110956, 3, "110.956"}, {-50, 2, "-0.5"}} {
		if got := string(appendFixed(nil, test.value, test.decimals)); got != test.want {
			t.Errorf("%d with %d decimals is %s, want %s", test.value, test.decimals, got, test.want)
		}
	}
}

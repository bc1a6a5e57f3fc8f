package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/scoring"
)

func drawNumber(t *rapid.T) decimal.Decimal {
	return decimal.New(rapid.Int64Range(-1e15, 1e15).Draw(t, "digits"), rapid.Int32Range(-6, 0).Draw(t, "exponent"))
}

// TestAnswersComeBack: every value, to the last digit as it was written.
func TestAnswersComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := dialog.Answer{Value: drawValue(t, 3), Typed: rapid.String().Draw(t, "typed"), By: rapid.Int64().Draw(t, "by"),
			ByName: rapid.String().Draw(t, "name"), At: start, Rev: rapid.Int64Range(1, 1e12).Draw(t, "rev")}
		blob, err := encode(storeAnswer(a))
		if err != nil || strings.Contains(blob, "\n") {
			t.Fatal(blob, err)
		}
		got, err := decodeAnswer(revised(a.Rev, blob))
		if err != nil {
			t.Fatal(err)
		}
		digits := cmp.Comparer(func(x, y decimal.Decimal) bool {
			return x.Equal(y) && x.Exponent() == y.Exponent()
		})
		if diff := cmp.Diff(a, got, digits, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestAnswersAreReadable: what stands in Redis and in a backup can be checked by eye.
func TestAnswersAreReadable(t *testing.T) {
	for want, v := range map[string]scoring.Value{
		`{"number":"1807.760"}`:         scoring.Number(decimal.RequireFromString("1807.760")),
		`{}`:                            scoring.Number(decimal.Zero),
		`{"state":"not_applicable"}`:    {State: scoring.NotApplicable},
		`{"state":"missing"}`:           {},
		`{"text":"A & B <c>"}`:          scoring.Text("A & B <c>"),
		`{"items":["甲","乙"]}`:           scoring.Items("甲", "乙"),
		`{"rows":[{"n":{"yes":true}}]}`: scoring.RowsOf(scoring.Facts{"n": scoring.Yes(true)}),
	} {
		if got, err := encode(storeValue(v)); got != want || err != nil {
			t.Errorf("got %s, want %s, %v", got, want, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`1|{"value":{"number":"1"}}`)
	f.Add("1|2|a\n{}\n")
	f.Fuzz(func(t *testing.T, blob string) {
		// No input may panic; what is malformed is an error.
		_, _ = decodeAnswer(blob)
		_, _ = decodeCursor(blob)
		_, _ = decodeEntry(blob)
		_, _ = decodeMessage(0, "1:00000000000001:0", blob)
		_, _ = decodeMessage(0, blob, "0|{}")
		_, _, _ = splitWhere(blob)
		_, _ = tokenPartition(blob)
	})
}

package scoring_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/shopspring/decimal"

	"ziping/scoring"
	"ziping/scoring/load"
)

// smallPack is a valid pack of two rows: X1, which tests replace, and Y1 for the rest of
// the hundred points.
const smallPack = `id: small
title: 小表
version: 1
steps: whole
grades:
  - {name: 优, from: 90}
  - {name: 差, from: 0}
sections:
  - code: one
    title: 第一部分
    fields:
      - {code: a, label: 甲数, kind: money, negative: true, not_applicable: true}
      - {code: b, label: 乙数, kind: money}
      - {code: n, label: 个数, kind: count}
      - {code: p, label: 满意度, kind: percent}
      - {code: yes, label: 是否, kind: yesno}
      - {code: pick, label: 等次, kind: choice, options: [优秀, 良好, 较差]}
      - {code: ticks, label: 要求, kind: checklist, options: [第一, 第二, 第三]}
      - {code: note, label: 说明, kind: text}
      - {code: rest, label: 其余, kind: number}
      - code: list
        label: 清单
        kind: rows
        columns:
          - {code: name, label: 名称, kind: text}
          - {code: sum, label: 金额, kind: money}
          - {code: done, label: 完成, kind: yesno}
blocks:
  - {name: 甲, max: 10}
  - {name: 乙, max: 90}
indicators:
  - code: X1
    level1: 甲
    level2: 甲一
    name: 某项
    max: 10
    provenance: proposal
    formula: a / b
    percent: true
    rule: {kind: proportion}
  - {code: Y1, level1: 乙, level2: 乙一, name: 其余, max: 90, provenance: proposal, rule: {kind: manual, field: rest}}
claims:
  - {code: rate, label: 比率, formula: a / b, percent: true}
checks:
  - id: A02
    title: 超出
    severity: error
    condition: a > b
    message: 甲 {a} 大于乙 {b}
`

// change replaces the only occurrence of from in smallPack.
func change(t testing.TB, from, to string) string {
	t.Helper()
	if strings.Count(smallPack, from) != 1 {
		t.Fatalf("%q stands %d times in the small pack", from, strings.Count(smallPack, from))
	}
	return strings.Replace(smallPack, from, to, 1)
}

func loadYAML(yaml string) (*scoring.Pack, error) {
	return load.Pack(fstest.MapFS{"small/pack.yaml": {Data: []byte(yaml)}}, "small")
}

func mustLoad(t testing.TB, yaml string) *scoring.Pack {
	t.Helper()
	p, err := loadYAML(yaml)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// withRow is smallPack with another row X1.
func withRow(t testing.TB, row string) *scoring.Pack {
	t.Helper()
	return mustLoad(t, replaceRow(t, smallPack, row))
}

func num(s string) scoring.Value { return scoring.Number(decimal.RequireFromString(s)) }

func defectsOf(t testing.TB, err error) []string {
	t.Helper()
	var defects scoring.Defects
	if !errors.As(err, &defects) {
		t.Fatalf("error is %T: %v", err, err)
	}
	var out []string
	for _, d := range defects {
		out = append(out, d.String())
	}
	return out
}

// replaceRow replaces row X1's formula and rule in a pack made from smallPack.
func replaceRow(t testing.TB, yaml, row string) string {
	t.Helper()
	const old = "    formula: a / b\n    percent: true\n    rule: {kind: proportion}\n"
	if strings.Count(yaml, old) != 1 {
		t.Fatal("row X1 is not there")
	}
	return strings.Replace(yaml, old, row, 1)
}
